"""What a journey needs from the machine: without it, it is skipped; where CI runs, it fails."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).parent
INSTALL = "run tests/journeys/install.sh"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI skips nothing: {what}", pytrace=False)
    pytest.skip(what)


def chromium() -> str:
    """The path of Chromium: ``$CHROMIUM``, or the one that is installed."""
    configured = os.environ.get("CHROMIUM")
    found = configured or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or missing("Chromium is not installed, and $CHROMIUM names none")


def node() -> str:
    """The path of Node.js."""
    return shutil.which("node") or missing("Node.js is not installed")


def program(name: str) -> str:
    """The path of a program."""
    return shutil.which(name) or missing(f"{name} is not installed")


def npm_package(name: str) -> None:
    """A package of package.json."""
    if not (HERE / "node_modules" / name).is_dir():
        missing(f"{name} is not installed: {INSTALL}")


def environment(name: str) -> str:
    """The interpreter of an environment that has requirements/<name>.txt."""
    python = HERE / ".venvs" / name / "bin" / "python"
    if not python.exists():
        missing(f"{name} has no environment: {INSTALL}")
    return str(python)
