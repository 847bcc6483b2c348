"""private_key_jwt: an assertion is the client's own, for here and now, and good once."""

from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.flows.token_endpoint.client_authentication import authenticate
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import (
    HOUR,
    ISSUER,
    MINUTE,
    NOON,
    NOON_SECONDS,
    SECOND,
    SECRET,
    a_client,
    a_tenant,
    a_web_client,
    params,
)
from tests.credentials import (
    a_certificate,
    a_credential,
    a_jwt_client,
    a_key,
    an_assertion,
    public_pem,
    segment,
    with_assertion,
)
from tests.credentials import claims_of_an_assertion as claims
from tests.deterministic import deterministic

ASKED = "http://auth0:1000/"
PROOFS = Proofs(address=ASKED, url=f"{ASKED}oauth/revoke")


def a_world(*clients: Client, policy: Policy | None = None) -> Tenant:
    return a_tenant(policy, clients=clients or (a_jwt_client(),))


def authenticated(
    tenant: Tenant, sent: dict[str, str | None] | str, authorization: str | None = None
) -> Client:
    body = with_assertion(sent) if isinstance(sent, str) else sent
    proofs = Proofs(address=ASKED, url=PROOFS.url, authorization=authorization)
    return authenticate(tenant, params(body), proofs, issuer=ISSUER)


def unauthorized() -> Any:
    return refused("access_denied", "Unauthorized", 401)


def reason(tenant: Tenant, sent: dict[str, str | None] | str) -> str:
    """What the person who uses the mock is told."""
    with pytest.raises(OAuthError) as caught:
        authenticated(tenant, sent)
    return caught.value.remedy


@pytest.mark.parametrize("client_id", ["web", None])
def test_proves_the_client_with_and_without_its_client_id(client_id: str | None) -> None:
    sent = with_assertion(an_assertion(), client_id=client_id)
    assert authenticated(a_world(), sent) == a_jwt_client()


@pytest.mark.parametrize("alg", ["RS256", "RS384", "PS256"])
def test_is_signed_with_the_algorithm_that_is_registered(alg: str) -> None:
    tenant = a_world(a_jwt_client(a_credential(alg=alg)))
    assert authenticated(tenant, an_assertion(alg=alg)).client_id == "web"
    for other in {"RS256", "RS384", "PS256"} - {alg}:
        with unauthorized():
            authenticated(tenant, an_assertion(claims(jti=other), alg=other))


def test_may_be_verified_with_a_certificate() -> None:
    tenant = a_world(a_jwt_client(a_credential(pem=a_certificate())))
    assert authenticated(tenant, an_assertion()).client_id == "web"


@pytest.mark.parametrize(
    "aud",
    [
        "https://mock.example/",
        "https://mock.example",
        "http://mock.example/",
        "https://mock.example/oauth/token",
        "http://mock.example/oauth/token",
        "https://auth0:1000/",
        "http://auth0:1000/",
        "http://auth0:1000",
        "http://auth0:1000/oauth/token",
        "https://auth0:1000/oauth/token",
        "http://auth0:1000/oauth/revoke",
        ["https://mock.example/"],
        ["https://elsewhere.example/", "https://mock.example/"],
        [5, "https://mock.example/"],
    ],
)
def test_is_for_this_tenant_by_any_of_its_names(aud: object) -> None:
    assert authenticated(a_world(), an_assertion(claims(aud=aud))).client_id == "web"


AUDIENCES = {
    "nobody": None,
    "an empty one": "",
    "an empty list": [],
    "another host": "https://elsewhere.example/",
    "another port": "http://auth0:1001/",
    "a name that begins alike": "https://mock.example.evil/",
    "a path": "https://mock.example/authorize",
    "two slashes": "https://mock.example//",
    "another scheme": "ftp://mock.example/",
    "no scheme": "mock.example/",
    "a query": "https://mock.example/?",
    "a newline": "https://mock.example/\n",
    "a list in a list": [["https://mock.example/"]],
    "an object": {"https://mock.example/": True},
    "a number": 5,
}


@pytest.mark.parametrize("aud", AUDIENCES.values(), ids=AUDIENCES.keys())
def test_is_refused_when_it_is_for(aud: object) -> None:
    with unauthorized():
        authenticated(a_world(), an_assertion(claims(aud=aud)))


@pytest.mark.parametrize(
    "times",
    [
        {"iat": None},
        {"iat": None, "exp": NOON_SECONDS + 310},
        {"exp": NOON_SECONDS + 300},
        {"exp": NOON_SECONDS + 1},
        {"exp": NOON_SECONDS + 0.5},
        {"iat": NOON_SECONDS + 10, "exp": NOON_SECONDS + 310},
        {"iat": NOON_SECONDS - 299, "exp": NOON_SECONDS + 1},
        {"nbf": NOON_SECONDS},
        {"nbf": NOON_SECONDS + 10},
        {"nbf": 0},
    ],
    ids=str,
)
def test_is_good_within_its_times(times: dict[str, Any]) -> None:
    assert authenticated(a_world(), an_assertion(claims(**times))).client_id == "web"


@pytest.mark.parametrize(
    "times",
    [
        {"exp": None},
        {"exp": NOON_SECONDS},
        {"exp": NOON_SECONDS - 1},
        {"exp": NOON_SECONDS + 301},
        {"iat": None, "exp": NOON_SECONDS + 311},
        {"iat": NOON_SECONDS - 300, "exp": NOON_SECONDS + 1},
        {"iat": NOON_SECONDS + 11, "exp": NOON_SECONDS + 20},
        {"nbf": NOON_SECONDS + 11},
        {"exp": str(NOON_SECONDS + 60)},
        {"exp": True},
        {"exp": [NOON_SECONDS + 60]},
        {"exp": 10**400},
        {"exp": 1e300},
        {"exp": -1},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"iat": "now"},
        {"iat": -1},
        {"iat": 0.5, "exp": 10**400},
        {"nbf": {}},
        {"nbf": 10**400},
    ],
    ids=str,
)
def test_is_refused_outside_of_them(times: dict[str, Any]) -> None:
    with unauthorized():
        authenticated(a_world(), an_assertion(claims(**times)))


def test_is_measured_by_the_tenants_clock() -> None:
    tenant = a_world()
    tenant.advance(HOUR)
    with unauthorized():
        authenticated(tenant, an_assertion())
    later = claims(iat=NOON_SECONDS + 3600, exp=NOON_SECONDS + 3660)
    assert authenticated(tenant, an_assertion(later)).client_id == "web"


class TestOnce:
    def test_it_is_good(self) -> None:
        tenant, assertion = a_world(), an_assertion()
        authenticated(tenant, assertion)
        with unauthorized():
            authenticated(tenant, assertion)

    def test_is_its_jti_whatever_else_it_says(self) -> None:
        tenant = a_world()
        authenticated(tenant, an_assertion())
        with unauthorized():
            authenticated(tenant, an_assertion(claims(exp=NOON_SECONDS + 60)))
        assert authenticated(tenant, an_assertion(claims(jti="another"))).client_id == "web"

    def test_is_per_client(self) -> None:
        tenant = a_world(a_jwt_client(), a_jwt_client(client_id="other"))
        authenticated(tenant, an_assertion())
        other = authenticated(tenant, an_assertion(claims(iss="other", sub="other")))
        assert other.client_id == "other"

    def test_is_not_used_up_by_what_was_refused(self) -> None:
        tenant = a_world()
        for refusal in (
            an_assertion(key=a_key("a stranger's")),
            an_assertion(claims(aud="https://elsewhere.example/")),
            an_assertion(claims(exp=NOON_SECONDS)),
        ):
            with unauthorized():
                authenticated(tenant, refusal)
        assert authenticated(tenant, an_assertion()).client_id == "web"

    def test_is_remembered_for_as_long_as_it_could_be_valid(self) -> None:
        tenant = a_world()
        latest = claims(iat=NOON_SECONDS + 10, exp=NOON_SECONDS + 310)
        authenticated(tenant, an_assertion(latest))
        tenant.advance(310 * SECOND - SECOND)
        with unauthorized():
            authenticated(tenant, an_assertion(latest))
        assert len(tenant.used_assertions) == 1

    def test_is_forgotten_afterwards(self) -> None:
        tenant = a_world()
        authenticated(tenant, an_assertion())
        tenant.advance(6 * MINUTE)
        assert len(tenant.used_assertions) == 0

    def test_is_forgotten_by_a_reset(self) -> None:
        tenant = a_world()
        authenticated(tenant, an_assertion())
        tenant.reset()
        assert authenticated(tenant, an_assertion()).client_id == "web"

    def test_takes_no_more_room_than_there_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mock_auth0.tenant.state._MOST_ASSERTIONS", 3)
        tenant = a_world()
        for number in range(9):
            authenticated(tenant, an_assertion(claims(jti=str(number))))
        assert len(tenant.used_assertions) == 3


class TestCredentials:
    def test_are_told_apart_by_their_kid(self) -> None:
        second = a_credential(pem=public_pem(a_key("the second")), kid="second")
        tenant = a_world(a_jwt_client(a_credential(), second))
        right = {"alg": "RS256", "kid": "second"}
        wrong = {"alg": "RS256", "kid": "the-kid"}
        key = a_key("the second")
        assert authenticated(tenant, an_assertion(key=key, header=right)).client_id == "web"
        with unauthorized():
            authenticated(tenant, an_assertion(claims(jti="2"), key=key, header=wrong))

    def test_are_all_tried_without_one(self) -> None:
        second = a_credential(pem=public_pem(a_key("the second")), kid="second", alg="PS256")
        tenant = a_world(a_jwt_client(a_credential(), second))
        assertion = an_assertion(key=a_key("the second"), alg="PS256")
        assert authenticated(tenant, assertion).client_id == "web"

    def test_fit_any_kid_where_none_is_registered(self) -> None:
        tenant = a_world(a_jwt_client(a_credential(kid=None)))
        header = {"alg": "RS256", "kid": "as the client calls it"}
        assert authenticated(tenant, an_assertion(header=header)).client_id == "web"

    @pytest.mark.parametrize("kid", ["unknown", "", 5, ["the-kid"], {"the-kid": 1}])
    def test_fit_no_other_kid(self, kid: object) -> None:
        with unauthorized():
            authenticated(a_world(), an_assertion(header={"alg": "RS256", "kid": kid}))

    def test_end(self) -> None:
        tenant = a_world(a_jwt_client(a_credential(expires_at=NOON + MINUTE)))
        authenticated(tenant, an_assertion())
        tenant.advance(MINUTE)
        with unauthorized():
            authenticated(tenant, an_assertion(claims(jti="2")))

    @pytest.mark.parametrize(
        "changes",
        [
            {"pem": "no PEM"},
            {"pem": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"},
            {"alg": "HS256"},
            {"alg": "none"},
            {"alg": ""},
        ],
        ids=str,
    )
    def test_that_are_unusable_fit_nothing(self, changes: dict[str, str]) -> None:
        tenant = a_world(a_jwt_client(a_credential(**changes)))
        with unauthorized():
            authenticated(tenant, an_assertion())

    def test_are_needed(self) -> None:
        client = a_web_client(token_endpoint_auth_method=TokenEndpointAuthMethod.PRIVATE_KEY_JWT)
        with unauthorized():
            authenticated(a_world(client), an_assertion())


HEADER, PAYLOAD, SIGNATURE = an_assertion().split(".")
FORGERIES = {
    "a stranger's key": an_assertion(key=a_key("a stranger's")),
    "no signature": f"{HEADER}.{PAYLOAD}.",
    "alg none": f"{segment({'alg': 'none'})}.{PAYLOAD}.",
    "alg HS256": an_assertion(header={"alg": "HS256"}),
    "no alg": an_assertion(header={"typ": "JWT"}),
    "an alg that is a list": an_assertion(header={"alg": ["RS256"]}),
    "an alg too long": an_assertion(header={"alg": "RS256" * 4}),
    "crit": an_assertion(header={"alg": "RS256", "crit": ["exp"]}),
    "other claims under the signature": f"{HEADER}.{segment(claims(jti='2'))}.{SIGNATURE}",
    "padding": f"{HEADER}.{PAYLOAD}.{SIGNATURE}==",
    "standard base64": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-4]}+/+/",
    "two parts": f"{HEADER}.{PAYLOAD}",
    "one part": HEADER,
    "four parts": f"{HEADER}.{PAYLOAD}.{SIGNATURE}.{SIGNATURE}",
    "dots": "..",
    "no ASCII": f"{HEADER}.{PAYLOAD}.ф",
    "a header that is no object": an_assertion(header=["RS256"]),
    "claims that are no object": an_assertion(["web"]),
    "claims that are null": f"{HEADER}.{segment(b'null')}.{SIGNATURE}",
    "claims that are no JSON": an_assertion(b"{"),
    "claims that are no UTF-8": an_assertion(b"\xff"),
    "claims in depth": an_assertion(b"[" * 1000),
    "no iss": an_assertion(claims(iss=None)),
    "no sub": an_assertion(claims(sub=None)),
    "no jti": an_assertion(claims(jti=None)),
    "an empty jti": an_assertion(claims(jti="")),
    "a jti that is a number": an_assertion(claims(jti=5)),
    "a jti too long": an_assertion(claims(jti="j" * 65)),
    "an iss too long": an_assertion(claims(iss="w" * 65, sub="w" * 65)),
    "an iss that is a list": an_assertion(claims(iss=["web"], sub=["web"])),
    "another sub": an_assertion(claims(sub="spa")),
    "another iss": an_assertion(claims(iss="spa")),
    "an unknown client": an_assertion(claims(iss="nobody", sub="nobody")),
    "too many bytes": an_assertion(claims(padding="x" * 2000)),
}


@pytest.mark.parametrize("assertion", FORGERIES.values(), ids=FORGERIES.keys())
def test_is_refused_with(assertion: str) -> None:
    with unauthorized():
        authenticated(a_world(), assertion)


def test_may_be_as_long_as_is_allowed() -> None:
    for jti in ("j", "j" * 64):
        assert authenticated(a_world(), an_assertion(claims(jti=jti))).client_id == "web"
    filling = claims(padding="")
    free = (2048 - len(an_assertion(filling))) // 4 * 3
    longest = an_assertion(claims(padding="x" * free))
    assert 2044 <= len(longest) <= 2048
    assert authenticated(a_world(), longest).client_id == "web"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "spa"},
        {"client_id": "WEB"},
        {"client_assertion_type": None},
        {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"},
        {"client_assertion": None},
        {"client_assertion": None, "client_id": "web", "client_secret": SECRET},
        {"client_secret": SECRET},
    ],
    ids=[
        "another client_id",
        "a client_id in another case",
        "no type",
        "another type",
        "a type alone",
        "a type and a secret",
        "a secret as well",
    ],
)
def test_is_refused_beside(changes: dict[str, str | None]) -> None:
    with unauthorized():
        authenticated(a_world(), with_assertion(an_assertion()) | changes)


def test_is_refused_beside_basic() -> None:
    authorization = f"Basic {b64encode(b'web:secret').decode()}"
    with unauthorized():
        authenticated(a_world(), with_assertion(an_assertion()), authorization)


def test_replaces_the_secret() -> None:
    authorization = f"Basic {b64encode(f'web:{SECRET}'.encode()).decode()}"
    with unauthorized():
        authenticated(a_world(), {"client_id": "web", "client_secret": SECRET})
    with unauthorized():
        authenticated(a_world(), {}, authorization)
    with unauthorized():
        authenticated(a_world(), {"client_id": "web"})


@pytest.mark.parametrize(
    "client",
    [
        a_web_client(credentials=(a_credential(),)),
        a_client(client_id="web", credentials=(a_credential(),)),
        a_jwt_client(token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH),
    ],
    ids=["by a secret", "by nothing", "by a certificate"],
)
def test_is_refused_from_a_client_that_authenticates(client: Client) -> None:
    with unauthorized():
        authenticated(a_world(client), an_assertion())


def test_names_an_unknown_client_where_any_is_let_through() -> None:
    made_up = an_assertion(claims(iss="made-up", sub="made-up"), key=a_key("a stranger's"))
    client = authenticated(a_world(policy=Policy(any_client=True)), made_up)
    assert (client.client_id, client.is_improvised) == ("made-up", True)


@pytest.mark.parametrize(
    ("sent", "explanation"),
    [
        (
            an_assertion(claims(aud="https://elsewhere.example/")),
            "client_assertion: aud is 'https://elsewhere.example/', but here it is one of "
            "auth0:1000, auth0:1000/oauth/revoke, auth0:1000/oauth/token, mock.example, "
            "mock.example/oauth/token, with http:// or https://",
        ),
        (
            an_assertion(claims(exp=NOON_SECONDS)),
            f"client_assertion has expired: exp is {NOON_SECONDS}, now it is {NOON_SECONDS}",
        ),
        (
            an_assertion(claims(nbf=NOON_SECONDS + 11)),
            f"client_assertion: nbf is {NOON_SECONDS + 11}, now it is {NOON_SECONDS}: "
            "more than 10 seconds ahead",
        ),
        (
            an_assertion(claims(exp=NOON_SECONDS + 301)),
            "client_assertion lives longer than 300 seconds",
        ),
        (
            an_assertion(claims(jti=None)),
            "client_assertion needs jti, a text of at most 64 characters",
        ),
        (
            an_assertion(header={"alg": "RS256", "kid": "unknown"}),
            "client 'My Web App' has no credential with the kid 'unknown'; it has: the-kid",
        ),
        (
            an_assertion(alg="PS256"),
            "no credential of client 'My Web App' fits the signature of client_assertion: "
            "its alg is 'PS256', registered: RS256",
        ),
        (
            {"client_id": "web", "client_secret": SECRET},
            "client 'My Web App' authenticates by private_key_jwt: send client_assertion; "
            "its client_secret does not count",
        ),
    ],
    ids=["aud", "exp", "nbf", "lifetime", "jti", "kid", "alg", "a secret"],
)
def test_explains_what_is_wrong(sent: dict[str, str | None] | str, explanation: str) -> None:
    assert reason(a_world(), sent) == explanation


def test_explains_that_it_came_before() -> None:
    tenant = a_world()
    authenticated(tenant, an_assertion())
    assert reason(tenant, an_assertion()) == (
        "client_assertion: the jti 'the-jti' came before; make a new one for each request"
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@deterministic(150)
@given(st.sampled_from(["iss", "sub", "aud", "exp", "iat", "nbf", "jti"]), JSON)
def test_is_proven_or_refused_whatever_a_claim_is(name: str, value: object) -> None:
    assertion = an_assertion(claims() | {name: value})
    refusal = None
    try:
        authenticated(a_world(), assertion)
    except OAuthError as error:
        refusal = (error.code, error.description, error.status)
    assert refusal in (None, ("access_denied", "Unauthorized", 401))


@deterministic(100)
@given(JSON)
def test_is_proven_or_refused_whatever_the_header_is(header: object) -> None:
    with unauthorized():
        authenticated(a_world(), an_assertion(header=[] if header is None else header))


@deterministic(100)
@given(st.text(min_size=1))
def test_is_refused_whatever_text_it_is(text: str) -> None:
    with unauthorized():
        authenticated(a_world(), text)


ASSERTION = an_assertion()


@deterministic(150)
@given(
    st.integers(min_value=0, max_value=len(ASSERTION) - 1),
    st.sampled_from("ABCDXYZabcdxyz0189-_.=+/ "),
)
def test_is_refused_with_any_one_character_changed(at: int, character: str) -> None:
    if ASSERTION[at] == character:
        return
    with unauthorized():
        authenticated(a_world(), ASSERTION[:at] + character + ASSERTION[at + 1 :])
