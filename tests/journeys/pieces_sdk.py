"""A Pieces SDK in a process of its own, asked line by line. Names are those of the wire."""

from pathlib import Path
from typing import Any

from tests.journeys.line_process import LineProcess

DRIVERS = Path(__file__).parent / "drivers"


class RefusedError(Exception):
    """What the SDK raised for an answer that is no success."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self.answer = status, body


class PiecesSdk:
    def __init__(self, *command: str) -> None:
        self._process = LineProcess(command)

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
        answer = self._process.ask(request)
        if "raised" in answer:
            raise RefusedError(answer["raised"]["status"], answer["raised"]["body"])
        return answer["returned"]

    def close(self) -> None:
        self._process.close()
