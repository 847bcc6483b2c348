"""A JWT that a client signed: an assertion of who it is, or a request object.

RFC 7515 · RFC 7523 §3 · RFC 8725 §3.1 · Auth0: Application Credentials
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from mock_auth0.model.client import CREDENTIAL_ALGORITHMS, Client, Credential
from mock_auth0.oauth import public_key
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt
from mock_auth0.tokens.jwt import Unproven

SKEW = timedelta(seconds=10)
_LONGEST_ALG = 16
_LATEST = 2**40
"""Seconds, some thirty thousand years on; no calculation overflows below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientJWT:
    """Nothing of it holds before `check_signature`.

    ``name`` is the parameter that it came in, for the remedies; ``refuse`` makes the error of one.
    """

    name: str
    unproven: Unproven
    refuse: Callable[[str], OAuthError]

    @classmethod
    def read(
        cls, name: str, token: str, refuse: Callable[[str], OAuthError], *, most_bytes: int
    ) -> "ClientJWT":
        """Take it apart. Raises what ``refuse`` makes, as all here."""
        if len(token.encode()) > most_bytes:
            raise refuse(f"{name} is longer than {most_bytes} bytes")
        try:
            unproven = jwt.read(token)
        except jwt.InvalidJWTError as error:
            raise refuse(f"{name} is no JWT: {error}") from error
        return cls(name=name, unproven=unproven, refuse=refuse)

    def check_alg(self) -> None:
        """Its header must say how it is signed, in a word."""
        alg = self.unproven.header.get("alg")
        if not isinstance(alg, str) or len(alg) > _LONGEST_ALG:
            raise self.refuse(f"the header of {self.name} needs alg")

    def check_signature(
        self, tenant: Tenant, client: Client, credentials: Iterable[Credential]
    ) -> None:
        """One of the credentials must have signed it, by the algorithm registered for that."""
        now = tenant.clock.now()
        registered = tuple(credentials)
        kid, alg = self.unproven.header.get("kid"), self.unproven.header.get("alg")
        named = [each for each in registered if kid is None or each.kid in (None, kid)]
        if not named:
            known = ", ".join(str(each.kid) for each in registered) or "none"
            raise self.refuse(
                f"client {client.name!r} has no credential with the kid {kid!r}; it has: {known}"
            )
        live = [each for each in named if each.expires_at is None or now < each.expires_at]
        if not live:
            raise self.refuse(f"the credential of client {client.name!r} has expired")
        if not any(_has_signed(each, self.unproven) for each in live):
            algorithms = ", ".join(sorted({each.alg for each in live}))
            raise self.refuse(
                f"no credential of client {client.name!r} fits the signature of {self.name}: "
                f"its alg is {alg!r}, registered: {algorithms}"
            )

    def check_times(self, tenant: Tenant) -> None:
        """What it says of time must fit: not over yet, and not begun later than now."""
        now = tenant.clock.now().timestamp()
        expires_at = self.seconds("exp")
        if expires_at is not None and now >= expires_at:
            raise self.refuse(f"{self.name} has expired: exp is {expires_at}, now it is {now:.0f}")
        for name in ("iat", "nbf"):
            since = self.seconds(name)
            if since is not None and since > now + SKEW.total_seconds():
                raise self.refuse(
                    f"{self.name}: {name} is {since}, now it is {now:.0f}: "
                    f"more than {SKEW.total_seconds():.0f} seconds ahead"
                )

    def seconds(self, name: str) -> float | None:
        """A claim that is a time; ``None`` where it is absent."""
        value = self.unproven.claims.get(name)
        if value is None:
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 <= value < _LATEST:
            raise self.refuse(f"{self.name}: {name} must be a number of seconds")
        number: float = value
        return number


def _has_signed(credential: Credential, token: Unproven) -> bool:
    # RFC 8725 §3.1: the algorithm is the credential's, never the token's choice.
    if credential.alg not in CREDENTIAL_ALGORITHMS:
        return False
    try:
        key = public_key.read(credential.pem)
    except ValueError:
        return False
    return token.is_signed_by(key, credential.alg)
