"""What ``/authorize`` itself hands out: a code, tokens, or both.

RFC 6749 §4.1.2, §4.2.2 · OpenID Connect Core §3.2.2.5, §3.3.2.5
"""

from datetime import datetime, timedelta

from mock_auth0.flows.authorization import planned_login
from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, with_issuer
from mock_auth0.flows.universal_login import membership
from mock_auth0.model.authorization_code import CODE_LIFETIME, AuthorizationCode
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth import prompt, response_type
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.tenant import permissions
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token
from mock_auth0.tokens.authorization import Authorization

_FOR_USERINFO = timedelta(hours=2)
"""Lifetime of an implicit token that is for no API; beside a code it is a day, as without."""


def answer(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    *,
    new_session: str | None = None,
) -> AuthorizationResponse:
    """The successful answer. Raises ``server_error`` where there is nobody to send it to."""
    if request.redirect_uri is None:
        # Auth0 lets the user log in first and only then finds that it has nowhere to go.
        raise OAuthError(
            ErrorCode.SERVER_ERROR,
            "Unable to issue redirect for OAuth 2.0 transaction",
            500,
            remedy="send redirect_uri to /authorize",
        )
    tenant.note(
        "ssa" if prompt.NONE in request.prompt else "s",
        user=user,
        client=request.client,
        connection=user.connection,
        details={"session_id": session.sid},
    )
    return AuthorizationResponse(
        redirect_uri=request.redirect_uri,
        response_mode=request.response_mode,
        parameters=with_issuer(parameters(tenant, request, session, user), request),
        web_message_uri=request.web_message_uri,
        web_message_target=request.web_message_target,
        session=new_session,
    )


def parameters(
    tenant: Tenant, request: AuthorizationRequest, session: Session, user: User
) -> dict[str, str | int]:
    """The parameters of the answer, in the order that Auth0 sends them."""
    api = tenant.resource_server(request.audience) if request.audience else None
    organization = membership.chosen(tenant, request, user)
    scope = permissions.grantable(
        tenant, request.client, user, api, request.scope, organization=organization
    )
    if request.hooked is not None:
        scope = request.hooked.scope_of(scope)
    wants_auth_time = request.max_age is not None or prompt.LOGIN in request.prompt
    now = tenant.clock.now()
    if tenant.next_logins and request.broken is None:
        request = planned_login.finish(tenant, request)
    answer: dict[str, str | int] = {}
    if response_type.CODE in request.response_type:
        code = url_safe(tenant.ids.secret(32))
        tenant.codes.put(
            code,
            AuthorizationCode(
                client_id=request.client.client_id,
                user_id=user.user_id,
                redirect_uri=request.sent_redirect_uri,
                scope=scope,
                audience=request.audience,
                code_challenge=request.code_challenge,
                nonce=request.nonce,
                sid=session.sid,
                authenticated_at=session.authenticated_at,
                wants_auth_time=wants_auth_time,
                expires_at=now + CODE_LIFETIME,
                dpop_jkt=request.dpop_jkt,
                did_mfa=session.mfa_at is not None,
                hooked=request.hooked,
                organization_id=organization.organization_id if organization else None,
                broken=request.broken,
            ),
            now,
        )
        answer["code"] = code
    if len(request.response_type) > 1 or not answer:
        authorization = Authorization(
            client=request.client,
            user=user,
            # There is no refresh token where anybody may look.
            scope=tuple(each for each in scope if each != scopes.OFFLINE_ACCESS),
            audience=request.audience,
            nonce=request.nonce,
            sid=session.sid,
            authenticated_at=session.authenticated_at,
            wants_auth_time=wants_auth_time,
            organization=organization,
            did_mfa=session.mfa_at is not None,
            may_refresh=False,
            hooked=request.hooked,
            broken=request.broken,
        )
        return _with_tokens(tenant, request, authorization, answer, now)
    if request.state is not None:
        answer["state"] = request.state
    return answer


def _with_tokens(
    tenant: Tenant,
    request: AuthorizationRequest,
    authorization: Authorization,
    answer: dict[str, str | int],
    now: datetime,
) -> dict[str, str | int]:
    if request.client.requires_proof_of_possession and response_type.TOKEN in request.response_type:
        raise invalid_request(
            "DPoP proof is required",
            remedy="a token from /authorize cannot be bound to a key: use response_type=code",
        )
    code = str(answer["code"]) if "code" in answer else None
    token: str | None = None
    if response_type.TOKEN in request.response_type:
        lifetime = _lifetime(tenant, request)
        token, expires_in = access_token.mint(
            tenant, authorization, request.issuer, now, lifetime=lifetime
        )
        answer["access_token"] = token
        if authorization.scope != request.scope:
            answer["scope"] = scopes.join(authorization.scope)
        answer["expires_in"] = expires_in
        answer["token_type"] = "Bearer"
    identity: str | None = None
    if response_type.ID_TOKEN in request.response_type:
        identity = id_token.mint(
            tenant, authorization, request.issuer, now, beside_token=token, beside_code=code
        )
    # Auth0 writes the state before the ID token, but after it where there is a code.
    is_hybrid = code is not None
    if request.state is not None and not is_hybrid and token is not None:
        answer["state"] = request.state
    if identity is not None:
        answer["id_token"] = identity
    if request.state is not None:
        answer.setdefault("state", request.state)
    return answer


def _lifetime(tenant: Tenant, request: AuthorizationRequest) -> timedelta | None:
    api = tenant.resource_server(request.audience) if request.audience else None
    if api is not None:
        return min(api.token_lifetime, api.token_lifetime_for_web)
    return None if response_type.CODE in request.response_type else _FOR_USERINFO
