"""HTTP archives, HAR 1.2."""

import re
from typing import Any

from mock_auth0.control import requests
from mock_auth0.control.world import World
from mock_auth0.version import version
from tests.builders import VERIFIER
from tests.http.worlds import a_browser, a_tenant, asked, log_in

REQUIRED = {
    "entry": {"startedDateTime", "time", "request", "response", "cache", "timings"},
    "request": {
        "method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize",
        "bodySize",
    },
    "response": {
        "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
        "headersSize", "bodySize",
    },
    "timings": {"send", "wait", "receive"},
}  # fmt: skip
"""The fields that the specification does not call optional."""


def archived(**wanted: Any) -> list[dict[str, Any]]:
    """A login, a refused form, JSON that is broken, and an unknown path."""
    tenant = a_tenant()
    browser = a_browser(tenant)
    log_in(browser)
    form = {"grant_type": "authorization_code", "client_id": "spa", "code": "x" * 40}
    browser.post("/oauth/token", {**form, "code_verifier": VERIFIER})
    browser.post("/oauth/token", json={"client_secret": "x" * 40, "a": [1]})
    browser.post("/oauth/token", body=b"\xff{", content_type="application/json")
    browser.get("/%C3%A4 %22")
    archive = requests.har(World(tenant, "http://localhost:1000/"), **wanted)
    assert [*archive] == ["log"]
    log = archive["log"]
    assert (log["version"], log["creator"]) == (
        "1.2",
        {"name": "mock-auth0", "version": version()},
    )
    entries: list[dict[str, Any]] = log["entries"]
    return entries


def test_has_what_the_specification_requires() -> None:
    for entry in archived():
        assert entry.keys() >= REQUIRED["entry"]
        assert entry["request"].keys() >= REQUIRED["request"]
        assert entry["response"].keys() >= REQUIRED["response"]
        assert entry["timings"].keys() >= REQUIRED["timings"]
        assert entry["response"]["content"].keys() >= {"size", "mimeType"}
        assert entry["request"].get("postData", {"mimeType": ""}).keys() >= {"mimeType"}
        assert entry["startedDateTime"] == "2025-06-02T12:00:00.000Z"
        assert entry["time"] == sum(entry["timings"].values())
        assert entry["request"]["url"].isascii()


def test_tells_a_redirect() -> None:
    resumed = archived(path="/authorize/resume")[0]
    assert resumed["response"]["status"] == 302
    assert resumed["response"]["statusText"] == "Found"
    location = resumed["response"]["redirectURL"]
    assert re.fullmatch(r"https://app\.example/cb\?code=.{4}…&state=x%20y/z", location)
    assert "text" not in resumed["response"]["content"]
    names = {each["name"]: each["value"] for each in resumed["request"]["cookies"]}
    assert names == {"did": "…", "auth0": "…"}


def test_tells_a_form() -> None:
    refused = archived(error="invalid_grant")[0]["request"]
    assert refused["url"] == "http://localhost:1000/oauth/token"
    assert refused["postData"] == {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [
            {"name": "grant_type", "value": "authorization_code"},
            {"name": "client_id", "value": "spa"},
            {"name": "code", "value": "xxxx…"},
            {"name": "code_verifier", "value": "dBjf…"},
        ],
        "text": "grant_type=authorization_code&client_id=spa&code=xxxx%E2%80%A6"
        "&code_verifier=dBjf%E2%80%A6",
    }


def test_tells_json() -> None:
    sent = archived(contains='"a": [1]')[0]
    assert sent["request"]["postData"] == {
        "mimeType": "application/json",
        "params": [],
        "text": '{"client_secret": "xxxx…", "a": [1]}',
    }
    assert sent["response"]["content"]["text"].startswith('{"error": "invalid_request"')


def test_leaves_out_what_cannot_be_read() -> None:
    broken = archived(error="invalid_body")[0]["request"]
    assert broken["postData"]["text"] == "{}"
    assert broken["bodySize"] == 2


def test_asks_of_one_query() -> None:
    first = archived(path="/authorize")[0]["request"]
    sent = {each["name"]: each["value"] for each in first["queryString"]}
    assert sent == asked(prompt="login")
    assert archived(path="/ä*")[0]["request"]["url"] == "http://localhost:1000/%C3%A4%20%22"


def test_takes_the_latest() -> None:
    assert len(archived(last=2)) == 2
