"""What a hook asks for is checked when it asks."""

from typing import Any

import pytest

from mock_auth0.hooks.apis import (
    CredentialsExchangeApi,
    CustomTokenExchangeApi,
    PostLoginApi,
    PreUserRegistrationApi,
)
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from mock_auth0.hooks.redirect import Redirect
from tests.builders import ISSUER, NOON_SECONDS
from tests.hooks.builders import an_event

CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


def post_login(outcome: Outcome) -> PostLoginApi:
    redirect = Redirect(
        outcome, an_event(), issuer=ISSUER, now=NOON_SECONDS, state="s", is_possible=True
    )
    return PostLoginApi(outcome, redirect)


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


def test_sets_claims_of_each_token(outcome: Outcome) -> None:
    api = post_login(outcome)
    api.id_token.set_custom_claim("https://acme.example/plan", "gold")
    api.id_token.set_custom_claim("https://acme.example/plan", ["gold", None])
    api.access_token.set_custom_claim("roles_of", {"a": 1})
    assert outcome.id_token_claims == {"https://acme.example/plan": ["gold", None]}
    assert outcome.access_token_claims == {"roles_of": {"a": 1}}


def test_what_is_set_is_a_copy(outcome: Outcome) -> None:
    value = ["a"]
    post_login(outcome).id_token.set_custom_claim("x", value)
    value.append("b")
    assert outcome.id_token_claims == {"x": ["a"]}


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("", 1, "the name of a claim must be a text; it is ''"),
        (None, 1, "the name of a claim must be a text; it is None"),
        (7, 1, "the name of a claim must be a text; it is 7"),
        ("x", {1, 2}, "the claim 'x' is no JSON: Object of type set is not JSON serializable"),
        ("x", float("nan"), "the claim 'x' is no JSON: Out of range float values"),
        ("x", CIRCLE, "the claim 'x' is no JSON: Circular reference detected"),
        ("x", "y" * 100_000, "the claim 'x' has more than 100,000 bytes"),
    ],
)
def test_refuses_what_no_token_can_have(
    outcome: Outcome, name: Any, value: Any, error: str
) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        post_login(outcome).access_token.set_custom_claim(name, value)
    assert str(caught.value).startswith(error)
    assert outcome.access_token_claims == {}


def test_all_claims_together_are_bounded(outcome: Outcome) -> None:
    api = post_login(outcome)
    api.id_token.set_custom_claim("a", "y" * 60_000)
    with pytest.raises(ValueError, match="all custom claims together"):
        api.id_token.set_custom_claim("b", "y" * 60_000)
    assert [*outcome.id_token_claims] == ["a"]


def test_the_last_word_on_a_scope_counts(outcome: Outcome) -> None:
    token = post_login(outcome).access_token
    token.add_scope("read:notes")
    token.remove_scope("read:notes")
    token.remove_scope("email")
    token.add_scope("email")
    token.add_scope("admin")
    token.remove_scope("profile")
    assert outcome.scope_of(("openid", "profile", "email")) == ("openid", "email", "admin")


@pytest.mark.parametrize(
    ("provider", "remembers", "wanted"),
    [("any", True, (True, False)), ("duo", False, (True, True)), ("none", False, (False, False))],
)
def test_a_second_factor(
    outcome: Outcome, provider: str, remembers: bool, wanted: tuple[bool, bool]
) -> None:
    post_login(outcome).multifactor.enable(provider, allow_remember_browser=remembers)
    assert (outcome.demands_mfa, outcome.demands_fresh_mfa) == wanted


def test_a_second_factor_by_name(outcome: Outcome) -> None:
    api = post_login(outcome)
    api.authentication.challenge_with({"type": "otp"}, additional_factors=[{"type": "phone"}])
    assert outcome.demands_mfa
    with pytest.raises(ValueError, match="a factor is"):
        api.authentication.enroll_with_any([{"type": "magic"}])
    with pytest.raises(ValueError, match="provider must be one of any, none"):
        api.multifactor.enable("magic")


def test_metadata_is_kept_until_all_have_run(outcome: Outcome) -> None:
    user = post_login(outcome).user
    user.set_user_metadata("theme", "dark")
    user.set_app_metadata("seen", None)
    assert (outcome.user_metadata, outcome.app_metadata) == ({"theme": "dark"}, {"seen": None})


def test_denials(outcome: Outcome) -> None:
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
        post_login(outcome).access.deny(None)  # type: ignore[arg-type] # as a test might


def test_target_scopes(outcome: Outcome) -> None:
    granted = ("read:notes", "write:notes")
    transaction = CredentialsExchangeApi(outcome, granted).transaction
    transaction.remove_target_scope("write:notes")
    transaction.add_target_scope("admin")
    assert outcome.scope_of(granted) == ("read:notes", "admin")
    transaction.clear_target_scopes()
    assert outcome.scope_of(granted) == ()
    transaction.set_target_scopes(["write:notes"])
    assert outcome.scope_of(granted) == ("write:notes",)
