"""Writes of one turn of the event loop, joined."""

import asyncio
from typing import Any

from mock_auth0.joined_writes import JoinedWrites


class Transport:
    """Writes down what is done with it."""

    def __init__(self) -> None:
        self.done: list[Any] = []

    def write(self, data: bytes) -> None:
        self.done.append(data)

    def close(self) -> None:
        self.done.append("close")

    def abort(self) -> None:
        self.done.append("abort")

    def is_closing(self) -> bool:
        return "close" in self.done


async def turn() -> None:
    await asyncio.sleep(0)


def joined() -> tuple[Transport, JoinedWrites]:
    transport = Transport()
    return transport, JoinedWrites(transport, asyncio.get_running_loop())  # type: ignore[arg-type] # enough of one


def test_head_and_body_go_out_together_in_this_turn() -> None:
    async def answer() -> list[Any]:
        transport, writes = joined()
        writes.write(b"head ")
        writes.write(b"body")
        assert transport.done == []
        await turn()
        writes.write(b"more")
        await turn()
        return transport.done

    assert asyncio.run(answer()) == [b"head body", b"more"]


def test_what_was_written_goes_out_before_the_end() -> None:
    async def answer(how: str) -> list[Any]:
        transport, writes = joined()
        writes.write(b"last")
        getattr(writes, how)()
        await turn()
        return transport.done

    assert asyncio.run(answer("close")) == [b"last", "close"]
    assert asyncio.run(answer("abort")) == [b"last", "abort"]


def test_a_long_answer_does_not_wait_for_its_end() -> None:
    async def answer() -> list[int]:
        transport, writes = joined()
        for _ in range(3):
            writes.write(bytes(40_000))
        return [len(each) for each in transport.done]

    assert asyncio.run(answer()) == [80_000]


def test_writes_at_once_when_it_is_told_to() -> None:
    async def answer() -> list[Any]:
        transport, writes = joined()
        writes.write(b"all")
        writes.flush()
        done = [*transport.done]
        await turn()
        return [done, transport.done]

    assert asyncio.run(answer()) == [[b"all"], [b"all"]]


def test_is_the_transport_in_all_else() -> None:
    async def is_closing() -> tuple[bool, bool]:
        transport, writes = joined()
        before = writes.is_closing()
        transport.close()
        return before, writes.is_closing()

    assert asyncio.run(is_closing()) == (False, True)
