"""A certificate authority for tests: one key, and the certificates that it signs.

RFC 5280 · CA/Browser Forum: Baseline Requirements §7.1
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
"""Whatever TLS clients of all kinds accept."""

_NAME = "mock-auth0"
_AUTHORITY_LIFETIME = timedelta(days=3650)
_LIFETIME = timedelta(days=397)
"""Of a server's certificate; macOS refuses more than 825 days, public authorities have had 398."""
_EARLIER = timedelta(days=1)
"""It is valid from then on, because clocks differ."""
_LONGEST_COMMON_NAME = 64
"""RFC 5280 appendix A.1, ``ub-common-name``."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate that clients trust, and the key that signs what they see."""

    certificate: x509.Certificate
    key: SigningKey = field(repr=False, compare=False)

    @classmethod
    def make(cls, now: datetime, lifetime: timedelta = _AUTHORITY_LIFETIME) -> Self:
        """A new one, for ten years unless told otherwise."""
        key = new_key()
        serial = x509.random_serial_number()
        # Two authorities of one name are mistaken for each other by what looks them up by it.
        name = _named(f"{_NAME} CA {serial % 0x1_0000_0000:08x}")
        certificate = (
            _until(now + lifetime, name, name, key.public_key(), now)
            .serial_number(serial)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .sign(key, SHA256())
        )
        return cls(certificate, key)

    @classmethod
    def read(cls, text: str) -> Self:
        """From the PEM of the certificate and its key. Raises `ValueError`."""
        key, certificate = _key_of(text), certificates_of(text)[0]
        if certificate.public_key() != key.public_key():
            raise ValueError("the authority's key does not belong to its certificate")
        try:
            constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        except x509.ExtensionNotFound:
            raise ValueError("the certificate is not an authority's") from None
        if not constraints.value.ca:
            raise ValueError("the certificate is not an authority's")
        return cls(certificate, key)

    @property
    def pem(self) -> bytes:
        """The certificate, to be trusted."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def private_pem(self) -> bytes:
        """The key and the certificate, to be kept secret."""
        return pem_of(self.key) + self.pem

    def is_good_at(self, now: datetime) -> bool:
        """Whether what it signs now outlives the lifetime of a server's certificate."""
        return now + _LIFETIME < self.certificate.not_valid_after_utc

    def check(self, now: datetime) -> None:
        """Raise `ValueError` when clients would not accept it."""
        begin, end = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        if not begin <= now <= end:
            raise ValueError(f"the authority is valid from {begin:%Y-%m-%d} to {end:%Y-%m-%d} only")

    def issue(
        self,
        names: Iterable[str],
        key: ec.EllipticCurvePrivateKey,
        now: datetime,
        lifetime: timedelta = _LIFETIME,
    ) -> x509.Certificate:
        """A server's certificate for host names and IP addresses; it ends with the authority."""
        alternatives = [_general_name(name) for name in names]
        common_name = next((name for name in names if len(name) <= _LONGEST_COMMON_NAME), _NAME)
        end = min(now + lifetime, self.certificate.not_valid_after_utc)
        return (
            _until(end, _named(common_name), self.certificate.subject, key.public_key(), now)
            .serial_number(x509.random_serial_number())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .add_extension(self._identifier(), critical=False)
            .sign(self.key, SHA256())
        )

    def _identifier(self) -> x509.AuthorityKeyIdentifier:
        try:
            own = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        except x509.ExtensionNotFound:
            return x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own.value)


def new_key() -> ec.EllipticCurvePrivateKey:
    """A key that is made in no time, and that every client knows."""
    return ec.generate_private_key(ec.SECP256R1())


def pem_of(key: SigningKey) -> bytes:
    """RFC 5958, without a password."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certificates_of(text: str) -> list[x509.Certificate]:
    """All certificates of a PEM text, in their order. Raises `ValueError` when there is none."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        found = x509.load_pem_x509_certificates(text.encode())
        for certificate in found:
            # They are read only when they are asked for, and may turn out to be unreadable then.
            certificate.extensions, certificate.public_key()
    except (
        ValueError,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        UnsupportedAlgorithm,
    ) as error:
        raise ValueError("no readable certificate in the PEM text") from error
    return found


def _key_of(text: str) -> SigningKey:
    from cryptography.exceptions import UnsupportedAlgorithm

    begin = text[: max(text.find("PRIVATE KEY-----"), 0)].rfind("-----BEGIN ")
    try:
        key = load_pem_private_key(text[begin:].encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("no readable private key in the PEM text") from error
    if not isinstance(key, SigningKey):
        raise ValueError("the private key must be of RSA or an elliptic curve")  # noqa: TRY004
    return key


def _named(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _NAME),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _until(
    end: datetime,
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .not_valid_before(min(now, end) - _EARLIER)
        .not_valid_after(end)
        .add_extension(identifier, critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
