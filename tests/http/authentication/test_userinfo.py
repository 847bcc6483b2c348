"""GET|POST /userinfo."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from jose import jwt as jose

from mock_auth0.flows import direct
from mock_auth0.model.client import TokenEndpointAuthMethod
from mock_auth0.tokens import jwt
from tests.answers import claims_of, in_order
from tests.builders import API, KEYS, NOON_SECONDS, PASSWORD, VERIFIER, a_web_client
from tests.credentials import SUBJECT, a_certificate, forwarded
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, SPA, a_browser, a_tenant, log_in

HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": expected.NEVER_CACHE,
}
BAD_SIGNATURE = expected.unauthorized(
    "The access token signature could not be validated. A common cause of this is requesting "
    "multiple audiences for an access token signed with HS256, as that signature scheme requires "
    "only a single recipient for its security. Please change your API to employ RS256 if you wish "
    "to have multiple audiences for your access tokens"
)
MALFORMED = expected.unauthorized("The access token is malformed, or another tenant made it")
CLAIMS = {
    "iss": "http://localhost:1000/",
    "sub": "auth0|ada",
    "aud": [API, "http://localhost:1000/userinfo"],
    "iat": NOON_SECONDS,
    "exp": NOON_SECONDS + 60,
    "azp": "spa",
    "scope": "openid",
}
PUBLIC_KEY = f"-----BEGIN PUBLIC KEY-----\n{KEYS.current.public['n']}\n-----END PUBLIC KEY-----"


def a_token(browser: Browser, **asked: str | None) -> str:
    """The access token of a login."""
    answer = browser.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code": log_in(browser, **asked),
            "redirect_uri": "https://app.example/cb",
            "code_verifier": VERIFIER,
        },
    )
    token: str = answer.json["access_token"]
    return token


def ask(browser: Browser, token: str) -> Answer:
    return browser.get("/userinfo", headers={"authorization": f"Bearer {token}"})


def signed(**changes: Any) -> str:
    """A token with the tenant's own signature that it never minted so."""
    return jwt.sign(KEYS.current, {**CLAIMS, **changes})


def forged(header: dict[str, Any], claims: object, signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


class TestClaims:
    def test_are_those_of_the_scope_in_auth0s_order(self) -> None:
        browser = a_browser()
        answer = ask(browser, a_token(browser, scope="openid profile email"))
        assert answer == Answer(200, HEADERS, answer.body)
        assert in_order(answer.json) == [
            ("sub", "auth0|ada"),
            ("given_name", "Ada"),
            ("family_name", "Lovelace"),
            ("nickname", "ada"),
            ("name", "Ada Lovelace"),
            ("picture", "https://cdn.example/ada.png"),
            ("updated_at", "2025-06-01T12:00:00.000Z"),
            ("email", "ada@example.com"),
            ("email_verified", True),
        ]

    def test_are_the_subject_alone_for_openid(self) -> None:
        browser = a_browser()
        assert ask(browser, a_token(browser, scope="openid")) == Answer(
            200, HEADERS, b'{"sub":"auth0|ada"}'
        )

    def test_are_the_latest(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_token(browser, scope="openid email")
        tenant.users.put(replace(ADA, email="countess@example.com", email_verified=False))
        assert ask(browser, token) == Answer(
            200,
            HEADERS,
            b'{"sub":"auth0|ada","email":"countess@example.com","email_verified":false}',
        )

    def test_have_custom_ones_and_none_that_is_restricted(self) -> None:
        claims = {"https://example.com/team": ["é"], "sub": "auth0|other", "roles": []}
        browser = a_browser(seed={"users": (replace(ADA, claims=claims),)})
        assert ask(browser, a_token(browser, scope="openid")) == Answer(
            200, HEADERS, '{"sub":"auth0|ada","https://example.com/team":["é"]}'.encode()
        )

    def test_have_the_legacy_ones_where_the_tenant_says_so(self) -> None:
        ada = replace(ADA, user_metadata={"theme": "dark"}, app_metadata={"plan": "free"})
        browser = a_browser(seed={"users": (ada,)}, legacy_userinfo=True)
        assert ask(browser, a_token(browser, scope="openid")).json == {
            "sub": "auth0|ada",
            "user_id": "auth0|ada",
            "identities": [
                {
                    "user_id": "ada",
                    "provider": "auth0",
                    "connection": "Username-Password-Authentication",
                    "isSocial": False,
                }
            ],
            "created_at": "2024-06-02T12:00:00.000Z",
            "user_metadata": {"theme": "dark"},
            "app_metadata": {"plan": "free"},
        }


class TestToken:
    """However it comes, and whatever kind it is."""

    @pytest.mark.parametrize("audience", [None, API], ids=["opaque", "for an API"])
    def test_may_be(self, audience: str | None) -> None:
        browser = a_browser()
        token = a_token(browser, scope="openid", audience=audience)
        assert ask(browser, token) == Answer(200, HEADERS, b'{"sub":"auth0|ada"}')

    @pytest.mark.parametrize("audience", [None, API], ids=["opaque", "for an API"])
    def test_is_known_again_when_it_is_not_remembered(self, audience: str | None) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_token(browser, scope="openid", audience=audience)
        tenant.recent_access_tokens.clear()
        assert ask(browser, token) == Answer(200, HEADERS, b'{"sub":"auth0|ada"}')

    @pytest.mark.parametrize(
        "header",
        ["Bearer {}", "bearer {}", "BEARER   {} ", "{}"],
        ids=["Bearer", "small letters", "spaces", "no scheme, as generated clients send it"],
    )
    def test_may_come_as(self, header: str) -> None:
        browser = a_browser()
        token = a_token(browser, scope="openid", audience=API)
        answer = browser.get("/userinfo", headers={"authorization": header.format(token)})
        assert answer == Answer(200, HEADERS, b'{"sub":"auth0|ada"}')

    def test_may_be_posted(self) -> None:
        browser = a_browser()
        token = a_token(browser, scope="openid")
        header = {"authorization": f"Bearer {token}"}
        good = Answer(200, HEADERS, b'{"sub":"auth0|ada"}')
        assert browser.post("/userinfo", headers=header) == good
        assert browser.post("/userinfo", {"access_token": token}) == good
        assert browser.post("/userinfo", {"access_token": token}, headers=header) == (
            expected.oauth_error(400, "invalid_request", "The access token was sent twice")
        )

    def test_is_not_read_from_the_query(self) -> None:
        browser = a_browser()
        token = a_token(browser, scope="openid")
        assert browser.get("/userinfo", access_token=token) == expected.unauthorized()


class TestRefusal:
    @pytest.mark.parametrize(
        "header",
        [None, "", " ", "Bearer", "Bearer ", "Basic d2ViOng=", "Bearer a b", "token", "Bearer\t"],
        ids=[
            "no header",
            "an empty header",
            "a space",
            "a scheme alone",
            "a scheme and a space",
            "another scheme",
            "two tokens",
            "a word",
            "a scheme and a tab",
        ],
    )
    def test_asks_for_a_token(self, header: str | None) -> None:
        headers = {} if header is None else {"authorization": header}
        assert a_browser().get("/userinfo", headers=headers) == expected.unauthorized()

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"exp": NOON_SECONDS}, "The token has expired"),
            ({"exp": NOON_SECONDS - 1}, "The token has expired"),
            ({"exp": None}, "The token has expired"),
            ({"exp": "9999999999"}, "The token has expired"),
            ({"iss": "https://other.example/"}, "Invalid issuer"),
            ({"iss": "http://localhost:1000"}, "Invalid issuer"),
            ({"iss": None}, "Invalid issuer"),
            ({"aud": API}, "Invalid audience"),
            ({"aud": "spa"}, "Invalid audience"),
            ({"aud": ["https://other.example/userinfo"]}, "Invalid audience"),
            ({"aud": None}, "Invalid audience"),
            ({"aud": {"http://localhost:1000/userinfo": 1}}, "Invalid audience"),
            ({"scope": "profile"}, "Insufficient scope"),
            ({"scope": None}, "Insufficient scope"),
            ({"scope": ["openid"]}, "Insufficient scope"),
            ({"scope": 1}, "Insufficient scope"),
            ({"sub": "auth0|nobody"}, "The user does not exist or is blocked"),
            ({"sub": "auth0|grace"}, "The user does not exist or is blocked"),
            ({"sub": None}, "The user does not exist or is blocked"),
            ({"sub": "web@clients"}, "The user does not exist or is blocked"),
        ],
        ids=[
            "expired this moment",
            "expired before",
            "no end",
            "an end that is no number",
            "another issuer",
            "an issuer without its slash",
            "no issuer",
            "the API alone",
            "an ID token",
            "another tenant",
            "nobody",
            "an object",
            "another scope",
            "no scope",
            "a list of scopes",
            "a number of scopes",
            "an unknown user",
            "a blocked user",
            "no subject",
            "a client",
        ],
    )
    def test_tells_what_is_wrong_with(self, changes: dict[str, Any], reason: str) -> None:
        assert ask(a_browser(), signed(**changes)) == expected.unauthorized(reason)

    def test_tells_that_time_has_passed(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_token(browser)
        tenant.advance(timedelta(days=1))
        assert ask(browser, token) == expected.unauthorized("The token has expired")

    def test_knows_a_token_of_another_address(self) -> None:
        tenant = a_tenant()
        token = a_token(a_browser(tenant), scope="openid")
        elsewhere = a_browser(tenant, address="https://tenant.example")
        assert ask(elsewhere, token) == expected.unauthorized("Invalid issuer")

    def test_knows_a_clients_own_token(self) -> None:
        tenant = a_tenant()
        token = direct.mint_access_token(
            tenant, "http://localhost:1000/", SPA, None, audience=API, scopes="read:notes"
        )
        assert ask(a_browser(tenant), token) == expected.unauthorized("Invalid audience")

    @pytest.mark.parametrize(
        "token",
        [
            forged({"alg": "none", "typ": "JWT", "kid": KEYS.current.kid}, CLAIMS),
            forged({"alg": "None", "kid": KEYS.current.kid}, CLAIMS),
            forged({"alg": "RS256"}, CLAIMS, b"x" * 256),
            forged({"alg": "RS256", "kid": KEYS.current.kid}, CLAIMS, b"x" * 256),
            forged({"alg": "RS256", "kid": KEYS.current.kid}, CLAIMS),
            forged({"alg": "RS256", "kid": ["a"]}, CLAIMS, b"x"),
            forged({"alg": "RS256", "kid": {}}, CLAIMS, b"x"),
            forged({"kid": KEYS.current.kid}, CLAIMS, b"x"),
            forged({"alg": "RS256", "kid": KEYS.current.kid, "crit": ["exp"]}, CLAIMS, b"x"),
            forged({}, {}, b"x"),
            forged([], [], b"x"),  # type: ignore[arg-type]  # as an attacker would
            jose.encode(CLAIMS, str(KEYS.current.public["n"]), "HS256", {"kid": KEYS.current.kid}),
            jose.encode(CLAIMS, "", "HS256", {"kid": KEYS.current.kid}),
            signed() + "x",
            signed().replace(".", ".x", 1),
            signed() + "=",
            "..",
            "a.b.c",
            "é.é.é",
            ".".join(["e30"] * 3),
        ],
        ids=[
            "no algorithm",
            "no algorithm in capitals",
            "no key",
            "a made-up signature",
            "no signature",
            "a list for a key",
            "an object for a key",
            "no algorithm named",
            "a critical header",
            "nothing in it",
            "arrays",
            "HS256 with the public key",
            "HS256 with an empty key",
            "a longer signature",
            "longer claims",
            "padding",
            "dots",
            "letters",
            "letters that are not ASCII",
            "three empty objects",
        ],
    )
    def test_proves_every_signature(self, token: str) -> None:
        assert ask(a_browser(), token) == BAD_SIGNATURE

    @pytest.mark.parametrize(
        "token",
        ["x", "x.y", "a.b.c.d", "....", "a..b.c.d", "a.b.c.d.e.f", "." * 100_000, "é..é.é.é"],
    )
    def test_knows_what_is_no_token(self, token: str) -> None:
        assert ask(a_browser(), token) == MALFORMED

    def test_opens_no_sealed_token_that_was_changed(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_token(browser, scope="openid")
        header, _, *rest = token.split(".")
        for part in range(len(rest)):
            changed = [*rest]
            changed[part] = ("B" if changed[part][0] == "A" else "A") + changed[part][1:]
            assert ask(browser, ".".join([header, "", *changed])) == MALFORMED
        for other in (header[:-1], header + "A", ""):
            assert ask(browser, ".".join([other, "", *rest])) == MALFORMED
        assert ask(browser, ".".join([header, "AAAA", *rest])) == MALFORMED

    @pytest.mark.parametrize("audience", [None, API], ids=["opaque", "for an API"])
    def test_takes_one_spelling_of_a_token_only(self, audience: str | None) -> None:
        browser = a_browser()
        token = a_token(browser, scope="openid", audience=audience)
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        neighbour = letters[letters.index(token[-1]) ^ 1]
        for other in (token[:-1] + neighbour, token + "!", token + "="):
            assert ask(browser, other).status == 401

    def test_refuses_an_id_token(self) -> None:
        browser = a_browser()
        code = log_in(browser)
        answer = browser.post(
            "/oauth/token",
            {
                "grant_type": "authorization_code",
                "client_id": "spa",
                "code": code,
                "redirect_uri": "https://app.example/cb",
                "code_verifier": VERIFIER,
            },
        )
        identity = answer.json["id_token"]
        assert claims_of(identity)["aud"] == "spa"
        assert ask(browser, identity) == expected.unauthorized("Invalid audience")

    def test_refuses_a_body_that_is_none(self) -> None:
        answer = a_browser().post("/userinfo", body=b"{", content_type="application/json")
        assert answer == expected.oauth_error(400, "invalid_body", "Bad Request")


CERTIFICATE = a_certificate()
MTLS = a_web_client(
    callbacks=("https://web.example/cb",),
    token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
    tls_subjects=(SUBJECT,),
    grant_types=frozenset({"password"}),
)


def a_bound_token(browser: Browser) -> str:
    answer = browser.post(
        "/oauth/token",
        {
            "grant_type": "password", "client_id": "web", "scope": "openid",
            "username": "ada@example.com", "password": PASSWORD,
        },
        headers=forwarded(CERTIFICATE),
    )  # fmt: skip
    return str(answer.json["access_token"])


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "A client certificate is required"),
        (
            forwarded(a_certificate("CN=another")),
            "The client certificate does not match the access token",
        ),
        (
            {"client-certificate": "junk"},
            "The client certificate does not match the access token",
        ),
    ],
    ids=["none", "another", "junk"],
)
def test_wants_the_certificate_that_the_token_is_bound_to(
    headers: dict[str, str], reason: str
) -> None:
    browser = a_browser(seed={"clients": (MTLS,)})
    bearer = {"authorization": f"Bearer {a_bound_token(browser)}"}

    assert browser.get("/userinfo", headers={**bearer, **headers}) == expected.unauthorized(reason)
    assert browser.get("/userinfo", headers={**bearer, **forwarded(CERTIFICATE)}).json == {
        "sub": "auth0|ada",
        **dict.fromkeys(("name", "given_name", "family_name", "nickname", "picture"), ANY),
        "updated_at": ANY,
        "email": "ada@example.com",
        "email_verified": True,
    }
