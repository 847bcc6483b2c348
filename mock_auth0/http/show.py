"""Answering with a page, in the look of its tenant."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Any

from mock_auth0.flows.universal_login import organization as through
from mock_auth0.http.pages import FieldError, View, render
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, Header, html_answer
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization

_NONE = Organization(organization_id="", name="")


def show(
    request: TenantRequest,
    view: Callable[..., View],
    *,
    status: int = 200,
    client: Client | None = None,
    organization: Organization | None = None,
    headers: Iterable[Header] = (),
    **fields: Any,
) -> Answer:
    """The page of this view; ``fields`` are those of its own. An organization's look wins."""
    tenant = request.tenant
    branding = tenant.seed.branding
    look = organization or _NONE
    nonce = b64encode(tenant.ids.secret(16)).decode()
    page = render(
        view(
            tenant_name=look.title or tenant.seed.friendly_name,
            logo_url=look.logo_url or (client.logo_uri if client else None) or branding.logo_url,
            primary_color=look.primary_color or branding.primary,
            page_background=look.page_background or branding.page_background,
            nonce=nonce,
            **fields,
        )
    )
    return html_answer(status, page, [*page_headers(nonce), *headers])


def show_form(
    request: TenantRequest,
    view: Callable[..., View],
    *,
    client: Client | None = None,
    state: str = "",
    errors: Iterable[FieldError] = (),
    **fields: Any,
) -> Answer:
    """A screen with a form; it is a 400 where something was not accepted, as Auth0 has it.

    ``client`` and ``state`` are those of the login that it is part of, if it is.
    """
    found = tuple(errors)
    tenant = request.tenant
    begun = tenant.transactions.get(state, tenant.clock.now())
    organization = through.of(tenant, begun.request) if begun else None
    invitation = through.invitation_of(tenant, begun.request) if begun else None
    if invitation is not None:
        fields["inviter"] = invitation.inviter
    return show(
        request,
        view,
        status=400 if found else 200,
        client=client,
        organization=organization,
        client_name=client.name if client else tenant.seed.friendly_name,
        state=state,
        errors=found,
        **fields,
    )


def page_headers(nonce: str) -> list[Header]:
    """No page is framed, cached, or loads anything from anywhere but pictures.

    The nonce is for the page's own style and script (Content Security Policy Level 3 §2.3.1).
    """
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "img-src http: https: data:; base-uri 'none'; frame-ancestors 'none'"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        *NEVER_CACHE,
    ]
