"""Reading a command line: the commands, the flag of each option, and what is wrong with a word."""

from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    BooleanOptionalAction,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from mock_auth0.option_table import OPTIONS, flag_of
from mock_auth0.tenant.file.problems import did_you_mean

Commands = Mapping[str, tuple[Callable[[Namespace], int], str]]
"""Each command by its word: what carries it out, and what it is for."""


_HOW_TO_TRUST = """\
mock-auth0 ca > ca.pem, and then:

Node.js            NODE_EXTRA_CA_CERTS=ca.pem
curl, Go, Python   SSL_CERT_FILE=ca.pem
Python's requests  REQUESTS_CA_BUNDLE=ca.pem
Java               keytool -importcert -noprompt -alias mock-auth0 -file ca.pem -cacerts
Chromium on Linux  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n mock-auth0 -i ca.pem
Debian, Alpine     cp ca.pem /usr/local/share/ca-certificates/mock-auth0.crt; update-ca-certificates
Fedora             cp ca.pem /etc/pki/ca-trust/source/anchors/mock-auth0.pem; update-ca-trust
macOS              security add-trusted-cert -r trustRoot ca.pem
Windows            certutil -addstore -user Root ca.pem

A server that runs has it, too: http://localhost:1000/_mock/ca.pem
"""


class UsageError(ValueError):
    """A command that cannot be carried out. The text says what to do instead."""


class Parser(ArgumentParser):
    """Says what is wrong in one line; the usage of all options would hide it."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        raise UsageError(f"{message}; see {self.prog} --help")


def parse(arguments: Sequence[str], commands: Commands) -> Namespace:
    """The words of one command; `run` is what carries it out. Raises `UsageError`."""
    words = list(arguments)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "serve")
    parser = _parser(commands)
    given, unknown = parser.parse_known_args(words)
    if unknown:
        name = unknown[0].partition("=")[0]
        nearest = did_you_mean(name, _flags())
        command = parser.prog if given.command is None else f"{parser.prog} {given.command}"
        raise UsageError(f"{name}: unknown option{nearest or f'; see {command} --help'}")
    return given


def _flags() -> Iterable[str]:
    return [
        *map(flag_of, OPTIONS),
        "--audience",
        "--claim",
        "--client-id",
        "--expires-in",
        "--scope",
    ]


def _parser(commands: Commands) -> ArgumentParser:
    parser = Parser(
        prog="mock-auth0",
        description="A whole Auth0 tenant in one process, for testing.",
        epilog="mock-auth0 serve --help lists all options.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (run, explanation) in commands.items():
        command = subparsers.add_parser(
            name,
            help=explanation,
            description=explanation,
            epilog=_HOW_TO_TRUST if name == "ca" else None,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.set_defaults(run=run)
        if name == "token":
            _add_token_arguments(command)
        elif name == "health":
            command.add_argument("--url", metavar="URL", help="ask this server instead")
        _add_options(command)
    return parser


def _add_token_arguments(command: ArgumentParser) -> None:
    command.add_argument("user", metavar="USER", nargs="?", help="e-mail address, name or user_id")
    command.add_argument("--client-id", metavar="ID", help="whom it is issued to")
    command.add_argument("--audience", metavar="URL", help="for which API (default: the first)")
    command.add_argument("--scope", metavar="WORDS", help="default: all that the API has")
    command.add_argument(
        "--expires-in", metavar="SECONDS", type=int, help="negative: it has expired already"
    )
    command.add_argument(
        "--claim",
        metavar="NAME=VALUE",
        type=_claim,
        action="append",
        default=[],
        help="a further claim, JSON or text; may be repeated",
    )


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


def _claim(text: str) -> tuple[str, Any]:
    import json

    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ArgumentTypeError(f"write NAME=VALUE, not {text}")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        return name, value


def options_of(given: Namespace) -> Mapping[str, object]:
    """The options among the words; ``None`` where one was not given."""
    return {name: getattr(given, name) for name in OPTIONS}
