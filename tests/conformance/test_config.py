"""OpenID Connect Core: Config Certification Profile (``oidcc-config-certification-test-plan``)."""

import re
from base64 import urlsafe_b64decode

import pytest

from tests.conformance.relying_party import ISSUER, a_relying_party
from tests.http.browser import Answer

PATH = "/.well-known/openid-configuration"
_SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")


@pytest.fixture
def answer() -> Answer:
    return a_relying_party().browser.get(PATH)


def test_oidcc_discovery_endpoint_verification(answer: Answer) -> None:
    # OpenID Connect Discovery §4.2
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    found = answer.json
    # §4.3: what it was retrieved from.
    assert found["issuer"] == ISSUER
    for name in ("authorization", "token", "userinfo"):
        assert f"{name}_endpoint" in found
    addresses = {name: url for name, url in found.items() if name.endswith(("_endpoint", "_uri"))}
    assert {name for name, url in addresses.items() if not url.startswith(ISSUER)} == set()
    assert set(found["response_types_supported"]) >= {"code", "id_token", "token id_token"}
    assert found["subject_types_supported"] == ["public"]
    assert "RS256" in found["id_token_signing_alg_values_supported"]
    assert "openid" in found["scopes_supported"]
    assert all(_SCOPE_TOKEN.fullmatch(each) for each in found["scopes_supported"])
    assert {"authorization_code", "implicit"} <= set(found["grant_types_supported"])
    assert {"client_secret_basic", "client_secret_post"} <= set(
        found["token_endpoint_auth_methods_supported"]
    )
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert "RS256" in found["request_object_signing_alg_values_supported"]
    assert {"sub", "iss", "auth_time", "name", "email"} <= set(found["claims_supported"])
    # Auth0 does not say whether it reads `claims`, and does not read it.
    assert "claims_parameter_supported" not in found
    for name, value in found.items():
        assert value not in ([], "", None), name


def test_oidcc_discovery_endpoint_verification_of_the_keys(answer: Answer) -> None:
    # RFC 7517 §4, RFC 7518 §6.3
    path = answer.json["jwks_uri"].removeprefix(ISSUER)
    published = a_relying_party().browser.get(f"/{path}")
    assert published.status == 200
    for key in published.json["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & key.keys()
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
        for name in ("n", "e", "kid", "x5t"):
            assert re.fullmatch("[A-Za-z0-9_-]+", key[name])
        assert len(urlsafe_b64decode(key["n"] + "==")) == 256
    assert len({key["kid"] for key in published.json["keys"]}) == len(published.json["keys"])
