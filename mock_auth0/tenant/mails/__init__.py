"""The mails of a tenant, a function for each kind. Nothing leaves: they go into the outbox.

``base_url`` is the issuer, with its trailing slash. Each returns the mail, or ``None`` where there
is no address, or the tenant has switched that kind off.

Auth0: Customize Emails > Email Template Descriptions
"""

from mock_auth0.model.client import Client
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.model.ticket import TicketKind
from mock_auth0.model.user import User
from mock_auth0.tenant import tickets
from mock_auth0.tenant.mails.sending import result_url, send, template_of
from mock_auth0.tenant.tenant import Tenant


def verify_email(
    tenant: Tenant,
    user: User,
    *,
    base_url: str,
    client: Client | None = None,
    link: str | None = None,
    code: str | None = None,
) -> Mail | None:
    """Whether the address is the user's: by link, which is made unless given, or by code."""
    if link is None and code is None:
        link = _link(tenant, TicketKind.EMAIL_VERIFICATION, user, base_url, client)
    return send(
        tenant, MailKind.VERIFY_EMAIL, user.email,
        base_url=base_url, user=user, client=client, link=link, code=code,
    )  # fmt: skip


def password_reset(
    tenant: Tenant,
    user: User,
    *,
    base_url: str,
    client: Client | None = None,
    link: str | None = None,
    code: str | None = None,
    state: str | None = None,
) -> Mail | None:
    """Choose a new password: by link, which is made unless given, or by code.

    ``state`` is the login to return to.
    """
    if link is None and code is None:
        link = _link(tenant, TicketKind.PASSWORD_RESET, user, base_url, client, state=state)
    return send(
        tenant, MailKind.PASSWORD_RESET, user.email,
        base_url=base_url, user=user, client=client, link=link, code=code,
    )  # fmt: skip


def welcome_email(
    tenant: Tenant, user: User, *, base_url: str, client: Client | None = None
) -> Mail | None:
    """The address is verified, or need not be. Off unless the tenant's template enables it."""
    return send(
        tenant, MailKind.WELCOME_EMAIL, user.email, base_url=base_url, user=user, client=client
    )


def blocked_account(
    tenant: Tenant,
    user: User,
    *,
    base_url: str,
    client: Client | None = None,
    link: str | None = None,
    ip: str | None = None,
) -> Mail | None:
    """Too many wrong passwords; ``link`` unblocks."""
    known = {"user": {"email": user.email, "name": user.name, "source_ip": ip}}
    return send(
        tenant, MailKind.BLOCKED_ACCOUNT, user.email,
        base_url=base_url, user=user, client=client, link=link, more=known,
    )  # fmt: skip


def stolen_credentials(
    tenant: Tenant,
    user: User,
    *,
    base_url: str,
    client: Client | None = None,
    link: str | None = None,
) -> Mail | None:
    """The password is known from a data breach."""
    return send(
        tenant, MailKind.STOLEN_CREDENTIALS, user.email,
        base_url=base_url, user=user, client=client, link=link,
    )  # fmt: skip


def mfa_code(
    tenant: Tenant,
    user: User,
    *,
    base_url: str,
    code: str,
    client: Client | None = None,
    to: str | None = None,
) -> Mail | None:
    """The code of the second factor. To a phone number it is a text message."""
    return send(
        tenant, MailKind.MFA_CODE, to or user.email,
        base_url=base_url, user=user, client=client, code=code,
    )  # fmt: skip


def passwordless_code(
    tenant: Tenant,
    user: User | None,
    *,
    to: str,
    base_url: str,
    client: Client | None = None,
    code: str | None = None,
    link: str | None = None,
    template: EmailTemplate | None = None,
) -> Mail | None:
    """Log in by code or link. To a phone number it is a text message.

    ``template`` is what the connection has under ``options.email``.
    """
    return send(
        tenant, MailKind.PASSWORDLESS_CODE, to,
        base_url=base_url, user=user, client=client, template=template, link=link, code=code,
        more={"send": "code" if link is None else "link", "operation": None},
    )  # fmt: skip


def user_invitation(
    tenant: Tenant,
    *,
    to: str,
    base_url: str,
    link: str,
    inviter: str,
    organization_id: str,
    organization_name: str,
    organization_display_name: str | None = None,
    client: Client | None = None,
) -> Mail | None:
    """Come into an organization."""
    organization = {
        "id": organization_id,
        "name": organization_name,
        "display_name": organization_display_name or organization_name,
    }
    return send(
        tenant, MailKind.USER_INVITATION, to,
        base_url=base_url, client=client, link=link,
        more={"inviter": {"name": inviter}, "organization": organization},
    )  # fmt: skip


def _link(
    tenant: Tenant,
    kind: TicketKind,
    user: User,
    base_url: str,
    client: Client | None,
    *,
    state: str | None = None,
) -> str | None:
    if user.email is None:
        return None
    mail = (
        MailKind.VERIFY_EMAIL if kind is TicketKind.EMAIL_VERIFICATION else MailKind.PASSWORD_RESET
    )
    template = template_of(tenant, mail)
    ticket = tickets.issue(
        tenant,
        kind,
        user,
        client=client,
        result_url=result_url(tenant, template, base_url, user, client),
        lifetime=template.url_lifetime,
        include_email_in_redirect=template.include_email_in_redirect,
        state=state,
    )
    return tickets.link(base_url, kind, ticket)
