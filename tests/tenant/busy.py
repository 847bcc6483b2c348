"""A tenant in which something of every kind has happened, for tests about all of it at once."""

from dataclasses import replace
from ipaddress import ip_network

from mock_auth0.model.attack_protection import AttackProtection, SuspiciousIpThrottling
from mock_auth0.model.authenticator import Factor, Kind
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.model.connection import Connection
from mock_auth0.model.device_authorization import DeviceAuthorization
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.login_ticket import LoginTicket
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.logout_request import LogoutRequest
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.model.mfa_transaction import MfaTransaction
from mock_auth0.model.next_login import NextLogin
from mock_auth0.model.one_time_code import OneTimeCode
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.pushed_authorization_request import PushedAuthorizationRequest
from mock_auth0.model.role import Role
from mock_auth0.model.session_clients import SessionClients
from mock_auth0.model.ticket import Ticket, TicketKind
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.model.user_grant import UserGrant
from mock_auth0.tenant import fault_options
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.quotas import Holder
from mock_auth0.tenant.rate_limits import Bucket
from mock_auth0.tenant.tenant import Tenant
from tests.builders import (
    API,
    DAY,
    HOUR,
    ISSUER,
    KEYS,
    MINUTE,
    NOON,
    a_client,
    a_client_grant,
    a_code,
    a_logout_delivery,
    a_refresh_token_family,
    a_session,
    a_tenant,
    a_user,
    an_api,
    an_authorization_request,
    an_organization,
    params,
)

OTHER_KEY = [*KEYS][1]
"""The one that does not sign."""


def a_busy_tenant() -> Tenant:
    """Nothing of it is as `a_tenant` has it."""
    tenant = a_tenant()
    _configure(tenant)
    _log_in(tenant)
    _begin(tenant)
    _remember(tenant)
    return tenant


def _configure(tenant: Tenant) -> None:
    tenant.seed = replace(tenant.seed, friendly_name="Busy", session_lifetime=DAY)
    tenant.policy = Policy(any_client=True)
    tenant.keys = KeyRing((OTHER_KEY,))
    tenant.sealing_key = OTHER_KEY
    tenant.secret = b"another secret"
    tenant.users.put(
        a_user(
            user_id="auth0|grace",
            email="grace@example.com",
            app_metadata={"plan": {"seats": 3, "trial": None}},
            previous_passwords=("the one before",),
        )
    )
    tenant.users.put(a_user(blocked=True))
    tenant.clients.put(a_client(client_id="mobile"))
    tenant.resource_servers.put(an_api(identifier="urn:other"))
    tenant.client_grants.put(a_client_grant(audience="urn:other"))
    tenant.connections.put(Connection(name="Other", enabled_clients=frozenset({"spa", "web"})))
    tenant.roles.put(Role(name="editor"))
    tenant.organizations.put(an_organization(members={"auth0|ada": ("editor",)}))
    tenant.token_exchange_profiles.put(
        TokenExchangeProfile(name="Legacy", subject_token_type="urn:acme:legacy")
    )
    tenant.email_templates.put(EmailTemplate(template="verify_email", url_lifetime=HOUR))
    tenant.guardian.factors = frozenset({Factor.OTP})
    tenant.attack_guard.configure(
        AttackProtection(
            suspicious_ip=SuspiciousIpThrottling(allowlist=(ip_network("10.0.0.0/8"),))
        )
    )
    tenant.clock.freeze(NOON + MINUTE)


def _log_in(tenant: Tenant) -> None:
    now = tenant.clock.now()
    tenant.sessions.put("cookie", a_session(mfa_at=NOON), now)
    tenant.session_clients.put("the-sid", SessionClients((("web", ISSUER),), NOON + HOUR), now)
    tenant.refresh_tokens.put(b"family", a_refresh_token_family(), now)
    grant = UserGrant(
        user_id="auth0|ada", client_id="spa", audience=None, scope=frozenset({"openid"})
    )
    tenant.user_grants.put(("auth0|ada", "spa", None), grant)
    tenant.tickets.put(
        "ticket",
        Ticket(
            kind=TicketKind.PASSWORD_RESET,
            user_id="auth0|ada",
            ends_at=NOON + DAY,
            expires_at=NOON + DAY,
        ),
        now,
    )
    tenant.invitations.put(
        "invitation",
        Invitation(
            invitation_id="uinv_1",
            ticket="invitation",
            organization_id="org_acmeacmeacmeacme",
            client_id="spa",
            inviter="Ada",
            email="grace@example.com",
            url="https://app.example/join",
            created_at=NOON,
            expires_at=NOON + DAY,
        ),
        now,
    )
    tenant.outbox.put(a_mail())
    tenant.logins.put("auth0|ada", 2)
    tenant.issuers.put(ISSUER, ISSUER)


def _begin(tenant: Tenant) -> None:
    now, soon = tenant.clock.now(), NOON + HOUR
    tenant.codes.put("code", a_code(), now)
    tenant.transactions.put(
        "state",
        LoginTransaction(
            request=an_authorization_request(), device="did", began_at=NOON, expires_at=soon
        ),
        now,
    )
    tenant.logout_requests.put(
        "state",
        LogoutRequest(client=None, return_to=None, state=None, device="did", expires_at=soon),
        now,
    )
    tenant.logout_deliveries.put(a_logout_delivery())
    tenant.login_tickets.put(
        "ticket", LoginTicket(user_id="auth0|ada", client_id="spa", expires_at=soon), now
    )
    tenant.next_logins.put(NextLogin(login_id="login_1", user_id="auth0|ada"))
    tenant.faults.add(fault_options.fault_of({"path": "/oauth/token", "times": 2, "status": 503}))
    tenant.hooks.add(Hook(trigger=Trigger.POST_LOGIN, name="greet", run=lambda _event, _api: None))
    tenant.pushed_requests.put(
        "urn:request",
        PushedAuthorizationRequest(
            client_id="spa", params=params({"state": "x"}), is_signed=False, expires_at=soon
        ),
        now,
    )
    waiting = BackchannelRequest(
        auth_req_id="1",
        client_id="web",
        user_id="auth0|ada",
        scope=(),
        audience=API,
        binding_message="1",
        ends_at=soon,
        expires_at=soon,
    )
    tenant.backchannel_requests.put("1", waiting, now)
    device = DeviceAuthorization(
        client_id="spa", user_code="WDJB-MJHT", scope=(), audience=None,
        ends_at=soon, expires_at=soon,
    )  # fmt: skip
    tenant.devices.put("device", device, now)
    code = OneTimeCode(
        code="123456", client_id="spa", connection="email", identifier="ada@example.com",
        ends_at=soon, expires_at=soon,
    )  # fmt: skip
    tenant.one_time_codes.put("spa email ada@example.com", code, now)
    guardian = tenant.guardian
    mfa = MfaTransaction(user_id="auth0|ada", client_id="spa", continues=None, expires_at=soon)
    guardian.transactions.put("mfa", mfa, now)
    challenge = OobChallenge(
        user_id="auth0|ada", device_id="dev_1", kind=Kind.PUSH, login=None, expires_at=soon
    )
    guardian.challenges.put("oob", challenge, now)


def _remember(tenant: Tenant) -> None:
    now, soon = tenant.clock.now(), NOON + HOUR
    tenant.guardian.used_codes.put(("auth0|ada", "dev_1", 7), UsedProof(expires_at=soon), now)
    tenant.guardian.wrong_codes.count("auth0|ada", now)
    tenant.attack_guard.count("auth0|ada", "203.0.113.9", now)
    tenant.attack_guard.suspects.count("203.0.113.9", now)
    tenant.used_assertions.put(("web", "1"), UsedAssertion(client_id="web", expires_at=soon), now)
    tenant.used_proofs.put(b"proof", UsedProof(expires_at=soon), now)
    holder = Holder(kind="Client", holder_id="web", quota=TokenQuota(per_hour=5))
    tenant.token_quotas.take((holder,), now)
    tenant.rate_buckets.put("/", Bucket(used=1, at=now, expires_at=soon), now)
    tenant.recent_access_tokens.put("token", {"sub": "auth0|ada"})
    tenant.journal.size = 5
    tenant.journal.put(an_exchange())
    tenant.let_through("any_client", "client 'x'", "clients: …")


def a_mail() -> Mail:
    """To Ada, with a link."""
    return Mail(
        mail_id="mail_1",
        kind=MailKind.PASSWORD_RESET,
        to="ada@example.com",
        sender="mock@example.com",
        subject="Reset your password",
        text="https://mock.example/u/reset-verify?ticket=ticket#",
        html="<p>",
        link="https://mock.example/u/reset-verify?ticket=ticket#",
        sent_at=NOON,
    )


def an_exchange() -> Exchange:
    """A request and its answer."""
    return Exchange(
        at=NOON, seconds=0.1, method="GET", scheme="http", path="/userinfo", query=b"", ip=None,
        head=b"", body=b"", status=200, answer_head=b"", answer_body=b"", answer_size=0,
        refusal=None, notes=(), size=1,
    )  # fmt: skip
