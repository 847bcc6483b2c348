"""OpenID Connect Core: Basic Certification Profile (``oidcc-basic-certification-test-plan``)."""

import pytest

from tests.conformance.modules import BasicAlone, Every, NonceIsOptional, WithAccessToken, WithCode
from tests.conformance.relying_party import RelyingParty, a_relying_party


@pytest.fixture
def rp() -> RelyingParty:
    return a_relying_party("code")


class TestCode(Every, WithAccessToken, WithCode, NonceIsOptional, BasicAlone):
    """``response_type=code``."""
