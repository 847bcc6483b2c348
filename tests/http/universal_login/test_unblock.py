"""GET /u/unblock: the link of the mail about a blocked account."""

from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import tickets
from tests.http.worlds import ADA, a_browser, a_tenant


def test_unblocks_once() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    path = f"/u/unblock?ticket={tickets.issue(tenant, TicketKind.UNBLOCK, ADA)}"

    assert browser.ask("HEAD", path).status == 200
    done, again = browser.get(path), browser.get(path)

    assert (done.status, again.status) == (200, 400)
    assert b"Your account has been unblocked." in done.body
    assert b"This URL can be used only once" in again.body


def test_knows_no_such_ticket() -> None:
    for path in ("/u/unblock", "/u/unblock?ticket=", "/u/unblock?ticket=<script>"):
        answer = a_browser().get(path)
        assert answer.status == 400
        assert b"User account does not exist or verification code is invalid." in answer.body
        assert b"<script>&" not in answer.body
