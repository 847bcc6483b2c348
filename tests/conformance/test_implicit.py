"""OpenID Connect Core: Implicit Certification Profile.

``oidcc-implicit-certification-test-plan``
"""

import pytest

from tests.conformance.modules import Every, NonceIsRequired, WithAccessToken
from tests.conformance.relying_party import RelyingParty, a_relying_party


class TestIdToken(Every, NonceIsRequired):
    """``response_type=id_token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("id_token")


class TestIdTokenToken(Every, NonceIsRequired, WithAccessToken):
    """``response_type=id_token token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("id_token token")
