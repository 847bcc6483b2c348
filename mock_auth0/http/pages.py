"""The HTML pages a person sees: the Universal Login page and the error page.

A view in, a whole document out: no asset from another host, no inline handler, no `style=`. Its
one style and one script carry the view's nonce, so that this Content-Security-Policy admits it:

    default-src 'none'; style-src 'nonce-…'; script-src 'nonce-…'; img-src http: https: data:;
    base-uri 'none'; frame-ancestors 'none'

There is no `form-action` in it: browsers apply that to the redirects after a form, too, and a login
ends at the application.

Auth0: Universal Login > New Universal Login · Customize > Custom Error Pages
"""

import functools
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_AVATAR_TONES = 6
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
class FieldError:
    """What is wrong with one field of the form, or with all of it if no field has that name."""

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChoice:
    """A user who can be logged in with one click."""

    user_id: str
    name: str
    email: str
    note: str = ""

    @property
    def initials(self) -> str:
        """One or two letters to stand for a picture.

        >>> UserChoice(user_id="auth0|1", name="Ada King Lovelace", email="").initials
        'AL'
        """
        words = re.findall(r"\w+", self.name.partition("@")[0] or self.email)
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def tone(self) -> int:
        """Which of the avatar's colours; the same at every start, which `hash` is not."""
        return zlib.crc32(self.user_id.encode()) % _AVATAR_TONES


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginView:
    """The login page of one transaction."""

    tenant_name: str
    client_name: str
    state: str
    nonce: str
    username: str = ""
    errors: tuple[FieldError, ...] = ()
    users: tuple[UserChoice, ...] = ()
    identifier_label: str = "Email address"
    logo_url: str | None = None
    primary_color: str | None = None
    page_background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """An error that cannot be returned to the application."""

    tenant_name: str
    error: str
    description: str
    tracking_id: str
    nonce: str
    remedy: str = ""
    logo_url: str | None = None
    primary_color: str | None = None
    page_background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Color:
    """An opaque CSS colour that was checked: nothing else may enter the stylesheet."""

    css: str

    @classmethod
    def parse(cls, text: str | None) -> "_Color | None":
        """Read `#rgb` or `#rrggbb`; anything else is no colour.

        >>> _Color.parse("#Fc0").css
        '#ffcc00'
        >>> _Color.parse("red;} body{display:none")
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
class _Theme:
    """What the tenant's branding changes in our stylesheet."""

    primary: _Color | None
    background: _Color | None
    logo: str

    @classmethod
    def of(cls, view: LoginView | ErrorView) -> "_Theme":
        """Take over what is safe of the view's branding; our own look replaces the rest."""
        primary = _Color.parse(view.primary_color)
        is_image = view.logo_url is not None and _IMAGE_URL.fullmatch(view.logo_url)
        return cls(
            primary=primary,
            background=_Color.parse(view.page_background),
            logo=view.logo_url if view.logo_url and is_image else _own_logo(primary),
        )

    @property
    def schemes(self) -> str:
        """The colour schemes to offer: a tenant's own background settles which."""
        if self.background is None:
            return "light dark"
        return "dark" if self.background.is_dark else "light"


def login_page(view: LoginView) -> str:
    """Auth0's login page with identifier and password in one form, and the users to click."""
    return _environment().get_template("login.html").render(view=view, theme=_Theme.of(view))


def error_page(view: ErrorView) -> str:
    """Auth0's "Oops!, something went wrong", and below it what the developer should change."""
    return _environment().get_template("error.html").render(view=view, theme=_Theme.of(view))


def _own_logo(primary: _Color | None) -> str:
    """Our mark in the tenant's colour, as a URL of its own."""
    color = primary or _Color(css=_OWN_COLOR)
    return "data:image/svg+xml," + quote(_OWN_LOGO.format(color=color.css, ink=color.ink))


@functools.cache
def _environment() -> "Environment":
    """Compile the templates once; Jinja2 is loaded by the first page, not by the start."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
