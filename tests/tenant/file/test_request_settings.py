"""Keys of clients and of the tenant about how authorization requests and their answers travel."""

from datetime import timedelta

import pytest

from mock_auth0.model.client import Client, Credential
from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.seed import ErrorPage
from tests.credentials import a_key, public_pem
from tests.tenant.file.builders import changed, problems_of, seed_of

PEM = public_pem(a_key())
PLAIN = client_from({"name": "A"})


def test_reads_how_a_client_sends_its_requests() -> None:
    client = client_from(
        {
            "name": "A",
            "require_pushed_authorization_requests": True,
            "par_request_expiry": 90,
            "signed_request_object": {
                "required": True,
                "credentials": [{"name": "JAR", "pem": PEM, "alg": "PS256", "kid": "jar-1"}],
            },
            "initiate_login_uri": "https://app.example/login",
            "is_first_party": False,
            "third_party_security_mode": "strict",
            "redirection_policy": "open_redirect_protection",
        }
    )
    assert changed(client, PLAIN) == {
        "requires_pushed_authorization_requests": True,
        "par_request_expiry": timedelta(seconds=90),
        "requires_request_object": True,
        "request_object_credentials": (Credential(pem=PEM, alg="PS256", kid="jar-1"),),
        "initiate_login_uri": "https://app.example/login",
        "is_first_party": False,
        "third_party_security_mode": "strict",
        "redirection_policy": "open_redirect_protection",
    }


@pytest.mark.parametrize(
    ("level", "changes"),
    [
        ("none", {}),
        ("fapi1_adv_pkj_par", {"requires_pushed_authorization_requests": True}),
        ("fapi1_adv_mtls_par", {"requires_pushed_authorization_requests": True}),
        (
            "fapi2_sp_pkj_mtls",
            {"requires_pushed_authorization_requests": True, "sends_issuer": True},
        ),
        (
            "fapi2_sp_mtls_mtls",
            {"requires_pushed_authorization_requests": True, "sends_issuer": True},
        ),
    ],
)
def test_reads_the_compliance_level(level: str, changes: dict[str, object]) -> None:
    assert changed(client_from({"name": "A", "compliance_level": level}), PLAIN) == changes


def test_takes_an_export_which_has_only_the_ids_of_credentials() -> None:
    seed = seed_of(
        "clients:\n  - { name: A, signed_request_object: "
        "{ required: true, credentials: [{ id: cred_1 }] } }"
    )
    (client,) = seed.clients
    assert isinstance(client, Client)
    assert (client.requires_request_object, client.request_object_credentials) == (True, ())
    assert "clients[].signed_request_object.credentials[].id" in seed.not_emulated


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        (
            {"signed_request_object": {"credentials": [{"pem": "x"}]}},
            "client.signed_request_object.credentials[0].pem: no PEM: it has no -----BEGIN",
        ),
        (
            {"signed_request_object": {"requierd": True}},
            "client.signed_request_object.requierd: unknown key; did you mean required?",
        ),
        (
            {"third_party_security_mode": "stritc"},
            "client.third_party_security_mode: must be one of strict, permissive; "
            'it is "stritc"; did you mean strict?',
        ),
        (
            {"initiate_login_uri": "javascript:alert(1)"},
            'client.initiate_login_uri: "javascript:alert(1)" is no URL that a browser may be '
            "sent to",
        ),
        (
            {"par_request_expiry": "soon"},
            "client.par_request_expiry: must be a number of seconds, such as "
            'par_request_expiry: 3600; it is "soon"',
        ),
    ],
    ids=["a key that is none", "a typo", "a mode", "a URL", "an expiry"],
)
def test_tells_what_is_wrong_with_a_client(attributes: dict[str, object], problem: str) -> None:
    with pytest.raises(TenantFileError) as refused:
        client_from({"name": "A", **attributes})
    assert str(refused.value) == problem


def test_reads_what_the_tenant_does() -> None:
    seed = seed_of("""
        tenant:
          pushed_authorization_requests_supported: false
          authorization_response_iss_parameter_supported: true
          default_redirection_uri: https://app.example/login
          error_page: { url: "https://app.example/oops", html: "<p>{{error}}</p>",
                        show_log_link: true }
    """)
    assert changed(seed, seed_of("{}")) == {
        "supports_pushed_authorization_requests": False,
        "sends_issuer": True,
        "default_redirection_uri": "https://app.example/login",
        "error_page": ErrorPage(
            url="https://app.example/oops", html="<p>{{error}}</p>", shows_log_link=True
        ),
    }
    assert seed.not_emulated == {}


def test_tells_what_is_wrong_with_the_error_page() -> None:
    assert problems_of('tenant: { error_page: { url: "javascript:alert(1)", color: red } }') == [
        'tenant.yaml:1: tenant.error_page.url: "javascript:alert(1)" is no URL that a browser may '
        "be sent to",
        "tenant.yaml:1: tenant.error_page.color: unknown key; known here: html, show_log_link, url",
    ]
