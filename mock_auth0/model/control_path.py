"""Where the control API is: beside the tenant's own paths, and none of them."""

CONTROL = "/_mock"


def is_control(path: str) -> bool:
    """Whether it is one of the control API.

    >>> is_control("/_mock/faults"), is_control("/_mocked")
    (True, False)
    """
    return path.startswith(f"{CONTROL}/") or path == CONTROL
