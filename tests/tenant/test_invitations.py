"""Invitations: made, sent by mail, accepted once."""

from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.model.client import Client
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.mail import MailKind
from mock_auth0.model.organization import OrganizationConnection, OrganizationUsage
from mock_auth0.model.role import Role
from mock_auth0.tenant import invitations
from mock_auth0.tenant.tenant import Tenant
from tests import builders
from tests.builders import ACME, DAY, ISSUER, NOON, a_client, a_user, an_organization


def a_tenant(**changes: Any) -> Tenant:
    return builders.a_tenant(
        **{"organizations": (an_organization(),), "roles": (Role(name="editor"),), **changes}
    )


def an_application(**changes: Any) -> Client:
    return a_client(
        **{
            "organization_usage": OrganizationUsage.ALLOW,
            "initiate_login_uri": "https://app.example/login",
            **changes,
        }
    )


def invite(tenant: Tenant, client: Client | None = None, **changes: Any) -> Invitation:
    return invitations.create(
        tenant,
        tenant.organizations.get(ACME) or an_organization(),
        client or an_application(),
        **{"email": " Grace@Example.com ", "inviter": "Bo", "base_url": ISSUER, **changes},
    )


def test_is_made_for_seven_days() -> None:
    tenant = a_tenant()

    made = invite(tenant, roles=["editor"])

    assert len(made.ticket) == 32
    assert made.ticket.isalnum()
    assert made == Invitation(
        invitation_id=made.invitation_id,
        ticket=made.ticket,
        organization_id=ACME,
        client_id="spa",
        inviter="Bo",
        email="grace@example.com",
        roles=("editor",),
        url=f"https://app.example/login?invitation={made.ticket}"
        f"&organization={ACME}&organization_name=acme",
        created_at=NOON,
        expires_at=NOON + 7 * DAY,
    )
    assert made.invitation_id.startswith("uinv_")
    assert len(made.invitation_id) == 21
    assert tenant.invitations.get(made.ticket, NOON) == made


def test_waits_in_the_outbox() -> None:
    tenant = a_tenant()
    made = invite(tenant)

    (mail,) = tenant.outbox

    assert (mail.kind, mail.to, mail.link) == (
        MailKind.USER_INVITATION,
        "grace@example.com",
        made.url,
    )
    assert mail.subject == "You've been invited to join Acme Inc."


def test_sends_no_mail_when_told_so() -> None:
    tenant = a_tenant()
    invite(tenant, sends_mail=False)

    assert list(tenant.outbox) == []


@pytest.mark.parametrize(
    ("lifetime", "days"), [(timedelta(days=1), 1), (timedelta(days=400), 30), (timedelta(0), 7)]
)
def test_ends(lifetime: timedelta, days: int) -> None:
    assert invite(a_tenant(), lifetime=lifetime).expires_at == NOON + days * DAY


def test_takes_the_route_of_the_tenant_where_the_client_has_none() -> None:
    tenant = a_tenant(default_redirection_uri="https://acme.example/?from=mail")

    made = invite(tenant, an_application(initiate_login_uri=None))

    assert made.url.startswith("https://acme.example/?from=mail&invitation=")


@pytest.mark.parametrize(
    ("client", "changes", "message"),
    [
        (
            {"organization_usage": OrganizationUsage.DENY},
            {},
            "The specified client_id does not allow organizations.",
        ),
        (
            {"initiate_login_uri": None},
            {},
            "A default login route is required to generate the invitation url. For more "
            "information, see "
            "https://auth0.com/docs/universal-login/configure-default-login-routes",
        ),
        (
            {},
            {"roles": ["editor", "king", "queen"]},
            "One or more of the specified roles do not exist: king, queen",
        ),
        (
            {},
            {"connection": "Guests"},
            "The specified connection (Guests) is not enabled for the organization",
        ),
    ],
    ids=["a client without organizations", "no route", "unknown roles", "a foreign connection"],
)
def test_is_not_made(client: dict[str, Any], changes: dict[str, Any], message: str) -> None:
    organization = an_organization(connections=(OrganizationConnection(connection="Staff"),))
    tenant = a_tenant(organizations=(organization,))

    with pytest.raises(invitations.InvitationError) as refused:
        invite(tenant, an_application(**client), **changes)

    assert str(refused.value) == message
    assert len(tenant.invitations) == 0


def test_is_for_the_address_and_the_connection() -> None:
    made = invite(a_tenant(), connection="Staff")
    grace = a_user(email="grace@example.com", connection="Staff")

    assert invitations.is_for(made, grace)
    assert not invitations.is_for(made, a_user(email="grace@example.com"))
    assert not invitations.is_for(made, a_user(connection="Staff"))


def test_is_void_once_the_organization_is_gone() -> None:
    tenant = a_tenant()
    made = invite(tenant)
    tenant.organizations.remove(ACME)

    invitations.accept(tenant, made, a_user())

    assert len(tenant.invitations) == 0
    assert tenant.users.get("auth0|ada") == a_user()


def test_forgets_the_oldest_of_too_many() -> None:
    tenant = a_tenant()
    first = invite(tenant, sends_mail=False)
    for _ in range(1000):
        invite(tenant, sends_mail=False)

    assert len(tenant.invitations) == 1000
    assert tenant.invitations.get(first.ticket, NOON) is None
