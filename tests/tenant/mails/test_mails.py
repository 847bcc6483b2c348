"""Each kind of mail, by the defaults and by the tenant's templates."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import mails, tickets
from mock_auth0.tenant.seed import Branding
from mock_auth0.tenant.tenant import Tenant
from tests.builders import ISSUER, NOON, a_client, a_tenant, a_user

ADA = a_user(email_verified=False)
SPA = a_client()


def with_template(**template: Any) -> Tenant:
    return a_tenant(email_templates=(EmailTemplate(**{"template": "verify_email", **template}),))


def verification(tenant: Tenant, user: Any = ADA) -> Mail:
    mail = mails.verify_email(tenant, user, base_url=ISSUER, client=SPA)
    assert mail is not None
    return mail


def ticket_of(mail: Mail) -> str:
    found = re.fullmatch(ISSUER + r"u/[a-z-]+\?ticket=([A-Za-z0-9]{32})#", mail.link or "")
    assert found
    return found[1]


def test_verification_has_a_link_that_verifies() -> None:
    tenant = a_tenant()
    mail = verification(tenant)
    assert (mail.kind, mail.to, mail.subject, mail.code) == (
        MailKind.VERIFY_EMAIL, "ada@example.com", "Verify your email", None,
    )  # fmt: skip
    assert mail.sender == "My SPA <no-reply@auth0user.net>"
    assert (mail.user_id, mail.client_id, mail.sent_at) == ("auth0|ada", "spa", NOON)
    assert f'<a href="{mail.link}"' in mail.html
    assert f"Confirm my account ({mail.link})" in mail.text
    assert list(tenant.outbox) == [mail]
    _, user = tickets.look_up(tenant, ticket_of(mail), TicketKind.EMAIL_VERIFICATION)
    assert user.user_id == "auth0|ada"


def test_password_reset_has_a_link_of_its_own() -> None:
    tenant = a_tenant()
    mail = mails.password_reset(tenant, ADA, base_url=ISSUER, client=SPA)
    assert mail is not None
    assert mail.subject == "Reset your password"
    tickets.look_up(tenant, ticket_of(mail), TicketKind.PASSWORD_RESET)


def test_mails_may_have_a_code_instead() -> None:
    tenant = a_tenant()
    for mail in (
        mails.verify_email(tenant, ADA, base_url=ISSUER, code="123456"),
        mails.password_reset(tenant, ADA, base_url=ISSUER, code="123456"),
        mails.mfa_code(tenant, ADA, base_url=ISSUER, code="123456"),
        mails.passwordless_code(tenant, None, to="new@example.com", base_url=ISSUER, code="123456"),
    ):
        assert mail is not None
        assert (mail.code, mail.link) == ("123456", None)
        assert "123456" in mail.text
        assert "<a " not in mail.html
    assert len(tenant.tickets) == 0


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (mails.mfa_code, "481516 is your verification code for mock-auth0"),
        (mails.passwordless_code, "Your verification code is: 481516"),
    ],
)
def test_codes_to_a_phone_are_text_messages(mail: Any, text: str) -> None:
    sent = mail(a_tenant(), ADA, to="+4915112345678", base_url=ISSUER, code="481516")
    assert (sent.to, sent.text, sent.html, sent.subject, sent.sender) == (
        "+4915112345678", text, "", "", "",
    )  # fmt: skip


def test_invitation_names_inviter_and_organization() -> None:
    mail = mails.user_invitation(
        a_tenant(), to="new@example.com", base_url=ISSUER, link="https://app.example/?invitation=x",
        inviter="Bo", organization_id="org_1", organization_name="globex",
        organization_display_name="Globex", client=SPA,
    )  # fmt: skip
    assert mail is not None
    assert mail.subject == "You've been invited to join Globex"
    assert "Bo has invited you to join Globex at My SPA." in mail.text
    assert mail.user_id is None


def test_blocked_account_says_from_where() -> None:
    link = ISSUER + "u/unblock"
    mail = mails.blocked_account(a_tenant(), ADA, base_url=ISSUER, link=link, ip="203.0.113.7")
    assert mail is not None
    assert "from 203.0.113.7" in mail.text
    assert mail.link == link


def test_stolen_credentials_may_link_to_a_reset() -> None:
    mail = mails.stolen_credentials(a_tenant(), ADA, base_url=ISSUER, client=SPA)
    assert mail is not None
    assert mail.link is None
    assert "data breach" in mail.text


def test_welcome_is_off_until_a_template_enables_it() -> None:
    assert mails.welcome_email(a_tenant(), ADA, base_url=ISSUER) is None
    mail = mails.welcome_email(with_template(template="welcome_email"), ADA, base_url=ISSUER)
    assert mail is not None
    assert mail.subject == "Welcome to mock-auth0"


def test_a_disabled_template_sends_nothing() -> None:
    tenant = with_template(enabled=False)
    assert mails.verify_email(tenant, ADA, base_url=ISSUER) is None
    assert len(tenant.outbox) == 0


def test_nobody_without_an_address_gets_mail() -> None:
    tenant = a_tenant()
    nobody = replace(ADA, email=None, username="ada")
    assert mails.verify_email(tenant, nobody, base_url=ISSUER) is None
    assert mails.password_reset(tenant, nobody, base_url=ISSUER) is None
    assert (len(tenant.outbox), len(tenant.tickets)) == (0, 0)


def test_the_tenants_template_counts() -> None:
    tenant = with_template(
        subject="Hi {{ user.given_name }}, welcome to {{ application.name }}",
        sender="{{ application.name }} <hello@acme.test>",
        body="<html><head></head><p>{{ user.name }}: <a href='{{ url }}'>go</a></html>",
    )
    mail = verification(tenant, replace(ADA, name="<script>"))
    assert mail.subject == "Hi Ada, welcome to My SPA"
    assert mail.sender == "My SPA <hello@acme.test>"
    assert mail.html == (
        f"<html><head></head><p>&lt;script&gt;: <a href='{mail.link}'>go</a></html>"
    )
    assert mail.text == f"<script>: go ({mail.link})"


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        ("password_reset", "reset_email"),
        ("password_reset", "change_password"),
        ("blocked_account", "blocked_account"),
        ("stolen_credentials", "stolen_credentials"),
    ],
)
def test_templates_are_found_by_auth0s_names(kind: str, template: str) -> None:
    tenant = with_template(template=template, subject="Ours")
    assert getattr(mails, kind)(tenant, ADA, base_url=ISSUER).subject == "Ours"


def test_codes_have_templates_of_their_own() -> None:
    tenant = with_template(template="verify_email_by_code", subject="Code")
    by_code = mails.verify_email(tenant, ADA, base_url=ISSUER, code="1")
    assert by_code is not None
    assert (by_code.subject, verification(tenant).subject) == ("Code", "Verify your email")


def test_the_template_says_where_the_link_ends_and_when() -> None:
    tenant = with_template(
        result_url="{{ application.callback_domain }}/done?x=1#top",
        url_lifetime=timedelta(minutes=10),
        include_email_in_redirect=False,
    )
    ticket = tenant.tickets.get(ticket_of(verification(tenant)), NOON)
    assert ticket is not None
    assert ticket.result_url == "https://app.example/done?x=1#top"
    assert ticket.ends_at == NOON + timedelta(minutes=10)
    assert not ticket.include_email_in_redirect


@pytest.mark.parametrize("url", ["javascript:alert(1)", "{{ nothing }}", "//evil.example", "a b"])
def test_a_result_url_that_is_none_is_left_out(url: str) -> None:
    tenant = with_template(result_url=url)
    ticket = tenant.tickets.get(ticket_of(verification(tenant)), NOON)
    assert ticket is not None
    assert ticket.result_url is None


def test_the_default_is_sent_where_a_template_grows_too_large() -> None:
    tenant = with_template(body="{{ user.user_metadata.a }}" * 3)
    mail = verification(tenant, replace(ADA, user_metadata={"a": "x" * 50_000}))
    assert "Confirm my account" in mail.text


def test_nothing_in_a_profile_keeps_a_mail_back() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    user = replace(ADA, user_metadata={"a": deep})
    source = "{{ user.user_metadata.a }}{{ user.user_metadata }}"
    mail = verification(with_template(subject=source, body=source), user)
    assert "Confirm my account" in mail.text
    long = replace(ADA, email=f"{'a' * 200_000}@example.com", name="b" * 200_000)
    assert "Confirm my account" in verification(a_tenant(), long).text


def test_what_users_are_called_starts_no_header_and_no_element() -> None:
    tenant = with_template(subject="Hi {{ user.name }}")
    name = "Eve\r\nBcc: all@example.com <img src=x>"
    assert verification(tenant, replace(ADA, name=name)).subject == (
        "Hi Eve Bcc: all@example.com <img src=x>"
    )
    mail = verification(a_tenant(), replace(ADA, email='"<img src=x>"@example.com'))
    assert "<img src=x>" not in mail.html


def test_wears_the_tenants_colours() -> None:
    tenant = a_tenant(
        friendly_name="Acme",
        branding=Branding(logo_url="https://acme.test/logo.svg", primary="#ffdd00"),
    )
    html = verification(tenant).html
    assert "background:#ffdd00;color:#000000" in html
    assert '<img src="https://acme.test/logo.svg"' in html


def test_takes_no_style_for_a_colour() -> None:
    tenant = a_tenant(branding=Branding(primary="red;display:none"))
    assert "display:none" not in verification(tenant).html


def test_a_reset_empties_the_outbox_and_brings_the_templates_back() -> None:
    tenant = with_template(subject="Ours")
    verification(tenant)
    tenant.email_templates.remove("verify_email")
    tenant.reset()
    assert len(tenant.outbox) == 0
    assert verification(tenant).subject == "Ours"
