"""The request as the protocol sees it: its tenant, its address, its browser, its parameters."""

import re
from collections.abc import AsyncGenerator
from typing import Any

from starlette._utils import get_route_path
from starlette.requests import ClientDisconnect, Request

from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.hooks.request import RequestInfo, shown
from mock_auth0.http import cookies, params
from mock_auth0.http.address import address_of
from mock_auth0.model.exchange import Refusal
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 1024 * 1024
_CHARSET = re.compile(r";\s*charset[^=;]*=[^;]*", re.IGNORECASE)


class TenantRequest(Request):
    """A request to one tenant. The application puts the tenant into the scope."""

    refusal: Refusal | None = None
    """Why it was refused, for the journal."""
    sent: bytes = b""
    """Its body, as far as it was read, for the journal."""

    @property
    def tenant(self) -> Tenant:
        """Whom it is for."""
        tenant: Tenant = self.scope["tenant"]
        return tenant

    def header(self, name: bytes) -> str | None:
        """The first header of this lower-case name."""
        for key, value in self.scope["headers"]:
            if key == name:
                text: str = value.decode("latin-1")
                return text
        return None

    def _joined(self, name: bytes) -> str | None:
        """All headers of this lower-case name as one (RFC 9110 §5.3)."""
        values: list[bytes] = [value for key, value in self.scope["headers"] if key == name]
        return b", ".join(values).decode("latin-1") if values else None

    @property
    def path(self) -> str:
        """The path inside this application, wherever that is mounted."""
        return get_route_path(self.scope)

    @property
    def prefix(self) -> str:
        """Where this application is mounted; mostly nowhere, which is empty."""
        prefix: str = self.scope.get("root_path", "")
        return prefix

    @property
    def address(self) -> str:
        """The address that was asked, as a base URL with its trailing slash."""
        return address_of(self.scope)

    @property
    def issuer(self) -> str:
        """``iss`` of everything that this request mints."""
        return self.tenant.policy.issuer or self.address

    @property
    def wants_page(self) -> bool:
        """Whether it is a browser that wants something to show."""
        return "text/html" in (self.header(b"accept") or "")

    @property
    def is_secure(self) -> bool:
        """Whether it came over TLS."""
        return bool(self.scope["scheme"] == "https")

    @property
    def ip(self) -> str | None:
        """The address that it came from."""
        client = self.scope.get("client")
        return str(client[0]) if client else None

    @property
    def browser(self) -> Browser:
        """What the cookies say."""
        sent = self.header(b"cookie")
        if sent is None:
            return Browser(ip=self.ip, requested=self)
        return Browser(
            device=cookies.read(sent, cookies.DEVICE),
            session=cookies.read(sent, cookies.SESSION),
            ip=self.ip,
            requested=self,
        )

    def refuse(self, error: OAuthError) -> None:
        """Remember why."""
        # Not the exception itself: its traceback would keep everything alive that was on the way.
        self.refusal = Refusal(error.code.value, error.description, error.remedy)

    @property
    def query(self) -> Params:
        """The parameters of the query."""
        return params.from_query(self.scope["query_string"])

    @property
    def proofs(self) -> Proofs:
        """What the headers prove."""
        address = self.address
        return Proofs(
            url=address + self.path.removeprefix("/"),
            address=address,
            method=self.method,
            ip=self.ip,
            forwarded_for=self.header(b"auth0-forwarded-for"),
            authorization=self.header(b"authorization"),
            dpop=self._joined(b"dpop"),
            certificate=self.header(b"client-certificate"),
            certificate_verified=self.header(b"client-certificate-ca-verified"),
            requested=self,
        )

    def described(self) -> RequestInfo:
        """What hooks are told of it."""
        return RequestInfo(
            ip=self.ip,
            method=self.method,
            hostname=(self.header(b"host") or "").rpartition("@")[2].partition(":")[0],
            user_agent=self.header(b"user-agent"),
            language=self.header(b"accept-language"),
            query=shown(self.query),
        )

    async def form_params(self, *, most_bytes: int) -> Params:
        """The parameters of a form, where nothing else is read. Raises ``invalid_request``."""
        content_type = (self.header(b"content-type") or "").partition(";")[0].strip().lower()
        if content_type != FORM:
            raise invalid_request("Invalid request body", remedy=f"send the content-type {FORM}")
        return params.from_query(await self._bounded_body(most_bytes))

    async def body_params(self) -> Params:
        """The parameters of the body: a form, JSON, or a form in parts."""
        content_type = (self.header(b"content-type") or "").lower()
        if content_type.startswith("multipart/form-data"):
            return await self._multipart()
        body = await self._bounded_body()
        media_type = content_type.partition(";")[0].strip()
        if media_type == "application/json":
            return params.from_json(body)
        if media_type in (FORM, ""):
            return params.from_query(body)
        return Params()

    async def body_object(self, most_bytes: int = _MOST_BYTES) -> dict[str, Any]:
        """The body as a JSON object, with values of any kind. Raises ``invalid_body``."""
        return params.json_object(await self._bounded_body(most_bytes))

    async def _bounded_body(self, most_bytes: int = _MOST_BYTES) -> bytes:
        body = b""
        more = True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            self.sent = body = body + message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > most_bytes:
                raise OAuthError(
                    ErrorCode.INVALID_REQUEST,
                    "Payload too large",
                    413,
                    remedy=f"send at most {most_bytes} bytes",
                )
        return body

    async def _multipart(self) -> Params:
        from starlette.datastructures import Headers
        from starlette.formparsers import MultiPartException, MultiPartParser

        body = await self._bounded_body()
        # RFC 7578 §5.1.2 knows no charset here; Python's would decode to what is no text.
        content_type = _CHARSET.sub("", self.header(b"content-type") or "")

        async def whole() -> AsyncGenerator[bytes, None]:
            yield body

        try:
            headers = Headers({"content-type": content_type})
            data = await MultiPartParser(headers, whole(), max_files=0).parse()
        except (MultiPartException, KeyError, ValueError) as error:
            raise invalid_request("Invalid request parameters", remedy=str(error)) from error
        return params.from_pairs((name, str(value)) for name, value in data.multi_items())
