"""POST /bc-authorize and its polling, as clients see them."""

import json

from tests.builders import SECRET, a_web_client
from tests.http.browser import Browser
from tests.http.expected import NEVER_CACHE, oauth_error
from tests.http.worlds import a_browser

GRANT_TYPE = "urn:openid:params:grant-type:ciba"
WEB = a_web_client(grant_types=frozenset({GRANT_TYPE}))
HINT = json.dumps({"format": "iss_sub", "iss": "http://localhost:1000/", "sub": "auth0|ada"})
ASKED = {
    "client_id": "web",
    "client_secret": SECRET,
    "scope": "openid",
    "binding_message": "1234",
    "login_hint": HINT,
}


def a_bank() -> Browser:
    return a_browser(seed={"clients": (WEB,)})


def test_answers_with_what_to_poll_with() -> None:
    answer = a_bank().post("/bc-authorize", ASKED)

    assert (answer.status, answer.headers["content-type"]) == (
        200,
        "application/json; charset=utf-8",
    )
    assert answer.json == {
        "auth_req_id": answer.json["auth_req_id"], "expires_in": 300, "interval": 5,
    }  # fmt: skip


def test_tells_a_client_that_polls_to_wait_and_to_slow_down() -> None:
    browser = a_bank()
    request = browser.post("/bc-authorize", ASKED).json["auth_req_id"]
    polled = {
        "grant_type": GRANT_TYPE, "client_id": "web", "client_secret": SECRET,
        "auth_req_id": request,
    }  # fmt: skip

    assert browser.post("/oauth/token", polled) == oauth_error(
        400, "authorization_pending", "The end-user authorization is pending"
    )
    slower = browser.post("/oauth/token", polled)
    assert (slower.status, slower.headers, slower.json) == (
        400,
        {
            "content-type": "application/json",
            "x-content-type-options": "nosniff",
            "cache-control": NEVER_CACHE,
            "retry-after": "10",
        },
        {
            "error": "slow_down",
            "error_description": "You are polling faster than allowed. Try again in 10 seconds.",
            "interval": 10,
        },
    )


def test_refuses_an_unknown_user() -> None:
    hint = HINT.replace("ada", "nobody")

    answer = a_bank().post("/bc-authorize", {**ASKED, "login_hint": hint})

    assert answer == oauth_error(400, "unknown_user_id", "User ID is malformed or unknown")
