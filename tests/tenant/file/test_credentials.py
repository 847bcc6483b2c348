"""A client's keys and certificates are read with it, and what is wrong with them is said."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from mock_auth0.model.client import Client, Credential, TokenEndpointAuthMethod
from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.file.reader import TenantFile
from tests.builders import DAY, NOON
from tests.credentials import SUBJECT, a_certificate, a_key, public_pem
from tests.tenant.file.builders import problems_of, seed_of

PEM = public_pem(a_key())
CERTIFICATE = a_certificate()


def a_file(methods: str, **pems: str) -> str:
    """A tenant file with one client; each of ``pems`` stands where its name does."""
    for name, pem in pems.items():
        methods = methods.replace(name, f"|\n{indent(pem, ' ' * 16)}")
    return f"clients:\n  - name: A\n    client_authentication_methods:\n{indent(methods, ' ' * 6)}"


def the_client(text: str) -> Client:
    (client,) = seed_of(text).clients
    return client


def test_reads_keys() -> None:
    client = the_client(
        a_file(
            """\
private_key_jwt:
  credentials:
    - { id: cred_1, name: First, credential_type: public_key, alg: RS384, kid: first,
        expires_at: "2030-01-01T00:00:00Z", created_at: "2024-01-01T00:00:00Z",
        pem: "INLINE" }
    - pem: BLOCK
""".replace("INLINE", PEM.replace("\n", "\\n")),
            BLOCK=PEM,
        )
    )
    assert client.token_endpoint_auth_method is TokenEndpointAuthMethod.PRIVATE_KEY_JWT
    assert client.credentials == (
        Credential(pem=PEM, alg="RS384", kid="first", expires_at=datetime(2030, 1, 1, tzinfo=UTC)),
        Credential(pem=PEM),
    )
    assert client.grant_types == {
        "authorization_code",
        "implicit",
        "refresh_token",
        "client_credentials",
    }


def test_reads_a_key_from_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "orders.pem").write_text(PEM)
    tenant_file = tmp_path / "tenant.yaml"
    tenant_file.write_text(a_file("private_key_jwt: { credentials: [{ pem: keys/orders.pem }] }"))
    file = TenantFile.load(tenant_file, {})
    assert file.report.problems == []
    assert file.seed.clients[0].credentials == (Credential(pem=PEM),)


def test_a_key_may_end_with_its_certificate() -> None:
    client = the_client(
        a_file(
            "private_key_jwt:\n  credentials:\n"
            "    - pem: BLOCK\n      parse_expiry_from_cert: true",
            BLOCK=CERTIFICATE,
        )
    )
    assert [credential.expires_at for credential in client.credentials] == [NOON + DAY]


def test_reads_certificates() -> None:
    client = the_client(
        a_file(
            """\
self_signed_tls_client_auth:
  credentials:
    - name: First
      credential_type: x509_cert
      pem: BLOCK
""",
            BLOCK=CERTIFICATE,
        )
    )
    assert client.token_endpoint_auth_method is (
        TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH
    )
    assert client.credentials == (Credential(pem=CERTIFICATE),)


def test_reads_subjects() -> None:
    client = the_client(
        a_file(
            """\
tls_client_auth:
  credentials:
    - { credential_type: cert_subject_dn, subject_dn: "C=es\\nO=Acme\\nCN=orders" }
    - subject_dn: CN=billing
    - credential_type: x509_cert
      pem: BLOCK
""",
            BLOCK=CERTIFICATE,
        )
    )
    assert client.token_endpoint_auth_method is TokenEndpointAuthMethod.TLS_CLIENT_AUTH
    assert client.credentials == ()
    assert client.tls_subjects == ("C=es\nO=Acme\nCN=orders", "CN=billing", SUBJECT)


@pytest.mark.parametrize("method", ["private_key_jwt", "tls_client_auth"])
def test_an_export_holds_ids_alone_which_is_said(method: str) -> None:
    seed = seed_of(a_file(f"{method}: {{ credentials: [{{ id: cred_1 }}, {{ id: cred_2 }}] }}"))
    assert seed.clients[0].token_endpoint_auth_method == method
    assert (seed.clients[0].credentials, seed.clients[0].tls_subjects) == ((), ())
    assert seed.not_emulated == {
        f"clients[].client_authentication_methods.{method}.credentials[].id": "tenant.yaml:4"
    }


@pytest.mark.parametrize("given", ["null", "private_key_jwt"])
def test_the_method_may_stand_there_twice(given: str) -> None:
    text = a_file("private_key_jwt: { credentials: [{ id: cred_1 }] }")
    client = the_client(f"{text}\n    token_endpoint_auth_method: {given}")
    assert client.token_endpoint_auth_method is TokenEndpointAuthMethod.PRIVATE_KEY_JWT


@pytest.mark.parametrize("methods", ["{}", "null", "{ private_key_jwt: null }"])
def test_nothing_there_is_a_secret(methods: str) -> None:
    client = the_client(f"clients:\n  - name: A\n    client_authentication_methods: {methods}")
    assert client == client_from({"name": "A"})


METHODS = "clients[0].client_authentication_methods"
KEY = f"{METHODS}.private_key_jwt.credentials[0]"


@pytest.mark.parametrize(
    ("methods", "problem"),
    [
        (
            "private_key_jwt: { credentials: [{ name: First }] }",
            f"tenant.yaml:4: {KEY}: needs pem",
        ),
        (
            "private_key_jwt: { credentials: [{ pem: keys/none.pem }] }",
            f"tenant.yaml:4: {KEY}.pem: is no PEM, and no file either: keys/none.pem: "
            "No such file or directory",
        ),
        (
            "private_key_jwt: { credentials: [{ pem: -----BEGIN PUBLIC KEY----- }] }",
            f"tenant.yaml:4: {KEY}.pem: no readable public key or certificate in PEM",
        ),
        (
            "private_key_jwt:\n  credentials:\n    - name: First\n      pem: BLOCK",
            f"tenant.yaml:7: {KEY}.pem: the key must be RSA with at least 2048 bits",
        ),
        (
            "private_key_jwt: { credentials: [{ id: cred_1, alg: ES256 }] }",
            f"tenant.yaml:4: {KEY}.alg: must be one of RS256, RS384, PS256;"
            ' it is "ES256"; did you mean RS256?',
        ),
        (
            "private_key_jwt: { credentials: [{ id: cred_1, credential_type: x509_cert }] }",
            f'tenant.yaml:4: {KEY}.credential_type: must be one of public_key; it is "x509_cert"',
        ),
        (
            "private_key_jwt: { credentials: [{ id: cred_1, expires_at: soon }] }",
            f"tenant.yaml:4: {KEY}.expires_at: must be a time, such as expires_at: "
            '"2024-01-01T00:00:00Z"; it is "soon"',
        ),
        (
            "private_key_jwt: { credentials: [{ id: cred_1, key: x }] }",
            f"tenant.yaml:4: {KEY}.key: unknown key",
        ),
        (
            "private_key_jwt:\n  credentials:\n    - parse_expiry_from_cert: true\n      pem: LONG",
            f"tenant.yaml:6: {KEY}.parse_expiry_from_cert: needs a certificate in pem",
        ),
        (
            "tls_client_auth: { credentials: [{ name: First }] }",
            f"tenant.yaml:4: {METHODS}.tls_client_auth.credentials[0]: needs pem or subject_dn",
        ),
        (
            "tls_client_auth: { credentials: [{ subject_dn: orders }] }",
            f"tenant.yaml:4: {METHODS}.tls_client_auth.credentials[0].subject_dn: must be a "
            'distinguished name, such as "CN=orders,O=Acme,C=US"; it is "orders"',
        ),
        (
            "self_signed_tls_client_auth:\n  credentials:\n    - pem: LONG",
            f"tenant.yaml:6: {METHODS}.self_signed_tls_client_auth.credentials[0].pem: "
            "no readable certificate in PEM",
        ),
        (
            "private_key_jwt: { credentials: [] }\ntls_client_auth: { credentials: [] }",
            f"tenant.yaml:5: {METHODS}.tls_client_auth: a client has one method: "
            "keep private_key_jwt or tls_client_auth",
        ),
        (
            "private_key: { credentials: [] }",
            f"tenant.yaml:4: {METHODS}.private_key: unknown key; did you mean private_key_jwt?",
        ),
        (
            "private_key_jwt: true",
            f"tenant.yaml:4: {METHODS}.private_key_jwt: must be a mapping (key: value); it is true",
        ),
        (
            "private_key_jwt: { credentials: cred_1 }",
            f"tenant.yaml:4: {METHODS}.private_key_jwt.credentials: must be a list,"
            ' write ["cred_1"]; it is "cred_1"',
        ),
    ],
)
def test_says_what_is_wrong(
    methods: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    short = public_pem(a_key(bits=1024))
    (found,) = problems_of(a_file(methods, BLOCK=short, LONG=PEM))
    assert found.partition("; known here")[0] == problem


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            "token_endpoint_auth_method: private_key_jwt",
            "tenant.yaml:3: clients[0].token_endpoint_auth_method: needs "
            "client_authentication_methods: { private_key_jwt: { credentials: […] } }",
        ),
        (
            "client_authentication_methods: { tls_client_auth: { credentials: [] } }\n"
            "    token_endpoint_auth_method: none",
            "tenant.yaml:4: clients[0].token_endpoint_auth_method: "
            'client_authentication_methods says tls_client_auth; it is "none"',
        ),
    ],
)
def test_says_that_the_methods_do_not_fit(entry: str, problem: str) -> None:
    assert problems_of(f"clients:\n  - name: A\n    {entry}") == [problem]


def from_python(**credential: Any) -> Client:
    methods = {"private_key_jwt": {"credentials": [credential]}}
    return client_from({"name": "A", "client_authentication_methods": methods})


def test_python_gives_the_key_itself() -> None:
    client = from_python(pem=PEM, expires_at=NOON)
    assert client.credentials == (Credential(pem=PEM, expires_at=NOON),)


@pytest.mark.parametrize(
    ("credential", "problem"),
    [
        ({"id": "cred_1"}, "needs pem"),
        ({"pem": "orders.pem"}, "pem: no PEM: it has no -----BEGIN"),
        ({"pem": 5}, "pem: must be text; it is 5"),
    ],
)
def test_python_has_no_folder_and_no_ids(credential: dict[str, Any], problem: str) -> None:
    with pytest.raises(TenantFileError) as refused:
        from_python(**credential)
    path = "client.client_authentication_methods.private_key_jwt.credentials[0]"
    separator = "." if problem.startswith("pem") else ": "
    assert str(refused.value) == f"{path}{separator}{problem}"


def test_the_documentation_shows_how(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "tenant-file.md"
    section = page.read_text().partition("## Keys and certificates of clients")[2]
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "orders.pem").write_text(PEM)
    (tmp_path / "keys" / "shipping.pem").write_text(CERTIFICATE)
    tenant_file = tmp_path / "tenant.yaml"
    tenant_file.write_text(section.partition("```yaml\n")[2].partition("```")[0])

    file = TenantFile.load(tenant_file, {})

    assert file.report.problems == []
    assert [
        (client.token_endpoint_auth_method, client.credentials, client.tls_subjects)
        for client in file.seed.clients
    ] == [
        ("private_key_jwt", (Credential(pem=PEM, kid="orders-1"),), ()),
        ("tls_client_auth", (), ("CN=billing,O=Acme,C=US",)),
        ("self_signed_tls_client_auth", (Credential(pem=CERTIFICATE),), ()),
    ]
