"""Two images of a tenant, compared. Secrets are masked, and what only remembers is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mock_auth0.control.difference import Added, Change, Changed, Difference, PartDifference
from mock_auth0.control.wire import plain
from mock_auth0.oauth.masking import HIDDEN, Mask
from mock_auth0.store.parts import Parts, kept_fields
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.state import State
from mock_auth0.tenant.tenant import Tenant

_NOT_SHOWN = frozenset({
    "issuers", "journal", "rate_buckets", "recent_access_tokens", "sealing_key", "secret", "told",
})  # fmt: skip
_ABSENT = object()


def between(tenant: Tenant, before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """From one image of this tenant to another."""
    found = dict(_differences(tenant, before, after, ""))
    return Difference({name: part for name, part in found.items() if part != PartDifference()})


def _differences(
    whole: Any, before: Mapping[str, Any], after: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, PartDifference]]:
    for each in kept_fields(whole.__class__):
        one, other = before[each.name], after[each.name]
        name = prefix + each.name.lstrip("_")
        part = getattr(whole, each.name)
        if name in _NOT_SHOWN or one is other:
            continue
        if isinstance(part, Parts):
            yield from _differences(part, one, other, f"{name}.")
        elif isinstance(one, Mapping) and isinstance(other, Mapping):
            yield name, _of_entries(one, other, names=each.metadata.get("names", False))
        else:
            members = dict(_changes("", _value(one), _value(other)))
            yield name, PartDifference(changed=(Changed(key="", members=members),) * bool(members))


def _value(value: Any) -> Any:
    """What stands for a value that is no data class of members to compare."""
    if isinstance(value, KeyRing):
        return {"kids": [key.kid for key in value]}
    if isinstance(value, Seed):
        in_state = {each.name for each in kept_fields(State)}
        return {
            each.name: getattr(value, each.name)
            for each in fields(Seed)
            if each.name not in in_state and each.repr
        }
    return value if is_dataclass(value) or isinstance(value, Mapping) else {"value": value}


def _of_entries(
    before: Mapping[Any, Any], after: Mapping[Any, Any], *, names: bool
) -> PartDifference:
    changed = []
    for key, one in before.items():
        other = after.get(key, _ABSENT)
        if other is not _ABSENT and other is not one:
            members = dict(_changes("", one, other))
            if members:
                changed.append(Changed(key=_label(key, names=names), members=members))
    return PartDifference(
        added=tuple(_whole(after, (key for key in after if key not in before), names=names)),
        removed=tuple(_whole(before, (key for key in before if key not in after), names=names)),
        changed=tuple(changed),
    )


def _whole(values: Mapping[Any, Any], keys: Iterator[Any], *, names: bool) -> Iterator[Added]:
    for key in keys:
        yield Added(key=_label(key, names=names), value=_shown("", values[key]))


def _changes(path: str, before: Any, after: Any) -> Iterator[tuple[str, Change]]:
    """The members that differ, as deep as both have some."""
    if before is after or before == after:
        return
    ones, others = _members(before), _members(after)
    if ones is None or others is None:
        name = path.rpartition(".")[2]
        yield path or "value", Change(before=_shown(name, before), after=_shown(name, after))
        return
    for name in dict.fromkeys((*ones, *others)):
        one, is_secret = ones.get(name, (None, False))
        other, _ = others.get(name, (None, False))
        if is_secret and one != other:
            yield f"{path}{name}", Change(before=_hidden(one), after=_hidden(other))
        elif not is_secret:
            is_deep = _members(one) is not None and _members(other) is not None
            yield from _changes(f"{path}{name}{'.' * is_deep}", one, other)


def _members(value: Any) -> Mapping[str, tuple[Any, bool]] | None:
    """Of a data class or a mapping: each with whether it is secret."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: (getattr(value, each.name), not each.repr) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): (each, False) for name, each in value.items()}
    return None


def _shown(name: str, value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _shown(each.name, getattr(value, each.name))
            if each.repr
            else _hidden(getattr(value, each.name))
            for each in fields(value)
        }
    if isinstance(value, bytes):
        return _hidden(value)
    return Mask().field(name, plain(value))


def _hidden(value: Any) -> str | None:
    return HIDDEN if value else None


def _label(key: Any, *, names: bool) -> str:
    """What a value is known by; of a key that is a secret, as much as tells it from others."""
    if isinstance(key, tuple):
        return " ".join(_label(each, names=names) for each in key)
    text = key.hex() if isinstance(key, bytes) else str(key)
    return text if names else Mask().hide(text)
