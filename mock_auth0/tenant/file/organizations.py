"""``organizations:``, the customers of an application.

Auth0: Management API > Organizations
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mock_auth0.model.organization import ID_PREFIX, Organization, OrganizationConnection
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.memberships import having, members
from mock_auth0.tenant.file.node import node_of
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.file.references import References
from mock_auth0.tenant.file.tenant_settings import branding
from mock_auth0.tenant.file.token_quotas import token_quota
from mock_auth0.tenant.ids import derived

if TYPE_CHECKING:
    from mock_auth0.tenant.tenant import Tenant

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
_ID = re.compile(f"{ID_PREFIX}[A-Za-z0-9]{{16}}")


def organization(
    fields: Fields, references: References, client_grants: frozenset[tuple[str, str]]
) -> Organization:
    """One organization with its members; ``client_grants`` are those of the file."""
    name = fields.required("name", "acme")
    if name and not _NAME.fullmatch(name):
        fields.wrong("name", "must be 1 to 50 lower-case letters, digits, - and _")
    look = branding(fields.section("branding"))
    built = Organization(
        organization_id=_id(fields, name),
        name=name,
        display_name=fields.text("display_name"),
        logo_url=look.logo_url,
        primary_color=look.primary,
        page_background=look.page_background,
        metadata=fields.open("metadata"),
        connections=_connections(fields, references),
        client_grants=_client_grants(fields, references, client_grants),
        members=dict(members(fields, references)),
        token_quota=token_quota(fields.section("token_quota")),
    )
    fields.without_effect("discovery_domains", "third_party_client_access")
    fields.close()
    return built


def organization_from(attributes: Mapping[str, object], tenant: "Tenant") -> Organization:
    """An organization from Python: the keys of the tenant file. Raises `TenantFileError`."""
    report = Report()
    references = References.to(tenant)
    references.add_users(tenant.users)
    grants = frozenset((each.client_id, each.audience) for each in tenant.client_grants)
    built = organization(Fields(node_of(attributes), "organization", report), references, grants)
    report.raise_problems()
    return built


def check_defaults(fields: Fields, references: References) -> None:
    """Check that the default organizations of the file's clients are there."""
    for _, listed in having(fields, "clients", "default_organization"):
        if isinstance(listed.node("default_organization").value, dict):
            default = listed.section("default_organization")
            name = default.node("organization_id").value
            if isinstance(name, str):
                references.organization(default, "organization_id", name)


def _id(fields: Fields, name: str) -> str:
    given = fields.text("id")
    if given is None:
        return ID_PREFIX + derived("organization", name, length=16)
    if not _ID.fullmatch(given):
        fields.wrong("id", f"must be {ID_PREFIX} and 16 letters or digits")
    return given


def _connections(
    fields: Fields, references: References
) -> tuple[OrganizationConnection, ...] | None:
    if fields.node("connections").value is None:
        return None
    found = []
    for each in fields.sections("connections"):
        name = each.required("name", "Username-Password-Authentication")
        if name:
            references.connection(each, "name", name)
        assigns = each.flag("assign_membership_on_login") or False
        takes = each.flag("is_signup_enabled") or False
        if takes and not (assigns and references.strategies.get(name, "auth0") == "auth0"):
            each.wrong(
                "is_signup_enabled",
                "is for database connections with assign_membership_on_login: true alone",
            )
        found.append(
            OrganizationConnection(
                connection=name,
                assign_membership_on_login=assigns,
                show_as_button=each.flag("show_as_button") is not False,
                is_signup_enabled=takes,
            )
        )
        each.accept(
            "connection_id", "is_enabled", "organization_access_level",
            "organization_connection_name",
        )  # fmt: skip
        each.close()
    return tuple(found)


def _client_grants(
    fields: Fields, references: References, known: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    found = set()
    for each in fields.sections("client_grants"):
        name = each.required("client_id", "My App")
        client_id = references.client(each, "client_id", name) if name else ""
        audience = each.required("audience", "https://api.example.com/")
        each.close()
        found.add((client_id, audience))
        if name and audience and (client_id, audience) not in known:
            each.wrong("audience", f"clientGrants has none of {name} for it")
    return frozenset(found)
