"""The things that tests speak about: each whole and ordinary, except for what a test changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mock_auth0.model.authorization_code import CODE_LIFETIME, AuthorizationCode
from mock_auth0.model.client import (
    Client,
    ClientGrant,
    ExpirationType,
    RefreshTokenSettings,
    RotationType,
    TokenEndpointAuthMethod,
)
from mock_auth0.model.exchange import Exchange, Refusal
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.model.logout_initiator import LogoutInitiator
from mock_auth0.model.organization import Organization
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.ids import CountedIds, url_safe
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

NOON = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
NOON_SECONDS = 1748865600
ISSUER = "https://mock.example/"
API = "https://api.example/"
ACME = "org_acmeacmeacmeacme"
CALLBACK = "https://app.example/callback"
SECRET = "s3cret of the web application"
PASSWORD = "correct horse battery staple"
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)

# RFC 7636 appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

KEYS = KeyRing.from_jwks(fixtures.path("signing_keys.json").read_bytes())
"""The ones that ship, read once: to build a key costs more than most tests."""

ROTATING = RefreshTokenSettings(
    rotation_type=RotationType.ROTATING,
    expiration_type=ExpirationType.EXPIRING,
    token_lifetime=30 * DAY,
    idle_token_lifetime=10 * DAY,
)


def a_user(**changes: Any) -> User:
    """Ada, with all that the scopes `profile` and `email` open."""
    return User(
        **{
            "user_id": "auth0|ada",
            "email": "ada@example.com",
            "email_verified": True,
            "name": "Ada Lovelace",
            "given_name": "Ada",
            "family_name": "Lovelace",
            "nickname": "ada",
            "picture": "https://cdn.example/ada.png",
            "password": PASSWORD,
            "created_at": NOON - 365 * DAY,
            "updated_at": NOON - DAY,
            **changes,
        }
    )


def a_client(**changes: Any) -> Client:
    """A single-page application: public, with rotating refresh tokens."""
    return Client(
        **{
            "client_id": "spa",
            "name": "My SPA",
            "app_type": "spa",
            "callbacks": (CALLBACK,),
            "token_endpoint_auth_method": TokenEndpointAuthMethod.NONE,
            "grant_types": frozenset({"authorization_code", "refresh_token"}),
            "refresh_token": ROTATING,
            **changes,
        }
    )


def a_web_client(**changes: Any) -> Client:
    """A regular web application: confidential, with refresh tokens that last."""
    return Client(
        **{
            "client_id": "web",
            "name": "My Web App",
            "client_secret": SECRET,
            "callbacks": (CALLBACK,),
            **changes,
        }
    )


def an_api(**changes: Any) -> ResourceServer:
    """Notes, to be read and written, also while the user is away."""
    return ResourceServer(
        **{
            "identifier": API,
            "name": "Notes",
            "scopes": frozenset({"read:notes", "write:notes"}),
            "allow_offline_access": True,
            **changes,
        }
    )


def a_client_grant(**changes: Any) -> ClientGrant:
    """The web application may read and write notes in its own name."""
    return ClientGrant(
        **{
            "client_id": "web",
            "audience": API,
            "scope": ("read:notes", "write:notes"),
            **changes,
        }
    )


def an_organization(**changes: Any) -> Organization:
    """Acme, of which Ada is a member."""
    return Organization(
        **{
            "organization_id": ACME,
            "name": "acme",
            "display_name": "Acme Inc.",
            "members": {"auth0|ada": ()},
            **changes,
        }
    )


def a_tenant(policy: Policy | None = None, **changes: Any) -> Tenant:
    """A strict tenant at `NOON` with the clients, the API and the user of this module.

    ``changes`` are of the seed.
    """
    seed = Seed(
        **{
            "clients": (a_client(), a_web_client()),
            "resource_servers": (an_api(),),
            "client_grants": (a_client_grant(),),
            "users": (a_user(),),
            "policy": policy or Policy(),
            **changes,
        }
    )
    return Tenant(seed, clock=TenantClock(frozen_at=NOON), ids=CountedIds(), keys=KEYS)


def an_exchange(**changes: Any) -> Exchange:
    """A code that the web application redeemed in vain, at `NOON`."""
    return Exchange(
        **{
            "at": NOON,
            "seconds": 0.001,
            "method": "POST",
            "scheme": "http",
            "path": "/oauth/token",
            "query": b"",
            "ip": "127.0.0.1",
            "head": b"host\nlocalhost:1000\ncontent-type\napplication/x-www-form-urlencoded",
            "body": b"grant_type=authorization_code&client_id=web&code=0123456789",
            "status": 403,
            "answer_head": b"content-type\napplication/json",
            "answer_body": b'{"error":"invalid_grant"}',
            "answer_size": 25,
            "refusal": Refusal("invalid_grant", "Invalid authorization code", "it is unknown"),
            "notes": (),
            "size": 200,
            **changes,
        }
    )


def a_code(**changes: Any) -> AuthorizationCode:
    """What Ada's login at the single-page application put down at `NOON`."""
    return AuthorizationCode(
        **{
            "client_id": "spa",
            "user_id": "auth0|ada",
            "redirect_uri": CALLBACK,
            "scope": ("openid", "profile"),
            "audience": None,
            "code_challenge": CHALLENGE,
            "nonce": "n-0S6_WzA2Mj",
            "sid": "the-sid",
            "authenticated_at": NOON,
            "wants_auth_time": False,
            "expires_at": NOON + CODE_LIFETIME,
            **changes,
        }
    )


def a_session(**changes: Any) -> Session:
    """Ada's, for two hours, and one if nobody comes."""
    return Session(
        **{
            "sid": "the-sid",
            "user_id": "auth0|ada",
            "authenticated_at": NOON,
            "expires_at": NOON + HOUR,
            "ends_at": NOON + 2 * HOUR,
            **changes,
        }
    )


def a_logout_delivery(**changes: Any) -> LogoutDelivery:
    """Ada has logged out, which the web application is to be told."""
    return LogoutDelivery(
        **{
            "jti": "f81d4fae-7dec-41d0-a765-00a0c91e6bf6",
            "client_id": "web",
            "url": "https://app.example/backchannel-logout",
            "issuer": ISSUER,
            "user_id": "auth0|ada",
            "sid": "the-sid",
            "trace_id": "0123456789abcdef",
            "initiator": LogoutInitiator.RP_LOGOUT,
            "ended_at": NOON,
            **changes,
        }
    )


def a_refresh_token_family(**changes: Any) -> RefreshTokenFamily:
    """Ada's at the single-page application, never used, for a day."""
    return RefreshTokenFamily(
        **{
            "rotates": True,
            "generation": 0,
            "rotated_at": NOON,
            "client_id": "spa",
            "user_id": "auth0|ada",
            "scope": ("openid", "offline_access"),
            "audience": None,
            "sid": "the-sid",
            "authenticated_at": NOON,
            "expires_at": NOON + DAY,
            "ends_at": NOON + DAY,
            **changes,
        }
    )


def an_authorization(**changes: Any) -> Authorization:
    """What the exchange of `a_code` grants."""
    return Authorization(
        **{
            "client": a_client(),
            "user": a_user(),
            "scope": ("openid", "profile"),
            "audience": None,
            "authenticated_at": NOON,
            "sid": "the-sid",
            **changes,
        }
    )


def an_authorization_request(**changes: Any) -> AuthorizationRequest:
    """What `authorize_params` ask for."""
    return AuthorizationRequest(
        **{
            "client": a_client(),
            "redirect_uri": CALLBACK,
            "sent_redirect_uri": CALLBACK,
            "response_mode": ResponseMode.QUERY,
            "state": "af0ifjsldkj",
            "scope": ("openid", "profile"),
            "audience": None,
            "nonce": "n-0S6_WzA2Mj",
            "code_challenge": CHALLENGE,
            "prompt": frozenset(),
            "max_age": None,
            "login_hint": None,
            "connection": None,
            **changes,
        }
    )


def authorize_params(**changes: str | None) -> Params:
    """A request to `/authorize` as auth0-spa-js sends it; ``None`` leaves a parameter out."""
    return params(
        {
            "client_id": "spa",
            "scope": "openid profile",
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "response_mode": "query",
            "state": "af0ifjsldkj",
            "nonce": "n-0S6_WzA2Mj",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        | changes
    )


def exchange_params(code: str, **changes: str | None) -> Params:
    """The exchange of a code at `/oauth/token`; ``None`` leaves a parameter out."""
    return params(
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
        }
        | changes
    )


def refresh_params(refresh_token: str, **changes: str | None) -> Params:
    """A refresh at `/oauth/token`; ``None`` leaves a parameter out."""
    return params(
        {"grant_type": "refresh_token", "client_id": "spa", "refresh_token": refresh_token}
        | changes
    )


def params(values: dict[str, Any]) -> Params:
    """Those that are not ``None``."""
    return Params({name: value for name, value in values.items() if value is not None})


def the_secret(number: int, size: int) -> str:
    """What `CountedIds` give the nth time. The first of a tenant's is its own secret."""
    ids = CountedIds()
    for _ in range(number - 1):
        ids.secret(size)
    return url_safe(ids.secret(size))
