"""``GET /u/email-verification``: where the link of the verification mail leads.

Auth0: Universal Login > email-verification, whose texts these are
"""

from mock_auth0.flows.universal_login import email_verification as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.universal_login.notice import tell
from mock_auth0.tenant import tickets

_VERIFIED = "Your email address was successfully verified."
_FAILURES = {
    tickets.ALREADY_VERIFIED: "This account is already verified.",
    tickets.EXPIRED: "This ticket was expired.",
    tickets.UNKNOWN: "User account does not exist or the verification code is invalid.",
    tickets.USED: "This ticket was already used.",
}


async def email_verification(request: TenantRequest) -> Answer:
    """Mark the address as verified, and say so."""
    if request.method == "HEAD":
        # Whatever checks links in mails must not use them up.
        return Answer(200, b"", NO_STORE)
    outcome = flow.verify(request.tenant, request.query.get("ticket"), request.issuer)
    return tell(
        request,
        outcome,
        name="email-verification-result",
        page_title="Email verification status",
        heading="Email Verified" if outcome.is_success else "Error",
        text=_VERIFIED if outcome.is_success else _FAILURES[outcome.message],
    )


ROUTES = (PageRoute("/u/email-verification", email_verification, methods=["GET"]),)
"""The page of the link in a verification mail."""
