"""The MFA grant for codes of an app, and what all MFA grants share."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.mfa import demand
from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants import refresh_token as refresh_grant
from mock_auth0.grants.mfa_otp import GRANT
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from tests import second_factors
from tests.answers import claims_of, refused
from tests.builders import (
    API,
    ISSUER,
    MINUTE,
    PASSWORD,
    a_refresh_token_family,
    a_user,
    an_authorization,
    params,
)
from tests.grants.test_on_behalf_of import a_tenant_with_services, sent_to_notes
from tests.grants.test_on_behalf_of import asked as on_behalf
from tests.second_factors import CREDENTIALS, OTP, a_trusted_client, ada, an_app, the_otp

EXPIRED = ("expired_token", "mfa_token is expired", 401)
MALFORMED = ("invalid_grant", "Malformed mfa_token", 401)
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
PROFILE = TokenExchangeProfile(
    name="Legacy", subject_token_type="urn:acme:legacy", subject_tokens={"t1": "ada@example.com"}
)


def ask(tenant: Tenant, **values: str | None) -> dict[str, Any]:
    return flow.handle(tenant, params({**CREDENTIALS, **values}), issuer=ISSUER)


def refusal(tenant: Tenant, **values: str | None) -> OAuthError:
    """The first factor is right, and not enough."""
    login = {"grant_type": "password", "username": "ada@example.com", "password": PASSWORD}
    with pytest.raises(OAuthError) as caught:
        ask(tenant, **{**login, **values})
    assert (caught.value.code, caught.value.description, caught.value.status) == (
        "mfa_required",
        "Multifactor authentication required",
        403,
    )
    return caught.value


def token_of(error: OAuthError) -> str:
    assert list(error.members) == ["mfa_token", "mfa_requirements"]
    return str(error.members["mfa_token"])


def prove(tenant: Tenant, token: str, **changes: str | None) -> Mapping[str, Any]:
    return ask(
        tenant,
        **{"grant_type": OTP, "mfa_token": token, "otp": the_otp(tenant), **changes},
    )


@pytest.mark.parametrize("grant_type", ["password", "password-realm"])
def test_goes_on_as_if_the_password_had_been_enough(grant_type: str) -> None:
    asked: dict[str, str | None] = {"scope": "openid offline_access read:notes", "audience": API}
    without = second_factors.a_tenant(guardian_policies=frozenset())
    tenant = second_factors.a_tenant(an_app())
    if grant_type != "password":
        asked |= {
            "grant_type": f"{second_factors.PREFIX}password-realm",
            "realm": "Username-Password-Authentication",
        }
        for each in (without, tenant):
            client = each.clients.get("web")
            assert client is not None
            names = client.grant_types | {str(asked["grant_type"])}
            each.clients.put(replace(client, grant_types=names))
    login = {"grant_type": "password", "username": "ada@example.com", "password": PASSWORD}
    expected = ask(without, **{**login, **asked})

    answer = prove(tenant, token_of(refusal(tenant, **asked)))

    assert list(answer) == list(expected)
    for name in ("scope", "expires_in", "token_type"):
        assert answer[name] == expected[name]
    assert claims_of(answer["access_token"]) == claims_of(expected["access_token"])
    assert claims_of(answer["access_token"])["gty"] == "password"
    assert claims_of(answer["id_token"]).keys() == claims_of(expected["id_token"]).keys()
    assert "amr" not in claims_of(answer["id_token"])


def test_says_what_can_be_done() -> None:
    enrolled = refusal(second_factors.a_tenant(an_app()))
    assert enrolled.members["mfa_requirements"] == {"challenge": [{"type": "otp"}]}
    nobody = refusal(second_factors.a_tenant())
    assert nobody.members["mfa_requirements"] == {
        "enroll": [
            {"type": "otp"},
            {"type": "push-notification"},
            {"type": "phone"},
            {"type": "email"},
        ]
    }


def test_a_wrong_password_is_told_first() -> None:
    with refused("invalid_grant", "Wrong email or password.", 403):
        ask(
            second_factors.a_tenant(an_app()),
            grant_type="password",
            username="ada@example.com",
            password="wrong",
        )


def test_goes_on_with_a_token_exchange() -> None:
    client = a_trusted_client(grant_types=second_factors.MFA_GRANTS | {EXCHANGE})
    tenant = second_factors.a_tenant(
        an_app(), clients=(client,), token_exchange_profiles=(PROFILE,)
    )
    asked = {
        "grant_type": EXCHANGE,
        "subject_token_type": "urn:acme:legacy",
        "subject_token": "t1",
        "scope": "openid",
        "username": None,
        "password": None,
    }
    answer = prove(tenant, token_of(refusal(tenant, **asked)))
    assert answer["issued_token_type"] == "urn:ietf:params:oauth:token-type:access_token"
    assert claims_of(answer["id_token"])["sub"] == "auth0|ada"


def test_nobody_acts_in_the_name_of_another() -> None:
    tenant = second_factors.a_tenant(an_app())
    acting = an_authorization(actor={"sub": "x"}, factors_demanded=1)
    with refused(
        "invalid_request",
        "MFA is not supported using actor_token with the requested token exchange profile.",
        400,
    ):
        demand.check(tenant, refresh_grant.GRANT, acting)


def test_a_wrong_code_may_be_typed_again() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = token_of(refusal(tenant))
    with refused("invalid_grant", "Invalid otp_code.", 403):
        prove(tenant, token, otp="000000")
    prove(tenant, token)


def test_an_mfa_token_is_good_once() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = token_of(refusal(tenant))
    prove(tenant, token)
    with refused(*EXPIRED):
        prove(tenant, token, otp=the_otp(tenant, offset=1))


def test_an_mfa_token_lasts_ten_minutes() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = token_of(refusal(tenant))
    tenant.advance(10 * MINUTE)
    with refused(*EXPIRED):
        prove(tenant, token)


def test_an_mfa_token_is_of_one_client() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = token_of(refusal(tenant))
    with refused(*MALFORMED):
        prove(tenant, token, client_id="spa", client_secret=None)


@pytest.mark.parametrize("token", ["x", "Fe26.2*x", "a.b.c", "a.b.c.d.e", "..", "\u20ac.."])
def test_refuses_what_is_no_mfa_token(token: str) -> None:
    with refused(*MALFORMED):
        prove(second_factors.a_tenant(an_app()), token)


@pytest.mark.parametrize("name", ["mfa_token", "otp"])
def test_needs_both(name: str) -> None:
    with refused("invalid_request", f"Missing required parameter: {name}", 400):
        prove(second_factors.a_tenant(an_app()), "x", **{name: None})


def test_a_client_must_have_the_grant() -> None:
    tenant = second_factors.a_tenant(
        an_app(), clients=(a_trusted_client(grant_types=frozenset({"password"})),)
    )
    token = token_of(refusal(tenant))
    with refused("unauthorized_client", f"Grant type '{OTP}' not allowed for the client.", 403):
        prove(tenant, token)


def test_tokens_speak_of_the_user_as_they_are_by_then() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = token_of(refusal(tenant, scope="openid profile"))
    tenant.users.put(replace(ada(tenant), name="Augusta"))
    assert claims_of(prove(tenant, token)["id_token"])["name"] == "Augusta"


def test_confirms_what_was_enrolled_just_now() -> None:
    tenant = second_factors.a_tenant(an_app(is_active=False))
    prove(tenant, token_of(refusal(tenant)))
    assert ada(tenant).authenticators == (an_app(),)


def test_what_is_not_confirmed_counts_only_for_whoever_has_nothing_else() -> None:
    other = replace(
        an_app(is_active=False), device_id="dev_2", secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    )
    tenant = second_factors.a_tenant(an_app(), other)
    token = token_of(refusal(tenant))
    with refused("invalid_grant", "Invalid otp_code.", 403):
        prove(tenant, token, otp=the_otp(tenant, other.secret or ""))


class TestChained:
    """An Action may demand more than the policy does."""

    def begin(self, tenant: Tenant, demanded: int) -> str:
        client = tenant.clients.get("web")
        assert client is not None
        authorization = an_authorization(client=client, user=ada(tenant), factors_demanded=demanded)
        with pytest.raises(OAuthError) as caught:
            demand.check(tenant, refresh_grant.GRANT, authorization)
        return token_of(caught.value)

    def test_asks_again_until_there_are_enough(self) -> None:
        tenant = second_factors.a_tenant(an_app())
        token = self.begin(tenant, 2)
        with pytest.raises(OAuthError) as caught:
            prove(tenant, token)
        again = token_of(caught.value)
        assert again != token
        with refused(*EXPIRED):
            prove(tenant, token, otp=the_otp(tenant, offset=1))
        assert "access_token" in prove(tenant, again, otp=the_otp(tenant, offset=1))

    def test_goes_on_with_a_refresh(self) -> None:
        tenant = second_factors.a_tenant(an_app())
        client = tenant.clients.get("web")
        assert client is not None
        tenant.refresh_tokens.put(
            b"f", a_refresh_token_family(client_id="web", rotates=False), tenant.clock.now()
        )
        token, presented = self._refresh(tenant)
        answer = prove(tenant, token)
        assert "refresh_token" not in answer
        assert claims_of(answer["id_token"])["sub"] == "auth0|ada"

        token, _ = self._refresh(tenant)
        tenant.refresh_tokens.discard(presented)
        with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
            prove(tenant, token, otp=the_otp(tenant, offset=1))

    def _refresh(self, tenant: Tenant) -> tuple[str, bytes]:
        from mock_auth0.model.refresh_token import PresentedRefreshToken

        family = tenant.refresh_tokens.get(b"f", tenant.clock.now())
        client = tenant.clients.get("web")
        assert family is not None
        assert client is not None
        authorization = an_authorization(
            client=client,
            user=ada(tenant),
            factors_demanded=1,
            presented=PresentedRefreshToken(family_id=b"f", family=family, is_previous=False),
            may_refresh=False,
        )
        with pytest.raises(OAuthError) as caught:
            demand.check(tenant, refresh_grant.GRANT, authorization)
        return token_of(caught.value), b"f"


def test_a_refresh_asks_for_nothing_by_itself() -> None:
    tenant = second_factors.a_tenant(an_app())
    demand.check(tenant, refresh_grant.GRANT, an_authorization())
    demand.check(tenant, GRANT, an_authorization(factors=("otp",), factors_demanded=1))


def test_an_api_that_acts_for_a_user_is_asked_for_nothing() -> None:
    tenant = a_tenant_with_services(
        users=(a_user(authenticators=(an_app(),)),), guardian_policies=second_factors.ALWAYS
    )
    answer = flow.handle(tenant, on_behalf(sent_to_notes(tenant)), issuer=ISSUER)
    assert claims_of(answer["access_token"])["sub"] == "auth0|ada"
