"""Reading a command line: the commands, the flag of each option, and what is wrong with a word."""

from argparse import (
    ArgumentParser,
    BooleanOptionalAction,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from mock_auth0.option_table import OPTIONS, flag_of
from mock_auth0.tenant.file.problems import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a word stands for."""

    run: Callable[[Namespace], int]
    explanation: str
    usage: str = "[OPTIONS]"
    details: str = ""
    add_arguments: Callable[[ArgumentParser], None] = lambda _: None
    """Adds what it takes beside the options; called for the command that was given alone."""


Commands = Mapping[str, Command]
"""By their words."""

_EPILOG = """\
mock-auth0 serve --help lists all options.

All that a test may do to a server that runs is a command as well, with its --url:
mock-auth0 clock advance --days 1, mock-auth0 outbox find, mock-auth0 reset; see docs/control.md.
"""


class UsageError(ValueError):
    """A command that cannot be carried out. The text says what to do instead."""


class Parser(ArgumentParser):
    """Says what is wrong in one line; the usage of all options would hide it."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        raise UsageError(f"{message}; see {self.prog} --help")

    def flags(self) -> list[str]:
        """All that it knows."""
        return [*self._option_string_actions]


def parse(arguments: Sequence[str], commands: Commands) -> Namespace:
    """The words of one command; `run` is what carries it out. Raises `UsageError`."""
    words = list(arguments)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "serve")
    parser = Parser(
        prog="mock-auth0",
        description="A whole Auth0 tenant in one process, for testing.",
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_commands(parser, commands, words[0])
    given, unknown = parser.parse_known_args(words)
    if unknown:
        name = unknown[0].partition("=")[0]
        nearest = did_you_mean(name, given.flags())
        command = parser.prog if given.command is None else f"{parser.prog} {given.command}"
        raise UsageError(f"{name}: unknown option{nearest or f'; see {command} --help'}")
    return given


def _add_commands(parser: Parser, commands: Commands, given: str) -> None:
    parser.set_defaults(flags=parser.flags)
    parser.add_argument("--version", action="store_true", help="print the version")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, described in commands.items():
        command = subparsers.add_parser(
            name,
            help=described.explanation,
            description=f"{described.explanation}\n\n{described.details}".rstrip(),
            usage=f"%(prog)s {described.usage}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.set_defaults(run=described.run, flags=command.flags)
        if name == given:
            described.add_arguments(command)
        _add_options(command)


def _add_options(command: ArgumentParser) -> None:
    group = command.add_argument_group("options, also as MOCK_AUTH0_… in the environment")
    for name, option in OPTIONS.items():
        flag, more = flag_of(name), option.metadata
        if isinstance(option.default, bool):
            group.add_argument(
                flag, action=BooleanOptionalAction, default=None, dest=name, help=more["help"]
            )
        else:
            group.add_argument(flag, metavar=more["metavar"], dest=name, help=more["help"])


def options_of(given: Namespace) -> Mapping[str, object]:
    """The options among the words; ``None`` where one was not given."""
    return {name: getattr(given, name) for name in OPTIONS}
