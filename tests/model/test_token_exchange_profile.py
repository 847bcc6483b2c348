"""Which types of tokens belong to others."""

import pytest

from mock_auth0.model.token_exchange_profile import TokenExchangeProfile, is_reserved


@pytest.mark.parametrize(
    ("uri", "reserved"),
    [
        ("urn:ietf:params:oauth:token-type:jwt", True),
        ("URN:Auth0:x", True),
        ("urn:okta:x", True),
        ("urn:okta", True),
        ("https://auth0.com/x", True),
        ("http://acme.auth0.com/x", True),
        ("https://okta.com", True),
        ("https://okta.com:443/x", True),
        ("https://ada@auth0.com/x", True),
        ("urn:ietfs:x", False),
        ("urn:acme:auth0.com", False),
        ("https://acme.example/auth0.com", False),
        ("https://notauth0.com/x", False),
        ("", False),
    ],
)
def test_tells_whose_a_type_is(uri: str, reserved: bool) -> None:
    assert is_reserved(uri) is reserved


def test_shows_no_tokens() -> None:
    profile = TokenExchangeProfile(
        name="P", subject_token_type="urn:x", subject_tokens={"s3cret": "ada@example.com"}
    )
    assert "s3cret" not in repr(profile)
