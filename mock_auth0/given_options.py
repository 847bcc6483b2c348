"""The options that were given: the strongest source of each, and what is wrong with them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from mock_auth0.option_table import NOT_IN_FILE, OPTIONS, PREFIX, URL_VARIABLE, variable_of
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.file.problems import Report, did_you_mean, shown
from mock_auth0.tenant.file.reader import TenantFile

T = TypeVar("T")


class SettingsError(ValueError):
    """An option that does not exist, or a value it cannot have. The text says what to write."""


class GivenOptions:
    """``values`` by name. Sources are added from the strongest to the weakest."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._complaints: dict[str, Callable[[str], None]] = {}
        self._spellings: dict[str, str] = {}
        self._problems: list[str] = []

    def add_arguments(self, arguments: Mapping[str, object], spelled: Callable[[str], str]) -> None:
        """Keywords, or flags: ``spelled`` says how they were written. ``None`` is not given."""
        for name, value in arguments.items():
            if name not in OPTIONS:
                self._problems.append(_unknown(spelled(name), name, spelled))
            elif value not in (None, ""):
                self._spellings.setdefault(name, spelled(name))
                self._add(name, value, self._complaint(spelled(name)))

    def add_environment(self, environment: Mapping[str, str]) -> None:
        """The variables that begin as ours do."""
        for variable, value in environment.items():
            if not variable.startswith(PREFIX) or not value or _is_kubernetes(variable, value):
                continue
            if variable == URL_VARIABLE:
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name not in OPTIONS or variable_of(name) != variable:
                self._problems.append(_unknown(variable, name, variable_of))
            else:
                self._spellings.setdefault(name, variable)
                self._add(name, value, self._complaint(variable))

    def add_file(self, file: TenantFile, folder: Path) -> None:
        """The section ``mock:``; paths count from ``folder``."""
        section = file.options
        for name, option in OPTIONS.items():
            if name not in NOT_IN_FILE and section.has(name):
                node = section.node(name)
                value = option.metadata["in_file"](node, folder)
                self._add(name, value, _complaint_of_file(file.report, name, node))
        section.close()

    def checked(self, name: str, check: Callable[[Any], T]) -> T | None:
        """What ``check`` makes of the value; ``None`` where it is not given or not right."""
        if name not in self.values:
            return None
        try:
            return check(self.values[name])
        except ValueError as error:
            self._complaints[name](str(error))
            return None

    def spelling(self, name: str) -> str:
        """The option as it was given."""
        return self._spellings[name]

    def raise_problems(self) -> None:
        """Raise `SettingsError` with all that was wrong, if anything was."""
        if self._problems:
            raise SettingsError("\n".join(self._problems))

    def _complaint(self, spelling: str) -> Callable[[str], None]:
        return lambda message: self._problems.append(f"{spelling}: {message}")

    def _add(self, name: str, value: object, complain: Callable[[str], None]) -> None:
        try:
            value = OPTIONS[name].metadata["read"](value)
        except ValueError as error:
            complain(f"{error}; it is {shown(value)}")
            return
        if name not in self.values:
            self.values[name] = value
            self._complaints[name] = complain


def _unknown(given: str, name: str, spelled: Callable[[str], str]) -> str:
    return f"{given}: unknown option{did_you_mean(name, OPTIONS, spelled)}"


def _is_kubernetes(variable: str, value: str) -> bool:
    """Whether Kubernetes set it, for a service that is called mock-auth0."""
    return variable.startswith((f"{PREFIX}SERVICE_", f"{PREFIX}PORT_")) or (
        variable == f"{PREFIX}PORT" and "://" in value
    )


def _complaint_of_file(report: Report, name: str, node: Node) -> Callable[[str], None]:
    return lambda message: report.problem(node.line, f"mock.{name}", message)
