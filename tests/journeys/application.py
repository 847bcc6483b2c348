"""A small application on an origin of its own, which logs in with Authorization Code and PKCE."""

import json
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

PAGE = (Path(__file__).parent / "application.html").read_text()


class Application(AbstractContextManager["Application"]):
    """Serves application.html for every path; a form that is posted is handed to the page."""

    def __init__(self, *, domain: str, client_id: str) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.origin = f"http://localhost:{self._server.server_port}"
        self.redirect_uri = f"{self.origin}/callback"
        self.settings = {
            "domain": domain,
            "client_id": client_id,
            "redirect_uri": self.redirect_uri,
        }

    def __enter__(self) -> "Application":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _page(self, posted: dict[str, str] | None) -> bytes:
        return (
            PAGE.replace("SETTINGS", embedded(self.settings))
            .replace("POSTED", embedded(posted))
            .encode()
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        application = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(None)

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["content-length"])).decode()
                self.answer(dict(parse_qsl(form)))

            def answer(self, posted: dict[str, str] | None) -> None:
                page = application._page(posted)
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def embedded(content: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(content).replace("<", "\\u003c")
