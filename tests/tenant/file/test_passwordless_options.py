"""Connections that send codes."""

from datetime import timedelta

from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.passwordless_options import PasswordlessOptions
from tests.tenant.file.builders import problems_of, seed_of


def test_reads_every_attribute() -> None:
    seed = seed_of(
        """
connections:
  - name: email
    strategy: email
    options:
      disable_signup: true
      totp: { length: 8, time_step: 300 }
      email: { syntax: liquid, subject: "{{ code }}", from: a@b.example, body: "<b>{{ code }}</b>" }
      brute_force_protection: true
  - { name: sms, strategy: sms, options: { provider: twilio, template: "@@password@@" } }
"""
    )
    options = {each.name: each.passwordless for each in seed.connections}

    assert options["email"] == PasswordlessOptions(
        disable_signup=True,
        code_length=8,
        code_lifetime=timedelta(minutes=5),
        template=EmailTemplate(
            template="passwordless_code",
            subject="{{ code }}",
            sender="a@b.example",
            body="<b>{{ code }}</b>",
        ),
    )
    assert options["sms"] == PasswordlessOptions()
    assert seed.not_emulated == {}


def test_names_what_is_without_effect() -> None:
    seed = seed_of("connections: [{ name: email, strategy: email, options: { new: 1 } }]")

    assert list(seed.not_emulated) == ["connections[].options.new"]


def test_says_what_is_wrong_with_a_code() -> None:
    assert problems_of(
        "connections: [{ name: email, strategy: email, options: { totp: { length: 3 } } }]"
    ) == [
        "tenant.yaml:1: connections[0].options.totp.length: must be a whole number from 4 to 40; "
        "it is 3"
    ]
