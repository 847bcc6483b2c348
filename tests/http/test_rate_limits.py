"""Rate limits, where the tenant has them."""

from datetime import timedelta

from tests.builders import NOON_SECONDS
from tests.http import expected
from tests.http.browser import Answer
from tests.http.worlds import a_browser, a_tenant

TOO_MANY = (
    "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset "
    "headers."
)


def limits(answer: Answer) -> dict[str, str]:
    return {
        name: value
        for name, value in answer.headers.items()
        if name.startswith("x-ratelimit-") or name == "retry-after"
    }


def test_are_not_there_by_default() -> None:
    browser = a_browser()
    for _ in range(20):
        assert limits(browser.get("/userinfo")) == {}


def test_count_down_and_refuse() -> None:
    browser = a_browser(rate_limits="free")
    for used in range(1, 11):
        answer = browser.get("/userinfo")
        assert answer.status == 401
        assert limits(answer) == {
            "x-ratelimit-limit": "10",
            "x-ratelimit-remaining": str(10 - used),
            "x-ratelimit-reset": str(NOON_SECONDS + 6 * used),
        }
    refused = browser.get("/userinfo")
    assert refused == expected.oauth_error(
        429,
        "too_many_requests",
        TOO_MANY,
        x_ratelimit_limit="10",
        x_ratelimit_remaining="0",
        x_ratelimit_reset=str(NOON_SECONDS + 60),
        retry_after="60",
    )


def test_let_in_again_as_time_passes() -> None:
    tenant = a_tenant(rate_limits="free")
    browser = a_browser(tenant)
    statuses = [browser.get("/userinfo").status for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    tenant.advance(timedelta(seconds=6))
    assert [browser.get("/userinfo").status for _ in range(2)] == [401, 429]


def test_count_each_token_for_itself() -> None:
    browser = a_browser(rate_limits="free")
    for _ in range(11):
        browser.get("/userinfo", headers={"authorization": "Bearer a.b.c"})
    other = browser.get("/userinfo", headers={"authorization": "Bearer d.e.f"})
    assert (other.status, limits(other)["x-ratelimit-remaining"]) == (401, "9")


def test_are_shown_as_a_page_where_errors_are() -> None:
    browser = a_browser(rate_limits="free")
    for _ in range(300):
        browser.get("/v2/logout")
    refused = browser.get("/v2/logout")
    assert refused == expected.error_page(
        refused,
        429,
        "too_many_requests",
        TOO_MANY,
        x_ratelimit_limit="300",
        x_ratelimit_remaining="0",
        x_ratelimit_reset=str(NOON_SECONDS + 60),
        retry_after="60",
    )


def test_spare_the_control_api() -> None:
    browser = a_browser(rate_limits="free")
    for _ in range(400):
        assert browser.get("/_mock/health").status == 200
