"""What `/oidc/logout` is told: the session and the client."""

from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.flows.logging_out import logout_hint
from mock_auth0.flows.logging_out.logout_hint import LogoutHint
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, jwt, logout_token
from tests.answers import refused
from tests.builders import (
    DAY,
    ISSUER,
    NOON,
    SECRET,
    a_client,
    a_logout_delivery,
    a_tenant,
    a_web_client,
    an_authorization,
    params,
)


def a_hint(tenant: Tenant, issuer: str = ISSUER, **changes: Any) -> str:
    """An ID token of the tenant."""
    token = id_token.mint(tenant, an_authorization(**changes), issuer, tenant.clock.now())
    assert token is not None
    return token


def read(tenant: Tenant, **values: str | None) -> LogoutHint:
    return logout_hint.read(tenant, params(values), ISSUER)


def test_reads_session_and_client_from_the_id_token() -> None:
    tenant = a_tenant()

    assert read(tenant, id_token_hint=a_hint(tenant)) == LogoutHint(
        sid="the-sid", client=a_client()
    )


def test_takes_one_that_has_expired() -> None:
    tenant = a_tenant()
    token = a_hint(tenant)
    tenant.clock.advance(365 * DAY)

    assert read(tenant, id_token_hint=token).sid == "the-sid"


def test_takes_one_that_a_former_key_signed() -> None:
    tenant = a_tenant()
    token = a_hint(tenant)
    tenant.rotate_signing_key()

    assert read(tenant, id_token_hint=token).sid == "the-sid"


def test_takes_one_that_the_clients_secret_signed() -> None:
    client = a_web_client(id_token_alg="HS256")
    tenant = a_tenant(clients=(client,))

    assert read(tenant, id_token_hint=a_hint(tenant, client=client)).client == client


def test_takes_one_that_was_minted_under_another_name_of_the_tenant() -> None:
    tenant = a_tenant()
    token = a_hint(tenant, issuer="http://auth0:1000/")

    assert read(tenant, id_token_hint=token).sid == "the-sid"


def test_takes_further_hints_that_agree() -> None:
    tenant = a_tenant()

    hint = read(tenant, id_token_hint=a_hint(tenant), logout_hint="the-sid", client_id="spa")

    assert hint == LogoutHint(sid="the-sid", client=a_client())


def test_takes_sid_and_client_on_their_own() -> None:
    tenant = a_tenant()

    assert read(tenant, logout_hint="any", client_id="spa") == LogoutHint(
        sid="any", client=a_client()
    )
    assert read(tenant, logout_hint="any") == LogoutHint(sid="any")
    assert read(tenant) == LogoutHint()


def test_has_no_session_where_the_id_token_has_none() -> None:
    tenant = a_tenant()

    assert read(tenant, id_token_hint=a_hint(tenant, sid=None)).sid is None


@pytest.mark.parametrize(
    ("further", "description"),
    [
        ({"client_id": "web"}, "Invalid client_id"),
        ({"client_id": "nobody"}, "Invalid client_id"),
        ({"logout_hint": "another"}, "Invalid logout_hint"),
    ],
)
def test_refuses_further_hints_that_disagree(further: dict[str, str], description: str) -> None:
    tenant = a_tenant()

    with refused("invalid_request", description, 400):
        read(tenant, id_token_hint=a_hint(tenant), **further)


def test_refuses_an_unknown_client() -> None:
    with refused("invalid_request", "Unknown client: nobody", 400):
        read(a_tenant(), client_id="nobody")


@pytest.mark.parametrize("name", ["id_token_hint", "logout_hint", "client_id"])
def test_refuses_a_parameter_that_came_twice(name: str) -> None:
    with refused("invalid_request", f"Invalid parameter: {name} must be a string", 400):
        logout_hint.read(a_tenant(), Params({}, frozenset({name})), ISSUER)


def bad_tokens() -> dict[str, str]:
    """Everything that is no ID token of the tenant that `a_tenant` makes."""
    tenant = a_tenant()
    good = a_hint(tenant)
    claims = jwt.verify(good, tenant.keys)
    key = tenant.keys.current
    tenant.rotate_signing_key()
    foreign = tenant.keys.rotated().rotated().current
    head, payload, signature = good.split(".")
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    access, _ = access_token.mint(tenant, an_authorization(), ISSUER, NOON)
    return {
        "no token": "x",
        "two dots": "..",
        "not ASCII": "é.é.é",
        "huge": "a" * 100_000,
        "another signature": f"{head}.{payload}.{signature[:-4]}AAAA",
        "another payload": jwt.sign(foreign, {**claims, "sub": "auth0|eve"}),
        "alg none": f"{unsigned}.{payload}.",
        "HS256 with a public value": jwt.sign_with_secret(SECRET, claims),
        "a foreign iss": jwt.sign(key, {**claims, "iss": "https://evil.example/"}),
        "no iss": jwt.sign(key, {name: claims[name] for name in claims if name != "iss"}),
        "an unknown aud": jwt.sign(key, {**claims, "aud": "nobody"}),
        "a list as aud": jwt.sign(key, {**claims, "aud": ["spa"]}),
        "a number as aud": jwt.sign(key, {**claims, "aud": 1}),
        "a number as sub": jwt.sign(key, {**claims, "sub": 1}),
        "an access token": access,
        "a logout token": logout_token.mint(tenant, a_logout_delivery()),
    }


@pytest.mark.parametrize(("name", "token"), bad_tokens().items())
def test_refuses_what_is_no_id_token_of_this_tenant(name: str, token: str) -> None:
    del name
    with refused("invalid_request", "Invalid id_token_hint", 400):
        read(a_tenant(), id_token_hint=token)


def test_a_sid_that_is_no_text_is_none() -> None:
    tenant = a_tenant()
    claims = jwt.verify(a_hint(tenant), tenant.keys)

    hint = read(tenant, id_token_hint=jwt.sign(tenant.keys.current, {**claims, "sid": ["the-sid"]}))

    assert hint.sid is None


def test_time_does_not_matter_even_before_it_was_issued() -> None:
    tenant = a_tenant()
    tenant.clock.advance(timedelta(days=1))
    token = a_hint(tenant)
    tenant.clock.advance(-timedelta(days=1))

    assert read(tenant, id_token_hint=token).sid == "the-sid"
