"""The whole file: its top-level keys in the order in which they may refer to one another."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from mock_auth0.model.client import ClientGrant
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.tenant.file import document
from mock_auth0.tenant.file.attack_protection import attack_protection
from mock_auth0.tenant.file.client_grants import client_grant
from mock_auth0.tenant.file.clients import client
from mock_auth0.tenant.file.connections import connection, database
from mock_auth0.tenant.file.email_templates import email_template
from mock_auth0.tenant.file.faults import faults
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.guardian import guardian
from mock_auth0.tenant.file.hooks import hooks
from mock_auth0.tenant.file.memberships import with_members
from mock_auth0.tenant.file.organizations import check_defaults, organization
from mock_auth0.tenant.file.problems import Problem, Report, TenantFileError, shown
from mock_auth0.tenant.file.references import References
from mock_auth0.tenant.file.resource_servers import resource_server
from mock_auth0.tenant.file.roles import role
from mock_auth0.tenant.file.tenant_settings import branding, prompts, tenant_settings
from mock_auth0.tenant.file.token_exchange_profiles import token_exchange_profile
from mock_auth0.tenant.file.users import user
from mock_auth0.tenant.seed import Seed

T = TypeVar("T")

_MOST_BYTES = 4 * document.LARGEST


class TenantFile:
    """A file that has been read: its seed, and the options under ``mock:``, still unread.

    What is wrong with it stands in ``report``, so that whoever reads the options can add to it
    before everything is raised at once.
    """

    __slots__ = ("options", "report", "seed")

    def __init__(self, text: str, name: str, environment: Mapping[str, str]) -> None:
        """Raises `TenantFileError` at once only for what is no YAML document at all."""
        self.report = Report(name)
        root = document.read(text, name, environment)
        fields = Fields(root, "", self.report)
        if not isinstance(root.value, dict | None):
            self.report.problems.clear()
            self.report.problem(
                root.line,
                "",
                "a tenant file has keys such as clients: and users:; "
                f"this one is {shown(root.value)}",
            )
        self.options = fields.section("mock")
        self.seed = self._seed(fields)

    @classmethod
    def load(cls, path: Path, environment: Mapping[str, str]) -> "TenantFile":
        """Read the file at this path. Raises `OSError` when it cannot be read."""
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise TenantFileError(
                [Problem(str(path), line, "", "not UTF-8; save it so")]
            ) from error
        return cls(text, str(path), environment)

    def _seed(self, fields: Fields) -> Seed:
        references = References()
        clients = self._all(fields, "clients", client, ("client_id", "name"))
        references.add_clients(clients)
        apis = self._all(fields, "resourceServers", resource_server, ("identifier",))
        references.add_resource_servers(apis)
        grants = self._all(fields, "clientGrants", lambda each: client_grant(each, references))
        connections = self._connections(fields, references)
        references.add_connections(connections)
        roles = self._all(fields, "roles", lambda each: role(each, references), ("name",))
        references.add_roles(roles)
        users = self._users(fields, references)
        references.add_users(users)
        organizations = self._organizations(fields, references, users, grants)
        profiles = self._all(
            fields,
            "tokenExchangeProfiles",
            lambda each: token_exchange_profile(each, references),
            ("name", "subject_token_type"),
        )
        templates = self._all(fields, "emailTemplates", email_template, ("template",))
        settings = tenant_settings(fields.section("tenant"), references)
        pages = prompts(fields.section("prompts"))
        look = branding(fields.section("branding"))
        second_factors = guardian(fields)
        protection = attack_protection(fields.section("attackProtection"))
        failing = faults(self.options, references)
        hooked = hooks(self.options, references)
        fields.accept(*_COSMETIC)
        fields.without_effect(*_WITHOUT_EFFECT)
        fields.close()
        return Seed(
            **settings,
            **pages,
            **second_factors,
            branding=look,
            clients=clients,
            resource_servers=apis,
            client_grants=tuple(grant for grant in grants if grant is not None),
            connections=connections,
            roles=roles,
            users=users,
            organizations=organizations,
            token_exchange_profiles=profiles,
            email_templates=templates,
            attack_protection=protection,
            faults=failing,
            hooks=hooked,
            not_emulated=self.report.not_emulated,
        )

    def _all(
        self,
        fields: Fields,
        key: str,
        build: Callable[[Fields], T],
        unique: tuple[str, ...] = (),
    ) -> tuple[T, ...]:
        """Everything in one list; ``unique`` are the keys of which no two may be the same."""
        seen: dict[tuple[str, str], str] = {}
        built = []
        for each in fields.sections(key):
            value = build(each)
            built.append(value)
            for name in unique:
                self._once(seen, each, name, getattr(value, name))
        return tuple(built)

    def _connections(self, fields: Fields, references: References) -> tuple[Connection, ...]:
        listed = (
            *self._all(fields, "databases", lambda each: database(each, references)),
            *self._all(fields, "connections", lambda each: connection(each, references)),
        )
        by_name = {each.name: each for each in listed}
        return tuple({DEFAULT_CONNECTION: Connection(name=DEFAULT_CONNECTION), **by_name}.values())

    def _users(self, fields: Fields, references: References) -> tuple[User, ...]:
        seen: dict[tuple[str, str], str] = {}
        users = []
        for each in fields.sections("users"):
            built = user(each, references)
            users.append(built)
            self._once(seen, each, "user_id", built.user_id)
            for name in ("email", "username", "phone_number"):
                self._once(seen, each, name, getattr(built, name), within=built.connection)
        return tuple(users)

    def _organizations(
        self,
        fields: Fields,
        references: References,
        users: tuple[User, ...],
        grants: tuple[ClientGrant | None, ...],
    ) -> tuple[Organization, ...]:
        seen: dict[tuple[str, str], str] = {}
        known_grants = frozenset((each.client_id, each.audience) for each in grants if each)
        found = []
        for each in fields.sections("organizations"):
            built = organization(each, references, known_grants)
            found.append(built)
            self._once(seen, each, "name", built.name)
            self._once(seen, each, "id", built.organization_id)
        references.add_organizations(found)
        check_defaults(fields, references)
        return with_members(found, users, fields, references)

    def _once(
        self,
        seen: dict[tuple[str, str], str],
        fields: Fields,
        name: str,
        value: str | None,
        within: str = "",
    ) -> None:
        # A value that was derived repeats only where what it was derived from does.
        if not value or not fields.has(name):
            return
        first = seen.setdefault((f"{name} {within}", value), fields.path)
        if first != fields.path:
            fields.wrong(name, f"{first} has the same {name} {shown(value)}", value_is_shown=True)


_COSMETIC = (
    "emailProvider", "exclude", "guardianFactorTemplates", "include",
    "logStreams", "phoneProviders", "phoneTemplates", "themes",
)  # fmt: skip
"""Known, and nothing that a client could tell the difference by."""

_WITHOUT_EFFECT = (
    "actionModules", "actions", "clientAuthCredentials", "connectionProfiles",
    "customDomains", "eventStreams", "flowVaultConnections", "flows", "forms",
    "guardianFactorProviders", "guardianPhoneFactorMessageTypes",
    "guardianPhoneFactorSelectedProvider", "hooks", "networkACLs",
    "pages", "rateLimitPolicies", "riskAssessment", "rules",
    "rulesConfigs", "selfServiceProfiles", "supplementalSignals", "triggers",
    "userAttributeProfiles",
)  # fmt: skip
