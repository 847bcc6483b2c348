"""Proofs of possession: what proves a key, and everything that does not."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import dpop
from tests.answers import refused
from tests.builders import KEYS, MINUTE, NOON_SECONDS, SECOND, a_tenant
from tests.deterministic import deterministic
from tests.holder import Holder, RsaHolder, ath, encoded

URL = "https://mock.example/oauth/token"
ADA, EVE, RSA, P384 = Holder(), Holder(666), RsaHolder(), Holder(384, SECP384R1())
ACCESS_TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
# A 4096-bit modulus is the largest: this one has a byte more.
LARGE_N = encoded(b"\x01" + bytes(512))
LONE_SURROGATE = "\ud800"

# RFC 9449 §4.1 figure 2, §7.1 figure 13
RFC_HEADER = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNo"
    "UklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERW"
    "clUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19"
)
RFC_TOKEN_PROOF = (
    f"{RFC_HEADER}."
    "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUu"
    "Y29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ."
    "2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
)
RFC_RESOURCE_PROOF = (
    f"{RFC_HEADER}."
    "eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxl"
    "Lm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0Ji"
    "MHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9."
    "2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA"
)
RFC_JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


def proven(tenant: Tenant, proof: str, **changes: Any) -> str:
    """The thumbprint of the key, at the token endpoint."""
    return dpop.verify(tenant, proof, **{"method": "POST", "urls": (URL,), **changes})


def bad(description: str) -> Any:
    return refused("invalid_dpop_proof", description, 400)


def a_tenant_at(seconds: int) -> Tenant:
    return Tenant(clock=TenantClock(frozen_at=datetime.fromtimestamp(seconds, UTC)), keys=KEYS)


class TestVectors:
    def test_rfc_9449_at_the_token_endpoint(self) -> None:
        tenant = a_tenant_at(1562262616)
        urls = ("https://server.example.com/token",)

        assert proven(tenant, RFC_TOKEN_PROOF, urls=urls) == RFC_JKT

    def test_rfc_9449_at_a_resource(self) -> None:
        jkt = dpop.verify(
            a_tenant_at(1562262618),
            RFC_RESOURCE_PROOF,
            method="GET",
            urls=("https://resource.example.org/protectedresource",),
            access_token=ACCESS_TOKEN,
        )

        assert jkt == RFC_JKT


class TestProof:
    @pytest.mark.parametrize("holder", [ADA, RSA], ids=["ES256", "RS256"])
    def test_proves_a_key(self, holder: Holder) -> None:
        assert proven(a_tenant(), holder.proof(URL)) == holder.jkt

    def test_may_say_more(self) -> None:
        jwk = {**ADA.jwk, "kid": "mine", "use": "sig", "alg": "ES256", "ext": True}
        proof = ADA.proof(URL, header={"jwk": jwk, "kid": "mine"}, client_id="spa", ath="x", exp=0)

        assert proven(a_tenant(), proof) == ADA.jkt

    @pytest.mark.parametrize("seconds", [-59.5, -59, 0, 0.5, 59, 60])
    def test_may_be_made_by_another_clock(self, seconds: float) -> None:
        assert proven(a_tenant(), ADA.proof(URL, iat=NOON_SECONDS + seconds)) == ADA.jkt

    @pytest.mark.parametrize(
        "htu",
        [
            "HTTPS://Mock.EXAMPLE/oauth/token",
            "https://mock.example:443/oauth/token",
            "https://mock.example/oauth/token?audience=x",
            "https://mock.example/oauth/token#top",
            "https://mock.example/oauth/token?",
            "http://LOCALHOST:1000/oauth/token",
        ],
        ids=[
            "in capitals",
            "with the default port",
            "with a query",
            "with a fragment",
            "with an empty query",
            "by the other name",
        ],
    )
    def test_may_spell_the_endpoint(self, htu: str) -> None:
        urls = ("http://localhost:1000/oauth/token", URL)

        assert proven(a_tenant(), ADA.proof(htu), urls=urls) == ADA.jkt

    def test_is_of_the_access_token_at_a_resource(self) -> None:
        tenant, right = a_tenant(), ath("the token")

        assert proven(tenant, ADA.proof(URL, ath=right), access_token="the token") == ADA.jkt
        with bad("DPoP proof has the wrong ath"):
            proven(tenant, ADA.proof(URL, ath=right), access_token="another")


class TestRefusal:
    @pytest.mark.parametrize(
        "proof",
        [
            "",
            "x",
            "a.b.c",
            "..",
            "e30.e30",
            "é.é.é",
            f"{ADA.proof(URL)}, {ADA.proof(URL)}",
            ADA.proof(URL).rpartition(".")[0],
            ADA.proof(URL) + ".x",
            ADA.proof(URL) + "=",
            " " + ADA.proof(URL),
            ADA.proof(URL).replace(".", ".x", 1),
            ADA.signed([], {}),
            ADA.signed({}, []),
            ADA.signed("typ", 1),
            ADA.proof(URL, header={"crit": ["exp"], "exp": 1}),
            ADA.proof(URL, padding="x" * 8192),
            encoded(b'{"typ":"dpop+jwt","a":NaN}') + ".e30.e30",
            encoded(b"[" * 5000) + ".e30.e30",
            encoded(b"\xff") + ".e30.e30",
        ],
        ids=[
            "empty",
            "a word",
            "letters",
            "dots",
            "two parts",
            "letters that are not ASCII",
            "two proofs",
            "without a signature",
            "four parts",
            "padding",
            "a space before it",
            "letters added",
            "a list for a header",
            "a list for claims",
            "a text and a number",
            "a critical header",
            "more than 8192 characters",
            "a number that is none",
            "deep",
            "no UTF-8",
        ],
    )
    def test_of_what_is_no_proof(self, proof: str) -> None:
        with bad("DPoP proof is malformed"):
            proven(a_tenant(), proof)

    @pytest.mark.parametrize(
        "typ", [None, "JWT", "dpop+JWT", "application/dpop+jwt", "", 1, ["dpop+jwt"]]
    )
    def test_of_another_type(self, typ: object) -> None:
        with bad("DPoP proof has the wrong typ"):
            proven(a_tenant(), ADA.proof(URL, header={"typ": typ}))

    @pytest.mark.parametrize(
        "alg",
        [
            None,
            "none",
            "None",
            "",
            "HS256",
            "HS512",
            "ES384",
            "PS256",
            "EdDSA",
            "es256",
            1,
            ["ES256"],
            {},
        ],
        ids=repr,
    )
    def test_of_another_algorithm(self, alg: object) -> None:
        with bad("DPoP proof has an unsupported alg"):
            proven(a_tenant(), ADA.proof(URL, header={"alg": alg}))

    @pytest.mark.parametrize(
        "jwk",
        [
            None,
            "x",
            [],
            {},
            {"kty": "oct", "k": "c2VjcmV0"},
            {"kty": "EC"},
            RSA.jwk,
            P384.jwk,
            {**ADA.jwk, "d": "AQ"},
            {**ADA.jwk, "d": None},
            {**ADA.jwk, "k": "c2VjcmV0"},
            {**ADA.jwk, "crv": ["P-256"]},
            {**ADA.jwk, "crv": "P-521"},
            {**ADA.jwk, "x": ADA.jwk["x"] + "="},
            {**ADA.jwk, "x": ADA.jwk["x"] + "\n"},
            {**ADA.jwk, "x": "AA" + ADA.jwk["x"]},
            {**ADA.jwk, "x": ""},
            {**ADA.jwk, "y": None},
            {**ADA.jwk, "y": 1},
            {**ADA.jwk, "y": "é" * 43},
            {**ADA.jwk, "y": LONE_SURROGATE * 43},
            {name: value for name, value in ADA.jwk.items() if name != "y"},
        ],
        ids=[
            "absent",
            "a text",
            "a list",
            "empty",
            "a secret",
            "without a point",
            "an RSA key",
            "another curve",
            "the private key",
            "an empty private key",
            "a secret in it",
            "a list of curves",
            "another curve's name",
            "padding",
            "a newline",
            "a leading zero",
            "an empty x",
            "no y",
            "a number for y",
            "letters that are not ASCII",
            "half a surrogate pair",
            "y left out",
        ],
    )
    def test_of_a_key_that_is_none(self, jwk: object) -> None:
        with bad("DPoP proof has an invalid jwk"):
            proven(a_tenant(), ADA.proof(URL, header={"jwk": jwk}))

    @pytest.mark.parametrize(
        "changes",
        [
            {"n": encoded(b"\xff" * 128)},
            {"n": LARGE_N},
            {"n": "!" * 342},
            {"n": None},
            {"e": ""},
            {"e": "AQABAQAB"},
            {"e": 65537},
            {"d": "AQ"},
            {"p": "AQ", "q": "AQ"},
            {"oth": []},
            {"kty": "EC"},
        ],
        ids=[
            "1024 bits",
            "more than 4096 bits",
            "no base64url",
            "no modulus",
            "no exponent",
            "a large exponent",
            "a number for an exponent",
            "the private key",
            "its primes",
            "other primes",
            "another type",
        ],
    )
    def test_of_an_rsa_key_that_is_none(self, changes: dict[str, object]) -> None:
        with bad("DPoP proof has an invalid jwk"):
            proven(a_tenant(), RSA.proof(URL, header={"jwk": {**RSA.jwk, **changes}}))

    @pytest.mark.parametrize(
        "proof",
        [
            ADA.proof(URL, header={"jwk": EVE.jwk}),
            ADA.proof(URL, header={"jwk": {**ADA.jwk, "x": ADA.jwk["y"], "y": ADA.jwk["x"]}}),
            ADA.proof(URL, header={"jwk": {**ADA.jwk, "x": "A" * 43}}),
            ADA.proof(URL).rpartition(".")[0] + ".",
            ADA.proof(URL).rpartition(".")[0] + "." + encoded(bytes(64)),
            ADA.proof(URL).rpartition(".")[0] + "." + encoded(bytes(32)),
            RSA.proof(URL, header={"jwk": {**RSA.jwk, "n": encoded(b"\xff" * 256)}}),
            RSA.proof(URL, header={"jwk": {**RSA.jwk, "n": encoded(b"\xfe" * 256)}}),
            RSA.proof(URL, header={"jwk": {**RSA.jwk, "e": "AA"}}),
        ],
        ids=[
            "another's key",
            "no point of the curve",
            "zero",
            "nothing",
            "zeros",
            "half of it",
            "another modulus",
            "an even modulus",
            "an exponent of zero",
        ],
    )
    def test_of_a_signature_that_the_key_did_not_make(self, proof: str) -> None:
        with bad("DPoP proof has an invalid signature"):
            proven(a_tenant(), proof)

    @pytest.mark.parametrize(
        ("claims", "description"),
        [
            ({"jti": None}, "DPoP proof has no jti"),
            ({"jti": ""}, "DPoP proof has no jti"),
            ({"jti": 1}, "DPoP proof has no jti"),
            ({"htm": None}, "DPoP proof has the wrong htm"),
            ({"htm": "GET"}, "DPoP proof has the wrong htm"),
            ({"htm": "post"}, "DPoP proof has the wrong htm"),
            ({"htm": ["POST"]}, "DPoP proof has the wrong htm"),
            ({"htu": None}, "DPoP proof has the wrong htu"),
            ({"htu": 1}, "DPoP proof has the wrong htu"),
            ({"htu": [URL]}, "DPoP proof has the wrong htu"),
            ({"htu": ""}, "DPoP proof has the wrong htu"),
            ({"htu": "/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "http://mock.example/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://mock.example:8443/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://mock.example/oauth/Token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://mock.example/oauth/token/"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://mock.example"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://evil.example/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://a@mock.example/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://mock.example:x/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": "https://[mock.example/oauth/token"}, "DPoP proof has the wrong htu"),
            ({"htu": LONE_SURROGATE}, "DPoP proof has the wrong htu"),
            ({"iat": None}, "DPoP proof has no iat"),
            ({"iat": str(NOON_SECONDS)}, "DPoP proof has no iat"),
            ({"iat": True}, "DPoP proof has no iat"),
            ({"iat": [NOON_SECONDS]}, "DPoP proof has no iat"),
            ({"iat": NOON_SECONDS - 60}, "DPoP proof has an iat too far from now"),
            ({"iat": NOON_SECONDS + 60.5}, "DPoP proof has an iat too far from now"),
            ({"iat": NOON_SECONDS * 1000}, "DPoP proof has an iat too far from now"),
            ({"iat": 10**400}, "DPoP proof has an iat too far from now"),
            ({"iat": -(10**400)}, "DPoP proof has an iat too far from now"),
            ({"iat": 0}, "DPoP proof has an iat too far from now"),
        ],
    )
    def test_of_claims_that_do_not_fit(self, claims: dict[str, Any], description: str) -> None:
        with bad(description):
            proven(a_tenant(), ADA.proof(**{"htu": URL, **claims}))

    @pytest.mark.parametrize("value", [None, "", 1, ["x"], "x" * 43, ath("the token") + "="])
    def test_of_a_hash_that_is_none(self, value: object) -> None:
        with bad("DPoP proof has the wrong ath"):
            proven(a_tenant(), ADA.proof(URL, ath=value), access_token="the token")

    def test_says_what_would_have_been_right(self) -> None:
        with pytest.raises(OAuthError) as caught:
            proven(a_tenant(), ADA.proof("http://auth0:1000/oauth/token"))

        assert caught.value.remedy == (
            "htu must be https://mock.example/oauth/token, not 'http://auth0:1000/oauth/token'; "
            "where clients reach the mock by another address, set issuer to that"
        )


class TestOnce:
    def test_is_all_that_a_proof_is_good_for(self) -> None:
        tenant, proof = a_tenant(), ADA.proof(URL)
        proven(tenant, proof)

        for _ in range(2):
            with bad("DPoP proof was used before"):
                proven(tenant, proof)

    def test_counts_the_name_and_not_the_rest(self) -> None:
        tenant = a_tenant()
        proven(tenant, ADA.proof(URL, jti="j"))

        with bad("DPoP proof was used before"):
            proven(tenant, ADA.proof(URL, jti="j", iat=NOON_SECONDS + 1))
        assert proven(tenant, EVE.proof(URL, jti="j")) == EVE.jkt

    def test_a_proof_that_was_refused_is_not_used_up(self) -> None:
        tenant, proof = a_tenant(), ADA.proof(URL)
        with bad("DPoP proof has the wrong htm"):
            proven(tenant, proof, method="GET")

        assert proven(tenant, proof) == ADA.jkt

    def test_holds_for_any_name(self) -> None:
        tenant, proof = a_tenant(), ADA.proof(URL, jti=LONE_SURROGATE)

        assert proven(tenant, proof) == ADA.jkt
        with bad("DPoP proof was used before"):
            proven(tenant, proof)

    def test_holds_until_the_proof_is_too_old_anyway(self) -> None:
        tenant = a_tenant()
        with_nonce = ADA.proof(URL, nonce=dpop.nonce(tenant))
        without = ADA.proof(URL, iat=NOON_SECONDS + 60)
        proven(tenant, with_nonce)
        proven(tenant, without)

        tenant.clock.advance(119 * SECOND)
        with bad("DPoP proof was used before"):
            proven(tenant, without)
        tenant.clock.advance(SECOND)
        with bad("DPoP proof has an iat too far from now"):
            proven(tenant, without)
        tenant.clock.advance(8 * MINUTE - SECOND)
        with bad("DPoP proof was used before"):
            proven(tenant, with_nonce)

    def test_is_forgotten_in_time_and_at_a_reset(self) -> None:
        tenant, proof = a_tenant(), ADA.proof(URL)
        proven(tenant, proof)

        tenant.reset()
        assert proven(tenant, proof) == ADA.jkt
        tenant.advance(10 * MINUTE)
        assert len(tenant.used_proofs) == 0

    def test_is_known_by_the_tenant_alone(self) -> None:
        proof = ADA.proof(URL)

        assert proven(a_tenant(), proof) == proven(a_tenant(), proof)


class TestNonce:
    DESCRIPTION = "Authorization server requires nonce in DPoP proof"

    def test_is_demanded_where_it_is_needed(self) -> None:
        tenant, proof = a_tenant(), ADA.proof(URL)

        with pytest.raises(OAuthError) as caught:
            proven(tenant, proof, needs_nonce=True)

        assert caught.value == OAuthError(
            "use_dpop_nonce",  # type: ignore[arg-type]  # as on the wire
            self.DESCRIPTION,
            400,
            "repeat the request with a new proof, whose nonce is that of the header DPoP-Nonce",
            (("DPoP-Nonce", dpop.nonce(tenant)),),
        )
        again = ADA.proof(URL, nonce=caught.value.headers[0][1])
        assert proven(tenant, again, needs_nonce=True) == ADA.jkt

    def test_is_good_for_five_to_ten_minutes(self) -> None:
        tenant = a_tenant()
        nonce = dpop.nonce(tenant)

        tenant.clock.advance(5 * MINUTE - SECOND)
        assert dpop.nonce(tenant) == nonce
        tenant.clock.advance(SECOND)
        assert dpop.nonce(tenant) != nonce
        tenant.clock.advance(5 * MINUTE - SECOND)
        assert proven(tenant, ADA.proof(URL, nonce=nonce), needs_nonce=True) == ADA.jkt
        tenant.clock.advance(SECOND)
        with refused("use_dpop_nonce", self.DESCRIPTION, 400):
            proven(tenant, ADA.proof(URL, nonce=nonce), needs_nonce=True)

    def test_is_good_for_many_proofs(self) -> None:
        tenant = a_tenant()
        nonce = dpop.nonce(tenant)

        for holder in (ADA, EVE, ADA):
            assert proven(tenant, holder.proof(URL, nonce=nonce)) == holder.jkt

    @pytest.mark.parametrize("nonce", ["", "x", 1, [], {}, True, "x" * 22, LONE_SURROGATE])
    def test_is_the_servers_even_where_none_is_needed(self, nonce: object) -> None:
        with refused("use_dpop_nonce", self.DESCRIPTION, 400):
            proven(a_tenant(), ADA.proof(URL, nonce=nonce))

    def test_is_the_tenants_own(self) -> None:
        assert dpop.nonce(Tenant(keys=KEYS)) != dpop.nonce(Tenant(keys=KEYS))

    def test_of_a_resource_is_called_so(self) -> None:
        proof = ADA.proof(URL, nonce="old", ath=ath("the token"))
        with refused("use_dpop_nonce", "Resource server requires nonce in DPoP proof", 400):
            proven(a_tenant(), proof, access_token="the token")

    def test_is_the_time_whatever_the_clients_clock_says(self) -> None:
        tenant = a_tenant()
        tenant.clock.advance(600 * MINUTE)

        with bad("DPoP proof has an iat too far from now"):
            proven(tenant, ADA.proof(URL))
        assert proven(tenant, ADA.proof(URL, nonce=dpop.nonce(tenant))) == ADA.jkt


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
HEADER = st.dictionaries(st.sampled_from(["typ", "alg", "jwk", "kid", "crit"]), JSON)
KEY = st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "n", "e", "d"]), JSON)
CLAIMS = st.dictionaries(st.sampled_from(["jti", "htm", "htu", "iat", "nonce", "ath", "exp"]), JSON)


def is_answered(proof: str) -> None:
    """By a thumbprint or a refusal, never by a defect."""
    with suppress(OAuthError):
        proven(a_tenant(), proof, access_token="the token")


class TestGarbage:
    @given(st.text())
    @deterministic(200)
    def test_of_any_kind_is_refused(self, proof: str) -> None:
        with bad("DPoP proof is malformed"):
            proven(a_tenant(), proof)

    @given(HEADER, KEY, CLAIMS)
    @deterministic(100)
    def test_that_is_signed_is_answered(
        self, header: dict[str, Any], key: dict[str, Any], claims: dict[str, Any]
    ) -> None:
        is_answered(
            ADA.signed({"typ": "dpop+jwt", "alg": "ES256", "jwk": ADA.jwk, **header}, claims)
        )
        is_answered(ADA.proof(URL, header={"jwk": {**ADA.jwk, **key}}))
        is_answered(RSA.proof(URL, header={"jwk": {**RSA.jwk, **key}}))
        is_answered(ADA.proof(**{"htu": URL, "ath": ath("the token"), **claims}))

    @given(st.integers(0, 400), st.characters(codec="ascii"))
    @deterministic(100)
    def test_that_was_a_proof_is_refused(self, place: int, letter: str) -> None:
        proof = ADA.signed(
            {"typ": "dpop+jwt", "alg": "ES256", "jwk": ADA.jwk},
            json.loads('{"jti":"j","htm":"POST","htu":"https://mock.example/oauth/token"}'),
        )
        place %= len(proof)
        if proof[place] != letter:
            is_answered(proof[:place] + letter + proof[place + 1 :])


@pytest.mark.parametrize("htu", ["garbage", ""])
def test_an_endpoint_that_cannot_be_is_no_endpoint(htu: str) -> None:
    urls = ("http://localhost:99999/oauth/token",)
    with refused("invalid_dpop_proof", "DPoP proof has the wrong htu", 400):
        proven(a_tenant(), ADA.proof(htu), urls=urls)
