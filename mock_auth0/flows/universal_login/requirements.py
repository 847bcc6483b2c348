"""What must still happen between a login and the answer: each asks for a screen of its own.

OpenID Connect Core §3.1.2.4 · Auth0: Universal Login
"""

from collections.abc import Callable
from dataclasses import dataclass

from mock_auth0.flows.elsewhere import device_activation
from mock_auth0.flows.multi_factor import requirement as multi_factor
from mock_auth0.flows.universal_login import consent, login_hooks, membership
from mock_auth0.hooks.post_login import external_interaction_required
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import OAuthError, consent_required, login_required
from mock_auth0.tenant import organizations
from mock_auth0.tenant.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One condition on the way to the answer."""

    screen: Callable[
        [Tenant, AuthorizationRequest, Session, User, LoginTransaction | None], Screen | None
    ]
    """The screen that must be shown, or ``None``; without a transaction none was shown yet.

    Raises `OAuthError` for the application where no screen could help.
    """
    refusal: Callable[[], OAuthError]
    """What ``prompt=none`` answers instead."""


_REQUIREMENTS = (
    Requirement(screen=device_activation.screen, refusal=login_required),
    Requirement(screen=membership.screen, refusal=organizations.required),
    Requirement(screen=login_hooks.screen, refusal=external_interaction_required),
    Requirement(screen=multi_factor.screen, refusal=multi_factor.required),
    Requirement(screen=consent.screen, refusal=consent_required),
)


_BEFORE_HOOKS = 2


def may_run_hooks(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    transaction: LoginTransaction | None = None,
) -> bool:
    """Whether it is known by now who logs in where; `login_hooks.run` comes then."""
    return all(
        each.screen(tenant, request, session, user, transaction) is None
        for each in _REQUIREMENTS[:_BEFORE_HOOKS]
    )


def first_unmet(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    transaction: LoginTransaction | None = None,
) -> tuple[Screen, Requirement] | None:
    """The first requirement that is not met, and the screen that it asks for."""
    for requirement in _REQUIREMENTS:
        screen = requirement.screen(tenant, request, session, user, transaction)
        if screen is not None:
            return screen, requirement
    return None
