"""What a policy says of a password, to the letter."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.password_policy import PERSONAL_INFO, PRESETS, CharacterType, PasswordPolicy
from mock_auth0.oauth.database_errors import PasswordRefusedError
from mock_auth0.tenant import password_rules
from tests.builders import a_user
from tests.deterministic import deterministic

LOWER = {"message": "lower case letters (a-z)", "code": "lowerCase"}
UPPER = {"message": "upper case letters (A-Z)", "code": "upperCase"}
NUMBERS = {"message": "numbers (i.e. 0-9)", "code": "numbers"}
SPECIAL = {"message": "special characters (e.g. !@#$%^&*)", "code": "specialCharacters"}
NONE = PRESETS["none"]


def refusal(policy: PasswordPolicy, password: str, **changes: Any) -> PasswordRefusedError:
    with pytest.raises(PasswordRefusedError) as caught:
        password_rules.check(policy, a_user(**changes), password)
    return caught.value


def items(*verified: bool) -> list[dict[str, Any]]:
    kinds = (LOWER, UPPER, NUMBERS, SPECIAL)
    return [{**kind, "verified": each} for kind, each in zip(kinds, verified, strict=False)]


def test_explains_the_policy_good() -> None:
    error = refusal(PRESETS["good"], "test")

    assert (error.name, error.code, error.description, error.status) == (
        "PasswordStrengthError",
        "invalid_password",
        "Password is too weak",
        400,
    )
    assert error.rules == {
        "rules": [
            {
                "message": "At least %d characters in length",
                "format": [8],
                "code": "lengthAtLeast",
                "verified": False,
            },
            {
                "message": "Contain at least %d of the following %d types of characters:",
                "code": "containsAtLeast",
                "format": [3, 4],
                "items": items(True, False, False, False),
                "verified": False,
            },
        ],
        "verified": False,
    }
    assert error.policy == (
        "* At least 8 characters in length\n"
        "* Contain at least 3 of the following 4 types of characters:\n"
        " * lower case letters (a-z)\n"
        " * upper case letters (A-Z)\n"
        " * numbers (i.e. 0-9)\n"
        " * special characters (e.g. !@#$%^&*)"
    )


def test_explains_the_policy_fair() -> None:
    error = refusal(PRESETS["fair"], "testtest1")

    assert error.rules is not None
    assert error.rules["rules"][1] == {
        "message": "Should contain:",
        "code": "shouldContain",
        "verified": False,
        "items": items(True, False, True),
    }
    assert error.policy is not None
    assert error.policy.splitlines()[1] == "* Should contain:"


def test_explains_the_policy_excellent() -> None:
    error = refusal(PRESETS["excellent"], "Abcdefg111")

    assert error.rules is not None
    assert error.rules["rules"][2] == {
        "message": 'No more than %d identical characters in a row (e.g., "%s" not allowed)',
        "code": "identicalChars",
        "format": [2, "aaa"],
        "verified": False,
    }
    assert error.policy is not None
    assert error.policy.endswith(
        '* No more than 2 identical characters in a row (e.g., "aaa" not allowed)'
    )


def test_explains_the_policy_none() -> None:
    error = refusal(NONE, "")

    assert error.rules == {
        "rules": [
            {"message": "Non-empty password required", "code": "nonEmpty", "verified": False}
        ],
        "verified": False,
    }
    assert error.policy == "* Non-empty password required"


@pytest.mark.parametrize(
    ("policy", "password", "is_taken"),
    [
        ("none", "x", True),
        ("low", "xxxxx", False),
        ("low", "xxxxxx", True),
        ("fair", "Abcdef12", True),
        ("fair", "abcdef12", False),
        ("fair", "Abcdefgh", False),
        ("good", "abcdef1!", True),
        ("good", "Abcdef1", False),
        ("good", "abcdefg1", False),
        ("good", "ABCDEF1 ", True),
        ("good", "äöüÄÖÜ١٢", False),
        ("excellent", "Abcdefgh12", True),
        ("excellent", "Abcdefgh1", False),
        ("excellent", "Abcdefghh12", True),
        ("excellent", "Abcdefghhh12", False),
    ],
)
def test_takes_or_not(policy: str, password: str, *, is_taken: bool) -> None:
    if is_taken:
        password_rules.check(PRESETS[policy], a_user(), password)
    else:
        assert refusal(PRESETS[policy], password).name == "PasswordStrengthError"


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("abd", True),
        ("abc", False),
        ("x321", False),
        ("a-b-c", True),
        ("aab", True),
        ("#$%", True),
        ("ab", True),
        ("121212", True),
        ("9:;", True),
    ],
)
def test_refuses_sequences_where_told_to(password: str, *, is_taken: bool) -> None:
    policy = replace(NONE, takes_sequential=False)

    if is_taken:
        password_rules.check(policy, a_user(), password)
        return
    error = refusal(policy, password)
    assert error.rules is not None
    assert error.rules["rules"][1] == {
        "message": 'No more than %d sequential alphanumeric characters (e.g., "%s" not allowed)',
        "code": "sequentialChars",
        "format": [2, "abc"],
        "verified": False,
    }


def test_counts_bytes_where_there_is_a_limit() -> None:
    policy = replace(NONE, max_bytes=72)

    password_rules.check(policy, a_user(), "é" * 36)
    error = refusal(policy, "é" * 36 + "x")
    assert error.policy == "* Non-empty password required\n* Maximum password length exceeded"


@pytest.mark.parametrize("password", ["password", "PassWord", "qwerty123", "Acme2024"])
def test_refuses_what_is_in_the_dictionary(password: str) -> None:
    policy = replace(NONE, dictionary=frozenset({"acme2024"}))

    error = refusal(policy, password)
    assert (error.name, error.description) == (
        "PasswordDictionaryError",
        "Password is too common",
    )
    assert error.rules is None
    password_rules.check(NONE, a_user(), password)
    password_rules.check(policy, a_user(), password + "-")


@pytest.mark.parametrize(
    "password",
    ["xAdax", "my ada lovelace", "COUNTESS!", "Nickname", "babbage1"],
    ids=["the local part", "the name", "the username", "the nickname", "a name of the metadata"],
)
def test_refuses_what_is_known_of_the_user(password: str) -> None:
    policy = replace(NONE, personal_info=PERSONAL_INFO)
    known = {
        "username": "countess",
        "nickname": "nickname",
        "user_metadata": {"last": "Babbage", "plan": "silver", "first": 1},
    }

    error = refusal(policy, password, **known)
    assert (error.name, error.description) == (
        "PasswordNoUserInfoError",
        "Password contains user information",
    )
    password_rules.check(policy, a_user(**known), "example.com silver")
    password_rules.check(NONE, a_user(**known), password)


def test_takes_parts_of_a_profile_that_are_too_short_to_tell() -> None:
    policy = replace(NONE, personal_info=PERSONAL_INFO)

    password_rules.check(policy, a_user(email="al@x.test", name="Al", nickname=None), "halal")


@given(st.text(max_size=20), st.sampled_from(sorted(PRESETS)))
@deterministic(200)
def test_refuses_exactly_when_a_rule_is_broken(password: str, name: str) -> None:
    policy = PRESETS[name]
    kinds = {
        CharacterType.LOWER_CASE: any("a" <= each <= "z" for each in password),
        CharacterType.UPPER_CASE: any("A" <= each <= "Z" for each in password),
        CharacterType.NUMBER: any("0" <= each <= "9" for each in password),
        CharacterType.SPECIAL: any(
            each in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ " for each in password
        ),
    }
    is_strong = (
        len(password) >= policy.min_length
        and sum(kinds[kind] for kind in policy.character_types) >= policy.at_least
        and (policy.takes_identical or not any(each * 3 in password for each in password))
    )
    if is_strong:
        password_rules.check_strength(policy, password)
    else:
        with pytest.raises(PasswordRefusedError):
            password_rules.check_strength(policy, password)
