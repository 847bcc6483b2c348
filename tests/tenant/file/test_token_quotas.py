"""Token quotas of clients, and of the tenant for those that have none."""

import pytest

from mock_auth0.model.token_quota import TokenQuota
from tests.tenant.file.builders import problems_of, seed_of


def test_reads_every_attribute() -> None:
    seed = seed_of(
        """
tenant:
  default_token_quota:
    clients: { client_credentials: { per_hour: 100, per_day: 1000, enforce: true } }
    organizations: { client_credentials: { per_day: 5000, enforce: false } }
clients:
  - name: Job
    app_type: non_interactive
    token_quota: { client_credentials: { per_hour: 10 } }
  - name: Other
    token_quota: { client_credentials: { enforce: true } }
"""
    )

    assert seed.default_client_quota == TokenQuota(per_hour=100, per_day=1000)
    assert seed.default_organization_quota == TokenQuota(per_day=5000, enforce=False)
    assert [client.token_quota for client in seed.clients] == [TokenQuota(per_hour=10), None]
    assert seed.not_emulated == {}


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "true", '"10"', "2147483648"])
def test_says_what_is_no_number_of_tokens(value: str) -> None:
    [problem] = problems_of(
        f"clients: [{{ name: A, token_quota: {{ client_credentials: {{ per_hour: {value} }} }} }}]"
    )
    assert problem.startswith(
        "tenant.yaml:1: clients[0].token_quota.client_credentials.per_hour: "
        "must be a whole number from 1 to 2147483647; it is "
    )


def test_says_what_it_does_not_know() -> None:
    assert problems_of("clients: [{ name: A, token_quota: { client_credentials: { hourly: 1 } } }]")
