"""Guardian in the tenant file: factors, policies, and what users have enrolled."""

import pytest

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.tenant.file.users import CREATED_AT, user_from
from tests.tenant.file.builders import problems_of, seed_of


def test_offers_every_factor_and_asks_for_none() -> None:
    seed = seed_of("")
    assert seed.guardian_factors == frozenset(Factor)
    assert seed.guardian_policies == frozenset()


def test_reads_what_deploy_cli_writes() -> None:
    seed = seed_of("""
        guardianFactors:
          - { name: otp, enabled: true }
          - { name: sms, enabled: true, trial_expired: false }
          - { name: email, enabled: false }
          - { name: webauthn-roaming, enabled: false }
        guardianPolicies: { policies: [all-applications] }
    """)
    assert seed.guardian_factors == {Factor.OTP, Factor.PHONE}
    assert seed.guardian_policies == {"all-applications"}
    assert seed.not_emulated == {}


@pytest.mark.parametrize("given", ["{ policies: [] }", "[]"])
def test_an_empty_list_means_never(given: str) -> None:
    assert seed_of(f"guardianPolicies: {given}").guardian_policies == frozenset()


def test_reads_the_bare_list_of_the_management_api() -> None:
    assert seed_of("guardianPolicies: [confidence-score]").guardian_policies == {"confidence-score"}


def test_no_factors_are_none() -> None:
    assert seed_of("guardianFactors: []").guardian_factors == frozenset()


def test_says_which_factors_have_no_effect() -> None:
    seed = seed_of("guardianFactors: [{ name: duo, enabled: true }]")
    assert seed.not_emulated == {"guardianFactors[].enabled": "tenant.yaml:1"}


def test_reads_the_enrolled_factors_of_bulk_imports() -> None:
    user = user_from(
        {
            "email": "ada@example.com",
            "user_id": "ada",
            "mfa_factors": [
                {"totp": {"secret": "JBSWY3DPEHPK3PXP"}},
                {"phone": {"value": "+15551238730"}},
                {"email": {"value": "Ada@Example.com"}},
            ],
        }
    )
    device_ids = [each.device_id for each in user.authenticators]
    assert [(each[:4], len(each)) for each in device_ids] == [("dev_", 20)] * 3
    assert len({*device_ids}) == 3
    assert user.authenticators == tuple(
        Authenticator(device_id=device_id, created_at=CREATED_AT, **values)
        for device_id, values in zip(
            device_ids,
            (
                {"factor": Factor.OTP, "secret": "JBSWY3DPEHPK3PXP"},
                {"factor": Factor.PHONE, "to": "+15551238730"},
                {"factor": Factor.EMAIL, "to": "ada@example.com"},
            ),
            strict=True,
        )
    )


def test_reads_two_factors_of_our_own() -> None:
    attributes = {
        "email": "ada@example.com",
        "mfa_factors": [{"push": {"name": "Ada's phone"}}, {"recovery_code": {"value": "abc123"}}],
    }
    push, recovery = user_from(attributes).authenticators
    assert (push.factor, push.name, len(push.secret or "")) == (Factor.PUSH, "Ada's phone", 32)
    assert (recovery.factor, recovery.secret) == (Factor.RECOVERY_CODE, "ABC123")
    assert user_from(attributes).authenticators == (push, recovery)


def test_reports_every_mistake() -> None:
    assert problems_of("""\
guardianFactors:
  - { name: opt, enabled: true }
guardianPolicies: { policies: [all-aplications], more: 1 }
users:
  - email: a@example.com
    mfa_factors:
      - { totp: { secret: "not base 32!" } }
      - { totp: {} }
      - { phone: { value: "555" } }
      - { phone: { value: "+1555" }, email: { value: a@example.com } }
      - {}
      - { topt: { secret: JBSWY3DP } }
""") == [
        "tenant.yaml:2: guardianFactors[0].name: must be one of sms, push-notification, otp, "
        'email, recovery-code; it is "opt"; did you mean otp?',
        'tenant.yaml:3: guardianPolicies.policies[0]: "all-aplications" is unknown; '
        "did you mean all-applications?",
        "tenant.yaml:3: guardianPolicies.more: unknown key; known here: policies",
        "tenant.yaml:7: users[0].mfa_factors[0].totp.secret: must be base32, such as "
        "JBSWY3DPEHPK3PXP",
        "tenant.yaml:8: users[0].mfa_factors[1].totp: needs secret, such as secret: "
        "JBSWY3DPEHPK3PXP",
        'tenant.yaml:9: users[0].mfa_factors[2].phone.value: must be like "+15551234567"; it is '
        '"555"',
        "tenant.yaml:10: users[0].mfa_factors[3].email: stands beside phone; write one factor per "
        "line",
        "tenant.yaml:11: users[0].mfa_factors[4]: needs one of totp, phone, email, push, "
        'recovery_code, such as phone: { value: "+15551234567" }',
        "tenant.yaml:12: users[0].mfa_factors[5].topt: unknown key; did you mean totp?",
        "tenant.yaml:12: users[0].mfa_factors[5]: needs one of totp, phone, email, push, "
        'recovery_code, such as phone: { value: "+15551234567" }',
    ]
