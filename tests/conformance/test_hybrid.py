"""OpenID Connect Core: Hybrid Certification Profile (``oidcc-hybrid-certification-test-plan``)."""

import pytest

from tests.conformance.modules import (
    Every,
    NonceIsOptional,
    NonceIsRequired,
    WithAccessToken,
    WithCode,
)
from tests.conformance.relying_party import RelyingParty, a_relying_party


class TestCodeIdToken(Every, NonceIsRequired, WithAccessToken, WithCode):
    """``response_type=code id_token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("code id_token")


class TestCodeToken(Every, NonceIsOptional, WithAccessToken, WithCode):
    """``response_type=code token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("code token")


class TestCodeIdTokenToken(Every, NonceIsRequired, WithAccessToken, WithCode):
    """``response_type=code id_token token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("code id_token token")
