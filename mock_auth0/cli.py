"""The command: ``mock-auth0 serve``, ``token``, ``ca``, ``health``. It parses, calls and prints.

Any other word is a verb for a server that runs (`remote`).

Each option of `Settings` is a flag. What is wrong is one line on standard error, with the remedy,
and the exit status 2.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from mock_auth0 import welcome
from mock_auth0.command_line import Commands, UsageError, options_of, parse
from mock_auth0.given_options import SettingsError
from mock_auth0.settings import Settings
from mock_auth0.sockets import ListenError
from mock_auth0.tenant.file.problems import TenantFileError, did_you_mean
from mock_auth0.version import version

if TYPE_CHECKING:
    from mock_auth0.model.client import Client
    from mock_auth0.model.user import User
    from mock_auth0.tenant.seed import Seed
    from mock_auth0.tenant.tenant import Tenant

WRONG_USE, UNHEALTHY, INTERRUPTED = 2, 1, 130

_HEALTH_PATH = "/_mock/health"
_HEALTH_WITHIN = 2.0
"""Seconds."""
_HEALTHY = 200
_LISTED = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal is no reason to end
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        if words and not words[0].startswith("-") and words[0] not in COMMANDS:
            from mock_auth0 import remote

            if remote.knows(words[0]):
                return remote.main(words, os.environ)
        given = parse(words, COMMANDS)
        if given.version:
            print(f"mock-auth0 {version()}")
            return 0
        status: int = given.run(given)
    except TenantFileError as error:
        print(error, file=sys.stderr)  # each line begins with its file, as editors expect it
        return WRONG_USE
    except (UsageError, SettingsError) as error:
        for line in str(error).splitlines():
            print(f"mock-auth0: {line}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
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
    """Print an access token that a server of the same options accepts."""
    from datetime import timedelta

    from mock_auth0.flows.direct import mint_access_token

    settings, seed = Settings.resolve(options_of(given), os.environ, as_flags=True)
    tenant = _tenant(seed)
    api = next(iter(seed.resource_servers), None)
    audience = given.audience or (api.identifier if api else None)
    if audience is None:
        raise UsageError("the tenant has no API; add one under resourceServers:, or use --audience")
    user = _user(tenant, given.user) if given.user else None
    client = _client(tenant, given.client_id) if given.client_id else _first_client(tenant, user)
    issuer = settings.issuer or f"http://localhost:{settings.port}/"
    try:
        minted = mint_access_token(
            tenant,
            issuer,
            client,
            user,
            audience=audience,
            scopes=given.scope,
            expires_in=None if given.expires_in is None else timedelta(seconds=given.expires_in),
            claims=dict(given.claim),
        )
    except (ValueError, OverflowError) as error:
        raise UsageError(str(error)) from error
    print(minted)
    return 0


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


def _user(tenant: "Tenant", identifier: str) -> "User":
    user = tenant.user_by_login(identifier)
    if user is None:
        names = [each.identifier for each in tenant.users]
        raise UsageError(f"no user is called {identifier}{_instead(identifier, names)}")
    return user


def _client(tenant: "Tenant", wanted: str) -> "Client":
    clients = list(tenant.clients)
    named = next((each for each in clients if each.name == wanted), None)
    found = named or tenant.client(wanted)
    if found is None:
        names = [each.client_id for each in clients]
        raise UsageError(f"--client-id: no client is called {wanted}{_instead(wanted, names)}")
    return found


def _first_client(tenant: "Tenant", user: "User | None") -> "Client":
    """The first that could be given such a token; else the first of all."""
    clients = list(tenant.clients)
    grant_type = "client_credentials" if user is None else "authorization_code"
    fitting = [each for each in clients if grant_type in each.grant_types]
    if not clients:
        raise UsageError("the tenant has no client; add one under clients:")
    return (fitting or clients)[0]


def _instead(name: str, known: Sequence[str]) -> str:
    return did_you_mean(name, known) or f"; the tenant has {', '.join(known[:_LISTED]) or 'none'}"


COMMANDS: Commands = {
    "serve": (serve, "serve until SIGINT or SIGTERM; also without a word"),
    "token": (token, "print an access token of a user, or of a client in its own name"),
    "ca": (ca, "print the certificate to trust for https, in PEM"),
    "health": (health, "ask the server of these options how it is: exit status 0 or 1"),
}
