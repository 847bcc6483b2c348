"""JAR: a request that the client signed, and every way to pass off one that it did not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.flows.authorization import request_object
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from tests.answers import refused
from tests.builders import CALLBACK, ISSUER, NOON_SECONDS, SECOND, a_tenant, a_web_client, params
from tests.credentials import a_credential, a_key, an_assertion, segment, sign
from tests.deterministic import deterministic

HEADER = {"alg": "RS256", "typ": "oauth-authz-req+jwt", "kid": "the-kid"}


def a_jar_client(**changes: Any) -> Client:
    return a_web_client(**{"request_object_credentials": (a_credential(),), **changes})


def claims(**changes: Any) -> dict[str, Any]:
    """A request object as Auth0's documentation has it; ``None`` leaves a claim out."""
    whole = {
        "iss": "web",
        "aud": ISSUER,
        "client_id": "web",
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "openid",
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def an_object(*, header: object = HEADER, alg: str = "RS256", **changes: Any) -> str:
    return an_assertion(claims(**changes), header=header, alg=alg)


def read(request: str, client: Client | None = None, **query: str) -> Params:
    known = client or a_jar_client()
    sent = params({"client_id": "web", **query, "request": request})
    return request_object.read(a_tenant(clients=(known,)), known, sent, issuer=ISSUER)


def invalid() -> Any:
    return refused("invalid_request_object", "The request object is invalid", 400)


def test_gives_its_claims_as_parameters() -> None:
    found = read(an_object(max_age=300, claims={"userinfo": {"name": None}}), nonce="of the query")

    assert {name: found.get(name) for name in found if name != "request"} == {
        "client_id": "web",
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "openid",
        "max_age": "300",
        "claims": json.dumps({"userinfo": {"name": None}}),
        "nonce": "of the query",
    }


def test_wins_over_the_query() -> None:
    assert read(an_object(state="signed"), state="sent").get("state") == "signed"


def test_wins_over_what_the_query_has_twice() -> None:
    sent = Params({"client_id": "web", "request": an_object()}, frozenset({"scope"}))
    client = a_jar_client()
    found = request_object.read(a_tenant(clients=(client,)), client, sent, issuer=ISSUER)
    assert found.get("scope") == "openid"


@pytest.mark.parametrize("value", [True, 1.5, "\ud800"], ids=["a flag", "a fraction", "no text"])
def test_holds_values_that_no_query_could(value: object) -> None:
    found = read(an_object(state=value))
    with refused("invalid_request", "Invalid parameter: state must be a string", 400):
        found.get("state")


@pytest.mark.parametrize("alg", ["RS256", "RS384", "PS256"])
def test_is_signed_with_the_algorithm_that_is_registered(alg: str) -> None:
    client = a_jar_client(request_object_credentials=(a_credential(alg=alg),))
    header = {**HEADER, "alg": alg}
    assert read(an_object(header=header, alg=alg), client).get("scope") == "openid"
    for other in {"RS256", "RS384", "PS256"} - {alg}:
        with invalid():
            read(an_object(header={**HEADER, "alg": other}, alg=other), client)


@pytest.mark.parametrize("typ", ["jwt", "JWT", "oauth-authz-req+jwt"])
def test_is_of_a_type_that_auth0_names(typ: str) -> None:
    assert read(an_object(header={**HEADER, "typ": typ})).get("scope") == "openid"


@pytest.mark.parametrize("aud", [ISSUER, "http://mock.example/", ["https://other/", ISSUER]])
def test_is_for_this_tenant(aud: object) -> None:
    assert read(an_object(aud=aud)).get("scope") == "openid"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": None},
        {"iss": "spa"},
        {"iss": ["web"]},
        {"client_id": None},
        {"client_id": "spa"},
        {"aud": None},
        {"aud": ISSUER.removesuffix("/")},
        {"aud": f"{ISSUER}oauth/token"},
        {"aud": "https://evil.example/"},
        {"aud": 1},
        {"exp": NOON_SECONDS},
        {"exp": "soon"},
        {"exp": 2**60},
        {"nbf": NOON_SECONDS + 11},
        {"iat": NOON_SECONDS + 11},
        {"iat": True},
        {"jti": "j" * 65},
        {"jti": 1},
        {"request": "eyJ"},
        {"request_uri": "urn:x"},
    ],
    ids=str,
)
def test_refuses_claims(changes: dict[str, Any]) -> None:
    with invalid():
        read(an_object(**changes))


@pytest.mark.parametrize(
    "changes",
    [{"exp": NOON_SECONDS + 1}, {"nbf": NOON_SECONDS}, {"iat": NOON_SECONDS}, {"jti": "j" * 64}],
    ids=str,
)
def test_takes_claims(changes: dict[str, Any]) -> None:
    assert read(an_object(**changes)).get("scope") == "openid"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "RS256", "kid": "the-kid"},
        {**HEADER, "typ": "at+jwt"},
        {**HEADER, "typ": 1},
        {**HEADER, "kid": "another"},
        {**HEADER, "kid": 1},
        {**HEADER, "alg": "none"},
        {**HEADER, "alg": "HS256"},
        {**HEADER, "alg": None},
        {**HEADER, "crit": ["exp"]},
    ],
    ids=str,
)
def test_refuses_a_header(header: dict[str, object]) -> None:
    with invalid():
        read(an_object(header=header))


def test_refuses_one_that_nobody_signed() -> None:
    with invalid():
        read(f"{segment({**HEADER, 'alg': 'none'})}.{segment(claims())}.")


def test_refuses_the_key_of_somebody_else() -> None:
    signing_input = f"{segment(HEADER)}.{segment(claims())}"
    signature = sign(a_key("mallory's"), signing_input.encode(), "RS256")
    with invalid():
        read(f"{signing_input}.{segment(signature)}")


def test_refuses_the_key_that_the_client_logs_in_with() -> None:
    client = a_web_client(credentials=(a_credential(),))
    with invalid():
        read(an_object(), client)


def test_refuses_a_key_that_has_ended() -> None:
    tenant = a_tenant()
    client = a_jar_client(
        request_object_credentials=(a_credential(expires_at=tenant.clock.now() + SECOND),)
    )
    sent = params({"client_id": "web", "request": an_object()})
    assert request_object.read(tenant, client, sent, issuer=ISSUER).get("scope") == "openid"
    tenant.advance(SECOND)
    with invalid():
        request_object.read(tenant, client, sent, issuer=ISSUER)


@pytest.mark.parametrize("text", ["eyJ", "a.b.c", "é.é.é", "..", "a" * 10241, "x.y"])
def test_refuses_what_is_no_jwt(text: str) -> None:
    with invalid():
        read(text)


@deterministic(200)
@given(st.text(max_size=40))
def test_never_fails_otherwise(text: str) -> None:
    with pytest.raises(OAuthError):
        read(text or "x")


def test_tells_what_was_wrong_with_it() -> None:
    with pytest.raises(OAuthError) as caught:
        read(an_object(aud="https://evil.example/"))
    assert caught.value.remedy == (
        "request: aud is 'https://evil.example/'; it must be 'https://mock.example/', "
        "with its last slash"
    )


def test_is_believed_where_the_client_is_made_up() -> None:
    tenant = a_tenant(Policy(any_client=True))
    client = tenant.client("new")
    assert client is not None
    sent = params({"client_id": "new", "request": an_object(iss="new", client_id="new")})
    assert request_object.read(tenant, client, sent, issuer=ISSUER).get("scope") == "openid"
