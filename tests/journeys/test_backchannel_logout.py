"""A session ends, and the applications hear of it on their sockets."""

import json
import socket
import time
from pathlib import Path
from urllib.request import urlopen

import trustme
from jose import jwt as jose

from mock_auth0 import MockAuth0
from mock_auth0.model.logout_delivery import DeliveryStatus
from tests.answers import claims_of
from tests.journeys.conftest import StartMock
from tests.journeys.mock_process import SOON
from tests.receiver import a_receiver

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def listeners(**urls: str) -> str:
    """A tenant file with an application for each URL."""
    clients = [
        {
            "name": name,
            "client_id": name,
            "app_type": "spa",
            "callbacks": ["http://localhost/callback"],
            "oidc_logout": {"backchannel_logout_urls": [url]},
        }
        for name, url in urls.items()
    ]
    return json.dumps(
        {
            "clients": clients,
            "users": [{"email": "ada@example.com"}],
            "resourceServers": [{"identifier": "https://api.example/"}],
        }
    )


def test_a_logout_without_a_browser_reaches_who_is_alive() -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead, a_receiver(204) as receiver:
        port = dead.getsockname()[1]
        tenant = listeners(live=receiver.url, dead=f"http://127.0.0.1:{port}/")
        with MockAuth0(tenant=tenant) as auth0:
            identities = {
                name: claims_of(auth0.log_in("ada@example.com", client=name).id_token or "")
                for name in ("live", "dead")
            }

            began = time.monotonic()
            auth0.log_out("ada@example.com")
            delivery = auth0.logout_deliveries.wait_for(client_id="live")
            assert time.monotonic() - began < SOON

            assert delivery.status is DeliveryStatus.DELIVERED
            (form,) = receiver.forms
            with urlopen(f"{auth0.url}/.well-known/jwks.json") as answer:
                keys = json.load(answer)
            claims = jose.decode(
                form["logout_token"], keys, ["RS256"], audience="live", issuer=auth0.issuer
            )
            assert claims["sid"] == identities["live"]["sid"]
            assert claims["events"] == {EVENT: {}}
            pending = [each.client_id for each in auth0.logout_deliveries if each.attempts == 0]
            assert pending == ["dead"]

            began = time.monotonic()
        assert time.monotonic() - began < SOON


def test_a_process_of_its_own_tells_them_too(
    start_mock: StartMock, free_port: int, tmp_path: Path
) -> None:
    certificate = trustme.CA().issue_cert("localhost")
    with a_receiver(500, 200, certificate=certificate) as receiver:
        file = tmp_path / "tenant.json"
        tenant = json.loads(listeners(live=receiver.url))
        tenant["mock"] = {"auto_login": "ada@example.com"}
        file.write_text(json.dumps(tenant))
        url = f"http://localhost:{free_port}"
        mock = start_mock("serve", "--port", str(free_port), "--tenant", str(file))
        mock.wait_until_up(url)

        _log_in_and_out(url)

        deadline = time.monotonic() + 10
        while True:
            with urlopen(f"{url}/_mock/logout-deliveries") as answer:
                (delivery,) = json.load(answer)
            if delivery["status"] != "pending":
                break
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert (delivery["status"], delivery["attempts"]) == ("delivered", 2)
        claims = claims_of(receiver.forms[1]["logout_token"])
        assert (delivery["jti"], delivery["sid"]) == (claims["jti"], claims["sid"])
        # An attempt again is the same token again.
        assert receiver.forms[0] == receiver.forms[1]


def _log_in_and_out(url: str) -> None:
    import httpx

    from mock_auth0.oauth import pkce

    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    asked = {
        "response_type": "code",
        "client_id": "live",
        "redirect_uri": "http://localhost/callback",
        "scope": "openid",
        "code_challenge": pkce.transform(verifier),
        "code_challenge_method": "S256",
    }
    with httpx.Client(base_url=url) as browser:
        answer = browser.get("/authorize", params=asked)
        tokens = browser.post(
            "/oauth/token",
            data={
                "grant_type": "authorization_code",
                "client_id": "live",
                "redirect_uri": "http://localhost/callback",
                "code": httpx.URL(answer.headers["location"]).params["code"],
                "code_verifier": verifier,
            },
        ).json()
        answer = browser.get("/oidc/logout", params={"id_token_hint": tokens["id_token"]})
        assert answer.headers["location"] == "/u/logout-complete"
