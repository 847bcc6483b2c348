"""The words of rules: what a rule may look at, and what it may do, by trigger."""

from collections.abc import Mapping

from mock_auth0.model.hook import Trigger

_LOGIN, _CREDENTIALS = Trigger.POST_LOGIN, Trigger.CREDENTIALS_EXCHANGE
_REGISTRATION, _EXCHANGE = Trigger.PRE_USER_REGISTRATION, Trigger.CUSTOM_TOKEN_EXCHANGE
_RESET = Trigger.PASSWORD_RESET_POST_CHALLENGE

CONDITIONS = (
    "audience", "client", "connection", "organization", "protocol", "role", "scope",
    "subject_token_type", "user",
)  # fmt: skip
"""Under ``when``."""

ACTIONS: Mapping[str, frozenset[Trigger]] = {
    "set_id_token_claims": frozenset({_LOGIN}),
    "set_access_token_claims": frozenset({_LOGIN, _CREDENTIALS}),
    "add_scope": frozenset({_LOGIN, _CREDENTIALS}),
    "remove_scope": frozenset({_LOGIN, _CREDENTIALS}),
    "set_user_metadata": frozenset({_LOGIN, _REGISTRATION}),
    "set_app_metadata": frozenset({_LOGIN, _REGISTRATION}),
    "require_mfa": frozenset({_LOGIN}),
    "redirect_to": frozenset({_LOGIN}),
    "set_user": frozenset({_EXCHANGE}),
    "set_organization": frozenset({_EXCHANGE}),
    "reject_subject_token": frozenset({_EXCHANGE}),
    "deny": frozenset({_LOGIN, _CREDENTIALS, _REGISTRATION, _EXCHANGE, _RESET}),
    "fail": frozenset(Trigger),
}
"""Under ``then``."""


def actions_of(trigger: Trigger) -> tuple[str, ...]:
    """What a rule of this trigger may do."""
    return tuple(name for name, triggers in ACTIONS.items() if trigger in triggers)
