"""Options: each has one name, as flag, environment variable, key of ``mock:`` and Python keyword.

A flag or keyword wins over the environment, that over the tenant file, that over the default.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from mock_auth0 import option_values
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.file import signing_key
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.file.problems import Report, did_you_mean, shown
from mock_auth0.tenant.file.reader import TenantFile
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.rate_limits import PRESETS
from mock_auth0.tenant.seed import Seed

T = TypeVar("T")

PREFIX = "MOCK_AUTH0_"
"""Of the environment variables."""

RELAXATIONS = (
    "any_client", "any_redirect_uri", "any_logout_url", "any_web_origin", "any_audience",
    "any_password",
)  # fmt: skip
"""What `strict` switches off, among others."""


class SettingsError(ValueError):
    """An option that does not exist, or a value it cannot have. The text says what to write."""


def _option(
    default: T, read: Callable[[object], object], explanation: str, metavar: str = "", **more: Any
) -> T:
    metadata = {"read": read, "help": explanation, "metavar": metavar}
    option: T = field(default=default, metadata=metadata, **more)
    return option


_POLICY = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All options with their final values: the one table of them."""

    host: str = _option("127.0.0.1", option_values.text, "listen at this address", "ADDRESS")
    port: int = _option(1000, option_values.port, "listen on this port; 0 takes a free one", "PORT")
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
        repr=False,
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
    legacy_userinfo: bool = _option(
        _POLICY.legacy_userinfo,
        option_values.flag,
        "add user_id, identities and metadata to /userinfo",
    )

    @classmethod
    def resolve(
        cls,
        arguments: Mapping[str, object],
        environment: Mapping[str, str],
        *,
        as_flags: bool = False,
    ) -> tuple["Settings", Seed]:
        """The final settings, and the tenant that they describe.

        ``arguments`` are keywords, or flags (then errors spell them so); ``None`` is not given.
        Raises `SettingsError` for wrong options, `TenantFileError` for a wrong tenant file.
        """
        given = _Given()
        given.add_arguments(arguments, flag_of if as_flags else str)
        given.add_environment(environment)
        given.raise_problems()
        file, folder = _tenant_file(given, environment)
        given.add_file(file, folder)
        keys = given.checked("signing_key", signing_key.read)
        given.checked("auto_login", lambda user: _check_user(user, file.seed))
        given.raise_problems()
        file.report.raise_problems()
        if given.values.get("strict"):
            given.values |= dict.fromkeys((*RELAXATIONS, "pick_user", "json_authorize"), False)
        settings = cls(**given.values)
        if settings.reload and settings.tenant_path is None:
            spelling = given.spelling("reload")
            raise SettingsError(f"{spelling}: the tenant was given as text, so no file can change")
        return settings, replace(file.seed, policy=settings.policy, signing_keys=keys)

    @property
    def policy(self) -> Policy:
        """The switches of the tenant."""
        return Policy(**{each.name: getattr(self, each.name) for each in fields(Policy)})

    @property
    def tenant_path(self) -> Path | None:
        """The tenant file; ``None`` when its text was given."""
        if self.tenant is None:
            return fixtures.path("tenant.yaml")
        return None if _is_document(self.tenant) else Path(self.tenant)

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files that the tenant was read from."""
        key = self.signing_key
        files = [self.tenant_path, Path(key) if key and not signing_key.is_key(key) else None]
        return tuple(path for path in files if path is not None)

    @property
    def probe_host(self) -> str:
        """Where the server answers on this machine, whatever it listens at."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound


OPTIONS: Mapping[str, "Field[Any]"] = {each.name: each for each in fields(Settings)}
"""Every option by name: ``metadata`` has ``read``, ``help`` and ``metavar``."""

NOT_IN_FILE = frozenset({"tenant", "reload"})
"""They say where the file is."""


def flag_of(name: str) -> str:
    """The option on the command line: ``--auto-login``."""
    return f"--{name.replace('_', '-')}"


def variable_of(name: str) -> str:
    """The option in the environment: ``MOCK_AUTH0_AUTO_LOGIN``."""
    return f"{PREFIX}{name.upper()}"


class _Given:
    """The values that were given, the strongest source of each, and what is wrong with them."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._complaints: dict[str, Callable[[str], None]] = {}
        self._spellings: dict[str, str] = {}
        self._problems: list[str] = []

    def add_arguments(self, arguments: Mapping[str, object], spelled: Callable[[str], str]) -> None:
        for name, value in arguments.items():
            if name not in OPTIONS:
                self._problems.append(_unknown(spelled(name), name, spelled))
            elif value not in (None, ""):
                self._spellings.setdefault(name, spelled(name))
                self._add(name, value, self._complaint(spelled(name)))

    def add_environment(self, environment: Mapping[str, str]) -> None:
        for variable, value in environment.items():
            if not variable.startswith(PREFIX) or not value or _is_kubernetes(variable, value):
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name not in OPTIONS or variable_of(name) != variable:
                self._problems.append(_unknown(variable, name, variable_of))
            else:
                self._spellings.setdefault(name, variable)
                self._add(name, value, self._complaint(variable))

    def add_file(self, file: TenantFile, folder: Path) -> None:
        section = file.options
        for name in OPTIONS:
            if name not in NOT_IN_FILE and section.has(name):
                node = section.node(name)
                value = (
                    signing_key.in_tenant_file(node, folder)
                    if name == "signing_key"
                    else node.value
                )
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


def _tenant_file(given: _Given, environment: Mapping[str, str]) -> tuple[TenantFile, Path]:
    """The tenant file, and the folder that its paths start from."""
    text = given.values.get("tenant")
    if text is not None and _is_document(text):
        return TenantFile(text, given.spelling("tenant"), environment), Path()
    path = fixtures.path("tenant.yaml") if text is None else Path(text)
    try:
        return TenantFile.load(path, environment), path.parent
    except OSError as error:
        spelling = "" if text is None else f"{given.spelling('tenant')}: "
        remedy = "; give the file tenant.yaml" if isinstance(error, IsADirectoryError) else ""
        raise SettingsError(f"{spelling}cannot read {path}: {error.strerror}{remedy}") from error


def _is_document(tenant: str) -> bool:
    """Whether it is the text of a tenant file, and not the path of one."""
    return "\n" in tenant or ": " in tenant or tenant.lstrip().startswith("{")


def _check_user(identifier: str, seed: Seed) -> None:
    names = [
        name.lower()
        for user in seed.users
        for name in (user.email, user.username, user.phone_number, user.user_id)
        if name
    ]
    if identifier != "hint" and identifier.lower() not in names:
        nearest = did_you_mean(identifier, names) or "; add one under users:, or write hint"
        raise ValueError(f"no user is called {shown(identifier)}{nearest}")
