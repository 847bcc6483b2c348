"""The device flow: what the device is told while its user is elsewhere."""

from typing import Any

import pytest

from mock_auth0.flows.elsewhere import device
from mock_auth0.flows.token_endpoint import token as token_flow
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    MINUTE,
    NOON,
    SECOND,
    SECRET,
    a_client,
    a_session,
    a_tenant,
    a_user,
    a_web_client,
    params,
)

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
PENDING = ("authorization_pending", "User has yet to authorize device code.", 403)
SLOW_DOWN = (
    "slow_down",
    "You are polling faster than the specified interval of 5 seconds.",
    429,
)
GONE = ("invalid_grant", "Invalid or expired device code.", 403)


def a_television(**changes: Any) -> Client:
    return a_client(
        **{
            "client_id": "tv",
            "name": "My TV",
            "app_type": "native",
            "grant_types": frozenset({GRANT_TYPE, "refresh_token"}),
            **changes,
        }
    )


def a_living_room(**changes: Any) -> Tenant:
    return a_tenant(**{"clients": (a_television(), a_web_client()), **changes})


def asked(**changes: str | None) -> Params:
    return params(
        {"client_id": "tv", "scope": "openid offline_access read:notes", "audience": API} | changes
    )


def begun(tenant: Tenant, **changes: str | None) -> dict[str, Any]:
    return device.begin(tenant, asked(**changes), NOTHING_PROVEN, issuer=ISSUER)


def poll(tenant: Tenant, device_code: str, **changes: str | None) -> dict[str, Any]:
    sent = {"grant_type": GRANT_TYPE, "client_id": "tv", "device_code": device_code} | changes
    return token_flow.handle(tenant, params(sent), issuer=ISSUER)


def waiting(tenant: Tenant, user_code: str) -> device.Waiting:
    found = device.find(tenant, user_code)
    assert found
    return found


def test_gives_the_device_its_codes() -> None:
    answer = begun(a_living_room())
    code = answer["user_code"]

    assert in_order(answer) == [
        ("device_code", answer["device_code"]),
        ("user_code", code),
        ("verification_uri", "https://mock.example/activate"),
        ("expires_in", 900),
        ("interval", 5),
        ("verification_uri_complete", f"https://mock.example/activate?user_code={code}"),
    ]
    assert len(answer["device_code"]) == 43
    assert (len(code), code[4]) == (9, "-")
    assert set(code) <= set("BCDFGHJKLMNPQRSTVWXZ-")


def test_spells_user_codes_as_the_tenant_wants() -> None:
    tenant = a_living_room(user_code_charset="digits", user_code_mask="*** *** ***")
    code = begun(tenant)["user_code"]

    assert len(code) == 11
    assert code.replace(" ", "").isdecimal()
    assert device.find(tenant, code.replace(" ", "-"))


def test_answers_with_tokens_once_the_user_has_approved() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    device.approve(tenant, waiting(tenant, codes["user_code"]), a_user(), a_session())

    answer = poll(tenant, codes["device_code"])

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    claims = claims_of(answer["id_token"])
    assert (claims["sub"], claims["aud"], claims["sid"]) == ("auth0|ada", "tv", "the-sid")
    with refused(*GONE):
        poll(tenant, codes["device_code"])


def test_tells_it_to_wait() -> None:
    tenant = a_living_room()
    code = begun(tenant)["device_code"]

    for _ in range(3):
        with refused(*PENDING):
            poll(tenant, code)
        tenant.advance(5 * SECOND)


def test_tells_it_to_slow_down() -> None:
    tenant = a_living_room()
    code = begun(tenant)["device_code"]

    with refused(*PENDING):
        poll(tenant, code)
    tenant.advance(5 * SECOND - SECOND / 1000)
    with refused(*SLOW_DOWN):
        poll(tenant, code)
    tenant.advance(5 * SECOND)
    with refused(*PENDING):
        poll(tenant, code)


def test_tells_it_that_the_user_refused() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    device.deny(tenant, waiting(tenant, codes["user_code"]))

    with refused("access_denied", "User cancelled the confirmation prompt.", 403):
        poll(tenant, codes["device_code"])
    with refused(*GONE):
        poll(tenant, codes["device_code"])


def test_tells_it_once_that_the_code_has_expired() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    tenant.advance(15 * MINUTE)

    assert device.find(tenant, codes["user_code"]) is None
    with refused("expired_token", "The device code has expired.", 403):
        poll(tenant, codes["device_code"])
    with refused(*GONE):
        poll(tenant, codes["device_code"])


@pytest.mark.parametrize("code", ["unknown", "ф", "x" * 10_000])
def test_refuses_an_unknown_code(code: str) -> None:
    with refused(*GONE):
        poll(a_living_room(), code)


def test_refuses_the_code_of_another_client() -> None:
    tenant = a_living_room(clients=(a_television(), a_television(client_id="other")))
    code = begun(tenant)["device_code"]

    with refused(*GONE):
        poll(tenant, code, client_id="other")
    with refused(*PENDING):
        poll(tenant, code)


def test_needs_a_device_code() -> None:
    with refused("invalid_request", "Missing required parameter: device_code", 400):
        token_flow.handle(
            a_living_room(), params({"grant_type": GRANT_TYPE, "client_id": "tv"}), issuer=ISSUER
        )


def test_refuses_a_user_who_was_blocked_meanwhile() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    device.approve(tenant, waiting(tenant, codes["user_code"]), a_user())
    tenant.users.put(a_user(blocked=True))

    with refused("unauthorized", "user is blocked", 403):
        poll(tenant, codes["device_code"])


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "joined"])
def test_finds_the_device_whatever_way_the_code_is_typed(typed: str) -> None:
    tenant = a_living_room()
    code = begun(tenant)["user_code"]
    typed = {"lower": code.lower(), "joined": code.replace("-", "")}.get(typed, typed.format(code))

    found = waiting(tenant, typed)

    assert (found.device.user_code, found.client, found.device.ends_at) == (
        code,
        a_television(),
        NOON + 15 * MINUTE,
    )


def test_finds_a_device_no_more_that_its_user_decided_about() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    found = waiting(tenant, codes["user_code"])
    device.deny(tenant, found)

    assert device.find(tenant, codes["user_code"]) is None
    device.approve(tenant, found, a_user())  # the second word does not count
    with refused("access_denied", "User cancelled the confirmation prompt.", 403):
        poll(tenant, codes["device_code"])


@pytest.mark.parametrize("typed", ["", "-", "QTZL-MCBW", "ф", "\0"])
def test_finds_nothing_by_another_code(typed: str) -> None:
    tenant = a_living_room()
    begun(tenant)

    assert device.find(tenant, typed) is None


def test_forgets_devices_with_a_reset() -> None:
    tenant = a_living_room()
    codes = begun(tenant)
    tenant.reset()

    assert device.find(tenant, codes["user_code"]) is None
    with refused(*GONE):
        poll(tenant, codes["device_code"])


def test_refuses_a_client_without_the_grant() -> None:
    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        begun(a_living_room(clients=(a_client(client_id="tv"),)))


def test_refuses_a_client_that_does_not_authenticate() -> None:
    web = a_web_client(client_id="tv", grant_types=frozenset({GRANT_TYPE}))
    tenant = a_living_room(clients=(web,))

    with refused("invalid_client", "Unauthorized", 401):
        begun(tenant)
    assert begun(tenant, client_secret=SECRET)


def test_refuses_an_unknown_audience() -> None:
    with refused("access_denied", "Service not found: urn:other", 403):
        begun(a_living_room(), audience="urn:other")


def test_refuses_an_endless_scope() -> None:
    with refused("invalid_request", "Invalid parameter: scope is too long", 400):
        begun(a_living_room(), scope="x" * 4097)


def test_is_for_the_organization_that_the_user_logged_in_through() -> None:
    acme = Organization(organization_id="org_acme", name="acme", members={"auth0|ada": ()})
    tenant = a_living_room(organizations=(acme,))
    codes = begun(tenant)
    device.approve(
        tenant, waiting(tenant, codes["user_code"]), a_user(), organization_id="org_acme"
    )

    answer = poll(tenant, codes["device_code"])

    assert claims_of(answer["access_token"])["org_id"] == "org_acme"
