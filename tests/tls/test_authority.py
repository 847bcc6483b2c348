"""A certificate authority for tests."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID

from mock_auth0.tls.authority import Authority, certificates_of, new_key, pem_of
from tests.tls.authorities import AUTHORITY, AUTHORITY_PEM, NOON, a_certificate


def test_may_sign_certificates_and_nothing_below_them() -> None:
    certificate = AUTHORITY.certificate
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (
        True, True, 0,
    )  # fmt: skip
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.crl_sign, usage.digital_signature) == (True, True, False)
    assert certificate.issuer == certificate.subject
    certificate.verify_directly_issued_by(certificate)


def test_has_a_name_of_its_own() -> None:
    other = Authority.make(NOON)
    assert other.certificate.subject != AUTHORITY.certificate.subject
    assert AUTHORITY.certificate.subject.rfc4514_string().startswith("CN=mock-auth0 CA ")


def test_lasts_ten_years_and_is_renewed_before_the_last() -> None:
    assert AUTHORITY.is_good_at(NOON + timedelta(days=8 * 365))
    assert not AUTHORITY.is_good_at(NOON + timedelta(days=9 * 365))


def test_issues_what_a_server_may_show() -> None:
    key = new_key()
    leaf = AUTHORITY.issue(["localhost", "127.0.0.1", "::1", "*.auth0.test"], key, NOON)
    leaf.verify_directly_issued_by(AUTHORITY.certificate)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "*.auth0.test"]
    assert list(map(str, names.get_values_for_type(x509.IPAddress))) == ["127.0.0.1", "::1"]
    purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(purposes) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    # Apple: at most 825 days.
    assert leaf.not_valid_before_utc == NOON - timedelta(days=1)
    assert leaf.not_valid_after_utc == NOON + timedelta(days=397)


def test_issues_nothing_that_outlives_it() -> None:
    late = NOON + timedelta(days=3600)
    leaf = AUTHORITY.issue(["localhost"], new_key(), late)
    assert leaf.not_valid_after_utc == AUTHORITY.certificate.not_valid_after_utc


def test_what_it_issues_after_its_end_has_ended_too() -> None:
    late = NOON + timedelta(days=3700)
    leaf = AUTHORITY.issue(["localhost"], new_key(), late)
    assert leaf.not_valid_before_utc < leaf.not_valid_after_utc < late


def test_says_when_it_is_valid() -> None:
    AUTHORITY.check(NOON)
    for days in (-2, 3651):
        with pytest.raises(
            ValueError, match=r"^the authority is valid from 2030-05-31 to 2040-05-29"
        ):
            AUTHORITY.check(NOON + timedelta(days=days))


def test_issues_for_a_name_that_is_too_long_to_be_a_common_name() -> None:
    name = ".".join(["a" * 60] * 3)
    leaf = AUTHORITY.issue([name], new_key(), NOON)
    assert leaf.subject.rfc4514_string() == "CN=mock-auth0,O=mock-auth0"


def test_is_read_as_it_was_written() -> None:
    assert Authority.read(AUTHORITY_PEM) == AUTHORITY
    reordered = AUTHORITY.pem + pem_of(AUTHORITY.key)
    assert Authority.read(reordered.decode()) == AUTHORITY


def test_says_nothing_that_is_secret() -> None:
    assert "PrivateKey" not in repr(AUTHORITY)


def test_may_have_a_key_of_rsa_and_no_identifier_of_it() -> None:
    """As OpenSSL's command makes them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Old")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOON, NOON + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    text = pem_of(key) + certificate.public_bytes(serialization.Encoding.PEM)
    leaf = Authority.read(text.decode()).issue(["localhost"], new_key(), NOON)
    leaf.verify_directly_issued_by(certificate)


def without_extensions() -> str:
    key = new_key()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOON, NOON + timedelta(days=9))
    pem = made.sign(key, SHA256()).public_bytes(serialization.Encoding.PEM)
    return (pem_of(key) + pem).decode()


def of_ed25519() -> str:
    key = ed25519.Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return (pem + AUTHORITY.pem).decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no readable private key in the PEM text"),
        ("-----BEGIN PRIVATE KEY-----\nx\n", "no readable private key in the PEM text"),
        (pem_of(new_key()).decode(), "no readable certificate in the PEM text"),
        (
            pem_of(new_key()).decode() + "-----BEGIN CERTIFICATE-----\nAAAA\n",
            "no readable certificate in the PEM text",
        ),
        (
            (pem_of(new_key()) + AUTHORITY.pem).decode(),
            "the authority's key does not belong to its certificate",
        ),
        (of_ed25519(), "the private key must be of RSA or an elliptic curve"),
        (a_certificate("localhost"), "the certificate is not an authority's"),
        (without_extensions(), "the certificate is not an authority's"),
    ],
    ids=[
        "nothing", "a key that is none", "a key alone", "a certificate that is none",
        "another's key", "Ed25519", "a server's", "a certificate of version 3 without extensions",
    ],
)  # fmt: skip
def test_refuses_what_is_none(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Authority.read(text)


def test_a_chain_is_read_in_its_order() -> None:
    leaf = a_certificate("localhost")
    chain = certificates_of(leaf + AUTHORITY.pem.decode())
    assert [each.issuer == each.subject for each in chain] == [False, True]
