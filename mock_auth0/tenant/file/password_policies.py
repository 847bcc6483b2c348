"""What a database connection asks of new passwords: by the older keys, or by ``password_options``.

Auth0: Management API > Connections > ``options``
"""

from dataclasses import replace

from mock_auth0.model.password_policy import (
    PERSONAL_INFO,
    PRESETS,
    CharacterType,
    PasswordPolicy,
)
from mock_auth0.tenant.file.fields import Fields

_LONGEST_MINIMUM = 128
_MOST_REMEMBERED = 24
_BYTES_OF_BCRYPT = 72
_WHEN_HISTORY_HAS_NO_SIZE = 5
_TYPES = tuple(CharacterType)
_THREE = 3


def password_policy(options: Fields) -> PasswordPolicy:
    """The policy of a database by its ``options``."""
    preset = PRESETS[options.choice("passwordPolicy", tuple(PRESETS)) or "good"]
    complexity = options.section("password_complexity_options")
    min_length = complexity.number("min_length", least=1, most=_LONGEST_MINIMUM)
    complexity.close()
    policy = replace(
        preset,
        min_length=min_length or preset.min_length,
        history=_history(options.section("password_history"), "enable"),
        dictionary=_dictionary(options.section("password_dictionary"), "enable", "dictionary"),
        personal_info=_all_personal_info(options.section("password_no_personal_info")),
    )
    if not options.has("password_options"):
        return policy
    return _of_newer_options(options.section("password_options"), policy)


def _of_newer_options(options: Fields, policy: PasswordPolicy) -> PasswordPolicy:
    profile = options.section("profile_data")
    personal_info = policy.personal_info
    if profile.flag("active") is not None:
        blocked = profile.texts("blocked_fields")
        fields = PERSONAL_INFO if blocked is None else frozenset(blocked)
        personal_info = fields if profile.flag("active") else frozenset()
    profile.close()
    built = _of_complexity(options.section("complexity"), policy)
    built = replace(
        built,
        history=_history(options.section("history"), "active") or policy.history,
        dictionary=_dictionary(options.section("dictionary"), "active", "custom")
        or policy.dictionary,
        personal_info=personal_info,
    )
    options.close()
    return built


def _of_complexity(fields: Fields, policy: PasswordPolicy) -> PasswordPolicy:
    min_length = fields.number("min_length", least=1, most=_BYTES_OF_BCRYPT)
    types = fields.choices("character_types", _TYPES)
    rule = fields.choice("character_type_rule", ("all", "three_of_four"))
    identical = fields.choice("identical_characters", ("allow", "block"))
    sequential = fields.choice("sequential_characters", ("allow", "block"))
    exceeded = fields.choice("max_length_exceeded", ("truncate", "error"))
    fields.close()
    asked = policy.character_types
    if types is not None:
        asked = tuple(each for each in _TYPES if each in types)
    at_least = min(policy.at_least, len(asked))
    if types is not None or rule is not None:
        at_least = _THREE if rule == "three_of_four" else len(asked)
    if at_least > len(asked):
        fields.wrong("character_type_rule", "needs all four character_types")
    return replace(
        policy,
        min_length=min_length or policy.min_length,
        character_types=asked,
        at_least=at_least,
        takes_identical=policy.takes_identical if identical is None else identical == "allow",
        takes_sequential=sequential != "block",
        max_bytes=_BYTES_OF_BCRYPT if exceeded == "error" else None,
    )


def _history(fields: Fields, switch: str) -> int:
    is_on = fields.flag(switch)
    size = fields.number("size", least=0, most=_MOST_REMEMBERED)
    fields.close()
    if not is_on:
        return 0
    return _WHEN_HISTORY_HAS_NO_SIZE if size is None else size


def _dictionary(fields: Fields, switch: str, words: str) -> frozenset[str] | None:
    is_on = fields.flag(switch)
    given = fields.texts(words) or ()
    fields.choice("default", ("en_10k", "en_100k"))
    fields.close()
    return frozenset(word.lower() for word in given) if is_on else None


def _all_personal_info(fields: Fields) -> frozenset[str]:
    is_on = fields.flag("enable")
    fields.close()
    return PERSONAL_INFO if is_on else frozenset()
