"""A driver of an SDK in a process of its own: a line of JSON in, a line of JSON out."""

import json
import select
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

PATIENCE = 30.0


class LineProcess:
    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, request: Mapping[str, object]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], PATIENCE)[0], f"it hangs: {request}"
        line = self._process.stdout.readline()
        assert line, "the SDK's process ended; its standard error says why"
        return json.loads(line)

    def close(self) -> None:
        self._process.communicate()
