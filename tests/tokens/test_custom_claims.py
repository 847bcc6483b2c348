"""Custom claims: which of them Auth0 would add."""

import pytest

from mock_auth0.tokens import custom_claims

SCOPE = ("openid",)
RESTRICTED = [
    "acr", "act", "active", "amr", "at_hash", "ath", "attest", "aud", "auth_time",
    "authorization_details", "azp", "c_hash", "client_id", "cnf", "cty", "dest", "entitlements",
    "events", "exp", "groups", "gty", "htm", "htu", "iat", "internalService", "iss", "jcard",
    "jku", "jti", "jwe", "jwk", "kid", "may_act", "mky", "nbf", "nonce", "object_id", "org_id",
    "org_name", "orig", "origid", "permissions", "roles", "rph", "s_hash", "sid", "sip_from_tag",
    "sip_date", "sub", "sub_jwk", "toe", "txn", "typ", "uuid", "vot", "vtm", "x5t#S256",
]  # fmt: skip


@pytest.mark.parametrize("name", RESTRICTED)
def test_leaves_out_a_restricted_name(name: str) -> None:
    assert custom_claims.merged(SCOPE, {name: "x", "https://example.com/role": "admin"}) == {
        "https://example.com/role": "admin"
    }


@pytest.mark.parametrize(
    "name",
    [
        "https://example.com/role",
        "http://example.com/role",
        "role",
        "department",
        "https://notauth0.com/role",
        "https://auth0.com.example/role",
        "https://[example",
        "siphon",
        "",
    ],
)
def test_adds(name: str) -> None:
    assert custom_claims.merged(SCOPE, {name: ["admin"]}) == {name: ["admin"]}


@pytest.mark.parametrize(
    "name",
    [
        "https://auth0.com/role",
        "https://mock.eu.auth0.com/role",
        "https://AUTH0.com/role",
        "http://webtask.io/role",
        "https://x.webtask.run/role",
        "urn:auth0:role",
    ],
)
def test_leaves_out_a_namespace_of_auth0(name: str) -> None:
    assert custom_claims.merged(SCOPE, {name: "x"}) == {}


def test_leaves_out_a_standard_claim_whose_scope_was_not_granted() -> None:
    claims = {"email": "other@example.com", "name": "Countess"}

    assert custom_claims.merged(("openid",), claims) == {}
    assert custom_claims.merged(("openid", "email"), claims) == {"email": "other@example.com"}


def test_lets_the_last_source_win() -> None:
    assert custom_claims.merged(SCOPE, {"a": 1, "b": 1}, {}, {"b": 2, "c": 2}) == {
        "a": 1,
        "b": 2,
        "c": 2,
    }
