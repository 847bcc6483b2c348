"""Password policies, in both spellings."""

import pytest

from mock_auth0.model.password_policy import (
    PERSONAL_INFO,
    PRESETS,
    CharacterType,
    PasswordPolicy,
)
from tests.tenant.file.builders import changed, problems_of, seed_of


def policy_of(options: str) -> PasswordPolicy:
    seed = seed_of(f"databases: [{{ name: Acme, options: {{ {options} }} }}]")
    return seed.connections[1].options.password_policy


@pytest.mark.parametrize("name", ["none", "low", "fair", "good", "excellent"])
def test_reads_the_presets(name: str) -> None:
    assert policy_of(f"passwordPolicy: {name}") == PRESETS[name]


def test_is_good_by_default() -> None:
    assert policy_of("") == PRESETS["good"] == PasswordPolicy()


def test_reads_what_adds_to_a_preset() -> None:
    policy = policy_of("""
        passwordPolicy: excellent,
        password_complexity_options: { min_length: 14 },
        password_history: { enable: true, size: 24 },
        password_no_personal_info: { enable: true },
        password_dictionary: { enable: true, dictionary: [Acme, acme1] }
    """)
    assert changed(policy, PRESETS["excellent"]) == {
        "min_length": 14,
        "history": 24,
        "personal_info": PERSONAL_INFO,
        "dictionary": frozenset({"acme", "acme1"}),
    }


def test_reads_what_is_switched_off() -> None:
    policy = policy_of("""
        password_history: { enable: false, size: 24 },
        password_no_personal_info: { enable: false },
        password_dictionary: { enable: false, dictionary: [Acme] }
    """)
    assert policy == PasswordPolicy()


def test_remembers_five_where_no_number_is_given() -> None:
    assert policy_of("password_history: { enable: true }").history == 5


def test_reads_the_newer_options() -> None:
    policy = policy_of("""
        password_options: {
          complexity: { min_length: 12, character_types: [lowercase, number],
                        character_type_rule: all, identical_characters: block,
                        sequential_characters: block, max_length_exceeded: error },
          history: { active: true, size: 3 },
          dictionary: { active: true, custom: [Acme], default: en_100k },
          profile_data: { active: true, blocked_fields: [email, name] }
        }
    """)
    assert policy == PasswordPolicy(
        min_length=12,
        character_types=(CharacterType.LOWER_CASE, CharacterType.NUMBER),
        at_least=2,
        takes_identical=False,
        takes_sequential=False,
        max_bytes=72,
        history=3,
        dictionary=frozenset({"acme"}),
        personal_info=frozenset({"email", "name"}),
    )


@pytest.mark.parametrize(
    ("complexity", "at_least", "types"),
    [
        ("character_type_rule: three_of_four", 3, 4),
        ("character_type_rule: all", 4, 4),
        ("character_types: []", 0, 0),
        ("min_length: 9", 3, 4),
    ],
)
def test_reads_the_rule_of_the_newer_options(complexity: str, at_least: int, types: int) -> None:
    policy = policy_of(f"password_options: {{ complexity: {{ {complexity} }} }}")

    assert (policy.at_least, len(policy.character_types)) == (at_least, types)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            "passwordPolicy: god",
            'passwordPolicy: must be one of none, low, fair, good, excellent; it is "god"'
            "; did you mean good?",
        ),
        (
            "password_complexity_options: { min_length: 0 }",
            "password_complexity_options.min_length: must be a whole number from 1 to 128; it is 0",
        ),
        (
            "password_complexity_options: { min_length: 1.5 }",
            "password_complexity_options.min_length: must be a whole number from 1 to 128;"
            " it is 1.5",
        ),
        (
            "password_complexity_options: { min_length: true }",
            "password_complexity_options.min_length: must be a whole number from 1 to 128;"
            " it is true",
        ),
        (
            "password_history: { enable: true, size: 25 }",
            "password_history.size: must be a whole number from 0 to 24; it is 25",
        ),
        (
            "password_history: { enabled: true }",
            "password_history.enabled: unknown key; did you mean enable?",
        ),
        (
            "password_options: { complexity: { character_types: [upper] } }",
            'password_options.complexity.character_types[0]: "upper" is unknown;'
            " did you mean uppercase?",
        ),
        (
            "password_options: { complexity: { character_types: [number],"
            " character_type_rule: three_of_four } }",
            "password_options.complexity.character_type_rule: needs all four character_types;"
            ' it is "three_of_four"',
        ),
    ],
)
def test_says_what_is_wrong(options: str, message: str) -> None:
    problems = problems_of(f"databases: [{{ name: Acme, options: {{ {options} }} }}]")
    assert problems == [f"tenant.yaml:1: databases[0].options.{message}"]
