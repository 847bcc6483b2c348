"""``options`` of a database: who may sign up, with what, and with which passwords.

Auth0: Management API > Connections; Flexible Identifiers and Attributes
"""

from mock_auth0.model.connection import DatabaseOptions, SignUpStatus, UserAttribute
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.password_policies import password_policy

_LONGEST_USERNAME = 128
_DEFAULT = DatabaseOptions()


def database_options(options: Fields) -> DatabaseOptions:
    """What stands under ``options``; what is without effect there is reported."""
    has_attributes = options.has("attributes")
    if has_attributes:
        for other in ("requires_username", "validation"):
            if options.has(other):
                options.wrong(other, "cannot stand beside attributes", value_is_shown=True)
    attributes = options.section("attributes")
    username = attributes.section("username")
    shortest, longest = _length_of_a_username(options, username)
    email, phone_number = (_attribute(attributes.section(each)) for each in _VERIFIED)
    built = DatabaseOptions(
        disable_signup=options.flag("disable_signup") or False,
        email=email if has_attributes else _DEFAULT.email,
        username=_attribute(username)
        if has_attributes
        else _username(is_required=options.flag("requires_username") or False),
        phone_number=phone_number,
        has_attributes=has_attributes,
        shortest_username=shortest,
        longest_username=longest,
        password_policy=password_policy(options),
        brute_force_protection=options.flag("brute_force_protection") is not False,
    )
    attributes.close()
    if has_attributes and not built.identifiers:
        options.wrong(
            "attributes", "must have one with identifier: {active: true}", value_is_shown=True
        )
    _the_rest(options)
    return built


_VERIFIED = ("email", "phone_number")


def _username(*, is_required: bool) -> UserAttribute:
    if not is_required:
        return _DEFAULT.username
    return UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)


def _attribute(fields: Fields) -> UserAttribute:
    identifier = fields.section("identifier")
    is_identifier = identifier.flag("active") or False
    identifier.accept("default_method")
    identifier.close()
    sign_up = fields.section("signup")
    status = sign_up.choice("status", tuple(SignUpStatus))
    verification = sign_up.section("verification")
    is_verified = verification.flag("active")
    verification.close()
    sign_up.close()
    is_unique = fields.flag("unique")
    fields.accept("profile_required", "verification_method")
    fields.close()
    if is_identifier and is_unique is False:
        fields.wrong("unique", "must be true for an identifier")
    return UserAttribute(
        is_identifier=is_identifier,
        sign_up=SignUpStatus(status) if status in tuple(SignUpStatus) else SignUpStatus.INACTIVE,
        is_unique=is_unique is not False,
        is_verified_at_sign_up=is_verified is not False,
    )


def _length_of_a_username(options: Fields, username: Fields) -> tuple[int, int]:
    """By ``validation``, or by that of the attribute, which spells the keys otherwise."""
    validation = options.section("validation")
    older = validation.section("username")
    newer = username.section("validation")
    shortest = older.number("min", least=1, most=_LONGEST_USERNAME)
    longest = older.number("max", least=1, most=_LONGEST_USERNAME)
    shortest = newer.number("min_length", least=1, most=_LONGEST_USERNAME) or shortest
    longest = newer.number("max_length", least=1, most=_LONGEST_USERNAME) or longest
    newer.section("allowed_types").accept("email", "phone_number")
    for each in (older, newer, validation):
        each.close()
    shortest, longest = shortest or 1, longest or _DEFAULT.longest_username
    if shortest > longest:
        validation.report.problem(
            validation.line, validation.path, f"min {shortest} is more than max {longest}"
        )
    return shortest, longest


def _the_rest(options: Fields) -> None:
    options.accept(*_ACCEPTED)
    options.without_effect(*_WITHOUT_EFFECT)
    methods = options.section("authentication_methods")
    methods.section("password").without_effect(enabled=True)
    methods.section("passkey").without_effect("enabled")
    # What Auth0 adds to these options one day is to be named, not refused.
    options.without_effect(*options.unread())


_ACCEPTED = (
    "api_enable_users", "basic_profile", "configuration", "customScripts", "debug",
    "enable_script_context", "mfa", "passkey_options", "precedence", "realm_fallback",
    "strategy_version",
)  # fmt: skip
_WITHOUT_EFFECT = (
    "custom_password_hash", "disable_self_service_change_password", "enabledDatabaseCustomization",
    "import_mode", "non_persistent_attrs", "set_user_root_attributes", "upstream_params",
)  # fmt: skip
