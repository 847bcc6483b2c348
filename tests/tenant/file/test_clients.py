"""Clients have Auth0's defaults for their kind."""

from datetime import timedelta

import pytest

from mock_auth0.model.client import (
    Client,
    ExpirationType,
    RefreshTokenSettings,
    RotationType,
    TokenEndpointAuthMethod,
)
from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.problems import TenantFileError
from tests.tenant.file.builders import problems_of, seed_of

WITH_A_USER = {"authorization_code", "implicit", "refresh_token"}
ROTATING = RefreshTokenSettings(
    rotation_type=RotationType.ROTATING,
    expiration_type=ExpirationType.EXPIRING,
    token_lifetime=timedelta(days=30),
    idle_token_lifetime=timedelta(days=15),
)
ENDLESS = RefreshTokenSettings(token_lifetime=None, idle_token_lifetime=None)


@pytest.mark.parametrize(
    ("attributes", "auth_method", "grant_types", "refresh_token"),
    [
        ({"app_type": "spa"}, "none", WITH_A_USER, ROTATING),
        ({"app_type": "native"}, "none", WITH_A_USER, ENDLESS),
        (
            {"app_type": "regular_web"},
            "client_secret_post",
            WITH_A_USER | {"client_credentials"},
            ENDLESS,
        ),
        ({"app_type": "non_interactive"}, "client_secret_post", {"client_credentials"}, ENDLESS),
        ({}, "client_secret_post", WITH_A_USER | {"client_credentials"}, ENDLESS),
        ({"token_endpoint_auth_method": "none"}, "none", WITH_A_USER, ENDLESS),
        (
            {"app_type": "spa", "grant_types": ["refresh_token"], "refresh_token": None},
            "none",
            {"refresh_token"},
            ROTATING,
        ),
    ],
)
def test_defaults_follow_the_kind_of_application(
    attributes: dict[str, object],
    auth_method: str,
    grant_types: set[str],
    refresh_token: RefreshTokenSettings,
) -> None:
    client = client_from({"name": "My App", **attributes})
    assert client.token_endpoint_auth_method == auth_method
    assert client.grant_types == grant_types
    assert client.refresh_token == refresh_token


def test_reads_whether_its_word_counts_where_the_user_is() -> None:
    key = "is_token_endpoint_ip_header_trusted"
    assert client_from({"name": "My App", key: True}).is_token_endpoint_ip_header_trusted
    assert not client_from({"name": "My App"}).is_token_endpoint_ip_header_trusted


def test_id_and_secret_follow_from_the_name_at_every_start() -> None:
    client, twin = client_from({"name": "My App"}), client_from({"name": "My App"})
    assert client == twin
    assert client.client_id.isalnum()
    assert client.client_secret is not None
    assert (len(client.client_id), len(client.client_secret)) == (32, 64)
    assert client_from({"name": "Other"}).client_id != client.client_id


@pytest.mark.parametrize("kind", ["spa", "native"])
def test_a_client_that_cannot_keep_a_secret_has_none(kind: str) -> None:
    assert client_from({"name": "My App", "app_type": kind}).client_secret is None


def test_a_secret_that_an_export_hides_is_derived() -> None:
    hidden = client_from({"name": "My App", "client_secret": "_VALUE_NOT_SHOWN_"})
    assert hidden == client_from({"name": "My App"})


def test_reads_every_attribute() -> None:
    seed = seed_of("""
        clients:
          - name: My App
            client_id: my-app
            client_secret: s3cret
            app_type: regular_web
            callbacks: ["http://localhost:3000/cb", "com.acme.app://cb", "https://*.acme.test/cb"]
            allowed_logout_urls: ["http://localhost:3000/#bye"]
            allowed_origins: ["capacitor://localhost"]
            web_origins: ["https://*.acme.test", ""]
            grant_types: [authorization_code]
            token_endpoint_auth_method: client_secret_basic
            jwt_configuration: { alg: HS256, lifetime_in_seconds: 60, secret_encoded: false }
            refresh_token:
              rotation_type: rotating
              expiration_type: expiring
              leeway: 5
              token_lifetime: 3600
              infinite_token_lifetime: false
              idle_token_lifetime: 1800
              infinite_idle_token_lifetime: true
            require_proof_of_possession: true
            logo_uri: https://acme.test/logo.png
            client_metadata: { plan: gold }
            claims: { "https://example.com/plan": gold }
            oidc_conformant: true
            sso: false
            description: Ours
    """)
    assert seed.clients == (
        Client(
            client_id="my-app",
            name="My App",
            client_secret="s3cret",
            app_type="regular_web",
            callbacks=("http://localhost:3000/cb", "com.acme.app://cb", "https://*.acme.test/cb"),
            allowed_logout_urls=("http://localhost:3000/#bye",),
            allowed_origins=("capacitor://localhost",),
            web_origins=("https://*.acme.test",),
            grant_types=frozenset({"authorization_code"}),
            token_endpoint_auth_method=TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
            id_token_alg="HS256",
            id_token_lifetime=timedelta(minutes=1),
            requires_proof_of_possession=True,
            claims={"https://example.com/plan": "gold"},
            refresh_token=RefreshTokenSettings(
                rotation_type=RotationType.ROTATING,
                expiration_type=ExpirationType.EXPIRING,
                leeway=timedelta(seconds=5),
                token_lifetime=timedelta(hours=1),
                idle_token_lifetime=None,
            ),
            logo_uri="https://acme.test/logo.png",
            client_metadata={"plan": "gold"},
        ),
    )
    assert seed.not_emulated == {}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("callback: []", "clients[0].callback: unknown key; did you mean callbacks?"),
        (
            "callbacks: http://a.test",
            'clients[0].callbacks: must be a list, write ["http://a.test"]; it is "http://a.test"',
        ),
        (
            "callbacks: [localhost:3000]",
            'clients[0].callbacks[0]: "localhost:3000" is no URL; write http://localhost:3000',
        ),
        (
            'callbacks: ["javascript:alert(1)"]',
            'clients[0].callbacks[0]: "javascript:alert(1)" is no URL that a browser may be'
            " sent to",
        ),
        (
            'web_origins: ["https://##HOST##"]',
            'clients[0].web_origins[0]: "https://##HOST##" holds a keyword without a value;'
            " set it in the environment",
        ),
        ("callbacks: [5]", 'clients[0].callbacks[0]: must be text: write "5"'),
        ("client_secret: 0123", "clients[0].client_secret: must be text: put it in quotes"),
        (
            "app_type: regularweb",
            "clients[0].app_type: must be one of spa, native, regular_web, non_interactive;"
            ' it is "regularweb"; did you mean regular_web?',
        ),
        (
            "grant_types: [code, refresh_tokens]",
            'clients[0].grant_types[1]: "refresh_tokens" is unknown; did you mean refresh_token?',
        ),
        (
            "token_endpoint_auth_method: post",
            "clients[0].token_endpoint_auth_method: must be one of none, client_secret_post,"
            ' client_secret_basic; it is "post"',
        ),
        (
            "jwt_configuration: {lifetime_in_seconds: 1h}",
            "clients[0].jwt_configuration.lifetime_in_seconds: must be a number of seconds,"
            ' such as lifetime_in_seconds: 3600; it is "1h"',
        ),
        (
            "refresh_token: {leeway: -1}",
            "clients[0].refresh_token.leeway: must be a number of seconds, such as leeway: 3600;"
            " it is -1",
        ),
        (
            "refresh_token: {token_lifetime: 1e300}",
            "clients[0].refresh_token.token_lifetime: is longer than a hundred years; it is 1e+300",
        ),
        (
            "refresh_token: rotating",
            'clients[0].refresh_token: must be a mapping (key: value); it is "rotating"',
        ),
        (
            "client_metadata: {n: 1}",
            "clients[0].client_metadata: may hold texts only; put n in quotes; it is a mapping",
        ),
    ],
)
def test_says_what_to_write_instead(entry: str, message: str) -> None:
    problems = problems_of(f"clients:\n  - name: A\n    {entry}")
    assert f"tenant.yaml:3: {message}" in problems


@pytest.mark.parametrize(
    "entry",
    [
        "sso_disabled: true",
        "oidc_conformant: false",
        "jwt_configuration: {alg: RS512}",
        "native_social_login: {apple: {enabled: true}}",
    ],
)
def test_reports_what_auth0_would_act_on(entry: str) -> None:
    seed = seed_of(f"clients:\n  - name: A\n    {entry}")
    name = "jwt_configuration.alg" if "alg" in entry else entry.partition(":")[0]
    assert seed.not_emulated == {f"clients[].{name}": "tenant.yaml:3"}


@pytest.mark.parametrize(
    "entry",
    [
        "sso_disabled: false",
        "is_first_party: true",
        "organization_usage: deny",
        "native_social_login: {apple: {enabled: false}, facebook: {enabled: false}}",
        "addons: {}",
        "custom_login_page_on: true",
    ],
)
def test_keeps_quiet_about_what_changes_nothing(entry: str) -> None:
    assert seed_of(f"clients:\n  - name: A\n    {entry}").not_emulated == {}


def test_python_has_the_same_errors() -> None:
    with pytest.raises(TenantFileError) as refused:
        client_from({"callback": ["http://a.test"], "sso_disabled": True})
    assert str(refused.value).splitlines() == [
        "client: needs name, such as name: My App",
        "client.sso_disabled: mock-auth0 does not emulate this; leave it out",
        "client.callback: unknown key; did you mean callbacks?",
    ]


def test_python_may_give_its_own_kinds_of_values() -> None:
    client = client_from(
        {
            "name": "A",
            "callbacks": ("http://a.test",),
            "grant_types": {"refresh_token"},
            "jwt_configuration": {"lifetime_in_seconds": timedelta(minutes=2)},
        }
    )
    assert client.callbacks == ("http://a.test",)
    assert client.grant_types == {"refresh_token"}
    assert client.id_token_lifetime == timedelta(minutes=2)


def test_a_third_party_is_one() -> None:
    assert client_from({"name": "A"}).is_first_party
    (client,) = seed_of("clients: [{ name: A, is_first_party: false }]").clients
    assert not client.is_first_party
