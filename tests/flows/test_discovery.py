"""The discovery document: what is served, and where."""

from mock_auth0.flows.discovery import document
from mock_auth0.grants.registry import GRANTS

ISSUER, HOST = "http://localhost:1000/", "http://auth0:1000/"


def test_sends_the_browser_to_the_issuer_and_the_back_channel_to_the_host_that_asked() -> None:
    content = document(ISSUER, HOST)

    assert {name: value for name, value in content.items() if str(value).startswith("http")} == {
        "issuer": "http://localhost:1000/",
        "authorization_endpoint": "http://localhost:1000/authorize",
        **{
            name: f"http://auth0:1000/{path}"
            for name, path in {
                "token_endpoint": "oauth/token",
                "userinfo_endpoint": "userinfo",
                "jwks_uri": ".well-known/jwks.json",
                "revocation_endpoint": "oauth/revoke",
            }.items()
            if name in content
        },
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
    assert not {
        "introspection_endpoint",
        "check_session_iframe",
        "authorization_response_iss_parameter_supported",
        "end_session_endpoint",
        "pushed_authorization_request_endpoint",
    } & content.keys()


def test_begins_as_auth0s_does() -> None:
    assert list(document(ISSUER, HOST))[:4] == [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
    ]
