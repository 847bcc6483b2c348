"""Writing a mail by the tenant's template, and putting it into the outbox."""

import logging
from collections.abc import Mapping
from typing import Any

from mock_auth0.model.client import Client
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.model.user import User
from mock_auth0.oauth.redirect_uri import is_safe_return_to
from mock_auth0.tenant.ids import alphanumeric
from mock_auth0.tenant.mails.words import SENDER, TEXT_MESSAGES, WORDS
from mock_auth0.tenant.tenant import Tenant

log = logging.getLogger("mock_auth0")


def template_of(tenant: Tenant, kind: MailKind, *, by_code: bool = False) -> EmailTemplate:
    """The tenant's template; one without any texts where it has none."""
    words = WORDS[kind]
    names = [name for name in words.templates if name.endswith("_by_code") is by_code]
    found = (tenant.email_templates.get(name) for name in names or words.templates)
    return next(
        (each for each in found if each is not None),
        EmailTemplate(template=kind, enabled=words.by_default),
    )


def result_url(
    tenant: Tenant, template: EmailTemplate, base_url: str, user: User, client: Client | None
) -> str | None:
    """Where the template sends the browser after the link, if that is a URL."""
    if template.result_url is None:
        return None
    from mock_auth0.tenant.mails.variables import variables
    from mock_auth0.tenant.mails.writing import line

    url = line(template.result_url, variables(tenant, base_url, user, client))
    return url if is_safe_return_to(url) else None


def send(
    tenant: Tenant,
    kind: MailKind,
    to: str | None,
    *,
    base_url: str,
    user: User | None = None,
    client: Client | None = None,
    template: EmailTemplate | None = None,
    link: str | None = None,
    code: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> Mail | None:
    """Put the mail into the outbox; nothing where nobody is to get it, or it is switched off."""
    template = template or template_of(tenant, kind, by_code=link is None and code is not None)
    if not to or not template.enabled:
        return None
    from mock_auth0.tenant.mails import writing
    from mock_auth0.tenant.mails.plain import plain_text
    from mock_auth0.tenant.mails.variables import variables

    known = {
        **variables(tenant, base_url, user, client),
        "url": link,
        "link": link,
        "code": code,
        "to": to,
        "message_type": kind.value,
        **(more or {}),
    }
    is_text_message = to.startswith("+") and kind in TEXT_MESSAGES
    html = "" if is_text_message else writing.html(kind, template, known)
    mail = Mail(
        mail_id=alphanumeric(tenant.ids, 16),
        kind=kind,
        to=to,
        sender="" if is_text_message else writing.line(template.sender or SENDER, known),
        subject="" if is_text_message else writing.subject(kind, template, known),
        text=writing.line(TEXT_MESSAGES[kind], known) if is_text_message else plain_text(html),
        html=html,
        link=link,
        code=code,
        user_id=user.user_id if user else None,
        client_id=client.client_id if client else None,
        sent_at=tenant.clock.now(),
    )
    tenant.outbox.put(mail)
    log.info("%s for %r is in the outbox: /_mock/outbox/%s", kind.value, to, mail.mail_id)
    return mail
