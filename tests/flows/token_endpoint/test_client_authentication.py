"""Client authentication: by the body, by Basic, or by nothing where there is no secret."""

from base64 import b64encode
from typing import Any

import pytest

from mock_auth0.flows.token_endpoint.client_authentication import authenticate
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import ISSUER, SECRET, a_client, a_tenant, a_web_client, params


def basic(credentials: str | bytes) -> str:
    data = credentials if isinstance(credentials, bytes) else credentials.encode()
    return f"Basic {b64encode(data).decode()}"


RIGHT = basic("web:s3cret+of+the+web+application")


def authenticated(
    tenant: Tenant, body: dict[str, str | None] | Params, authorization: str | None = None
) -> Client:
    sent = body if isinstance(body, Params) else params(body)
    return authenticate(tenant, sent, Proofs(authorization=authorization), issuer=ISSUER)


def unauthorized() -> Any:
    return refused("access_denied", "Unauthorized", 401)


@pytest.mark.parametrize(
    ("body", "authorization"),
    [
        ({"client_id": "web", "client_secret": SECRET}, None),
        ({}, RIGHT),
        ({"client_id": "web"}, RIGHT),
        ({}, RIGHT.replace("Basic", "bAsIc")),
        ({}, basic("w%65b:s3cret%20of%20the%20web%20application")),
        ({"client_id": "web", "client_secret": SECRET}, "Bearer whatever"),
    ],
    ids=[
        "in the body",
        "by Basic",
        "by Basic with the client_id in the body as well",
        "by Basic in any case",
        "by Basic, percent-encoded",
        "in the body beside another scheme",
    ],
)
def test_knows_a_confidential_client_by_its_secret(
    body: dict[str, str | None], authorization: str | None
) -> None:
    assert authenticated(a_tenant(), body, authorization) == a_web_client()


@pytest.mark.parametrize(
    "method",
    [
        TokenEndpointAuthMethod.CLIENT_SECRET_POST,
        TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
    ],
)
def test_takes_the_secret_either_way_whichever_is_registered(
    method: TokenEndpointAuthMethod,
) -> None:
    client = a_web_client(token_endpoint_auth_method=method)
    tenant = a_tenant(clients=(client,))

    assert authenticated(tenant, {"client_id": "web", "client_secret": SECRET}) == client
    assert authenticated(tenant, {}, RIGHT) == client


def test_decodes_a_secret_that_needs_it() -> None:
    client = a_web_client(client_id="w:b", client_secret="p+q%/ü:&")
    tenant = a_tenant(clients=(client,))

    assert authenticated(tenant, {}, basic("w%3Ab:p%2Bq%25%2F%C3%BC%3A%26")) == client


@pytest.mark.parametrize(
    ("body", "authorization"),
    [
        ({"client_id": "web", "client_secret": SECRET + "x"}, None),
        ({"client_id": "web", "client_secret": SECRET[:-1]}, None),
        ({"client_id": "web", "client_secret": SECRET.upper()}, None),
        ({"client_id": "web"}, None),
        ({"client_id": "nobody"}, None),
        ({"client_id": "nobody", "client_secret": SECRET}, None),
        ({"client_id": "WEB", "client_secret": SECRET}, None),
        ({}, basic("web:wrong")),
        ({}, basic("web:")),
        ({}, basic("nobody:" + SECRET)),
        ({"client_id": "web", "client_secret": SECRET}, basic("web:wrong")),
        ({"client_id": "spa"}, RIGHT),
        ({"client_id": "web", "client_secret": SECRET}, basic("spa:")),
        ({}, basic("web")),
        ({}, basic("web %ff:x")),
        ({}, "Basic !"),
        ({}, "Basic ф"),
        ({}, basic(b"\xff:\xff")),
        ({}, RIGHT + "!"),
    ],
    ids=[
        "a secret too long",
        "a secret too short",
        "a secret in another case",
        "no secret",
        "an unknown client",
        "an unknown client with a secret",
        "a client_id in another case",
        "a wrong secret by Basic",
        "no secret by Basic",
        "an unknown client by Basic",
        "a wrong secret by Basic, the right one in the body",
        "another client in the body",
        "another client by Basic",
        "Basic without a colon",
        "Basic with bytes that are no text, percent-encoded",
        "Basic that is no base64",
        "Basic that is no ASCII",
        "Basic that is no text",
        "Basic with junk behind",
    ],
)
def test_refuses_alike(body: dict[str, str | None], authorization: str | None) -> None:
    with unauthorized():
        authenticated(a_tenant(), body, authorization)


def test_knows_a_public_client_by_its_name() -> None:
    assert authenticated(a_tenant(), {"client_id": "spa"}) == a_client()


def test_refuses_a_confidential_client_that_has_no_secret() -> None:
    tenant = a_tenant(clients=(a_web_client(client_secret=None),))

    for secret in (None, "None", "x"):
        with unauthorized():
            authenticated(tenant, {"client_id": "web", "client_secret": secret})


@pytest.mark.parametrize("authorization", [None, basic(":"), basic(":x")])
def test_needs_to_know_which_client_it_is(authorization: str | None) -> None:
    for policy in (Policy(), Policy(any_client=True)):
        with refused("invalid_request", "Missing required parameter: client_id", 400):
            authenticated(a_tenant(policy), {}, authorization)


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
def test_refuses_a_parameter_that_came_twice(name: str) -> None:
    sent = Params({"client_id": "web", "client_secret": SECRET}, frozenset({name}))

    with refused("invalid_request", f"Invalid parameter: {name} must be a string", 400):
        authenticated(a_tenant(), sent)


def test_makes_up_an_unknown_client_where_any_is_let_through() -> None:
    client = authenticated(a_tenant(Policy(any_client=True)), {"client_id": "made-up"})

    assert (client.client_id, client.is_improvised) == ("made-up", True)


def test_wants_the_secret_of_a_known_client_also_where_any_is_let_through() -> None:
    with unauthorized():
        authenticated(a_tenant(Policy(any_client=True)), {"client_id": "web"})
