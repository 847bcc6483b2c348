"""``/oidc/logout``: an application asks to have its user logged out.

OpenID Connect RP-Initiated Logout §2-4 · Auth0: Log Users Out of Auth0 with OIDC Endpoint
"""

from dataclasses import dataclass

from mock_auth0.flows.logging_out import logout_hint, logout_urls
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.client import Client
from mock_auth0.model.logout_request import LOGOUT_REQUEST_LIFETIME, LogoutRequest
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.redirect_uri import first_of, is_allowed_post_logout, with_parameter
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_LONGEST = 4096
"""Characters of a parameter that is kept until the user has answered."""


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Nobody is logged in any more. ``return_to`` is ``None`` for Auth0's own page."""

    return_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The user must be asked first, on the page of this state, on this device."""

    state: str
    device: str


def end_session(
    tenant: Tenant, params: Params, browser: Browser, *, issuer: str
) -> LoggedOut | Confirmation:
    """Log out, or ask. Raises ``invalid_request`` for a page; the session goes on then.

    ``ui_locales`` and ``federated`` change nothing: the pages are in English, and the mock has no
    session at an identity provider.
    """
    hint = logout_hint.read(tenant, params, issuer)
    return_to, state = _target(tenant, params, hint.client)
    entered = sessions.current(tenant, browser.session)
    if entered is not None and hint.sid != entered[0].sid and tenant.seed.confirms_logout:
        return _ask(tenant, hint.client, return_to, state, browser)
    sessions.end(tenant, browser.session)
    return LoggedOut(_location(return_to, state))


def find(tenant: Tenant, state: str | None, browser: Browser) -> LogoutRequest:
    """What the page of this state asks in this browser. Raises ``invalid_request`` for a page."""
    found = tenant.logout_requests.get(state, tenant.clock.now()) if state else None
    if found is None or found.device != browser.device:
        raise invalid_request(
            "You may have pressed the back button, refreshed during logout, opened too many "
            "dialogs, or there is some issue with cookies, since we couldn't find your session.",
            remedy="the state is unknown, used up or older than an hour, or the cookie `did` of "
            "the browser that began it was not sent",
        )
    return found


def accept(tenant: Tenant, state: str, browser: Browser) -> LoggedOut:
    """The user wants it. Raises ``invalid_request`` for a page."""
    found = find(tenant, state, browser)
    tenant.logout_requests.discard(state)
    sessions.end(tenant, browser.session)
    return LoggedOut(_location(found.return_to, found.state))


def decline(tenant: Tenant, state: str, browser: Browser) -> None:
    """The user does not want it. Raises ``invalid_request`` for a page."""
    find(tenant, state, browser)
    tenant.logout_requests.discard(state)


def _target(tenant: Tenant, params: Params, client: Client | None) -> tuple[str | None, str | None]:
    """Where to go afterwards, and the state to hand back there."""
    state = params.get("state")
    return_to = params.get("post_logout_redirect_uri")
    for name, value in (("state", state), ("post_logout_redirect_uri", return_to)):
        if value is not None and len(value) > _LONGEST:
            raise invalid_request(f"Invalid parameter: {name} is too long")
    if return_to is not None:
        name = "post_logout_redirect_uri"
        logout_urls.check(tenant, client, name, return_to, is_allowed_post_logout)
        return return_to, state
    if "client_id" in params:
        return first_of(logout_urls.of(tenant, client)), None
    return None, None


def _ask(
    tenant: Tenant,
    client: Client | None,
    return_to: str | None,
    state: str | None,
    browser: Browser,
) -> Confirmation:
    now = tenant.clock.now()
    device = browser.device or url_safe(tenant.ids.secret(24))
    name = "hKFo2S" + url_safe(tenant.ids.secret(30))
    tenant.logout_requests.put(
        name,
        LogoutRequest(
            client=client,
            return_to=return_to,
            state=state,
            device=device,
            expires_at=now + LOGOUT_REQUEST_LIFETIME,
        ),
        now,
    )
    return Confirmation(state=name, device=device)


def _location(return_to: str | None, state: str | None) -> str | None:
    if return_to is None or state is None:
        return return_to
    return with_parameter(return_to, "state", state)
