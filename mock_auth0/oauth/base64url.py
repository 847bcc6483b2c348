"""Base64url without padding: four characters for three bytes.

RFC 4648 §5 · RFC 7515 §2
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def encode(data: bytes) -> str:
    """The text."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes. Raises `ValueError` for what `encode` would not have written.

    Decoders ignore the last bits and what is no base64: one token, or key, had many spellings.
    """
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        data = None
    if data is None or encode(data) != text:
        raise ValueError("it is not spelled as base64url")
    return data
