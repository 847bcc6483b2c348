"""The MFA grant out of band: codes that are sent, notifications that are answered."""

from typing import Any

import pytest

from mock_auth0.flows.mfa import challenge
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.tenant.tenant import Tenant
from tests import second_factors
from tests.answers import claims_of, refused
from tests.builders import ISSUER, MINUTE, SECOND, params
from tests.grants.test_mfa_otp import ask, refusal, token_of
from tests.second_factors import CREDENTIALS, OOB, a_mailbox, a_phone, a_push_device

INVALID_OOB_CODE = ("invalid_grant", "Invalid oob_code.", 403)
PENDING = (
    "authorization_pending",
    "Authorization pending: please repeat the request in a few seconds.",
    400,
)


def begin(tenant: Tenant, **changes: str) -> dict[str, str | None]:
    """A login that was challenged: the parameters that go on."""
    token = token_of(refusal(tenant, scope="openid"))
    answer = challenge.handle(
        tenant,
        params({**CREDENTIALS, "mfa_token": token, **changes}),
        issuer=ISSUER,
        proofs=NOTHING_PROVEN,
    )
    return {"grant_type": OOB, "mfa_token": token, "oob_code": answer["oob_code"]}


def sent(tenant: Tenant) -> str | None:
    return next(iter(tenant.outbox)).code


@pytest.mark.parametrize("enrolled", [a_phone(), a_mailbox()], ids=["message", "mail"])
def test_takes_the_code_that_was_sent(enrolled: Any) -> None:
    tenant = second_factors.a_tenant(enrolled)
    login = begin(tenant)
    mail = next(iter(tenant.outbox))
    assert (mail.kind, mail.to, mail.user_id, mail.client_id) == (
        "mfa_code",
        enrolled.to,
        "auth0|ada",
        "web",
    )
    answer = ask(tenant, **login, binding_code=mail.code)
    assert claims_of(answer["id_token"])["sub"] == "auth0|ada"


def test_a_wrong_code_may_be_typed_again() -> None:
    tenant = second_factors.a_tenant(a_phone())
    login = begin(tenant)
    with refused("invalid_grant", "Invalid binding_code.", 403):
        ask(tenant, **login, binding_code="x")
    ask(tenant, **login, binding_code=sent(tenant))


def test_needs_the_code_that_was_sent() -> None:
    tenant = second_factors.a_tenant(a_phone())
    with refused("invalid_request", "Missing required parameter: binding_code", 400):
        ask(tenant, **begin(tenant))


def test_a_code_lasts_five_minutes() -> None:
    tenant = second_factors.a_tenant(a_phone())
    login = begin(tenant)
    tenant.advance(5 * MINUTE)
    with refused(*INVALID_OOB_CODE):
        ask(tenant, **login, binding_code=sent(tenant))


def test_a_code_is_of_one_login() -> None:
    tenant = second_factors.a_tenant(a_phone())
    first, second = begin(tenant), begin(tenant)
    with refused(*INVALID_OOB_CODE):
        ask(
            tenant,
            **{**second, "oob_code": first["oob_code"]},
            binding_code=sent(tenant),
        )


def test_an_mfa_token_is_no_oob_code() -> None:
    tenant = second_factors.a_tenant(a_phone())
    login = begin(tenant)
    with refused(*INVALID_OOB_CODE):
        ask(tenant, **{**login, "oob_code": login["mfa_token"]}, binding_code=sent(tenant))


@pytest.mark.parametrize("code", ["x", "Fe26.2**a*1*b", "\u20ac"])
def test_refuses_what_is_no_oob_code(code: str) -> None:
    tenant = second_factors.a_tenant(a_phone())
    with refused(*INVALID_OOB_CODE):
        ask(tenant, **{**begin(tenant), "oob_code": code}, binding_code="123456")


class TestPush:
    def test_waits_for_the_answer(self) -> None:
        tenant = second_factors.a_tenant(a_push_device())
        login = begin(tenant, challenge_type="oob")
        with refused(*PENDING):
            ask(tenant, **login)
        assert tenant.guardian.approve("auth0|ada") == 1
        assert claims_of(ask(tenant, **login)["id_token"])["sub"] == "auth0|ada"

    def test_takes_no_for_an_answer(self) -> None:
        tenant = second_factors.a_tenant(a_push_device())
        login = begin(tenant, challenge_type="oob")
        tenant.guardian.deny()
        with refused("access_denied", "MFA Authorization rejected.", 400):
            ask(tenant, **login)
        with refused(*INVALID_OOB_CODE):
            ask(tenant, **login)

    def test_must_not_be_asked_for_more_than_once_a_second(self) -> None:
        tenant = second_factors.a_tenant(a_push_device())
        login = begin(tenant, challenge_type="oob")
        with refused(*PENDING):
            ask(tenant, **login)
        with refused(
            "slow_down", "You are polling faster than allowed. Try again in 1 seconds.", 429
        ):
            ask(tenant, **login)
        tenant.advance(SECOND)
        with refused(*PENDING):
            ask(tenant, **login)

    def test_sends_nothing(self) -> None:
        tenant = second_factors.a_tenant(a_push_device())
        begin(tenant, challenge_type="oob")
        assert len(tenant.outbox) == 0
