"""Running hooks, one after the other; whatever they do, the server goes on.

Auth0: Actions > Actions Limitations

They run where the requests run, so a hook that waits makes everybody wait.
"""

import inspect
import logging
from collections.abc import Callable, Iterable

from mock_auth0.hooks import rules
from mock_auth0.hooks.apis import Api
from mock_auth0.hooks.event import Event
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from mock_auth0.model.hook import Hook

log = logging.getLogger("mock_auth0")

_LONGEST_TEXT = 1000


def run(
    hooks: Iterable[Hook],
    outcome: Outcome,
    event_of: Callable[[Outcome], Event],
    api_of: Callable[[Outcome, Event], Api],
) -> list[Hook]:
    """Run them until one denies, fails or sends the browser away; those that ran."""
    ran = []
    for hook in hooks:
        run_one(hook, outcome, event_of, api_of)
        ran.append(hook)
        if outcome.is_final:
            break
    return ran


def run_one(
    hook: Hook,
    outcome: Outcome,
    event_of: Callable[[Outcome], Event],
    api_of: Callable[[Outcome, Event], Api],
    *,
    goes_on: bool = False,
) -> None:
    """Run one; ``goes_on``: what it has for a browser that is back. What it raises is a denial."""
    event = event_of(outcome)
    event.secrets = dict(hook.secrets)
    try:
        _call(hook, event, api_of(outcome, event), goes_on=goes_on)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # Also what a test's assertion raises; the server's thread must not end by it.
        log.exception("the hook %r (%s) failed", hook.name, hook.trigger)
        outcome.redirect = None
        outcome.denial = Denial(why=Why.FAILED, reason=_text_of(error))


def _call(hook: Hook, event: Event, api: Api, *, goes_on: bool) -> None:
    if hook.rule is not None:
        if rules.fits(hook.rule, event):
            actions = hook.rule.on_continue if goes_on else hook.rule.then
            rules.carry_out(actions, event, api)
        return
    function = hook.on_continue if goes_on else hook.run
    result = function(event, api) if function else None
    if inspect.iscoroutine(result):
        result.close()
        raise TypeError("a hook is a plain function: write def, not async def")


def _text_of(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a hook's exception may do anything
        text = ""
    printable = "".join(each if each.isprintable() else " " for each in text[:_LONGEST_TEXT])
    return printable.strip() or type(error).__name__
