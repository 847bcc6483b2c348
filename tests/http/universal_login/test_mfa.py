"""GET|POST /u/mfa-…: a second factor on the pages."""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of
from tests.builders import MINUTE, PASSWORD, VERIFIER, a_user
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked
from tests.second_factors import (
    A_RECOVERY_CODE,
    ALWAYS,
    a_mailbox,
    a_phone,
    a_push_device,
    a_recovery_code,
    ada,
    an_app,
    the_otp,
)

MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
INVALID = ("code", "invalid-code", "The code you entered is invalid")


def a_world(
    *enrolled: Authenticator, policy: dict[str, Any] | None = None, **seed: Any
) -> tuple[Tenant, Browser]:
    tenant = a_tenant(
        seed={
            "users": (a_user(authenticators=enrolled),),
            "guardian_policies": ALWAYS,
            **seed,
        },
        **(policy or {}),
    )
    return tenant, a_browser(tenant)


def log_in(browser: Browser, **changes: str | None) -> str:
    """Where the browser is sent after the password."""
    page = browser.get("/authorize", **asked(**changes)).location
    resume = browser.post(page, {"username": "ada@example.com", "password": PASSWORD}).location
    return browser.get(resume).location


def shown(browser: Browser, page: str, **form: str) -> str:
    answer = browser.post(page, form) if form else browser.get(page)
    assert answer.status == 200
    return answer.body.decode()


def enter(browser: Browser, page: str, **form: str) -> str:
    """Where the browser is sent after the code."""
    answer = browser.post(page, {"action": "default", **form})
    assert answer.status == 302, answer.body
    assert answer.location.startswith("/authorize/resume?state=")
    return browser.get(answer.location).location


def errors(answer: Answer) -> list[tuple[str, ...]]:
    assert answer.status == 400
    page = answer.body.decode()
    return [
        (field, code, text.replace("&#39;", "'"))
        for field, code, text in re.findall(
            r'id="error-element-(\w+)" data-error-code="([^"]+)">.*?</span>(.*?)</span>', page
        )
    ] + [
        ("prompt", code, text)
        for code, text in re.findall(r'id="prompt-alert" data-error-code="([^"]+)">(.*?)<', page)
    ]


def id_token(browser: Browser, callback: str) -> dict[str, Any]:
    code = dict(parse_qsl(urlsplit(callback).query))["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "redirect_uri": "https://app.example/cb",
        "code_verifier": VERIFIER,
    }
    return claims_of(browser.post("/oauth/token", form).json["id_token"])


def path(location: str) -> str:
    return urlsplit(location).path


class TestOneTimePassword:
    def test_asks_for_the_code_and_then_says_so_in_the_id_token(self) -> None:
        tenant, browser = a_world(an_app())
        page = log_in(browser)
        assert path(page) == "/u/mfa-otp-challenge"
        text = shown(browser, page)
        assert "<h1>Verify Your Identity</h1>" in text
        assert "Check your preferred one-time password application for a code." in text
        assert re.search(r'<input id="code" name="code" type="text" inputmode="numeric"', text)
        assert "Try another method" not in text
        assert "mock-code" not in text

        callback = enter(browser, page, code=the_otp(tenant))

        claims = id_token(browser, callback)
        assert (claims["acr"], claims["amr"]) == (MULTI_FACTOR, ["mfa"])
        names = list(claims)
        assert names.index("sid") < names.index("acr") < names.index("amr")

    def test_a_wrong_code_may_be_typed_again(self) -> None:
        tenant, browser = a_world(an_app())
        page = log_in(browser)
        assert errors(browser.post(page, {"code": "000000"})) == [INVALID]
        assert errors(browser.post(page, {"code": ""})) == [
            ("code", "invalid-otp-code-format", "OTP Code must have 6 numeric characters")
        ]
        assert path(enter(browser, page, code=the_otp(tenant))) == "/cb"

    def test_ten_wrong_codes_are_enough(self) -> None:
        tenant, browser = a_world(an_app())
        page = log_in(browser)
        for _ in range(10):
            browser.post(page, {"code": "000000"})
        assert errors(browser.post(page, {"code": the_otp(tenant)})) == [
            (
                "code",
                "too-many-failures",
                "Too many failed codes. Wait for some minutes before retrying.",
            )
        ]
        tenant.advance(6 * MINUTE)
        assert path(enter(browser, page, code=the_otp(tenant))) == "/cb"

    def test_tells_the_code_where_pages_help(self) -> None:
        tenant, browser = a_world(an_app(), policy={"strict": False})
        text = shown(browser, log_in(browser))
        assert f'<code data-testid="mock-code">{the_otp(tenant)}</code>' in text


class TestSession:
    def test_remembers_the_factor(self) -> None:
        tenant, browser = a_world(an_app())
        enter(browser, log_in(browser), code=the_otp(tenant))
        silent = browser.get("/authorize", **asked(prompt="none"))
        assert id_token(browser, silent.location)["amr"] == ["mfa"]

    def test_silent_authentication_knows_what_is_missing(self) -> None:
        _, browser = a_world(an_app())
        log_in(browser)
        answer = browser.get("/authorize", **asked(prompt="none"))
        assert answer.parameters == {
            "error": "login_required",
            "error_description": "Multifactor authentication required",
            "state": "x y/z",
        }

    def test_a_new_login_proves_it_anew(self) -> None:
        tenant, browser = a_world(an_app())
        enter(browser, log_in(browser), code=the_otp(tenant))
        assert path(log_in(browser, prompt="login")) == "/u/mfa-otp-challenge"

    def test_a_login_in_another_tab_is_this_ones_as_well(self) -> None:
        tenant, browser = a_world(an_app())
        first = log_in(browser)
        second = log_in(browser, prompt="login")
        assert first != second
        assert path(enter(browser, first, code=the_otp(tenant))) == "/cb"
        assert path(browser.get(second).location) == "/authorize/resume"


class TestStepUp:
    def test_acr_values_ask_for_it(self) -> None:
        tenant, browser = a_world(an_app(), guardian_policies=frozenset())
        callback = log_in(browser)
        assert "acr" not in id_token(browser, callback)

        page = browser.get("/authorize", **asked(acr_values=MULTI_FACTOR)).location

        assert path(page) == "/u/mfa-otp-challenge"
        claims = id_token(browser, enter(browser, page, code=the_otp(tenant)))
        assert (claims["acr"], claims["amr"]) == (MULTI_FACTOR, ["mfa"])
        again = browser.get("/authorize", **asked(acr_values=MULTI_FACTOR))
        assert path(again.location) == "/cb"

    def test_other_values_ask_for_nothing(self) -> None:
        _, browser = a_world(an_app(), guardian_policies=frozenset())
        assert path(log_in(browser, acr_values="urn:x loa1")) == "/cb"

    def test_silently_it_is_refused(self) -> None:
        _, browser = a_world(an_app(), guardian_policies=frozenset())
        log_in(browser)
        answer = browser.get("/authorize", **asked(acr_values=MULTI_FACTOR, prompt="none"))
        assert answer.parameters["error_description"] == "Multifactor authentication required"


class TestOutOfBand:
    @pytest.mark.parametrize(
        ("enrolled", "at", "sentence", "to"),
        [
            (
                a_phone(),
                "/u/mfa-sms-challenge",
                "We&#39;ve sent a text message to:",
                "XXXXXXXX8730",
            ),
            (
                a_mailbox(),
                "/u/mfa-email-challenge",
                "We&#39;ve sent an email with your code to:",
                "ada****@exam*******",
            ),
        ],
        ids=["message", "mail"],
    )
    def test_sends_a_code_once(
        self, enrolled: Authenticator, at: str, sentence: str, to: str
    ) -> None:
        tenant, browser = a_world(enrolled)
        page = log_in(browser)
        assert path(page) == at
        text = shown(browser, page)
        assert sentence in text
        assert to in text
        shown(browser, page)
        (mail,) = tenant.outbox
        assert (mail.kind, mail.to) == ("mfa_code", enrolled.to)
        assert errors(browser.post(page, {"code": "x"})) == [INVALID]
        assert path(enter(browser, page, code=mail.code or "")) == "/cb"

    def test_sends_another_that_takes_the_place_of_the_first(self) -> None:
        tenant, browser = a_world(a_phone())
        page = log_in(browser)
        shown(browser, page)
        shown(browser, page, action="resend-code")
        second, first = (mail.code or "" for mail in tenant.outbox)
        assert errors(browser.post(page, {"code": first})) == [INVALID]
        assert path(enter(browser, page, code=second)) == "/cb"

    def test_a_code_ends_after_five_minutes(self) -> None:
        tenant, browser = a_world(a_phone())
        page = log_in(browser)
        shown(browser, page)
        code = next(iter(tenant.outbox)).code or ""
        tenant.advance(5 * MINUTE)
        assert errors(browser.post(page, {"code": code})) == [INVALID]
        assert len(tenant.outbox) == 2

    def test_waits_for_a_tap(self) -> None:
        tenant, browser = a_world(a_push_device(), guardian_factors=frozenset({Factor.PUSH}))
        page = log_in(browser)
        assert path(page) == "/u/mfa-push-challenge"
        assert "Ada&#39;s phone" in shown(browser, page)
        ((_, code, _),) = errors(browser.post(page, {"action": "default"}))
        assert code == "polling-interval-exceeded"
        assert tenant.guardian.approve("auth0|ada") == 1
        assert path(enter(browser, page)) == "/cb"

    def test_takes_no_for_an_answer(self) -> None:
        tenant, browser = a_world(a_push_device())
        page = log_in(browser)
        shown(browser, page)
        tenant.guardian.deny()
        ((_, code, _),) = errors(browser.post(page, {"action": "default"}))
        assert code == "rejected"
        assert len(tenant.guardian.notifications()) == 1

    def test_the_page_can_tap_where_pages_help(self) -> None:
        _, browser = a_world(a_push_device(), policy={"strict": False})
        page = log_in(browser)
        shown(browser, page)
        assert path(enter(browser, page, action="mock-approve")) == "/cb"
        _, strict = a_world(a_push_device())
        page = log_in(strict)
        shown(strict, page)
        assert strict.post(page, {"action": "mock-approve"}).status == 400


class TestOtherMethods:
    def test_lists_what_is_enrolled(self) -> None:
        _, browser = a_world(an_app(), a_phone(), a_mailbox(), a_recovery_code())
        page = log_in(browser)
        assert "Try another method" in shown(browser, page)
        options = browser.post(page, {"action": "pick-authenticator"}).location
        assert path(options) == "/u/mfa-login-options"
        text = shown(browser, options)
        assert "<h1>Other Methods</h1>" in text
        buttons = re.findall(
            r'<button type="submit" name="action" value="([\w-]+)" class="secondary">(.*?)<', text
        )
        assert buttons == [
            ("otp", "One-time password"),
            ("sms", "SMS"),
            ("email", "Email"),
            ("recovery-code", "Recovery code"),
        ]
        sms = browser.post(options, {"action": "sms"}).location
        assert path(sms) == "/u/mfa-sms-challenge"
        assert shown(browser, options, action="push-notification")

    def test_a_recovery_code_brings_a_new_one(self) -> None:
        tenant, browser = a_world(an_app(), a_recovery_code())
        page = log_in(browser)
        options = browser.post(page, {"action": "pick-authenticator"}).location
        page = browser.post(options, {"action": "recovery-code"}).location
        assert path(page) == "/u/mfa-recovery-code-challenge"
        sentence = "Enter the recovery code you were provided during your initial enrollment."
        assert sentence in shown(browser, page)
        assert errors(browser.post(page, {"code": "x"})) == [INVALID]

        page = enter(browser, page, code=A_RECOVERY_CODE)

        assert path(page) == "/u/mfa-recovery-code-enrollment"
        text = shown(browser, page)
        assert "<h1>Almost There!</h1>" in text
        assert ada(tenant).authenticators[1].secret in text
        assert path(enter(browser, page)) == "/cb"


class TestEnrollment:
    def test_enrolls_an_app(self) -> None:
        tenant, browser = a_world()
        page = log_in(browser)
        assert path(page) == "/u/mfa-otp-enrollment"
        text = shown(browser, page)
        assert "<h1>Secure Your Account</h1>" in text
        assert 'src="data:image/svg+xml;' in text
        found = re.search(r'data-testid="secret">([A-Z2-7]{32})<', text)
        assert found
        secret = found[1]
        uri = re.search(r'data-testid="otpauth-uri">(.*?)<', text)
        assert uri
        assert unquote(uri[1]).startswith(
            f"otpauth://totp/mock-auth0:ada@example.com?secret={secret}&"
        )
        assert secret in shown(browser, page)
        assert errors(browser.post(page, {"code": "000000"})) == [INVALID]
        assert not any(each.is_active for each in ada(tenant).authenticators)

        page = enter(browser, page, code=the_otp(tenant, secret))

        assert path(page) == "/u/mfa-recovery-code-enrollment"
        assert all(each.is_active for each in ada(tenant).authenticators)
        assert id_token(browser, enter(browser, page, saved="on"))["amr"] == ["mfa"]

    @pytest.mark.parametrize(
        ("option", "field", "wrong", "right", "error"),
        [
            ("sms", "phone", "555", "+15551238730", "invalid-phone"),
            ("email", "email", "ada", "ada@example.com", "invalid-email-format"),
        ],
    )
    def test_enrolls_an_address(
        self, option: str, field: str, wrong: str, right: str, error: str
    ) -> None:
        tenant, browser = a_world()
        options = browser.post(log_in(browser), {"action": "pick-authenticator"}).location
        page = browser.post(options, {"action": option}).location
        assert path(page) == f"/u/mfa-{option}-enrollment"
        answer = browser.post(page, {field: wrong})
        assert [each[:2] for each in errors(answer)] == [(field, error)]
        assert f'value="{wrong}"' in answer.body.decode()

        page = enter(browser, page, **{field: right})

        assert path(page) == f"/u/mfa-{option}-challenge"
        shown(browser, page)
        (mail,) = tenant.outbox
        assert mail.to == right
        page = enter(browser, page, code=mail.code or "")
        assert path(page) == "/u/mfa-recovery-code-enrollment"
        assert [each.to for each in ada(tenant).authenticators if each.to] == [right]

    def test_there_must_be_something_to_enroll(self) -> None:
        _, browser = a_world(guardian_factors=frozenset({Factor.PUSH}))
        callback = log_in(browser)
        assert dict(parse_qsl(urlsplit(callback).query)) == {
            "error": "access_denied",
            "error_description": "Multifactor authentication required",
            "state": "x y/z",
        }


class TestOrder:
    def test_no_screen_opens_without_a_login(self) -> None:
        _, browser = a_world(an_app())
        state = urlsplit(browser.get("/authorize", **asked()).location).query
        for screen in ("otp-challenge", "otp-enrollment", "login-options", "sms-challenge"):
            answer = browser.get(f"/u/mfa-{screen}?{state}")
            assert path(answer.location) == "/authorize/resume"

    @pytest.mark.parametrize(
        "screen",
        ["otp-enrollment", "sms-enrollment", "sms-challenge", "recovery-code-enrollment",
         "recovery-code-challenge"],
    )  # fmt: skip
    def test_what_is_enrolled_must_be_used(self, screen: str) -> None:
        tenant, browser = a_world(an_app())
        page = log_in(browser).replace("otp-challenge", screen)
        for answer in (browser.get(page), browser.post(page, {"code": "1", "phone": "+1555"})):
            assert path(answer.location) == "/authorize/resume"
        assert ada(tenant).authenticators == (an_app(),)

    def test_a_foreign_browser_gets_nowhere(self) -> None:
        tenant, browser = a_world(an_app())
        page = log_in(browser)
        answer = a_browser(tenant).post(page, {"code": the_otp(tenant)})
        assert answer.status == 400
        assert b"invalid_request" in answer.body

    def test_unknown_words_do_no_harm(self) -> None:
        _, browser = a_world(an_app(), a_phone())
        page = log_in(browser)
        assert browser.post(page, {"action": "\u20ac", "code": "\ud7ff" * 9999}).status == 400
        assert browser.post(page, body=b"code=%FF").status == 400
        assert browser.post(page, body=b"code=1&code=2").status == 400
        options = page.replace("otp-challenge", "login-options")
        assert browser.post(options, {"action": "x"}).status == 200
