"""``client_authentication_methods:`` of a client: what it proves itself by other than a secret.

And ``signed_request_object:``, the keys that it signs its authorization requests with.

Auth0: Management API > Clients > Credentials. An export holds nothing but the ids of credentials,
so what they are is added in their place, by the names of the Management API.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from mock_auth0.model.client import (
    CREDENTIAL_ALGORITHMS,
    Credential,
    TokenEndpointAuthMethod,
)
from mock_auth0.oauth import certificate, public_key
from mock_auth0.tenant.file.fields import Fields

T = TypeVar("T")

METHODS = (
    TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
    TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
    TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
)
"""Those that Auth0 has under ``client_authentication_methods``."""
_LARGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What stands there; nothing in most clients."""

    method: TokenEndpointAuthMethod | None = None
    credentials: tuple[Credential, ...] = ()
    tls_subjects: tuple[str, ...] = ()


def credentials(fields: Fields) -> Credentials:
    """The credentials of a client, of which the section names one method."""
    section = fields.section("client_authentication_methods")
    keys = _each(section, METHODS[0], _public_key)
    subjects = _each(section, METHODS[1], _subject)
    certificates = _each(section, METHODS[2], _certificate)
    section.close()
    methods = [method for method in METHODS if section.has(method)]
    if len(methods) > 1:
        section.wrong(
            methods[1],
            f"a client has one method: keep {methods[0]} or {methods[1]}",
            value_is_shown=True,
        )
    return Credentials(
        method=methods[0] if methods else None,
        credentials=keys or certificates,
        tls_subjects=subjects,
    )


def request_object(fields: Fields) -> tuple[bool, tuple[Credential, ...]]:
    """``signed_request_object:`` of a client: whether it must send one, and the keys for it."""
    section = fields.section("signed_request_object")
    is_required = section.flag("required") or False
    keys = _listed(section, _public_key)
    section.close()
    return is_required, keys


def _each(section: Fields, method: str, build: Callable[[Fields], T | None]) -> tuple[T, ...]:
    registered = section.section(method)
    built = _listed(registered, build)
    registered.close()
    return built


def _listed(section: Fields, build: Callable[[Fields], T | None]) -> tuple[T, ...]:
    built = []
    for each in section.sections("credentials"):
        value = build(each)
        each.accept("id", "name", "created_at", "updated_at", "thumbprint_sha256", "subject_dn")
        each.close()
        if value is not None:
            built.append(value)
    return tuple(built)


def _public_key(fields: Fields) -> Credential | None:
    fields.choice("credential_type", ("public_key",))
    alg = fields.choice("alg", CREDENTIAL_ALGORITHMS) or CREDENTIAL_ALGORITHMS[0]
    kid, expires_at = fields.text("kid"), fields.moment("expires_at")
    from_certificate = fields.flag("parse_expiry_from_cert")
    pem = pem_text(fields, public_key.read)
    if pem is None:
        return None
    if from_certificate and expires_at is None:
        expires_at = _expiry(fields, pem)
    return Credential(pem=pem, alg=alg, kid=kid, expires_at=expires_at)


def _certificate(fields: Fields) -> Credential | None:
    fields.choice("credential_type", ("x509_cert",), rarely=("cert_subject_dn",))
    expires_at = fields.moment("expires_at")
    pem = pem_text(fields, certificate.read)
    return None if pem is None else Credential(pem=pem, expires_at=expires_at)


def _subject(fields: Fields) -> str | None:
    fields.choice("credential_type", ("cert_subject_dn",), rarely=("x509_cert",))
    text = fields.text("subject_dn")
    if text is None:
        pem = pem_text(fields, certificate.read, or_else="subject_dn")
        return None if pem is None else certificate.read(pem).subject.rfc4514_string()
    fields.accept("pem")
    try:
        certificate.subject(text)
    except ValueError:
        fields.wrong("subject_dn", 'must be a distinguished name, such as "CN=orders,O=Acme,C=US"')
        return None
    return text


def pem_text(
    fields: Fields, read: Callable[[str], object], *, or_else: str | None = None
) -> str | None:
    """The PEM text, or what stands in the file that it names."""
    text = fields.text("pem")
    if text is None:
        if not fields.has("pem"):
            _missing(fields, " or ".join(filter(None, ("pem", or_else))))
        return None
    try:
        pem = text if "-----BEGIN" in text else _in_file(fields, text)
        read(pem)
    except ValueError as error:
        fields.wrong("pem", str(error), value_is_shown=True)
        return None
    return pem


def _missing(fields: Fields, what: str) -> None:
    # All that an export holds is the id: the file is right, and the client cannot authenticate.
    if fields.has("id") and fields.report.file is not None:
        fields.without_effect("id")
    else:
        fields.missing(what)


def _in_file(fields: Fields, name: str) -> str:
    """A path counts from the folder of the tenant file; Python has no such folder."""
    if fields.report.file is None:
        raise ValueError("no PEM: it has no -----BEGIN")
    path = Path(fields.report.file).parent / name
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ValueError(f"is no PEM, and no file either: {path}: {reason}") from error


def _expiry(fields: Fields, pem: str) -> datetime | None:
    try:
        return certificate.read(pem).not_valid_after_utc
    except ValueError:
        fields.wrong("parse_expiry_from_cert", "needs a certificate in pem", value_is_shown=True)
        return None
