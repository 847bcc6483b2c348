"""``mock.signing_key``: a private key, or the file that it is in."""

import json
from pathlib import Path

from mock_auth0.tenant.file.node import Node

FRESH = "fresh"
_LARGEST = 1_000_000
_LONGEST_PATH = 255
"""What is longer was meant to be the key itself, which nobody wants to see in a log."""


def is_key(value: str) -> bool:
    """Whether it is the key itself (PEM, a JSON Web Key Set, ``fresh``), and not its path."""
    return value == FRESH or "-----BEGIN" in value or value.lstrip().startswith("{")


def in_tenant_file(node: Node, folder: Path) -> object:
    """A path counts from the folder of the tenant file; a key set may stand there as YAML."""
    if isinstance(node.value, dict):
        return json.dumps(node.plain())
    if isinstance(node.value, str) and not is_key(node.value):
        return str(folder / node.value)
    return node.value


def read(value: str) -> str:
    """The key itself: the value, or what stands in the file that it names. Raises `ValueError`."""
    if is_key(value):
        return value
    try:
        with Path(value).open("rb") as file:
            text = file.read(_LARGEST).decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        name = value if len(value) <= _LONGEST_PATH else "that was given"
        raise ValueError(f"cannot read the key file {name}: {reason}") from error
    if not is_key(text) or text == FRESH:
        raise ValueError(f"no private key in {value}: it must be PEM or a JSON Web Key Set")
    return text
