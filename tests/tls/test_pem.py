"""The options that are PEM texts, or the files that they are in."""

from pathlib import Path

import pytest

from mock_auth0.tenant.file.node import Node
from mock_auth0.tls import pem

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMII…\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMII…\n-----END PRIVATE KEY-----\n"
LOCKED = KEY.replace("PRIVATE", "ENCRYPTED PRIVATE")


def test_a_text_is_taken_as_it_is() -> None:
    assert pem.authority(CERTIFICATE + KEY, has_certificate=False) == CERTIFICATE + KEY
    assert pem.authority(CERTIFICATE, has_certificate=True) == CERTIFICATE
    assert pem.private_key(KEY, has_certificate=True) == KEY
    assert pem.certificate(CERTIFICATE + KEY, None) == CERTIFICATE + KEY
    assert pem.certificate(CERTIFICATE, KEY) == f"{KEY}{CERTIFICATE}"


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(KEY)
    assert pem.private_key(str(path), has_certificate=True) == KEY


def test_a_folder_is_one_even_before_it_is_made(tmp_path: Path) -> None:
    assert pem.folder(str(tmp_path)) == tmp_path
    assert pem.folder(str(tmp_path / "later")) == tmp_path / "later"
    assert pem.folder(str(tmp_path / "later.pem")) is None
    assert pem.folder(CERTIFICATE) is None
    assert pem.folder("~/authority") == Path.home() / "authority"
    assert pem.folder("a" * 5000) is None
    (tmp_path / "file").touch()
    assert pem.folder(str(tmp_path / "file")) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (CERTIFICATE, "the authority's private key must stand with its certificate"),
        (KEY, "no certificate here: it must be PEM"),
        (CERTIFICATE + LOCKED, "the private key has a password; give it without one"),
        ("/nowhere/ca.pem", "cannot read /nowhere/ca.pem: No such file or directory"),
        ("x" * 300, "cannot read the file that was given: File name too long"),
    ],
)
def test_an_authority_needs_its_key(value: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message + "$"):
        pem.authority(value, has_certificate=False)


def test_a_key_needs_a_certificate_and_no_password() -> None:
    with pytest.raises(ValueError, match=r"^give its certificate too, as certificate$"):
        pem.private_key(KEY, has_certificate=False)
    with pytest.raises(ValueError, match=r"^the private key has a password; give it without one$"):
        pem.private_key(LOCKED, has_certificate=True)
    with pytest.raises(ValueError, match=r"^no private key here: it must be PEM$"):
        pem.private_key(CERTIFICATE, has_certificate=True)


def test_a_certificate_needs_a_key() -> None:
    with pytest.raises(ValueError, match=r"^give its private key too, as private_key$"):
        pem.certificate(CERTIFICATE, None)


@pytest.mark.parametrize("content", [b"no PEM", b"\xff\xfe\0"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.pem"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=str(path)):
        pem.certificate(str(path), None)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("ca.pem", "/tenant/ca.pem"),
        ("/etc/ca.pem", "/etc/ca.pem"),
        (CERTIFICATE, CERTIFICATE),
        (1, 1),
        ("", ""),
        (None, None),
    ],
)
def test_a_path_counts_from_the_tenant_file(value: object, meant: object) -> None:
    assert pem.in_tenant_file(Node(value), Path("/tenant")) == meant
