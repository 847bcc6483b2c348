"""The door of the command line: a verb at a server that runs, by HTTP.

``mock-auth0 clock advance --seconds 60 --url http://localhost:1000``
"""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from urllib.request import ProxyHandler, Request, build_opener

from mock_auth0.command_line import Parser, UsageError
from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Verb
from mock_auth0.option_table import URL_VARIABLE
from mock_auth0.verb_arguments import add_arguments, spelled, usage_of

_DOES_NOT_HOLD = 1
DEFAULT_URL = "http://localhost:1000"
_PATIENCE = 60.0
"""Seconds; verbs that wait are told how long by their own option."""


def knows(word: str) -> bool:
    """Whether a verb, or a group of verbs, is called so."""
    return word in words()


def words() -> list[str]:
    """The first words of all verbs."""
    return [*dict.fromkeys(spelled(verb.partition(".")[0]) for verb in VERBS)]


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Carry out ``GROUP VERB …`` at the server of ``--url``; the exit status."""
    given = _parser(environment).parse_args(arguments)
    try:
        answer = shown(call(VERBS[given.verb], given, given.url, given.control_token))
    except AssertionError as error:
        print(error, file=sys.stderr)
        return _DOES_NOT_HOLD
    if answer:
        print(answer)
    return 0


def _parser(environment: Mapping[str, str]) -> ArgumentParser:
    parser = Parser(prog="mock-auth0", allow_abbrev=False)
    first = parser.add_subparsers(metavar="VERB", required=True)
    groups: dict[str, Any] = {}
    for name, verb in VERBS.items():
        group, _, word = name.partition(".")
        if word and group not in groups:
            described = first.add_parser(spelled(group), allow_abbrev=False)
            groups[group] = described.add_subparsers(metavar="VERB", required=True)
        among = groups[group] if word else first
        command = among.add_parser(
            spelled(word or group),
            help=verb.summary,
            description=verb.description,
            formatter_class=RawDescriptionHelpFormatter,
            usage=f"%(prog)s {usage_of(verb)}",
            allow_abbrev=False,
        )
        command.set_defaults(verb=name)
        add_arguments(command, verb)
        _add_server(command, environment)
    return parser


def _add_server(parser: ArgumentParser, environment: Mapping[str, str]) -> None:
    """The flags that say which server is meant."""
    parser.add_argument(
        "--url",
        metavar="URL",
        default=environment.get(URL_VARIABLE, DEFAULT_URL),
        help=f"of the server that runs; also {URL_VARIABLE}",
    )
    parser.add_argument(
        "--control-token",
        metavar="SECRET",
        default=environment.get("MOCK_AUTH0_CONTROL_TOKEN"),
        help="the secret that the server asks for; also MOCK_AUTH0_CONTROL_TOKEN",
    )


def call(verb: Verb, given: Namespace, url: str, token: str | None = None) -> Any:
    """Carry the verb out there; what it answers. Raises `UsageError` with the server's words."""
    named = {name: getattr(given, name) for name in verb.options}
    options = {name: value for name, value in named.items() if value is not None}
    if verb.is_open:
        options |= dict(given.attributes)
    path = verb.path
    for name in [*options]:
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", quote(str(options.pop(name)), safe=""))
    target = f"{url.rstrip('/')}/_mock{path}"
    body = None
    if verb.method in ("POST", "PATCH"):
        body = json.dumps(options).encode()
    elif options:
        target += "?" + urlencode({name: _as_text(value) for name, value in options.items()})
    headers = {"content-type": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    target, headers = _at_this_machine(target, headers)
    request = Request(target, data=body, headers=headers, method=verb.method)  # noqa: S310 - http(s)
    try:
        # A mock is not asked through a proxy.
        with build_opener(ProxyHandler({})).open(request, timeout=_PATIENCE) as answer:
            content = answer.read()
            return json.loads(content) if content else None
    except HTTPError as error:
        with error:
            refusal = _refusal(error)
        raise (AssertionError if error.code == HTTPStatus.CONFLICT else UsageError)(
            refusal
        ) from error
    except (URLError, OSError, ValueError) as error:
        raise UsageError(
            f"{url} does not answer ({error}); is it running? --url names another"
        ) from error


def _at_this_machine(url: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Names below ``localhost`` are this machine (RFC 6761 §6.3), but not every resolver knows."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not (parts.hostname or "").endswith(".localhost"):
        return url, headers
    netloc = "127.0.0.1" if parts.port is None else f"127.0.0.1:{parts.port}"
    return urlunsplit(parts._replace(netloc=netloc)), {**headers, "host": parts.netloc}


def _refusal(error: HTTPError) -> str:
    try:
        return str(json.load(error)["error_description"])
    except (ValueError, KeyError, TypeError):
        return f"{error.url} answers {error.code}"


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def shown(answer: Any) -> str:
    """The answer as the terminal shows it: a text bare, anything else as JSON."""
    if isinstance(answer, str):
        return answer
    return "" if answer is None else json.dumps(answer, indent=2, ensure_ascii=False)
