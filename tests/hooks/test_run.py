"""Running hooks: whatever they do, nothing but an outcome comes of it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from mock_auth0.hooks.apis import PasswordResetApi
from mock_auth0.hooks.event import Event
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from mock_auth0.hooks.run import run
from mock_auth0.model.hook import Hook, Trigger
from tests.hooks.builders import an_event


def a_hook(function: Callable[[Any, Any], object], name: str = "h", **changes: Any) -> Hook:
    return Hook(trigger=Trigger.PASSWORD_RESET_POST_CHALLENGE, name=name, run=function, **changes)


def outcome_of(*hooks: Hook) -> tuple[Outcome, list[str]]:
    outcome = Outcome()
    ran = run(hooks, outcome, lambda _: an_event(), lambda outcome, _: PasswordResetApi(outcome))
    return outcome, [each.name for each in ran]


def test_runs_them_in_order() -> None:
    seen: list[str] = []
    hooks = [a_hook(lambda *_, name=name: seen.append(name), name) for name in ("a", "b", "c")]
    assert outcome_of(*hooks) == (Outcome(), ["a", "b", "c"])
    assert seen == ["a", "b", "c"]


def test_stops_behind_the_one_that_denies() -> None:
    denies = a_hook(lambda _, api: api.access.deny("Not today"), "denies")
    outcome, ran = outcome_of(denies, a_hook(lambda *_: None, "late"))
    assert (outcome.denial, ran) == (Denial(reason="Not today"), ["denies"])


def test_gives_each_an_event_of_its_own_and_its_secrets() -> None:
    seen: list[object] = []

    def vandal(event: Event, _: object) -> None:
        seen.append(event.secrets)
        assert event.user is not None
        event.user.app_metadata["plan"] = "none"
        event.user = None
        event.secrets["key"] = "changed"

    def late(event: Event, _: object) -> None:
        assert event.user is not None
        seen.append((event.user.app_metadata, event.secrets))

    outcome, _ = outcome_of(a_hook(vandal, secrets={"key": "s3cret"}), a_hook(late))
    assert outcome.denial is None
    assert seen == [{"key": "changed"}, ({"plan": "gold"}, {})]


class Rude(Exception):  # noqa: N818
    """Its text cannot be had."""

    def __str__(self) -> str:
        raise RuntimeError("no")


def raising(error: BaseException) -> Callable[[Any, Any], object]:
    def function(*_: object) -> None:
        raise error

    return function


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RuntimeError("the CRM is down"), "the CRM is down"),
        (RuntimeError(), "RuntimeError"),
        (RuntimeError("two\r\nlines\x00"), "two  lines"),
        (RuntimeError("x" * 5000), "x" * 1000),
        (Rude(), "Rude"),
        (AssertionError("a test's own"), "a test's own"),
        (SystemExit(3), "3"),
        (GeneratorExit(), "GeneratorExit"),
        (RecursionError("too deep"), "too deep"),
    ],
    ids=["text", "empty", "lines", "long", "rude", "assertion", "exit", "generator", "deep"],
)
def test_what_one_raises_denies_and_is_logged(
    error: BaseException, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "mock_auth0"):
        outcome, ran = outcome_of(a_hook(raising(error), "bad"), a_hook(lambda *_: None))
    assert outcome.denial == Denial(why=Why.FAILED, reason=reason)
    assert ran == ["bad"]
    (record,) = caplog.records
    assert record.getMessage() == "the hook 'bad' (password-reset-post-challenge) failed"
    assert record.exc_info is not None


def test_the_interrupt_of_a_terminal_goes_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        outcome_of(a_hook(raising(KeyboardInterrupt())))


def test_refuses_a_coroutine() -> None:
    async def late() -> None: ...

    outcome, _ = outcome_of(a_hook(lambda *_: late()))
    assert outcome.denial == Denial(
        why=Why.FAILED, reason="a hook is a plain function: write def, not async def"
    )


def test_a_method_that_does_not_exist_says_which_do() -> None:
    outcome, _ = outcome_of(a_hook(lambda _, api: api.access.dney("x")))
    assert outcome.denial == Denial(
        why=Why.FAILED, reason="mock-auth0 has no dney here; did you mean deny?"
    )


def test_a_group_that_does_not_exist_says_which_do() -> None:
    outcome, _ = outcome_of(a_hook(lambda _, api: api.cache.get("x")))
    assert outcome.denial == Denial(
        why=Why.FAILED, reason="mock-auth0 has no cache here; there are access"
    )
