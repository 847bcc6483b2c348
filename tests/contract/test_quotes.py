"""What the pages quote is what runs."""

import ast
import re

import pytest

from tests.contract.quotes import PAGES, ROOT, Path, definition, quotes, renewed

QUOTED = {page.name: list(quotes(page.read_text())) for page in PAGES}
RECIPES = sorted((ROOT / "tests/recipes").glob("test_*.py"))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if QUOTED[page.name]], ids=lambda p: p.name
)
def test_quotes_are_literal(page: Path) -> None:
    assert page.read_text() == renewed(page.read_text()), "python -m tests.contract.quotes --write"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_quote_is_understood(page: Path) -> None:
    assert page.read_text().count("<!-- from ") == len(QUOTED[page.name])


def test_every_recipe_is_told() -> None:
    told = {(quote.file, quote.name) for quote in QUOTED["recipes.md"]}
    there = {
        (file, statement.name)
        for file in RECIPES
        for statement in ast.parse(file.read_text()).body
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_")
    }
    assert told == there
    assert len(told) >= 25


def test_every_example_is_told_or_linked() -> None:
    pages = "".join(page.read_text() for page in PAGES)
    examples = {file.parent for file in (ROOT / "docs/examples").rglob("*") if file.is_file()}
    folders = {each.relative_to(ROOT / "docs/examples").parts[0] for each in examples}
    assert {name for name in folders if f"examples/{name}" not in pages} == set()


def test_quotes_a_function_with_its_decorators() -> None:
    module = (
        "import x\n\n\n@x.mark\n@x.y(\n    1\n)\ndef told(a):\n    return a\n\n\ndef other(): ...\n"
    )
    assert definition(module, "told") == "@x.mark\n@x.y(\n    1\n)\ndef told(a):\n    return a\n"
    with pytest.raises(LookupError, match="nothing is called missing"):
        definition(module, "missing")


def test_a_changed_file_is_noticed() -> None:
    file = "tests/contract/quotes.py"
    page = f"<!-- from {file} -->\n```python\nold\n```\nrest ```python\n"
    assert re.search('^"""What a page quotes', renewed(page), re.MULTILINE)
    assert renewed(page).endswith("```\nrest ```python\n")
    assert renewed(renewed(page)) == renewed(page)
