"""An API that takes Auth0's access tokens, with PyJWT and the standard library.

Tokens say the issuer that the browser knows; the keys are read where this container finds them.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

ISSUER = os.environ["AUTH0_ISSUER"]
AUDIENCE = os.environ["AUTH0_AUDIENCE"]
PORT = int(os.environ.get("PORT", "4000"))
KEYS = jwt.PyJWKClient(os.environ["AUTH0_JWKS"])


class Api(BaseHTTPRequestHandler):
    """Whoever has a token may read the messages."""

    def do_GET(self) -> None:
        """Answer with the messages, or 401."""
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise jwt.InvalidTokenError("a Bearer token is missing")
            key = KEYS.get_signing_key_from_jwt(token)
            claims = jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER)
        except jwt.PyJWTError as error:
            self.answer(401, {"error": str(error)})
        else:
            self.answer(200, {"messages": [f"A message for {claims['sub']}"]})

    def answer(self, status: int, content: dict[str, object]) -> None:
        """Answer in JSON."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())


if __name__ == "__main__":
    ThreadingHTTPServer(("", PORT), Api).serve_forever()
