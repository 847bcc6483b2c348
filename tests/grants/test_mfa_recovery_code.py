"""The MFA grant for whoever has lost their device."""

from tests import second_factors
from tests.answers import refused
from tests.grants.test_mfa_otp import ask, refusal, token_of
from tests.second_factors import A_RECOVERY_CODE, RECOVERY_CODE, a_phone, a_recovery_code, ada


def test_answers_with_a_new_code() -> None:
    tenant = second_factors.a_tenant(a_phone(), a_recovery_code())
    token = token_of(refusal(tenant, scope="openid"))

    answer = ask(tenant, grant_type=RECOVERY_CODE, mfa_token=token, recovery_code=A_RECOVERY_CODE)

    assert list(answer) == [
        "access_token",
        "id_token",
        "scope",
        "expires_in",
        "recovery_code",
        "token_type",
    ]
    assert answer["recovery_code"] != A_RECOVERY_CODE
    assert ada(tenant).authenticators[1].secret == answer["recovery_code"]


def test_a_used_code_is_wrong() -> None:
    tenant = second_factors.a_tenant(a_phone(), a_recovery_code())
    asked = {"grant_type": RECOVERY_CODE, "recovery_code": A_RECOVERY_CODE}
    ask(tenant, **asked, mfa_token=token_of(refusal(tenant)))
    token = token_of(refusal(tenant))
    with refused("invalid_grant", "MFA Authorization rejected.", 403):
        ask(tenant, **asked, mfa_token=token)


def test_needs_the_code() -> None:
    tenant = second_factors.a_tenant(a_phone(), a_recovery_code())
    with refused("invalid_request", "Missing required parameter: recovery_code", 400):
        ask(tenant, grant_type=RECOVERY_CODE, mfa_token="x")
