"""``resourceServers:``, the dashboard's APIs.

Auth0: Management API > Resource Servers; Access Token Profiles
"""

from collections.abc import Iterable
from datetime import timedelta

from mock_auth0.model.resource_server import (
    ClientPolicy,
    ResourceServer,
    TokenDialect,
    UserPolicy,
)
from mock_auth0.tenant.file.fields import NOT_SHOWN, Fields
from mock_auth0.tenant.file.node import Node
from mock_auth0.tenant.file.token_encryption import token_encryption
from mock_auth0.tenant.ids import derived

_ALGORITHMS = ("RS256", "PS256", "HS256")


def resource_server(fields: Fields) -> ResourceServer:
    """One API."""
    identifier = fields.required("identifier", "https://api.example.com/")
    dialect = fields.choice("token_dialect", tuple(TokenDialect)) or "access_token"
    lifetime = fields.lifetime("token_lifetime")
    for_web = fields.lifetime("token_lifetime_for_web")
    algorithm = fields.choice("signing_alg", _ALGORITHMS) or "RS256"
    secret = fields.text("signing_secret", secret=True)
    if algorithm == "HS256" and secret in (None, NOT_SHOWN):
        secret = derived("signing_secret", identifier, length=32)
    access = fields.section("subject_type_authorization")
    scopes = _scopes(fields)
    built = ResourceServer(
        identifier=identifier,
        name=fields.text("name") or identifier,
        scopes=frozenset(scopes),
        scope_descriptions=scopes,
        allow_offline_access=fields.flag("allow_offline_access") or False,
        enforce_policies=fields.flag("enforce_policies") or False,
        token_dialect=TokenDialect(dialect),
        token_lifetime=lifetime if lifetime is not None else timedelta(days=1),
        token_lifetime_for_web=for_web if for_web is not None else timedelta(hours=2),
        signing_alg=algorithm,
        signing_secret=secret if algorithm == "HS256" else None,
        skips_consent=fields.flag("skip_consent_for_verifiable_first_party_clients") is not False,
        token_encryption=token_encryption(fields.section("token_encryption")),
        claims=fields.open("claims"),
        client_policy=ClientPolicy(
            _policy(access, "client", ClientPolicy) or "require_client_grant"
        ),
        user_policy=UserPolicy(_policy(access, "user", UserPolicy) or "allow_all"),
    )
    fields.accept(
        "client_id", "id", "is_system",
        "token_lifetime_for_anonymous_access_tokens",
        "verificationLocation",
    )  # fmt: skip
    fields.without_effect(
        "allow_online_access", "allow_online_access_with_ephemeral_sessions",
        "authorization_details", "authorization_policy", "consent_policy", "proof_of_possession",
    )  # fmt: skip
    access.close()
    fields.close()
    return built


def _scopes(fields: Fields) -> dict[str, str]:
    """Mappings with a ``value``, as deploy-cli writes them, or just the texts."""
    node = fields.node("scopes")
    if isinstance(node.value, list):
        listed = [
            Node({"value": each}, each.line, each.source) if isinstance(each.value, str) else each
            for each in node.value
        ]
        node = Node(listed, node.line)
    scopes: dict[str, str] = {}
    for scope in Fields(Node({"scopes": node}), fields.path, fields.report).sections("scopes"):
        scopes[scope.required("value", "read:things")] = scope.text("description") or ""
        scope.close()
    scopes.pop("", None)
    return scopes


def _policy(access: Fields, subject: str, policies: Iterable[str]) -> str | None:
    section = access.section(subject)
    policy = section.choice("policy", tuple(policies))
    section.close()
    return policy
