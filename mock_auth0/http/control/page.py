"""What the pages of the control API share: a bar on top of each, and where their forms may lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mock_auth0.http.pages import View
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.show import show

Check = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Options as the verb takes them, of those in a query. Raises `OAuthError`."""
Page = Callable[[TenantRequest, Check], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlView(View):
    """``home`` is where the control API is; ``place`` where in it the page is."""

    place: ClassVar[str] = ""

    home: str


def show_page(
    request: TenantRequest,
    view: Callable[..., ControlView],
    *,
    frames: bool = False,
    **fields: Any,
) -> Answer:
    """The page. ``frames``: it holds something in a frame, of this very origin."""
    answer = show(request, view, home=f"{request.prefix}/_mock", **fields)
    more = b"; frame-src 'self'; form-action 'self'" if frames else b"; form-action 'self'"
    answer.raw_headers = [
        (name, value + more) if name == b"content-security-policy" else (name, value)
        for name, value in answer.raw_headers
    ]
    return answer
