"""What a mail says: the tenant's template with its variables filled in, or the default.

Imported when the first mail is written, not at the start.
"""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.mail import MailKind
from mock_auth0.tenant.liquid import render
from mock_auth0.tenant.liquid_values import LiquidError
from mock_auth0.tenant.mails.words import WORDS

log = logging.getLogger("mock_auth0")

_LONGEST_SUBJECT = 998  # RFC 5322 §2.1.1
_LARGEST_DEFAULT = 100_000_000
"""Characters: our own template is as long as what stands in it, so anything fits."""


def html(kind: MailKind, template: EmailTemplate, known: dict[str, Any]) -> str:
    """The body: of the template, else our own."""
    words = WORDS[kind]
    if template.body:
        try:
            return render(template.body, known, is_html=True)
        except (LiquidError, RecursionError) as error:
            log.warning("the template %s is not used: %s", template.template, error)
    written = {
        name: line(getattr(words, name), known)
        for name in ("subject", "heading", "text", "action", "closing")
    }
    return render(_default(), {**known, "words": written}, is_html=True, largest=_LARGEST_DEFAULT)


def subject(kind: MailKind, template: EmailTemplate, known: dict[str, Any]) -> str:
    """The subject, which is one line."""
    return line(template.subject or WORDS[kind].subject, known)[:_LONGEST_SUBJECT]


def line(source: str, known: Mapping[str, Any]) -> str:
    """One line: what a user is called starts no new header."""
    try:
        return " ".join(render(source, known, is_html=False).split())
    except (LiquidError, RecursionError) as error:
        log.warning("%r is taken as it is: %s", source, error)
        return " ".join(source.split())


@cache
def _default() -> str:
    return (Path(__file__).parent / "default.html").read_text("utf-8")
