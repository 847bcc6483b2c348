"""A login as hooks are told of it: one in a browser, or one at ``/oauth/token``."""

from mock_auth0.hooks.event import EventTransaction
from mock_auth0.hooks.post_login import Login
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.organization import Organization
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth import prompt as prompts
from mock_auth0.oauth import response_type, scope
from mock_auth0.oauth.params import Params
from mock_auth0.tokens.authorization import Authorization

_DEVICE = "oauth2-device-code"
_CODE, _HYBRID, _IMPLICIT = "oidc-basic-profile", "oidc-hybrid-profile", "oidc-implicit-profile"


def in_browser(
    request: AuthorizationRequest,
    session: Session,
    user: User,
    organization: Organization | None,
    *,
    state: str | None = None,
    interactive: bool = True,
) -> Login:
    """One that ``/authorize`` began; ``state`` is that of its pages."""
    query = request.query
    return Login(
        client=request.client,
        user=user,
        issuer=request.issuer,
        audience=request.audience,
        authenticated_at=session.authenticated_at,
        mfa_at=session.mfa_at,
        session=session,
        organization=organization,
        may_redirect=interactive and prompts.NONE not in request.prompt,
        transaction=EventTransaction(
            id=state,
            protocol=_protocol_of(request),
            requested_scopes=[*request.scope],
            acr_values=query.get("acr_values", "").split(),
            ui_locales=query.get("ui_locales", "").split(),
            locale=next(iter(query.get("ui_locales", "").split()), "en"),
            prompt=sorted(request.prompt),
            login_hint=request.login_hint,
            redirect_uri=request.redirect_uri,
            response_mode=request.response_mode.value,
            response_type=sorted(request.response_type),
            state=request.state,
        ),
    )


def at_token_endpoint(
    authorization: Authorization, user: User, protocol: str, params: Params, issuer: str
) -> Login:
    """One that a grant is, or goes on with."""
    asked = scope.parse(params.get("scope")) or authorization.scope
    return Login(
        client=authorization.client,
        user=user,
        issuer=issuer,
        audience=authorization.audience,
        authenticated_at=authorization.authenticated_at,
        mfa_at=authorization.authenticated_at if authorization.did_mfa else None,
        organization=authorization.organization,
        presented=authorization.presented,
        transaction=EventTransaction(
            protocol=protocol,
            requested_scopes=[*asked],
            locale="en",
            acr_values=(params.get("acr_values") or "").split(),
            login_hint=params.get("login_hint"),
        ),
    )


def _protocol_of(request: AuthorizationRequest) -> str:
    if request.user_code is not None:
        return _DEVICE
    if response_type.CODE not in request.response_type:
        return _IMPLICIT
    return _CODE if len(request.response_type) == 1 else _HYBRID
