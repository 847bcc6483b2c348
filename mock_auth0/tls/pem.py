"""The options `ca`, `certificate` and `private_key`: PEM texts, or the files that they are in.

RFC 7468. What is wrong is a `ValueError` that says what it must be.
"""

from pathlib import Path

from mock_auth0.tenant.file.node import Node

_BEGIN, _CERTIFICATE = "-----BEGIN ", "-----BEGIN CERTIFICATE-----"
_LARGEST = 1_000_000
_SUFFIXES = frozenset({".pem", ".crt", ".cer", ".key"})
_LONGEST_PATH = 255
"""What is longer was meant to be the text itself, which nobody wants to see in a log."""


def is_pem(value: str) -> bool:
    """Whether it is the text itself, and not its path."""
    return _BEGIN in value


def in_tenant_file(node: Node, folder: Path) -> object:
    """A path counts from the folder of the tenant file."""
    if isinstance(node.value, str) and node.value and not is_pem(node.value):
        return str(folder / node.value)
    return node.plain()


def folder(value: str) -> Path | None:
    """The folder that keeps an authority, there already or not; ``None`` where it is none."""
    if is_pem(value) or len(value) > _LONGEST_PATH:
        return None
    path = Path(value).expanduser()
    is_one = path.is_dir() or not (path.exists() or path.suffix.lower() in _SUFFIXES)
    return path if is_one else None


def authority(value: str, *, has_certificate: bool) -> str:
    """A certificate that signs others, with its key unless there is nothing left to sign."""
    text = _read(value, _CERTIFICATE, "certificate")
    if not has_certificate and not _has_key(text):
        raise ValueError("the authority's private key must stand with its certificate")
    return _without_password(text)


def private_key(value: str, *, has_certificate: bool) -> str:
    """A private key that needs no password."""
    text = _read(value, "PRIVATE KEY-----", "private key")
    if not has_certificate:
        raise ValueError("give its certificate too, as certificate")
    return _without_password(text)


def certificate(value: str, key: str | None) -> str:
    """A certificate with its chain; its key, where that does not stand with it, before them."""
    text = _read(value, _CERTIFICATE, "certificate")
    if key is not None:
        return f"{key.rstrip()}\n{text}"
    if not _has_key(text):
        raise ValueError("give its private key too, as private_key")
    return _without_password(text)


def _has_key(text: str) -> bool:
    return "PRIVATE KEY-----" in text


def _without_password(text: str) -> str:
    if "ENCRYPTED" in text:
        raise ValueError("the private key has a password; give it without one")
    return text


def _read(value: str, mark: str, what: str) -> str:
    text, place = value, "here"
    if not is_pem(value):
        place = value if len(value) <= _LONGEST_PATH else "the file that was given"
        try:
            with Path(value).expanduser().open("rb") as file:
                text = file.read(_LARGEST).decode()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise ValueError(f"cannot read {place}: {reason}") from error
        place = f"in {place}"
    if mark not in text:
        raise ValueError(f"no {what} {place}: it must be PEM")
    return text
