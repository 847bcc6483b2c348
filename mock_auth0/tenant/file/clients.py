"""``clients:``, the dashboard's applications.

Auth0: Management API > Clients
"""

from collections.abc import Mapping
from datetime import timedelta

from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth import redirect_uri
from mock_auth0.tenant.file.credentials import (
    METHODS,
    Credentials,
    credentials,
    request_object,
)
from mock_auth0.tenant.file.fields import NOT_SHOWN, Fields
from mock_auth0.tenant.file.grant_types import grant_types
from mock_auth0.tenant.file.node import node_of
from mock_auth0.tenant.file.oidc_logout import oidc_logout
from mock_auth0.tenant.file.organization_settings import organization_settings
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.file.refresh_tokens import refresh_token
from mock_auth0.tenant.file.token_quotas import token_quota
from mock_auth0.tenant.ids import derived

_APP_TYPES = ("spa", "native", "regular_web", "non_interactive")
"""The kinds that the dashboard offers."""

_OTHER_APP_TYPES = (
    "resource_server", "express_configuration", "sso_integration", "rms", "box", "cloudbees",
    "concur", "dropbox", "mscrm", "echosign", "egnyte", "newrelic", "office365", "salesforce",
    "sentry", "sharepoint", "slack", "springcm", "zendesk", "zoom",
)  # fmt: skip

_AUTH_METHODS = (
    TokenEndpointAuthMethod.NONE,
    TokenEndpointAuthMethod.CLIENT_SECRET_POST,
    TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
)
"""Those that Auth0 has under ``token_endpoint_auth_method``."""

_COMPLIANCE_LEVELS = (
    "none", "fapi1_adv_pkj_par", "fapi1_adv_mtls_par", "fapi2_sp_pkj_mtls", "fapi2_sp_mtls_mtls",
)  # fmt: skip
"""All but the first want pushed requests."""


def client(fields: Fields) -> Client:
    """One client, with Auth0's defaults for its ``app_type``."""
    name = fields.required("name", "My App")
    if "<" in name or ">" in name:
        fields.wrong("name", "must not hold < or >")
    app_type = fields.choice("app_type", _APP_TYPES, rarely=_OTHER_APP_TYPES)
    registered = credentials(fields)
    method = _auth_method(fields, app_type, registered)
    secret = fields.text("client_secret", secret=True)
    if secret in (None, NOT_SHOWN):
        is_public = method is TokenEndpointAuthMethod.NONE
        secret = None if is_public else derived("client_secret", name, length=64)
    requires_object, object_keys = request_object(fields)
    compliance = fields.choice("compliance_level", _COMPLIANCE_LEVELS) or _COMPLIANCE_LEVELS[0]
    granted, exchange = grant_types(fields, app_type, method)
    algorithm, lifetime = _jwt_configuration(fields.section("jwt_configuration"))
    logout_urls, logout_initiators = oidc_logout(fields)
    built = Client(
        client_id=fields.text("client_id") or derived("client", name, length=32),
        name=name,
        client_secret=secret,
        app_type=app_type or "regular_web",
        callbacks=fields.urls("callbacks", _is_callback),
        allowed_logout_urls=fields.urls("allowed_logout_urls", redirect_uri.is_logout_url),
        backchannel_logout_urls=logout_urls,
        backchannel_logout_initiators=logout_initiators,
        allowed_origins=fields.urls("allowed_origins", _is_callback),
        web_origins=fields.urls("web_origins", _is_callback),
        is_first_party=fields.flag("is_first_party") is not False,
        cross_origin_authentication=True
        in (fields.flag("cross_origin_authentication"), fields.flag("cross_origin_auth")),
        third_party_security_mode=fields.choice(
            "third_party_security_mode", ("strict", "permissive")
        ),
        redirection_policy=fields.choice(
            "redirection_policy", ("allow_always", "open_redirect_protection")
        ),
        initiate_login_uri=fields.url("initiate_login_uri", redirect_uri.is_safe_return_to),
        requires_pushed_authorization_requests=(
            fields.flag("require_pushed_authorization_requests") or compliance != "none"
        ),
        par_request_expiry=fields.lifetime("par_request_expiry"),
        requires_request_object=requires_object,
        request_object_credentials=object_keys,
        sends_issuer=compliance.startswith("fapi2"),
        skips_callback_confirmation=fields.flag(
            "skip_non_verifiable_callback_uri_confirmation_prompt"
        ),
        grant_types=granted,
        token_exchange=exchange,
        resource_server_identifier=fields.text("resource_server_identifier"),
        token_quota=token_quota(fields.section("token_quota")),
        token_endpoint_auth_method=method,
        credentials=registered.credentials,
        tls_subjects=registered.tls_subjects,
        requires_proof_of_possession=fields.flag("require_proof_of_possession") or False,
        id_token_alg=algorithm,
        id_token_lifetime=lifetime,
        claims=fields.open("claims"),
        refresh_token=refresh_token(fields.section("refresh_token"), app_type),
        is_token_endpoint_ip_header_trusted=fields.flag("is_token_endpoint_ip_header_trusted")
        or False,
        logo_uri=fields.url("logo_uri", redirect_uri.is_well_formed),
        **organization_settings(fields),
        client_metadata=_client_metadata(fields),
    )
    fields.accept(*_COSMETIC)
    fields.without_effect(*_WITHOUT_EFFECT, oidc_conformant=True)
    fields.close()
    return built


def client_from(attributes: Mapping[str, object]) -> Client:
    """A client from Python: the keys and defaults of the tenant file. Raises `TenantFileError`."""
    report = Report()
    built = client(Fields(node_of(attributes), "client", report))
    report.raise_problems()
    return built


def _auth_method(
    fields: Fields, app_type: str | None, registered: Credentials
) -> TokenEndpointAuthMethod:
    name = "token_endpoint_auth_method"
    given = fields.choice(name, _AUTH_METHODS, rarely=METHODS)
    if registered.method is not None:
        if given not in (None, registered.method):
            fields.wrong(name, f"client_authentication_methods says {registered.method}")
        return registered.method
    if given is not None:
        if given in METHODS:
            fields.wrong(
                name,
                f"needs client_authentication_methods: {{ {given}: {{ credentials: […] }} }}",
                value_is_shown=True,
            )
        return TokenEndpointAuthMethod(given)
    if app_type in {"spa", "native"}:
        return TokenEndpointAuthMethod.NONE
    return TokenEndpointAuthMethod.CLIENT_SECRET_POST


def _jwt_configuration(section: Fields) -> tuple[str, timedelta]:
    """Algorithm and lifetime of ID tokens."""
    algorithm = section.choice("alg", ("RS256", "HS256"), rarely=("RS512", "PS256")) or "RS256"
    if algorithm not in {"RS256", "HS256"}:
        section.without_effect("alg")
        algorithm = "RS256"
    lifetime = section.lifetime("lifetime_in_seconds")
    section.accept("secret_encoded", "scopes")
    section.close()
    return algorithm, lifetime if lifetime is not None else timedelta(hours=10)


def _client_metadata(fields: Fields) -> Mapping[str, str]:
    """Auth0 keeps texts only."""
    metadata = fields.open("client_metadata")
    for key, value in metadata.items():
        if not isinstance(value, str):
            fields.wrong("client_metadata", f"may hold texts only; put {key} in quotes")
    return metadata


def _is_callback(url: str) -> bool:
    return redirect_uri.is_well_formed(url.replace("{organization_name}", "organization"))


_COSMETIC = (
    "allowed_clients", "callback_url_template", "client_aliases", "created_at", "cross_origin_loc",
    "custom_login_page", "custom_login_page_on", "custom_login_page_preview", "description",
    "encrypted", "encryption_key", "external_client_id", "external_metadata_created_by",
    "external_metadata_type", "form_template", "global",
    "jwks_uri", "mobile", "organization_discovery_methods", "owners",
    "signing_keys",
    "sso", "tenant",
    "updated_at",
)  # fmt: skip

_WITHOUT_EFFECT = (
    "addons", "anonymous_sessions", "async_approval_notification_channels",
    "b2b_integration_configuration",
    "express_configuration", "fedcm_login",
    "identity_assertion_authorization_grant",
    "my_organization_configuration", "native_social_login",
    "session_transfer", "sso_disabled",
    "token_vault_privileged_access",
)  # fmt: skip
