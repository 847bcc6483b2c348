"""A hook: what runs at one point of a login, where a tenant of Auth0 would run an Action.

Auth0: Actions > Triggers
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Trigger(StrEnum):
    """When a hook runs; Auth0's own names."""

    POST_LOGIN = "post-login"
    CREDENTIALS_EXCHANGE = "credentials-exchange"
    PRE_USER_REGISTRATION = "pre-user-registration"
    POST_USER_REGISTRATION = "post-user-registration"
    POST_CHANGE_PASSWORD = "post-change-password"
    SEND_PHONE_MESSAGE = "send-phone-message"
    PASSWORD_RESET_POST_CHALLENGE = "password-reset-post-challenge"
    CUSTOM_TOKEN_EXCHANGE = "custom-token-exchange"


Function = Callable[[Any, Any], object]
"""``(event, api)``; what it returns does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A hook that is written down instead of programmed."""

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Each must fit; one of its values is enough."""
    then: Mapping[str, Any] = field(default_factory=dict)
    on_continue: Mapping[str, Any] = field(default_factory=dict)
    """What is done once the browser is back from ``redirect_to``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A function or a rule."""

    trigger: Trigger
    name: str
    hook_id: str = ""
    """Given by the tenant."""
    run: Function | None = None
    on_continue: Function | None = None
    """Runs in its place once the browser is back from where it sent it."""
    rule: Rule | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """``event.secrets``."""
