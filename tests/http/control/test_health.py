"""GET /_mock/health."""

from importlib.metadata import version

from tests.http import worlds
from tests.http.browser import Answer


def test_says_that_it_serves_and_as_whom() -> None:
    answer = worlds.a_browser(address="http://auth0:1000").get("/_mock/health")
    assert answer == Answer(
        200,
        {
            "content-type": "application/json; charset=utf-8",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
            "pragma": "no-cache",
        },
        b'{"status":"ok","version":"%s","issuer":"http://auth0:1000/"}'
        % version("mock-auth0").encode(),
    )
