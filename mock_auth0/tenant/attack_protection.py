"""Attack protection at a login: who may not try any more, and who hears of it.

Auth0: Brute-Force Protection; Suspicious IP Throttling; Breached Password Detection
"""

from mock_auth0.model.attack_protection import (
    BLOCK,
    PER_IDENTIFIER,
    USER_NOTIFICATION,
    is_breached,
    is_listed,
)
from mock_auth0.model.ticket import TicketKind
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import PasswordLeakedError, TooManyAttemptsError
from mock_auth0.tenant.tenant import Tenant

_LONGEST_NAME = 256
"""Characters of an unknown identifier that are remembered."""


def account_of(connection: str, identifier: str, user: User | None) -> str:
    """What failures are counted for: the user, by whichever name, or a name that nobody has."""
    return user.user_id if user else f"{connection} {identifier[:_LONGEST_NAME].lower()}"


def admit(tenant: Tenant, connection: str, account: str, ip: str | None) -> None:
    """Raises `TooManyAttemptsError` when nobody may try this account, or from there."""
    guard, now = tenant.attack_guard, tenant.clock.now()
    suspicious = guard.settings.suspicious_ip
    if (
        ip is not None
        and suspicious.enabled
        and BLOCK in suspicious.shields
        and not is_listed(ip, suspicious.allowlist)
        and guard.suspects.is_closed(ip, now)
    ):
        raise TooManyAttemptsError(f"too many logins from {ip} failed", is_about_the_address=True)
    if not _counts(tenant, connection, ip) or BLOCK not in guard.settings.brute_force.shields:
        return
    most = guard.settings.brute_force.max_attempts
    if guard.failures(account, _address(tenant, ip), now) >= most:
        raise TooManyAttemptsError(
            f"{most} wrong passwords blocked it: a new password, the link in the mail, "
            "auth0.unblock(…) or auth0.reset() ends that"
        )


def admit_subject_token(tenant: Tenant, ip: str | None) -> None:
    """Raises `TooManyAttemptsError` where too many bad ones came from."""
    if ip is None or not _watches_subject_tokens(tenant, ip):
        return
    stage = tenant.attack_guard.settings.suspicious_ip.pre_custom_token_exchange
    if tenant.attack_guard.subject_tokens.is_closed(ip, tenant.clock.now()):
        raise TooManyAttemptsError(
            f"{ip} sent {stage.max_attempts} bad subject tokens; let {stage.interval} pass for "
            "each one more, or reset the tenant",
            is_about_the_address=True,
        )


def note_bad_subject_token(tenant: Tenant, ip: str | None) -> None:
    """Count it."""
    if ip is not None and _watches_subject_tokens(tenant, ip):
        tenant.attack_guard.subject_tokens.count(ip, tenant.clock.now())


def _watches_subject_tokens(tenant: Tenant, ip: str) -> bool:
    settings = tenant.attack_guard.settings.suspicious_ip
    return settings.enabled and BLOCK in settings.shields and not is_listed(ip, settings.allowlist)


def note_failure(
    tenant: Tenant,
    connection: str,
    account: str,
    ip: str | None,
    *,
    user: User | None = None,
    base_url: str | None = None,
) -> None:
    """Count it; the one that blocks the account is told to the user."""
    guard, now = tenant.attack_guard, tenant.clock.now()
    settings = guard.settings
    if ip is not None and settings.suspicious_ip.enabled:
        guard.suspects.count(ip, now)
    if not _counts(tenant, connection, ip):
        return
    failures = guard.count(account, _address(tenant, ip), now)
    blocks = failures == settings.brute_force.max_attempts
    if user is None or not blocks or USER_NOTIFICATION not in settings.brute_force.shields:
        return
    from mock_auth0.tenant import mails, tickets

    base_url = base_url or tenant.policy.issuer
    if base_url:
        ticket = tickets.issue(tenant, TicketKind.UNBLOCK, user)
        link = tickets.link(base_url, TicketKind.UNBLOCK, ticket)
        mails.blocked_account(tenant, user, base_url=base_url, link=link, ip=ip)


def note_success(tenant: Tenant, account: str, ip: str | None) -> None:
    """What failed before is forgiven: only consecutive failures count."""
    if tenant.attack_guard.settings.brute_force.enabled:
        tenant.attack_guard.forgive(account, tenant.clock.now(), _address(tenant, ip))


def check_breach(tenant: Tenant, user: User, password: str, base_url: str | None = None) -> None:
    """Raises `PasswordLeakedError` for the right password, where it is known from a breach."""
    settings = tenant.attack_guard.settings.breached_password
    if not settings.enabled or not is_breached(password):
        return
    base_url = base_url or tenant.policy.issuer
    if USER_NOTIFICATION in settings.shields and base_url:
        from mock_auth0.tenant import mails, tickets

        link = tickets.link(
            base_url,
            TicketKind.PASSWORD_RESET,
            tickets.issue(tenant, TicketKind.PASSWORD_RESET, user),
        )
        mails.stolen_credentials(tenant, user, base_url=base_url, link=link)
    if BLOCK in settings.shields:
        raise PasswordLeakedError("breachedPasswordDetection is on; the user must change it")


def unblock(tenant: Tenant, user: User) -> None:
    """End what wrong passwords did to the account."""
    tenant.attack_guard.forgive(user.user_id, tenant.clock.now())


def blocked_addresses(tenant: Tenant, user: User) -> tuple[str, ...]:
    """From where the user cannot log in; an empty text stands for everywhere."""
    return tenant.attack_guard.blocked_addresses(user.user_id, tenant.clock.now())


def _counts(tenant: Tenant, connection: str, ip: str | None) -> bool:
    settings = tenant.attack_guard.settings.brute_force
    if not settings.enabled or is_listed(ip, settings.allowlist):
        return False
    found = tenant.connections.get(connection)
    return found is None or found.options.brute_force_protection


def _address(tenant: Tenant, ip: str | None) -> str:
    mode = tenant.attack_guard.settings.brute_force.mode
    return "" if ip is None or mode == PER_IDENTIFIER else ip
