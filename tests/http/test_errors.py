"""One exception in, the right envelope out."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from mock_auth0.http import errors
from mock_auth0.http.application import Application
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer as Response
from mock_auth0.http.routes import (
    BearerRoute,
    JsonRoute,
    NavigationRoute,
    PageRoute,
    ProtocolRoute,
    PublicRoute,
)
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    invalid_grant,
    invalid_token,
    not_emulated,
)
from mock_auth0.tenant.seed import Branding
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked

JSON, BEARER, PAGE = [JsonRoute, PublicRoute], [BearerRoute], [NavigationRoute, PageRoute]


def failing(error: Exception) -> Callable[[TenantRequest], Awaitable[Response]]:
    async def endpoint(_: TenantRequest) -> Response:
        raise error

    return endpoint


def answer_of(kind: type[ProtocolRoute], error: Exception, *, strict: bool = True) -> Answer:
    route = kind("/fails", failing(error), methods=["GET"])
    return Browser(Application(a_tenant(strict=strict), [route])).get("/fails")


@pytest.mark.parametrize("kind", JSON)
def test_json_has_error_and_description(kind: type[ProtocolRoute]) -> None:
    error = invalid_grant('a "reason" é')
    assert answer_of(kind, error) == Answer(
        403,
        {
            "content-type": "application/json",
            "x-content-type-options": "nosniff",
            "cache-control": expected.NEVER_CACHE,
        },
        '{"error":"invalid_grant","error_description":"a \\"reason\\" é"}'.encode(),
    )


def test_a_protected_resource_has_the_reason_in_its_challenge() -> None:
    error = invalid_token("The token has expired")
    assert answer_of(BearerRoute, error) == expected.unauthorized("The token has expired")


def test_a_protected_resource_gives_no_reason_where_no_token_came() -> None:
    assert answer_of(BearerRoute, invalid_token("")) == expected.unauthorized()


def test_a_protected_resource_answers_other_errors_in_json() -> None:
    error = not_emulated("that")
    assert answer_of(BearerRoute, error) == expected.oauth_error(
        501, "not_emulated", "mock-auth0 does not emulate that"
    )


@pytest.mark.parametrize("kind", PAGE)
@pytest.mark.parametrize("strict", [True, False], ids=["strict", "not strict"])
def test_a_page_shows_the_remedy_below_unless_strict(
    kind: type[ProtocolRoute], strict: bool
) -> None:
    answer = answer_of(kind, invalid_grant("<b>", remedy="<i>"), strict=strict)
    assert answer == expected.error_page(
        answer, 403, "invalid_grant", "<b>", remedy="" if strict else "<i>"
    )


def test_a_page_wears_the_tenants_brand() -> None:
    branding = Branding(logo_url="https://x.example/logo.png", primary="#ff0000")
    browser = a_browser(seed={"friendly_name": "Acme", "branding": branding})
    answer = browser.get("/authorize")
    assert b"<title>Acme</title>" in answer.body
    assert b'src="https://x.example/logo.png"' in answer.body
    assert b"#ff0000" in answer.body


@pytest.mark.parametrize(
    ("remedy", "explanation"),
    [
        ("", ""),
        ("send state", "send state"),
        ("a\r\nset-cookie: x=y", "a set-cookie: x=y"),
        ("é\0\x7f\ud800\u2028x", "???? x"),
        ("x" * 10_000, "x" * 600),
    ],
    ids=["nothing", "a line", "two lines", "what no header may hold", "a long story"],
)
@pytest.mark.parametrize("kind", JSON + BEARER + PAGE)
def test_a_header_explains_what_to_change(
    kind: type[ProtocolRoute], remedy: str, explanation: str
) -> None:
    error = OAuthError(ErrorCode.ACCESS_DENIED, "no", 403, remedy)
    assert answer_of(kind, error).explanation == explanation


def test_a_redirect_explains_as_well() -> None:
    answer = a_browser().get("/authorize", **asked(response_type="ticket"))
    assert (answer.status, answer.explanation) == (
        302,
        "send one of code, token, id_token, code token, code id_token, token id_token, "
        "code token id_token",
    )


@pytest.mark.parametrize("kind", JSON + BEARER)
def test_what_nobody_foresaw_is_json_with_a_traceback_in_the_log(
    kind: type[ProtocolRoute], caplog: pytest.LogCaptureFixture
) -> None:
    answer = answer_of(kind, KeyError("s3cret"))
    assert answer == expected.oauth_error(500, "server_error", "Internal error")
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.getMessage() == "GET /fails failed"
    assert record.exc_info is not None
    assert record.exc_info[0] is KeyError


@pytest.mark.parametrize("kind", PAGE)
def test_what_nobody_foresaw_is_a_page_with_a_traceback_in_the_log(
    kind: type[ProtocolRoute], caplog: pytest.LogCaptureFixture
) -> None:
    answer = answer_of(kind, ZeroDivisionError())
    assert answer == expected.error_page(answer, 500, "server_error", "Internal error")
    assert [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR] == [
        "GET /fails failed"
    ]


def test_an_error_is_noted_with_its_remedy(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_auth0")
    a_browser().post("/oauth/token", {"grant_type": "refresh_token", "client_id": "nobody"})
    assert caplog.messages == [
        "POST /oauth/token refused with 401 access_denied: Unauthorized: no client has the "
        "client_id 'nobody'"
    ]


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "authorization_code", "client_id": "spa", "code": "t0psecret"},
        {"grant_type": "refresh_token", "client_id": "spa", "refresh_token": "t0psecret"},
        {"grant_type": "refresh_token", "client_id": "web", "client_secret": "t0psecret"},
    ],
    ids=["a code", "a refresh token", "a client secret"],
)
def test_no_secret_is_noted(form: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "mock_auth0")
    assert a_browser().post("/oauth/token", form).status in (401, 403)
    assert "t0psecret" not in caplog.text


def test_unforeseen_is_a_value_that_nobody_changes() -> None:
    before = replace(errors.UNFORESEEN)
    answer_of(JsonRoute, ValueError())
    assert before == errors.UNFORESEEN
