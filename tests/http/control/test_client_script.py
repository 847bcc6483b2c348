"""GET /_mock/client.js and client.d.ts."""

from mock_auth0.control import javascript
from tests.http.worlds import a_browser


def test_serves_the_module_to_every_origin() -> None:
    answer = a_browser().get("/_mock/client.js", headers={"origin": "https://anywhere.example"})
    assert (answer.status, answer.body.decode()) == (200, javascript.module())
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_serves_its_types() -> None:
    answer = a_browser().get("/_mock/client.d.ts")
    assert (answer.status, answer.body.decode()) == (200, javascript.types())
