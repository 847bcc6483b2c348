"""What a mail template may speak of.

Auth0: Customize Emails > Customize Email Templates > Common variables
"""

import re
from typing import Any

from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.oauth.redirect_uri import origin_of
from mock_auth0.tenant.tenant import Tenant

_HEX_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_OWN_COLOR = "#0f6a64"
_BRIGHT = 0.18
"""Relative luminance from which on black is the easier to read (WCAG 2.2)."""


def variables(
    tenant: Tenant, base_url: str, user: User | None, client: Client | None
) -> dict[str, Any]:
    """The common variables; ``url`` and ``code`` are the mail's own."""
    seed = tenant.seed
    given = seed.branding.primary or ""
    color = given if _HEX_COLOR.fullmatch(given) else _OWN_COLOR
    application = _application(client, seed.friendly_name)
    return {
        "application": application,
        "app": application,
        "connection": {"name": user.connection if user else None},
        "user": _user(user),
        "tenant": seed.friendly_name,
        "friendly_name": seed.friendly_name,
        "home_url": base_url,
        "branding": {
            "logo_url": seed.branding.logo_url,
            "colors": {
                "primary": seed.branding.primary,
                "page_background": seed.branding.page_background,
            },
        },
        "logo": application["logo_uri"] or seed.branding.logo_url,
        "color": color,
        "ink": "#000000" if _luminance(color) > _BRIGHT else "#ffffff",
    }


def _application(client: Client | None, tenant_name: str) -> dict[str, Any]:
    if client is None:
        return {"name": tenant_name, "logo_uri": None}
    callback = next((origin_of(each) for each in client.callbacks), None)
    return {
        "name": client.name,
        "clientID": client.client_id,
        "client_id": client.client_id,
        "metadata": client.client_metadata,
        "client_metadata": client.client_metadata,
        "logo_uri": client.logo_uri,
        "callback_domain": callback,
    }


def _user(user: User | None) -> dict[str, Any]:
    if user is None:
        return {}
    names = (
        "app_metadata", "email", "email_verified", "family_name", "given_name", "name", "nickname",
        "phone_number", "picture", "user_id", "user_metadata", "username",
    )  # fmt: skip
    return {name: getattr(user, name) for name in names}


def _luminance(color: str) -> float:
    digits = color[1:] if len(color) > len("#rgb") else "".join(each * 2 for each in color[1:])
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (float(part**2.2) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
