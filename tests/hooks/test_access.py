"""Whether it goes on: what a hook refuses."""

import pytest

from mock_auth0.hooks.apis import (
    CredentialsExchangeApi,
    CustomTokenExchangeApi,
    PreUserRegistrationApi,
)
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from tests.hooks.builders import a_post_login_api


def test_denials() -> None:
    outcome = Outcome()
    api = PreUserRegistrationApi(outcome)
    api.access.deny("reason", "for people")
    assert outcome.denial == Denial(reason="reason", user_message="for people")
    api.validation.error("bad_name", "Bad name")
    assert outcome.denial == Denial(why=Why.INVALID, code="bad_name", reason="Bad name")
    exchange = CustomTokenExchangeApi(outcome)
    exchange.access.reject_invalid_subject_token("unknown")
    assert outcome.denial == Denial(why=Why.BAD_SUBJECT_TOKEN, reason="unknown")
    with pytest.raises(ValueError, match="'nope' is not a valid ErrorCode"):
        exchange.access.deny("nope", "x")
    with pytest.raises(ValueError, match="code must be one of invalid_scope"):
        CredentialsExchangeApi(outcome, ()).access.deny("access_denied", "x")
    with pytest.raises(TypeError, match="the reason must be a text; it is None"):
        a_post_login_api(outcome).access.deny(None)  # type: ignore[arg-type] # as a test might
