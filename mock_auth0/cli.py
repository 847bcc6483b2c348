"""The command: ``mock-auth0 serve``, ``token``, ``ca``, ``health``. It parses, calls and prints.

Any other word is a verb for a server that runs (`remote`).

Each option of `Settings` is a flag. What is wrong is one line on standard error, with the remedy,
and the exit status 2.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from mock_auth0 import welcome
from mock_auth0.command_line import Command, Commands, UsageError, options_of, parse
from mock_auth0.given_options import SettingsError
from mock_auth0.option_table import flag_of
from mock_auth0.settings import Settings
from mock_auth0.sockets import ListenError
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.version import version

if TYPE_CHECKING:
    from mock_auth0.tenant.seed import Seed
    from mock_auth0.tenant.tenant import Tenant

WRONG_USE, UNHEALTHY, INTERRUPTED = 2, 1, 130

_HEALTH_PATH = "/_mock/health"
_HEALTH_WITHIN = 2.0
"""Seconds."""
_HEALTHY = 200


_HOW_TO_TRUST = """\
mock-auth0 ca > ca.pem, and then:

Node.js            NODE_EXTRA_CA_CERTS=ca.pem
curl               CURL_CA_BUNDLE=ca.pem
Go, Ruby, Python   SSL_CERT_FILE=ca.pem
Python's requests  REQUESTS_CA_BUNDLE=ca.pem
Java               keytool -importcert -noprompt -alias mock-auth0 -file ca.pem -cacerts
Chromium on Linux  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n mock-auth0 -i ca.pem
Debian, Alpine     cp ca.pem /usr/local/share/ca-certificates/mock-auth0.crt; update-ca-certificates
Fedora             cp ca.pem /etc/pki/ca-trust/source/anchors/mock-auth0.pem; update-ca-trust
macOS              security add-trusted-cert -r trustRoot ca.pem
Windows            certutil -addstore -user Root ca.pem

A server that runs has it, too: http://localhost:1000/_mock/ca.pem
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal is no reason to end
    try:
        return _flushed(_carry_out(sys.argv[1:] if arguments is None else arguments))
    except TenantFileError as error:
        print(error, file=sys.stderr)  # each line begins with its file, as editors expect it
        return WRONG_USE
    except (UsageError, SettingsError) as error:
        for line in str(error).splitlines():
            print(f"mock-auth0: {line}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        # Whoever reads has read enough, as `| head` does; what is left is for nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _carry_out(words: Sequence[str]) -> int:
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        from mock_auth0 import remote

        if remote.knows(words[0]):
            return remote.main(words, os.environ)
    given = parse(words, COMMANDS)
    if given.version:
        print(f"mock-auth0 {version()}")
        return 0
    status: int = given.run(given)
    return status


def _flushed(status: int) -> int:
    """The status, once all has been written: a pipe may be closed only then."""
    sys.stdout.flush()
    return status


def serve(given: Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    options = options_of(given)

    def resolve() -> "tuple[Settings, Seed]":
        return Settings.resolve(options, os.environ, as_flags=True)

    settings, seed = resolve()
    tenant = _tenant(seed)
    from mock_auth0.serve import serve as run

    try:
        run(
            tenant,
            settings,
            on_ready=lambda url, https: print(welcome.text(seed, url, https), flush=True),
            reload_from=(lambda: resolve()[1]) if settings.reload else None,
        )
    except (ListenError, ValueError) as error:
        raise UsageError(str(error)) from error
    return 0


def token(given: Namespace) -> int:
    """Print a token: of the server of ``--url``, or one for a server of the same options."""
    from mock_auth0 import remote
    from mock_auth0.control.registry import VERBS
    from mock_auth0.control.world import World

    verb = VERBS["token"]
    given.client = given.client or given.client_id
    given.claims = {**(given.claims or {}), **dict(given.claim)} or None
    options = options_of(given)
    if given.url is not None:
        secret = given.control_token or os.environ.get("MOCK_AUTH0_CONTROL_TOKEN")
        vain = [name for name, value in options.items() if value is not None]
        for name in vain:
            if name != "control_token":
                raise UsageError(f"{flag_of(name)}: the server of --url has its own options")
        print(remote.call(verb, given, given.url, secret))
        return 0
    settings, seed = Settings.resolve(options, os.environ, as_flags=True)
    world = World(_tenant(seed), settings.issuer or f"http://localhost:{settings.port}/")
    named = {name: getattr(given, name) for name in verb.options}
    try:
        print(verb.run(world, **{name: each for name, each in named.items() if each is not None}))
    except (LookupError, ValueError, OverflowError) as error:
        raise UsageError(str(error)) from error
    return 0


def _token_arguments(command: ArgumentParser) -> None:
    from mock_auth0 import verb_arguments
    from mock_auth0.control.registry import VERBS

    verb_arguments.add_arguments(command, VERBS["token"])
    command.add_argument("--client-id", metavar="ID", help="the same as --client")
    command.add_argument(
        "--claim",
        metavar="NAME=VALUE",
        type=verb_arguments.named_value,
        action="append",
        default=[],
        help="a further claim, JSON or text; may be repeated",
    )
    command.add_argument("--url", metavar="URL", help="have a server that runs mint it")


def health(given: Namespace) -> int:
    """Ask the server how it is; 0 when it is well."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection
    from urllib.parse import urlsplit

    url = given.url
    try:
        if url is None:
            settings, _ = Settings.resolve(options_of(given), os.environ, as_flags=True)
            host = settings.probe_host
            url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
        parts = urlsplit(url if "://" in url else f"http://{url}")
        # Not urllib's opener, which would ask a proxy.
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        path = parts.path.rstrip("/").removesuffix(_HEALTH_PATH) + _HEALTH_PATH
        with closing(
            connect(parts.hostname or "", parts.port, timeout=_HEALTH_WITHIN)
        ) as connection:
            connection.request("GET", path)
            status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        # A probe knows two answers, and Docker reserves the exit status 2.
        return _unhealthy(f"{url} {error}" if url else str(error))
    if status != _HEALTHY:
        return _unhealthy(f"{url} answers {status}")
    print(f"mock-auth0: healthy: {url}")
    return 0


def _health_arguments(command: ArgumentParser) -> None:
    command.add_argument("--url", metavar="URL", help="ask this server instead")


def ca(given: Namespace) -> int:
    """Print the certificate of the authority that a server of these options has."""
    from mock_auth0.tls.credentials import Credentials

    settings, _ = Settings.resolve(options_of(given), os.environ, as_flags=True)
    credentials = Credentials(settings.certificates)
    try:
        pem = credentials.ca_pem.decode("ascii")
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not credentials.is_kept:
        raise UsageError(
            "every server has an authority of its own here; ask the one that runs:"
            f" http://localhost:{settings.port}/_mock/ca.pem, or name a folder with --ca"
        )
    print(pem, end="")
    return 0


def _unhealthy(reason: str) -> int:
    print(f"mock-auth0: not healthy: {reason}", file=sys.stderr)
    return UNHEALTHY


def _tenant(seed: "Seed") -> "Tenant":
    from mock_auth0.tenant.tenant import Tenant

    try:
        return Tenant(seed)
    except ValueError as error:
        raise UsageError(f"signing_key: {error}") from error


COMMANDS: Commands = {
    "serve": Command(run=serve, explanation="serve until SIGINT or SIGTERM; also without a word"),
    "token": Command(
        run=token,
        explanation="print a token of a user, or of a client in its own name",
        usage="[USER] [OPTIONS]",
        add_arguments=_token_arguments,
    ),
    "ca": Command(
        run=ca,
        explanation="print the certificate to trust for https, in PEM",
        details=_HOW_TO_TRUST,
    ),
    "health": Command(
        run=health,
        explanation="ask the server of these options how it is: exit status 0 or 1",
        add_arguments=_health_arguments,
    ),
}
