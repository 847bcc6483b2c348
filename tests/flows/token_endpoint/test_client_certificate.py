"""mTLS: the certificate that the TLS edge forwards is the client's, by its name or by itself."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_pem_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.flows.token_endpoint import client_certificate
from mock_auth0.flows.token_endpoint.client_authentication import authenticate
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN, Proofs
from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.oauth.certificate import thumbprint
from mock_auth0.oauth.errors import OAuthError
from tests.answers import refused
from tests.builders import DAY, ISSUER, MINUTE, NOON, SECRET, a_tenant, a_web_client, params
from tests.credentials import (
    SUBJECT,
    a_certificate,
    a_credential,
    a_key,
    an_assertion,
    public_pem,
    with_assertion,
)
from tests.deterministic import deterministic

CERTIFICATE = a_certificate()
BY_SUBJECT = a_web_client(
    token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH, tls_subjects=(SUBJECT,)
)
SELF_SIGNED = a_web_client(
    token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
    credentials=(a_credential(pem=CERTIFICATE, kid=None),),
)
BOTH = pytest.mark.parametrize("client", [BY_SUBJECT, SELF_SIGNED], ids=["CA", "self-signed"])


def proofs(pem: str | None = CERTIFICATE, verified: str | None = "SUCCESS") -> Proofs:
    header = None if pem is None else quote(pem, safe="")
    return Proofs(certificate=header, certificate_verified=verified)


def authenticated(
    client: Client, shown: Proofs, *, after: timedelta = timedelta(0), **body: str | None
) -> Client:
    tenant = a_tenant(clients=(client,))
    tenant.advance(after)
    return authenticate(tenant, params({"client_id": "web", **body}), shown, issuer=ISSUER)


def unauthorized() -> Any:
    return refused("access_denied", "Unauthorized", 401)


def reason(client: Client, shown: Proofs) -> str:
    with pytest.raises(OAuthError) as caught:
        authenticated(client, shown)
    return caught.value.remedy


@BOTH
def test_proves_the_client(client: Client) -> None:
    assert authenticated(client, proofs()) == client


@pytest.mark.parametrize("safe", ["", "/+=", "/ +=\n-"])
def test_may_be_percent_encoded_more_or_less(safe: str) -> None:
    shown = Proofs(certificate=quote(CERTIFICATE, safe=safe), certificate_verified="SUCCESS")
    assert authenticated(BY_SUBJECT, shown) == BY_SUBJECT


@BOTH
def test_is_needed(client: Client) -> None:
    with unauthorized():
        authenticated(client, NOTHING_PROVEN)
    with unauthorized():
        authenticated(client, NOTHING_PROVEN, client_secret=SECRET)


@BOTH
def test_is_not_replaced_by_an_assertion(client: Client) -> None:
    with unauthorized():
        authenticated(client, proofs(), **with_assertion(an_assertion()))


def test_needs_the_client_id() -> None:
    with refused("invalid_request", "Missing required parameter: client_id", 400):
        authenticated(BY_SUBJECT, proofs(), client_id=None)


def test_is_nothing_to_a_client_with_a_secret() -> None:
    with unauthorized():
        authenticated(a_web_client(), proofs())
    assert authenticated(a_web_client(), proofs(), client_secret=SECRET) == a_web_client()


@BOTH
@pytest.mark.parametrize(
    ("after", "is_valid"),
    [
        (timedelta(0), True),
        (DAY, True),
        (DAY + MINUTE, False),
    ],
)
def test_is_valid_by_the_tenants_clock(client: Client, after: timedelta, is_valid: bool) -> None:
    if is_valid:
        assert authenticated(client, proofs(), after=after) == client
    else:
        with unauthorized():
            authenticated(client, proofs(), after=after)


def test_is_not_valid_before_its_time() -> None:
    with unauthorized():
        authenticated(BY_SUBJECT, proofs(a_certificate(since=NOON + MINUTE)))


class TestSubject:
    @pytest.mark.parametrize(
        "verified", [None, "", "NONE", "success", "SUCCESS ", "FAILED:self signed certificate"]
    )
    def test_counts_only_where_an_authority_vouches_for_it(self, verified: str | None) -> None:
        with unauthorized():
            authenticated(BY_SUBJECT, proofs(verified=verified))

    @pytest.mark.parametrize(
        "subject",
        [
            SUBJECT,
            "CN=orders, O=Acme\\, Inc,  C=US",
            "2.5.4.3=orders,2.5.4.10=Acme\\, Inc,2.5.4.6=US",
            "C=US\nO=Acme, Inc\nCN=orders",
            "C=US\r\nO=Acme, Inc\r\nCN=orders\r\n",
        ],
    )
    def test_may_be_written_by_the_rfc_or_as_auth0_does(self, subject: str) -> None:
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
            tls_subjects=("CN=another", subject),
        )
        assert authenticated(client, proofs()) == client

    @pytest.mark.parametrize(
        "subjects",
        [
            (),
            ("CN=orders",),
            ("CN=Orders,O=Acme\\, Inc,C=US",),
            ("C=US,O=Acme\\, Inc,CN=orders",),
            ("CN=orders+O=Acme\\, Inc,C=US",),
            ("CN=orders,O=Acme\\, Inc,C=US,L=Here",),
            ("",),
            ("no name at all",),
            ("C=USA",),
        ],
    )
    def test_must_be_the_registered_one(self, subjects: tuple[str, ...]) -> None:
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
            tls_subjects=subjects,
        )
        with unauthorized():
            authenticated(client, proofs())

    def test_must_not_be_empty(self) -> None:
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH, tls_subjects=("",)
        )
        with unauthorized():
            authenticated(client, proofs(a_certificate("")))

    def test_is_the_same_in_the_next_certificate(self) -> None:
        renewed = a_certificate(key=a_key("a renewed one"), serial_number=2)
        assert authenticated(BY_SUBJECT, proofs(renewed)) == BY_SUBJECT


class TestSelfSigned:
    @pytest.mark.parametrize("verified", [None, "NONE", "FAILED:self signed certificate"])
    def test_needs_no_authority(self, verified: str | None) -> None:
        assert authenticated(SELF_SIGNED, proofs(verified=verified)) == SELF_SIGNED

    def test_must_be_the_registered_one_itself(self) -> None:
        for other in (a_certificate(serial_number=2), a_certificate(key=a_key("a stranger's"))):
            with unauthorized():
                authenticated(SELF_SIGNED, proofs(other))

    def test_may_be_the_second(self) -> None:
        second = a_certificate(serial_number=2)
        credentials = (*SELF_SIGNED.credentials, a_credential(pem=second))
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
            credentials=credentials,
        )
        assert authenticated(client, proofs(second)) == client

    def test_ends_with_its_credential(self) -> None:
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
            credentials=(a_credential(pem=CERTIFICATE, expires_at=NOON + MINUTE),),
        )
        assert authenticated(client, proofs()) == client
        with unauthorized():
            authenticated(client, proofs(), after=MINUTE)

    @pytest.mark.parametrize("pem", ["", "no PEM", public_pem(a_key())])
    def test_is_no_certificate_where_the_registered_is_none(self, pem: str) -> None:
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
            credentials=(a_credential(pem=pem),),
        )
        with unauthorized():
            authenticated(client, proofs())

    @pytest.mark.parametrize(
        "key", [ec.generate_private_key(ec.SECP256R1()), a_key("RSA")], ids=["EC", "RSA"]
    )
    def test_may_be_of_any_kind_of_key(self, key: Any) -> None:
        certificate = a_certificate(key=key)
        client = a_web_client(
            token_endpoint_auth_method=TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
            credentials=(a_credential(pem=certificate),),
        )
        assert authenticated(client, proofs(certificate)) == client


MALFORMED = {
    "nothing": "",
    "text": "SUCCESS",
    "a public key": quote(public_pem(a_key())),
    "half": quote(CERTIFICATE[: len(CERTIFICATE) // 2]),
    "no base64": quote(CERTIFICATE.replace("M", "!")),
    "no DER": quote("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
    "half a percent": "%",
    "bytes that are no text": "%ff%fe",
    "too long": quote(CERTIFICATE * 4),
}


@BOTH
@pytest.mark.parametrize("header", MALFORMED.values(), ids=MALFORMED.keys())
def test_is_refused_when_it_is(client: Client, header: str) -> None:
    with unauthorized():
        authenticated(client, Proofs(certificate=header, certificate_verified="SUCCESS"))


@deterministic(150)
@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode(errors="replace")))
def test_is_refused_whatever_the_header_is(header: bytes) -> None:
    shown = Proofs(certificate=header.decode("latin-1"), certificate_verified="SUCCESS")
    for client in (BY_SUBJECT, SELF_SIGNED):
        with unauthorized():
            authenticated(client, shown)


DER = load_pem_x509_certificate(CERTIFICATE.encode())
LINES = CERTIFICATE.splitlines()


@deterministic(200)
@given(
    st.integers(min_value=1, max_value=len(LINES) - 2),
    st.integers(min_value=0, max_value=63),
    st.sampled_from("ABCXYZabcxyz0189+/="),
)
def test_is_refused_with_any_one_character_changed(line: int, column: int, character: str) -> None:
    lines = [*LINES]
    lines[line] = lines[line][:column] + character + lines[line][column + 1 :]
    changed = "\n".join(lines)
    if changed == "\n".join(LINES):
        return
    with unauthorized():
        authenticated(SELF_SIGNED, proofs(changed))


@pytest.mark.parametrize(
    ("client", "shown", "explanation"),
    [
        (
            BY_SUBJECT,
            NOTHING_PROVEN,
            "client 'My Web App' authenticates by tls_client_auth: the TLS edge must send the "
            "header client-certificate (PEM, percent-encoded)",
        ),
        (
            BY_SUBJECT,
            proofs(verified="NONE"),
            "the header client-certificate-ca-verified must be SUCCESS; it is 'NONE'",
        ),
        (
            BY_SUBJECT,
            proofs(a_certificate("CN=billing")),
            "the certificate's subject is 'CN=billing'; client 'My Web App' has: "
            "'CN=orders,O=Acme\\\\, Inc,C=US'",
        ),
        (
            SELF_SIGNED,
            proofs(a_certificate(until=NOON - MINUTE)),
            "the certificate is valid from 2025-06-01 12:00:00+00:00 to "
            "2025-06-02 11:59:00+00:00; by the tenant's clock it is 2025-06-02 12:00:00+00:00",
        ),
        (
            SELF_SIGNED,
            proofs("no PEM"),
            "the header client-certificate: no readable certificate in PEM",
        ),
        (
            SELF_SIGNED,
            proofs(CERTIFICATE * 4),
            "the header client-certificate is longer than 4096 bytes; send the first certificate "
            "of the chain alone",
        ),
    ],
    ids=["absent", "not verified", "another subject", "expired", "no PEM", "a chain"],
)
def test_explains_what_is_wrong(client: Client, shown: Proofs, explanation: str) -> None:
    assert reason(client, shown) == explanation


def test_explains_which_certificate_it_was() -> None:
    other = a_certificate(serial_number=2)
    name = thumbprint(load_pem_x509_certificate(other.encode()))
    assert reason(SELF_SIGNED, proofs(other)) == (
        f"the certificate (x5t#S256 {name}) is none of client 'My Web App'"
    )


@BOTH
def test_binds_the_token(client: Client) -> None:
    assert client_certificate.confirmation(client, proofs()) == {"x5t#S256": thumbprint(DER)}


def test_binds_nothing_where_it_proved_nothing() -> None:
    assert client_certificate.confirmation(a_web_client(), proofs()) == {}
    assert client_certificate.confirmation(BY_SUBJECT, NOTHING_PROVEN) == {}


BOUND = {"cnf": {"x5t#S256": thumbprint(load_pem_x509_certificate(CERTIFICATE.encode()))}}


def test_opens_a_resource_to_the_token_that_is_bound_to_it() -> None:
    client_certificate.check_bound(BOUND, quote(CERTIFICATE))


@pytest.mark.parametrize("granted", [{"cnf": {"jkt": "x"}}, {"cnf": "x"}, {"cnf": None}])
def test_is_not_asked_for_by_other_tokens(granted: dict[str, Any]) -> None:
    client_certificate.check_bound(granted, None)


def test_is_missed_by_the_token_that_is_bound_to_it() -> None:
    with refused("invalid_token", "A client certificate is required", 401):
        client_certificate.check_bound(BOUND, None)


@pytest.mark.parametrize(
    "shown",
    [quote(a_certificate("CN=another")), "no certificate", "", "%", "x" * 100_000],
    ids=["another", "none", "nothing", "percent", "endless"],
)
def test_must_be_the_one_that_the_token_is_bound_to(shown: str) -> None:
    with refused("invalid_token", "The client certificate does not match the access token", 401):
        client_certificate.check_bound(BOUND, shown)
