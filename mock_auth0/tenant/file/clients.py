"""``clients:``, the dashboard's applications.

Auth0: Management API > Clients; Refresh Token Rotation
"""

from collections.abc import Mapping
from datetime import timedelta

from mock_auth0.model.client import (
    Client,
    ExpirationType,
    RefreshTokenPolicy,
    RefreshTokenSettings,
    RotationType,
    TokenEndpointAuthMethod,
)
from mock_auth0.oauth import redirect_uri
from mock_auth0.tenant.file.credentials import METHODS, Credentials, credentials
from mock_auth0.tenant.file.fields import NOT_SHOWN, Fields
from mock_auth0.tenant.file.node import node_of
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.ids import derived

APP_TYPES = ("spa", "native", "regular_web", "non_interactive")
"""The kinds that the dashboard offers."""

_OTHER_APP_TYPES = (
    "resource_server", "express_configuration", "sso_integration", "rms", "box", "cloudbees",
    "concur", "dropbox", "mscrm", "echosign", "egnyte", "newrelic", "office365", "salesforce",
    "sentry", "sharepoint", "slack", "springcm", "zendesk", "zoom",
)  # fmt: skip

_FLOWS_WITH_A_USER = frozenset({"authorization_code", "implicit", "refresh_token"})

_DEFAULT_GRANT_TYPES = {
    "spa": _FLOWS_WITH_A_USER,
    "native": _FLOWS_WITH_A_USER,
    "non_interactive": frozenset({"client_credentials"}),
}

_MFA = "http://auth0.com/oauth/grant-type/"
GRANT_TYPES = (
    "authorization_code", "implicit", "refresh_token", "client_credentials", "password", "mfa",
    f"{_MFA}password-realm", f"{_MFA}mfa-oob", f"{_MFA}mfa-otp", f"{_MFA}mfa-recovery-code",
    f"{_MFA}passwordless/otp", "urn:auth0:params:oauth:grant-type:ephemeral-session-token",
    "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
    "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "urn:ietf:params:oauth:grant-type:token-exchange",
    "urn:okta:params:oauth:grant-type:webauthn", "urn:openid:params:grant-type:ciba",
)  # fmt: skip
"""All that Auth0 lets a client have, whether emulated or not."""

_AUTH_METHODS = (
    TokenEndpointAuthMethod.NONE,
    TokenEndpointAuthMethod.CLIENT_SECRET_POST,
    TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
)
"""Those that Auth0 has under ``token_endpoint_auth_method``."""

_TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_PROFILE_TYPES = ("custom_authentication", "on_behalf_of_token_exchange")

_MONTH = timedelta(days=30)
_HALF_A_MONTH = timedelta(days=15)


def client(fields: Fields) -> Client:
    """One client, with Auth0's defaults for its ``app_type``."""
    name = fields.required("name", "My App")
    if "<" in name or ">" in name:
        fields.wrong("name", "must not hold < or >")
    app_type = fields.choice("app_type", APP_TYPES, rarely=_OTHER_APP_TYPES)
    registered = credentials(fields)
    method = _auth_method(fields, app_type, registered)
    secret = fields.text("client_secret", secret=True)
    if secret in (None, NOT_SHOWN):
        is_public = method is TokenEndpointAuthMethod.NONE
        secret = None if is_public else derived("client_secret", name, length=64)
    algorithm, lifetime = _jwt_configuration(fields.section("jwt_configuration"))
    built = Client(
        client_id=fields.text("client_id") or derived("client", name, length=32),
        name=name,
        client_secret=secret,
        app_type=app_type or "regular_web",
        callbacks=fields.urls("callbacks", _is_callback),
        allowed_logout_urls=fields.urls("allowed_logout_urls", redirect_uri.is_safe_return_to),
        allowed_origins=fields.urls("allowed_origins", redirect_uri.is_well_formed),
        web_origins=fields.urls("web_origins", redirect_uri.is_well_formed),
        is_first_party=fields.flag("is_first_party") is not False,
        grant_types=_grant_types(fields, app_type, method) | _token_exchange(fields),
        token_endpoint_auth_method=method,
        credentials=registered.credentials,
        tls_subjects=registered.tls_subjects,
        requires_proof_of_possession=fields.flag("require_proof_of_possession") or False,
        id_token_alg=algorithm,
        id_token_lifetime=lifetime,
        claims=fields.open("claims"),
        refresh_token=_refresh_token(fields.section("refresh_token"), app_type),
        logo_uri=fields.url("logo_uri", redirect_uri.is_well_formed),
        client_metadata=_client_metadata(fields),
    )
    fields.accept(*_COSMETIC)
    fields.without_effect(*_WITHOUT_EFFECT, is_first_party=True, oidc_conformant=True)
    fields.without_effect(organization_usage="deny", organization_require_behavior="no_prompt")
    fields.without_effect(compliance_level="none", redirection_policy="allow_always")
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


def _grant_types(
    fields: Fields, app_type: str | None, method: TokenEndpointAuthMethod
) -> frozenset[str]:
    given = fields.choices("grant_types", GRANT_TYPES)
    if given is not None:
        return given
    if app_type in _DEFAULT_GRANT_TYPES:
        return _DEFAULT_GRANT_TYPES[app_type]
    # A client that cannot authenticate cannot act in its own name (RFC 6749 §4.4).
    if method is TokenEndpointAuthMethod.NONE:
        return _FLOWS_WITH_A_USER
    return _FLOWS_WITH_A_USER | {"client_credentials"}


def _token_exchange(fields: Fields) -> frozenset[str]:
    """Auth0 lets a client exchange tokens by this key, on-behalf-of by the grant type."""
    section = fields.section("token_exchange")
    types = section.choices("allow_any_profile_of_type", _PROFILE_TYPES)
    section.close()
    return frozenset({_TOKEN_EXCHANGE}) if "custom_authentication" in (types or ()) else frozenset()


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


def _refresh_token(section: Fields, app_type: str | None) -> RefreshTokenSettings:
    rotates = app_type == "spa"
    rotation = section.choice("rotation_type", tuple(RotationType))
    expiration = section.choice("expiration_type", tuple(ExpirationType))
    if rotation is None:
        rotation = RotationType.ROTATING if rotates else RotationType.NON_ROTATING
    if expiration is None:
        expires = rotates or rotation == RotationType.ROTATING
        expiration = ExpirationType.EXPIRING if expires else ExpirationType.NON_EXPIRING
    never_ends = expiration == ExpirationType.NON_EXPIRING
    settings = RefreshTokenSettings(
        rotation_type=RotationType(rotation),
        expiration_type=ExpirationType(expiration),
        leeway=section.lifetime("leeway") or timedelta(0),
        token_lifetime=_end(section, "token_lifetime", _MONTH, never_ends=never_ends),
        idle_token_lifetime=_end(
            section, "idle_token_lifetime", _HALF_A_MONTH, never_ends=never_ends
        ),
        policies=_policies(section),
    )
    section.close()
    return settings


def _policies(section: Fields) -> tuple[RefreshTokenPolicy, ...]:
    """Audiences that lead nowhere are no mistake: an export leaves Auth0's own APIs out."""
    policies = []
    for each in section.sections("policies"):
        audience = each.required("audience", "https://api.example.com/")
        policies.append(RefreshTokenPolicy(audience=audience, scope=each.texts("scope") or ()))
        each.close()
    return tuple(policies)


def _end(section: Fields, name: str, default: timedelta, *, never_ends: bool) -> timedelta | None:
    lifetime = section.lifetime(name)
    is_infinite = section.flag(f"infinite_{name}")
    if is_infinite or (is_infinite is None and never_ends):
        return None
    return lifetime if lifetime is not None else default


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
    "external_metadata_type", "form_template", "global", "is_token_endpoint_ip_header_trusted",
    "jwks_uri", "mobile", "oidc_backchannel_logout", "organization_discovery_methods", "owners",
    "resource_server_identifier", "signing_keys",
    "skip_non_verifiable_callback_uri_confirmation_prompt", "sso", "tenant",
    "third_party_security_mode", "updated_at",
)  # fmt: skip

_WITHOUT_EFFECT = (
    "addons", "anonymous_sessions", "async_approval_notification_channels",
    "b2b_integration_configuration", "cross_origin_auth", "cross_origin_authentication",
    "default_organization", "express_configuration", "fedcm_login",
    "identity_assertion_authorization_grant", "initiate_login_uri",
    "my_organization_configuration", "native_social_login", "oidc_logout", "par_request_expiry",
    "require_pushed_authorization_requests", "session_transfer",
    "signed_request_object", "sso_disabled", "token_quota",
    "token_vault_privileged_access",
)  # fmt: skip
