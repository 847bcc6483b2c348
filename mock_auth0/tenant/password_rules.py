"""Whether a connection takes a new password: Auth0's rules, explained as Auth0 explains them.

Auth0: Password Strength in Auth0 Database Connections; github.com/auth0/password-sheriff
"""

from collections.abc import Iterator
from typing import Any

from mock_auth0.model.password_policy import CharacterType, PasswordPolicy
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import PasswordRefusedError

_SPECIAL = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MOST_IN_A_ROW = 2
_SHORTEST_INFO = 3
"""Shorter parts of a profile occur in many a good password."""
_NAMES = ("name", "first", "last")

_MESSAGES = {
    CharacterType.LOWER_CASE: ("lower case letters (a-z)", "lowerCase"),
    CharacterType.UPPER_CASE: ("upper case letters (A-Z)", "upperCase"),
    CharacterType.NUMBER: ("numbers (i.e. 0-9)", "numbers"),
    CharacterType.SPECIAL: ("special characters (e.g. !@#$%^&*)", "specialCharacters"),
}


def check(policy: PasswordPolicy, user: User, password: str) -> None:
    """Raises `PasswordRefusedError` for what may not be the password of this user.

    The history is not looked at.
    """
    check_strength(policy, password)
    lower = password.lower()
    if policy.dictionary is not None and _is_common(policy.dictionary, lower):
        raise PasswordRefusedError(
            "PasswordDictionaryError",
            "Password is too common",
            "it is in the dictionary of the connection, or one of the most common passwords",
        )
    if any(each in lower for each in _personal_info(policy, user)):
        raise PasswordRefusedError(
            "PasswordNoUserInfoError",
            "Password contains user information",
            "a name, the username or the e-mail address occurs in it",
        )


def check_strength(policy: PasswordPolicy, password: str) -> None:
    """Raises the ``PasswordStrengthError`` with the rules, if one of them is broken."""
    rules = list(_rules(policy, password))
    if all(rule["verified"] for rule in rules):
        return
    raise PasswordRefusedError(
        "PasswordStrengthError",
        "Password is too weak",
        "the passwordPolicy of the connection asks for more",
        rules={"rules": rules, "verified": False},
        policy="\n".join(map(_in_words, rules)),
    )


def _rules(policy: PasswordPolicy, password: str) -> Iterator[dict[str, Any]]:
    if policy.min_length == 1:
        yield {
            "message": "Non-empty password required", "code": "nonEmpty",
            "verified": bool(password),
        }  # fmt: skip
    else:
        yield {
            "message": "At least %d characters in length", "format": [policy.min_length],
            "code": "lengthAtLeast", "verified": len(password) >= policy.min_length,
        }  # fmt: skip
    if policy.character_types:
        yield _characters(policy, password)
    if not policy.takes_identical:
        yield {
            "message": 'No more than %d identical characters in a row (e.g., "%s" not allowed)',
            "code": "identicalChars", "format": [_MOST_IN_A_ROW, "aaa"],
            "verified": _longest_run(password, 0) <= _MOST_IN_A_ROW,
        }  # fmt: skip
    if not policy.takes_sequential:
        longest = max(_longest_run(password, 1), _longest_run(password, -1))
        yield {
            "message": "No more than %d sequential alphanumeric characters "
            '(e.g., "%s" not allowed)',
            "code": "sequentialChars", "format": [_MOST_IN_A_ROW, "abc"],
            "verified": longest <= _MOST_IN_A_ROW,
        }  # fmt: skip
    if policy.max_bytes is not None:
        yield {
            "message": "Maximum password length exceeded", "code": "maxLength",
            "format": [policy.max_bytes],
            "verified": len(password.encode("utf-8", "surrogatepass")) <= policy.max_bytes,
        }  # fmt: skip


def _characters(policy: PasswordPolicy, password: str) -> dict[str, Any]:
    items = [
        {"message": _MESSAGES[kind][0], "code": _MESSAGES[kind][1],
         "verified": any(_is_of(kind, character) for character in password)}
        for kind in policy.character_types
    ]  # fmt: skip
    verified = sum(bool(item["verified"]) for item in items)
    if policy.at_least == len(items):
        return {
            "message": "Should contain:", "code": "shouldContain",
            "verified": verified == len(items), "items": items,
        }  # fmt: skip
    return {
        "message": "Contain at least %d of the following %d types of characters:",
        "code": "containsAtLeast", "format": [policy.at_least, len(items)], "items": items,
        "verified": verified >= policy.at_least,
    }  # fmt: skip


def _is_of(kind: CharacterType, character: str) -> bool:
    if kind is CharacterType.SPECIAL:
        return character in _SPECIAL
    if kind is CharacterType.NUMBER:
        return "0" <= character <= "9"
    first, last = ("a", "z") if kind is CharacterType.LOWER_CASE else ("A", "Z")
    return first <= character <= last


def _longest_run(password: str, step: int) -> int:
    """The length of the longest run in which each is ``step`` after the one before.

    Only letters and digits follow one another; the same may be any.
    """
    longest = length = 0
    previous = ""
    for character in password:
        is_next = previous and ord(character) - ord(previous) == step
        if step and not (character.isascii() and character.isalnum()):
            previous, length = "", 0
            continue
        length = length + 1 if is_next else 1
        longest, previous = max(longest, length), character
    return longest


def _is_common(dictionary: frozenset[str], password: str) -> bool:
    from mock_auth0.tenant.common_passwords import COMMON_PASSWORDS

    return password in dictionary or password in COMMON_PASSWORDS


def _personal_info(policy: PasswordPolicy, user: User) -> Iterator[str]:
    for field in policy.personal_info:
        value = getattr(user, field, None)
        if field == "email" and user.email:
            value = user.email.partition("@")[0]
        values = [value]
        if field == "user_metadata":
            values = [user.user_metadata.get(name) for name in _NAMES]
        for each in values:
            if isinstance(each, str) and len(each) >= _SHORTEST_INFO:
                yield each.lower()


def _in_words(rule: dict[str, Any]) -> str:
    message: str = rule["message"]
    if "format" in rule and "%" in message:
        message = message % tuple(rule["format"])
    items = (f"\n * {item['message']}" for item in rule.get("items", ()))
    return f"* {message}{''.join(items)}"
