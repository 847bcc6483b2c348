"""APIs have Auth0's defaults."""

from datetime import timedelta

import pytest

from mock_auth0.model.resource_server import (
    ClientPolicy,
    ResourceServer,
    TokenDialect,
    UserPolicy,
)
from tests.tenant.file.builders import problems_of, seed_of


def test_an_identifier_is_enough() -> None:
    seed = seed_of('resourceServers: [{ identifier: "https://api.test" }]')
    assert seed.resource_servers == (
        ResourceServer(identifier="https://api.test", name="https://api.test"),
    )


def test_reads_every_attribute() -> None:
    seed = seed_of("""
        resourceServers:
          - name: My API
            identifier: https://api.test
            scopes: [{ value: "read:x", description: Read }, "write:x"]
            allow_offline_access: true
            enforce_policies: true
            token_dialect: rfc9068_profile_authz
            token_lifetime: 60
            token_lifetime_for_web: 30
            signing_alg: HS256
            signing_secret: s3cret
            subject_type_authorization:
              user: { policy: require_client_grant }
              client: { policy: deny_all }
            skip_consent_for_verifiable_first_party_clients: false
            claims: { "https://example.com/api": true }
    """)
    assert seed.resource_servers == (
        ResourceServer(
            identifier="https://api.test",
            name="My API",
            scopes=frozenset({"read:x", "write:x"}),
            scope_descriptions={"read:x": "Read", "write:x": ""},
            allow_offline_access=True,
            enforce_policies=True,
            token_dialect=TokenDialect.RFC9068_PROFILE_AUTHZ,
            token_lifetime=timedelta(minutes=1),
            token_lifetime_for_web=timedelta(seconds=30),
            signing_alg="HS256",
            signing_secret="s3cret",
            client_policy=ClientPolicy.DENY_ALL,
            user_policy=UserPolicy.REQUIRE_CLIENT_GRANT,
            skips_consent=False,
            claims={"https://example.com/api": True},
        ),
    )
    assert seed.not_emulated == {}


@pytest.mark.parametrize("secret", ["", "signing_secret: _VALUE_NOT_SHOWN_"])
def test_a_secret_to_sign_with_is_derived(secret: str) -> None:
    (api,) = seed_of(f"""
        resourceServers:
          - identifier: https://api.test
            signing_alg: HS256
            {secret}
    """).resource_servers
    assert api.signing_secret is not None
    assert len(api.signing_secret) == 32


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("name: x", "resourceServers[0]: needs identifier, such as identifier: https://api.example.com/"),
        (
            "identifier: x, token_dialect: authz",
            "resourceServers[0].token_dialect: must be one of access_token, access_token_authz,"
            ' rfc9068_profile, rfc9068_profile_authz; it is "authz"',
        ),
        (
            "identifier: x, subject_type_authorization: {client: {policy: allow_all}}",
            "resourceServers[0].subject_type_authorization.client.policy: must be one of"
            ' require_client_grant, deny_all; it is "allow_all"',
        ),
        (
            "identifier: x, scope: []",
            "resourceServers[0].scope: unknown key; did you mean scopes?",
        ),
        (
            "identifier: x, scopes: [{name: a}]",
            "resourceServers[0].scopes[0]: needs value, such as value: read:things",
        ),
        (
            "identifier: x, scopes: read",
            'resourceServers[0].scopes: must be a list, write ["read"]; it is "read"',
        ),
    ],
)  # fmt: skip
def test_says_what_to_write_instead(entry: str, message: str) -> None:
    assert f"tenant.yaml:1: {message}" in problems_of(f"resourceServers: [{{{entry}}}]")


def test_reports_what_auth0_would_act_on() -> None:
    seed = seed_of("""\
resourceServers:
  - identifier: x
    proof_of_possession: { mechanism: dpop }
""")
    assert seed.not_emulated == {
        "resourceServers[].proof_of_possession": "tenant.yaml:3",
    }
