"""A URL that is not on a list: what was sent, what is allowed, and where the two part.

Auth0 only says that they differ; this is for the person who wants to know how.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

_LONGEST_COMPARED = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of the URL that was sent, and whether the nearest allowed one has it, too."""

    text: str
    is_different: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """``what`` is the parameter, ``configure`` the lines to add to the tenant file."""

    what: str
    sent: str
    allowed: tuple[str, ...]
    configure: str

    @property
    def nearest(self) -> str | None:
        """The allowed URL that is most like the one that was sent.

        >>> Mismatch(what="redirect_uri", sent="http://localhost:3001/cb", configure="",
        ...          allowed=("https://app.example/", "http://localhost:3000/cb")).nearest
        'http://localhost:3000/cb'
        """
        if len(self.sent) > _LONGEST_COMPARED:
            return None
        candidates = [each for each in self.allowed if len(each) <= _LONGEST_COMPARED]
        return next(iter(get_close_matches(self.sent, candidates, n=1, cutoff=0.6)), None)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The URL that was sent, cut where it differs from the nearest allowed one.

        What only the allowed one has leaves an empty part.
        """
        nearest = self.nearest
        if nearest is None:
            return (Part(text=self.sent),)
        matcher = SequenceMatcher(None, nearest, self.sent, autojunk=False)
        return tuple(
            Part(text=self.sent[start:end], is_different=operation != "equal")
            for operation, _, _, start, end in matcher.get_opcodes()
        )

    def __str__(self) -> str:
        """The same in one paragraph, for the log and for a header."""
        allowed = ", ".join(self.allowed) or "none"
        return f"{self.sent} was sent as {self.what}; allowed: {allowed}. Add:\n{self.configure}"
