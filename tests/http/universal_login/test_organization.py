"""Logging in through an organization, screen by screen, in one browser."""

import re
from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.http.universal_login.organization import PickerView, SelectionView
from mock_auth0.model.organization import OrganizationUsage, RequireBehavior
from mock_auth0.tenant import invitations
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of
from tests.builders import ACME, PASSWORD, VERIFIER, an_organization
from tests.http import expected
from tests.http.browser import FORM, Answer, Browser
from tests.http.worlds import ADA, GRACE, SPA, WEB, a_browser, a_tenant, asked

GLOBEX = an_organization(organization_id="org_1111111111111111", name="globex", display_name=None)
ACME_INC = an_organization(
    logo_url="https://acme.example/logo.svg", primary_color="#c00", page_background="#fff"
)
PRE, POST = RequireBehavior.PRE_LOGIN_PROMPT, RequireBehavior.POST_LOGIN_PROMPT


def a_world(
    behavior: RequireBehavior = RequireBehavior.NO_PROMPT,
    usage: OrganizationUsage = OrganizationUsage.REQUIRE,
    **seed: Any,
) -> tuple[Tenant, Browser]:
    spa = replace(
        SPA,
        organization_usage=usage,
        organization_require_behavior=behavior,
        initiate_login_uri="https://app.example/login",
    )
    organizations = (ACME_INC, GLOBEX)
    tenant = a_tenant(
        seed={"clients": (spa,), "organizations": organizations, "users": (ADA,), **seed}
    )
    return tenant, a_browser(tenant)


def log_in(browser: Browser, page: str) -> Answer:
    entered = browser.post(page, {"username": "ada@example.com", "password": PASSWORD})
    return browser.get(entered.location)


def id_token(browser: Browser, answer: Answer) -> dict[str, Any]:
    tokens = browser.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code": answer.parameters["code"],
            "redirect_uri": "https://app.example/cb",
            "code_verifier": VERIFIER,
        },
    )
    return claims_of(tokens.json["id_token"])


class TestNamed:
    """`/authorize?organization=…`."""

    def test_ends_with_the_organization_in_the_id_token(self) -> None:
        _, browser = a_world()
        page = browser.get("/authorize", **asked(organization=ACME)).location

        claims = id_token(browser, log_in(browser, page))

        assert list(claims)[-2:] == ["sid", "org_id"]
        assert claims["org_id"] == ACME

    def test_says_the_name_where_names_are_allowed(self) -> None:
        _, browser = a_world(allows_organization_names=True)
        page = browser.get("/authorize", **asked(organization="Acme")).location

        claims = id_token(browser, log_in(browser, page))

        assert (claims["org_id"], claims["org_name"]) == (ACME, "acme")

    def test_has_the_look_of_the_organization(self) -> None:
        _, browser = a_world()
        page = browser.get("/authorize", **asked(organization=ACME)).location

        document = browser.get(page).body.decode()

        assert "Log in to Acme Inc. to continue to My SPA." in document
        assert 'src="https://acme.example/logo.svg" alt="Acme Inc."' in document
        assert "#cc0000" in document

    def test_refuses_at_the_application_who_is_no_member(self) -> None:
        tenant, browser = a_world()
        tenant.organizations.put(replace(ACME_INC, members={}))
        page = browser.get("/authorize", **asked(organization=ACME)).location

        answer = log_in(browser, page)

        assert answer.location == (
            "https://app.example/cb?error=access_denied&error_description="
            f"user%20auth0%7Cada%20is%20not%20part%20of%20the%20{ACME}%20organization"
            "&state=x%20y%2Fz"
        )
        assert answer.explanation == ("add ada@example.com to the members of organization 'acme'")

    def test_refuses_at_the_application_an_organization_that_was_deleted_meanwhile(self) -> None:
        tenant, browser = a_world()
        page = browser.get("/authorize", **asked(organization=ACME)).location
        tenant.organizations.remove(ACME)

        assert log_in(browser, page).parameters["error_description"] == (
            f"parameter organization is invalid: {ACME}"
        )


class TestSelection:
    """`/u/organization/selection`: before the login."""

    def page(self, browser: Browser) -> str:
        page = browser.get("/authorize", **asked()).location
        assert re.fullmatch(r"/u/organization/selection\?state=hKFo2S[\w-]{44}", page)
        return page

    def test_asks_for_the_name(self) -> None:
        _, browser = a_world(PRE)
        page = self.page(browser)

        answer = browser.get(page)

        assert answer == expected.page(
            answer, SelectionView, client_name="My SPA", state=page.partition("=")[2]
        )
        assert b"<h1>Enter Organization</h1>" in answer.body
        assert b"Enter your mock-auth0 Organization Name to continue" in answer.body

    @pytest.mark.parametrize("typed", ["acme", " ACME ", ACME])
    def test_goes_on_to_the_login(self, typed: str) -> None:
        _, browser = a_world(PRE)
        page = self.page(browser)

        resume = browser.post(page, {"organizationName": typed}).location
        login = browser.get(resume).location

        assert login.startswith("/u/login?state=")
        assert id_token(browser, log_in(browser, login))["org_id"] == ACME

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"organizationName": ""},
            {"organizationName": "umbrella"},
            {"organizationName": "org_0000000000000000"},
            {"organizationName": "'\"><script>alert(1)</script>"},
            {"organizationName": "a" * 100_000},
        ],
        ids=["nothing", "empty", "unknown", "unknown id", "markup", "huge"],
    )
    def test_refuses_what_is_none(self, form: dict[str, str]) -> None:
        _, browser = a_world(PRE)
        answer = browser.post(self.page(browser), form)

        assert answer.status == 400
        assert (
            b'id="error-element-organizationName" data-error-code="invalid-organization">'
            b'<span class="ulp-input-error-icon" role="img" aria-label="Error"></span>'
            b"The organization you entered is invalid</span>"
        ) in answer.body
        assert b"<script>alert" not in answer.body

    def test_is_lost_in_another_browser(self) -> None:
        tenant, browser = a_world(PRE)
        page = self.page(browser)
        other = a_browser(tenant)
        begin_again = "https://app.example/login?iss=http%3A%2F%2Flocalhost%3A1000%2F"

        assert other.get(page).location == begin_again
        assert other.post(page, {"organizationName": "acme"}).location == begin_again


class TestPicker:
    """`/u/organization`: after the login."""

    def page(self, browser: Browser) -> str:
        login = browser.get("/authorize", **asked()).location
        picker = log_in(browser, login).location
        assert picker == login.replace("/u/login", "/u/organization")
        return picker

    def test_shows_the_organizations_of_the_user(self) -> None:
        tenant, browser = a_world(POST)
        tenant.organizations.put(
            replace(GLOBEX, organization_id="org_2222222222222222", name="other", members={})
        )
        page = self.page(browser)

        answer = browser.get(page)

        assert answer == expected.page(
            answer,
            PickerView,
            client_name="My SPA",
            state=page.partition("=")[2],
            organizations=[ACME_INC, GLOBEX],
        )
        assert b"<h1>Choose an Organization</h1>" in answer.body
        assert re.findall(rb'name="organization" value="(\w+)"[^>]*>([^<]*)<', answer.body) == [
            (ACME.encode(), b"Acme Inc."),
            (b"org_1111111111111111", b"globex"),
        ]
        assert b"organizationSkipped" not in answer.body

    def test_ends_with_the_one_that_was_picked(self) -> None:
        _, browser = a_world(POST)
        page = self.page(browser)

        resume = browser.post(page, {"organization": "org_1111111111111111"}).location

        assert id_token(browser, browser.get(resume))["org_id"] == "org_1111111111111111"

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"organization": "org_2222222222222222"},
            {"organization": "acme"},
            {"organizationSkipped": "true"},
        ],
        ids=["nothing", "another's", "a name", "none, where one is required"],
    )
    def test_refuses(self, form: dict[str, str]) -> None:
        tenant, browser = a_world(POST)
        tenant.organizations.put(
            replace(GLOBEX, organization_id="org_2222222222222222", name="other", members={})
        )

        answer = browser.post(self.page(browser), form)

        assert answer.status == 400
        assert b"The organization you entered is invalid" in answer.body

    def test_can_be_skipped_where_an_organization_is_only_allowed(self) -> None:
        _, browser = a_world(POST, OrganizationUsage.ALLOW)
        page = self.page(browser)
        assert b'name="organizationSkipped" value="true"' in browser.get(page).body

        resume = browser.post(page, {"organizationSkipped": "true"}).location

        assert "org_id" not in id_token(browser, browser.get(resume))

    def test_shows_nothing_to_who_has_not_logged_in(self) -> None:
        _, browser = a_world(POST)
        page = browser.get("/authorize", **asked()).location
        picker = page.replace("/u/login", "/u/organization")

        assert browser.get(picker).location == page.replace("/u/login", "/authorize/resume")
        assert browser.post(picker, {"organization": ACME}).status == 302
        assert browser.get(page).status == 200

    def test_tells_who_is_a_member_of_none(self) -> None:
        _, browser = a_world(POST, organizations=())

        answer = log_in(browser, browser.get("/authorize", **asked()).location)

        assert answer.parameters == {
            "error": "invalid_request",
            "error_description": "client requires organization membership, but user does not "
            "belong to any organization",
            "state": "x y/z",
        }


class TestInvited:
    """By the link of the mail."""

    def test_signs_up_and_is_a_member(self) -> None:
        tenant, browser = a_world()
        ticket = self.invite(tenant, "new@example.com")
        page = browser.get("/authorize", **asked(organization=ACME, invitation=ticket)).location

        shown = browser.get(page).body
        entered = browser.post(page, {"email": "new@example.com", "password": "Tr0ub4dor & 3"})
        answer = browser.get(entered.location)

        assert page.startswith("/u/signup?state=")
        assert b"<h1>You've Been Invited!</h1>" in shown
        assert b'value="new@example.com"' in shown
        claims = id_token(browser, answer)
        assert (claims["email"], claims["email_verified"]) == ("new@example.com", True)
        assert claims["org_id"] == ACME
        assert len(tenant.invitations) == 0

    def test_logs_in_where_the_address_is_known(self) -> None:
        tenant, browser = a_world()
        tenant.organizations.put(replace(ACME_INC, members={}))
        ticket = self.invite(tenant, "ada@example.com")
        page = browser.get("/authorize", **asked(organization=ACME, invitation=ticket)).location

        shown = browser.get(page).body

        assert b"<h1>You've Been Invited!</h1>" in shown
        assert b"Log in to accept Bo &amp; Co's invitation to join Acme Inc. on My SPA." in shown
        assert id_token(browser, log_in(browser, page))["org_id"] == ACME

    def test_is_for_no_one_else(self) -> None:
        tenant, browser = a_world(users=(ADA, replace(GRACE, blocked=False)))
        tenant.organizations.put(replace(ACME_INC, members={}))
        ticket = self.invite(tenant, "grace@example.com")
        page = browser.get("/authorize", **asked(organization=ACME, invitation=ticket)).location

        answer = log_in(browser, page)

        assert answer.parameters["error"] == "access_denied"
        assert answer.parameters["error_description"] == (
            f"user auth0|ada is not part of the {ACME} organization"
        )
        assert len(tenant.invitations) == 1

    def test_comes_too_late_for_whom_another_login_overtook(self) -> None:
        tenant, browser = a_world()
        tenant.organizations.put(replace(ACME_INC, members={}))
        ticket = self.invite(tenant, "ada@example.com")
        page = browser.get("/authorize", **asked(organization=ACME, invitation=ticket)).location
        tenant.invitations.discard(ticket)

        assert log_in(browser, page).parameters["error_description"] == (
            "invitation not found or already used"
        )

    @staticmethod
    def invite(tenant: Tenant, email: str) -> str:
        client, organization = tenant.client("spa"), tenant.organizations.get(ACME)
        assert client is not None
        assert organization is not None
        return invitations.create(
            tenant,
            organization,
            client,
            email=email,
            inviter="Bo & Co",
            base_url="http://localhost:1000/",
        ).ticket


def test_a_pushed_request_is_refused_as_json() -> None:
    _, browser = a_world(clients=(replace(WEB, organization_usage=OrganizationUsage.ALLOW),))
    secret = {"client_id": "web", "client_secret": "s3cr:t %"}
    callback = "https://web.example/cb?from=auth0"

    answer = browser.post(
        "/oauth/par", {**asked(redirect_uri=callback), **secret, "organization": "acme"}
    )

    assert (answer.status, answer.json) == (
        400,
        {
            "error": "invalid_request",
            "error_description": "authorization request parameter organization must be an "
            "organization id",
        },
    )


@pytest.mark.parametrize("behavior", [PRE, POST])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"organizationName=%ff%fe&organization=%c3%28", FORM),
        (b"organizationName=acme&organizationName=acme&organization=a&organization=b", FORM),
        (b'{"organizationName": {"a": 1}, "organization": ["x"]}', "application/json"),
        (b"\x00\xff", "text/plain"),
    ],
    ids=["no UTF-8", "twice", "no texts", "nothing to read"],
)
def test_takes_no_harm(behavior: RequireBehavior, body: bytes, content_type: str) -> None:
    tenant, browser = a_world(behavior)
    page = browser.get("/authorize", **asked()).location
    if behavior is POST:
        page = log_in(browser, page).location

    answer = browser.post(page, body=body, content_type=content_type)

    assert answer.status == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert len(tenant.transactions) == 1


def test_nobody_chooses_for_a_client_that_does_not_ask() -> None:
    _, browser = a_world(usage=OrganizationUsage.DENY)
    login = browser.get("/authorize", **asked()).location
    typed = login.replace("/u/login", "/u/organization/selection")
    picked = login.replace("/u/login", "/u/organization")

    assert browser.post(typed, {"organizationName": "acme"}).status == 400
    entered = browser.post(login, {"username": "ada@example.com", "password": PASSWORD})
    assert browser.post(picked, {"organization": ACME}).status == 400
    assert browser.post(picked, {"organizationSkipped": "true"}).status == 400
    assert "org_id" not in id_token(browser, browser.get(entered.location))
