"""What an e-mail address is, and a phone number.

RFC 5321 §4.5.3.1 · E.164 · Auth0: User Profile Structure
"""

_LONGEST_EMAIL, _LONGEST_LOCAL_PART = 254, 64
_MOST_DIGITS = 15


def is_email(text: str) -> bool:
    """Whether it has one part before an ``@`` and one behind.

    >>> is_email("ada@example.com"), is_email("ada@"), is_email("a da@example.com")
    (True, False, False)
    """
    local_part, at, domain = text.rpartition("@")
    return (
        bool(local_part and at and domain)
        and text.isprintable()
        and not any(character.isspace() or character in "<>" for character in text)
        and len(text) <= _LONGEST_EMAIL
        and len(local_part) <= _LONGEST_LOCAL_PART
    )


def is_phone_number(text: str) -> bool:
    """Whether it is ``+`` and at most fifteen digits.

    >>> is_phone_number("+15551234567"), is_phone_number("15551234567"), is_phone_number("+")
    (True, False, False)
    """
    digits = text.removeprefix("+")
    return (
        text[:1] == "+" and digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    )
