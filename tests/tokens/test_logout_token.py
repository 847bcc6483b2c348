"""Logout tokens, to the letter."""

from mock_auth0.tokens import jwt, logout_token
from tests.answers import claims_of, header_of, in_order
from tests.builders import ISSUER, KEYS, NOON_SECONDS, a_logout_delivery, a_tenant


def test_say_what_auth0s_say() -> None:
    token = logout_token.mint(a_tenant(), a_logout_delivery())

    assert header_of(token) == {"alg": "RS256", "typ": "JWT", "kid": KEYS.current.kid}
    assert in_order(claims_of(token)) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", "web"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 120),
        ("jti", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6"),
        ("events", {"http://schemas.openid.net/event/backchannel-logout": {}}),
        ("trace_id", "0123456789abcdef"),
        ("sid", "the-sid"),
    ]


def test_are_signed_by_the_current_key() -> None:
    tenant = a_tenant()
    kid = tenant.rotate_signing_key()

    token = logout_token.mint(tenant, a_logout_delivery())

    assert header_of(token)["kid"] == kid
    assert jwt.verify(token, tenant.keys) == logout_token.claims(a_logout_delivery())
