"""What a test asserts about the requests, and what it reads when that does not hold."""

from collections.abc import Sequence
from http import HTTPStatus

from mock_auth0.control.request_filter import RequestFilter
from mock_auth0.control.world import World
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.fault import fits
from mock_auth0.model.recorded_request import OK, RecordedRequest
from mock_auth0.tenant import recorded
from mock_auth0.tenant.journal import View

STEPS = frozenset(
    {
        "authorization_pending", "slow_down", "use_dpop_nonce", "mfa_required",
        "login_required", "consent_required", "interaction_required", "account_selection_required",
    }
)  # fmt: skip
"""Refusals by which a protocol goes on."""

_OF_BROWSERS = ("/favicon.ico", "/apple-touch-icon*", "/.well-known/appspecific/*")
"""What they ask for by themselves."""
_LISTED = 10
_NEAREST = 3
_LOOKED_AT = 500
"""Requests among which the nearest are sought, the latest first."""


def called(
    world: World,
    wanted: RequestFilter,
    times: int | None,
    at_least: int | None,
    at_most: int | None,
) -> None:
    """Raises `AssertionError` unless such requests came so often."""
    for number in (times, at_least, at_most):
        if number is not None and number < 0:
            raise ValueError("times, at_least and at_most are numbers from 0")
    if times is at_least is at_most is None:
        at_least = 1
    found = wanted.select(world.tenant.journal.view(View.REQUESTS))
    bounds = [
        f"{name} {number}"
        for name, number, holds in (
            ("exactly", times, len(found) == times),
            ("at least", at_least, at_least is None or len(found) >= at_least),
            ("at most", at_most, at_most is None or len(found) <= at_most),
        )
        if number is not None and not holds
    ]
    if bounds:
        raise AssertionError(_shortfall(world, wanted, found, " and ".join(bounds)))


def nothing_unexpected(world: World, expected: Sequence[str]) -> None:
    """Raises `AssertionError` for a refusal, or a path that nobody serves."""
    found = [
        each
        for each in world.tenant.journal.view(View.REQUESTS)
        if (code := recorded.outcome(each)) != OK
        and code not in STEPS
        and not (each.status == HTTPStatus.NOT_FOUND and _fits_any(_OF_BROWSERS, each.path))
        and not _fits_any(expected, each.path)
        and not _fits_any(expected, code)
    ]
    if found:
        lines = [_explained(recorded.read(each)) for each in found[:_LISTED]]
        more = [f"… and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
        what = "1 request was" if len(found) == 1 else f"{len(found)} requests were"
        raise AssertionError("\n  ".join([f"{what} not as expected:", *lines, *more]))


def nearest(world: World, wanted: RequestFilter) -> str:
    """The requests that come nearest to what is wanted, and in what they differ; else their lack.

    It begins with a line break, or with "; ".
    """
    missed = [
        (len(differences), recorded.read(each), differences)
        for each in [*world.tenant.journal.view(View.REQUESTS)][-_LOOKED_AT:]
        if (differences := wanted.differences(recorded.read(each)))
    ]
    if not missed:
        is_off = not world.tenant.journal.size
        return "; the journal is switched off (journal=0)" if is_off else "; no other request came"
    # Of equals the latest: a test ends with what it is about.
    missed.sort(key=lambda each: (each[0], -each[1].number))
    lines = [
        f"{_explained(shown)} — {', '.join(differences)}"
        for _, shown, differences in missed[:_NEAREST]
    ]
    return "\n".join(["\nnearest:", *(f"  {line}" for line in lines)])


def _shortfall(world: World, wanted: RequestFilter, found: list[Exchange], bounds: str) -> str:
    came = {0: "none came", 1: "1 came"}.get(len(found), f"{len(found)} came")
    described = "request" if bounds.endswith(" 1") else "requests"
    described += f" with {wanted}" if wanted.criteria else ""
    text = f"{bounds} {described}, but {came}"
    lines = [str(recorded.read(each)) for each in found[:_LISTED]]
    text += "".join(f"\n  {line}" for line in lines)
    if len(found) > _LISTED:
        text += f"\n  … and {len(found) - _LISTED} more"
    is_too_few = not bounds.startswith("at most") and "exactly 0" not in bounds
    return text + (nearest(world, wanted) if is_too_few else "")


def _explained(shown: RecordedRequest) -> str:
    return f"{shown} ({shown.explanation})" if shown.explanation else str(shown)


def _fits_any(patterns: Sequence[str], text: str) -> bool:
    return any(fits(pattern, text) for pattern in patterns)
