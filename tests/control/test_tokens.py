"""Tokens at will: each is what was asked, and a broken one is broken in one respect alone."""

import json
import re
from datetime import timedelta
from hmac import digest
from typing import Any

import jwt as pyjwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import errors as joserfc_errors
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet

from mock_auth0.control.tokens import token
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.flows.token_endpoint import userinfo
from mock_auth0.model.broken import Breakage
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt, rsa_key
from tests.answers import claims_of, header_of, in_order
from tests.builders import (
    ACME,
    API,
    HOUR,
    ISSUER,
    KEYS,
    NOON,
    NOON_SECONDS,
    SECRET,
    a_client,
    a_tenant,
    a_web_client,
    an_api,
    an_organization,
)

ADA = "ada@example.com"
NONCE = "n-0S6_WzA2Mj"


def a_world(**changes: Any) -> World:
    return World(a_tenant(organizations=(an_organization(),), **changes), ISSUER)


def ticking(**changes: Any) -> World:
    """One whose clock goes, for verifiers that look at the wall's."""
    tenant = a_tenant(organizations=(an_organization(),), **changes)
    return World(Tenant(tenant.seed, clock=TenantClock(), keys=KEYS), ISSUER)


def access(world: World, **options: Any) -> str:
    return token(world, ADA, **{"organization": "acme", **options})


def identity(world: World, **options: Any) -> str:
    return token(world, ADA, **{"kind": "id", "nonce": NONCE, "organization": "acme", **options})


class TestWhatWasAsked:
    def test_is_for_the_first_api_and_all_that_the_user_may(self) -> None:
        assert in_order(claims_of(token(a_world(), ADA))) == [
            ("iss", ISSUER),
            ("sub", "auth0|ada"),
            ("aud", API),
            ("iat", NOON_SECONDS),
            ("exp", NOON_SECONDS + 86400),
            ("azp", "spa"),
            ("scope", "read:notes write:notes"),
        ]

    def test_is_of_the_first_client_that_could_have_it(self) -> None:
        world = a_world()
        assert claims_of(token(world))["sub"] == "web@clients"
        assert claims_of(token(world, ADA))["azp"] == "spa"
        assert claims_of(token(world, ADA, client="web"))["azp"] == "web"

    def test_is_of_the_first_of_all_where_none_could(self) -> None:
        world = a_world(clients=(a_client(grant_types=frozenset({"password"})),))
        assert claims_of(token(world))["sub"] == "spa@clients"

    def test_says_what_it_is_told_to(self) -> None:
        claims = claims_of(
            token(
                a_world(),
                ADA,
                scope="read:notes",
                expires_in=60,
                organization=ACME,
                claims={"scope": "admin", "plan": "gold"},
                plan="silver",
            )
        )
        assert claims["exp"] - claims["iat"] == 60
        assert (claims["scope"], claims["plan"], claims["org_id"]) == ("admin", "silver", ACME)

    @pytest.mark.parametrize("expires_in", [-60, -60.0, timedelta(minutes=-1)])
    def test_may_have_expired(self, expires_in: Any) -> None:
        claims = claims_of(token(a_world(), ADA, expires_in=expires_in))
        assert claims["exp"] - claims["iat"] == -60

    def test_is_an_id_token(self) -> None:
        assert claims_of(identity(a_world(), expires_in=HOUR, plan="gold")) == {
            "given_name": "Ada",
            "family_name": "Lovelace",
            "nickname": "ada",
            "name": "Ada Lovelace",
            "picture": "https://cdn.example/ada.png",
            "updated_at": "2025-06-01T12:00:00.000Z",
            "email": ADA,
            "email_verified": True,
            "iss": ISSUER,
            "sub": "auth0|ada",
            "aud": "spa",
            "iat": NOON_SECONDS,
            "exp": NOON_SECONDS + 3600,
            "nonce": NONCE,
            "org_id": ACME,
            "plan": "gold",
        }
        assert "email" not in claims_of(identity(a_world(), scope="openid"))

    def test_is_an_id_token_by_the_secret_of_its_client(self) -> None:
        world = a_world(clients=(a_web_client(id_token_alg="HS256"),))
        made = jwt.read(identity(world))
        assert made.is_signed_by_secret(SECRET)
        assert (made.claims["aud"], made.claims["nonce"]) == ("web", NONCE)

    @pytest.mark.parametrize(
        ("user", "options", "text"),
        [
            (None, {"kind": "id"}, "an ID token is of a user: name one"),
            (ADA, {"kind": "id", "audience": API}, "an ID token is for its client: name that"),
            (ADA, {"kind": "refresh"}, "kind is 'access' or 'id', not 'refresh'"),
            (ADA, {"nonce": "n"}, "an access token has no nonce; use kind='id'"),
            (ADA, {"audience": "x"}, "no API has the audience 'x'; the tenant has: https://api"),
            (ADA, {"missing": "sub"}, "missing goes with broken='missing_claim'"),
            (
                ADA,
                {"broken": "expired", "missing": "sub"},
                "missing goes with broken='missing_claim', not 'expired'",
            ),
            (
                ADA,
                {"broken": "expird"},
                "no token is broken as 'expird'; did you mean expired?; there are: expired, "
                "not_yet_valid, wrong_issuer, wrong_audience, wrong_nonce, wrong_organization, "
                "missing_claim, wrong_key, unknown_kid, missing_kid, unpublished_key, alg_none, "
                "hs256_with_public_key, tampered, wrong_type, opaque, garbage",
            ),
            (ADA, {"broken": "wrong_nonce"}, "cannot be wrong_nonce: an access token has no nonce"),
            (ADA, {"kind": "id", "broken": "opaque"}, "cannot be opaque: an ID token never is"),
            (
                ADA,
                {"broken": "missing_claim", "missing": "jti"},
                "cannot be missing_claim: it has no 'jti' anyway, but iss, sub, aud, iat, exp, azp",
            ),
        ],
    )
    def test_is_refused_where_it_makes_no_sense(
        self, user: str | None, options: dict[str, Any], text: str
    ) -> None:
        with pytest.raises(ValueError, match=re.escape(text)):
            token(a_world(), user, **options)

    @pytest.mark.parametrize(
        "options", [{"client": "x"}, {"organization": "x"}, {"user": "x"}], ids=str
    )
    def test_is_refused_for_whom_nobody_knows(self, options: dict[str, Any]) -> None:
        with pytest.raises(UnknownNameError, match="is called 'x'; the tenant has: "):
            token(a_world(), **{"user": ADA, **options})

    @pytest.mark.parametrize("world", [{"clients": ()}, {"resource_servers": ()}], ids=str)
    def test_is_refused_by_an_empty_tenant(self, world: dict[str, Any]) -> None:
        with pytest.raises(UnknownNameError, match=r"^the tenant has no (client|API): add one"):
            token(a_world(**world), ADA)


HEADER = {"alg": "RS256", "typ": "JWT", "kid": KEYS.current.kid}

CHANGED_CLAIMS: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOON_SECONDS - 3600, "iat": NOON_SECONDS - 3600 - 86400},
    "not_yet_valid": {"nbf": NOON_SECONDS + 3600, "exp": NOON_SECONDS + 3600 + 86400},
    "wrong_issuer": {"iss": "https://wrong-issuer.invalid/"},
    "wrong_audience": {"aud": "https://wrong-audience.invalid"},
    "wrong_nonce": {"nonce": "wrong-nonce"},
    "wrong_organization": {"org_id": "org_WrongOrganizati0"},
    "tampered": {"tampered": True},
}
CHANGED_HEADER: dict[str, dict[str, Any]] = {
    "unknown_kid": {**HEADER, "kid": "unknown-kid"},
    "missing_kid": {"alg": "RS256", "typ": "JWT"},
    "alg_none": {**HEADER, "alg": "none"},
    "hs256_with_public_key": {**HEADER, "alg": "HS256"},
    "wrong_type": {**HEADER, "typ": "wrong+jwt"},
}
OF_BOTH_KINDS = [each for each in Breakage if each not in ("wrong_nonce", "opaque", "garbage")]


class TestOneRespectAlone:
    """Against the twin that is whole: nothing else differs."""

    @pytest.mark.parametrize("breakage", OF_BOTH_KINDS)
    @pytest.mark.parametrize("mint", [access, identity], ids=["access token", "ID token"])
    def test_in_the_claims(self, mint: Any, breakage: Breakage) -> None:
        day = {"expires_in": 86400}
        whole = claims_of(mint(a_world(), **day))
        claims = claims_of(mint(a_world(), broken=breakage, **day))

        if breakage is Breakage.MISSING_CLAIM:
            whole.pop("sub")
        assert claims == {**whole, **CHANGED_CLAIMS.get(breakage, {})}

    @pytest.mark.parametrize("breakage", OF_BOTH_KINDS)
    @pytest.mark.parametrize("mint", [access, identity], ids=["access token", "ID token"])
    def test_in_the_header(self, mint: Any, breakage: Breakage) -> None:
        world = a_world()
        expected = CHANGED_HEADER.get(breakage, HEADER)
        if breakage is Breakage.UNPUBLISHED_KEY:
            expected = {**HEADER, "kid": world.tenant.keys.upcoming.kid}
        assert in_order(header_of(mint(world, broken=breakage))) == in_order(expected)

    @pytest.mark.parametrize("breakage", OF_BOTH_KINDS)
    @pytest.mark.parametrize("mint", [access, identity], ids=["access token", "ID token"])
    def test_in_the_signature(self, mint: Any, breakage: Breakage) -> None:
        world = a_world()
        unproven = jwt.read(mint(world, broken=breakage))
        signers = {
            "current": rsa_key.public_key(world.tenant.keys.current),
            "upcoming": rsa_key.public_key(world.tenant.keys.upcoming),
        }
        found = [name for name, key in signers.items() if unproven.is_signed_by(key, "RS256")]
        expected = {
            Breakage.WRONG_KEY: ["upcoming"],
            Breakage.UNPUBLISHED_KEY: ["upcoming"],
            Breakage.ALG_NONE: [],
            Breakage.HS256_WITH_PUBLIC_KEY: [],
            Breakage.TAMPERED: [],
        }
        assert found == expected.get(breakage, ["current"])

    def test_none_has_no_signature(self) -> None:
        assert access(a_world(), broken="alg_none").endswith(".")

    def test_what_was_tampered_with_has_the_signature_of_what_was_whole(self) -> None:
        whole, broken = access(a_world()), access(a_world(), broken="tampered")
        assert whole.rpartition(".")[2] == broken.rpartition(".")[2]

    def test_the_public_key_is_the_secret(self) -> None:
        head, _, signature = access(a_world(), broken="hs256_with_public_key").rpartition(".")
        pem = rsa_key.public_key(KEYS.current).public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        assert jwt.read(f"{head}.{signature}").signature == digest(pem, head.encode(), "sha256")

    def test_only_the_nonce_of_an_id_token(self) -> None:
        whole = claims_of(identity(a_world()))
        broken = claims_of(identity(a_world(), broken="wrong_nonce"))
        assert broken == {**whole, "nonce": "wrong-nonce"}

    def test_any_claim_may_be_missing(self) -> None:
        for name, value in claims_of(access(a_world())).items():
            broken = claims_of(access(a_world(), broken="missing_claim", missing=name))
            assert {**broken, name: value} == claims_of(access(a_world()))

    def test_the_name_of_the_organization_goes_with_its_id(self) -> None:
        world = a_world(allows_organization_names=True)
        claims = claims_of(access(world, broken="wrong_organization"))
        assert (claims["org_id"], claims["org_name"]) == (
            "org_WrongOrganizati0",
            "wrong-organization",
        )

    def test_opaque_is_what_comes_of_a_forgotten_audience(self) -> None:
        world = a_world()
        opaque = token(world, ADA, scope="openid email", broken="opaque")
        assert header_of(opaque) == {"alg": "dir", "enc": "A256GCM", "iss": ISSUER}
        assert userinfo.handle(world.tenant, opaque, issuer=ISSUER)["email"] == ADA

    def test_garbage_is_no_token_at_all(self) -> None:
        for mint in (access, identity):
            assert mint(a_world(), broken="garbage") == "this-is-no-token"

    def test_a_key_that_is_published_later_verifies_then(self) -> None:
        world = a_world()
        early = access(world, broken="unpublished_key")
        with pytest.raises(jwt.InvalidJWTError):
            jwt.verify(early, world.tenant.keys)
        world.tenant.rotate_signing_key()
        assert jwt.verify(early, world.tenant.keys)["sub"] == "auth0|ada"

    def test_broken_with_claims_of_any_kind(self) -> None:
        claims = claims_of(token(a_world(), ADA, broken="expired", exp="soon", iat=None))
        assert claims["exp"] == NOON_SECONDS - 3600
        assert claims_of(token(a_world(), ADA, broken="not_yet_valid", exp=None))["exp"] is None


class TestSharedSecrets:
    """Tokens by HS256 of an API, or of a client."""

    @staticmethod
    def of_api(**options: Any) -> str:
        world = a_world(resource_servers=(an_api(signing_alg="HS256", signing_secret=SECRET),))
        return token(world, ADA, **options)

    @staticmethod
    def of_client(**options: Any) -> str:
        world = a_world(clients=(a_web_client(id_token_alg="HS256"),))
        return token(world, ADA, kind="id", **options)

    @pytest.mark.parametrize("mint", [of_api, of_client], ids=["API", "client"])
    @pytest.mark.parametrize(
        ("breakage", "header", "is_whole"),
        [
            (None, {"alg": "HS256", "typ": "JWT"}, True),
            ("expired", {"alg": "HS256", "typ": "JWT"}, True),
            ("wrong_key", {"alg": "HS256", "typ": "JWT"}, False),
            ("tampered", {"alg": "HS256", "typ": "JWT"}, False),
            ("unknown_kid", {"alg": "HS256", "typ": "JWT", "kid": "unknown-kid"}, True),
            ("hs256_with_public_key", {"alg": "HS256", "typ": "JWT"}, False),
            ("alg_none", {"alg": "none", "typ": "JWT"}, False),
        ],
    )
    def test_are_broken_as_well(
        self, mint: Any, breakage: str | None, header: dict[str, str], is_whole: bool
    ) -> None:
        made = mint(broken=breakage)
        assert header_of(made) == header
        assert jwt.read(made).is_signed_by_secret(SECRET) is is_whole

    @pytest.mark.parametrize("mint", [of_api, of_client], ids=["API", "client"])
    @pytest.mark.parametrize(
        ("breakage", "why"),
        [
            ("missing_kid", "signed with HS256, it has no kid anyway"),
            ("unpublished_key", "signed with HS256, it has no key that could be published"),
        ],
    )
    def test_have_no_key_to_break(self, mint: Any, breakage: str, why: str) -> None:
        with pytest.raises(ValueError, match=f"the token cannot be {breakage}: {why}"):
            mint(broken=breakage)


class TestForeignVerifiers:
    """They accept the whole twin, and refuse each for what is wrong with it."""

    @pytest.mark.parametrize(
        ("breakage", "error"),
        [
            ("expired", pyjwt.ExpiredSignatureError),
            ("not_yet_valid", pyjwt.ImmatureSignatureError),
            ("wrong_issuer", pyjwt.InvalidIssuerError),
            ("wrong_audience", pyjwt.InvalidAudienceError),
            ("missing_claim", pyjwt.MissingRequiredClaimError),
            ("wrong_key", pyjwt.InvalidSignatureError),
            ("tampered", pyjwt.InvalidSignatureError),
            ("unknown_kid", KeyError),
            ("unpublished_key", KeyError),
            ("missing_kid", KeyError),
            ("alg_none", pyjwt.InvalidAlgorithmError),
            ("hs256_with_public_key", pyjwt.InvalidAlgorithmError),
            ("opaque", pyjwt.DecodeError),
            ("garbage", pyjwt.DecodeError),
        ],
    )
    def test_pyjwt(self, breakage: str, error: type[Exception]) -> None:
        world = ticking()
        assert by_pyjwt(world, access(world))["sub"] == "auth0|ada"
        with pytest.raises(error) as caught:
            by_pyjwt(world, access(world, broken=breakage))
        assert caught.type is error

    @pytest.mark.parametrize(
        ("breakage", "error", "claim"),
        [
            ("expired", joserfc_errors.ExpiredTokenError, "exp"),
            ("not_yet_valid", joserfc_errors.InvalidTokenError, "not yet valid"),
            ("wrong_issuer", joserfc_errors.InvalidClaimError, "iss"),
            ("wrong_audience", joserfc_errors.InvalidClaimError, "aud"),
            ("wrong_nonce", joserfc_errors.InvalidClaimError, "nonce"),
            ("wrong_organization", joserfc_errors.InvalidClaimError, "org_id"),
            ("missing_claim", joserfc_errors.MissingClaimError, "sub"),
            ("wrong_key", joserfc_errors.BadSignatureError, "bad_signature"),
            ("tampered", joserfc_errors.BadSignatureError, "bad_signature"),
            ("unknown_kid", joserfc_errors.InvalidKeyIdError, "invalid_key_id"),
            ("unpublished_key", joserfc_errors.InvalidKeyIdError, "invalid_key_id"),
            ("alg_none", joserfc_errors.UnsupportedAlgorithmError, "unsupported"),
            (
                "hs256_with_public_key",
                joserfc_errors.UnsupportedAlgorithmError,
                "unsupported_algorithm",
            ),
            ("garbage", joserfc_errors.DecodeError, "decode_error"),
        ],
    )
    def test_joserfc(self, breakage: str, error: type[Exception], claim: str) -> None:
        world = a_world()
        assert by_joserfc(world, identity(world))["sub"] == "auth0|ada"
        with pytest.raises(error, match=claim) as caught:
            by_joserfc(world, identity(world, broken=breakage))
        assert caught.type is error


class TestItsOwnEndpoints:
    """The mock is taken in no more than an API is."""

    @pytest.mark.parametrize(
        "breakage",
        [each for each in Breakage if each not in (
            "wrong_nonce", "wrong_organization", "wrong_type", "opaque",
        )],
    )  # fmt: skip
    def test_userinfo_refuses(self, breakage: Breakage) -> None:
        world = a_world()
        whole = token(world, ADA, scope="openid")
        assert userinfo.handle(world.tenant, whole, issuer=ISSUER)["sub"] == "auth0|ada"
        with pytest.raises(OAuthError) as caught:
            userinfo.handle(
                world.tenant, token(world, ADA, scope="openid", broken=breakage), issuer=ISSUER
            )
        assert (caught.value.code, caught.value.status) == ("invalid_token", 401)

    def test_userinfo_waits_for_what_is_not_valid_yet(self) -> None:
        world = a_world()
        early = token(world, ADA, scope="openid", broken="not_yet_valid")
        world.tenant.advance(HOUR)
        assert userinfo.handle(world.tenant, early, issuer=ISSUER)["sub"] == "auth0|ada"


def by_pyjwt(world: World, made: str) -> dict[str, Any]:
    kid = pyjwt.get_unverified_header(made)["kid"]
    published = pyjwt.PyJWKSet.from_dict(json.loads(world.tenant.keys.document))
    claims: dict[str, Any] = pyjwt.decode(
        made,
        published[kid],
        algorithms=["RS256"],
        audience=API,
        issuer=ISSUER,
        options={"require": ["exp", "iat", "sub"]},
    )
    return claims


def by_joserfc(world: World, made: str) -> dict[str, Any]:
    keys = KeySet.import_key_set(json.loads(world.tenant.keys.document))
    decoded = joserfc_jwt.decode(made, keys, algorithms=["RS256"])
    joserfc_jwt.JWTClaimsRegistry(
        now=int(NOON.timestamp()),
        iss={"essential": True, "value": ISSUER},
        sub={"essential": True},
        aud={"essential": True, "value": "spa"},
        exp={"essential": True},
        nonce={"essential": True, "value": NONCE},
        org_id={"essential": True, "value": ACME},
    ).validate(decoded.claims)
    claims: dict[str, Any] = decoded.claims
    return claims
