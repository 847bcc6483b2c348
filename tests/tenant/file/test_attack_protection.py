"""``attackProtection:`` as deploy-cli writes it."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from mock_auth0.model.attack_protection import (
    AttackProtection,
    BreachedPasswordDetection,
    BruteForceProtection,
    SuspiciousIpThrottling,
    ThrottledStage,
)
from tests.tenant.file.builders import problems_of, seed_of


def test_all_is_off_unless_the_file_has_it() -> None:
    protection = seed_of("users: []").attack_protection
    assert protection == AttackProtection()
    assert not protection.brute_force.enabled
    assert not protection.suspicious_ip.enabled
    assert not protection.breached_password.enabled


def test_reads_everything() -> None:
    seed = seed_of("""
        attackProtection:
          breachedPasswordDetection:
            admin_notification_frequency: [daily]
            enabled: true
            method: standard
            shields: [block, user_notification, admin_notification]
            stage:
              pre-user-registration: { shields: [block] }
              pre-change-password: { shields: [admin_notification] }
          bruteForceProtection:
            allowlist: [127.0.0.1, "10.1.2.3/8", "2001:db8::/32"]
            enabled: true
            max_attempts: 5
            mode: count_per_identifier
            shields: [block]
          suspiciousIpThrottling:
            allowlist: [192.0.2.1]
            enabled: true
            shields: [admin_notification]
            stage:
              pre-login: { max_attempts: 7, rate: 60000 }
              pre-user-registration: { max_attempts: 8 }
          botDetection: { bot_detection_level: medium }
          captcha: { active_provider_id: auth_challenge }
    """)
    assert seed.attack_protection == AttackProtection(
        brute_force=BruteForceProtection(
            enabled=True,
            max_attempts=5,
            mode="count_per_identifier",
            shields=frozenset({"block"}),
            allowlist=(
                ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"),
            ),
        ),
        suspicious_ip=SuspiciousIpThrottling(
            enabled=True,
            shields=frozenset({"admin_notification"}),
            allowlist=(ip_network("192.0.2.1"),),
            pre_login=ThrottledStage(max_attempts=7, interval=timedelta(minutes=1)),
            pre_user_registration=ThrottledStage(
                max_attempts=8, interval=timedelta(milliseconds=1200)
            ),
        ),
        breached_password=BreachedPasswordDetection(
            enabled=True,
            shields=frozenset({"block", "user_notification", "admin_notification"}),
            blocks_sign_up=True,
        ),
    )  # fmt: skip
    assert seed.not_emulated == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "bruteForceProtecton: {}",
            "bruteForceProtecton: unknown key; did you mean bruteForceProtection?",
        ),
        (
            "bruteForceProtection: { max_attempts: 0 }",
            "bruteForceProtection.max_attempts: must be a whole number from 1 to 100; it is 0",
        ),
        (
            "bruteForceProtection: { mode: count }",
            "bruteForceProtection.mode: must be one of count_per_identifier_and_ip,"
            ' count_per_identifier; it is "count"',
        ),
        (
            "bruteForceProtection: { shields: [blok] }",
            'bruteForceProtection.shields[0]: "blok" is unknown; did you mean block?',
        ),
        (
            "bruteForceProtection: { allowlist: [localhost] }",
            "bruteForceProtection.allowlist: must hold addresses such as 127.0.0.1 or 10.0.0.0/8;"
            " one is 'localhost'",
        ),
        (
            "suspiciousIpThrottling: { stage: { pre-login: { rate: -1 } } }",
            "suspiciousIpThrottling.stage.pre-login.rate: must be a whole number from 1 to"
            " 86400000; it is -1",
        ),
        (
            "breachedPasswordDetection: { enabled: yes }",
            'breachedPasswordDetection.enabled: must be true or false; it is "yes"',
        ),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    problems = problems_of(f"attackProtection: {{ {text} }}")
    assert problems == [f"tenant.yaml:1: attackProtection.{message}"]
