"""A Pieces SDK in a process of its own, asked line by line. Names are those of the wire."""

import json
import select
import subprocess
from pathlib import Path
from typing import Any

DRIVERS = Path(__file__).parent / "drivers"
PATIENCE = 30.0


class RefusedError(Exception):
    """What the SDK raised for an answer that is no success."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self.answer = status, body


class PiecesSdk:
    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def authorize(self, **parameters: object) -> Any:
        return self._call("authorize", parameters)

    def exchange(self, **parameters: object) -> Any:
        return self._call("exchange", parameters)

    def user_info(self, access_token: str | None) -> Any:
        return self._call("user_info", {}, access_token=access_token)

    def logout(self, **parameters: object) -> Any:
        return self._call("logout", parameters)

    def _call(
        self, call: str, parameters: dict[str, object], *, access_token: str | None = None
    ) -> Any:
        configuration = {} if access_token is None else {"access_token": access_token}
        request = {"call": call, "parameters": parameters, "configuration": configuration}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], PATIENCE)[0], f"{call} hangs"
        line = self._process.stdout.readline()
        assert line, "the SDK's process ended; its standard error says why"
        answer = json.loads(line)
        if "raised" in answer:
            raise RefusedError(answer["raised"]["status"], answer["raised"]["body"])
        return answer["returned"]

    def close(self) -> None:
        self._process.communicate()
