"""What the mock does otherwise than a strict Auth0 tenant would: named, each off by default."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The switches of one tenant; each has the same name as flag, variable and key of `mock:`."""

    issuer: str | None = None
    """Fixed ``iss`` with its trailing slash; ``None``: the address that the request came to."""
    auto_login: str | None = None
    """Log this user in without a page (e-mail, username or ``user_id``); ``hint``: whom
    ``login_hint`` names."""
    strict: bool = False
    """Nothing is let through, and pages are Auth0's alone."""
    any_client: bool = False
    """An unknown ``client_id`` is a client that may do everything."""
    any_redirect_uri: bool = False
    """``redirect_uri`` need not be an allowed callback URL."""
    any_logout_url: bool = False
    """``returnTo`` need not be an allowed logout URL."""
    any_web_origin: bool = False
    """Every origin may read answers (CORS, ``web_message``)."""
    any_audience: bool = False
    """An unknown ``audience`` is an API that accepts every scope."""
    any_password: bool = False
    """Whatever is typed as a known user's password is right."""
    pick_user: bool = True
    """The login page lists users to continue as, without a password."""
    json_authorize: bool = False
    """``/authorize`` answers ``{"code", "state"}`` to every request that no browser navigates."""
    rate_limits: str = "off"
    """``off``, or the preset ``free``: the buckets of Auth0's free plan."""
    journal: int = 10_000
    """How many requests are remembered, with their answers; 0: none."""
    control: bool = True
    """Whether ``/_mock/…`` answers, but for health and the certificate."""
    control_token: str | None = field(default=None, repr=False)
    """The secret without which nothing there does."""
    legacy_userinfo: bool = False
    """``/userinfo`` also has ``user_id``, ``identities``, ``created_at`` and both metadata."""
