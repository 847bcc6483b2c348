"""POST /oauth/token."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from jose import jwt

from mock_auth0.model.token_quota import TokenQuota
from tests.answers import claims_of, header_of, in_order
from tests.builders import API, NOON_SECONDS, SECRET, VERIFIER, a_web_client
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, SPA, a_browser, a_tenant, log_in

HEADERS = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "pragma": "no-cache",
}
INVALID_CODE = expected.oauth_error(403, "invalid_grant", "Invalid authorization code")
WRONG_VERIFIER = expected.oauth_error(403, "invalid_grant", "Failed to verify code verifier")
INVALID_REFRESH_TOKEN = expected.oauth_error(
    403, "invalid_grant", "Unknown or invalid refresh token."
)
UNAUTHORIZED = expected.oauth_error(401, "access_denied", "Unauthorized")


def exchange(code: str, **changes: str | None) -> dict[str, str]:
    """The exchange of a code for tokens; ``None`` leaves a parameter out."""
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "redirect_uri": "https://app.example/cb",
        "code_verifier": VERIFIER,
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


def basic(client_id: str, secret: str) -> dict[str, str]:
    return {"authorization": f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"}


def ask_web(browser: Browser) -> str:
    """A code for the confidential client."""
    return log_in(
        browser,
        client_id="web",
        redirect_uri="https://web.example/cb?from=auth0",
        code_challenge=None,
        code_challenge_method=None,
    )


WEB_EXCHANGE: dict[str, str | None] = {
    "client_id": "web",
    "redirect_uri": "https://web.example/cb?from=auth0",
    "code_verifier": None,
}


class TestAuthorizationCode:
    def test_answers_in_auth0s_order(self) -> None:
        browser = a_browser()
        code = log_in(browser, audience=API, scope="openid profile offline_access read:notes")
        answer = browser.post("/oauth/token", exchange(code))
        assert answer == Answer(200, HEADERS, answer.body)
        tokens = answer.json
        assert in_order(tokens) == [
            ("access_token", tokens["access_token"]),
            ("refresh_token", tokens["refresh_token"]),
            ("id_token", tokens["id_token"]),
            ("scope", "openid profile offline_access read:notes"),
            ("expires_in", 86400),
            ("token_type", "Bearer"),
        ]
        assert in_order(claims_of(tokens["access_token"])) == [
            ("iss", "http://localhost:1000/"),
            ("sub", "auth0|ada"),
            ("aud", [API, "http://localhost:1000/userinfo"]),
            ("iat", NOON_SECONDS),
            ("exp", NOON_SECONDS + 86400),
            ("azp", "spa"),
            ("scope", "openid profile offline_access read:notes"),
        ]

    def test_the_id_token_tells_who_it_is(self) -> None:
        browser = a_browser()
        code = log_in(browser, nonce="n-0S6")
        identity = browser.post("/oauth/token", exchange(code)).json["id_token"]
        claims = claims_of(identity)
        assert in_order(claims) == [
            ("given_name", "Ada"),
            ("family_name", "Lovelace"),
            ("nickname", "ada"),
            ("name", "Ada Lovelace"),
            ("picture", "https://cdn.example/ada.png"),
            ("updated_at", "2025-06-01T12:00:00.000Z"),
            ("email", "ada@example.com"),
            ("email_verified", True),
            ("iss", "http://localhost:1000/"),
            ("sub", "auth0|ada"),
            ("aud", "spa"),
            ("iat", NOON_SECONDS),
            ("exp", NOON_SECONDS + 36000),
            ("sid", claims["sid"]),
            ("nonce", "n-0S6"),
            ("auth_time", NOON_SECONDS),
        ]
        assert len(claims["sid"]) == 32

    def test_both_are_signed_with_the_first_published_key(self) -> None:
        browser = a_browser()
        tokens = browser.post("/oauth/token", exchange(log_in(browser, audience=API))).json
        keys = browser.get("/.well-known/jwks.json").json["keys"]
        for token in (tokens["access_token"], tokens["id_token"]):
            assert in_order(header_of(token)) == [
                ("alg", "RS256"),
                ("typ", "JWT"),
                ("kid", keys[0]["kid"]),
            ]
            options = {"verify_aud": False, "verify_exp": False, "verify_iat": False}
            assert jwt.decode(token, keys[0], ["RS256"], options=options) == claims_of(token)

    def test_without_an_audience_the_access_token_is_opaque(self) -> None:
        browser = a_browser()
        token = browser.post("/oauth/token", exchange(log_in(browser))).json["access_token"]
        assert header_of(token) == {
            "alg": "dir",
            "enc": "A256GCM",
            "iss": "http://localhost:1000/",
        }
        assert token.count(".") == 4
        assert token.split(".")[1] == ""

    @pytest.mark.parametrize("content_type", ["form", "JSON", "parts"])
    def test_takes_a(self, content_type: str) -> None:
        browser = a_browser()
        form = {**exchange(log_in(browser)), "extra": "value"}
        match content_type:
            case "form":
                answer = browser.post("/oauth/token", form)
            case "JSON":
                answer = browser.post("/oauth/token", json={**form, "more": {"a": [1]}})
            case _:
                parts = "".join(
                    f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                    for name, value in form.items()
                )
                answer = browser.post(
                    "/oauth/token",
                    body=f"{parts}--xx--\r\n".encode(),
                    content_type="multipart/form-data; boundary=xx",
                )
        assert (answer.status, answer.json["token_type"]) == (200, "Bearer")

    @pytest.mark.parametrize(
        "content_type",
        [
            "application/json; charset=utf-8",
            "application/json;charset=UTF-8",
            "APPLICATION/JSON",
            "application/json ; x=y",
        ],
    )
    def test_whatever_the_charset(self, content_type: str) -> None:
        answer = a_browser().post(
            "/oauth/token", body=b'{"grant_type": "x"}', content_type=content_type
        )
        assert answer == expected.oauth_error(
            501, "unsupported_grant_type", "Unsupported grant type: x"
        )

    def test_a_code_is_good_once(self) -> None:
        browser = a_browser()
        code = log_in(browser)
        assert browser.post("/oauth/token", exchange(code)).status == 200
        assert browser.post("/oauth/token", exchange(code)) == INVALID_CODE

    @pytest.mark.parametrize(
        ("changes", "answer"),
        [
            ({"code_verifier": VERIFIER[:-1] + "l"}, WRONG_VERIFIER),
            ({"code_verifier": VERIFIER[:-1]}, WRONG_VERIFIER),
            ({"code_verifier": None}, WRONG_VERIFIER),
            ({"code_verifier": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, WRONG_VERIFIER),
            (
                {"redirect_uri": None},
                expected.oauth_error(
                    400, "invalid_request", "Missing required parameter: redirect_uri"
                ),
            ),
            (
                {"redirect_uri": "https://evil.example/cb"},
                expected.oauth_error(
                    403,
                    "unauthorized_client",
                    "The redirect URI is wrong. You sent https://evil.example, and we expected "
                    "https://app.example",
                ),
            ),
            (
                {"redirect_uri": "https://app.example/cb/"},
                expected.oauth_error(
                    403,
                    "unauthorized_client",
                    "The redirect URI is wrong. You sent https://app.example, and we expected "
                    "https://app.example",
                ),
            ),
        ],
        ids=[
            "a wrong verifier",
            "a verifier that is too short",
            "no verifier",
            "the challenge for the verifier",
            "no callback",
            "a foreign callback",
            "nearly the callback",
        ],
    )
    def test_is_refused_and_spent_by(self, changes: dict[str, str | None], answer: Answer) -> None:
        browser = a_browser()
        code = log_in(browser)
        assert browser.post("/oauth/token", exchange(code, **changes)) == answer
        assert browser.post("/oauth/token", exchange(code)) == INVALID_CODE

    def test_is_for_the_client_that_asked(self) -> None:
        browser = a_browser(seed={"clients": (SPA, replace(SPA, client_id="other"))})
        code = log_in(browser)
        answer = browser.post("/oauth/token", exchange(code, client_id="other"))
        assert answer == INVALID_CODE

    def test_expires_after_ten_minutes(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        code = log_in(browser)
        tenant.advance(timedelta(minutes=10))
        assert browser.post("/oauth/token", exchange(code)) == INVALID_CODE

    def test_is_nothing_without_its_user(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        code = log_in(browser)
        tenant.users.remove("auth0|ada")
        assert browser.post("/oauth/token", exchange(code)) == INVALID_CODE

    def test_is_nothing_for_a_user_who_was_blocked(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        code = log_in(browser)
        tenant.users.put(replace(ADA, blocked=True))
        assert browser.post("/oauth/token", exchange(code)) == expected.oauth_error(
            403, "unauthorized", "user is blocked"
        )


class TestClient:
    """Who asks: the client proves it, or is refused in one voice."""

    @pytest.mark.parametrize(
        ("form", "headers"),
        [
            ({"client_secret": "s3cr:t %"}, {}),
            ({}, basic("web", "s3cr:t %25")),
            ({}, basic("web", "s3cr:t+%25")),
            ({"client_id": None}, basic("web", "s3cr%3At%20%25")),
            ({"client_secret": "ignored"}, basic("web", "s3cr:t %25")),
            (
                {},
                {
                    "authorization": basic("web", "s3cr:t %25")["authorization"].lower()[:5]
                    + basic("web", "s3cr:t %25")["authorization"][5:]
                },
            ),
        ],
        ids=[
            "a secret in the body",
            "a secret in the header",
            "form-encoded in the header",
            "the header alone",
            "the header before the body",
            "the scheme in small letters",
        ],
    )
    def test_is_known_by(self, form: dict[str, str | None], headers: dict[str, str]) -> None:
        browser = a_browser()
        answer = browser.post(
            "/oauth/token",
            exchange(ask_web(browser), **{**WEB_EXCHANGE, **form}),
            headers=headers,
        )
        assert answer == Answer(200, HEADERS, answer.body)

    @pytest.mark.parametrize(
        ("form", "headers"),
        [
            ({}, {}),
            ({"client_secret": "wrong"}, {}),
            ({"client_secret": "s3cr:t % "}, {}),
            ({"client_secret": "s3cr:t é"}, {}),
            ({"client_id": "nobody", "client_secret": "s3cr:t %"}, {}),
            ({}, basic("web", "wrong")),
            ({}, basic("nobody", "s3cr:t %25")),
            ({"client_id": "spa"}, basic("web", "s3cr:t %25")),
            ({}, {"authorization": "Basic"}),
            ({}, {"authorization": "Basic "}),
            ({}, {"authorization": "Basic !!!!"}),
            ({}, {"authorization": "Basic d2Vi"}),
            ({}, {"authorization": "Basic /w=="}),
            ({}, {"authorization": "Basic ÿÿÿÿ"}),
            ({}, {"authorization": "Bearer s3cr:t %"}),
        ],
        ids=[
            "no secret",
            "a wrong secret",
            "a longer secret",
            "a secret that is not ASCII",
            "an unknown client",
            "a wrong secret in the header",
            "an unknown client in the header",
            "another client in the body",
            "an empty header",
            "an empty header and a space",
            "a header that is not base64",
            "a header without a colon",
            "a header that is not UTF-8",
            "a header that is not ASCII",
            "another scheme",
        ],
    )
    def test_is_refused_for(self, form: dict[str, str | None], headers: dict[str, str]) -> None:
        browser = a_browser()
        code = ask_web(browser)
        form = {**WEB_EXCHANGE, **form}
        assert browser.post("/oauth/token", exchange(code, **form), headers=headers) == UNAUTHORIZED
        good = exchange(code, **{**WEB_EXCHANGE, "client_secret": "s3cr:t %"})
        assert browser.post("/oauth/token", good).status == 200

    def test_must_be_allowed_the_grant(self) -> None:
        client = replace(SPA, grant_types=frozenset({"authorization_code"}))
        answer = a_browser(seed={"clients": (client,)}).post(
            "/oauth/token", {"grant_type": "refresh_token", "client_id": "spa"}
        )
        assert answer == expected.oauth_error(
            403, "unauthorized_client", "Grant type 'refresh_token' not allowed for the client."
        )


class TestRefreshToken:
    @pytest.fixture
    def browser(self) -> Browser:
        return a_browser()

    @pytest.fixture
    def first(self, browser: Browser) -> str:
        code = log_in(browser, scope="openid profile offline_access", audience=API)
        token: str = browser.post("/oauth/token", exchange(code)).json["refresh_token"]
        return token

    def refresh(self, browser: Browser, token: str, **more: str) -> Answer:
        return browser.post(
            "/oauth/token",
            {
                "grant_type": "refresh_token",
                "client_id": "spa",
                "refresh_token": token,
                **more,
            },
        )

    def test_brings_new_tokens_and_is_replaced(self, browser: Browser, first: str) -> None:
        answer = self.refresh(browser, first)
        assert answer == Answer(200, HEADERS, answer.body)
        tokens = answer.json
        assert in_order(tokens) == [
            ("access_token", tokens["access_token"]),
            ("refresh_token", tokens["refresh_token"]),
            ("id_token", tokens["id_token"]),
            ("scope", "openid profile offline_access"),
            ("expires_in", 86400),
            ("token_type", "Bearer"),
        ]
        assert tokens["refresh_token"] != first
        assert in_order(claims_of(tokens["access_token"]))[-2:] == [
            ("scope", "openid profile offline_access"),
            ("gty", "refresh_token"),
        ]
        assert "nonce" not in claims_of(tokens["id_token"])

    def test_used_twice_revokes_the_whole_family(self, browser: Browser, first: str) -> None:
        second = self.refresh(browser, first).json["refresh_token"]
        assert self.refresh(browser, first) == INVALID_REFRESH_TOKEN
        assert self.refresh(browser, second) == INVALID_REFRESH_TOKEN

    def test_may_narrow_the_scope(self, browser: Browser, first: str) -> None:
        tokens = self.refresh(browser, first, scope="profile write:notes").json
        assert (tokens["scope"], "id_token" in tokens) == ("profile", False)

    def test_may_come_as_a_code(self, browser: Browser, first: str) -> None:
        answer = browser.post(
            "/oauth/token", {"grant_type": "refresh_token", "client_id": "spa", "code": first}
        )
        assert answer == Answer(200, HEADERS, answer.body)

    def test_lasts_where_the_client_does_not_rotate(self, browser: Browser) -> None:
        code = log_in(
            browser,
            client_id="web",
            redirect_uri="https://web.example/cb?from=auth0",
            scope="offline_access",
        )
        form = {
            **exchange(code, **{**WEB_EXCHANGE, "code_verifier": VERIFIER}),
            "client_secret": "s3cr:t %",
        }
        token = browser.post("/oauth/token", form).json["refresh_token"]
        for _ in range(2):
            answer = self.refresh(browser, token, client_id="web", client_secret="s3cr:t %")
            assert [*answer.json] == ["access_token", "scope", "expires_in", "token_type"]

    @pytest.mark.parametrize(
        "token",
        ["x", "v1.", "v1.x", "v1." + "A" * 54, "é", "v1.\0", "v1." + "A" * 100_000, "..", "=="],
        ids=[
            "a letter",
            "the prefix",
            "too short",
            "the right length",
            "not ASCII",
            "NUL",
            "endless",
            "dots",
            "padding",
        ],
    )
    def test_is_refused_when_made_up(self, browser: Browser, token: str) -> None:
        assert self.refresh(browser, token) == INVALID_REFRESH_TOKEN

    def test_is_refused_when_tampered_with(self, browser: Browser, first: str) -> None:
        for i in range(len(first)):
            for letter in "A_":
                tampered = first[:i] + letter + first[i + 1 :]
                if tampered != first:
                    assert self.refresh(browser, tampered) == INVALID_REFRESH_TOKEN
        assert self.refresh(browser, first).status == 200

    def test_is_for_the_client_that_asked(self, browser: Browser, first: str) -> None:
        answer = self.refresh(browser, first, client_id="web", client_secret="s3cr:t %")
        assert answer == INVALID_REFRESH_TOKEN
        assert self.refresh(browser, first).status == 200

    @pytest.mark.parametrize(
        ("change", "answer"),
        [
            ("deleted", "The refresh_token was generated for a user who doesn't exist anymore."),
            ("blocked", "user is blocked"),
        ],
    )
    def test_is_nothing_for_a_user_who_was(self, change: str, answer: str) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        code = log_in(browser, scope="offline_access", audience=API)
        token = browser.post("/oauth/token", exchange(code)).json["refresh_token"]
        if change == "deleted":
            tenant.users.remove("auth0|ada")
        else:
            tenant.users.put(replace(ADA, blocked=True))
        error = "invalid_grant" if change == "deleted" else "unauthorized"
        assert self.refresh(browser, token) == expected.oauth_error(403, error, answer)

    def test_is_required(self, browser: Browser) -> None:
        answer = browser.post("/oauth/token", {"grant_type": "refresh_token", "client_id": "spa"})
        assert answer == expected.oauth_error(
            400, "invalid_request", "Missing required parameter: refresh_token"
        )


class TestClientCredentials:
    def test_are_tokens_in_the_clients_own_name(self) -> None:
        answer = a_browser().post(
            "/oauth/token",
            {
                "grant_type": "client_credentials",
                "client_id": "web",
                "client_secret": "s3cr:t %",
                "audience": API,
            },
        )
        assert answer == Answer(200, HEADERS, answer.body)
        token = answer.json["access_token"]
        assert in_order(answer.json) == [
            ("access_token", token),
            ("scope", "read:notes write:notes"),
            ("expires_in", 86400),
            ("token_type", "Bearer"),
        ]
        assert in_order(claims_of(token)) == [
            ("iss", "http://localhost:1000/"),
            ("sub", "web@clients"),
            ("aud", API),
            ("iat", NOON_SECONDS),
            ("exp", NOON_SECONDS + 86400),
            ("azp", "web"),
            ("scope", "read:notes write:notes"),
            ("gty", "client-credentials"),
        ]


class TestRequest:
    """What is refused before any client is looked at."""

    @pytest.mark.parametrize(
        ("form", "status", "error", "description"),
        [
            ({}, 400, "invalid_request", "Missing required parameter: grant_type"),
            (
                {"grant_type": ""},
                400,
                "invalid_request",
                "Missing required parameter: grant_type",
            ),
            (
                {"grant_type": "magic"},
                501,
                "unsupported_grant_type",
                "Unsupported grant type: magic",
            ),
            (
                {"grant_type": "implicit"},
                501,
                "unsupported_grant_type",
                "Unsupported grant type: implicit",
            ),
            (
                {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer"},
                501,
                "not_emulated",
                "mock-auth0 does not emulate "
                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer",
            ),
            (
                {"grant_type": "authorization_code", "code": "x"},
                400,
                "invalid_request",
                "Missing required parameter: client_id",
            ),
            (
                {"grant_type": "authorization_code", "client_id": "spa"},
                400,
                "invalid_request",
                "Missing required parameter: code",
            ),
            (
                {"grant_type": "authorization_code", "client_id": "spa", "code": "made up"},
                403,
                "invalid_grant",
                "Invalid authorization code",
            ),
        ],
        ids=[
            "nothing",
            "an empty grant type",
            "an unknown grant type",
            "a grant type of another endpoint",
            "a grant type that is not emulated",
            "no client",
            "no code",
            "a code that was made up",
        ],
    )
    def test_refuses(self, form: dict[str, str], status: int, error: str, description: str) -> None:
        refused = expected.oauth_error(status, error, description)
        assert a_browser().post("/oauth/token", form) == refused
        assert a_browser().post("/oauth/token", json=form) == refused

    def test_reads_no_query(self) -> None:
        answer = a_browser().post("/oauth/token?grant_type=refresh_token", {})
        assert answer == expected.oauth_error(
            400, "invalid_request", "Missing required parameter: grant_type"
        )

    def test_is_posted(self) -> None:
        assert a_browser().get("/oauth/token") == expected.oauth_error(
            405, "method_not_allowed", "Method Not Allowed", allow="POST"
        )


def test_the_issuer_is_the_address_that_was_asked() -> None:
    tenant = a_tenant()
    code = log_in(a_browser(tenant), audience=API)
    browser = a_browser(tenant, address="https://tenant.example")
    tokens: dict[str, Any] = browser.post("/oauth/token", exchange(code)).json
    access, identity = claims_of(tokens["access_token"]), claims_of(tokens["id_token"])
    assert (access["iss"], access["aud"], identity["iss"]) == (
        "https://tenant.example/",
        [API, "https://tenant.example/userinfo"],
        "https://tenant.example/",
    )


def test_tells_in_headers_what_is_left_of_a_token_quota() -> None:
    web = a_web_client(token_quota=TokenQuota(per_hour=1, per_day=9))
    seed = {"clients": (web,), "default_client_quota": TokenQuota(per_hour=5)}
    browser = a_browser(seed=seed)
    asked = {
        "grant_type": "client_credentials", "client_id": "web", "client_secret": SECRET,
        "audience": API,
    }  # fmt: skip

    first = browser.post("/oauth/token", asked)
    second = browser.post("/oauth/token", asked)

    assert (first.status, first.headers["auth0-client-quota-limit"]) == (
        200,
        "b=per_hour;q=1;r=0;t=3600,b=per_day;q=9;r=8;t=43200",
    )
    assert second == expected.oauth_error(
        429,
        "too_many_requests",
        "Client quota exceeded",
        auth0_client_quota_limit="b=per_hour;q=1;r=0;t=3600,b=per_day;q=9;r=8;t=43200",
        x_ratelimit_limit="1",
        x_ratelimit_remaining="0",
        x_ratelimit_reset=str(NOON_SECONDS + 3600),
        retry_after="3600",
    )


def test_has_a_quota_of_the_tenant_where_the_client_has_none() -> None:
    browser = a_browser(
        seed={"clients": (a_web_client(),), "default_client_quota": TokenQuota(per_day=2)}
    )
    asked = {
        "grant_type": "client_credentials", "client_id": "web", "client_secret": SECRET,
        "audience": API,
    }  # fmt: skip

    answer = browser.post("/oauth/token", asked)

    assert answer.headers["auth0-client-quota-limit"] == "b=per_day;q=2;r=1;t=43200"


@pytest.mark.parametrize("scope", [["read:notes"], "read:notes", ["read:notes", "write:notes"]])
def test_takes_scopes_as_a_list(scope: object) -> None:
    browser = a_browser(seed={"clients": (a_web_client(),)})
    asked = {
        "grant_type": "client_credentials", "client_id": "web", "client_secret": SECRET,
        "audience": API, "scope": scope,
    }  # fmt: skip

    answer = browser.post("/oauth/token", json=asked)

    assert answer.json["scope"] == (scope if isinstance(scope, str) else " ".join(scope))  # type: ignore[arg-type] - of texts


@pytest.mark.parametrize("scope", [1, True, {"a": "b"}, [1], [], ["\ud800"]])
def test_takes_no_other_scopes(scope: object) -> None:
    browser = a_browser(seed={"clients": (a_web_client(),)})
    asked = {
        "grant_type": "client_credentials", "client_id": "web", "client_secret": SECRET,
        "audience": API, "scope": scope,
    }  # fmt: skip

    answer = browser.post("/oauth/token", json=asked)

    assert answer == expected.oauth_error(
        400, "invalid_scope", "Scope must be an array or a string"
    )


def test_is_the_one_endpoint_for_tokens() -> None:
    answer = a_browser().post("/oauth/introspect", {"token": "x"})

    assert (answer.status, answer.json) == (
        404,
        {"statusCode": 404, "error": "Not Found", "message": "Not Found"},
    )
