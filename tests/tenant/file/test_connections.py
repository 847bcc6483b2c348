"""Connections: of databases, all that decides who may sign up, and how."""

import pytest

from mock_auth0.model.connection import (
    DEFAULT_CONNECTION,
    Connection,
    DatabaseOptions,
    SignUpStatus,
    UserAttribute,
)
from mock_auth0.tenant.seed import Seed
from tests.tenant.file.builders import changed, problems_of, seed_of


def options_of(text: str) -> dict[str, object]:
    """What the options of a database are besides the defaults."""
    seed = seed_of(f"databases: [{{ name: Acme, options: {text} }}]")
    return changed(seed.connections[1].options, DatabaseOptions())


def test_reads_several_databases() -> None:
    seed = seed_of("""
        clients: [{ name: My App }]
        databases:
          - { name: Acme, strategy: auth0, enabled_clients: [My App], realms: [acme, a] }
          - { name: Staff, display_name: The Staff, options: { disable_signup: true } }
        connections:
          - { name: Old, strategy: auth0, options: { requires_username: true } }
    """)
    client_id = seed.clients[0].client_id
    required = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
    assert seed.connections == (
        Connection(name=DEFAULT_CONNECTION),
        Connection(name="Acme", enabled_clients=frozenset({client_id}), realms=("acme", "a")),
        Connection(
            name="Staff",
            display_name="The Staff",
            options=DatabaseOptions(disable_signup=True),
        ),
        Connection(name="Old", options=DatabaseOptions(username=required)),
    )
    assert seed.not_emulated == {}


def test_requires_usernames() -> None:
    assert options_of("{ requires_username: true }") == {
        "username": UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
    }
    assert options_of("{ requires_username: false }") == {}
    seed = seed_of("databases: [{ name: A, options: { requires_username: true } }]")
    options = seed.connections[1].options
    assert options.requires_username
    assert options.identifiers == ("email", "username")


def test_reads_attributes() -> None:
    assert options_of("""{ attributes: {
        email: { identifier: { active: false }, profile_required: true, unique: false,
                 signup: { status: optional, verification: { active: false } } },
        phone_number: { identifier: { active: true }, signup: { status: required } },
        username: { identifier: { active: true }, profile_required: false,
                    signup: { status: inactive },
                    validation: { min_length: 3, max_length: 30,
                                  allowed_types: { email: false, phone_number: false } } }
    } }""") == {
        "has_attributes": True,
        "email": UserAttribute(
            sign_up=SignUpStatus.OPTIONAL, is_unique=False, is_verified_at_sign_up=False
        ),
        "phone_number": UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED),
        "username": UserAttribute(is_identifier=True),
        "shortest_username": 3,
        "longest_username": 30,
    }


def test_reads_the_length_of_usernames() -> None:
    assert options_of("{ validation: { username: { min: 2, max: 128 } } }") == {
        "shortest_username": 2,
        "longest_username": 128,
    }


def test_exempts_a_database_from_brute_force_protection() -> None:
    assert options_of("{ brute_force_protection: false }") == {"brute_force_protection": False}


def test_takes_what_a_fresh_database_is_exported_with() -> None:
    seed = seed_of("""
        databases:
          - name: Acme
            strategy: auth0
            is_domain_connection: false
            realms: [Acme]
            enabled_clients: []
            options:
              mfa: { active: true, return_enroll_settings: true }
              passwordPolicy: good
              strategy_version: 2
              authentication_methods: { password: { enabled: true }, passkey: { enabled: false } }
              passkey_options: { challenge_ui: both, progressive_enrollment_enabled: true }
              brute_force_protection: true
              import_mode: false
              customScripts: {}
              configuration: {}
              password_history: { enable: false, size: 5 }
              password_dictionary: { enable: false, dictionary: [] }
              password_no_personal_info: { enable: false }
              password_complexity_options: { min_length: 8 }
              enabledDatabaseCustomization: false
              requires_username: false
    """)
    assert seed.connections[1] == Connection(
        name="Acme", enabled_clients=frozenset(), realms=("Acme",)
    )
    assert seed.not_emulated == {}


def test_names_what_has_no_effect() -> None:
    seed = seed_of("""
        databases:
          - name: Acme
            options:
              enabledDatabaseCustomization: true
              import_mode: true
              authentication_methods: { password: { enabled: false }, passkey: { enabled: true } }
              something_of_tomorrow: { active: true }
    """)
    assert sorted(seed.not_emulated) == [
        "databases[].options.authentication_methods.passkey.enabled",
        "databases[].options.authentication_methods.password.enabled",
        "databases[].options.enabledDatabaseCustomization",
        "databases[].options.import_mode",
        "databases[].options.something_of_tomorrow",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            "requires_username: 1",
            "databases[0].options.requires_username: must be true or false; it is 1",
        ),
        (
            "validation: { username: { min: 9, max: 8 } }",
            "databases[0].options.validation: min 9 is more than max 8",
        ),
        (
            "validation: { username: { max: 129 } }",
            "databases[0].options.validation.username.max: must be a whole number from 1 to 128;"
            " it is 129",
        ),
        (
            "validation: { usrname: { max: 12 } }",
            "databases[0].options.validation.usrname: unknown key; did you mean username?",
        ),
        (
            "attributes: { email: { identifier: { active: false } } }",
            "databases[0].options.attributes: must have one with identifier: {active: true}",
        ),
        (
            "requires_username: true, attributes: { email: { identifier: { active: true } } }",
            "databases[0].options.requires_username: cannot stand beside attributes",
        ),
        (
            "validation: {}, attributes: { email: { identifier: { active: true } } }",
            "databases[0].options.validation: cannot stand beside attributes",
        ),
        (
            "attributes: { email: { identifier: { active: true }, unique: false } }",
            "databases[0].options.attributes.email.unique: must be true for an identifier;"
            " it is false",
        ),
        (
            "attributes: { email: { identifier: { active: true }, signup: { status: on } } }",
            "databases[0].options.attributes.email.signup.status: must be one of required,"
            ' optional, inactive; it is "on"',
        ),
        (
            "attributes: { emial: {} }",
            "databases[0].options.attributes: must have one with identifier: {active: true}",
        ),
        (
            "attributes: { emial: {} }",
            "databases[0].options.attributes.emial: unknown key; did you mean email?",
        ),
        ("disable_signup: [true]", "databases[0].options.disable_signup: must be true or false;"
         " it is a list"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(options: str, message: str) -> None:
    problems = problems_of(f"databases: [{{ name: Acme, options: {{ {options} }} }}]")
    assert f"tenant.yaml:1: {message}" in problems


def test_every_tenant_has_its_first_database() -> None:
    assert seed_of("databases: []").connections == Seed().connections
