"""Where a browser may be sent: allowed callback, logout and origin URLs.

RFC 6749 §3.1.2 · RFC 9700 §4.1
Auth0: Subdomain URL Placeholders; Redirect Users After Logout
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, urlsplit

# Browsers repair these (`\` becomes `/`, tab and newline vanish), comparisons do not: the two
# would disagree about where the URL leads.
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}]")
# Schemes that run code or read files in the page that follows the redirect.
_FORBIDDEN_SCHEMES = frozenset(
    {"javascript", "data", "vbscript", "blob", "file", "about", "filesystem", "view-source"}
)
ORGANIZATION_NAME = "{organization_name}"
"""What stands in an allowed URL for the organization that somebody logs in to."""
_WEB_SCHEMES = {"http": 80, "https": 443}
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"


def is_well_formed(uri: str) -> bool:
    """Whether ``uri`` is absolute, without fragment or credentials, and safe to redirect to.

    >>> is_well_formed("http://localhost:3000/callback"), is_well_formed("com.example.app://cb")
    (True, True)
    >>> is_well_formed("javascript:alert(1)"), is_well_formed("//evil.example")
    (False, False)
    """
    return "#" not in uri and _split(uri) is not None


def is_allowed(uri: str, allowed: Iterable[str], *, organization_name: str | None = None) -> bool:
    """Whether ``uri`` equals an allowed callback URL, character by character.

    There are two exceptions. A ``*`` in the left-most label of an allowed host stands for one
    label or a part of it: there scheme, port, path and query still are compared exactly. And
    ``{organization_name}`` stands for the name of the organization, if the request has one.
    """
    if not is_well_formed(uri):
        return False
    allowed = tuple(allowed)
    if organization_name is not None:
        allowed = tuple(_of_organization(each, organization_name) for each in allowed)
    return uri in allowed or any("*" in a and _matches_wildcard(uri, a) for a in allowed)


def is_allowed_return_to(uri: str, allowed: Iterable[str]) -> bool:
    """Whether ``uri`` is an allowed logout URL: query and fragment are not compared.

    Nobody says at a logout of which organization: ``{organization_name}`` stands for any.
    """
    bare = _without_query(uri)
    if bare is None or "*" in urlsplit(bare).netloc:
        return False
    known = [_without_query(each.replace(ORGANIZATION_NAME, "*")) for each in allowed]
    return any(bare == a or (a and "*" in a and _matches_wildcard(bare, a)) for a in known)


def is_allowed_post_logout(uri: str, allowed: Iterable[str]) -> bool:
    """Whether ``uri`` equals an allowed logout URL to the letter, its query included.

    The exceptions are a ``*`` and an ``{organization_name}`` in the left-most label.
    """
    parts = _split(uri)
    if parts is None or "*" in parts.netloc:
        return False
    allowed = tuple(allowed)
    patterns = (each.replace(ORGANIZATION_NAME, "*") for each in allowed)
    return uri in allowed or (
        "#" not in uri and any("*" in a and _matches_wildcard(uri, a) for a in patterns)
    )


def first_of(allowed: Iterable[str], *, organization_name: str | None = None) -> str | None:
    """The first allowed URL that names one place, without a ``*`` or a placeholder."""
    if organization_name is not None:
        allowed = (_of_organization(each, organization_name) for each in allowed)
    return next((each for each in allowed if "*" not in each and "{" not in each), None)


def with_parameter(uri: str, name: str, value: str) -> str:
    """``uri`` with one more parameter in its query.

    >>> with_parameter("https://app.example/bye?a=1#top", "state", "x y")
    'https://app.example/bye?a=1&state=x%20y#top'
    """
    base, hash_, fragment = uri.partition("#")
    separator = "&" if "?" in base else "?"
    return f"{base}{separator}{name}={quote(value, safe='')}{hash_}{fragment}"


def is_logout_url(url: str) -> bool:
    """Whether ``url`` may stand among the allowed logout URLs.

    >>> is_logout_url("https://{organization_name}.example.com/bye"), is_logout_url("//bye")
    (True, False)
    """
    return _split(url.replace(ORGANIZATION_NAME, "organization")) is not None


def is_safe_return_to(uri: str) -> bool:
    """Whether ``uri`` may be followed when any logout URL is let through."""
    return _split(uri) is not None


def is_verifiable(uri: str) -> bool:
    """Whether only its owner can answer at ``uri``: https, or a web host that is not this machine.

    >>> is_verifiable("https://app.example/cb"), is_verifiable("http://localhost:3000/")
    (True, False)
    """
    parts = _split(uri)
    if parts is None or parts.scheme not in _WEB_SCHEMES:
        return False
    return parts.hostname not in ("localhost", "127.0.0.1", "::1")


def origin_of(uri: str) -> str | None:
    """RFC 6454 §6.1 ASCII origin of a web URL; ``None`` for anything else.

    >>> origin_of("http://localhost:3000/callback?x=1")
    'http://localhost:3000'
    """
    parts = _split(uri)
    if parts is None or parts.scheme not in _WEB_SCHEMES:
        return None
    host = parts.netloc.lower().removesuffix(":")
    if parts.port == _WEB_SCHEMES[parts.scheme]:
        host = host.rpartition(":")[0]
    return f"{parts.scheme}://{host}"


def is_of(origin: str, url: str, *, organization_name: str | None = "*") -> bool:
    """Whether the origin is that of an allowed URL, whose left-most label may have a ``*``.

    ``{organization_name}`` stands for the name that is given: for any, or with ``None`` for none.

    >>> is_of("https://pr-7.example.com", "https://*.example.com/callback")
    True
    """
    if organization_name is not None:
        url = _of_organization(url, organization_name)
    allowed = origin_of(url)
    return allowed is not None and (
        origin == allowed or ("*" in allowed and _matches_wildcard(origin, allowed))
    )


def _of_organization(url: str, name: str) -> str:
    """The placeholder counts in the host alone: before the third slash."""
    scheme, slashes, rest = url.partition("//")
    host, slash, path = rest.partition("/")
    return scheme + slashes + host.replace(ORGANIZATION_NAME, name) + slash + path


def _split(uri: str) -> SplitResult | None:
    if _UNSAFE.search(uri):
        return None
    try:
        parts = urlsplit(uri)
        _ = parts.port  # raises ValueError when it is no port
    except ValueError:
        return None
    if not parts.scheme or parts.scheme in _FORBIDDEN_SCHEMES or "@" in parts.netloc:
        return None
    if parts.scheme in _WEB_SCHEMES and not (parts.hostname and "//" in uri[: len("https://")]):
        return None
    return parts


def _without_query(uri: str) -> str | None:
    parts = _split(uri)
    if parts is None:
        return None
    # Host names have no case (RFC 3986 §3.2.2), paths have.
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"


def _matches_wildcard(uri: str, allowed: str) -> bool:
    ours, theirs = _split(uri), _split(allowed)
    if ours is None or theirs is None or theirs.scheme not in _WEB_SCHEMES:
        return False
    label, dot, parent = theirs.netloc.partition(".")
    # Not in second-level position (`*.com`), not twice, nowhere but in the left-most label.
    if label.count("*") != 1 or not dot or "*" in parent or "." not in parent:
        return False
    if (ours.scheme, ours.path, ours.query) != (theirs.scheme, theirs.path, theirs.query):
        return False
    before, _, after = label.lower().partition("*")
    pattern = re.escape(before) + _LABEL + re.escape(after) + re.escape("." + parent.lower())
    return re.fullmatch(pattern, ours.netloc.lower()) is not None
