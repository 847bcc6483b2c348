"""The MFA API over HTTP, from the refusal of the password to the tokens."""

from typing import Any

import pytest

from tests import second_factors
from tests.builders import PASSWORD
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.expected import NEVER_CACHE
from tests.http.worlds import a_browser
from tests.second_factors import (
    CREDENTIALS,
    OOB,
    OTP,
    a_phone,
    a_recovery_code,
    an_app,
    the_otp,
)

HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": NEVER_CACHE,
}
MFA_API = "http://localhost:1000/mfa/"


def log_in(browser: Browser, **changes: str) -> Answer:
    form = {
        "grant_type": "password",
        "username": "ada@example.com",
        "password": PASSWORD,
        **CREDENTIALS,
        **changes,
    }
    return browser.post("/oauth/token", form)


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_the_refusal_has_what_clients_go_on_with() -> None:
    answer = log_in(a_browser(second_factors.a_tenant(an_app(), a_recovery_code())))
    token = answer.json["mfa_token"]
    assert token.startswith("Fe26.2*")
    assert answer == Answer(
        403,
        {
            "content-type": "application/json",
            "x-content-type-options": "nosniff",
            "cache-control": NEVER_CACHE,
        },
        b'{"error":"mfa_required","error_description":"Multifactor authentication required",'
        b'"mfa_token":"' + token.encode() + b'","mfa_requirements":'
        b'{"challenge":[{"type":"otp"},{"type":"recovery-code"}]}}',
    )


def test_goes_from_challenge_to_tokens() -> None:
    tenant = second_factors.a_tenant(an_app())
    browser = a_browser(tenant)
    token = log_in(browser, scope="openid").json["mfa_token"]

    answer = browser.get("/mfa/authenticators", headers=bearer(token))
    assert answer == Answer(
        200,
        HEADERS,
        b'[{"id":"totp|dev_app","authenticator_type":"otp","active":true,"type":"otp"}]',
    )
    challenged = browser.post(
        "/mfa/challenge", json={**CREDENTIALS, "mfa_token": token, "challenge_type": "otp"}
    )
    assert challenged == Answer(200, HEADERS, b'{"challenge_type":"otp"}')
    form = {**CREDENTIALS, "grant_type": OTP, "mfa_token": token}
    wrong = browser.post("/oauth/token", {**form, "otp": "000000"})
    assert wrong == expected.oauth_error(403, "invalid_grant", "Invalid otp_code.")
    tokens = browser.post("/oauth/token", json={**form, "otp": the_otp(tenant)})
    assert (tokens.status, tokens.json["scope"]) == (200, "openid profile email address phone")


def test_goes_from_enrollment_to_tokens() -> None:
    tenant = second_factors.a_tenant()
    browser = a_browser(tenant)
    token = log_in(browser).json["mfa_token"]
    assert browser.get("/mfa/authenticators", headers=bearer(token)) == Answer(200, HEADERS, b"[]")

    answer = browser.post(
        "/mfa/associate",
        json={
            **CREDENTIALS,
            "authenticator_types": ["oob"],
            "oob_channels": ["sms"],
            "phone_number": "+15551238730",
        },
        headers=bearer(token),
    )
    oob_code, (recovery_code,) = answer.json["oob_code"], answer.json["recovery_codes"]
    assert answer == Answer(
        200,
        HEADERS,
        b'{"authenticator_type":"oob","binding_method":"prompt","recovery_codes":["'
        + recovery_code.encode()
        + b'"],"oob_channel":"sms","oob_code":"'
        + oob_code.encode()
        + b'"}',
    )
    code = next(iter(tenant.outbox)).code or ""
    form = {**CREDENTIALS, "grant_type": OOB, "mfa_token": token, "oob_code": oob_code}
    assert browser.post("/oauth/token", {**form, "binding_code": code}).status == 200


def test_removes_with_an_access_token_for_the_mfa_api() -> None:
    tenant = second_factors.a_tenant(a_phone(), guardian_policies=frozenset())
    browser = a_browser(tenant)
    tokens = log_in(browser, audience=MFA_API, scope="remove:authenticators").json
    assert (tokens["scope"], tokens["expires_in"]) == ("remove:authenticators", 600)
    headers = bearer(tokens["access_token"])

    gone = browser.ask("DELETE", "/mfa/authenticators/sms%7Cdev_phone", headers=headers)

    assert gone == Answer(204, {"cache-control": NEVER_CACHE}, b"")
    again = browser.ask("DELETE", "/mfa/authenticators/sms|dev_phone", headers=headers)
    assert again == expected.oauth_error(404, "not_found", "Authenticator not found")


def test_a_browser_may_ask() -> None:
    browser = a_browser(second_factors.a_tenant())
    for path, method in (
        ("/mfa/authenticators", "GET"),
        ("/mfa/authenticators/sms%7Cdev_phone", "DELETE"),
        ("/mfa/associate", "POST"),
        ("/mfa/challenge", "POST"),
    ):
        answer = browser.options(path, headers={"origin": "https://app.example"})
        assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, method)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b'"x"', b"\xff", b'{"a":NaN}', b"[" * 100000]
)
def test_survives_what_is_no_json_object(body: bytes) -> None:
    browser = a_browser(second_factors.a_tenant())
    token = log_in(browser).json["mfa_token"]
    answer = browser.post(
        "/mfa/associate", body=body, content_type="application/json", headers=bearer(token)
    )
    if body:
        assert answer == expected.oauth_error(400, "invalid_body", "Bad Request")
    else:
        assert answer == expected.oauth_error(
            400, "invalid_request", "Missing required parameter: authenticator_types"
        )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/mfa/authenticators"),
        ("DELETE", "/mfa/authenticators/x"),
        ("POST", "/mfa/associate"),
    ],
)
@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        ({}, expected.oauth_error(401, "access_denied", "Unauthorized")),
        (
            bearer("x"),
            expected.oauth_error(
                401, "invalid_token", "The access token is malformed, or another tenant made it"
            ),
        ),
    ],
    ids=["nobody", "anybody"],
)
def test_asks_who_is_there(method: str, path: str, header: dict[str, str], refusal: Answer) -> None:
    browser = a_browser(second_factors.a_tenant())
    assert browser.ask(method, path, headers=header) == refusal


def test_an_expired_mfa_token_says_so() -> None:
    tenant = second_factors.a_tenant(an_app())
    browser = a_browser(tenant)
    token = log_in(browser).json["mfa_token"]
    tenant.reset()
    answer = browser.get("/mfa/authenticators", headers=bearer(token))
    assert answer == expected.oauth_error(401, "expired_token", "mfa_token is expired")


def test_discovery_names_the_endpoint_and_the_grants() -> None:
    document: dict[str, Any] = (
        a_browser(second_factors.a_tenant()).get("/.well-known/openid-configuration").json
    )
    assert document["mfa_challenge_endpoint"] == "http://localhost:1000/mfa/challenge"
    assert {*document["grant_types_supported"]} >= second_factors.MFA_GRANTS


def test_enrollment_tickets_are_not_emulated() -> None:
    answer = a_browser(second_factors.a_tenant()).get("/mfa/enrollment", ticket="x")
    assert (answer.status, answer.json["error"]) == (501, "not_emulated")
