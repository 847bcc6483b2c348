"""``attackProtection:``, of which there is one.

Auth0: Management API > Attack Protection
"""

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

from mock_auth0.model.attack_protection import (
    BLOCK,
    PER_IDENTIFIER,
    PER_IDENTIFIER_AND_IP,
    USER_NOTIFICATION,
    AttackProtection,
    BreachedPasswordDetection,
    BruteForceProtection,
    Networks,
    SuspiciousIpThrottling,
    ThrottledStage,
)
from mock_auth0.tenant.file.fields import Fields

_SHIELDS = (BLOCK, USER_NOTIFICATION, "admin_notification")
_MOST_ATTEMPTS = 100_000
_LONGEST_RATE = 24 * 60 * 60 * 1000
"""Milliseconds of a day."""


def attack_protection(fields: Fields) -> AttackProtection:
    """What the tenant does about attacks: all of it is off that the file does not switch on."""
    built = AttackProtection(
        brute_force=_brute_force(fields.section("bruteForceProtection")),
        suspicious_ip=_suspicious_ip(fields.section("suspiciousIpThrottling")),
        breached_password=_breached_password(fields.section("breachedPasswordDetection")),
    )
    # They judge browsers, of which a test's own is always suspicious.
    fields.accept("botDetection", "captcha")
    fields.close()
    return built


def _brute_force(fields: Fields) -> BruteForceProtection:
    default = BruteForceProtection()
    shields = fields.choices("shields", _SHIELDS)
    built = BruteForceProtection(
        enabled=fields.flag("enabled") or False,
        shields=default.shields if shields is None else shields,
        mode=fields.choice("mode", (PER_IDENTIFIER_AND_IP, PER_IDENTIFIER)) or default.mode,
        max_attempts=fields.number("max_attempts", least=1, most=100) or default.max_attempts,
        allowlist=_networks(fields, "allowlist"),
    )
    fields.close()
    return built


def _suspicious_ip(fields: Fields) -> SuspiciousIpThrottling:
    default = SuspiciousIpThrottling()
    shields = fields.choices("shields", _SHIELDS)
    stages = fields.section("stage")
    built = SuspiciousIpThrottling(
        enabled=fields.flag("enabled") or False,
        shields=default.shields if shields is None else shields,
        allowlist=_networks(fields, "allowlist"),
        pre_login=_stage(stages.section("pre-login"), default.pre_login),
        pre_user_registration=_stage(
            stages.section("pre-user-registration"), default.pre_user_registration
        ),
        pre_custom_token_exchange=_stage(
            stages.section("pre-custom-token-exchange"), default.pre_custom_token_exchange
        ),
    )
    stages.close()
    fields.close()
    return built


def _stage(fields: Fields, default: ThrottledStage) -> ThrottledStage:
    most = fields.number("max_attempts", least=1, most=_MOST_ATTEMPTS)
    rate = fields.number("rate", least=1, most=_LONGEST_RATE)
    fields.close()
    return replace(
        default,
        max_attempts=most or default.max_attempts,
        interval=timedelta(milliseconds=rate) if rate else default.interval,
    )


def _breached_password(fields: Fields) -> BreachedPasswordDetection:
    stages = fields.section("stage")
    built = BreachedPasswordDetection(
        enabled=fields.flag("enabled") or False,
        shields=fields.choices("shields", _SHIELDS) or frozenset(),
        blocks_sign_up=_blocks(stages.section("pre-user-registration")),
        blocks_new_password=_blocks(stages.section("pre-change-password")),
    )
    stages.close()
    fields.accept("admin_notification_frequency", "method")
    fields.close()
    return built


def _blocks(stage: Fields) -> bool:
    shields = stage.choices("shields", (BLOCK, "admin_notification"))
    stage.close()
    return BLOCK in (shields or ())


def _networks(fields: Fields, name: str) -> Networks:
    networks = []
    for text in fields.texts(name) or ():
        try:
            networks.append(ip_network(text, strict=False))
        except ValueError:
            fields.wrong(
                name, f"must hold addresses such as 127.0.0.1 or 10.0.0.0/8; one is {text!r}",
                value_is_shown=True,
            )  # fmt: skip
    return tuple(networks)
