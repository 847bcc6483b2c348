"""What a database connection asks of a new password.

Auth0: Password Strength in Auth0 Database Connections; Password Options in Auth0 Database
Connections
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class CharacterType(StrEnum):
    """A kind of characters, in the order in which Auth0 lists them."""

    LOWER_CASE = "lowercase"
    UPPER_CASE = "uppercase"
    NUMBER = "number"
    SPECIAL = "special"


_FAIR = (CharacterType.LOWER_CASE, CharacterType.UPPER_CASE, CharacterType.NUMBER)
_ALL = tuple(CharacterType)
_THREE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPolicy:
    """The rules; as they are by default, those of a fresh connection: ``good``."""

    min_length: int = 8
    character_types: tuple[CharacterType, ...] = _ALL
    at_least: int = _THREE
    """How many of the ``character_types`` must occur."""
    takes_identical: bool = True
    """Whether three of the same in a row are fine."""
    takes_sequential: bool = True
    """Whether ``abc`` and ``321`` are fine."""
    max_bytes: int | None = None
    """More are refused; ``None``: they are taken, though bcrypt would not see them."""
    dictionary: frozenset[str] | None = field(default=None, repr=False)
    """Words that it must not be, in lower case, besides the common ones; ``None``: no check."""
    personal_info: frozenset[str] = frozenset()
    """The attributes of the user that must not occur in it."""
    history: int = 0
    """How many previous ones it must differ from."""


PERSONAL_INFO = frozenset({"name", "username", "nickname", "email", "user_metadata"})
"""What ``password_no_personal_info`` looks at; of the e-mail address, the part before ``@``."""

_NOTHING = PasswordPolicy(min_length=1, character_types=(), at_least=0)

PRESETS = {
    "none": _NOTHING,
    "low": replace(_NOTHING, min_length=6),
    "fair": PasswordPolicy(character_types=_FAIR, at_least=len(_FAIR)),
    "good": PasswordPolicy(),
    "excellent": PasswordPolicy(min_length=10, takes_identical=False),
}
"""By the value of ``passwordPolicy``."""
