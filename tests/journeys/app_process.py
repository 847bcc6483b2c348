"""An application with a vendor's SDK in it, as a process of its own."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme

from tests.journeys.mock_process import PATIENCE, wait_until


@contextmanager
def app_process(
    command: Sequence[str | Path],
    *,
    port: int,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> Iterator[None]:
    """Run it until it listens at the port, which it finds in ``PORT``, and for the block.

    ``CERTIFICATE`` and ``KEY`` are the names of files, PEM, with which it may speak https.
    """
    with TemporaryDirectory() as own:
        output = Path(own) / "output"
        certificate, key = Path(own) / "certificate.pem", Path(own) / "key.pem"
        issued = trustme.CA().issue_cert("localhost")
        issued.cert_chain_pems[0].write_to_path(certificate)
        issued.private_key_pem.write_to_path(key)
        with output.open("w") as file:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env={
                    **without_proxies(),
                    "PORT": str(port),
                    "CERTIFICATE": str(certificate),
                    "KEY": str(key),
                    **environment,
                },
            )

        def is_up() -> bool:
            assert process.poll() is None, f"it ended: {output.read_text()}"
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        try:
            wait_until(is_up, f"nothing listens at port {port}")
            yield
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise


def without_proxies() -> dict[str, str]:
    """The environment, so that what is on this machine is found there."""
    return {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
