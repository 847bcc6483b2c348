"""A second factor that a hook asks for."""

import pytest

from mock_auth0.hooks.outcome import Outcome
from tests.hooks.builders import a_post_login_api


@pytest.mark.parametrize(
    ("provider", "remembers", "wanted"),
    [("any", True, (True, False)), ("duo", False, (True, True)), ("none", False, (False, False))],
)
def test_a_second_factor(provider: str, remembers: bool, wanted: tuple[bool, bool]) -> None:
    outcome = Outcome()
    a_post_login_api(outcome).multifactor.enable(provider, allow_remember_browser=remembers)
    assert (outcome.demands_mfa, outcome.demands_fresh_mfa) == wanted


def test_a_second_factor_by_name() -> None:
    outcome = Outcome()
    api = a_post_login_api(outcome)
    api.authentication.challenge_with({"type": "otp"}, additional_factors=[{"type": "phone"}])
    assert outcome.demands_mfa
    with pytest.raises(ValueError, match="a factor is"):
        api.authentication.enroll_with_any([{"type": "magic"}])
    with pytest.raises(ValueError, match="provider must be one of any, none"):
        api.multifactor.enable("magic")
