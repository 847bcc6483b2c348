"""GET /_mock/ca.pem."""

import asyncio
from types import SimpleNamespace
from typing import Any

from tests.http import worlds
from tests.http.browser import Answer, exchange

PEM = b"-----BEGIN CERTIFICATE-----\n"


def asked(state: dict[str, Any]) -> Answer:
    """What a server answers that puts this into the state of its requests."""
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/_mock/ca.pem",
        "query_string": b"",
        "headers": [(b"host", b"localhost:1000")],
        "state": state,
    }
    return asyncio.run(exchange(worlds.a_browser().app, scope))


def test_is_the_certificate_to_trust() -> None:
    tls = SimpleNamespace(credentials=SimpleNamespace(ca_pem=PEM))
    assert asked({"tls": tls}) == Answer(
        200,
        {
            "content-type": "application/x-x509-ca-cert",
            "content-disposition": 'attachment; filename="mock-auth0-ca.pem"',
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
            "pragma": "no-cache",
        },
        PEM,
    )


def test_there_is_none_without_tls() -> None:
    for answer in (asked({"tls": None}), worlds.a_browser().get("/_mock/ca.pem")):
        assert (answer.status, answer.json) == (
            404,
            {
                "statusCode": 404,
                "error": "Not Found",
                "message": "this server speaks no https; --https-port switches it on",
            },
        )
