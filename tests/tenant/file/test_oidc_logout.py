"""`oidc_logout` of a client: back-channel logout."""

import pytest

from mock_auth0.model.client import Client
from mock_auth0.model.logout_initiator import LogoutInitiator
from tests.tenant.file.builders import problems_of, seed_of

URL = "https://app.example/backchannel-logout"
RP, IDP = LogoutInitiator.RP_LOGOUT, LogoutInitiator.IDP_LOGOUT


def client_of(entry: str) -> Client:
    seed = seed_of(f"clients:\n  - name: A\n    {entry}")
    assert seed.not_emulated == {}
    return seed.clients[0]


@pytest.mark.parametrize("key", ["oidc_logout", "oidc_backchannel_logout"])
def test_reads_the_urls_under_either_key(key: str) -> None:
    client = client_of(f'{key}: {{ backchannel_logout_urls: ["{URL}", "http://localhost:1/"] }}')

    assert client.backchannel_logout_urls == (URL, "http://localhost:1/")
    assert client.backchannel_logout_initiators == {RP, IDP}


def test_takes_the_newer_key_where_both_are() -> None:
    client = client_of(
        f'oidc_backchannel_logout: {{ backchannel_logout_urls: ["{URL}?old"] }}\n'
        f'    oidc_logout: {{ backchannel_logout_urls: ["{URL}"] }}'
    )

    assert client.backchannel_logout_urls == (URL,)


@pytest.mark.parametrize(
    ("initiators", "expected"),
    [
        ("{ mode: all }", set(LogoutInitiator)),
        ("{ mode: custom, selected_initiators: [] }", {RP, IDP}),
        ("{ mode: custom, selected_initiators: [rp-logout] }", {RP, IDP}),
        (
            "{ selected_initiators: [password-changed, account-deleted] }",
            {RP, IDP, LogoutInitiator.PASSWORD_CHANGED, LogoutInitiator.ACCOUNT_DELETED},
        ),
    ],
    ids=["all", "none: these two come anyway", "one of the two", "some"],
)
def test_reads_the_initiators(initiators: str, expected: set[LogoutInitiator]) -> None:
    client = client_of(f"oidc_logout: {{ backchannel_logout_initiators: {initiators} }}")

    assert client.backchannel_logout_initiators == expected
    assert client.backchannel_logout_urls == ()


def test_says_by_name_what_never_happens_here() -> None:
    seed = seed_of(
        "clients:\n  - name: A\n    oidc_logout:\n      backchannel_logout_initiators:\n"
        "        selected_initiators: [password-changed, session-expired]"
    )

    assert seed.not_emulated == {"clients[].oidc_logout: session-expired": "tenant.yaml:5"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "backchannel_logout_urls: [/bye]",
            '3: clients[0].oidc_logout.backchannel_logout_urls[0]: "/bye" is no URL; '
            "write http://bye",
        ),
        (
            'backchannel_logout_urls: ["ftp://app.example/"]',
            '3: clients[0].oidc_logout.backchannel_logout_urls[0]: "ftp://app.example/" is no URL '
            "that a browser may be sent to",
        ),
        (
            "backchannel_logout_initiators: { mode: every }",
            "3: clients[0].oidc_logout.backchannel_logout_initiators.mode: must be one of custom, "
            'all; it is "every"',
        ),
        (
            "backchannel_logout_initiators: { selected_initiators: [password_changed] }",
            "3: clients[0].oidc_logout.backchannel_logout_initiators.selected_initiators[0]: "
            '"password_changed" is unknown; did you mean password-changed?',
        ),
        (
            "backchannel_logout_url: x",
            "3: clients[0].oidc_logout.backchannel_logout_url: unknown key; did you mean "
            "backchannel_logout_urls?",
        ),
    ],
)
def test_says_what_to_write_instead(entry: str, message: str) -> None:
    problems = problems_of(f"clients:\n  - name: A\n    oidc_logout: {{ {entry} }}")

    assert problems == [f"tenant.yaml:{message}"]


@pytest.mark.parametrize(
    "url",
    ["https://user@app.example/", "https://app.example/#x", "javascript:alert(1)", "https://"],
)
def test_takes_only_what_can_be_posted_to(url: str) -> None:
    entry = f'oidc_logout: {{ backchannel_logout_urls: ["{url}"] }}'

    assert len(problems_of(f"clients:\n  - name: A\n    {entry}")) == 1
