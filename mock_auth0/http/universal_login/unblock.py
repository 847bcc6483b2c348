"""``GET /u/unblock``: where the link of the mail about a blocked account leads.

Auth0: Brute-Force Protection
"""

from mock_auth0.flows.universal_login import unblock as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.universal_login.notice import tell


async def unblock(request: TenantRequest) -> Answer:
    """Let the user try again, and say so."""
    if request.method == "HEAD":
        # Whatever checks links in mails must not use them up.
        return Answer(200, b"", NO_STORE)
    outcome = flow.unblock(request.tenant, request.query.get("ticket"))
    return tell(
        request,
        outcome,
        name="unblock-account-result",
        page_title="Unblock account",
        heading="Account Unblocked" if outcome.is_success else "Error",
        text=outcome.message,
    )


ROUTES = (PageRoute("/u/unblock", unblock, methods=["GET"]),)
