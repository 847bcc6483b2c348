"""What the user answers when asked for an organization, before the login or after it.

Auth0: Organizations > Login Flows
"""

from dataclasses import replace

from mock_auth0.flows.universal_login import membership, sessions, transactions
from mock_auth0.flows.universal_login import organization as organization_of
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.organization import ID_PREFIX, Organization
from mock_auth0.tenant.tenant import Tenant


class NoSuchOrganizationError(Exception):
    """What was typed or picked is none that the user can have."""


def enter(tenant: Tenant, state: str, browser: Browser, name: str) -> None:
    """Take the name, or the id, that was typed. Raises `NoSuchOrganizationError`."""
    found = transactions.find(tenant, state, browser)
    if not organization_of.is_typed(found.request.client):
        raise NoSuchOrganizationError
    typed = name.strip()
    organization = tenant.organizations.find(typed.lower())
    if organization is None and typed.startswith(ID_PREFIX):
        organization = tenant.organizations.get(typed)
    if organization is None:
        raise NoSuchOrganizationError
    _keep(tenant, state, found, organization)


def pick(tenant: Tenant, state: str, browser: Browser, organization_id: str) -> None:
    """Take one of the user's own. Raises `NoSuchOrganizationError` for any other."""
    found = transactions.find(tenant, state, browser)
    entered = sessions.current(tenant, found.session)
    if entered is None:
        return  # the dispatcher sends them to log in again
    may_pick = membership.may_pick(found.request)
    for each in membership.choices(tenant, entered[1]) if may_pick else ():
        if each.organization_id == organization_id:
            _keep(tenant, state, found, each)
            return
    raise NoSuchOrganizationError


def skip(tenant: Tenant, state: str, browser: Browser) -> None:
    """Go on without one. Raises `NoSuchOrganizationError` where the client wants one."""
    found = transactions.find(tenant, state, browser)
    if not (membership.may_pick(found.request) and membership.can_skip(found.request)):
        raise NoSuchOrganizationError
    transactions.change(tenant, state, found, skips_organization=True)


def _keep(tenant: Tenant, state: str, found: LoginTransaction, organization: Organization) -> None:
    request = replace(found.request, organization_id=organization.organization_id)
    transactions.change(tenant, state, found, request=request)
