"""A web site of a few documents, on an origin of its own, for the SDKs of browsers."""

import mimetypes
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import trustme

from tests.journeys import requirement


@contextmanager
def site(
    index: str, files: Mapping[str, Path | str] = {}, *, is_secure: bool = False
) -> Iterator[str]:
    """Serve the document at every path but those of the files; the origin.

    Secure, with a certificate that nobody trusts: Chromium's private windows send no cookies from
    an http page to https, which are two sites.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            file = files.get(path)
            content = file.read_bytes() if isinstance(file, Path) else (file or index).encode()
            kind = mimetypes.guess_type(path)[0] if file else None
            self.send_response(200)
            self.send_header("content-type", kind or "text/html; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if is_secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trustme.CA().issue_cert("localhost").configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http{'s' * is_secure}://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def bundled(source: str, loader: str = "js") -> str:
    """The module and the packages that it imports, as one script for a browser."""
    requirement.npm_package("esbuild")
    done = subprocess.run(
        [
            requirement.node(),
            requirement.HERE / "node_modules/esbuild/bin/esbuild",
            "--bundle",
            f"--loader={loader}",
            # auth0-js calls its script for browsers a module, which it is not.
            "--main-fields=browser,module,main",
            '--define:process.env.NODE_ENV="production"',
            "--define:global=window",
            "--log-level=error",
        ],
        input=source,
        cwd=requirement.HERE,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout
