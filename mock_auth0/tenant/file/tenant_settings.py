"""``tenant:`` and ``branding:``, of which there is one each.

Auth0: Management API > Tenants, Branding
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_auth0.oauth import redirect_uri
from mock_auth0.tenant.file.device_flow import device_flow
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References
from mock_auth0.tenant.file.token_quotas import token_quota
from mock_auth0.tenant.seed import Branding, ErrorPage

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_LENGTHS_OF_A_COLOR = {len("#rgb"), len("#rgba"), len("#rrggbb"), len("#rrggbbaa")}


def tenant_settings(fields: Fields, references: References) -> Mapping[str, Any]:
    """Fields of a `Seed`: those that the file gives."""
    audience = fields.text("default_audience")
    if audience is not None:
        references.resource_server(fields, "default_audience", audience)
    directory = fields.text("default_directory")
    if directory is not None:
        references.connection(fields, "default_directory", directory)
    cookie = fields.section("session_cookie")
    mode = cookie.choice("mode", ("persistent", "non-persistent"))
    cookie.close()
    profile = fields.choice("resource_parameter_profile", ("audience", "compatibility"))
    logout_urls = fields.urls("allowed_logout_urls", redirect_uri.is_logout_url)
    callback_prompt = "skip_non_verifiable_callback_uri_confirmation_prompt"
    settings = {
        "friendly_name": fields.text("friendly_name"),
        **device_flow(fields.section("device_flow")),
        **_default_quotas(fields.section("default_token_quota")),
        "default_audience": audience,
        "default_directory": directory,
        "allowed_logout_urls": logout_urls,
        "session_lifetime": _lifetime(fields, "session_lifetime"),
        "idle_session_lifetime": _lifetime(fields, "idle_session_lifetime"),
        "reads_resource_parameter": profile and profile == "compatibility",
        "skips_callback_confirmation": fields.flag(callback_prompt),
        "supports_pushed_authorization_requests": fields.flag(
            "pushed_authorization_requests_supported"
        ),
        "sends_issuer": fields.flag("authorization_response_iss_parameter_supported"),
        "allows_organization_names": fields.flag("allow_organization_name_in_authentication_api"),
        "default_redirection_uri": fields.url(
            "default_redirection_uri", redirect_uri.is_safe_return_to
        ),
        "error_page": _error_page(fields.section("error_page")),
        "says_user_exists": fields.section("flags").flag("enable_public_signup_user_exists_error"),
        "persistent_session_cookie": None if mode is None else mode == "persistent",
        **_logout(fields.section("oidc_logout"), fields.section("sessions")),
    }
    fields.open("flags")
    fields.accept(
        "acr_values_supported", "change_password", "client_id_metadata_document_supported",
        "country_codes", "dynamic_client_registration_security_mode",
        "enabled_locales", "guardian_mfa_page", "include_session_metadata_in_tenant_logs",
        "legacy_sandbox_version", "phone_consolidated_experience", "picture_url",
        "sandbox_version", "sandbox_versions_available",
        "security_headers",
        "support_email", "support_url", "universal_login",
    )  # fmt: skip
    fields.without_effect(
        "customize_mfa_in_postlogin_action",
        "enable_ai_guide",
        "ephemeral_session_lifetime", "ephemeral_session_lifetime_in_minutes",
        "idle_ephemeral_session_lifetime", "idle_ephemeral_session_lifetime_in_minutes", "mtls",
    )  # fmt: skip
    fields.close()
    return {name: value for name, value in settings.items() if value is not None}


def prompts(fields: Fields) -> Mapping[str, Any]:
    """Fields of a `Seed` about the pages. Auth0: Management API > Prompts."""
    identifier_first = fields.flag("identifier_first")
    fields.accept("customText", "partials")
    fields.without_effect(
        "screenRenderers", "webauthn_platform_first_factor", universal_login_experience="new"
    )
    fields.close()
    return {} if identifier_first is None else {"identifier_first": identifier_first}


def branding(fields: Fields) -> Branding:
    """The look of the login page."""
    colors = fields.section("colors")
    built = Branding(
        logo_url=fields.url("logo_url", redirect_uri.is_well_formed),
        primary=_color(colors, "primary"),
        page_background=_page_background(colors),
    )
    colors.close()
    fields.accept("favicon_url", "font", "identifiers")
    fields.without_effect("templates")
    fields.close()
    return built


def _error_page(section: Fields) -> ErrorPage:
    page = ErrorPage(
        url=section.url("url", redirect_uri.is_safe_return_to),
        html=section.text("html"),
        shows_log_link=section.flag("show_log_link") or False,
    )
    section.close()
    return page


def _default_quotas(fields: Fields) -> Mapping[str, Any]:
    quotas = {
        "default_client_quota": token_quota(fields.section("clients")),
        "default_organization_quota": token_quota(fields.section("organizations")),
    }
    fields.close()
    return quotas


def _logout(discovery: Fields, prompt: Fields) -> Mapping[str, Any]:
    switches = {
        "publishes_end_session": discovery.flag("rp_logout_end_session_endpoint_discovery"),
        "confirms_logout": prompt.flag("oidc_logout_prompt_enabled"),
    }
    prompt.without_effect("anonymous")
    discovery.close()
    prompt.close()
    return switches


def _lifetime(fields: Fields, name: str) -> timedelta | None:
    """Auth0 keeps hours; minutes, where they are given, are the finer measure of the same."""
    hours = fields.lifetime(name, _HOUR)
    minutes = fields.lifetime(f"{name}_in_minutes", _MINUTE)
    return hours if minutes is None else minutes


def _page_background(colors: Fields) -> str | None:
    """A colour, or a gradient, of which the first colour is taken."""
    if not isinstance(colors.node("page_background").value, dict):
        return _color(colors, "page_background")
    gradient = colors.section("page_background")
    start = _color(gradient, "start")
    gradient.accept("angle_deg", "end", "type")
    gradient.close()
    return start


def _color(fields: Fields, name: str) -> str | None:
    color = fields.text(name)
    if color is None:
        return None
    # It goes into a style sheet, so nothing else may get there.
    digits = color.removeprefix("#").lower()
    if (
        color[0] == "#"
        and len(color) in _LENGTHS_OF_A_COLOR
        and all(digit in "0123456789abcdef" for digit in digits)
    ):
        return color
    fields.wrong(name, f'must be a colour, such as {name}: "#635dff"')
    return None
