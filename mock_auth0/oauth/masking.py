"""What may be shown of a request: names whose values are secret, and what stands in their place.

It errs on the side of hiding: a name counts as secret when a part of it says so.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit, urlunsplit

HIDDEN = "…"

_SECRET = re.compile(
    r"pass|pwd|secret|token|assertion|ticket|otp|code|credential|cookie|verifier|proof|jwt|csrf"
    r"|captcha|authorization|dpop|invitation|auth_req_id|auth_session|request_uri|barcode"
    r"|(?:private|api|signing|encryption|wrapped)_?key|hash|session_?id|signature"
)
_HARMLESS = re.compile(
    r"(?:_|^)(?:types?|type_hint|methods?|lifetimes?|policy|policies|alg|algs|enc|challenge|length"
    r"|endpoint|endpoints|supported|dialect|charset|mask|quota)$"
    r"|_challenge_method|_endpoint_auth|_signed_response|^(?:postal|zip|country|status|error)_?code$"
)
_NEVER_IN_PART = re.compile(r"pass|pwd|otp|binding|user_code|verification|captcha|recovery")
_OF_A_PRIVATE_KEY = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
_JWT = re.compile(r"(?<![\w-])(?:eyJ|eyA|ewo)[\w-]{5,}\.[\w-]*\.[\w-]+(?:\.[\w-]*){0,2}")
_JWT_BEGINS = ("eyJ", "eyA", "ewo")
_PAIR = re.compile(r"([\w.\[\]%-]{1,100})=([^&\s\"'<>]+)")
_OTPAUTH = re.compile(r"otpauth:\S*")
_SHORTEST_IN_PART = 20
_SHOWN = 4
_SHORTEST_REMEMBERED, _MOST_REMEMBERED = 6, 200
_DEEPEST = 24
_READABLE = "/:?@!$'()*,;~-._"
"""What a query shows as it is, as browsers do."""


def is_secret(name: str) -> bool:
    """Whether what is called so is nobody's business.

    >>> [is_secret(name) for name in ("client_secret", "refreshToken", "code_challenge", "scope")]
    [True, True, False, False]
    """
    plain = name.lower().replace("-", "_")
    return _SECRET.search(plain) is not None and _HARMLESS.search(plain) is None


class Mask:
    """What one request and its answer hide. It remembers what it hid, to `scrub` it elsewhere."""

    __slots__ = ("_hidden",)

    def __init__(self) -> None:
        self._hidden: set[str] = set()

    def hide(self, value: str, name: str = "") -> str:
        """The first characters of what is long enough, so that it can be told from others.

        >>> Mask().hide("v1.MjAyNTA2MDIxMjAwMDA"), Mask().hide("123456")
        ('v1.M…', '…')
        """
        if len(value) >= _SHORTEST_REMEMBERED and len(self._hidden) < _MOST_REMEMBERED:
            self._hidden.add(value)
        if len(value) < _SHORTEST_IN_PART or _NEVER_IN_PART.search(name.lower()):
            return HIDDEN
        return value[:_SHOWN] + HIDDEN

    def field(self, name: str, value: Any, depth: int = 0) -> Any:
        """A member of a form or a JSON object, at any depth."""
        if depth > _DEEPEST:
            return HIDDEN
        secret = is_secret(name)
        if isinstance(value, str):
            return self.hide(value, name) if secret else self.text(value, depth)
        if isinstance(value, Mapping):
            is_key = "kty" in value
            return {
                self.text(str(key), depth): self.field(
                    name if secret else "private_key" if is_key and key in _OF_A_PRIVATE_KEY
                    else str(key), each, depth + 1,
                )
                for key, each in value.items()
            }  # fmt: skip
        if isinstance(value, (list, tuple)):
            return [self.field(name, each, depth + 1) for each in value]
        if secret and not isinstance(value, bool) and value is not None:
            self.hide(str(value))
            return HIDDEN
        return value

    def text(self, text: str, depth: int = 0) -> str:
        """What may hold a secret inside: a URL, JSON, a token."""
        if depth > _DEEPEST:
            return HIDDEN
        if text.startswith(("{", "[")) and '"' in text:
            return self._json(text, depth)
        text = self.url(text, depth) if _is_url(text) else self._words(text, depth)
        text = _OTPAUTH.sub(lambda found: self.hide(found[0]), text)
        if "." in text and any(begin in text for begin in _JWT_BEGINS):
            text = _JWT.sub(lambda found: self.hide(found[0]), text)
        return text

    def url(self, url: str, depth: int = 0) -> str:
        """A URL with the secrets of its query and its fragment hidden."""
        try:
            parts = urlsplit(url)
            user, at, host = parts.netloc.rpartition("@")
        except ValueError:
            return HIDDEN
        netloc = f"{self.hide(user)}@{host}" if at else host
        return urlunsplit(
            (
                parts.scheme,
                netloc,
                self._words(parts.path, depth),
                self._query(parts.query, depth),
                self._query(parts.fragment, depth),
            )
        )

    def pairs(self, query: str) -> list[tuple[str, str]]:
        """The members of a query or a form, decoded and in order."""
        return [
            (self.text(name), self.field(name, value))
            for name, value in parse_qsl(query, keep_blank_values=True, errors="replace")
        ]

    def scrub(self, value: Any) -> Any:
        """The same without anything that was hidden somewhere else, and without half a character.

        JSON can spell half a surrogate pair, which nothing can encode again.
        """
        if isinstance(value, str):
            for hidden in self._hidden:
                if hidden in value:
                    value = value.replace(hidden, HIDDEN)
            return value if value.isascii() else value.encode("utf-8", "replace").decode()
        if isinstance(value, Mapping):
            return {self.scrub(name): self.scrub(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.scrub(each) for each in value]
        return value

    def _words(self, text: str, depth: int) -> str:
        """``name=value`` somewhere in a text, percent-encoded or not."""
        text = _PAIR.sub(self._pair, text)
        if "%" not in text or (decoded := unquote_plus(text)) == text:
            return text
        shown = self.text(decoded, depth + 1)
        return text if shown == decoded else shown

    def _json(self, text: str, depth: int) -> str:
        try:
            content = self.field("", json.loads(text), depth + 1)
        except (ValueError, RecursionError):
            return HIDDEN
        return json.dumps(content, ensure_ascii=False)

    def _query(self, query: str, depth: int) -> str:
        if "=" not in query:
            return query
        return "&".join(
            f"{_quoted(self.text(name, depth + 1))}={_quoted(self.field(name, value, depth + 1))}"
            for name, value in parse_qsl(query, keep_blank_values=True, errors="replace")
        )

    def _pair(self, found: re.Match[str]) -> str:
        name = unquote_plus(found[1])
        return f"{found[1]}={self.hide(found[2], name)}" if is_secret(name) else found[0]


def _is_url(text: str) -> bool:
    """Whether it is one in which a secret may be."""
    return ("=" in text or "@" in text) and (
        "://" in text[:64] or (text.startswith(("/", "?")) and "=" in text)
    )


def _quoted(text: str) -> str:
    return quote(text, safe=_READABLE).replace(quote(HIDDEN), HIDDEN)
