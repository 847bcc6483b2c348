"""The name of a domain, as it is given and as clients ask for it."""

from ipaddress import ip_address

from mock_auth0.tenant.file.problems import shown
from mock_auth0.tls.names import LOCALHOST, host_name


def domain_name(given: object) -> str:
    """In lower-case ASCII, without the last dot. Raises `ValueError`.

    >>> domain_name("Acme.EU.Auth0.com."), domain_name("bücher.example")
    ('acme.eu.auth0.com', 'xn--bcher-kva.example')
    """
    problem = f"as_domain: must be a host name, such as acme.eu.auth0.com; it is {shown(given)}"
    if not isinstance(given, str):
        raise ValueError(problem)  # noqa: TRY004 - as for all options
    try:
        name = host_name(given.removesuffix("."))
    except ValueError:
        if any(each in given for each in "/:@?#"):
            problem += ": leave out the scheme, the port and the path"
        raise ValueError(problem) from None
    if name in LOCALHOST:
        raise ValueError(f"{problem}, where the mock is anyway: use auth0.url or auth0.https_url")
    if _is_address(name):
        raise ValueError(f"{problem}: an IP address has no name to be found by")
    if name.startswith("*."):
        raise ValueError(f"{problem}: name one host; blocks may stand in each other")
    return name


def asked_name(host: object) -> str:
    """What a client asks for, spelled as `domain_name` does; empty when it is no name."""
    if isinstance(host, bytes | bytearray):
        host = host.decode("latin-1")
    if not isinstance(host, str):
        return ""
    if not host.isascii():
        try:
            host = host.lower().encode("idna").decode()
        except UnicodeError:
            return ""
    return host.lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
