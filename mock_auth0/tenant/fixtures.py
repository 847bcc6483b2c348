"""The demo tenant and its signing keys, wherever the package is installed."""

from pathlib import Path


def path(name: str) -> Path:
    """A file of ``fixtures/``: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "fixtures" / name
    return installed if installed.exists() else package.parent / "fixtures" / name
