"""Triggers that hear of something and change nothing of it, but for a password reset.

Auth0: Actions > Triggers > post-change-password; send-phone-message; password-reset/post-challenge
"""

from mock_auth0.hooks import facts
from mock_auth0.hooks.apis import NoMethods, PasswordResetApi
from mock_auth0.hooks.event import Event, EventMessage
from mock_auth0.hooks.outcome import Denial, Outcome
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.hooks.run import run
from mock_auth0.model.client import Client
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant


def password_changed(
    tenant: Tenant, user: User, request: RequestInfo, client: Client | None = None
) -> None:
    """``post-change-password``."""
    run(
        tenant.hooks.of(Trigger.POST_CHANGE_PASSWORD),
        Outcome(),
        lambda outcome: _event(tenant, user, request, client, outcome),
        lambda outcome, _: NoMethods(outcome),
    )


def message_sent(
    tenant: Tenant, user: User, message: EventMessage, client: Client | None = None
) -> None:
    """``send-phone-message``; the message stays in the outbox, whatever becomes of it."""

    def event_of(outcome: Outcome) -> Event:
        event = _event(tenant, user, RequestInfo(), client, outcome)
        event.message_options = EventMessage(
            recipient=message.recipient,
            text=message.text,
            code=message.code,
            message_type=message.message_type,
            action=message.action,
        )
        return event

    run(
        tenant.hooks.of(Trigger.SEND_PHONE_MESSAGE),
        Outcome(),
        event_of,
        lambda outcome, _: NoMethods(outcome),
    )


def password_reset(
    tenant: Tenant, user: User, request: RequestInfo, client: Client | None = None
) -> Denial | None:
    """``password-reset-post-challenge``: why the password may not be changed, if it may not."""
    denial, _ = password_reset_dry_run(tenant, user, request, client)
    return denial.denial


def password_reset_dry_run(
    tenant: Tenant, user: User, request: RequestInfo, client: Client | None = None
) -> tuple[Outcome, list[Hook]]:
    """The same with the hooks that ran."""
    outcome = Outcome()
    ran = run(
        tenant.hooks.of(Trigger.PASSWORD_RESET_POST_CHALLENGE),
        outcome,
        lambda outcome: _event(tenant, user, request, client, outcome),
        lambda outcome, _: PasswordResetApi(outcome),
    )
    return outcome, ran


def _event(
    tenant: Tenant, user: User, request: RequestInfo, client: Client | None, outcome: Outcome
) -> Event:
    connection = tenant.connections.get(user.connection)
    return Event(
        tenant=facts.tenant_of(tenant),
        request=request.copied(),
        client=facts.client_of(client) if client else None,
        connection=facts.connection_of(connection, user.connection),
        user=facts.user_of(user, outcome),
    )
