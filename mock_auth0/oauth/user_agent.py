"""The header ``User-Agent`` as Auth0's log events shorten it."""

import re

_OTHER = "Other 0.0.0"
_LONGEST = 1000
_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/([\d.]+)")),
    ("Opera", re.compile(r"\bOPR/([\d.]+)")),
    ("HeadlessChrome", re.compile(r"\bHeadlessChrome/([\d.]+)")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/([\d.]+)")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS)/([\d.]+)")),
    ("Mobile Safari", re.compile(r"\bVersion/([\d.]+) Mobile/\S+ Safari")),
    ("Safari", re.compile(r"\bVersion/([\d.]+) Safari")),
    ("Python Requests", re.compile(r"\bpython-requests/([\d.]+)")),
    ("curl", re.compile(r"\bcurl/([\d.]+)")),
)
_SYSTEMS = (
    ("iOS", re.compile(r"\b(?:iPhone OS|CPU OS) ([\d_]+)")),
    ("Mac OS X", re.compile(r"\bMac OS X ([\d_.]+)")),
    ("Android", re.compile(r"\bAndroid ([\d.]+)")),
    ("Windows", re.compile(r"\bWindows NT ([\d.]+)")),
    ("Linux", re.compile(r"\bLinux\b()")),
)
_MOBILE = re.compile(r"\b(?:Mobile|iPhone|iPad|Android)\b")


def shortened(header: str | None) -> str | None:
    """Program and system with three numbers each.

    >>> shortened("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/128.0")
    'Firefox 128.0.0 / Windows 10.0.0'
    """
    if header is None:
        return None
    return f"{_found(_BROWSERS, header[:_LONGEST])} / {_found(_SYSTEMS, header[:_LONGEST])}"


def is_mobile(header: str | None) -> bool:
    """Whether it is a telephone's, or the like."""
    return header is not None and _MOBILE.search(header[:_LONGEST]) is not None


def _found(known: tuple[tuple[str, re.Pattern[str]], ...], header: str) -> str:
    for name, pattern in known:
        if found := pattern.search(header):
            numbers = [*re.split(r"[._]", found[1].strip("._") or "0"), "0", "0"]
            return f"{name} {'.'.join(numbers[:3])}"
    return _OTHER
