"""Unicode: what of Python's texts can be written."""


def is_unicode(value: str) -> bool:
    """JSON can spell half a surrogate pair, which nothing can encode again."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
