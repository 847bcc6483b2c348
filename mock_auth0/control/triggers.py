"""The triggers of hooks as decorators: ``@auth0.hooks.post_login``."""

from typing import TypeVar

from mock_auth0.control import hooks
from mock_auth0.control.handed import Group
from mock_auth0.model.hook import Function, Trigger

F = TypeVar("F", bound=Function)


class Triggers(Group):
    """Each runs the function ``(event, api)`` behind the others of its trigger."""

    __slots__ = ()

    def post_login(self, hook: F) -> F:
        """After each login, before there are tokens; also when tokens are refreshed."""
        return self._added(Trigger.POST_LOGIN, hook)

    def credentials_exchange(self, hook: F) -> F:
        """Before a client gets a token in its own name."""
        return self._added(Trigger.CREDENTIALS_EXCHANGE, hook)

    def pre_user_registration(self, hook: F) -> F:
        """Before somebody becomes a user."""
        return self._added(Trigger.PRE_USER_REGISTRATION, hook)

    def post_user_registration(self, hook: F) -> F:
        """After that."""
        return self._added(Trigger.POST_USER_REGISTRATION, hook)

    def post_change_password(self, hook: F) -> F:
        """After a user has replaced a forgotten password."""
        return self._added(Trigger.POST_CHANGE_PASSWORD, hook)

    def send_phone_message(self, hook: F) -> F:
        """When a code of a second factor is sent to a telephone."""
        return self._added(Trigger.SEND_PHONE_MESSAGE, hook)

    def password_reset_post_challenge(self, hook: F) -> F:
        """Before a forgotten password is replaced."""
        return self._added(Trigger.PASSWORD_RESET_POST_CHALLENGE, hook)

    def custom_token_exchange(self, hook: F) -> F:
        """When a foreign token is to be exchanged."""
        return self._added(Trigger.CUSTOM_TOKEN_EXCHANGE, hook)

    def _added(self, trigger: Trigger, hook: F) -> F:
        self._hand.call(lambda world: hooks.add(world, trigger.value, hook))
        return hook
