"""What auth0.js and Lock ask on the way."""

import pytest

from tests.http.worlds import a_browser, log_in


def test_tells_who_is_logged_in() -> None:
    browser = a_browser()
    assert browser.get("/user/ssodata").json == {"sso": False}
    log_in(browser)
    assert browser.get("/user/ssodata?ldaps=1&client_id=spa").json == {
        "sso": True,
        "lastUsedConnection": {"name": "Username-Password-Authentication", "strategy": "auth0"},
        "lastUsedUsername": "ada@example.com",
        "lastUsedUserID": "auth0|ada",
        "sessionClients": [],
    }


def test_tells_a_script_of_the_client_with_credentials() -> None:
    answer = a_browser().get("/user/ssodata", headers={"origin": "https://app.example"})
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    assert answer.headers["access-control-allow-credentials"] == "true"
    other = a_browser().get("/user/ssodata", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def test_tells_a_country() -> None:
    assert a_browser().get("/user/geoloc/country").json == {
        "country_code": "US",
        "country_code3": "USA",
        "country_name": "United States",
    }


@pytest.mark.parametrize(
    "path",
    [
        "/usernamepassword/challenge",
        "/dbconnections/signup/challenge",
        "/dbconnections/change_password/challenge",
        "/passwordless/challenge",
    ],
)
def test_asks_for_no_captcha(path: str) -> None:
    answer = a_browser().post(path, json={"state": "x"})
    assert (answer.status, answer.json) == (200, {"required": False})
