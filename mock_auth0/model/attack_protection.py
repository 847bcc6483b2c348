"""What a tenant does about attacks. Each is off until the tenant's file or a test switches it on.

Auth0: Attack Protection; Management API > Attack Protection
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address

Networks = tuple[IPv4Network | IPv6Network, ...]

BLOCK, USER_NOTIFICATION = "block", "user_notification"
_BOTH = frozenset({BLOCK, USER_NOTIFICATION})
PER_IDENTIFIER_AND_IP, PER_IDENTIFIER = "count_per_identifier_and_ip", "count_per_identifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class BruteForceProtection:
    """Too many wrong passwords for one account block it, for the address that they came from."""

    enabled: bool = False
    shields: frozenset[str] = _BOTH
    mode: str = PER_IDENTIFIER_AND_IP
    max_attempts: int = 10
    allowlist: Networks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottledStage:
    """``max_attempts`` at once, and one more after each ``interval``."""

    max_attempts: int
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspiciousIpThrottling:
    """Too many failures from one address, whoever's accounts they are about."""

    enabled: bool = False
    shields: frozenset[str] = frozenset({BLOCK})
    allowlist: Networks = ()
    pre_login: ThrottledStage = ThrottledStage(max_attempts=100, interval=timedelta(seconds=864))
    pre_user_registration: ThrottledStage = ThrottledStage(
        max_attempts=50, interval=timedelta(milliseconds=1200)
    )
    pre_custom_token_exchange: ThrottledStage = ThrottledStage(
        max_attempts=10, interval=timedelta(minutes=10)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachedPasswordDetection:
    """Passwords that were published elsewhere."""

    enabled: bool = False
    shields: frozenset[str] = frozenset()
    """Of a login."""
    blocks_sign_up: bool = False
    blocks_new_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackProtection:
    """All of it."""

    brute_force: BruteForceProtection = BruteForceProtection()
    suspicious_ip: SuspiciousIpThrottling = SuspiciousIpThrottling()
    breached_password: BreachedPasswordDetection = BreachedPasswordDetection()


def is_listed(ip: str | None, networks: Networks) -> bool:
    """Whether the address is in one of the networks."""
    if ip is None or not networks:
        return False
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    return any(address in network for network in networks)


_BREACHED = ("Paaf213XXYYZZ",)
_BREACHED_PREFIX = "AUTH0-TEST-"


def is_breached(password: str) -> bool:
    """Whether it is one of those that Auth0 takes for published, so that tests can use them."""
    return password in _BREACHED or password.startswith(_BREACHED_PREFIX)
