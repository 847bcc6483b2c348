"""What the documentation says is so."""

import re
from pathlib import Path

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.option_table import OPTIONS, flag_of, variable_of

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_names_every_verb_of_the_fixture() -> None:
    not_told = {"start", "stop", "loop", "is_own_thread"}
    public = {name for name in dir(MockAuth0) if not name.startswith("_")} - not_told
    told = set(re.findall(r"`auth0\.(\w+)", (ROOT / "docs/pytest.md").read_text()))
    assert public - told == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_are_python(page: Path) -> None:
    for example in re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL):
        compile(example, str(page), "exec")


@pytest.mark.parametrize("name", OPTIONS)
def test_options_are_told_as_they_are(name: str) -> None:
    option = OPTIONS[name]
    default = "" if option.default in (None, ()) else str(option.default).lower()
    row = (
        f"| `{name}` | `{flag_of(name)}` | `{variable_of(name)}` | {default} |"
        f" {option.metadata['help']} |"
    )
    assert row in (ROOT / "docs/options.md").read_text().splitlines()
