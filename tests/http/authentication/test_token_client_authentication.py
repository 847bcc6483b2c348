"""POST /oauth/token by a client that proves itself by a key or a certificate."""

from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.x509 import load_pem_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.flows.token_endpoint.client_assertion import TYPE
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth.certificate import thumbprint
from tests.answers import claims_of, in_order
from tests.builders import API, NOON_SECONDS, SECRET, a_web_client
from tests.credentials import (
    SUBJECT,
    a_certificate,
    a_credential,
    a_jwt_client,
    an_assertion,
    claims_of_an_assertion,
    forwarded,
    with_assertion,
)
from tests.deterministic import deterministic
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant

ADDRESS = "http://localhost:1000/"
HEADERS = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "pragma": "no-cache",
}
UNAUTHORIZED = expected.oauth_error(401, "access_denied", "Unauthorized")
CERTIFICATE = a_certificate()
BY_SUBJECT = a_web_client(
    token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH, tls_subjects=(SUBJECT,)
)
SELF_SIGNED = a_web_client(
    token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
    credentials=(a_credential(pem=CERTIFICATE),),
)


def a_browser_of(client: Client, **options: Any) -> Browser:
    address = options.pop("address", ADDRESS.removesuffix("/"))
    return a_browser(a_tenant(seed={"clients": (client,)}, **options), address=address)


def in_its_own_name(**sent: str | None) -> dict[str, str]:
    form = {"grant_type": "client_credentials", "audience": API, **sent}
    return {name: value for name, value in form.items() if value is not None}


def signed(**claims: Any) -> dict[str, str]:
    """The request of a client with a key."""
    content = claims_of_an_assertion(**{"aud": "https://localhost:1000/", **claims})
    return in_its_own_name(**with_assertion(an_assertion(content)))


def granted(token: str, **more: Any) -> list[tuple[str, Any]]:
    assert token
    return [
        ("iss", ADDRESS),
        ("sub", "web@clients"),
        ("aud", API),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "web"),
        ("scope", "read:notes write:notes"),
        ("gty", "client-credentials"),
        *more.items(),
    ]


def check_granted(answer: Answer, **more: Any) -> None:
    """The whole answer, and the whole token in it."""
    assert answer == Answer(200, HEADERS, answer.body)
    token = answer.json["access_token"]
    assert in_order(answer.json) == [
        ("access_token", token),
        ("scope", "read:notes write:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(token)) == granted(token, **more)


class TestPrivateKeyJwt:
    @pytest.mark.parametrize("encoding", ["form", "json"])
    def test_grants(self, encoding: str) -> None:
        browser = a_browser_of(a_jwt_client())
        check_granted(browser.post("/oauth/token", **{encoding: signed()}))

    @pytest.mark.parametrize(
        "aud",
        [
            "https://localhost:1000/",
            "http://localhost:1000/",
            "http://localhost:1000/oauth/token",
            "https://tenant.example/",
            "https://tenant.example/oauth/token",
        ],
    )
    def test_is_for_the_issuer_or_the_address_that_was_asked(self, aud: str) -> None:
        browser = a_browser_of(a_jwt_client(), issuer="https://tenant.example/")
        answer = browser.post("/oauth/token", signed(aud=aud))
        assert (answer.status, claims_of(answer.json["access_token"])["iss"]) == (
            200,
            "https://tenant.example/",
        )

    def test_is_good_once(self) -> None:
        browser = a_browser_of(a_jwt_client())
        assert browser.post("/oauth/token", signed()).status == 200
        assert browser.post("/oauth/token", signed()) == UNAUTHORIZED

    @pytest.mark.parametrize(
        "form",
        [
            signed(aud="https://elsewhere.example/"),
            signed(exp=NOON_SECONDS),
            signed(jti=None),
            signed(iss="nobody", sub="nobody"),
            in_its_own_name(client_assertion="x", client_assertion_type=TYPE),
            in_its_own_name(client_assertion="x", client_assertion_type="password"),
            in_its_own_name(client_assertion="x"),
            in_its_own_name(client_id="web", client_secret=SECRET),
            {**signed(), "client_id": "spa"},
        ],
        ids=[
            "another audience",
            "its time over",
            "no jti",
            "an unknown client",
            "no JWT",
            "another type",
            "no type",
            "a secret",
            "another client_id",
        ],
    )
    def test_is_refused_alike_with(self, form: dict[str, str]) -> None:
        assert a_browser_of(a_jwt_client()).post("/oauth/token", form) == UNAUTHORIZED

    def test_is_refused_when_it_is_no_text(self) -> None:
        form = {**in_its_own_name(), "client_assertion": {"a": 1}, "client_assertion_type": TYPE}
        answer = a_browser_of(a_jwt_client()).post("/oauth/token", json=form)
        assert answer == expected.oauth_error(
            400, "invalid_request", "Invalid parameter: client_assertion must be a string"
        )

    def test_explains_what_is_wrong(self) -> None:
        answer = a_browser_of(a_jwt_client()).post("/oauth/token", signed(exp=NOON_SECONDS))
        assert answer.explanation == (
            f"client_assertion has expired: exp is {NOON_SECONDS}, now it is {NOON_SECONDS}"
        )

    def test_revokes(self) -> None:
        browser = a_browser_of(a_jwt_client())
        right = {**signed(aud="http://localhost:1000/oauth/revoke"), "token": "made-up"}
        done = Answer(200, {"content-type": "application/json"}, b"")
        refused = expected.oauth_error(401, "invalid_client", "Unauthorized")
        assert browser.post("/oauth/revoke", right) == done
        assert browser.post("/oauth/revoke", right) == refused


class TestCertificate:
    @pytest.mark.parametrize("client", [BY_SUBJECT, SELF_SIGNED], ids=["CA", "self-signed"])
    def test_grants_a_token_that_is_bound_to_it(self, client: Client) -> None:
        answer = a_browser_of(client).post(
            "/oauth/token", in_its_own_name(client_id="web"), headers=forwarded(CERTIFICATE)
        )
        shown = thumbprint(load_pem_x509_certificate(CERTIFICATE.encode()))
        check_granted(answer, cnf={"x5t#S256": shown})

    @pytest.mark.parametrize(
        ("client", "headers"),
        [
            (BY_SUBJECT, {}),
            (BY_SUBJECT, forwarded(CERTIFICATE, None)),
            (BY_SUBJECT, forwarded(CERTIFICATE, "NONE")),
            (BY_SUBJECT, forwarded(a_certificate("CN=billing"))),
            (SELF_SIGNED, {}),
            (SELF_SIGNED, forwarded(a_certificate(serial_number=2))),
            (SELF_SIGNED, {"client-certificate": "%00"}),
        ],
        ids=[
            "nothing",
            "nobody's word",
            "nobody vouching",
            "another subject",
            "nothing at all",
            "another certificate",
            "no certificate",
        ],
    )
    def test_is_refused_alike_with(self, client: Client, headers: Mapping[str, str]) -> None:
        form = in_its_own_name(client_id="web")
        assert a_browser_of(client).post("/oauth/token", form, headers=headers) == UNAUTHORIZED

    def test_needs_the_client_id(self) -> None:
        answer = a_browser_of(BY_SUBJECT).post(
            "/oauth/token", in_its_own_name(), headers=forwarded(CERTIFICATE)
        )
        assert answer == expected.oauth_error(
            400, "invalid_request", "Missing required parameter: client_id"
        )

    def test_binds_nothing_where_a_secret_was_the_proof(self) -> None:
        answer = a_browser_of(a_web_client()).post(
            "/oauth/token",
            in_its_own_name(client_id="web", client_secret=SECRET),
            headers=forwarded(CERTIFICATE),
        )
        check_granted(answer)


JWT, TLS, PINNED = (a_browser_of(each) for each in (a_jwt_client(), BY_SUBJECT, SELF_SIGNED))
TEXT = st.text(max_size=200) | st.sampled_from(["", "..", "a.b.c", an_assertion()[:-4]])


@deterministic(100)
@given(
    assertion=TEXT, kind=st.sampled_from([TYPE, "", "x"]), client_id=st.sampled_from(["web", ""])
)
def test_answers_any_assertion(assertion: str, kind: str, client_id: str) -> None:
    form = in_its_own_name(
        client_assertion=assertion, client_assertion_type=kind, client_id=client_id
    )
    answer = JWT.post("/oauth/token", form)
    missing = expected.oauth_error(400, "invalid_request", "Missing required parameter: client_id")
    assert answer in (UNAUTHORIZED, missing)


@deterministic(100)
@given(
    certificate=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200),
    verified=st.sampled_from(["SUCCESS", "NONE", ""]),
)
def test_answers_any_certificate(certificate: str, verified: str) -> None:
    headers = {"client-certificate": certificate, "client-certificate-ca-verified": verified}
    for browser in (TLS, PINNED):
        form = in_its_own_name(client_id="web")
        assert browser.post("/oauth/token", form, headers=headers) == UNAUTHORIZED
