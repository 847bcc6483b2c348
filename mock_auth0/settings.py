"""Options: each has one name, as flag, environment variable, key of ``mock:`` and Python keyword.

A flag or keyword wins over the environment, that over the tenant file, that over the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from mock_auth0.given_options import GivenOptions, SettingsError
from mock_auth0.option_table import RELAXATIONS, OptionTable, flag_of
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.file import signing_key
from mock_auth0.tenant.file.problems import did_you_mean, shown
from mock_auth0.tenant.file.reader import TenantFile
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tls import pem
from mock_auth0.tls.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(OptionTable):
    """The options, resolved."""

    certificates: Source = field(default=Source(), repr=False)
    """What `ca`, `certificate`, `private_key` and `tls_names` say, files having been read."""
    https_is_asked: bool = False
    """Whether `https_port` was given, by whomever."""

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
        given = GivenOptions()
        given.add_arguments(arguments, flag_of if as_flags else str)
        given.add_environment(environment)
        given.raise_problems()
        file, folder = _tenant_file(given, environment)
        given.add_file(file, folder)
        keys = given.checked("signing_key", signing_key.read)
        given.checked("auto_login", lambda user: _check_user(user, file.seed))
        certificates = _certificates(given)
        given.raise_problems()
        file.report.raise_problems()
        if given.values.get("strict"):
            given.values |= dict.fromkeys((*RELAXATIONS, "pick_user", "json_authorize"), False)
        settings = cls(
            **given.values,
            certificates=certificates,
            https_is_asked="https_port" in given.values,
        )
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


def _tenant_file(given: GivenOptions, environment: Mapping[str, str]) -> tuple[TenantFile, Path]:
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


def _certificates(given: GivenOptions) -> Source:
    """What TLS shows, with all files read that were given."""
    has_certificate = "certificate" in given.values
    key = given.checked(
        "private_key", lambda value: pem.private_key(value, has_certificate=has_certificate)
    )
    certificate = given.checked("certificate", lambda value: pem.certificate(value, key))
    folder = given.checked("ca", pem.folder)
    authority = (
        None
        if folder
        else given.checked(
            "ca", lambda value: pem.authority(value, has_certificate=has_certificate)
        )
    )
    return Source(
        names=(*given.values.get("tls_names", ()), *_names_of(given.values.get("worlds", ()))),
        folder=folder,
        authority=authority,
        certificate=certificate,
    )


def _names_of(worlds: tuple[str, ...]) -> list[str]:
    """Those of the worlds that certificates can have: ``*`` is a whole part of a name there."""
    names = (each for each in worlds if each != "*.localhost")
    return [each for each in names if "*" not in each or each.startswith("*.")]


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
