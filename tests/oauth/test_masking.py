"""What may be shown of a request."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.oauth.masking import Mask, is_secret
from tests.deterministic import deterministic

SECRET = "s3cret-that-nobody-may-see"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhdXRoMHxhZGEifQ.c2lnbmF0dXJl"

secret_names = pytest.mark.parametrize(
    "name",
    [
        "client_secret",
        "password",
        "re_password",
        "newPassword",
        "assertion",
        "client_assertion",
        "subject_token",
        "actor_token",
        "access_token",
        "id_token",
        "id_token_hint",
        "refresh_token",
        "token",
        "code",
        "code_verifier",
        "device_code",
        "user_code",
        "otp",
        "binding_code",
        "oob_code",
        "mfa_token",
        "recovery_code",
        "recovery_codes",
        "auth_req_id",
        "auth_session",
        "login_ticket",
        "ticket",
        "invitation",
        "verification_code",
        "request_uri",
        "barcode_uri",
        "logout_token",
        "accessToken",
        "client-secret",
        "Authorization",
        "DPoP",
        "captcha",
    ],
)


@secret_names
def test_knows_what_is_secret(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "client_id",
        "grant_type",
        "scope",
        "audience",
        "redirect_uri",
        "state",
        "nonce",
        "username",
        "email",
        "code_challenge",
        "code_challenge_method",
        "response_type",
        "response_mode",
        "token_type",
        "token_type_hint",
        "subject_token_type",
        "requested_token_type",
        "client_assertion_type",
        "expires_in",
        "connection",
        "organization",
        "error",
        "token_endpoint_auth_method",
        "statusCode",
        "postal_code",
        "token_lifetime",
    ],
)
def test_knows_what_is_not(name: str) -> None:
    assert not is_secret(name)


def test_shows_how_a_long_one_begins() -> None:
    assert Mask().field("refresh_token", SECRET) == "s3cr…"


@pytest.mark.parametrize("value", ["123456", "short", "0123456789abcdefghi"])
def test_shows_nothing_of_a_short_one(value: str) -> None:
    assert Mask().field("code", value) == "…"


@pytest.mark.parametrize("name", ["password", "otp", "user_code", "recovery_code", "binding_code"])
def test_shows_nothing_of_what_people_type(name: str) -> None:
    assert Mask().field(name, SECRET) == "…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, True),
        (None, None),
        (123456, "…"),
        ([SECRET, SECRET], ["s3cr…", "s3cr…"]),
        ({"value": SECRET}, {"value": "s3cr…"}),
    ],
)
def test_hides_whatever_a_secret_is(value: Any, shown: Any) -> None:
    assert Mask().field("token", value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (
            f"https://app.example/cb?code={SECRET}&state=x",
            "https://app.example/cb?code=s3cr…&state=x",
        ),
        (
            f"https://app.example/cb#access_token={SECRET}&x=1",
            "https://app.example/cb#access_token=s3cr…&x=1",
        ),
        (f"https://ada:{SECRET}@app.example/", "https://ada:…@app.example/"),
        (f"/u/login?ticket={SECRET}", "/u/login?ticket=s3cr…"),
        (f"wrong: code={SECRET};", "wrong: code=s3cr…"),
        (f"Bearer {JWT}", "Bearer eyJh…"),
        (json.dumps({"password": SECRET}), '{"password": "…"}'),
        (json.dumps({"a": [{"token": SECRET}]}), '{"a": [{"token": "s3cr…"}]}'),
        ("otpauth://totp/mock:ada?secret=ABCDEFGH", "otpa…"),
        ("https://[broken", "https://[broken"),
        ("{not json", "{not json"),
        ("Wrong email or password.", "Wrong email or password."),
    ],
    ids=[
        "query",
        "fragment",
        "user",
        "path",
        "words",
        "JWT",
        "JSON",
        "deep JSON",
        "otpauth",
        "broken URL",
        "broken JSON",
        "words alone",
    ],
)
def test_finds_secrets_inside(value: str, shown: str) -> None:
    assert SECRET not in Mask().text(value)
    if "ada:" not in value:
        assert Mask().text(value) == shown


def test_finds_them_in_urls_within_urls() -> None:
    inner = quote(f"https://app.example/?code={SECRET}", safe="")
    assert SECRET not in Mask().text(f"https://other.example/?next={quote(inner, safe='')}")
    assert SECRET not in Mask().text(f"https://other.example/?next={inner}")


def test_hides_the_private_part_of_a_key() -> None:
    key = {"kty": "RSA", "n": "modulus", "e": "AQAB", "d": SECRET, "p": SECRET}
    assert Mask().field("jwk", key) == {
        "kty": "RSA", "n": "modulus", "e": "AQAB", "d": "s3cr…", "p": "s3cr…",
    }  # fmt: skip


def test_remembers_what_it_hid() -> None:
    mask = Mask()
    mask.field("password", SECRET)
    assert mask.scrub({"text": [f"no user has {SECRET}"], "n": 1}) == {
        "text": ["no user has …"], "n": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 100_000,
        '{"a":' * 5000 + f'"{SECRET}"' + "}" * 5000,
        "a=" * 50_000,
        "eyJ" + ".a" * 50_000,
    ],
    ids=["brackets", "objects", "pairs", "dots"],
)
def test_survives_what_is_deep_or_long(deep: str) -> None:
    assert SECRET not in Mask().text(deep)


@secret_names
@deterministic(40)
@given(
    value=st.text(
        st.characters(codec="utf-8", exclude_characters="…", exclude_categories=["C"]),
        min_size=8,
        max_size=60,
    ).map(lambda text: f"zq{text}"),
    how=st.sampled_from(["text", "list", "object", "json", "query", "fragment", "nested"]),
)
def test_never_shows_a_whole_secret(name: str, value: str, how: str) -> None:
    wrapped: Any = {
        "text": {name: value},
        "list": {name: [value]},
        "object": {"a": [{name: {"b": value}}]},
        "json": {"a": json.dumps({name: value})},
        "query": {"a": f"https://app.example/?x=1&{name}={quote(value)}"},
        "fragment": {"a": f"https://app.example/#{name}={quote(value, safe='')}"},
        "nested": {"a": f"/x?returnTo={quote(f'/y?{name}={quote(value)}')}"},
    }[how]
    shown = json.dumps(Mask().field("", wrapped), ensure_ascii=False)
    assert value not in shown
    assert quote(value, safe="") not in shown


def test_is_no_work_for_what_only_looks_like_a_token() -> None:
    # A pattern that is tried anew at each place takes the square of the length.
    text = "eyJ" + "a" * 300_000 + " ."
    assert Mask().text(text) == text


def test_scrubs_half_a_surrogate_pair() -> None:
    mask = Mask()
    assert mask.scrub({"\ud800": ["a\udfffb", "\U0001f511", "\u00e9"]}) == {
        "?": ["a?b", "\U0001f511", "\u00e9"]
    }
