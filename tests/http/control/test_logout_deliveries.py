"""GET /_mock/logout-deliveries."""

from mock_auth0.model.logout_delivery import DeliveryStatus
from tests.builders import NOON_SECONDS, a_logout_delivery
from tests.http.worlds import a_browser, a_tenant


def test_tells_what_was_sent_to_whom_and_what_came_of_it() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    tenant.logout_deliveries.stop()
    tenant.logout_deliveries.put(a_logout_delivery(jti="1"))
    tenant.logout_deliveries.change(
        "1",
        status=DeliveryStatus.FAILED,
        attempts=3,
        response_status=500,
        error="the answer was 500",
    )

    answer = browser.get("/_mock/logout-deliveries")

    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json == {
        "logout_deliveries": [
            {
                "client_id": "web",
                "url": "https://app.example/backchannel-logout",
                "sid": "the-sid",
                "initiator": "rp-logout",
                "ended_at": "2025-06-02T12:00:00.000Z",
                "claims": {
                    "iss": "https://mock.example/",
                    "sub": "auth0|ada",
                    "aud": "web",
                    "iat": NOON_SECONDS,
                    "exp": NOON_SECONDS + 120,
                    "jti": "1",
                    "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
                    "trace_id": "0123456789abcdef",
                    "sid": "the-sid",
                },
                "status": "failed",
                "attempts": 3,
                "response_status": 500,
                "error": "the answer was 500",
            }
        ]
    }


def test_is_empty_at_first_and_after_a_reset() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    assert browser.get("/_mock/logout-deliveries").json == {"logout_deliveries": []}

    tenant.logout_deliveries.stop()
    tenant.logout_deliveries.put(a_logout_delivery(jti="1"))
    tenant.reset()

    assert browser.get("/_mock/logout-deliveries").json == {"logout_deliveries": []}
