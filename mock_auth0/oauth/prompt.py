"""``prompt``: whether the user may, must or must not be asked.

OpenID Connect Core §3.1.2.1
"""

from mock_auth0.oauth.errors import invalid_request

NONE = "none"
LOGIN = "login"
CONSENT = "consent"
SELECT_ACCOUNT = "select_account"


def parse(value: str | None) -> frozenset[str]:
    """The words. Unknown ones are ignored, as Auth0 does; ``none`` must stand alone."""
    words = frozenset(value.split()) if value else frozenset()
    if NONE in words and len(words) > 1:
        raise invalid_request("Prompt includes none with other values")
    return words
