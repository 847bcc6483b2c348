"""Calls ServerClient of PyPI's auth0-server-python, for whoever writes to the standard input.

A line in, a line out, both JSON: {"settings"} makes the client; {"call", "options"} calls its
method and is answered by {"returned"} or {"raised"}. Its stores are this process's memory.
"""

import asyncio
import json
import sys
from typing import Any

OPTIONS = {
    "start_interactive_login": "StartInteractiveLoginOptions",
    "custom_token_exchange": "CustomTokenExchangeOptions",
    "logout": "LogoutOptions",
}
"""Those that are made by a class; others are mappings, or the only argument."""


class Memory:
    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    async def set(self, identifier: str, state: Any, *_: object, **__: object) -> None:
        self.kept[identifier] = state

    async def get(self, identifier: str, *_: object, **__: object) -> Any:
        return self.kept.get(identifier)

    async def delete(self, identifier: str, *_: object, **__: object) -> None:
        self.kept.pop(identifier, None)

    async def delete_by_logout_token(self, claims: dict[str, Any], *_: object) -> None:
        for identifier, state in list(self.kept.items()):
            if state.internal.sid == claims["sid"]:
                del self.kept[identifier]


async def answers() -> None:
    # Here, for this environment alone has them.
    from auth0_server_python import auth_types, error
    from auth0_server_python.auth_server.server_client import ServerClient

    settings = json.loads(sys.stdin.readline())["settings"]
    client = ServerClient(
        secret="0123456789abcdef" * 2,
        transaction_store=Memory(),
        state_store=Memory(),
        **settings,
    )
    say({"returned": None})
    for line in sys.stdin:
        request = json.loads(line)
        options = request["options"]
        if request["call"] in OPTIONS:
            options = getattr(auth_types, OPTIONS[request["call"]])(**options)
        arguments = () if options is None else (options,)
        try:
            returned = await getattr(client, request["call"])(*arguments)
        except error.Auth0Error as refused:
            code = getattr(refused, "code", None)
            say({"raised": [type(refused).__name__, code, str(refused)]})
        else:
            say({"returned": returned.dict() if hasattr(returned, "dict") else returned})


def say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, default=str), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    asyncio.run(answers())
