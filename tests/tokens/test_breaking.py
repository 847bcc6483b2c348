"""What a token cannot be: said aloud, or let pass where a login has two."""

import pytest

from mock_auth0.model.broken import Breakage, Broken
from mock_auth0.tokens import breaking, jwt, rsa_key
from tests.builders import NOON, SECRET, a_tenant

CLAIMS = {"iss": "https://mock.example/", "sub": "auth0|ada"}
IMPOSSIBLE = [
    (Broken(breakage=Breakage.WRONG_NONCE), False),
    (Broken(breakage=Breakage.OPAQUE), True),
    (Broken(breakage=Breakage.MISSING_CLAIM, missing="email"), False),
]


@pytest.mark.parametrize(("broken", "is_id_token"), IMPOSSIBLE)
def test_claims_that_are_not_there_cannot_be_broken(broken: Broken, is_id_token: bool) -> None:
    with pytest.raises(ValueError, match=f"the token cannot be {broken.breakage}: "):
        breaking.claims(broken, CLAIMS, NOON, is_id_token=is_id_token)
    optional = Broken(breakage=broken.breakage, missing=broken.missing, is_optional=True)
    assert breaking.claims(optional, CLAIMS, NOON, is_id_token=is_id_token) == CLAIMS


@pytest.mark.parametrize("breakage", [Breakage.MISSING_KID, Breakage.UNPUBLISHED_KEY])
def test_a_shared_secret_has_no_name(breakage: Breakage) -> None:
    tenant, options = a_tenant(), {"algorithm": "HS256", "secret": SECRET}
    with pytest.raises(ValueError, match=f"the token cannot be {breakage}: signed with HS256"):
        breaking.sign(tenant, Broken(breakage=breakage), CLAIMS, **options)
    optional = Broken(breakage=breakage, is_optional=True)
    assert breaking.sign(tenant, optional, CLAIMS, **options) == jwt.sign_with_secret(
        SECRET, CLAIMS
    )


@pytest.mark.parametrize("breakage", Breakage)
def test_what_was_given_stays_as_it_is(breakage: Breakage) -> None:
    claims = {**CLAIMS, "iat": 1, "exp": 2}
    broken = Broken(breakage=breakage, is_optional=True)
    changed = breaking.claims(broken, claims, NOON, is_id_token=True)
    breaking.sign(a_tenant(), broken, changed)
    assert claims == {**CLAIMS, "iat": 1, "exp": 2}


def test_ps256_stays_ps256() -> None:
    broken = Broken(breakage=Breakage.WRONG_AUDIENCE)
    tenant = a_tenant()
    made = jwt.read(breaking.sign(tenant, broken, CLAIMS, algorithm="PS256"))
    assert made.is_signed_by(rsa_key.public_key(tenant.keys.current), "PS256")
