"""The workflow of docs/examples/github-actions, step by step, with the mock as its service."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import yaml

from tests.journeys import requirement
from tests.journeys.app_process import without_proxies
from tests.journeys.mock_process import MockProcess
from tests.journeys.requirement import HERE

FILE = HERE.parents[1] / "docs/examples/github-actions/ci.yml"
JOB: dict[str, Any] = yaml.safe_load(FILE.read_text())["jobs"]["test"]


@pytest.fixture(scope="module", autouse=True)
def service(port_1000: None) -> Iterator[None]:
    del port_1000
    described = JOB["services"]["auth0"]
    assert described["ports"] == ["1000:1000"]
    with closing(MockProcess(environment=described["env"])) as mock:
        mock.wait_until_up("http://localhost:1000")
        yield


@pytest.mark.parametrize("step", JOB["steps"], ids=lambda step: step["name"])
def test_step(step: dict[str, Any]) -> None:
    requirement.program("curl")
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],  # as the runner calls it
        env={**without_proxies(), "PATH": os.environ["PATH"], **JOB["env"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "error" not in done.stdout
    assert done.stdout
