"""The HTML pages a person sees: the screens of Universal Login and the error page.

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
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from mock_auth0.http.theme import Theme
from mock_auth0.oauth.mismatch import Mismatch

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
# Characters that Unicode has for private use stand for what is each login's own.
_STATE, _NONCE = "\ue000state\ue001", "\ue000nonce\ue001"
_OWN = re.compile(f"({_STATE}|{_NONCE})")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a template shows; each kind of page has a view of its own and names its template."""

    template: ClassVar[str]
    recurs: ClassVar[tuple[str, ...]] = ()
    """Fields that hold the ``state``, of a view that is otherwise the same for many logins."""

    tenant_name: str
    nonce: str
    logo_url: str | None = None
    primary_color: str | None = None
    page_background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView(View):
    """An error that cannot be returned to the application."""

    template: ClassVar[str] = "error.html"

    error: str
    description: str
    tracking_id: str
    remedy: str = ""
    mismatch: Mismatch | None = None
    """Shown instead of the remedy, part by part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one field of the form, or with all of it if no field has that name."""

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView(View):
    """A screen with a form, within the transaction ``state``."""

    client_name: str
    state: str
    errors: tuple[FieldError, ...] = ()
    inviter: str = ""
    """Who has invited the user to an organization, if somebody has."""

    @property
    def refused(self) -> frozenset[str]:
        """The fields that were not accepted."""
        return frozenset(error.field for error in self.errors)


def render(view: View) -> str:
    """The whole document. That of a view which recurs is kept, but for what is each login's own."""
    if not isinstance(view, FormView) or not view.recurs:
        return _rendered(view)
    own = {name: getattr(view, name).replace(view.state, _STATE) for name in view.recurs}
    own_words = {_STATE: escape(view.state), _NONCE: escape(view.nonce)}
    parts = _recurring(replace(view, nonce=_NONCE, **own))
    return "".join([own_words.get(part, part) for part in parts])


@functools.lru_cache(maxsize=32)
def _recurring(view: View) -> tuple[str, ...]:
    """The document, cut where something of each login's own stands."""
    return tuple(_OWN.split(_rendered(view)))


def _rendered(view: View) -> str:
    theme = Theme.of(view.logo_url, view.primary_color, view.page_background)
    return _environment().get_template(view.template).render(view=view, theme=theme)


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
