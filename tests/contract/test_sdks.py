"""docs/sdks.md says of each SDK what the journeys do."""

import ast

import pytest
import yaml

from tests.journeys import table

VENDORS = sorted(table.HERE.glob("test_*auth0*.py"))


def test_the_page_is_as_it_would_be_made() -> None:
    assert table.PAGE.read_text() == table.page(), "python -m tests.journeys.table --write"


@pytest.mark.parametrize("file", VENDORS, ids=lambda file: file.stem)
def test_journeys_of_vendors_say_which_sdk(file: table.Path) -> None:
    assert list(table.sdks_of(ast.parse(file.read_text()))) != []


def test_every_environment_is_used() -> None:
    pins = {file.stem for file in (table.HERE / "requirements").glob("*.txt")}
    used = {
        sdk.environment
        for file in table.HERE.glob("test_*.py")
        for sdk in table.sdks_of(ast.parse(file.read_text()))
    }
    assert pins == used - {None}


def test_dependabot_raises_what_is_pinned() -> None:
    updates = yaml.safe_load((table.ROOT / ".github/dependabot.yml").read_text())["updates"]
    watched = {(each["package-ecosystem"], each["directory"]) for each in updates}
    assert watched == {
        ("pip", "/"),
        ("pip", "/tests/journeys/requirements"),
        ("npm", "/tests/journeys"),
        ("docker", "/"),
        ("github-actions", "/"),
    }
    assert all((table.ROOT / folder.removeprefix("/")).is_dir() for _, folder in watched)
