"""Which web origins may read answers."""

import pytest

from mock_auth0.flows.authorization import origins
from mock_auth0.model.client import Client
from mock_auth0.tenant.policy import Policy
from tests.builders import a_client, a_tenant

BY_CALLBACK = a_client(callbacks=("http://localhost:3000/callback", "com.example.app://cb"))
REGISTERED = a_client(
    callbacks=("http://localhost:3000/callback",), web_origins=("https://app.example",)
)


@pytest.mark.parametrize(
    ("client", "policy", "origin", "may"),
    [
        (REGISTERED, Policy(), "https://app.example", True),
        (REGISTERED, Policy(), "http://localhost:3000", False),
        (REGISTERED, Policy(), "https://app.example.evil.example", False),
        (REGISTERED, Policy(), "http://app.example", False),
        (REGISTERED, Policy(), "null", False),
        (BY_CALLBACK, Policy(), "http://localhost:3000", True),
        (BY_CALLBACK, Policy(), "http://localhost:3001", False),
        (BY_CALLBACK, Policy(strict=True), "http://localhost:3000", False),
        (REGISTERED, Policy(any_web_origin=True), "https://evil.example", True),
    ],
    ids=[
        "a registered origin",
        "a callback's where others are registered",
        "a longer host",
        "another scheme",
        "null",
        "a callback's where none is registered",
        "another port",
        "a callback's in a strict tenant",
        "any where that is let through",
    ],
)
def test_may_get_a_message(client: Client, policy: Policy, origin: str, may: bool) -> None:
    tenant = a_tenant(policy, clients=(client,))

    assert origins.may_receive_messages(tenant, client, origin) is may


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        ("http://localhost:3000", True),
        ("https://app.example", True),
        ("https://embedded.example", True),
        ("https://evil.example", False),
        ("http://localhost", False),
        ("null", False),
        ("com.example.app://cb", False),
    ],
    ids=[
        "a callback's",
        "a web origin",
        "an allowed origin",
        "a foreign one",
        "without the port",
        "null",
        "a custom scheme",
    ],
)
def test_may_read_answers(origin: str, may: bool) -> None:
    tenant = a_tenant(
        clients=(
            BY_CALLBACK,
            a_client(
                client_id="other",
                web_origins=("https://app.example",),
                allowed_origins=("https://embedded.example",),
            ),
        )
    )

    assert origins.may_read(tenant, origin) is may


def test_may_all_read_answers_where_any_is_let_through() -> None:
    assert origins.may_read(a_tenant(Policy(any_web_origin=True)), "https://evil.example")


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        ("https://pr-7.preview.example", True),
        ("https://a.b.preview.example", False),
        ("https://preview.example", False),
        ("http://pr-7.preview.example", False),
        ("https://pr-7.preview.example:8443", False),
        ("https://shop.example", True),
    ],
    ids=["one label", "two labels", "none", "another scheme", "a port", "with a last slash"],
)
def test_knows_the_origins_of_previews(origin: str, may: bool) -> None:
    client = a_client(web_origins=("https://*.preview.example", "https://shop.example/"))
    tenant = a_tenant(clients=(client,))

    assert origins.may_read(tenant, origin) is may
    assert origins.may_receive_messages(tenant, client, origin) is may
