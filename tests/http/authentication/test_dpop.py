"""Proofs of possession on the wire: the header, the challenges, what a script may read."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import dpop
from tests.answers import claims_of
from tests.builders import API, CHALLENGE, MINUTE, PASSWORD, VERIFIER
from tests.holder import Holder, ath
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, a_browser, a_tenant, log_in

ENDPOINT, USERINFO = "http://localhost:1000/oauth/token", "http://localhost:1000/userinfo"
ADA, EVE = Holder(), Holder(666)
HEADERS = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "pragma": "no-cache",
}
CLAIMS = {
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": expected.NEVER_CACHE,
}


def exchange(browser: Browser, proof: str | None, *, code: str | None = None) -> Answer:
    """A code for tokens; Ada's, unless it is given."""
    return browser.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code": code or log_in(browser, scope="openid"),
            "redirect_uri": "https://app.example/cb",
            "code_verifier": VERIFIER,
        },
        headers={} if proof is None else {"dpop": proof},
    )


def a_bound_token(browser: Browser, tenant: Tenant) -> str:
    answer = exchange(browser, ADA.proof(ENDPOINT, nonce=dpop.nonce(tenant)))
    token: str = answer.json["access_token"]
    return token


def challenged(challenge: str, **headers: str) -> Answer:
    """Auth0's 401 of a protected resource."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        401,
        {"www-authenticate": challenge, "cache-control": expected.NEVER_CACHE, **named},
        b"Unauthorized",
    )


def refused(error: str, description: str) -> Answer:
    return challenged(
        f'DPoP realm="Users", error="{error}", error_description="{description}", algs="ES256"'
    )


class TestToken:
    def test_is_bound_once_the_client_knows_the_nonce(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        code = log_in(browser, audience=API)

        challenge = exchange(browser, ADA.proof(ENDPOINT), code=code)
        nonce = challenge.headers["dpop-nonce"]
        answer = exchange(browser, ADA.proof(ENDPOINT, nonce=nonce), code=code)

        assert challenge == expected.oauth_error(
            400,
            "use_dpop_nonce",
            "Authorization server requires nonce in DPoP proof",
            dpop_nonce=dpop.nonce(tenant),
        )
        assert answer == Answer(200, {**HEADERS, "dpop-nonce": nonce}, answer.body)
        assert answer.json["token_type"] == "DPoP"
        assert claims_of(answer.json["access_token"])["cnf"] == {"jkt": ADA.jkt}

    def test_comes_with_the_nonce_for_the_next_time(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        old = dpop.nonce(tenant)
        tenant.advance(5 * MINUTE)

        answer = exchange(browser, ADA.proof(ENDPOINT, nonce=old))

        assert answer.status == 200
        assert answer.headers["dpop-nonce"] == dpop.nonce(tenant) != old

    def test_comes_without_a_nonce_where_no_proof_came(self) -> None:
        answer = exchange(a_browser(), None)

        assert answer == Answer(200, HEADERS, answer.body)
        assert answer.json["token_type"] == "Bearer"

    @pytest.mark.parametrize(
        "address",
        ["http://localhost:1000", "http://LOCALHOST:1000", "https://login.example"],
        ids=["as it was asked", "in capitals", "as the issuer is called"],
    )
    def test_is_proven_at_the_address(self, address: str) -> None:
        tenant = a_tenant(issuer="https://login.example/")
        browser = a_browser(tenant)

        answer = exchange(browser, ADA.proof(f"{address}/oauth/token", nonce=dpop.nonce(tenant)))

        assert answer.status == 200

    @pytest.mark.parametrize(
        ("proof", "description"),
        [
            ("", "DPoP proof is malformed"),
            ("é", "DPoP proof is malformed"),
            ("x" * 60_000, "DPoP proof is malformed"),
            ("a.b.c", "DPoP proof is malformed"),
            (f"{ADA.proof(ENDPOINT)}, {ADA.proof(ENDPOINT)}", "DPoP proof is malformed"),
            (ADA.proof("http://auth0/oauth/token"), "DPoP proof has the wrong htu"),
            (ADA.proof(ENDPOINT, header={"alg": "none"}), "DPoP proof has an unsupported alg"),
        ],
        ids=[
            "nothing",
            "letters that are not ASCII",
            "a long word",
            "letters",
            "two proofs",
            "another address",
            "no algorithm",
        ],
    )
    def test_is_refused_for(self, proof: str, description: str) -> None:
        assert exchange(a_browser(), proof) == (
            expected.oauth_error(400, "invalid_dpop_proof", description)
        )

    def test_is_refused_to_a_client_that_must_prove_a_key(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        tenant.clients.put(replace(SPA, requires_proof_of_possession=True))

        assert exchange(browser, None) == expected.oauth_error(
            400, "invalid_dpop_proof", "DPoP proof is missing"
        )

    def test_a_script_may_read_the_nonce(self) -> None:
        browser = a_browser()
        browser.sends = {"origin": "https://app.example"}

        answer = exchange(browser, ADA.proof(ENDPOINT), code="c1")

        assert answer.json["error"] == "use_dpop_nonce"
        assert answer.headers["access-control-allow-origin"] == "https://app.example"
        assert "DPoP-Nonce" in answer.headers["access-control-expose-headers"].split(", ")
        preflight = browser.options(
            "/oauth/token",
            headers={
                "access-control-request-method": "POST",
                "access-control-request-headers": "dpop,content-type",
            },
        )
        assert preflight.headers["access-control-allow-headers"] == "dpop,content-type"


class TestCode:
    def test_is_bound_from_the_start(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        nonce = dpop.nonce(tenant)

        def exchanged(holder: Holder | None) -> Answer:
            code = log_in(browser, dpop_jkt=ADA.jkt)
            proof = holder and holder.proof(ENDPOINT, nonce=nonce)
            return exchange(browser, proof, code=code)

        assert exchanged(ADA).status == 200
        assert exchanged(EVE) == expected.oauth_error(
            400, "invalid_dpop_proof", "DPoP proof is by another key"
        )
        assert exchanged(None) == expected.oauth_error(
            400, "invalid_dpop_proof", "DPoP proof is missing"
        )

    def test_is_bound_on_the_way_over_the_page_as_well(self) -> None:
        browser = a_browser()
        page = browser.get(
            "/authorize",
            response_type="code",
            client_id="spa",
            redirect_uri="https://app.example/cb",
            dpop_jkt=ADA.jkt,
            code_challenge=CHALLENGE,
            code_challenge_method="S256",
        ).location
        resume = browser.post(page, {"username": "ada@example.com", "password": PASSWORD}).location
        code = browser.get(resume).parameters["code"]

        assert exchange(browser, None, code=code) == expected.oauth_error(
            400, "invalid_dpop_proof", "DPoP proof is missing"
        )


class TestUserinfo:
    def ask(
        self,
        browser: Browser,
        token: str,
        proof: str | None,
        *,
        scheme: str = "DPoP",
        method: str = "GET",
    ) -> Answer:
        headers = {"authorization": f"{scheme} {token}"}
        if proof is not None:
            headers["dpop"] = proof
        return browser.ask(method, "/userinfo", headers=headers)

    @pytest.mark.parametrize("scheme", ["DPoP", "dpop", "DPOP"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_answers_a_bound_token(self, scheme: str, method: str) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        proof = ADA.proof(USERINFO, htm=method, ath=ath(token))

        assert self.ask(browser, token, proof, scheme=scheme, method=method) == Answer(
            200, CLAIMS, b'{"sub":"auth0|ada"}'
        )

    @pytest.mark.parametrize(
        ("claims", "answer"),
        [
            ({"ath": None}, refused("invalid_dpop_proof", "DPoP proof has the wrong ath")),
            ({"htm": "POST"}, refused("invalid_dpop_proof", "DPoP proof has the wrong htm")),
            ({"htu": ENDPOINT}, refused("invalid_dpop_proof", "DPoP proof has the wrong htu")),
            ({"iat": 0}, refused("invalid_dpop_proof", "DPoP proof has an iat too far from now")),
        ],
        ids=["no token", "another method", "another endpoint", "another time"],
    )
    def test_refuses_a_proof_for(self, claims: dict[str, Any], answer: Answer) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        proof = ADA.proof(**{"htu": USERINFO, "htm": "GET", "ath": ath(token), **claims})

        assert self.ask(browser, token, proof) == answer

    def test_refuses_a_proof_the_second_time(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        proof = ADA.proof(USERINFO, htm="GET", ath=ath(token))

        assert self.ask(browser, token, proof).status == 200
        assert self.ask(browser, token, proof) == (
            refused("invalid_dpop_proof", "DPoP proof was used before")
        )

    def test_refuses_a_proof_by_another_key(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        proof = EVE.proof(USERINFO, htm="GET", ath=ath(token))

        assert self.ask(browser, token, proof) == (
            refused("invalid_token", "Invalid DPoP key binding")
        )

    def test_refuses_a_bound_token_without_a_proof(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)

        assert self.ask(browser, a_bound_token(browser, tenant), None) == (
            refused("invalid_dpop_proof", "DPoP proof is missing")
        )

    def test_gives_a_nonce_in_the_place_of_an_old_one(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        proof = ADA.proof(USERINFO, htm="GET", ath=ath(token), nonce="old")

        assert self.ask(browser, token, proof) == challenged(
            'DPoP realm="Users", error="use_dpop_nonce", error_description='
            '"Resource server requires nonce in DPoP proof", algs="ES256"',
            dpop_nonce=dpop.nonce(tenant),
        )

    @pytest.mark.parametrize("way", ["as a bearer", "without a scheme", "in a form"])
    def test_refuses_a_bound_token(self, way: str) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)

        if way == "in a form":
            answer = browser.post("/userinfo", {"access_token": token})
        else:
            sent = token if way == "without a scheme" else f"Bearer {token}"
            proof = ADA.proof(USERINFO, htm="GET", ath=ath(token))
            answer = browser.get("/userinfo", headers={"authorization": sent, "dpop": proof})

        assert answer == challenged(
            'Bearer realm="Users", error="invalid_token", '
            'error_description="The access token is bound to a key"\nDPoP algs="ES256"'
        )

    def test_refuses_any_other_token_as_a_bound_one(self) -> None:
        browser = a_browser()
        token = exchange(browser, None).json["access_token"]
        proof = ADA.proof(USERINFO, htm="GET", ath=ath(token))

        assert self.ask(browser, token, proof) == (
            refused("invalid_token", "The access token is not bound to a key")
        )

    @pytest.mark.parametrize("authorization", ["DPoP", "DPoP ", "DPoP a b", "dpop\t"])
    def test_asks_for_a_token(self, authorization: str) -> None:
        answer = a_browser().get("/userinfo", headers={"authorization": authorization})

        assert answer == challenged('DPoP realm="Users", algs="ES256"')

    def test_says_in_the_clients_own_scheme_what_is_wrong_with_a_token(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        token = a_bound_token(browser, tenant)
        tenant.advance(24 * 60 * MINUTE)

        assert self.ask(browser, token, None) == refused("invalid_token", "The token has expired")


def test_discovery_names_the_algorithm() -> None:
    document = a_browser().get("/.well-known/openid-configuration").json

    assert document["dpop_signing_alg_values_supported"] == ["ES256"]
