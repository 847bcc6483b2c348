"""The log events of a request, made of what the journal kept when somebody looks."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from mock_auth0.model.connection import Connection
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.log_event import LogEvent
from mock_auth0.model.log_note import LogNote
from mock_auth0.model.user import User
from mock_auth0.oauth import user_agent
from mock_auth0.oauth.masking import Mask
from mock_auth0.tenant import log_types, recorded
from mock_auth0.tenant.tenant import Tenant

_INSTEAD = {"ferrt": "fertft"}
"""What a flow notes, for what would be said without."""
_STARS = "*****"
"""How Auth0 hides a secret."""


def of(tenant: Tenant, exchange: Exchange) -> Iterator[LogEvent]:
    """The events, in the order in which they came about."""
    happened = [each for each in exchange.notes if each.kind]
    instead = {_INSTEAD.get(each.kind, each.kind) for each in happened}
    asked = recorded.parameters(exchange)
    kind = log_types.of_request(
        exchange.path, recorded.outcome(exchange), asked, is_post=exchange.method == "POST"
    )
    if kind is not None and kind not in instead:
        happened.append(LogNote(kind))
    for place, note in enumerate(happened):
        yield _event(tenant, exchange, asked, note, place)


def _event(
    tenant: Tenant, exchange: Exchange, asked: Mapping[str, Any], note: LogNote, place: int
) -> LogEvent:
    mask = Mask()
    mask.field("", dict(asked))
    head = dict(recorded.lines(exchange.head))
    user_id = note.user_id or next((n.user_id for n in exchange.notes if n.user_id), None)
    user = tenant.users.get(user_id) if user_id else None
    client_id = note.client_id or recorded.client_of(exchange, asked, head.items())
    client = tenant.clients.get(client_id) if client_id else None
    connection = _connection(tenant, note, user, asked)
    organization = tenant.organizations.get(note.organization_id) if note.organization_id else None
    log_id = _log_id(exchange, place)
    texts = {
        "client_id": client_id,
        "client_name": client.name if client else None,
        "user_id": user_id,
        "user_name": user.identifier
        if user
        else note.user_name or recorded.user_of(exchange, asked, head.items()),
        "connection": connection.name if connection else note.connection or _named(asked),
        "audience": _text(asked.get("audience")),
        "scope": _text(asked.get("scope")),
        "description": _description(exchange, note),
        "hostname": head.get("host", "").rpartition("@")[2].partition(":")[0] or None,
    }
    return LogEvent(
        log_id=log_id,
        id=log_id,
        date=exchange.at,
        type=note.kind,
        connection_id=_connection_id(connection),
        organization_id=note.organization_id,
        organization_name=organization.name if organization else None,
        ip=exchange.ip,
        user_agent=user_agent.shortened(head.get("user-agent")),
        is_mobile=user_agent.is_mobile(head.get("user-agent")),
        strategy=connection.strategy if connection else None,
        strategy_type=_strategy_type(connection),
        auth0_client=_sdk(mask, head.get("auth0-client")),
        details=mask.scrub(_details(exchange, asked, note)),
        request=exchange.number,
        **{name: mask.scrub(mask.text(text)) if text else None for name, text in texts.items()},
    )


def _description(exchange: Exchange, note: LogNote) -> str | None:
    if exchange.refusal is not None and not note.kind.startswith("s"):
        return exchange.refusal.description or exchange.refusal.code
    return log_types.DESCRIPTIONS.get(note.kind)


def _details(exchange: Exchange, asked: Mapping[str, Any], note: LogNote) -> dict[str, Any]:
    details: dict[str, Any] = dict(Mask().field("", dict(note.details)))
    if exchange.refusal is not None and not note.kind.startswith("s"):
        error = {"message": exchange.refusal.description, "oauthError": exchange.refusal.code}
        details["error"] = error
    if note.kind in ("seacft", "feacft") and asked.get("code"):
        details["code"] = _STARS
    if note.kind in ("ss", "fs"):
        shown = Mask().field("", {name: asked[name] for name in asked if name != "state"})
        details["body"] = {
            name: _STARS if name == "password" else value for name, value in shown.items()
        }
    if note.kind in ("slo", "flo") and asked.get("returnTo"):
        details["return_to"] = Mask().text(str(asked["returnTo"]))
    return details


def _connection(
    tenant: Tenant, note: LogNote, user: User | None, asked: Mapping[str, Any]
) -> Connection | None:
    name = note.connection or (user.connection if user else None) or _named(asked)
    return tenant.connections.get(name) if name else None


def _named(asked: Mapping[str, Any]) -> str | None:
    return _text(asked.get("connection")) or _text(asked.get("realm"))


def _connection_id(connection: Connection | None) -> str | None:
    from mock_auth0.tenant.ids import derived

    return f"con_{derived('connection', connection.name, length=16)}" if connection else None


def _strategy_type(connection: Connection | None) -> str | None:
    if connection is None:
        return None
    return "database" if connection.is_database else "passwordless"


def _log_id(exchange: Exchange, place: int) -> str:
    """56 digits that grow, as Auth0's: ``900``, the time, and what tells events apart."""
    moment = f"{exchange.at:%Y%m%d%H%M%S}{exchange.at.microsecond // 1000:03d}"
    return f"900{moment}{exchange.number:033d}{place:03d}"


def _sdk(mask: Mask, header: str | None) -> Mapping[str, Any] | None:
    try:
        content = json.loads(b64decode(header or "", validate=False))
    except (ValueError, RecursionError):
        return None
    return mask.field("", content) if isinstance(content, dict) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
