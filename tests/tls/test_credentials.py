"""What the listener shows, to whom."""

import logging
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from mock_auth0.tls.authority import Authority, new_key, pem_of
from mock_auth0.tls.credentials import Credentials
from mock_auth0.tls.source import Source
from tests.tls.authorities import a_certificate, names_shown, shaken_hands

NOW = datetime.now(UTC)
"""OpenSSL follows no other clock."""
AUTHORITY = Authority.make(NOW)
GIVEN = AUTHORITY.private_pem.decode()
ALWAYS = ["localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "*.localhost"]


def a_clock(at: datetime = NOW) -> Any:
    return lambda: at


def some_credentials(**source: Any) -> Credentials:
    return Credentials(Source(**{"authority": GIVEN, **source}), a_clock())


def shown_to(credentials: Credentials, name: str | None, address: str | None = None) -> list[str]:
    context = credentials.context(address)
    return names_shown(shaken_hands(context, name=name, trusts=credentials.ca_pem))


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1", None])
def test_localhost_has_a_certificate(name: str | None) -> None:
    assert shown_to(some_credentials(), name) == ALWAYS


@pytest.mark.parametrize("name", ["auth0.localhost", "tenant.eu.auth0.localhost"])
def test_each_name_below_localhost_has_one_of_its_own(name: str) -> None:
    assert shown_to(some_credentials(), name) == [name, *ALWAYS]


def test_names_that_are_configured_have_one() -> None:
    credentials = some_credentials(names=("auth0.test", "*.eu.auth0.test", "10.0.0.7"))
    all_names = [*ALWAYS, "auth0.test", "*.eu.auth0.test", "10.0.0.7"]
    for name in ("auth0.test", "10.0.0.7", "localhost"):
        assert shown_to(credentials, name) == all_names
    assert shown_to(credentials, "acme.eu.auth0.test") == ["acme.eu.auth0.test", *all_names]


def test_the_address_that_was_asked_has_one() -> None:
    credentials = some_credentials()
    assert shown_to(credentials, None, "192.168.1.5") == ["192.168.1.5", *ALWAYS]
    assert shown_to(credentials, "localhost", "192.168.1.5") == ALWAYS


def test_a_name_without_one_gets_that_of_localhost_and_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    credentials = some_credentials()
    for _ in range(3):
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            shown_to(credentials, "auth0.example")
    assert caplog.messages == [
        "no certificate for auth0.example: it gets that of localhost;"
        " to have one made: --tls-names auth0.example"
    ]


def test_the_log_has_an_end(caplog: pytest.LogCaptureFixture) -> None:
    credentials = some_credentials()
    for number in range(60):
        with pytest.raises(ssl.SSLCertVerificationError):
            shown_to(credentials, f"n{number}.example")
    assert len(caplog.messages) == 50


def test_keeps_few_certificates_of_names_that_anybody_may_make_up() -> None:
    credentials = some_credentials()
    for number in range(200):
        shown_to(credentials, f"n{number}.localhost")
    made: Any = credentials._shown
    assert len(made._contexts) == 64


def test_what_is_no_name_gets_that_of_localhost(caplog: pytest.LogCaptureFixture) -> None:
    credentials = some_credentials()
    context = credentials.context()
    context.sni_callback(None, "a b\n", context)  # type: ignore[misc] - it is not looked at
    assert caplog.messages == []


def test_an_expired_certificate_is_made_anew() -> None:
    at = [NOW]
    credentials = Credentials(Source(authority=GIVEN), lambda: at[0])
    first = credentials.context()
    at[0] = NOW + timedelta(days=300)
    assert credentials.context() is first
    at[0] = NOW + timedelta(days=380)
    assert credentials.context() is not first


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    credentials = Credentials(Source(folder=folder), a_clock())
    assert not credentials.is_loaded
    assert not folder.exists()
    assert credentials.ca_pem == (folder / "ca.pem").read_bytes()
    assert credentials.is_loaded
    assert credentials.is_kept
    assert credentials.ca_file == folder / "ca.pem"


def test_two_processes_have_one_authority(tmp_path: Path) -> None:
    first, second = (Credentials(Source(folder=tmp_path), a_clock()) for _ in range(2))
    shaken_hands(first.context(), name="localhost", trusts=second.ca_pem)


def test_the_users_data_folder_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    credentials = Credentials(Source(), a_clock())
    assert credentials.ca_file == tmp_path / "mock-auth0" / "ca.pem"


def test_an_authority_that_cannot_be_kept_is_thrown_away_at_the_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "folder"
    credentials = Credentials(Source(folder=folder), a_clock())
    assert shown_to(credentials, "localhost") == ALWAYS
    assert not credentials.is_kept
    assert caplog.record_tuples == [
        (
            "mock_auth0",
            logging.WARNING,
            f"the certificate authority ends with this process, for it cannot be kept in {folder}:"
            " Not a directory; name a folder that can be written with --ca",
        )
    ]
    file = credentials.ca_file
    assert file == credentials.ca_file
    assert file.read_bytes() == credentials.ca_pem
    credentials.close()
    credentials.close()
    assert not file.exists()


def test_an_authority_that_is_broken_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ca-key.pem").write_text("?")
    credentials = Credentials(Source(folder=tmp_path), a_clock())
    credentials.load()
    [line] = caplog.messages
    assert f"{tmp_path}/ca-key.pem: no readable private key" in line
    assert (tmp_path / "ca-key.pem").read_text() == "?"


def test_an_expired_authority_is_refused_when_it_was_given() -> None:
    old = Authority.make(NOW - timedelta(days=4000)).private_pem.decode()
    with pytest.raises(ValueError, match=r"^the authority is valid from .* to .* only$"):
        some_credentials(authority=old).load()


class TestGiven:
    """A certificate that somebody else made."""

    def test_is_shown_as_it_is(self) -> None:
        text = a_certificate("auth0.test", authority=AUTHORITY, now=NOW)
        credentials = some_credentials(certificate=text)
        assert credentials.ca_pem == AUTHORITY.pem
        assert credentials.is_kept
        for address in (None, "10.0.0.7"):
            assert shown_to(credentials, "auth0.test", address) == ["auth0.test"]

    def test_vouches_for_itself_by_the_end_of_its_chain(self) -> None:
        text = a_certificate("auth0.test", authority=AUTHORITY, now=NOW)
        credentials = some_credentials(certificate=text + AUTHORITY.pem.decode(), authority=None)
        assert credentials.ca_pem == AUTHORITY.pem
        assert shown_to(credentials, "auth0.test") == ["auth0.test"]

    def test_is_for_whom_it_says(self, caplog: pytest.LogCaptureFixture) -> None:
        text = a_certificate("*.auth0.test", "10.0.0.7", authority=AUTHORITY, now=NOW)
        credentials = some_credentials(certificate=text)
        shown_to(credentials, "acme.auth0.test")
        assert caplog.messages == []
        with pytest.raises(ssl.SSLCertVerificationError):
            shown_to(credentials, "localhost")
        assert caplog.messages == [
            "no certificate for localhost: the certificate that was given is for"
            " *.auth0.test, 10.0.0.7"
        ]

    def test_is_told_of_when_it_has_expired(self, caplog: pytest.LogCaptureFixture) -> None:
        old = Authority.make(NOW - timedelta(days=900))
        text = a_certificate("localhost", authority=old, now=NOW - timedelta(days=900))
        credentials = some_credentials(certificate=text, authority=old.private_pem.decode())
        with pytest.raises(ssl.SSLCertVerificationError, match="certificate has expired"):
            shown_to(credentials, "localhost")
        [line] = caplog.messages
        assert line.startswith("the certificate is valid from 20")
        assert line.endswith(" only: clients will refuse it")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                pem_of(new_key()).decode() + AUTHORITY.pem.decode(),
                "certificate and private key cannot be used: key values mismatch",
            ),
            (
                AUTHORITY.pem.decode() + "-----BEGIN PRIVATE KEY-----\nAAAA\n",
                "certificate and private key cannot be used: ",
            ),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n", "no readable certificate in the PEM text"),
        ],
        ids=["another's key", "no key", "no certificate"],
    )
    def test_is_refused_when_it_is_of_no_use(self, text: str, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            some_credentials(certificate=text).load()

    def test_may_name_nobody(self, caplog: pytest.LogCaptureFixture) -> None:
        """As certificates were before there were alternative names."""
        key = new_key()
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        made = x509.CertificateBuilder(
            name, name, key.public_key(), 1, NOW - timedelta(days=1), NOW + timedelta(days=1)
        ).sign(key, SHA256())
        pem = made.public_bytes(Encoding.PEM)
        credentials = some_credentials(certificate=(pem_of(key) + pem).decode())
        with pytest.raises(ssl.SSLCertVerificationError):
            shown_to(credentials, "localhost")
        assert caplog.messages == [
            "no certificate for localhost: the certificate that was given is for nobody"
        ]


def test_is_loaded_without_files_in_memory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """macOS and Windows have no memfd."""
    monkeypatch.delattr(os, "memfd_create", raising=False)
    assert shown_to(some_credentials(), "localhost") == ALWAYS
