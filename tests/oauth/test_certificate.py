"""Certificates: what they are called, and by which thumbprint they are known."""

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from mock_auth0.oauth import certificate
from tests.credentials import a_certificate, a_key, public_pem

KNOWN = """\
-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUPufdXLZeXcsIogpcVmWqw4EXKFwwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGb3JkZXJzMB4XDTI2MTEyMzAxMjM0MFoXDTM2MTEyMDAxMjM0
MFowETEPMA0GA1UEAwwGb3JkZXJzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
EnxHGlv8nyDa4rvNdfAWSvha3wrhk/D2zvARvpMWcday6bDPKzGaQIywOa6FdwuI
+skN9wcskw5QNu6SzT6566NTMFEwHQYDVR0OBBYEFANJDrmbr3A1PMuKq2ABVXwO
Q9zJMB8GA1UdIwQYMBaAFANJDrmbr3A1PMuKq2ABVXwOQ9zJMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgOiYs1VYYGSK8RPurlqvQKxVjcj0SwVfz
RWrSiUrLjs8CIQCoCP/XsATIi3VFHitDQavJ/LTmtWjwdea0D2LYJvwNxA==
-----END CERTIFICATE-----
"""
# openssl x509 -noout -fingerprint -sha256, in base64url
KNOWN_THUMBPRINT = "h73z3VQn3qU3MrWPr_MPUrrYrFl930i70XX2JfkTKt0"


def name(*pairs: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in pairs])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CN=orders", name((NameOID.COMMON_NAME, "orders"))),
        (
            "CN=orders,O=Acme",
            name((NameOID.ORGANIZATION_NAME, "Acme"), (NameOID.COMMON_NAME, "orders")),
        ),
        (
            "CN=orders, O=Acme\\, Inc",
            name((NameOID.ORGANIZATION_NAME, "Acme, Inc"), (NameOID.COMMON_NAME, "orders")),
        ),
        (
            "CN=back\\\\, O=Acme",
            name((NameOID.ORGANIZATION_NAME, "Acme"), (NameOID.COMMON_NAME, "back\\")),
        ),
        (
            "C=es\nST=Madrid\nO=Acme, Inc\nCN=Developer = Experience",
            name(
                (NameOID.COUNTRY_NAME, "es"),
                (NameOID.STATE_OR_PROVINCE_NAME, "Madrid"),
                (NameOID.ORGANIZATION_NAME, "Acme, Inc"),
                (NameOID.COMMON_NAME, "Developer = Experience"),
            ),
        ),
        ("emailAddress=a@b.example", name((NameOID.EMAIL_ADDRESS, "a@b.example"))),
        ("2.5.4.5=12", name((NameOID.SERIAL_NUMBER, "12"))),
        ("serialNumber=12\n", name((NameOID.SERIAL_NUMBER, "12"))),
    ],
)
def test_a_subject_is_read(text: str, expected: x509.Name) -> None:
    assert certificate.subject(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "orders", "CN=", "XX=orders", "C=USA", "CN=a\nXX=b", "CN=a\nb", "=\n=", "/CN=a"],
)
def test_a_subject_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="distinguished name"):
        certificate.subject(text)


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "text",
        public_pem(a_key()),
        a_certificate().replace("CERTIFICATE", "CERTIFICATE REQUEST"),
        a_certificate()[:200],
    ],
    ids=["nothing", "text", "a public key", "a request", "half of one"],
)
def test_a_certificate_is_refused(pem: str) -> None:
    with pytest.raises(ValueError, match=r"^no readable certificate in PEM$"):
        certificate.read(pem)


def test_the_first_of_a_chain_is_read() -> None:
    chain = a_certificate("CN=leaf") + a_certificate("CN=authority")
    assert certificate.read(chain).subject == certificate.subject("CN=leaf")


def test_the_thumbprint_is_openssls() -> None:
    assert certificate.thumbprint(certificate.read(KNOWN)) == KNOWN_THUMBPRINT


OF_ANOTHER_TYPE = """\
-----BEGIN CERTIFICATE-----
MIICqzCCAZOgAwIBAgIBBTANBgkqhkiG9w0BAQsFADAZMQowCAYDVQQDDAF4MQswCQYDVQQGEwJERTAeFw0yMDAxMDEwMDAwMDBaFw00MDAxMDEwMDAwMDBaMBkxCjAIBgNVBAMMAXgxCzAJBgNVBAYDAkRFMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5VXgnx3E5xBuay/3oBTbkEqZd4rL8bL6JSurwMbcIE/LQZeKY/5NPqdmmOxD8StAzTGmVn3lCSatzht92uBDYRXny3nIXj7rrGcRFoMW5Za5CBYq9VOlJPB3gqzK/6316c73/0FNmjHtYPV4kS1awJbNuQXCvAjb2RlQwc2uDyM3vyVeIXYoVyTEv6G7kQq4WCr/I0CL82YVbrkHvf+mPQVHkkeHLhn4jBK/6E4eTBZHc2hURIMvNM0Qty+n76u0qpLtQkdoLOrlHdTlltfjOUILfxxGiRWBeyeYzV37z2fyBQF6zffPbRWdZebBEK0kC8hKMTCneBROCzMgxKoFrwIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQAyQQMznCIStmXKIQldG4xnz10CuvMWOZbTrdOYfc1EH048eORgz7ABpi7mx4vxX2Y/wxINkyyErag1yVn750Dja0KHA/xPs66y9/pma1HOB9p5+Gg02GR0qAV/WKaSQ77mkc+S0UMZM9Tll6/tYqfs9KPKDCS0xHp+zmg84oRIm/6uwrW2PmRIBddHn9R/pINOkJHnoYjgAwyvGDi3Hp2i16G+P2FKe4k8PdSAkFSDGCI1txjsmbXYqdVjUYjTTf3LSP5kKsBn1EWDkrgQI9aOJB70atS2oao49M2ALEBYKAQSHE84o5sMFnSKlo61kYy12MIcssQ62MgLZQt0Zb8J
-----END CERTIFICATE-----
"""
"""A subject whose attribute is a BIT STRING, which X.520 knows for one attribute only."""


def test_a_certificate_with_an_attribute_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^no readable certificate in PEM$"):
        certificate.read(OF_ANOTHER_TYPE)
