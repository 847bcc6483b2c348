"""Handles: what they say cannot be changed, nor used for something else."""

from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.handle import Handle, seal, unseal
from tests.builders import NOON, a_tenant
from tests.deterministic import deterministic


def test_says_what_was_sealed() -> None:
    tenant = a_tenant()
    handle = seal(tenant, "mfa_token", "the-key", NOON)
    assert handle.startswith("Fe26.2**the-key*1748865600000*")
    assert unseal(tenant, "mfa_token", handle) == Handle(key="the-key", ends_at=NOON)


def test_is_good_for_its_purpose_and_its_tenant_alone() -> None:
    handle = seal(a_tenant(), "mfa_token", "the-key", NOON)
    assert unseal(a_tenant(), "oob_code", handle) is None
    assert unseal(Tenant(), "mfa_token", handle) is None


@deterministic(100)
@given(st.integers(0, 60), st.text(min_size=1, max_size=1))
def test_is_broken_by_any_change(place: int, letter: str) -> None:
    tenant = a_tenant()
    handle = seal(tenant, "mfa_token", "the-key", NOON)
    changed = handle[:place] + letter + handle[place + 1 :]
    found = unseal(tenant, "mfa_token", changed)
    assert found == (Handle(key="the-key", ends_at=NOON) if changed == handle else None)


@deterministic(100)
@given(st.text(max_size=600))
def test_takes_whatever_is_sent(text: str) -> None:
    assert unseal(a_tenant(), "mfa_token", text) is None
