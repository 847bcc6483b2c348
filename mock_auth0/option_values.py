"""What an option may be: each reader takes what was given and returns the value.

It comes as text from a flag or the environment, as a value from the tenant file or Python. What it
cannot be is a `ValueError` that says what it must be.
"""

import os
from urllib.parse import urlsplit

from mock_auth0.tenant.rate_limits import PRESETS
from mock_auth0.tls.names import host_name

LOG_LEVELS = ("critical", "error", "warning", "info", "debug")

_LARGEST_PORT = 65535
_MOST = 1_000_000


def text(value: object) -> str:
    """Text."""
    if isinstance(value, str):
        return value
    raise ValueError("must be text")


def secret(value: object) -> str:
    """A secret that a header can carry."""
    given = text(value)
    if given and all("!" <= each <= "~" for each in given):
        return given
    raise ValueError("must be text of visible ASCII characters without spaces")


def path(value: object) -> str:
    """A path, or the text of a file."""
    given = text(os.fspath(value) if isinstance(value, os.PathLike) else value)
    if "\0" in given:
        raise ValueError("must be a path or a text, without NUL")
    return given


def flag(value: object) -> bool:
    """A switch."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word in {"true", "1", "yes", "on"}:
        return True
    if word in {"false", "0", "no", "off"}:
        return False
    raise ValueError("must be true or false")


def port(value: object) -> int:
    """A TCP port."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_PORT:
        return value
    raise ValueError(f"must be a port from 0 (any free one) to {_LARGEST_PORT}")


def count(value: object) -> int:
    """How many of something."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
        return value
    raise ValueError(f"must be a number from 0 to {_MOST}")


def https_port(value: object) -> int | None:
    """A TCP port, or none."""
    # YAML 1.1 says `off` so.
    if value is False or (isinstance(value, str) and value.strip().lower() in {"none", "off"}):
        return None
    try:
        return port(value)
    except ValueError as error:
        raise ValueError(f"{error}, or none") from None


def host_names(value: object) -> tuple[str, ...]:
    """Host names and IP addresses, as certificates have them: lower-case, ASCII."""
    return tuple(map(host_name, _listed(value)))


def networks(value: object) -> tuple[str, ...]:
    """IP addresses and networks; ``*`` stands for all."""
    from ipaddress import ip_network

    given = _listed(value)
    try:
        return tuple(each if each == "*" else str(ip_network(each, strict=False)) for each in given)
    except ValueError:
        raise ValueError(
            "must be IP addresses and networks with commas, such as 10.0.0.0/8, or *"
        ) from None


def worlds(value: object) -> tuple[str, ...]:
    """Host names of worlds; ``*`` stands for the name of one. ``by_host``: ``*.localhost``."""
    # YAML 1.1 and Python say `off` so.
    if value is False or (isinstance(value, str) and value.strip().lower() in {"off", "none"}):
        return ()
    return tuple(_host_pattern(each) for each in _listed(value))


def _host_pattern(given: str) -> str:
    pattern = "*.localhost" if given.lower() == "by_host" else given.lower()
    first, _, _ = pattern.partition(".")
    try:
        host_name(pattern.replace("*", "w", 1))
        if pattern == "*" or pattern.count("*") > first.count("*"):
            raise ValueError  # noqa: TRY301 - the sentence below says it
    except ValueError:
        raise ValueError(
            "must be by_host, or host names with commas, with * in their first part for the name"
            " of the world, such as *.auth0.test, auth0-*"
        ) from None
    return pattern


def _listed(value: object) -> list[str]:
    """The parts of a text with commas, or of a list."""
    parts = value if isinstance(value, list | tuple) else text(value).split(",")
    return [part for each in parts if (part := text(each).strip())]


def log_level(value: object) -> str:
    """A level of logging."""
    level = text(value).lower()
    if level in LOG_LEVELS:
        return level
    raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")


def rate_limits(value: object) -> str:
    """A preset of rate limits."""
    # YAML 1.1 and Python say `off` so.
    plan = "off" if value is False else text(value).lower()
    if plan in PRESETS:
        return plan
    raise ValueError(f"must be one of {', '.join(PRESETS)}")


def issuer(value: object) -> str:
    """The issuer, with its trailing slash."""
    url = text(value)
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole or any(
        not "!" <= character <= "~" or character in '?#@\\"<>^`{|}' for character in url
    ):
        raise ValueError("must be a whole URL without query, such as https://tenant.example.com/")
    # OpenID Connect has no opinion; Auth0's `iss` always ends so.
    return url if url.endswith("/") else f"{url}/"
