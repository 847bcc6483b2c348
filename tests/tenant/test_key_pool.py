"""Signing keys for worlds: ahead of time, the same for the same name."""

import threading
from concurrent.futures import ThreadPoolExecutor

from mock_auth0.tenant.key_pool import KeyPool
from mock_auth0.tenant.keys import SigningKey


class Maker:
    """Keys that are made at once, with names of their own."""

    def __init__(self) -> None:
        self.made = 0
        self._lock = threading.Lock()

    def __call__(self) -> SigningKey:
        with self._lock:
            self.made += 1
            jwk = dict.fromkeys(("kty", "use", "n", "e", "x5t", "x5c", "alg"), "")
            return SigningKey({**jwk, "kid": f"key-{self.made}"})


def test_each_name_has_two_keys_of_its_own() -> None:
    pool = KeyPool(Maker())
    one, two = pool.ring("one"), pool.ring("two")
    assert len({key.kid for ring in (one, two) for key in ring}) == 4
    assert pool.ring("one") is one


def test_a_thousand_names_are_remembered() -> None:
    pool = KeyPool(Maker())
    first = pool.ring("first")
    for number in range(1024):
        pool.ring(f"w{number}")
    assert pool.ring("first") is not first


def test_makes_keys_ahead() -> None:
    ready = threading.Event()
    maker = Maker()

    def make() -> SigningKey:
        key = maker()
        if maker.made == 4:
            ready.set()
        return key

    pool = KeyPool(make)
    pool.fill()
    pool.fill()
    assert ready.wait(5)
    assert [key.kid for key in pool.ring("one")] == ["key-1", "key-2"]


def test_threads_that_ask_for_one_name_get_the_same() -> None:
    pool = KeyPool(Maker())
    with ThreadPoolExecutor(8) as threads:
        rings = set(threads.map(pool.ring, ["same"] * 64))
    assert len(rings) == 1
