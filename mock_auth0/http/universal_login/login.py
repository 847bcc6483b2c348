"""``GET|POST /u/login``: Universal Login's page for identifier and password.

Auth0: Universal Login; its form names, ids and texts are what end-to-end suites select on
"""

from mock_auth0.flows import login as flow
from mock_auth0.flows.authorization_response import AuthorizationResponse
from mock_auth0.http import response_modes
from mock_auth0.http.authentication.authorize import deliver, session_cookie
from mock_auth0.http.errors import page_headers, page_nonce
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer, html_answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.model.user import User
from mock_auth0.oauth.params import Params

_MOST_CHOICES = 50
_NO_IDENTIFIER = ("username", "no-email", "Please enter an email address")
_NO_PASSWORD = ("password", "no-password", "Password is required")
_WRONG = ("password", "wrong-email-credentials", "Wrong email or password")


async def login(request: TenantRequest) -> Answer:
    """Show the page, or take what was filled in."""
    if request.method != "POST":
        return _page(request, request.query, ())
    # Read first, decide after: the form may be long in coming, the transaction must be fresh.
    form = await request.body_params()
    state = form.get("state") or request.query.require("state")
    identifier, password = form.get("username"), form.get("password")
    try:
        if chosen := form.get("mock_user"):
            outcome = flow.continue_as(request.tenant, state, request.browser, chosen)
        elif identifier is None or password is None:
            flow.transaction(request.tenant, state, request.browser)
            missing = [*([_NO_IDENTIFIER] if identifier is None else [])]
            missing += [_NO_PASSWORD] if password is None else []
            return _page(request, form, missing)
        else:
            outcome = flow.with_password(
                request.tenant, state, request.browser, identifier, password
            )
    except flow.WrongCredentialsError:
        return _page(request, form, [_WRONG])
    if isinstance(outcome, AuthorizationResponse):
        return deliver(request, outcome)
    answer = response_modes.redirect(f"{request.prefix}/authorize/resume?state={state}")
    answer.raw_headers += session_cookie(request, outcome)
    return answer


def _page(
    request: TenantRequest, form: Params, errors: "list[tuple[str, str, str]] | tuple[()]"
) -> Answer:
    from mock_auth0.http import pages

    tenant = request.tenant
    state = form.get("state") or request.query.require("state")
    transaction = flow.transaction(tenant, state, request.browser)
    nonce = page_nonce(request)
    page = pages.login_page(
        pages.LoginView(
            tenant_name=tenant.seed.friendly_name,
            client_name=transaction.request.client.name,
            state=state,
            username=form.get("username") or transaction.request.login_hint or "",
            errors=tuple(
                pages.FieldError(field=field, code=code, text=text) for field, code, text in errors
            ),
            users=tuple(
                pages.UserChoice(
                    user_id=user.user_id,
                    name=user.name or user.identifier,
                    email=user.identifier,
                    note=_note(user),
                )
                for user in flow.choices(tenant, transaction)[:_MOST_CHOICES]
            ),
            logo_url=transaction.request.client.logo_uri or tenant.seed.branding.logo_url,
            primary_color=tenant.seed.branding.primary,
            page_background=tenant.seed.branding.page_background,
            nonce=nonce,
        )
    )
    return html_answer(400 if errors else 200, page, page_headers(nonce))


def _note(user: User) -> str:
    if user.blocked:
        return "blocked"
    if user.email is not None and not user.email_verified:
        return "email not verified"
    return ", ".join(user.roles)


ROUTES = (PageRoute("/u/login", login, methods=["GET", "POST"]),)
