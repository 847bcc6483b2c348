"""The one table of options: name, default, what each may be, and what it is for."""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from mock_auth0 import option_values
from mock_auth0.tenant.file import signing_key
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.rate_limits import PRESETS
from mock_auth0.tls import pem

T = TypeVar("T")

PREFIX = "MOCK_AUTH0_"
"""Of the environment variables."""

RELAXATIONS = (
    "any_client", "any_redirect_uri", "any_logout_url", "any_web_origin", "any_audience",
    "any_password",
)  # fmt: skip
"""What `strict` switches off, among others."""

NOT_IN_FILE = frozenset({"tenant", "reload"})
"""They say where the file is."""

_POLICY = Policy()


def _plain(node: Node, _: Path) -> object:
    return node.plain()


def _option(
    default: T,
    read: Callable[[object], object],
    explanation: str,
    metavar: str = "",
    *,
    in_file: Callable[[Node, Path], object] = _plain,
    **more: Any,
) -> T:
    metadata = {"read": read, "help": explanation, "metavar": metavar, "in_file": in_file}
    option: T = field(default=default, metadata=metadata, **more)
    return option


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTable:
    """All options with their final values."""

    host: str = _option("127.0.0.1", option_values.text, "listen at this address", "ADDRESS")
    port: int = _option(1000, option_values.port, "listen on this port; 0 takes a free one", "PORT")
    https_port: int | None = _option(
        1443,
        option_values.https_port,
        "serve https on this port, too; 0 takes a free one, none switches it off",
        "PORT",
    )
    tenant: str | None = _option(
        None,
        option_values.path,
        "the tenant file, or its text (default: a demo tenant)",
        "FILE",
        repr=False,
    )
    issuer: str | None = _option(
        _POLICY.issuer,
        option_values.issuer,
        "fixed issuer of the tokens (default: the address asked)",
        "URL",
    )
    strict: bool = _option(
        _POLICY.strict, option_values.flag, "refuse all that Auth0 would, whatever else is set"
    )
    auto_login: str | None = _option(
        _POLICY.auto_login,
        option_values.text,
        'log this user in without a page; "hint": the one that login_hint names',
        "USER",
    )
    log_level: str = _option(
        "info", option_values.log_level, ", ".join(option_values.LOG_LEVELS), "LEVEL"
    )
    reload: bool = _option(False, option_values.flag, "read the tenant file again when it changes")
    signing_key: str | None = _option(
        None,
        option_values.path,
        'private key: a file (PEM or JWKS), its text, or "fresh" (default: the one that ships)',
        "KEY",
        in_file=signing_key.in_tenant_file,
        repr=False,
    )
    ca: str | None = _option(
        None,
        option_values.path,
        "authority of the certificates: a folder to keep one in, or one with its key: a file"
        " (PEM), or its text (default: one in the user's data folder)",
        "CA",
        in_file=pem.in_tenant_file,
        repr=False,
    )
    certificate: str | None = _option(
        None,
        option_values.path,
        "certificate to show instead of its own: a file (PEM), or its text",
        "CERTIFICATE",
        in_file=pem.in_tenant_file,
        repr=False,
    )
    private_key: str | None = _option(
        None,
        option_values.path,
        "key of that certificate: a file (PEM), or its text",
        "KEY",
        in_file=pem.in_tenant_file,
        repr=False,
    )
    tls_names: tuple[str, ...] = _option(
        (),
        option_values.host_names,
        "names and IP addresses to have certificates for beside localhost, with commas",
        "NAMES",
    )
    trusted_proxies: tuple[str, ...] = _option(
        (),
        option_values.networks,
        'addresses and networks, with commas, whose X-Forwarded-… headers count; "*": all',
        "NETWORKS",
    )
    worlds: tuple[str, ...] = _option(
        (),
        option_values.worlds,
        "a tenant for each of these host names, with commas, where * is the name of the world;"
        " by_host: *.localhost",
        "HOSTS",
    )
    any_client: bool = _option(_POLICY.any_client, option_values.flag, "let unknown client ids in")
    any_redirect_uri: bool = _option(
        _POLICY.any_redirect_uri, option_values.flag, "allow every callback URL"
    )
    any_logout_url: bool = _option(
        _POLICY.any_logout_url, option_values.flag, "allow every logout URL"
    )
    any_web_origin: bool = _option(
        _POLICY.any_web_origin, option_values.flag, "answer every origin"
    )
    any_audience: bool = _option(
        _POLICY.any_audience, option_values.flag, "let unknown audiences in"
    )
    any_password: bool = _option(
        _POLICY.any_password, option_values.flag, "take whatever is typed as right"
    )
    pick_user: bool = _option(
        _POLICY.pick_user, option_values.flag, "list the users on the login page"
    )
    json_authorize: bool = _option(
        _POLICY.json_authorize, option_values.flag, "answer JSON at /authorize to all but browsers"
    )
    rate_limits: str = _option(
        _POLICY.rate_limits,
        option_values.rate_limits,
        f"answer 429 as Auth0 would: {', '.join(PRESETS)}",
        "PLAN",
    )
    journal: int = _option(
        _POLICY.journal,
        option_values.count,
        "remember so many requests with their answers; 0: none",
        "COUNT",
    )
    control: bool = _option(_POLICY.control, option_values.flag, "serve the control API, /_mock/…")
    control_token: str | None = _option(
        _POLICY.control_token,
        option_values.secret,
        "answer the control API only to who sends this secret",
        "SECRET",
        repr=False,
    )
    legacy_userinfo: bool = _option(
        _POLICY.legacy_userinfo,
        option_values.flag,
        "add user_id, identities and metadata to /userinfo",
    )


OPTIONS: Mapping[str, "Field[Any]"] = {each.name: each for each in fields(OptionTable)}
"""Every option by name: ``metadata`` has ``read``, ``help``, ``metavar`` and ``in_file``."""


def flag_of(name: str) -> str:
    """The option on the command line: ``--auto-login``."""
    return f"--{name.replace('_', '-')}"


URL_VARIABLE = f"{PREFIX}URL"
"""No option, but where the command line finds a server that runs."""


def variable_of(name: str) -> str:
    """The option in the environment: ``MOCK_AUTH0_AUTO_LOGIN``."""
    return f"{PREFIX}{name.upper()}"
