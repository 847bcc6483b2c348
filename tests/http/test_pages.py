"""The pages' markup: what a robot selects, what a person hears, and what must never get through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

import pytest

from mock_auth0.http.pages import (
    ErrorView,
    FieldError,
    render,
)
from mock_auth0.http.universal_login.login import LoginView
from mock_auth0.http.universal_login.user_choice import UserChoice

VOID = {"br", "circle", "img", "input", "link", "meta", "path"}
ATTACK = "\"'><script>alert(1)</script>{{ 7 * 7 }}"
WRONG_PASSWORD = FieldError(
    field="password", code="wrong-email-credentials", text="Wrong email or password"
)
ADA = UserChoice(
    user_id="auth0|ada", name="Ada Lovelace", email="ada@example.com", note="administrator"
)
GRACE = UserChoice(user_id="auth0|grace", name="Grace Hopper", email="grace@example.com")

LOGIN = LoginView(tenant_name="Demo", client_name="My App", state="hKFo2SA", nonce="r4nd0m")
ERROR = ErrorView(
    tenant_name="Demo",
    error="invalid_request",
    description="Unknown client: nobody",
    tracking_id="3f9c01ab77de42c09b1e",
    nonce="r4nd0m",
)
PAGES = {
    "login": render(LOGIN),
    "login with users": render(replace(LOGIN, users=(ADA, GRACE))),
    "refused login": render(
        replace(
            LOGIN,
            username="ada@example.com",
            users=(ADA,),
            errors=(WRONG_PASSWORD, FieldError(field="prompt", code="blocked", text="Blocked.")),
        )
    ),
    "error": render(ERROR),
    "error with remedy": render(replace(ERROR, remedy="Add the client\nto the tenant file.")),
}
every_page = pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(
        self, tag: str | None = None, cls: str = "", **attributes: str | None
    ) -> list["Element"]:
        """The elements below that match; `data_x=` asks for `data-x`."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            e
            for e in self.walk()
            if e is not self
            and tag in (None, e.tag)
            and (not cls or cls in e.classes)
            and all(n in e.attributes and e.attributes[n] == v for n, v in wanted.items())
        ]

    def one(self, tag: str | None = None, cls: str = "", **attributes: str | None) -> "Element":
        found = self.all(tag, cls, **attributes)
        assert len(found) == 1, f"{len(found)} x {tag} .{cls} {attributes}"
        return found[0]


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of {tag} occurs twice"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert [e.tag for e in builder.open] == ["document"]
    return builder.open[0]


def login(**changes: Any) -> Element:
    return parse(render(replace(LOGIN, **changes)))


def error(**changes: Any) -> Element:
    return parse(render(replace(ERROR, **changes)))


class TestEveryPage:
    @every_page
    def test_is_a_readable_english_document(self, html: str) -> None:
        page = parse(html)
        assert html.startswith("<!doctype html>")
        assert page.one("html").attributes == {"lang": "en"}
        page.one("meta", name="viewport")
        assert page.one("title").text
        page.one("main")

    @every_page
    def test_runs_under_a_content_security_policy_of_nonces(self, html: str) -> None:
        page = parse(html)
        assert page.one("style").attributes == {"nonce": "r4nd0m"}
        assert page.one("script").attributes == {"nonce": "r4nd0m"}
        for element in page.walk():
            assert "style" not in element.attributes
            assert not [name for name in element.attributes if name.startswith("on")]

    @every_page
    def test_needs_nothing_from_another_host(self, html: str) -> None:
        page = parse(html)
        for element in page.walk():
            for name in ("src", "href", "action", "srcset"):
                assert (element.attributes.get(name) or "data:").startswith(
                    ("data:image/", "data:", "#")
                )
        assert not re.search(r"@import|url\(|https?:|\bimport\b|\bfetch\b", page.one("style").text)
        assert not re.search(r"https?:|\bimport\b|\bfetch\b", page.one("script").text)

    @every_page
    def test_gives_every_id_once(self, html: str) -> None:
        ids = [e.attributes["id"] for e in parse(html).walk() if "id" in e.attributes]
        assert sorted(ids, key=str) == sorted(set(ids), key=str)

    @every_page
    def test_says_that_it_is_a_test_tenant(self, html: str) -> None:
        assert parse(html).one("footer").words == "mock-auth0 · test tenant"


class TestLoginForm:
    def test_greets_as_auth0_does(self) -> None:
        page = login()
        assert page.one("title").text == "Log in | My App"
        assert page.one("h1").text == "Welcome"
        assert page.one("p").text == "Log in to Demo to continue to My App."
        assert page.one("img", id="prompt-logo-center").attributes["alt"] == "Demo"

    def test_posts_to_its_own_address(self) -> None:
        form = login().one("form", data_form_primary="true")
        assert form.attributes["method"] == "POST"
        assert "action" not in form.attributes
        assert "_form-login" in form.classes

    def test_carries_auth0s_hidden_fields(self) -> None:
        hidden = login().one("form").all("input", type="hidden")
        assert {e.attributes["name"]: e.attributes["value"] for e in hidden} == {
            "state": "hKFo2SA",
            "js-available": "false",
            "webauthn-available": "false",
            "is-brave": "false",
            "webauthn-platform-available": "false",
        }
        flags = [e.attributes for e in hidden if e.attributes["name"] != "state"]
        assert all(flag["id"] == flag["name"] for flag in flags)

    def test_asks_for_the_identifier(self) -> None:
        page = login()
        assert page.one("label", **{"for": "username"}).text == "Email address"
        assert page.one("input", name="username").attributes == {
            "id": "username",
            "name": "username",
            "type": "text",
            "inputmode": "email",
            "value": "",
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "required": None,
            "autofocus": None,
        }

    def test_asks_for_the_password(self) -> None:
        page = login()
        assert page.one("label", **{"for": "password"}).text == "Password"
        assert page.one("input", type="password").attributes == {
            "id": "password",
            "name": "password",
            "type": "password",
            "autocomplete": "current-password",
            "required": None,
        }

    def test_names_the_identifier_as_told(self) -> None:
        page = login(identifier_label="Username")
        assert page.one("label", **{"for": "username"}).text == "Username"

    def test_starts_at_the_password_when_the_identifier_is_known(self) -> None:
        page = login(username="ada@example.com")
        assert page.one("input", id="username").attributes["value"] == "ada@example.com"
        assert [e.attributes["id"] for e in page.all(autofocus=None)] == ["password"]

    def test_continues_with_one_button(self) -> None:
        button = login().one("button", type="submit")
        assert button.text == "Continue"
        assert "_button-login" in button.classes
        assert button.attributes["name"] == "action"
        assert button.attributes["value"] == "default"
        assert button.attributes["data-action-button-primary"] == "true"

    def test_offers_to_show_the_password_only_where_a_script_runs(self) -> None:
        eye = login().one("button", data_action="toggle")
        assert eye.attributes["type"] == "button"
        assert eye.words == "Show password"
        assert "hidden" in eye.attributes

    def test_lets_no_other_label_speak_of_the_password(self) -> None:
        labels = [
            e.attributes["aria-label"] for e in login().walk() if "aria-label" in e.attributes
        ]
        assert labels == []

    def test_links_to_no_page_that_is_not_served(self) -> None:
        assert login(users=(ADA,)).all("a") == []


class TestRefusedLogin:
    def test_says_what_is_wrong_at_the_field(self) -> None:
        html = render(replace(LOGIN, errors=(WRONG_PASSWORD,)))
        message = parse(html).one("div", cls="ulp-error").one(cls="ulp-input-error-message")
        assert (
            '<span class="ulp-input-error-message" id="error-element-password"'
            ' data-error-code="wrong-email-credentials"><span class="ulp-input-error-icon"'
        ) in html
        assert message.text == "Wrong email or password"

    def test_marks_the_field_as_invalid(self) -> None:
        page = login(username="ada@example.com", errors=(WRONG_PASSWORD,))
        password = page.one("input", id="password").attributes
        assert password["aria-invalid"] == "true"
        assert password["aria-describedby"] == "error-element-password"
        assert "value" not in password
        assert "autofocus" in password
        username = page.one("input", id="username").attributes
        assert username["value"] == "ada@example.com"
        assert "aria-invalid" not in username

    def test_returns_to_a_wrong_identifier(self) -> None:
        wrong = FieldError(
            field="username", code="invalid-email-format", text="Email is not valid."
        )
        page = login(username="ada", errors=(wrong,))
        assert page.one(id="error-element-username").text == "Email is not valid."
        assert [e.attributes["id"] for e in page.all(autofocus=None)] == ["username"]
        assert page.one(aria_invalid="true").attributes["id"] == "username"

    def test_shows_an_error_of_no_field_above_the_form(self) -> None:
        page = login(errors=(FieldError(field="prompt", code="custom", text="Try again later."),))
        alert = page.one(id="prompt-alert")
        assert alert.text == "Try again later."
        assert alert.classes == ["ulp-error-info"]
        assert page.all(aria_invalid="true") == []

    def test_shows_every_error_of_a_field(self) -> None:
        second = FieldError(field="password", code="other", text="And something else")
        messages = login(errors=(WRONG_PASSWORD, second)).all(cls="ulp-input-error-message")
        assert [m.text for m in messages] == ["Wrong email or password", "And something else"]
        assert [m.attributes.get("id") for m in messages] == ["error-element-password", None]

    def test_has_a_place_to_announce_it_that_repeats_no_text(self) -> None:
        announcer = login(errors=(WRONG_PASSWORD,)).one(id="ulp-error-announcer")
        assert announcer.attributes["aria-live"] == "polite"
        assert announcer.text == ""


class TestUserChoices:
    def test_are_absent_without_users(self) -> None:
        assert len(login().all("form")) == 1
        assert login().all("section", aria_labelledby="users-heading") == []

    def test_are_one_form_and_one_button_each(self) -> None:
        for form in login(users=(ADA, GRACE)).all("form")[1:]:
            assert form.attributes["method"] == "post"
            assert "action" not in form.attributes
            assert form.one("input").attributes == {
                "type": "hidden",
                "name": "state",
                "value": "hKFo2SA",
            }
            assert form.one("button").attributes["name"] == "mock_user"

    def test_name_the_user_to_log_in(self) -> None:
        buttons = login(users=(ADA, GRACE)).all("button", data_testid="continue-as")
        assert [(b.attributes["value"], b.attributes["data-email"]) for b in buttons] == [
            ("auth0|ada", "ada@example.com"),
            ("auth0|grace", "grace@example.com"),
        ]

    def test_are_heard_without_the_initials(self) -> None:
        ada, grace = login(users=(ADA, GRACE)).all("button", data_testid="continue-as")
        assert ada.one(aria_hidden="true").text == "AL"
        assert ada.words == "AL Log in as Ada Lovelace ada@example.com administrator"
        assert grace.words == "GH Log in as Grace Hopper grace@example.com"

    def test_say_a_name_that_is_the_email_once(self) -> None:
        user = UserChoice(user_id="auth0|x", name="x@example.com", email="x@example.com")
        assert login(users=(user,)).one(data_testid="continue-as").words == (
            "X Log in as x@example.com"
        )

    def test_fall_back_to_the_id_of_a_nameless_user(self) -> None:
        user = UserChoice(user_id="sms|1", name="", email="")
        assert login(users=(user,)).one(data_testid="continue-as").words == "Log in as sms|1"

    def test_leave_auth0s_selectors_to_the_primary_form(self) -> None:
        page = login(users=(ADA, GRACE))
        assert page.all("form")[0] is page.one("form", data_form_primary="true")
        assert page.one("button", type="submit").text == "Continue"
        page.one("button", name="action")
        page.one("input", type="password")
        page.one("input", type="text")
        assert [b for b in page.all("button") if "continue" in b.words.lower()] == [
            page.one("button", type="submit")
        ]


class TestErrorPage:
    def test_has_auth0s_structure(self) -> None:
        page = error()
        assert page.one("title").text == "Demo"
        container = page.one("div", cls="unhandled-error-cont")
        assert container.classes == ["unhandled-error-cont", "tenant-error-cont", "has-logo"]
        header = container.one("div", cls="error-header")
        header.one("span", cls="error-icon")
        assert header.one("h3", cls="error-title").text == "Demo"
        assert header.one("h3", cls="error-subtitle").text == "Oops!, something went wrong"
        message = container.one("div", cls="error-body").one("p", cls="error-message").text
        assert message.startswith(
            "There could be a misconfiguration in the system or a service outage."
        )

    def test_holds_the_details_ready(self) -> None:
        footer = error().one("div", cls="error-footer")
        details = footer.one("div", cls="error-details")
        assert (
            details.one("p", cls="error-status").text == "invalid_request: Unknown client: nobody"
        )
        assert details.one("strong").text == "invalid_request"
        assert details.one("span", cls="error-id").text == "TRACKING ID: 3f9c01ab77de42c09b1e"
        assert details.one("span", cls="error-id-content").text == "3f9c01ab77de42c09b1e"

    def test_opens_the_details_without_a_script(self) -> None:
        page = error()
        toggle = page.one("a", cls="toggle-details")
        assert toggle.text == "See details for this error"
        assert toggle.attributes["href"] == "#error-details"
        assert page.one(id="error-details").classes == ["error-details"]
        assert ".error-details:target" in page.one("style").text

    def test_escapes_the_apostrophe_as_auth0_does(self) -> None:
        assert "since we couldn&#39;t find" in render(
            replace(ERROR, description="since we couldn't find your session")
        )

    def test_tells_the_developer_what_to_change(self) -> None:
        remedy = error(remedy="Add it:\n\n  clients:\n    - name: <spa>").one(data_testid="remedy")
        assert remedy.one("h2").text == "From mock-auth0: what to change"
        assert remedy.one(cls="remedy-text").text == "Add it:\n\n  clients:\n    - name: <spa>"

    def test_keeps_silent_without_a_remedy(self) -> None:
        assert error().all(data_testid="remedy") == []


class TestEchoedText:
    @pytest.mark.parametrize(
        "view",
        [
            replace(LOGIN, state=ATTACK, users=(ADA,)),
            replace(LOGIN, username=ATTACK),
            replace(LOGIN, client_name=ATTACK),
            replace(LOGIN, tenant_name=ATTACK),
            replace(LOGIN, identifier_label=ATTACK),
            replace(LOGIN, nonce=ATTACK),
            replace(LOGIN, logo_url="https://cdn.example/" + ATTACK),
            replace(LOGIN, logo_url="https://cdn.example/" + ATTACK.replace(" ", "")),
            replace(LOGIN, primary_color=ATTACK, page_background=ATTACK),
            replace(LOGIN, errors=(FieldError(field="password", code=ATTACK, text=ATTACK),)),
            replace(LOGIN, errors=(FieldError(field=ATTACK, code=ATTACK, text=ATTACK),)),
            replace(
                LOGIN,
                users=(UserChoice(user_id=ATTACK, name=ATTACK, email=ATTACK + "@", note=ATTACK),),
            ),
        ],
        ids=[
            "state",
            "username",
            "client name",
            "tenant name",
            "label",
            "nonce",
            "logo",
            "logo without spaces",
            "colours",
            "field error",
            "page error",
            "user",
        ],
    )
    def test_stays_text_on_the_login_page(self, view: LoginView) -> None:
        html = render(view)
        assert len(parse(html).all("script")) == 1
        assert "<script>" not in html

    @pytest.mark.parametrize(
        "name",
        ["tenant_name", "error", "description", "tracking_id", "remedy", "nonce", "logo_url"],
    )
    def test_stays_text_on_the_error_page(self, name: str) -> None:
        changes: dict[str, Any] = {name: ATTACK}
        html = render(replace(ERROR, **changes))
        assert len(parse(html).all("script")) == 1
        assert "<script>" not in html

    def test_arrives_unchanged(self) -> None:
        page = login(state=ATTACK, username=ATTACK, client_name=ATTACK)
        assert page.one("input", name="state").attributes["value"] == ATTACK
        assert page.one("input", name="username").attributes["value"] == ATTACK
        assert page.one("title").text == f"Log in | {ATTACK}"
        assert (
            error(description=ATTACK).one(cls="error-status").text == f"invalid_request: {ATTACK}"
        )


class TestBranding:
    @pytest.mark.parametrize("color", ["#635DFF", "#0a0"], ids=["six digits", "three digits"])
    def test_takes_a_hex_colour(self, color: str) -> None:
        css = login(primary_color=color).one("style").text
        assert f"--primary: {'#635dff' if len(color) == 7 else '#00aa00'};" in css

    @pytest.mark.parametrize(
        "color",
        ["red", "#12", "#12345g", "#fff\n", "#fff;}body{display:none", "url(//x)", ""],
    )
    def test_ignores_any_other_colour(self, color: str) -> None:
        assert render(replace(LOGIN, primary_color=color, page_background=color)) == (render(LOGIN))

    @pytest.mark.parametrize(
        ("color", "ink"),
        [("#0059d6", "#ffffff"), ("#ffd100", "#000000"), ("#777777", "#000000")],
        ids=["dark", "light", "in between"],
    )
    def test_keeps_the_button_readable(self, color: str, ink: str) -> None:
        assert (
            f"--on-primary: {ink};" in login(primary_color=color).one("style").text.split(color)[1]
        )

    @pytest.mark.parametrize(
        ("background", "schemes"),
        [(None, "light dark"), ("#ffffff", "light"), ("#111827", "dark")],
        ids=["our own", "light", "dark"],
    )
    def test_settles_the_colour_scheme_by_the_background(
        self, background: str | None, schemes: str
    ) -> None:
        page = error(page_background=background)
        assert page.one("meta", name="color-scheme").attributes["content"] == schemes
        assert f"color-scheme: {schemes};" in page.one("style").text

    @pytest.mark.parametrize(
        "url",
        [
            "https://cdn.example/logo.png?a=1&b=2",
            "http://localhost/l.svg",
            "data:image/png;base64,AA==",
        ],
    )
    def test_shows_the_tenants_logo(self, url: str) -> None:
        assert login(logo_url=url).one("img").attributes["src"] == url
        assert error(logo_url=url).one("img").attributes["src"] == url

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "//cdn.example/l.png",
            "/l.png",
            "https:// x",
        ],
    )
    def test_shows_its_own_mark_for_any_other_logo(self, url: str) -> None:
        assert render(replace(LOGIN, logo_url=url)) == render(LOGIN)

    def test_tells_a_logos_host_nothing_of_the_login(self) -> None:
        image = login(logo_url="https://cdn.example/logo.png").one("img").attributes
        assert image["referrerpolicy"] == "no-referrer"
