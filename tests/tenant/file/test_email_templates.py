"""``emailTemplates:`` as auth0-deploy-cli writes them."""

from datetime import timedelta
from pathlib import Path

import pytest

from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.tenant.file.reader import TenantFile
from tests.tenant.file.builders import problems_of, seed_of


def test_reads_every_attribute() -> None:
    seed = seed_of(
        """
emailTemplates:
  - template: verify_email
    subject: Verify at {{ application.name }}
    from: "Acme <hello@acme.test>"
    body: <p>{{ url }}</p>
    resultUrl: https://acme.test/done
    urlLifetimeInSeconds: 600
    includeEmailInRedirect: false
    syntax: liquid
    enabled: false
  - { template: welcome_email, from: "", subject: null, urlLifetimeInSeconds: 0 }
"""
    )
    assert seed.email_templates == (
        EmailTemplate(
            template="verify_email",
            subject="Verify at {{ application.name }}",
            sender="Acme <hello@acme.test>",
            body="<p>{{ url }}</p>",
            result_url="https://acme.test/done",
            url_lifetime=timedelta(minutes=10),
            include_email_in_redirect=False,
            enabled=False,
        ),
        EmailTemplate(template="welcome_email"),
    )


def test_reads_the_body_from_the_file_that_deploy_cli_wrote(tmp_path: Path) -> None:
    (tmp_path / "emailTemplates").mkdir()
    (tmp_path / "emailTemplates/verify_email.html").write_text("<p>Ä {{ url }}</p>")
    file = tmp_path / "tenant.yaml"
    file.write_text(
        "emailTemplates: [{template: verify_email, body: ./emailTemplates/verify_email.html}]"
    )
    loaded = TenantFile.load(file, {})
    loaded.report.raise_problems()
    assert loaded.seed.email_templates[0].body == "<p>Ä {{ url }}</p>"


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{subject: x}", "emailTemplates[0]: needs template, such as template: verify_email"),
        (
            "{template: verify_mail}",
            "emailTemplates[0].template: must be one of async_approval, blocked_account, "
            "change_password, enrollment_email, mfa_oob_code, password_reset, reset_email, "
            "reset_email_by_code, stolen_credentials, user_invitation, verify_email, "
            'verify_email_by_code, welcome_email; it is "verify_mail"; did you mean verify_email?',
        ),
        (
            "{template: verify_email, body: ./none.html}",
            "emailTemplates[0].body: cannot be read: none.html: No such file or directory",
        ),
        (
            "{template: verify_email, syntax: mustache}",
            'emailTemplates[0].syntax: must be one of liquid; it is "mustache"',
        ),
        (
            "{template: verify_email, urlLifetimeInSeconds: soon}",
            "emailTemplates[0].urlLifetimeInSeconds: must be a number of seconds, such as "
            'urlLifetimeInSeconds: 3600; it is "soon"',
        ),
    ],
)
def test_tells_what_is_wrong(template: str, problem: str) -> None:
    assert problems_of(f"emailTemplates: [{template}]") == [f"tenant.yaml:1: {problem}"]


def test_no_two_for_the_same_mail() -> None:
    problems = problems_of("emailTemplates: [{template: welcome_email}, {template: welcome_email}]")
    assert problems == [
        "tenant.yaml:1: emailTemplates[1].template: emailTemplates[0] has the same template "
        '"welcome_email"'
    ]


def test_liquid_that_is_not_emulated_has_no_effect() -> None:
    seed = seed_of(
        "emailTemplates: [{template: verify_email, body: '<p>{% for a in b %}{% endfor %}'}]"
    )
    assert seed.email_templates == (EmailTemplate(template="verify_email"),)
    assert seed.not_emulated == {"emailTemplates[].body": "tenant.yaml:1"}
