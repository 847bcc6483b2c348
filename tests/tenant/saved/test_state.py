"""The state as a file: written, read by another tenant, refused where it is not understood."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant.saved import state
from mock_auth0.tenant.saved.reading import SavedStateError
from mock_auth0.tenant.tenant import Tenant
from tests.builders import ISSUER, NOON, a_tenant
from tests.deterministic import deterministic
from tests.tenant.busy import OTHER_KEY, a_busy_tenant

LASTING = (
    "clock", "users", "clients", "resource_servers", "client_grants", "connections", "roles",
    "organizations", "token_exchange_profiles", "email_templates", "sessions", "session_clients",
    "refresh_tokens", "user_grants", "tickets", "invitations", "outbox", "logins", "issuers",
)  # fmt: skip


def exported(tenant: Tenant) -> dict[str, Any]:
    """As a file has it."""
    document: dict[str, Any] = json.loads(json.dumps(state.export(tenant)))
    return document


def refusal(document: object) -> str:
    tenant = a_tenant()
    before = repr(tenant.image())
    with pytest.raises(SavedStateError) as caught:
        state.import_into(tenant, document)
    assert repr(tenant.image()) == before
    return str(caught.value)


def test_says_what_it_is() -> None:
    document = exported(a_busy_tenant())

    assert document["format"] == 1
    assert document["made_by"].startswith("mock-auth0 ")
    assert document["exported_at"] == "2025-06-02T12:01:00+00:00"
    assert document["state"]["clock"] == {"frozen_at": "2025-06-02T12:01:00+00:00"}
    assert document["state"]["sessions"] == [
        {
            "key": "cookie",
            "value": {
                "sid": "the-sid",
                "user_id": "auth0|ada",
                "authenticated_at": "2025-06-02T12:00:00+00:00",
                "expires_at": "2025-06-02T13:00:00+00:00",
                "ends_at": "2025-06-02T14:00:00+00:00",
                "mfa_at": "2025-06-02T12:00:00+00:00",
            },
        }
    ]


@pytest.mark.parametrize("part", LASTING)
def test_another_tenant_has_it_all(part: str) -> None:
    busy, other = a_busy_tenant(), a_tenant()

    state.import_into(other, exported(busy))

    assert busy.image()[part] == other.image()[part]


def test_another_tenant_has_the_keys_and_the_settings() -> None:
    other = a_tenant()

    state.import_into(other, exported(a_busy_tenant()))

    assert other.keys.current.jwk == other.sealing_key.jwk == OTHER_KEY.jwk
    assert other.secret == b"another secret"
    assert other.seed.friendly_name == "Busy"
    assert other.guardian.factors == frozenset({"otp"})
    assert other.attack_guard.failures("auth0|ada", "203.0.113.9", NOON) == 1
    assert exported(other) == exported(a_busy_tenant())


def test_what_is_over_within_minutes_and_the_options_stay_behind() -> None:
    other = a_tenant()

    state.import_into(other, exported(a_busy_tenant()))

    assert [len(other.codes), len(other.transactions), len(other.devices)] == [0, 0, 0]
    assert len(other.guardian.challenges) == 0
    assert not other.policy.any_client


def test_a_reset_leads_back_to_what_was_configured() -> None:
    other = a_tenant()
    state.import_into(other, exported(a_busy_tenant()))

    other.reset()

    assert other.image() == a_tenant().image()


def test_what_is_left_out_is_as_configured() -> None:
    tenant = a_busy_tenant()

    state.import_into(tenant, {"format": 1, "state": {"issuers": [{"key": "x", "value": "x"}]}})

    assert tenant.image() == {**a_tenant().image(), "issuers": {"x": "x"}}


def test_only_so_many_of_a_group_come_in() -> None:
    document = exported(a_busy_tenant())
    (family,) = document["state"]["refresh_tokens"]
    document["state"]["refresh_tokens"] = [
        {"key": f"{number:04}", "value": family["value"]} for number in range(1000, 1300)
    ]
    document["state"]["issuers"] = [{"key": f"{n}", "value": f"{n}"} for n in range(100)]
    tenant = a_tenant()

    state.import_into(tenant, document)

    assert (len(tenant.refresh_tokens), len(tenant.issuers)) == (200, 64)
    assert tenant.issuers.get("99") == "99"


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = exported(a_busy_tenant())
    change(document)
    return document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ([], "the document must be an object, not a list"),
        ({}, "format must be 1, which export_state writes; it is None"),
        ({"format": 2}, "format must be 1, which export_state writes; it is 2"),
        ({"format": 1, "users": []},
         'the document: unknown member "users"; this version knows none of that name'),
        ({"format": 1, "state": {"user": []}}, 'state: unknown member "user"; did you mean users?'),
        ({"format": 1, "settings": {"policy": {}}}, 'settings: unknown member "policy"'),
        ({"format": 1, "settings": {"session_lifetime": "1d"}},
         'settings.session_lifetime must be a number of seconds, not "1d"'),
        ({"format": 1, "settings": {"session_lifetime": 1e300}},
         "settings.session_lifetime must be a number of seconds, not 1e+300"),
        ({"format": 1, "settings": {"session_lifetime": True}},
         "settings.session_lifetime must be a number of seconds, not true"),
        ({"format": 1, "state": {"users": {}}}, "state.users must be a list, not a mapping"),
        ({"format": 1, "state": {"users": [{"user_id": "x"}]}}, "state.users[0] lacks created_at"),
        ({"format": 1, "state": {"users": [{"user_id": "x", "mail": "x"}]}},
         'state.users[0]: unknown member "mail"; did you mean email?'),
        ({"format": 1, "state": {"users": [{"user_id": "\ud800"}]}},
         "state.users[0].user_id must be text, not"),
        ({"format": 1, "state": {"sessions": [1]}}, "state.sessions[0] must be an object, not 1"),
        ({"format": 1, "state": {"sessions": [{"key": "x"}]}},
         "state.sessions[0] must have the members key and value"),
        ({"format": 1, "state": {"sessions": {}}},
         "state.sessions must be a list of objects with key and value"),
        ({"format": 1, "state": {"refresh_tokens": [{"key": "%", "value": {}}]}},
         'state.refresh_tokens[0].key must be base64, not "%"'),
        ({"format": 1, "state": {"clock": {"frozen_at": "2025-06-02T12:00:00"}}},
         "state.clock.frozen_at must be a moment in ISO 8601 with its zone"),
        ({"format": 1, "state": {"keys": [{"kty": "RSA"}]}},
         "state.keys must be private JSON Web Keys: a key lacks"),
        ({"format": 1, "state": {"keys": []}}, "state.keys must be private JSON Web Keys"),
        ({"format": 1, "state": {"keys": 7}}, "state.keys must be private JSON Web Keys"),
        ({"format": 1, "state": {"guardian": {"factors": ["smoke"]}}},
         "state.guardian.factors must be one of"),
        ({"format": 1, "state": {"guardian": {"challenges": []}}},
         'state.guardian: unknown member "challenges"'),
        ({"format": 1, "state": {"attack_guard": {"suspects": {"most": 1.5}}}},
         "state.attack_guard.suspects.most must be a whole number, not 1.5"),
    ],
)  # fmt: skip
def test_refuses_what_it_does_not_know_and_changes_nothing(document: object, text: str) -> None:
    assert text in refusal(document)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.text(max_size=5), of, max_size=3),
    max_leaves=6,
)


_EXPORTED = json.dumps(exported(a_busy_tenant()))


@deterministic(200)
@given(st.data())
def test_nothing_gets_further_than_a_refusal(data: st.DataObject) -> None:
    document = json.loads(_EXPORTED)
    place: Any = document["state"]
    while isinstance(place, dict | list) and place:
        key = data.draw(st.sampled_from(range(len(place)) if isinstance(place, list) else [*place]))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(_JSON)
            break
        place = place[key]
    tenant = a_tenant()
    try:
        state.import_into(tenant, json.loads(json.dumps(document)))
    except SavedStateError:
        assert tenant.image() == a_tenant().image()
    json.dumps(state.export(tenant)).encode()
    tenant.reset()
    assert ISSUER not in tenant.issuers.image()
