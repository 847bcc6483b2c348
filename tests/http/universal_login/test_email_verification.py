"""GET /u/email-verification: the link of the verification mail."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.http import pages
from mock_auth0.http.universal_login.notice import NoticeView
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.tenant import mails
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY
from tests.http import expected
from tests.http.browser import Answer
from tests.http.worlds import ADA, SPA, a_browser, a_tenant

BASE = "http://localhost:1000/"
NEW = replace(ADA, email_verified=False)


def a_world(**template: Any) -> Tenant:
    templates = (EmailTemplate(template="verify_email", **template),)
    return a_tenant(seed={"users": (NEW,), "email_templates": templates})


def link_of(tenant: Tenant) -> str:
    mail = mails.verify_email(tenant, NEW, base_url=BASE, client=SPA)
    assert mail is not None
    assert mail.link is not None
    return mail.link.removeprefix("http://localhost:1000").removesuffix("#")


def shown(answer: Answer, text: str, **view: Any) -> Answer:
    """The notice; a failure is told with a 400."""
    view = {"is_success": False, "heading": "Error", "client_name": "My SPA", **view}
    return expected.page(
        answer,
        NoticeView,
        200 if view["is_success"] else 400,
        name="email-verification-result",
        page_title="Email verification status",
        text=text,
        **view,
    )


def test_verifies_the_address_and_says_so() -> None:
    tenant = a_world()
    answer = a_browser(tenant).get(link_of(tenant))
    assert answer == shown(
        answer,
        "Your email address was successfully verified.",
        heading="Email Verified",
        is_success=True,
    )
    user = tenant.users.get("auth0|ada")
    assert user is not None
    assert user.email_verified
    assert user.updated_at == tenant.clock.now()


def test_offers_the_way_to_the_applications_login() -> None:
    spa = replace(SPA, initiate_login_uri="https://app.example/login")
    tenant = a_tenant(seed={"users": (NEW,), "clients": (spa,)})
    answer = a_browser(tenant).get(link_of(tenant))
    body = answer.body.decode()
    assert 'href="https://app.example/login">Back to My SPA</a>' in body


def test_welcomes_whom_the_tenant_welcomes() -> None:
    templates = (EmailTemplate(template="welcome_email"),)
    tenant = a_tenant(seed={"users": (NEW,), "email_templates": templates})
    a_browser(tenant).get(link_of(tenant))
    assert [mail.kind.value for mail in tenant.outbox] == ["welcome_email", "verify_email"]


def test_goes_where_the_template_says() -> None:
    tenant = a_world(result_url="https://app.example/done?x=1#/route")
    browser, link = a_browser(tenant), link_of(tenant)
    head = (
        "https://app.example/done?x=1&supportSignUp=true&supportForgotPassword=true"
        "&email=ada%40example.com&message="
    )
    assert browser.get(link) == expected.redirect(
        head + "Your%20email%20was%20verified.%20You%20can%20continue%20using%20the%20application."
        "&success=true&code=success#/route"
    )
    assert browser.get(link) == expected.redirect(
        head + "This%20URL%20can%20be%20used%20only%20once&success=false&code=used_ticket#/route"
    )


def test_tells_no_address_where_the_template_says_so() -> None:
    tenant = a_world(result_url="https://app.example/done", include_email_in_redirect=False)
    answer = a_browser(tenant).get(link_of(tenant))
    assert "email" not in answer.parameters
    assert answer.parameters["success"] == "true"


def test_says_that_the_ticket_was_used() -> None:
    tenant = a_world()
    browser, link = a_browser(tenant), link_of(tenant)
    browser.get(link)
    answer = browser.get(link)
    assert answer == shown(answer, "This ticket was already used.")


def test_says_that_the_ticket_has_expired() -> None:
    tenant = a_world()
    browser, link = a_browser(tenant), link_of(tenant)
    tenant.advance(5 * DAY)
    answer = browser.get(link)
    assert answer == shown(answer, "This ticket was expired.")
    assert tenant.users.get("auth0|ada") == NEW


def test_says_that_the_address_is_verified_already() -> None:
    tenant = a_world()
    browser, first, second = a_browser(tenant), link_of(tenant), link_of(tenant)
    browser.get(first)
    answer = browser.get(second)
    assert answer == shown(answer, "This account is already verified.")


@pytest.mark.parametrize(
    "query", ["", "?ticket=", "?ticket=nope", "?ticket=%3Cscript%3E", "?ticket=" + "x" * 5000]
)
def test_knows_no_other_ticket(query: str) -> None:
    answer = a_browser(a_world()).get("/u/email-verification" + query)
    assert answer == shown(
        answer,
        "User account does not exist or the verification code is invalid.",
        client_name="mock-auth0",
    )


def test_takes_no_ticket_of_another_kind() -> None:
    tenant = a_world()
    mail = mails.password_reset(tenant, NEW, base_url=BASE)
    assert mail is not None
    assert mail.link is not None
    ticket = mail.link.partition("ticket=")[2].removesuffix("#")
    assert a_browser(tenant).get("/u/email-verification", ticket=ticket).status == 400
    assert tenant.users.get("auth0|ada") == NEW


def test_is_not_used_up_by_whoever_only_checks_links() -> None:
    tenant = a_world()
    browser, link = a_browser(tenant), link_of(tenant)
    assert browser.ask("HEAD", link).status == 200
    assert tenant.users.get("auth0|ada") == NEW
    assert browser.get(link).status == 200


def test_refuses_a_ticket_that_comes_twice() -> None:
    tenant = a_world()
    link = link_of(tenant)
    assert a_browser(tenant).get(f"{link}&ticket=other").status == 400
    assert a_browser(tenant).get("/u/email-verification?ticket=%ff").status == 400
    assert a_browser(tenant).get(link).status == 200


def test_the_page_shows_what_a_client_is_called_as_text() -> None:
    view = NoticeView(
        tenant_name="t", nonce="n", name="x", page_title="p", heading="h", text="<script>",
        is_success=True, client_name='"><img>', way_back='javascript:"',
    )  # fmt: skip
    page = pages.render(view)
    assert "<img>" not in page
    assert "&lt;script&gt;" in page
