"""docs/sdks.md, made from the journeys: ``python -m tests.journeys.table --write``.

A journey says in ``SDK`` what it runs; what it does are the names of its tests.
"""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.journeys.sdk import Sdk

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "sdks.md"
START = """# SDKs

Auth0's SDKs, and others that its guides use, run against the mock as they come from their registry:
`tests/journeys/`. This page is made from those tests by `python -m tests.journeys.table --write`.

| SDK | version | what it does here |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    deeds: dict[Sdk, list[str]] = {}
    for file in sorted(HERE.glob("test_*.py")):
        module = ast.parse(file.read_text())
        for sdk in sdks_of(module):
            deeds.setdefault(sdk, []).extend(deeds_of(module))
    return START + "".join(row(sdk, deeds[sdk]) for sdk in sorted(deeds, key=place_of))


def place_of(sdk: Sdk) -> tuple[str, str, str]:
    return sdk.registry, sdk.name, version_of(sdk)


def row(sdk: Sdk, deeds: list[str]) -> str:
    told = "; ".join(dict.fromkeys(deeds))
    return f"| `{sdk.name}` ({sdk.registry}) | {version_of(sdk)} | {told} |\n"


def sdks_of(module: ast.Module) -> Iterator[Sdk]:
    """Those of its ``SDK``, which is one or a tuple."""
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="SDK")], value=value):
                calls = value.elts if isinstance(value, ast.Tuple) else [value]
                for call in calls:
                    assert isinstance(call, ast.Call)
                    yield Sdk(*map(ast.literal_eval, call.args))


def deeds_of(module: ast.Module) -> Iterator[str]:
    """What its tests are called, without the underscores; those of a class begin with its name."""
    for statement in module.body:
        match statement:
            case ast.FunctionDef(name=name) if name.startswith("test_"):
                yield words(name)
            case ast.ClassDef(name=name, body=body) if name.startswith("Test"):
                group = re.sub("(?<!^)([A-Z])", r" \1", name.removeprefix("Test")).lower()
                for each in body:
                    if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                        yield f"{group}: {words(each.name)}"


def words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def version_of(sdk: Sdk) -> str:
    """Of the lock file, or the requirements of its environment; else the oldest that is taken."""
    if sdk.registry == "npm":
        lock = json.loads((HERE / "package-lock.json").read_text())
        version: str = lock["packages"][f"node_modules/{sdk.name}"]["version"]
        return version
    if sdk.environment is not None:
        return pinned((HERE / "requirements" / f"{sdk.environment}.txt").read_text(), sdk.name)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = "\n".join(project["optional-dependencies"]["test"])
    return f"≥ {pinned(wanted, sdk.name)}"


def pinned(requirements: str, name: str) -> str:
    """Raises `LookupError`."""
    found = re.search(rf"^{re.escape(name)}[=>]=(\S+)$", requirements, re.MULTILINE | re.IGNORECASE)
    if found is None:
        raise LookupError(f"no version of {name} is pinned")
    return found[1]


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.journeys.table --write")
    PAGE.write_text(page())
