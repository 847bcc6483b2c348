"""``pre-user-registration`` and ``post-user-registration``: before and after somebody signs up.

Auth0: Actions > Triggers > pre-user-registration; post-user-registration
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_auth0.hooks import facts
from mock_auth0.hooks.apis import NoMethods, PreUserRegistrationApi
from mock_auth0.hooks.event import Event, EventTransaction, EventUser
from mock_auth0.hooks.metadata import save
from mock_auth0.hooks.outcome import Denial, Outcome, Why, merged
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.hooks.run import run
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import ExtensibilityError, SignUpRefusedError, ValidationError
from mock_auth0.tenant.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Who wants to be a user of which connection."""

    connection: Connection
    client: Client
    email: str | None = None
    username: str | None = None
    phone_number: str | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    user_metadata: Mapping[str, Any] = field(default_factory=dict)


def before(tenant: Tenant, registration: Registration, request: RequestInfo) -> Outcome:
    """Let the hooks look at it; the metadata that they give the user.

    Raises `SignUpRefusedError`.
    """
    outcome, ran = dry_run(tenant, registration, request)
    if outcome.denial is not None:
        raise _refused(outcome.denial, ran[-1])
    return outcome


def dry_run(
    tenant: Tenant, registration: Registration, request: RequestInfo
) -> tuple[Outcome, list[Hook]]:
    """What the hooks would do, which nothing comes of; and those that ran."""
    outcome = Outcome()
    ran = run(
        tenant.hooks.of(Trigger.PRE_USER_REGISTRATION),
        outcome,
        lambda outcome: _event(
            tenant,
            registration,
            request,
            EventUser(
                email=registration.email,
                username=registration.username,
                phone_number=registration.phone_number,
                user_metadata=merged(registration.user_metadata, outcome.user_metadata),
                app_metadata=merged({}, outcome.app_metadata),
                **registration.profile,  # type: ignore[arg-type] # each is a text
            ),
        ),
        lambda outcome, _: PreUserRegistrationApi(outcome),
    )
    return outcome, ran


def after(
    tenant: Tenant, registration: Registration, user: User, outcome: Outcome, request: RequestInfo
) -> User:
    """Give the new user what the hooks wanted, and tell those that want to know."""
    user = save(tenant, user, outcome)
    run(
        tenant.hooks.of(Trigger.POST_USER_REGISTRATION),
        Outcome(),
        lambda outcome: _event(tenant, registration, request, facts.user_of(user, outcome)),
        lambda outcome, _: NoMethods(outcome),
    )
    return user


def _event(
    tenant: Tenant, registration: Registration, request: RequestInfo, user: EventUser
) -> Event:
    name = registration.connection.name
    return Event(
        tenant=facts.tenant_of(tenant),
        request=request.copied(),
        client=facts.client_of(registration.client),
        connection=facts.connection_of(registration.connection, name),
        user=user,
        transaction=EventTransaction(locale="en"),
    )


def _refused(denial: Denial, hook: Hook) -> SignUpRefusedError:
    remedy = f"the hook {hook.name!r} of pre-user-registration {denial.told}"
    if denial.why is Why.INVALID:
        return ValidationError(str(denial.code), denial.reason, remedy)
    return ExtensibilityError(denial.reason, remedy, user_message=denial.user_message)
