"""``options`` of a connection with the strategy ``email`` or ``sms``.

Auth0: Management API > Connections
"""

from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.passwordless_options import PasswordlessOptions
from mock_auth0.tenant.file.fields import Fields

_SHORTEST_CODE, _LONGEST_CODE = 4, 40
_DEFAULT = PasswordlessOptions()


def passwordless_options(options: Fields) -> PasswordlessOptions:
    """Who is sent a code, how long it is, and for how long it is good."""
    code = options.section("totp")
    length = code.number("length", least=_SHORTEST_CODE, most=_LONGEST_CODE)
    lifetime = code.lifetime("time_step")
    code.close()
    built = PasswordlessOptions(
        disable_signup=options.flag("disable_signup") or False,
        code_length=length or _DEFAULT.code_length,
        code_lifetime=lifetime or _DEFAULT.code_lifetime,
        template=_template(options.section("email")),
    )
    options.accept(*_ACCEPTED)
    options.without_effect(*options.unread())
    return built


def _template(email: Fields) -> EmailTemplate | None:
    subject, sender, body = email.text("subject"), email.text("from"), email.text("body")
    email.choice("syntax", ("liquid",))
    email.close()
    if subject is None and sender is None and body is None:
        return None
    return EmailTemplate(template="passwordless_code", subject=subject, sender=sender, body=body)


_ACCEPTED = (
    "authParams", "brute_force_protection", "forward_req_info", "from", "gateway_authentication",
    "gateway_url", "messaging_service_sid", "name", "provider", "syntax", "template",
    "twilio_sid", "twilio_token",
)  # fmt: skip
"""What is of no account where nothing is sent."""
