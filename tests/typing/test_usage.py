"""The types that users see: with py.typed, in their own project, as strict as it gets."""

import subprocess
import sys
from importlib import resources
from importlib.util import find_spec
from os import devnull
from pathlib import Path

from tests.journeys import requirement


def test_says_that_it_is_typed() -> None:
    assert resources.files("mock_auth0").joinpath("py.typed").is_file()


def test_holds_under_mypy(tmp_path: Path) -> None:
    if find_spec("mypy") is None:
        requirement.missing("mypy is not installed: pip install -e '.[dev]'")
    file = Path(__file__).with_name("usage.py")
    checked = subprocess.run(
        # Isolated and elsewhere, so that the package is found as users find it.
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            f"--cache-dir={devnull}",
            file,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (checked.returncode, checked.stdout) == (
        0,
        "Success: no issues found in 1 source file\n",
    )
