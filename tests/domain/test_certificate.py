from datetime import UTC, datetime

import pytest
from cryptography import x509

from mock_auth0.domain.certificate import certificate_for
from mock_auth0.tls.authority import certificates_of


@pytest.fixture(scope="module")
def certificate() -> x509.Certificate:
    source = certificate_for("acme.eu.auth0.com")
    return certificates_of(str(source.certificate))[0]


def test_is_for_the_name_alone(certificate: x509.Certificate) -> None:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(names) == [x509.DNSName("acme.eu.auth0.com")]


@pytest.mark.parametrize("year", [1971, 2000, 2038, 2100, 2900])
def test_is_good_whatever_the_clock_says(certificate: x509.Certificate, year: int) -> None:
    now = datetime(year, 1, 1, tzinfo=UTC)
    assert certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def test_comes_from_an_authority_of_its_own() -> None:
    first, second = certificate_for("a.example"), certificate_for("a.example")
    assert first.authority != second.authority
    assert "PRIVATE KEY" not in str(first.authority)
