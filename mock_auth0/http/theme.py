"""What a tenant's branding changes in the look of the pages.

Auth0: Customize Universal Login > Branding settings · WCAG 2.2 §1.4.3
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

_AA_CONTRAST = 4.5  # WCAG 2.2 §1.4.3
_HEX_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_IMAGE_URL = re.compile(r"(?:https?://|data:image/)\S+", re.IGNORECASE)
_OWN_COLOR = "#0f6a64"
_OWN_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none">'
    '<rect width="48" height="48" rx="13" fill="{color}"/>'
    '<circle cx="24" cy="24" r="14.5" stroke="{ink}" stroke-opacity=".55" stroke-width="2"'
    ' stroke-dasharray="4.1 3.49" stroke-linecap="round"/>'
    '<path fill="{ink}" d="M24 15.5a5 5 0 0 0-2.6 9.27L20.2 31a1.2 1.2 0 0 0 1.18 1.43h5.24'
    'A1.2 1.2 0 0 0 27.8 31l-1.2-6.23A5 5 0 0 0 24 15.5Z"/>'
    "</svg>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Color:
    """An opaque CSS colour that was checked: nothing else may enter the stylesheet."""

    css: str

    @classmethod
    def parse(cls, text: str | None) -> "Color | None":
        """Read `#rgb` or `#rrggbb`; anything else is no colour.

        >>> Color.parse("#Fc0").css
        '#ffcc00'
        >>> Color.parse("red;} body{display:none")
        """
        if text is None or not _HEX_COLOR.fullmatch(text):
            return None
        digits = text[1:].lower()
        return cls(css="#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits)))  # noqa: PLR2004 - rrggbb

    @property
    def luminance(self) -> float:
        """WCAG 2.2, "relative luminance"."""
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the formula's
            for c in (int(self.css[i : i + 2], 16) / 255 for i in (1, 3, 5))
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def is_dark(self) -> bool:
        """Whether white text can be read on it."""
        return 1.05 / (self.luminance + 0.05) >= _AA_CONTRAST

    @property
    def ink(self) -> str:
        """The text colour to be read on it: one of the two always reaches AA."""
        return "#ffffff" if self.is_dark else "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What the tenant's branding changes in our stylesheet."""

    primary: Color | None
    background: Color | None
    logo: str

    @classmethod
    def of(
        cls, logo_url: str | None, primary_color: str | None, page_background: str | None
    ) -> "Theme":
        """Take over what is safe; our own look replaces the rest."""
        primary = Color.parse(primary_color)
        is_image = logo_url is not None and _IMAGE_URL.fullmatch(logo_url)
        return cls(
            primary=primary,
            background=Color.parse(page_background),
            logo=logo_url if logo_url and is_image else _own_logo(primary),
        )

    @property
    def schemes(self) -> str:
        """The colour schemes to offer: a tenant's own background settles which."""
        if self.background is None:
            return "light dark"
        return "dark" if self.background.is_dark else "light"


def _own_logo(primary: Color | None) -> str:
    """Our mark in the tenant's colour, as a URL of its own."""
    color = primary or Color(css=_OWN_COLOR)
    return "data:image/svg+xml," + quote(_OWN_LOGO.format(color=color.css, ink=color.ink))
