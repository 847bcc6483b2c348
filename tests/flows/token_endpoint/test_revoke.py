"""`/oauth/revoke`: a refresh token ends, and with it all of its login."""

import pytest

from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.flows.token_endpoint.revoke import revoke
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from tests.answers import refused
from tests.builders import ISSUER, NOON, SECRET, a_client, a_tenant, an_authorization, params


def a_tenant_with_token() -> tuple[Tenant, str]:
    tenant = a_tenant()
    authorization = an_authorization(scope=("openid", "offline_access"))
    return tenant, refresh_token.mint(tenant, authorization, NOON)


def asked(tenant: Tenant, **values: str | None) -> None:
    revoke(tenant, params({**values}), NOTHING_PROVEN, issuer=ISSUER)


def test_ends_the_token_of_the_client() -> None:
    tenant, token = a_tenant_with_token()

    asked(tenant, client_id="spa", token=token, token_type_hint="refresh_token")

    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        refresh_token.present(tenant, token, a_client(), NOON)


def test_passes_over_an_unknown_token() -> None:
    asked(a_tenant(), client_id="spa", token="made-up")


def test_passes_over_a_token_of_another_client() -> None:
    tenant, token = a_tenant_with_token()

    asked(tenant, client_id="web", client_secret=SECRET, token=token)

    refresh_token.present(tenant, token, a_client(), NOON)


def test_needs_a_token() -> None:
    with refused("invalid_request", "Missing required parameter: token", 400):
        asked(a_tenant(), client_id="spa")


@pytest.mark.parametrize(
    "sent",
    [
        {"client_id": "web", "token": "made-up"},
        {"client_id": "web", "client_secret": "wrong", "token": "made-up"},
        {"client_id": "nobody", "token": "made-up"},
    ],
    ids=["no secret", "a wrong secret", "an unknown client"],
)
def test_refuses_a_client_with(sent: dict[str, str]) -> None:
    with refused("invalid_client", "Unauthorized", 401):
        revoke(a_tenant(), Params(sent), NOTHING_PROVEN, issuer=ISSUER)
