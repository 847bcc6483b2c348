"""The same profiles with ``response_mode=form_post``.

``oidcc-formpost-basic-certification-test-plan``,
``oidcc-formpost-implicit-certification-test-plan``,
``oidcc-formpost-hybrid-certification-test-plan``
"""

import pytest

from tests.conformance.modules import (
    BasicAlone,
    Every,
    NonceIsOptional,
    NonceIsRequired,
    WithAccessToken,
    WithCode,
)
from tests.conformance.relying_party import RelyingParty, a_relying_party


class TestBasic(Every, WithAccessToken, WithCode, NonceIsOptional, BasicAlone):
    """``response_type=code``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("code", "form_post")


@pytest.mark.parametrize("rp", ["id_token", "id_token token"], indirect=True)
class TestImplicit(Every, NonceIsRequired):
    """Without a code."""


class TestImplicitToken(WithAccessToken):
    """``response_type=id_token token``."""

    @pytest.fixture
    def rp(self) -> RelyingParty:
        return a_relying_party("id_token token", "form_post")


@pytest.mark.parametrize("rp", ["code id_token", "code id_token token"], indirect=True)
class TestHybrid(Every, NonceIsRequired, WithAccessToken, WithCode):
    """With a code and an ID token."""


@pytest.mark.parametrize("rp", ["code token"], indirect=True)
class TestHybridCodeToken(Every, NonceIsOptional, WithAccessToken, WithCode):
    """With a code, and the ID token for that alone."""


@pytest.fixture
def rp(request: pytest.FixtureRequest) -> RelyingParty:
    return a_relying_party(request.param, "form_post")
