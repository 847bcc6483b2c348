"""Tokens bound to a key: who must prove which."""

from typing import Any

import pytest

from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.token_endpoint import proof_of_possession, token, userinfo
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN, Proofs
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.sessions import begin
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, dpop
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    NOON,
    SECRET,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
    authorize_params,
    exchange_params,
    params,
    refresh_params,
)
from tests.holder import Holder, ath

ENDPOINT, USERINFO = f"{ISSUER}oauth/token", f"{ISSUER}userinfo"
ADA, EVE = Holder(), Holder(666)
OFFLINE = "openid offline_access"
MISSING = ("invalid_dpop_proof", "DPoP proof is missing", 400)
ANOTHER_KEY = ("invalid_dpop_proof", "DPoP proof is by another key", 400)
NONCE = ("use_dpop_nonce", "Authorization server requires nonce in DPoP proof", 400)


def proof_of(holder: Holder | None, tenant: Tenant, **claims: Any) -> Proofs:
    """What a request to the token endpoint proves; of ``None``, nothing."""
    if holder is None:
        return NOTHING_PROVEN
    claims = {"nonce": dpop.nonce(tenant), **claims}
    return Proofs(url=ENDPOINT, dpop=holder.proof(ENDPOINT, **claims))


def ask(tenant: Tenant, sent: Params, holder: Holder | None = ADA) -> dict[str, Any]:
    return token.handle(tenant, sent, issuer=ISSUER, proofs=proof_of(holder, tenant))


def a_new_code(tenant: Tenant, **changes: str | None) -> str:
    browser = Browser(session=begin(tenant, a_user()))
    answer = authorize(tenant, authorize_params(**changes), browser)
    return answer.parameters["code"]  # type: ignore[union-attr]  # the session has just begun


def web(values: dict[str, Any]) -> Params:
    return params({"client_id": "web", "client_secret": SECRET, **values})


class TestAnswer:
    def test_is_bound_to_the_proven_key(self) -> None:
        tenant = a_tenant()
        code = a_new_code(tenant, audience=API, scope=f"{OFFLINE} read:notes")

        answer = ask(tenant, exchange_params(code))

        assert in_order(answer) == [
            ("access_token", answer["access_token"]),
            ("refresh_token", answer["refresh_token"]),
            ("id_token", answer["id_token"]),
            ("scope", f"{OFFLINE} read:notes"),
            ("expires_in", 86400),
            ("token_type", "DPoP"),
        ]
        assert claims_of(answer["access_token"])["cnf"] == {"jkt": ADA.jkt}
        assert "cnf" not in claims_of(answer["id_token"])

    def test_is_bound_whatever_the_grant(self) -> None:
        tenant = a_tenant()
        sent = web({"grant_type": "client_credentials", "audience": API})

        answer = ask(tenant, sent)

        assert answer["token_type"] == "DPoP"
        assert claims_of(answer["access_token"])["cnf"] == {"jkt": ADA.jkt}

    def test_is_bound_to_nothing_without_a_proof(self) -> None:
        tenant = a_tenant()

        answer = ask(tenant, exchange_params(a_new_code(tenant, audience=API)), None)

        assert answer["token_type"] == "Bearer"
        assert "cnf" not in claims_of(answer["access_token"])

    @pytest.mark.parametrize("name", ["http://auth0:1000/oauth/token", ENDPOINT])
    def test_may_be_asked_by_either_name_of_the_endpoint(self, name: str) -> None:
        tenant = a_tenant()
        proof = ADA.proof(name, nonce=dpop.nonce(tenant))
        proofs = Proofs(url="http://auth0:1000/oauth/token", dpop=proof)
        sent = exchange_params(a_new_code(tenant))

        answer = token.handle(tenant, sent, issuer=ISSUER, proofs=proofs)

        assert answer["token_type"] == "DPoP"


class TestNonce:
    def test_is_demanded_of_a_client_without_a_secret_and_nothing_is_spent_by_that(self) -> None:
        tenant = a_tenant()
        sent = exchange_params(a_new_code(tenant))
        with refused(*NONCE):
            token.handle(tenant, sent, issuer=ISSUER, proofs=proof_of(ADA, tenant, nonce=None))

        assert ask(tenant, sent)["token_type"] == "DPoP"

    def test_is_not_demanded_of_a_client_with_a_secret(self) -> None:
        tenant = a_tenant()
        sent = web({"grant_type": "client_credentials", "audience": API})

        answer = token.handle(tenant, sent, issuer=ISSUER, proofs=proof_of(ADA, tenant, nonce=None))

        assert answer["token_type"] == "DPoP"

    def test_comes_after_the_authentication_of_the_client(self) -> None:
        tenant = a_tenant()
        sent = web({"grant_type": "client_credentials", "client_secret": "wrong"})

        with refused("access_denied", "Unauthorized", 401):
            ask(tenant, sent)


class TestCode:
    """RFC 9449 §10."""

    def test_is_good_with_its_key(self) -> None:
        tenant = a_tenant()
        code = a_new_code(tenant, dpop_jkt=ADA.jkt)

        assert ask(tenant, exchange_params(code))["token_type"] == "DPoP"

    @pytest.mark.parametrize(
        ("holder", "refusal"),
        [(None, MISSING), (EVE, ANOTHER_KEY)],
        ids=["no proof", "another key"],
    )
    def test_is_refused_with(self, holder: Holder | None, refusal: tuple[str, str, int]) -> None:
        tenant = a_tenant()
        sent = exchange_params(a_new_code(tenant, dpop_jkt=ADA.jkt))

        with refused(*refusal):
            ask(tenant, sent, holder)
        with refused("invalid_grant", "Invalid authorization code", 403):
            ask(tenant, sent)


class TestRefreshToken:
    """RFC 9449 §5."""

    def test_of_a_client_without_a_secret_is_good_with_its_key(self) -> None:
        tenant = a_tenant()
        refresh_token = ask(tenant, exchange_params(a_new_code(tenant, scope=OFFLINE)))[
            "refresh_token"
        ]

        for _ in range(3):
            answer = ask(tenant, refresh_params(refresh_token))
            assert answer["token_type"] == "DPoP"
            refresh_token = answer["refresh_token"]

    @pytest.mark.parametrize(
        ("holder", "refusal"),
        [(None, MISSING), (EVE, ANOTHER_KEY)],
        ids=["no proof", "another key"],
    )
    def test_of_a_client_without_a_secret_is_refused_and_stays_good_with(
        self, holder: Holder | None, refusal: tuple[str, str, int]
    ) -> None:
        tenant = a_tenant()
        tokens = ask(tenant, exchange_params(a_new_code(tenant, scope=OFFLINE)))
        sent = refresh_params(tokens["refresh_token"])

        for _ in range(2):
            with refused(*refusal):
                ask(tenant, sent, holder)
        assert ask(tenant, sent)["token_type"] == "DPoP"

    def test_is_bound_when_a_proof_comes_later(self) -> None:
        tenant = a_tenant()
        tokens = ask(tenant, exchange_params(a_new_code(tenant, scope=OFFLINE)), None)

        renewed = ask(tenant, refresh_params(tokens["refresh_token"]))

        with refused(*MISSING):
            ask(tenant, refresh_params(renewed["refresh_token"]), None)
        assert ask(tenant, refresh_params(renewed["refresh_token"]))["token_type"] == "DPoP"

    @pytest.mark.parametrize("holder", [None, EVE], ids=["no proof", "another key"])
    def test_of_a_client_with_a_secret_is_good_with(self, holder: Holder | None) -> None:
        tenant = a_tenant(clients=(a_web_client(),))
        sent = web(
            {
                "grant_type": "authorization_code",
                "code": a_new_code(tenant, client_id="web", scope=OFFLINE, code_challenge=None,
                                   code_challenge_method=None),
                "redirect_uri": "https://app.example/callback",
            }
        )  # fmt: skip
        refresh_token = ask(tenant, sent)["refresh_token"]

        answer = ask(
            tenant,
            web({"grant_type": "refresh_token", "refresh_token": refresh_token}),
            holder,
        )

        assert answer["token_type"] == ("DPoP" if holder else "Bearer")


class TestRequirement:
    """Auth0: Sender Constraining > Require sender constraining for an application."""

    def test_refuses_a_client_without_a_proof_and_spends_nothing(self) -> None:
        tenant = a_tenant(clients=(a_client(requires_proof_of_possession=True),))
        sent = exchange_params(a_new_code(tenant))

        with pytest.raises(OAuthError) as caught:
            ask(tenant, sent, None)

        error = caught.value
        assert (error.code, error.description, error.status) == MISSING
        assert error.remedy == (
            "send a header DPoP with a proof: client 'My SPA' has require_proof_of_possession"
        )
        assert ask(tenant, sent)["token_type"] == "DPoP"


class TestResource:
    def minted(self, tenant: Tenant, holder: Holder | None = ADA, **changes: Any) -> str:
        authorization = an_authorization(
            **{"confirmation": {"jkt": holder.jkt} if holder else {}, **changes}
        )
        return access_token.mint(tenant, authorization, ISSUER, NOON)[0]

    def asked(
        self, tenant: Tenant, sent: str, holder: Holder = ADA, **claims: Any
    ) -> dict[str, Any]:
        """With the scheme DPoP."""
        claims = {"htm": "GET", "ath": ath(sent), **claims}
        proof = holder.proof(**{"htu": USERINFO, **claims})
        proofs = Proofs(url=USERINFO, method="GET", dpop=proof)
        return userinfo.handle(tenant, sent, issuer=ISSUER, proofs=proofs)

    @pytest.mark.parametrize("audience", [None, API], ids=["opaque", "for an API"])
    def test_answers_a_bound_token_with_a_proof(self, audience: str | None) -> None:
        tenant = a_tenant()
        sent = self.minted(tenant, scope=("openid",), audience=audience)

        assert self.asked(tenant, sent) == {"sub": "auth0|ada"}
        tenant.recent_access_tokens.clear()
        assert self.asked(tenant, sent) == {"sub": "auth0|ada"}

    def test_answers_with_any_nonce_of_the_tenant_and_without(self) -> None:
        tenant = a_tenant()
        sent = self.minted(tenant, scope=("openid",))

        assert self.asked(tenant, sent, nonce=dpop.nonce(tenant)) == {"sub": "auth0|ada"}
        with refused("use_dpop_nonce", "Resource server requires nonce in DPoP proof", 400):
            self.asked(tenant, sent, nonce="old")

    def test_refuses_a_bound_token_as_any_other(self) -> None:
        tenant = a_tenant()
        sent = self.minted(tenant)

        with pytest.raises(OAuthError) as caught:
            userinfo.handle(tenant, sent, issuer=ISSUER)

        assert caught.value == OAuthError(
            "invalid_token",  # type: ignore[arg-type]  # as on the wire
            "The access token is bound to a key",
            401,
            "send Authorization: DPoP <token>, and a header DPoP with a proof by the key",
            (("WWW-Authenticate", 'DPoP algs="ES256"'),),
        )

    def test_refuses_any_other_token_as_a_bound_one(self) -> None:
        tenant = a_tenant()
        for holder, confirmation in ((None, {}), (None, {"x5t#S256": "bwcK0esc"})):
            sent = self.minted(tenant, holder, confirmation=confirmation)
            with refused("invalid_token", "The access token is not bound to a key", 401):
                self.asked(tenant, sent)

    def test_refuses_a_bound_token_without_a_proof(self) -> None:
        tenant = a_tenant()
        proofs = Proofs(url=USERINFO, method="GET")

        with refused(*MISSING):
            userinfo.handle(tenant, self.minted(tenant), issuer=ISSUER, proofs=proofs)

    def test_refuses_a_proof_by_another_key(self) -> None:
        tenant = a_tenant()

        with refused("invalid_token", "Invalid DPoP key binding", 401):
            self.asked(tenant, self.minted(tenant), EVE)

    @pytest.mark.parametrize(
        ("claims", "description"),
        [
            ({"ath": None}, "DPoP proof has the wrong ath"),
            ({"ath": ath("another")}, "DPoP proof has the wrong ath"),
            ({"htm": "POST"}, "DPoP proof has the wrong htm"),
            ({"htu": ENDPOINT}, "DPoP proof has the wrong htu"),
        ],
        ids=["no token", "another token", "another method", "another endpoint"],
    )
    def test_refuses_a_proof_for(self, claims: dict[str, Any], description: str) -> None:
        tenant = a_tenant()

        with refused("invalid_dpop_proof", description, 400):
            self.asked(tenant, self.minted(tenant), **claims)

    @pytest.mark.parametrize("cnf", ["x", [], {}, {"jkt": None}, None, 1])
    def test_takes_a_confirmation_that_is_none_for_none(self, cnf: object) -> None:
        proof_of_possession.check(a_tenant(), "token", {"cnf": cnf}, None, USERINFO)
