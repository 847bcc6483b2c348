"""Device flow, passwordless, CIBA and token exchange: whatever is sent, nothing fails."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.client import TokenExchangeType
from mock_auth0.model.connection import Connection
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from tests.builders import API, a_client, an_api
from tests.deterministic import deterministic
from tests.http.worlds import a_browser

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
GRANT_TYPES = (
    EXCHANGE,
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:openid:params:grant-type:ciba",
    "http://auth0.com/oauth/grant-type/passwordless/otp",
)
APP = a_client(
    client_id="app",
    app_type="resource_server",
    resource_server_identifier=API,
    grant_types=frozenset(GRANT_TYPES),
    token_exchange=frozenset(TokenExchangeType),
)
PROFILE = TokenExchangeProfile(name="A", subject_token_type="urn:acme:x")
BROWSER = a_browser(
    seed={
        "clients": (APP,),
        "resource_servers": (an_api(),),
        "connections": (
            Connection(name="email", strategy="email"),
            Connection(name="sms", strategy="sms"),
            Connection(name="Username-Password-Authentication"),
        ),
        "token_exchange_profiles": (PROFILE,),
    }
)
PATHS = (
    "/oauth/token",
    "/oauth/device/code",
    "/passwordless/start",
    "/passwordless/verify",
    "/passwordless/verify_redirect",
    "/otp/challenge",
    "/bc-authorize",
    "/activate",
    "/device",
    "/u/device/confirmation",
    "/device/success",
)
PLAUSIBLE = {
    "client_id": ["app"],
    "grant_type": [*GRANT_TYPES],
    "subject_token_type": [ACCESS_TOKEN, "urn:acme:x", "urn:ietf:x"],
    "requested_token_type": [ACCESS_TOKEN],
    "subject_token": ["a.b.c", "e30.e30.e30", "....", "x"],
    "actor_token": ["x", "e30.e30."],
    "actor_token_type": ["urn:acme:y"],
    "audience": [API, "urn:x"],
    "scope": ["openid", "read:notes"],
    "device_code": ["x"],
    "user_code": ["QTZL-MCBW"],
    "code": ["QTZL-MCBW"],
    "auth_req_id": ["x"],
    "connection": ["email", "sms", "Username-Password-Authentication", "x"],
    "email": ["a@b.example", "@", "a@"],
    "phone_number": ["+1", "+", "1"],
    "send": ["code", "link"],
    "verification_code": ["123456"],
    "username": ["a@b.example", "+1"],
    "realm": ["email", "sms"],
    "otp": ["123456"],
    "auth_session": ["x"],
    "login_hint": ['{"format":"iss_sub","iss":"http://localhost:1000/","sub":"auth0|ada"}', "{}"],
    "binding_message": ["x"],
    "requested_expiry": ["1", "0", "-1", "1e9"],
    "organization": ["org_x"],
    "authParams": ["x"],
    "state": ["x"],
    "action": ["confirm", "cancel"],
    "redirect_uri": ["https://app.example/callback"],
}
NASTY = ["", "\0", "\r\nset-cookie: a=b", "é💩\u202e", "9" * 400, "[" * 2000, "null", "a" * 70_000]

pairs = st.dictionaries(
    st.sampled_from(sorted(PLAUSIBLE)), st.sampled_from(NASTY) | st.text(), max_size=6
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*NASTY, "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, str]:
    """Plausible ones, mostly with something wrong about them."""
    asked = {
        name: draw(st.sampled_from(choices))
        for name, choices in PLAUSIBLE.items()
        if draw(st.booleans())
    }
    return asked | {"client_id": "app"} | draw(pairs)


def check(status: int, body: bytes) -> None:
    assert status in {200, 302, 400, 401, 403, 404, 405, 413, 429, 501}
    assert b"Traceback" not in body
    assert b'"access_token":' not in body


@deterministic(150)
@given(st.sampled_from(PATHS), requests())
def test_forms(path: str, form: dict[str, str]) -> None:
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    answer = BROWSER.post(path, sent)

    check(answer.status, answer.body)


@deterministic(80)
@given(st.sampled_from(PATHS), requests())
def test_queries(path: str, query: dict[str, str]) -> None:
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    answer = BROWSER.get(path, **sent)

    check(answer.status, answer.body)


@deterministic(150)
@given(
    st.sampled_from(PATHS), requests(), st.dictionaries(st.sampled_from(sorted(PLAUSIBLE)), values)
)
def test_json(path: str, plausible: dict[str, str], nasty: dict[str, object]) -> None:
    body = json.dumps({**plausible, **nasty}, allow_nan=True).encode()
    answer = BROWSER.post(path, body=body, content_type="application/json")

    check(answer.status, answer.body)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"%FF=%ED%A0%80", b"a=1&a=1", b"client_id=app" * 999]
)
def test_bytes(path: str, body: bytes) -> None:
    answer = BROWSER.post(path, body=body)

    check(answer.status, answer.body)
