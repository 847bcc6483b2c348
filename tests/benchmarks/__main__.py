"""Measure and print. Each figure stands beside the one it is divided by, from the same run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection

from tests.benchmarks.login import log_in, log_in_by_form
from tests.benchmarks.process import ServerProcess

_ROUNDS = 5
_LOGINS = 1500
_FILLS_THE_JOURNAL = 3400
"""Logins of three requests each: from then on it grows no more."""
_AUTO = ("--auto-login=bench@example.com",)


def main() -> None:
    """All figures."""
    row("figure", "measured", "divided by", "ratio")
    logins()
    journal()
    form_logins()
    start()
    fixture()
    plugin()


def form_logins() -> None:
    """CPU of the server per login through the page."""
    with ServerProcess() as server:
        connection = HTTPConnection("127.0.0.1", server.port)
        for _ in range(300):
            log_in_by_form(connection)
        signatures, costs = [], []
        for _ in range(_ROUNDS):
            signatures.append(signature_seconds())
            begin = server.cpu_seconds
            for _ in range(_LOGINS):
                log_in_by_form(connection)
            costs.append((server.cpu_seconds - begin) / _LOGINS)
    limit, cost = 2 * statistics.median(signatures), statistics.median(costs)
    row("login by form: share of two RSA-2048 signatures", micro(cost), micro(limit), limit / cost)


def logins() -> None:
    """CPU of the server per login, memory per live login, and whether either grows."""
    with ServerProcess(*_AUTO) as server:
        connection = HTTPConnection("127.0.0.1", server.port)
        for _ in range(_FILLS_THE_JOURNAL):
            log_in(connection)
        before, signatures, costs = server.resident_bytes, [], []
        for _ in range(_ROUNDS):
            signatures.append(signature_seconds())
            begin = server.cpu_seconds
            for _ in range(_LOGINS):
                log_in(connection)
            costs.append((server.cpu_seconds - begin) / _LOGINS)
        grown = (server.resident_bytes - before) / (_LOGINS * _ROUNDS)
    limit = 2 * statistics.median(signatures)
    cost = statistics.median(costs)
    row("login: share of two RSA-2048 signatures", micro(cost), micro(limit), limit / cost)
    row("login: last round / first", micro(costs[-1]), micro(costs[0]), costs[-1] / costs[0])
    row("memory per live login", f"{grown:.0f} B", "1000 B", grown / 1000)
    row("memory after that", f"{(before / 2**20):.0f} MiB", "63 MiB", before / 2**20 / 63)


def journal() -> None:
    """What remembering costs a login, and how much memory ten thousand requests take."""
    with ServerProcess(*_AUTO) as on, ServerProcess(*_AUTO, "--journal=0") as off:
        for server in (on, off):
            log_in_often(server, _FILLS_THE_JOURNAL)
        costs: dict[ServerProcess, list[float]] = {on: [], off: []}
        for _ in range(_ROUNDS * 2):
            for server, each in costs.items():
                begin = server.cpu_seconds
                log_in_often(server, _LOGINS // 2)
                each.append((server.cpu_seconds - begin) / (_LOGINS // 2))
        added = statistics.median(a - b for a, b in zip(costs[on], costs[off], strict=True))
        limit = 0.03 * statistics.median(costs[off])
        row("journal: what it adds / 3 % of a login", micro(added), micro(limit), added / limit)
        held = on.resident_bytes - off.resident_bytes
        row("journal: 10,000 requests", f"{held / 2**20:.0f} MiB", "32 MiB", held / 2**25)


def log_in_often(server: ServerProcess, times: int) -> None:
    """So many logins on one connection."""
    connection = HTTPConnection("127.0.0.1", server.port)
    for _ in range(times):
        log_in(connection)
    connection.close()


def start() -> None:
    """From exec to the first JWKS, beside the import of the framework."""
    ours, plain, framework, resident = [], [], [], 0
    for _ in range(_ROUNDS * 2):
        with ServerProcess("--https-port=0") as server:
            ours.append(server.seconds_to_jwks)
            resident = server.resident_bytes
        with ServerProcess("--https-port=none") as server:
            plain.append(server.seconds_to_jwks)
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import fastapi, uvicorn"], check=True)
        framework.append(time.perf_counter() - begin)
    a, b = statistics.median(ours), statistics.median(framework)
    row("start to JWKS / import fastapi, uvicorn", milli(a), milli(b), a / b)
    added = a - statistics.median(plain)
    row("start: what https adds / 10 ms", milli(added), milli(0.01), added / 0.01)
    row("memory after start", f"{resident / 2**20:.0f} MiB", "63 MiB", resident / 2**20 / 63)


def fixture() -> None:
    """The server in this process: start, stop, reset."""
    from mock_auth0 import MockAuth0

    with MockAuth0() as server:
        server.token("ada@example.com")
    starts, stops, resets, snapshots, restores = [], [], [], [], []
    for _ in range(_ROUNDS * 4):
        server = MockAuth0()
        starts.append(seconds(server.start))
        server.log_in("ada@example.com")
        snapshots.append(seconds(partial(server.snapshot, "bench")))
        restores.append(seconds(partial(server.restore, "bench")))
        resets.append(seconds(server.reset))
        stops.append(seconds(server.stop))
    for name, values, bound in (
        ("start", starts, 5e-3),
        ("stop", stops, 5e-3),
        ("reset", resets, 1e-4),
        ("snapshot", snapshots, 1e-3),
        ("restore", restores, 1e-3),
    ):
        value = statistics.median(values)
        row(f"fixture: {name} / bound", milli(value), milli(bound), value / bound)


def plugin() -> None:
    """What an unused plugin adds to pytest's start."""
    command = [sys.executable, "-m", "pytest", "--version", "-p"]
    with_it, without = [], []
    for _ in range(_ROUNDS * 2):
        with_it.append(seconds(lambda: quiet([*command, "mock_auth0.pytest_plugin"])))
        without.append(seconds(lambda: quiet([*command, "no:mock_auth0"])))
    added = statistics.median(with_it) - statistics.median(without)
    row("unused plugin / 20 ms", milli(added), milli(0.02), added / 0.02)


def signature_seconds() -> float:
    """The CPU time of one RS256 signature by a key that is loaded already."""
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    begin = time.process_time()
    for _ in range(300):
        key.sign(b"x" * 700, padding.PKCS1v15(), SHA256())
    return (time.process_time() - begin) / 300


def seconds(verb: Callable[[], object]) -> float:
    """How long it takes, by the wall."""
    begin = time.perf_counter()
    verb()
    return time.perf_counter() - begin


def quiet(command: list[str]) -> None:
    """Run a command and throw away what it prints."""
    subprocess.run(command, check=True, capture_output=True)


def micro(value: float) -> str:
    """Seconds as microseconds."""
    return f"{value * 1e6:.0f} us"


def milli(value: float) -> str:
    """Seconds as milliseconds."""
    return f"{value * 1e3:.2f} ms"


def row(name: str, measured: str, base: str, ratio: float | str) -> None:
    """One line of the table."""
    shown = f"{ratio:.2f}" if isinstance(ratio, float) else ratio
    sys.stdout.write(f"{name:44} {measured:>12} {base:>12} {shown:>8}\n")


if __name__ == "__main__":
    main()
