"""The users beside the login form: one click instead of a password."""

import re
import zlib
from dataclasses import dataclass

from mock_auth0.model.user import User

_AVATAR_TONES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChoice:
    """A user who can be logged in with one click."""

    user_id: str
    name: str
    email: str
    note: str = ""

    @property
    def initials(self) -> str:
        """One or two letters to stand for a picture.

        >>> UserChoice(user_id="auth0|1", name="Ada King Lovelace", email="").initials
        'AL'
        """
        words = re.findall(r"\w+", self.name.partition("@")[0] or self.email)
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def tone(self) -> int:
        """Which of the avatar's colours; the same at every start, which `hash` is not."""
        return zlib.crc32(self.user_id.encode()) % _AVATAR_TONES


def choice_of(user: User) -> UserChoice:
    """The user as the list shows them."""
    return UserChoice(
        user_id=user.user_id,
        name=user.name or user.identifier,
        email=user.identifier,
        note=_note(user),
    )


def _note(user: User) -> str:
    if user.blocked:
        return "blocked"
    if user.email is not None and not user.email_verified:
        return "email not verified"
    return ", ".join(user.roles)
