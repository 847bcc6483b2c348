"""The modules of the OpenID Foundation's conformance suite that a provider must pass.

They are named as there; what each demands is written from the specifications that it names. The
profiles of the test files are made of these. Where Auth0 itself does otherwise, the module demands
what Auth0 does, and docs/fidelity.md says so.
"""

import json
from datetime import timedelta

import pytest

from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.problems import TenantFileError
from tests.builders import CHALLENGE, VERIFIER
from tests.conformance.relying_party import (
    ADA,
    CALLBACK,
    OTHER,
    STATE,
    RelyingParty,
)
from tests.credentials import segment
from tests.http import expected
from tests.http.browser import Answer

PROFILE = {"name", "family_name", "given_name", "nickname", "picture", "updated_at"}
"""Of ADA, who has no others."""


class Every:
    """What all profiles share."""

    def test_oidcc_server(self, rp: RelyingParty) -> None:
        claims = rp.id_claims(rp.authorize())
        assert claims["sub"] == ADA.user_id

    def test_oidcc_idtoken_signature(self, rp: RelyingParty) -> None:
        for _ in range(2):
            assert rp.id_claims(rp.authorize(prompt="login"))["sub"] == ADA.user_id
            rp.tenant.rotate_signing_key()

    def test_oidcc_response_type_missing(self, rp: RelyingParty) -> None:
        answer = rp.browser.get("/authorize", **rp.asked(response_type=None, response_mode=None))
        assert answer.location == (
            f"{CALLBACK}&error=invalid_request"
            "&error_description=Missing%20required%20parameter%3A%20response_type"
            "&state=af0ifjsldkj%20%26%3D"
        )

    def test_oidcc_scope_profile(self, rp: RelyingParty) -> None:
        claims = rp.released(rp.authorize(scope="openid profile"))
        assert claims.keys() >= PROFILE
        assert not {"email", "phone_number"} & claims.keys()
        # A number in OpenID Connect Core §5.1.
        assert claims["updated_at"] == "2025-06-01T12:00:00.000Z"

    def test_oidcc_scope_email(self, rp: RelyingParty) -> None:
        claims = rp.released(rp.authorize(scope="openid email"))
        assert (claims["email"], claims["email_verified"]) == ("ada@example.com", True)
        assert not PROFILE & claims.keys()

    def test_oidcc_scope_address(self, rp: RelyingParty) -> None:
        claims = rp.released(rp.authorize(scope="openid address"))
        # ADA has none, and users of Auth0's own databases never have.
        assert not (PROFILE | {"email", "phone_number"}) & claims.keys()

    def test_oidcc_scope_phone(self, rp: RelyingParty) -> None:
        claims = rp.released(rp.authorize(scope="openid phone"))
        assert claims["phone_number"] == "+441234567890"
        assert claims["phone_number_verified"] is True
        assert not PROFILE & claims.keys()

    def test_oidcc_scope_all(self, rp: RelyingParty) -> None:
        claims = rp.released(rp.authorize(scope="openid profile email address phone"))
        assert PROFILE | {"email", "email_verified", "phone_number"} <= claims.keys()

    def test_oidcc_alternate_happy_flow(self, rp: RelyingParty) -> None:
        asked = reversed(rp.asked(scope="email openid").items())
        answer = rp.enter(rp.browser.get("/authorize", **dict(asked)))
        assert rp.released(rp.check(rp.received(answer)))["email"] == "ada@example.com"

    test_oidcc_ensure_other_scope_order_succeeds = test_oidcc_alternate_happy_flow

    @pytest.mark.parametrize("how", ["in a new browser", "with a session"])
    def test_oidcc_display_page(self, rp: RelyingParty, how: str) -> None:
        if how == "with a session":
            rp.authorize()
        assert rp.id_claims(rp.authorize(display="page"))["sub"] == ADA.user_id

    def test_oidcc_display_popup(self, rp: RelyingParty) -> None:
        assert rp.id_claims(rp.authorize(display="popup"))["sub"] == ADA.user_id

    def test_oidcc_prompt_login(self, rp: RelyingParty) -> None:
        first = rp.id_claims(rp.authorize(prompt="login"))
        rp.tenant.advance(timedelta(seconds=2))
        page = rp.ask(prompt="login")
        second = rp.id_claims(rp.check(rp.received(rp.enter(page))))
        assert second["sub"] == first["sub"]
        assert second["auth_time"] > first["auth_time"]

    def test_oidcc_prompt_none_not_logged_in(self, rp: RelyingParty) -> None:
        result = rp.received(rp.ask(prompt="none"))
        assert result == {
            "error": "login_required",
            "error_description": "Login required",
            "state": STATE,
        }

    def test_oidcc_prompt_none_logged_in(self, rp: RelyingParty) -> None:
        first = rp.id_claims(rp.authorize(max_age="10000"))
        rp.tenant.advance(timedelta(seconds=2))
        silent = rp.check(rp.received(rp.ask(prompt="none", max_age="10000")))
        second = rp.id_claims(silent)
        assert [second[name] for name in ("sub", "auth_time", "sid")] == [
            first[name] for name in ("sub", "auth_time", "sid")
        ]
        assert second["iat"] > first["iat"]

    def test_oidcc_max_age_1(self, rp: RelyingParty) -> None:
        first = rp.id_claims(rp.authorize(max_age="1"))
        rp.tenant.advance(timedelta(seconds=2))
        page = rp.ask(max_age="1")
        second = rp.id_claims(rp.check(rp.received(rp.enter(page))))
        assert second["sub"] == first["sub"]
        assert second["auth_time"] > first["auth_time"]
        assert second["iat"] - second["auth_time"] <= 1

    def test_oidcc_max_age_10000(self, rp: RelyingParty) -> None:
        first = rp.id_claims(rp.authorize(max_age="10000"))
        rp.tenant.advance(timedelta(seconds=2))
        second = rp.id_claims(rp.check(rp.received(rp.ask(max_age="10000"))))
        assert second["auth_time"] == first["auth_time"]
        assert second["iat"] - second["auth_time"] < 10000

    def test_oidcc_ensure_request_with_unknown_parameter_succeeds(self, rp: RelyingParty) -> None:
        assert rp.id_claims(rp.authorize(extra="foobar"))["sub"] == ADA.user_id

    def test_oidcc_id_token_hint(self, rp: RelyingParty) -> None:
        first = rp.tokens(rp.authorize())["id_token"]
        silent = rp.check(rp.received(rp.ask(prompt="none", id_token_hint=first)))
        assert rp.id_claims(silent)["sub"] == rp.claims(first)["sub"]

    def test_oidcc_login_hint(self, rp: RelyingParty) -> None:
        page = rp.ask(login_hint="buffy@op.example")
        shown = rp.browser.get(page.location).body.decode()
        assert 'value="buffy@op.example"' in shown
        rp.check(rp.received(rp.enter(page)))

    @pytest.mark.parametrize("locales", ["se", "de en", "xx-not-a-locale"])
    def test_oidcc_ui_locales(self, rp: RelyingParty, locales: str) -> None:
        assert rp.id_claims(rp.authorize(ui_locales=locales))["sub"] == ADA.user_id

    def test_oidcc_claims_locales(self, rp: RelyingParty) -> None:
        assert rp.id_claims(rp.authorize(claims_locales="se"))["sub"] == ADA.user_id

    def test_oidcc_ensure_request_with_acr_values_succeeds(self, rp: RelyingParty) -> None:
        claims = rp.id_claims(rp.authorize(acr_values="1 2"))
        assert claims.get("acr") is None

    def test_oidcc_ensure_registered_redirect_uri(self, rp: RelyingParty) -> None:
        answer = rp.ask(redirect_uri="https://rp.example/callback?from=op&foo=bar")
        assert (answer.status, "location" in answer.headers) == (403, False)
        assert b"Callback URL mismatch." in answer.body

    def test_oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(
        self, rp: RelyingParty
    ) -> None:
        # `request_uri_not_supported` in OpenID Connect Core §3.1.2.6.
        answer = rp.ask(request_uri="https://rp.example/request.jwt")
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "The request_uri is invalid or has expired"
        )

    def test_oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(
        self, rp: RelyingParty
    ) -> None:
        # `request_not_supported` in OpenID Connect Core §3.1.2.6.
        assert rp.received(rp.ask(request=unsigned(rp.asked(state="signed")))) == {
            "error": "invalid_request_object",
            "error_description": "The request object is invalid",
            "state": STATE,
        }
        discovery = rp.browser.get("/.well-known/openid-configuration").json
        assert "none" not in discovery["request_object_signing_alg_values_supported"]

    def test_oidcc_ensure_request_object_with_redirect_uri(self, rp: RelyingParty) -> None:
        request = unsigned(rp.asked())
        answer = rp.ask(redirect_uri="https://rp.example/unregistered", request=request)
        assert (answer.status, "location" in answer.headers) == (403, False)

    def test_oidcc_claims_essential(self, rp: RelyingParty) -> None:
        wanted = {"name": {"essential": True}}
        claims = json.dumps({"userinfo": wanted, "id_token": wanted})
        released = rp.released(rp.authorize(claims=claims))
        assert "name" not in released  # Auth0 knows scopes alone.


class WithAccessToken:
    """Wherever there is an access token in the end."""

    def test_oidcc_userinfo_get(self, rp: RelyingParty) -> None:
        tokens = rp.tokens(rp.authorize())
        assert rp.userinfo(tokens["access_token"]) == {"sub": rp.claims(tokens["id_token"])["sub"]}

    def test_oidcc_userinfo_post_header(self, rp: RelyingParty) -> None:
        token = rp.tokens(rp.authorize())["access_token"]
        answer = rp.browser.post("/userinfo", {}, headers={"authorization": f"Bearer {token}"})
        assert rp.of_userinfo(answer) == {"sub": ADA.user_id}

    def test_oidcc_userinfo_post_body(self, rp: RelyingParty) -> None:
        token = rp.tokens(rp.authorize())["access_token"]
        answer = rp.browser.post("/userinfo", {"access_token": token})
        assert rp.of_userinfo(answer) == {"sub": ADA.user_id}


class WithCode:
    """Wherever a code is redeemed."""

    def test_oidcc_codereuse(self, rp: RelyingParty) -> None:
        code = rp.authorize()["code"]
        assert rp.redeem(code).status == 200
        assert spent(rp.redeem(code))

    def test_oidcc_codereuse_30seconds(self, rp: RelyingParty) -> None:
        result = rp.authorize()
        token = rp.tokens(result)["access_token"]
        rp.tenant.advance(timedelta(seconds=30))
        assert spent(rp.redeem(result["code"]))
        # RFC 6749 §4.1.2 would have it revoked, if possible; Auth0's access tokens cannot be.
        assert rp.userinfo(token) == {"sub": ADA.user_id}

    def test_oidcc_server_client_secret_post(self, rp: RelyingParty) -> None:
        answer = rp.redeem(rp.authorize()["code"], by="post")
        assert answer.status == 200
        nonce = rp.asked()["nonce"]
        assert rp.claims(answer.json["id_token"], nonce)["sub"] == ADA.user_id

    def test_oidcc_refresh_token(self, rp: RelyingParty) -> None:
        first = rp.tokens(rp.authorize(scope="openid offline_access", prompt="consent login"))
        rp.tenant.advance(timedelta(seconds=2))
        form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = rp.token(form).json
        assert second["access_token"] != first["access_token"]
        was, now = rp.claims(first["id_token"]), rp.claims(second["id_token"], None)
        # OpenID Connect Core §12.2
        for name in ("iss", "sub", "aud", "auth_time"):
            assert now.get(name, was.get(name)) == was.get(name)
        assert now["iat"] > was["iat"]
        assert rp.userinfo(second["access_token"])["sub"] == ADA.user_id
        rp.client = OTHER
        assert rp.token(form) == expected.oauth_error(
            403, "invalid_grant", "Unknown or invalid refresh token."
        )

    def test_oidcc_ensure_request_with_valid_pkce_succeeds(self, rp: RelyingParty) -> None:
        result = rp.authorize(code_challenge=CHALLENGE, code_challenge_method="S256")
        assert "access_token" in rp.tokens(result, code_verifier=VERIFIER)


class NonceIsOptional:
    """Where no ID token comes by the browser."""

    def test_oidcc_ensure_request_without_nonce_succeeds_for_code_flow(
        self, rp: RelyingParty
    ) -> None:
        assert rp.id_claims(rp.authorize(nonce=None), None)["sub"] == ADA.user_id


class NonceIsRequired:
    """Where an ID token comes by the browser."""

    def test_oidcc_ensure_request_without_nonce_fails(self, rp: RelyingParty) -> None:
        assert rp.received(rp.ask(nonce=None)) == {
            "error": "invalid_request",
            "error_description": "Missing required parameter: nonce",
            "state": STATE,
        }


class BasicAlone:
    """What the other profiles do not ask for."""

    def test_oidcc_idtoken_unsigned(self, rp: RelyingParty) -> None:
        # A client of Auth0 cannot register for `none`, and nobody is told that it could.
        discovery = rp.browser.get("/.well-known/openid-configuration").json
        assert "none" not in discovery["id_token_signing_alg_values_supported"]
        with pytest.raises(TenantFileError, match=r"jwt_configuration\.alg: must be one of"):
            client_from({"name": "A", "jwt_configuration": {"alg": "none"}})

    def test_oidcc_ensure_post_request_succeeds(self, rp: RelyingParty) -> None:
        page = rp.browser.post("/authorize", rp.asked())
        assert rp.id_claims(rp.check(rp.received(rp.enter(page))))["sub"] == ADA.user_id


def unsigned(claims: dict[str, str]) -> str:
    """A request object that nobody signed."""
    return f"{segment({'alg': 'none'})}.{segment(claims)}."


def spent(answer: Answer) -> bool:
    """RFC 6749 §5.2 says 400."""
    return answer == expected.oauth_error(403, "invalid_grant", "Invalid authorization code")
