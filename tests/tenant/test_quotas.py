"""Token quotas: what is counted, when it starts over, what the headers say."""

import pytest

from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.quotas import Holder, Quotas
from tests.builders import DAY, HOUR, MINUTE, NOON, NOON_SECONDS, SECOND


def a_holder(kind: str = "Client", **quota: int | bool) -> Holder:
    return Holder(kind=kind, holder_id="web", quota=TokenQuota(**quota))  # type: ignore[arg-type] - by name


BOTH = a_holder(per_hour=2, per_day=3)


def test_tells_what_is_left() -> None:
    quotas = Quotas()

    assert quotas.take((BOTH,), NOON + MINUTE) == (
        (
            "Auth0-Client-Quota-Limit",
            "b=per_hour;q=2;r=1;t=3540,b=per_day;q=3;r=2;t=43140",
        ),
    )
    assert quotas.take((BOTH,), NOON + 2 * MINUTE) == (
        (
            "Auth0-Client-Quota-Limit",
            "b=per_hour;q=2;r=0;t=3480,b=per_day;q=3;r=1;t=43080",
        ),
    )


def test_refuses_what_is_over() -> None:
    quotas = Quotas()
    for _ in range(2):
        quotas.take((BOTH,), NOON + MINUTE)

    with pytest.raises(OAuthError) as caught:
        quotas.take((BOTH,), NOON + MINUTE)

    error = caught.value
    assert (error.code, error.description, error.status, error.headers) == (
        "too_many_requests",
        "Client quota exceeded",
        429,
        (
            (
                "Auth0-Client-Quota-Limit",
                "b=per_hour;q=2;r=0;t=3540,b=per_day;q=3;r=1;t=43140",
            ),
            ("X-RateLimit-Limit", "2"),
            ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", str(NOON_SECONDS + 3600)),
            ("Retry-After", "3540"),
        ),
    )


def test_starts_over_with_the_hour_and_with_the_day() -> None:
    quotas = Quotas()
    for _ in range(2):
        quotas.take((BOTH,), NOON)
    quotas.take((BOTH,), NOON + HOUR)  # the third of the day

    with pytest.raises(OAuthError) as caught:
        quotas.take((BOTH,), NOON + 2 * HOUR)
    assert dict(caught.value.headers)["Retry-After"] == str(10 * 3600)
    quotas.take((BOTH,), NOON + DAY / 2)


def test_lets_pass_what_is_only_counted() -> None:
    quotas = Quotas()
    holder = a_holder(per_hour=1, enforce=False)

    for _ in range(3):
        headers = quotas.take((holder,), NOON)
    assert headers == (("Auth0-Client-Quota-Limit", "b=per_hour;q=1;r=0;t=3600"),)


def test_counts_for_nobody_what_one_of_two_refuses() -> None:
    quotas = Quotas()
    client, organization = a_holder(per_hour=5), a_holder("Organization", per_day=1)
    quotas.take((client, organization), NOON)

    with pytest.raises(OAuthError) as caught:
        quotas.take((client, organization), NOON)

    assert caught.value.description == "Organization quota exceeded"
    assert caught.value.headers[0] == (
        "Auth0-Organization-Quota-Limit",
        "b=per_day;q=1;r=0;t=43200",
    )
    assert quotas.take((client,), NOON) == (
        ("Auth0-Client-Quota-Limit", "b=per_hour;q=5;r=3;t=3600"),
    )


def test_never_says_to_wait_no_time() -> None:
    quotas = Quotas()
    holder = a_holder(per_hour=1)
    late = NOON + HOUR - SECOND / 1000
    quotas.take((holder,), late)

    with pytest.raises(OAuthError) as caught:
        quotas.take((holder,), late)
    assert dict(caught.value.headers)["Retry-After"] == "1"


def test_forgets_with_a_reset() -> None:
    quotas = Quotas()
    holder = a_holder(per_hour=1)
    quotas.take((holder,), NOON)
    quotas.restore(Quotas().image())

    assert quotas.take((holder,), NOON)
