"""The image in a container of its own, for suites that use Testcontainers.

It needs the package ``testcontainers``: ``pip install 'mock-auth0[testcontainers]'``.
"""

import json
import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from testcontainers.core.container import DockerContainer

from mock_auth0 import remote
from mock_auth0.control.registry import VERBS
from mock_auth0.control.wire import plain
from mock_auth0.option_table import OPTIONS, variable_of
from mock_auth0.tenant.file.problems import did_you_mean

_PORT = 1000
_UP_WITHIN = 60.0
"""Seconds."""
_PAUSE = 0.1


class MockAuth0Container(DockerContainer):
    """An Auth0 tenant at ``url`` for as long as the ``with`` block lasts.

    ``tenant`` is a tenant file, whose text goes into the container, or the text itself; further
    options are those of the command line, by the same names. Raises `TypeError` for an unknown one.
    """

    def __init__(
        self, image: str = "mock-auth0", *, tenant: Path | str | None = None, **options: Any
    ) -> None:
        unknown = [name for name in options if name not in OPTIONS]
        if unknown:
            raise TypeError(f"unknown option {unknown[0]}{did_you_mean(unknown[0], OPTIONS)}")
        super().__init__(image, ports=[_PORT])
        self.control_token: str | None = options.get("control_token")
        if tenant is not None:
            options["tenant"] = tenant.read_text() if isinstance(tenant, Path) else tenant
        self.with_envs(**_environment(options))

    def start(self) -> "MockAuth0Container":
        """Start it, and wait until it answers. Raises `TimeoutError` with what it printed."""
        super().start()
        opener = build_opener(ProxyHandler({}))
        deadline = time.monotonic() + _UP_WITHIN
        while True:
            try:
                opener.open(f"{self.url}/_mock/health", timeout=_UP_WITHIN).close()
            except (URLError, OSError) as error:
                if time.monotonic() > deadline:
                    printed = b"".join(self.get_logs()).decode(errors="replace")
                    raise TimeoutError(f"{self.url} does not answer: {printed}") from error
                time.sleep(_PAUSE)
            else:
                return self

    @property
    def url(self) -> str:
        """Where this machine finds it, without a slash at the end."""
        return f"http://{self.get_container_host_ip()}:{self.get_exposed_port(_PORT)}"

    @property
    def issuer(self) -> str:
        """The ``iss`` of tokens that are asked for at ``url``."""
        return self.env.get(variable_of("issuer")) or f"{self.url}/"

    @property
    def domain(self) -> str:
        """What an Auth0 SDK calls the domain: host and port, without a scheme."""
        return urlsplit(self.url).netloc

    def call(self, verb: str, **options: Any) -> Any:
        """Carry a verb of docs/control.md out: ``call("clock.advance", days=1)``; what it answers.

        Raises `LookupError` for an unknown verb, `ValueError` with the server's words,
        `AssertionError` where one that asserts does not hold.
        """
        if verb not in VERBS:
            raise LookupError(f"there is no verb {verb!r}{did_you_mean(verb, VERBS)}")
        meant = VERBS[verb]
        more = {name: each for name, each in options.items() if name not in meant.options}
        if more and not meant.is_open:
            hint = did_you_mean(next(iter(more)), meant.options)
            raise TypeError(f"{verb} has no option {next(iter(more))}{hint}")
        given = {name: plain(options.get(name)) for name in meant.options}
        told = Namespace(**given, attributes=[*plain(more).items()])
        return remote.call(meant, told, self.url, self.control_token)


def _environment(options: Mapping[str, Any]) -> dict[str, str]:
    """The options as variables; what is ``None`` is not given."""
    return {variable_of(name): _text(value) for name, value in options.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(map(_text, value))
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)
