"""Host names and IP addresses, as certificates have them.

RFC 5890 §2.3.2 · RFC 6761 §6.3 · RFC 9525 §6.3
"""

from collections.abc import Iterable

LOCALHOST = ("localhost", "127.0.0.1", "::1")

_OF_A_LABEL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LONGEST_NAME, _LONGEST_LABEL = 253, 63
"""Characters: RFC 1035 §2.3.4."""


def host_name(text: str) -> str:
    """A host name in lower-case ASCII, or an IP address in its shortest form.

    ``*.`` may stand before a name. Raises `ValueError`.

    >>> host_name("Bücher.Test"), host_name("[0::1]"), host_name("*.Auth0.test")
    ('xn--bcher-kva.test', '::1', '*.auth0.test')
    """
    from ipaddress import ip_address

    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        pass
    try:
        name = text.lower() if text.isascii() else text.lower().encode("idna").decode()
    except UnicodeError:
        name = ""
    if len(name) <= _LONGEST_NAME and all(map(_is_label, name.removeprefix("*.").split("."))):
        return name
    raise ValueError(
        "must be host names and IP addresses with commas, such as auth0.test, *.auth0.test"
    )


def covers(names: Iterable[str], name: str) -> bool:
    """Whether certificates for these names are good for that one: ``*`` stands for one label.

    >>> covers(["*.auth0.test"], "acme.auth0.test"), covers(["*.auth0.test"], "auth0.test")
    (True, False)
    """
    parent = name.partition(".")[2]
    return any(name == each or (each.startswith("*.") and parent == each[2:]) for each in names)


def _is_label(label: str) -> bool:
    return 0 < len(label) <= _LONGEST_LABEL and _OF_A_LABEL.issuperset(label)
