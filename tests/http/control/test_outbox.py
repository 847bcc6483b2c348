"""/_mock/outbox: the mails as JSON and as a page."""

import asyncio
import json
from typing import Any

import pytest

from mock_auth0.app import create_app
from mock_auth0.model.mail import Mail
from mock_auth0.tenant import mails
from mock_auth0.tenant.outbox import Wanted
from mock_auth0.tenant.tenant import Tenant
from tests.builders import MINUTE
from tests.http.browser import exchange
from tests.http.worlds import ADA, SPA, a_browser, a_tenant

BASE = "http://localhost:1000/"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


def send(tenant: Tenant, kind: str = "verify_email", **options: Any) -> Mail:
    mail = getattr(mails, kind)(tenant, ADA, base_url=BASE, client=SPA, **options)
    assert isinstance(mail, Mail)
    return mail


class TestJson:
    def test_has_link_and_code(self, tenant: Tenant) -> None:
        reset, code = send(tenant, "password_reset"), send(tenant, "mfa_code", code="123456")
        answer = a_browser(tenant).get("/_mock/outbox")
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        assert answer.json == [
            {
                "id": code.mail_id,
                "kind": "mfa_code",
                "to": "ada@example.com",
                "from": "My SPA <no-reply@auth0user.net>",
                "subject": "Your verification code",
                "link": None,
                "code": "123456",
                "text": code.text,
                "html": code.html,
                "user_id": "auth0|ada",
                "client_id": "spa",
                "sent_at": "2025-06-02T12:00:00.000Z",
            },
            {
                "id": reset.mail_id,
                "kind": "password_reset",
                "to": "ada@example.com",
                "from": "My SPA <no-reply@auth0user.net>",
                "subject": "Reset your password",
                "link": reset.link,
                "code": None,
                "text": reset.text,
                "html": reset.html,
                "user_id": "auth0|ada",
                "client_id": "spa",
                "sent_at": "2025-06-02T12:00:00.000Z",
            },
        ]

    @pytest.mark.parametrize(
        ("query", "kinds"),
        [
            ({}, ["password_reset", "verify_email"]),
            ({"kind": "verify_email"}, ["verify_email"]),
            ({"to": "ADA@example.com", "subject": "RESET"}, ["password_reset"]),
            ({"to": "bo@example.com"}, []),
            ({"since": "2025-06-02T12:01:00.000Z"}, ["password_reset"]),
            ({"since": "2025-06-02T12:01:00"}, ["password_reset"]),
            ({"since": "2025-06-02T14:02:00+02:00"}, []),
            ({"wait": "0.01", "kind": "welcome_email"}, []),
        ],
    )
    def test_lists_what_is_wanted(
        self, tenant: Tenant, query: dict[str, str], kinds: list[str]
    ) -> None:
        send(tenant)
        tenant.advance(MINUTE)
        send(tenant, "password_reset")
        answer = a_browser(tenant).get("/_mock/outbox", **query)
        assert [mail["kind"] for mail in answer.json] == kinds

    def test_shows_one(self, tenant: Tenant) -> None:
        mail = send(tenant)
        browser = a_browser(tenant)
        assert (
            browser.get(f"/_mock/outbox/{mail.mail_id}").json
            == (browser.get("/_mock/outbox").json[0])
        )

    @pytest.mark.parametrize("name", ["nope", "x" * 5000, "%F0%9F%93%AC", "%ff"])
    def test_knows_no_other(self, tenant: Tenant, name: str) -> None:
        for path in (f"/_mock/outbox/{name}", f"/_mock/outbox/{name}/html"):
            answer = a_browser(tenant).get(path)
            assert (answer.status, answer.json) == (
                404,
                {
                    "error": "not_found",
                    "error_description": "no such mail: a reset and newer ones push them out",
                },
            )

    def test_is_emptied(self, tenant: Tenant) -> None:
        send(tenant)
        browser = a_browser(tenant)
        assert browser.ask("DELETE", "/_mock/outbox").status == 204
        assert browser.get("/_mock/outbox").json == []

    @pytest.mark.parametrize(
        ("query", "description"),
        [
            ("kind=verify_mail", "unknown kind: verify_mail; did you mean verify_email?"),
            (
                "since=yesterday",
                "outbox.find: since: input should be a valid datetime or date, input is too short",
            ),
            (
                "wait=soon",
                "outbox.find: wait: input should be a valid number, "
                "unable to parse string as a number",
            ),
            ("wait=-1", "wait from 0 to 300 seconds, not -1"),
            ("wait=301", "wait from 0 to 300 seconds, not 301"),
            ("wait=nan", "wait from 0 to 300 seconds, not nan"),
            (
                "recipient=a",
                "outbox.find: unknown field 'recipient'; it takes to, kind, subject, since, wait",
            ),
            ("to=a&to=b", "Invalid parameter: to must be a string"),
        ],
    )
    def test_refuses_what_it_cannot_read(
        self, tenant: Tenant, query: str, description: str
    ) -> None:
        answer = a_browser(tenant).get(f"/_mock/outbox?{query}")
        assert (answer.status, answer.json) == (
            400,
            {"error": "invalid_request", "error_description": description},
        )

    def test_takes_no_other_method(self, tenant: Tenant) -> None:
        answer = a_browser(tenant).post("/_mock/outbox", {})
        assert (answer.status, answer.headers["allow"]) == (405, "DELETE, GET")


class TestWaiting:
    """On one loop with the requests that wait."""

    @staticmethod
    def scope(query: bytes) -> dict[str, Any]:
        return {
            "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": "/_mock/outbox", "raw_path": b"/_mock/outbox", "query_string": query,
            "root_path": "", "headers": [(b"host", b"localhost:1000")],
            "server": ("127.0.0.1", 1000), "client": ("127.0.0.1", 50000),
        }  # fmt: skip

    @staticmethod
    async def waiting(tenant: Tenant, count: int = 1) -> None:
        for _ in range(10_000):
            if tenant.outbox.listeners == count:
                return
            await asyncio.sleep(0)
        pytest.fail("nobody waits")

    async def ask(self, app: Any, query: bytes, gone: asyncio.Event) -> Any:
        """The answer of a client that stays until ``gone``."""
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not sent and not gone.is_set():
                await gone.wait()
            return {"type": "http.disconnect"}

        async def send_(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(self.scope(query), receive, send_)
        return json.loads(sent[1]["body"]) if sent else None

    def test_answers_as_soon_as_the_mail_comes(self, tenant: Tenant) -> None:
        async def scene() -> Any:
            app = create_app(tenant)
            query = b"wait=60&kind=password_reset"
            asked = asyncio.ensure_future(self.ask(app, query, asyncio.Event()))
            await self.waiting(tenant)
            send(tenant)
            for _ in range(5):
                await asyncio.sleep(0)
            assert not asked.done()
            send(tenant, "password_reset")
            return await asked

        answer = asyncio.run(asyncio.wait_for(scene(), 30))
        assert [mail["kind"] for mail in answer] == ["password_reset"]
        assert tenant.outbox.listeners == 0

    def test_hears_of_mails_from_another_thread(self, tenant: Tenant) -> None:
        async def scene() -> Any:
            asked = asyncio.ensure_future(self.ask(create_app(tenant), b"wait=60", asyncio.Event()))
            await self.waiting(tenant)
            await asyncio.to_thread(send, tenant)
            return await asked

        assert len(asyncio.run(asyncio.wait_for(scene(), 30))) == 1

    def test_ends_when_the_client_has_gone(self, tenant: Tenant) -> None:
        async def scene() -> None:
            gone = asyncio.Event()
            asked = asyncio.ensure_future(self.ask(create_app(tenant), b"wait=60", gone))
            await self.waiting(tenant)
            gone.set()
            await asked

        asyncio.run(asyncio.wait_for(scene(), 30))
        assert tenant.outbox.listeners == 0

    def test_answers_at_once_with_what_is_there(self, tenant: Tenant) -> None:
        send(tenant)
        answer = asyncio.run(exchange(create_app(tenant), self.scope(b"wait=60")))
        assert len(answer.json) == 1

    def test_so_many_may_wait(self, tenant: Tenant) -> None:
        async def scene() -> Any:
            app, gone = create_app(tenant), asyncio.Event()
            waiting = [asyncio.ensure_future(self.ask(app, b"wait=60", gone)) for _ in range(200)]
            await self.waiting(tenant, 200)
            refused = await self.ask(app, b"wait=60", gone)
            gone.set()
            await asyncio.gather(*waiting)
            return refused

        assert asyncio.run(asyncio.wait_for(scene(), 30)) == {
            "error": "too_many_requests",
            "error_description": "200 requests wait for mails already",
        }
        assert tenant.outbox.listeners == 0


class TestPage:
    def test_lists_the_mails(self, tenant: Tenant) -> None:
        mail = send(tenant)
        answer = a_browser(tenant).get("/_mock/outbox", headers=HTML)
        body = answer.body.decode()
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<a href="/_mock/outbox/{mail.mail_id}">' in body
        assert "Pick a mail to read it." in body
        assert "<iframe" not in body

    def test_says_that_there_is_none(self, tenant: Tenant) -> None:
        body = a_browser(tenant).get("/_mock/outbox", headers=HTML).body.decode()
        assert "No mail yet." in body

    def test_lists_what_is_wanted(self, tenant: Tenant) -> None:
        send(tenant)
        answer = a_browser(tenant).get("/_mock/outbox?to=bo@example.com", headers=HTML)
        assert "No mail yet." in answer.body.decode()

    def test_shows_a_mail_in_a_box(self, tenant: Tenant) -> None:
        mail = send(tenant)
        answer = a_browser(tenant).get(f"/_mock/outbox/{mail.mail_id}", headers=HTML)
        body = answer.body.decode()
        assert (
            f'<iframe src="/_mock/outbox/{mail.mail_id}/html" title="The mail" '
            'sandbox="allow-popups allow-popups-to-escape-sandbox"' in body
        )
        assert f'<a href="{mail.link}" data-testid="link">' in body
        assert answer.headers["content-security-policy"].endswith(
            "frame-ancestors 'none'; frame-src 'self'; form-action 'self'"
        )

    def test_shows_a_text_message_without_a_box(self, tenant: Tenant) -> None:
        mail = send(tenant, "mfa_code", code="123456", to="+4915112345678")
        answer = a_browser(tenant).get(f"/_mock/outbox/{mail.mail_id}", headers=HTML)
        body = answer.body.decode()
        assert "123456 is your verification code for mock-auth0" in body
        assert "<iframe" not in body

    def test_the_box_holds_the_mail_without_scripts(self, tenant: Tenant) -> None:
        mail = send(tenant)
        answer = a_browser(tenant).get(f"/_mock/outbox/{mail.mail_id}/html")
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; "
            "base-uri 'self'; form-action 'none'; frame-ancestors 'self'; "
            "sandbox allow-popups allow-popups-to-escape-sandbox"
        )
        assert answer.body.decode() == mail.html.replace("<head>", '<head><base target="_blank">')

    def test_shows_script_as_text(self, tenant: Tenant) -> None:
        script = '"><script>alert(1)</script>'
        mail = mails.passwordless_code(tenant, None, to=script, base_url=BASE, code=script)
        assert mail is not None
        answer = a_browser(tenant).get(f"/_mock/outbox/{mail.mail_id}", headers=HTML)
        assert script not in answer.body.decode()

    def test_lists_the_last_two_hundred(self, tenant: Tenant) -> None:
        for _ in range(203):
            send(tenant, "mfa_code", code="123456")
        body = a_browser(tenant).get("/_mock/outbox", headers=HTML).body.decode()
        assert body.count('class="kind"') == 200
        assert "and 3 older ones" in body
        assert len(tenant.outbox.find(Wanted())) == 203
