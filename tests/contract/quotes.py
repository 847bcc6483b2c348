"""What a page quotes from a file that runs: ``python -m tests.contract.quotes --write``.

Above a block of code stands which: ``<!-- from docs/examples/flask/app.py -->`` for a whole file,
``<!-- from tests/recipes/test_tokens.py: test_expires -->`` for one function or class of Python.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_QUOTE = re.compile(
    r"(?P<start><!-- from (?P<file>[^\s:]+)(?:: (?P<name>\w+))? -->\n```\w+\n)(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    file: Path
    name: str | None
    text: str

    @property
    def source(self) -> str:
        """What the file has in its place now. Raises `LookupError`."""
        whole = self.file.read_text()
        return whole if self.name is None else definition(whole, self.name)


def quotes(page: str) -> Iterator[Quote]:
    """All of a page."""
    for found in _QUOTE.finditer(page):
        yield _of(found)


def renewed(page: str) -> str:
    """The page, with what the files say now."""
    return _QUOTE.sub(lambda found: f"{found['start']}{_of(found).source}```", page)


def definition(module: str, name: str) -> str:
    """A function or class of a module, with its decorators. Raises `LookupError`."""
    for statement in ast.parse(module).body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if statement.name != name:
                    continue
                decorators = (each.lineno for each in statement.decorator_list)
                first = min([statement.lineno, *decorators])
                lines = module.splitlines(keepends=True)
                return "".join(lines[first - 1 : statement.end_lineno])
    raise LookupError(f"nothing is called {name}")


def _of(found: re.Match[str]) -> Quote:
    return Quote(ROOT / found["file"], found["name"], found["text"])


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.contract.quotes --write")
    for page in PAGES:
        page.write_text(renewed(page.read_text()))
