"""What a hook asks for is checked when it asks."""

from typing import Any

import pytest

from mock_auth0.hooks.apis import CredentialsExchangeApi
from mock_auth0.hooks.outcome import Outcome
from tests.hooks.builders import a_post_login_api

CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


def test_sets_claims_of_each_token(outcome: Outcome) -> None:
    api = a_post_login_api(outcome)
    api.id_token.set_custom_claim("https://acme.example/plan", "gold")
    api.id_token.set_custom_claim("https://acme.example/plan", ["gold", None])
    api.access_token.set_custom_claim("roles_of", {"a": 1})
    assert outcome.id_token_claims == {"https://acme.example/plan": ["gold", None]}
    assert outcome.access_token_claims == {"roles_of": {"a": 1}}


def test_what_is_set_is_a_copy(outcome: Outcome) -> None:
    value = ["a"]
    a_post_login_api(outcome).id_token.set_custom_claim("x", value)
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
        a_post_login_api(outcome).access_token.set_custom_claim(name, value)
    assert str(caught.value).startswith(error)
    assert outcome.access_token_claims == {}


def test_all_claims_together_are_bounded(outcome: Outcome) -> None:
    api = a_post_login_api(outcome)
    api.id_token.set_custom_claim("a", "y" * 60_000)
    with pytest.raises(ValueError, match="all custom claims together"):
        api.id_token.set_custom_claim("b", "y" * 60_000)
    assert [*outcome.id_token_claims] == ["a"]


def test_the_last_word_on_a_scope_counts(outcome: Outcome) -> None:
    token = a_post_login_api(outcome).access_token
    token.add_scope("read:notes")
    token.remove_scope("read:notes")
    token.remove_scope("email")
    token.add_scope("email")
    token.add_scope("admin")
    token.remove_scope("profile")
    assert outcome.scope_of(("openid", "profile", "email")) == ("openid", "email", "admin")


def test_metadata_is_kept_until_all_have_run(outcome: Outcome) -> None:
    user = a_post_login_api(outcome).user
    user.set_user_metadata("theme", "dark")
    user.set_app_metadata("seen", None)
    assert (outcome.user_metadata, outcome.app_metadata) == ({"theme": "dark"}, {"seen": None})


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
