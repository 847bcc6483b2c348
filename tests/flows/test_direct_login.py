"""Logins without a browser. Those by each grant are in tests/control/test_logins.py."""

from typing import Any

import pytest

from mock_auth0.flows.direct_login import DirectLogin, Tokens, by_code
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, refused
from tests.builders import API, ISSUER, a_client, a_tenant, a_user, a_web_client
from tests.credentials import a_jwt_client


def a_login(tenant: Tenant, **changes: Any) -> DirectLogin:
    return DirectLogin(
        **{
            "tenant": tenant,
            "issuer": ISSUER,
            "client": a_client(),
            "user": a_user(),
            "asked": {"scope": "openid"},
            **changes,
        }
    )


@pytest.mark.parametrize(
    "client",
    [a_client(), a_web_client(), a_jwt_client()],
    ids=["public client", "confidential client", "client with a key"],
)
def test_logs_in_by_a_real_code(client: Any) -> None:
    tenant = a_tenant(clients=(client,))

    asked = {"scope": "openid offline_access read:notes", "audience": API}
    tokens = by_code(a_login(tenant, client=client, asked=asked))

    assert tokens == Tokens(
        access_token=tokens.access_token,
        token_type="Bearer",
        expires_in=86400,
        scope="openid offline_access read:notes",
        id_token=tokens.id_token,
        refresh_token=tokens.refresh_token,
    )
    assert tokens.id_token is not None
    assert tokens.refresh_token is not None
    assert claims_of(tokens.access_token)["azp"] == client.client_id
    assert claims_of(tokens.id_token)["sub"] == "auth0|ada"
    assert len(tenant.codes) == 0


def test_logs_no_blocked_user_in() -> None:
    tenant = a_tenant()

    with refused("unauthorized", "user is blocked", 403):
        by_code(a_login(tenant, user=a_user(blocked=True)))
    assert len(tenant.sessions) == 0


def test_refuses_as_auth0_would() -> None:
    asked = {"scope": "openid", "audience": "urn:other"}
    with refused("access_denied", "Service not found: urn:other", 403):
        by_code(a_login(a_tenant(), asked=asked))


def test_begins_a_session_as_a_login_does() -> None:
    tenant = a_tenant()

    tokens = by_code(a_login(tenant))

    (session,) = tenant.sessions._values.values()
    assert tokens.id_token is not None
    assert claims_of(tokens.id_token)["sid"] == session.sid
