"""The plain text of an HTML mail."""

import re
from html.parser import HTMLParser

_HIDDEN = {"head", "style", "script", "template"}
_BLOCKS = {"address", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "li", "p", "table", "tr"}


def plain_text(html: str) -> str:
    r"""What a reader without HTML sees: paragraphs, and each link's address behind its words.

    >>> plain_text("<style>p{}</style><h1>Hi</h1><p>Go <a href='http://a.test/'>there</a>.</p>")
    'Hi\n\nGo there (http://a.test/).'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self._hidden = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.out.append("\n" if tag == "br" else "\n\n")
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.out.append("\n\n")
        elif tag == "a" and self._link:
            self.out.append(f" ({self._link})")
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(re.sub(r"\s+", " ", data))
