"""Which session of which client ``/oidc/logout`` is to end, as far as the application says.

OpenID Connect RP-Initiated Logout §2, §4
"""

from dataclasses import dataclass

from mock_auth0.flows.authorization import id_token_hint
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import issuers, jwt


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutHint:
    """Both may be unknown: then the user must say so."""

    sid: str | None = None
    client: Client | None = None


def read(tenant: Tenant, params: Params, issuer: str) -> LogoutHint:
    """What ``id_token_hint``, ``logout_hint`` and ``client_id`` agree on.

    Raises ``invalid_request`` for a page where they do not.
    """
    token, sid = params.get("id_token_hint"), params.get("logout_hint")
    client_id = params.get("client_id")
    if token is None:
        return LogoutHint(sid=sid, client=_client(tenant, client_id))
    hint = _proven(tenant, token, issuer)
    if hint.client is not None and client_id not in (None, hint.client.client_id):
        raise _disagreement("client_id", f"aud, which is {hint.client.client_id!r}")
    if sid not in (None, hint.sid):
        raise _disagreement("logout_hint", f"sid, which is {hint.sid!r}")
    return hint


def _client(tenant: Tenant, client_id: str | None) -> Client | None:
    if client_id is None:
        return None
    client = tenant.client(client_id)
    if client is None:
        raise invalid_request(
            f"Unknown client: {client_id}",
            remedy="client_id must be one of the tenant's; or switch on any_client",
        )
    return client


def _proven(tenant: Tenant, token: str, issuer: str) -> LogoutHint:
    """What an ID token of this tenant says, be it expired or not."""
    try:
        claims = jwt.read(token).claims
        audience, sid = claims.get("aud"), claims.get("sid")
        client = tenant.client(audience) if isinstance(audience, str) else None
        if client is None:
            raise _invalid(f"its aud {audience!r} is no client of the tenant")
        # Proves the signature; some clients' ID tokens are signed with their secret.
        id_token_hint.user_id(tenant, client, token)
    except jwt.InvalidJWTError as error:
        raise _invalid(str(error)) from error
    except OAuthError as error:
        raise _invalid(error.remedy) from error
    if "events" in claims:
        raise _invalid("it is a logout token")
    if not issuers.is_own(tenant, claims.get("iss"), issuer):
        raise _invalid(f"its iss is {claims.get('iss')!r}, here it is {issuer!r}")
    return LogoutHint(sid=sid if isinstance(sid, str) else None, client=client)


def _invalid(why: str) -> OAuthError:
    return invalid_request("Invalid id_token_hint", remedy=f"id_token_hint: {why}")


def _disagreement(name: str, claim: str) -> OAuthError:
    return invalid_request(
        f"Invalid {name}", remedy=f"{name} must be as id_token_hint has it in {claim}"
    )
