"""X.509 certificates by which a client proves itself: their subject, their thumbprint.

RFC 4514 · RFC 5280 · RFC 8705 §2-3
"""

import re
from typing import TYPE_CHECKING

from mock_auth0.oauth import base64url

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name, ObjectIdentifier


def read(pem: str) -> "Certificate":
    """The first certificate of a PEM text. Raises `ValueError` when there is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import InvalidVersion, load_pem_x509_certificate

    try:
        certificate = load_pem_x509_certificate(pem.encode())
        # They are read only when they are asked for, and may turn out to be unreadable then.
        certificate.subject, certificate.public_key()
    except (TypeError, ValueError, InvalidVersion, UnsupportedAlgorithm) as error:
        raise ValueError("no readable certificate in PEM") from error
    return certificate


def thumbprint(certificate: "Certificate") -> str:
    """RFC 8705 §3.1 ``x5t#S256``."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return base64url.encode(certificate.fingerprint(SHA256()))


def subject(text: str) -> "Name":
    r"""A distinguished name, by RFC 4514 or as Auth0 writes it. Raises `ValueError`.

    Auth0 has a line per attribute, in the order of the certificate; RFC 4514 the reverse, with
    commas.

    >>> subject("C=es\nO=Acme, Inc\nCN=orders") == subject(r"CN=orders,O=Acme\, Inc,C=es")
    True
    """
    try:
        name = _lines(text) if "\n" in text.strip() else _rfc4514(text.strip())
    except ValueError as error:
        raise ValueError(f"no distinguished name: {text!r}") from error
    if not name.rdns:
        raise ValueError("the distinguished name is empty")
    return name


def _rfc4514(text: str) -> "Name":
    from cryptography.x509 import Name

    # RFC 2253 allowed a space after each comma, and people still write it.
    return Name.from_rfc4514_string(re.sub(r"(?<!\\)((?:\\\\)*,) +", r"\1", text), _oids())


def _lines(text: str) -> "Name":
    from cryptography.x509 import Name, NameAttribute

    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return Name([NameAttribute(_oid(key.strip()), value.strip()) for key, _, value in pairs])


def _oid(name: str) -> "ObjectIdentifier":
    from cryptography.x509 import ObjectIdentifier

    return _oids().get(name) or ObjectIdentifier(name)


def _oids() -> "dict[str, ObjectIdentifier]":
    """RFC 4514 §3, and what OpenSSL adds to it."""
    from cryptography.x509.oid import NameOID

    return {
        "CN": NameOID.COMMON_NAME,
        "L": NameOID.LOCALITY_NAME,
        "ST": NameOID.STATE_OR_PROVINCE_NAME,
        "O": NameOID.ORGANIZATION_NAME,
        "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
        "C": NameOID.COUNTRY_NAME,
        "STREET": NameOID.STREET_ADDRESS,
        "DC": NameOID.DOMAIN_COMPONENT,
        "UID": NameOID.USER_ID,
        "SN": NameOID.SURNAME,
        "GN": NameOID.GIVEN_NAME,
        "emailAddress": NameOID.EMAIL_ADDRESS,
        "serialNumber": NameOID.SERIAL_NUMBER,
    }
