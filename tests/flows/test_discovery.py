"""The discovery document: what is served, and where."""

from mock_auth0.flows.discovery import document
from mock_auth0.grants.registry import GRANTS

ISSUER, HOST = "http://localhost:1000/", "http://auth0:1000/"


def test_sends_the_browser_to_the_issuer_and_the_back_channel_to_the_host_that_asked() -> None:
    content = document(ISSUER, HOST)
    addresses = {name: str(value) for name, value in content.items() if "://" in str(value)}

    assert {name for name, address in addresses.items() if address.startswith(ISSUER)} == {
        "issuer",
        "authorization_endpoint",
    } | ({"end_session_endpoint"} & content.keys())
    assert {
        name: address
        for name, address in addresses.items()
        if name in {"token_endpoint", "userinfo_endpoint", "jwks_uri"}
    } == {
        "token_endpoint": "http://auth0:1000/oauth/token",
        "userinfo_endpoint": "http://auth0:1000/userinfo",
        "jwks_uri": "http://auth0:1000/.well-known/jwks.json",
    }


def test_advertises_what_works_and_nothing_else() -> None:
    content = document(ISSUER, HOST)

    assert content["response_types_supported"] == [
        "code",
        "token",
        "id_token",
        "code token",
        "code id_token",
        "token id_token",
        "code token id_token",
    ]
    assert content["code_challenge_methods_supported"] == ["S256"]
    assert content["response_modes_supported"] == ["query", "fragment", "form_post"]
    assert content["subject_types_supported"] == ["public"]
    assert content["grant_types_supported"] == [*GRANTS, "implicit"]
    # Auth0 has none of these; clients hold whoever advertises the last one to it.
    assert (
        not {
            "introspection_endpoint",
            "check_session_iframe",
            "authorization_response_iss_parameter_supported",
        }
        & content.keys()
    )


def test_begins_as_auth0s_does() -> None:
    assert list(document(ISSUER, HOST))[:5] == [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "device_authorization_endpoint",
        "userinfo_endpoint",
    ]


def test_says_where_requests_are_pushed_unless_that_is_off() -> None:
    name = "pushed_authorization_request_endpoint"
    assert document(ISSUER, HOST)[name] == "http://auth0:1000/oauth/par"
    assert name not in document(ISSUER, HOST, pushes=False)


def test_says_that_answers_name_their_issuer_where_they_do() -> None:
    name = "authorization_response_iss_parameter_supported"
    assert document(ISSUER, HOST, names_issuer=True)[name] is True
