"""``emailTemplates:``: how mails look, and which are sent.

Auth0: Management API > Email Templates
"""

from pathlib import Path

from mock_auth0.model.email_template import TEMPLATES, EmailTemplate
from mock_auth0.tenant.file.fields import Fields

_LARGEST = 1_000_000


def email_template(fields: Fields) -> EmailTemplate:
    """One template. What its Liquid has that is not emulated is reported, and the default sent."""
    fields.required("template", "verify_email")
    fields.choice("syntax", ("liquid",))
    enabled, tells = fields.flag("enabled"), fields.flag("includeEmailInRedirect")
    built = EmailTemplate(
        template=fields.choice("template", TEMPLATES) or "",
        subject=_liquid(fields, "subject", fields.text("subject")),
        sender=_liquid(fields, "from", fields.text("from")),
        body=_liquid(fields, "body", _body(fields)),
        result_url=_liquid(fields, "resultUrl", fields.text("resultUrl")),
        url_lifetime=fields.lifetime("urlLifetimeInSeconds") or None,
        include_email_in_redirect=tells is not False,
        enabled=enabled is not False,
    )
    fields.close()
    return built


def _body(fields: Fields) -> str | None:
    """HTML, or the file that deploy-cli wrote it to, counted from the folder of the tenant file."""
    body, file = fields.text("body"), fields.report.file
    if body is None or "<" in body or not body.endswith(".html") or file is None:
        return body
    path = Path(file).parent / body
    try:
        with path.open("rb") as opened:
            return opened.read(_LARGEST).decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        fields.wrong("body", f"cannot be read: {path}: {reason}", value_is_shown=True)
        return None


def _liquid(fields: Fields, name: str, source: str | None) -> str | None:
    from mock_auth0.tenant.liquid import check
    from mock_auth0.tenant.liquid_values import LiquidError

    try:
        check(source or "")
    except LiquidError:
        fields.without_effect(name)
        return None
    return source
