"""What is wrong with a tenant file: everything at once, each with its line and its key."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

_SHOWN = 20
_LONGEST_VALUE = 60


class Problem(NamedTuple):
    """One thing to correct."""

    file: str | None
    line: int | None
    path: str
    message: str

    def __str__(self) -> str:
        place = self.file and (f"{self.file}:{self.line}" if self.line else self.file)
        return ": ".join(part for part in (place, self.path, self.message) if part)


class TenantFileError(ValueError):
    """A tenant file, or a Python value of the same shape, that cannot be used.

    Its text is ready to be shown: a line per problem, in the order of the file.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(f"… and {len(self.problems) - _SHOWN} more")
        super().__init__("\n".join(lines))


class Report:
    """Collects what is wrong with one file, and what it configures in vain."""

    __slots__ = ("file", "not_emulated", "problems")

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        """``None`` for values that come from Python."""
        self.problems: list[Problem] = []
        self.not_emulated: dict[str, str] = {}

    def problem(self, line: int | None, path: str, message: str) -> None:
        """Note what is wrong, and go on reading."""
        self.problems.append(Problem(self.file, line, path, message))

    def without_effect(self, line: int | None, path: str, name: str) -> None:
        """Note what Auth0 would act on and the mock does not: once per name in a file.

        In Python nobody pastes a whole tenant, so there it is a mistake.
        """
        if self.file is None:
            self.problem(line, path, "mock-auth0 does not emulate this; leave it out")
        else:
            self.not_emulated.setdefault(name, f"{self.file}:{line}" if line else self.file)

    def raise_problems(self) -> None:
        """Raise `TenantFileError` with all that was noted, if anything was."""
        if self.problems:
            raise TenantFileError(self.problems)


def shown(value: object) -> str:
    """The value as it may stand in a message: in YAML's words, and not too long."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple | set | frozenset):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def did_you_mean(name: str, known: Iterable[str], spelled: Callable[[str], str] = str) -> str:
    """The nearest known name as the end of a sentence; empty when none is near.

    >>> did_you_mean("callback", ["callbacks", "name"])
    '; did you mean callbacks?'
    """
    from difflib import get_close_matches

    choices = {candidate.lower(): candidate for candidate in known}
    near = get_close_matches(name.lower(), choices, n=1, cutoff=0.6)
    return f"; did you mean {spelled(choices[near[0]])}?" if near else ""
