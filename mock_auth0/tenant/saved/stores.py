"""The parts of a tenant as JSON: each kind of store has a way to be written and read."""

import json
from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from mock_auth0.model.mail import Mail
from mock_auth0.store.collection import Collection
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.parts import Parts, kept_fields
from mock_auth0.store.recent import Recent
from mock_auth0.store.store import Store
from mock_auth0.tenant.clock import Moved, TenantClock
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.outbox import Outbox
from mock_auth0.tenant.saved.reading import (
    SavedStateError,
    object_of,
    read,
    read_list,
    refuse_unknown,
)
from mock_auth0.tenant.saved.written import written


def write(kind: Any, part: Any, image: Any) -> Any:
    """The image of a part of this type, or its value, as JSON."""
    if isinstance(part, Parts):
        hints = get_type_hints(kind)
        return {
            name: write(hints[field], getattr(part, field), image[field])
            for name, field in members(kind).items()
        }
    if isinstance(part, Collection | Outbox):
        return [written(value) for value in image.values()]
    if isinstance(part, KeyRing):
        return [dict(key.jwk) for key in part]
    if isinstance(part, SigningKey):
        return dict(part.jwk)
    if isinstance(part, Store) and isinstance(image, Mapping):
        return [{"key": written(key), "value": written(value)} for key, value in image.items()]
    return written(image)


def image_of(kind: Any, part: Any, saved: Any, pristine: Any, place: str) -> Any:
    """The image that was written so; ``pristine`` where a part of it was left out.

    Raises `SavedStateError`.
    """
    if isinstance(part, Parts):
        return _image_of_parts(kind, part, saved, pristine, place)
    if isinstance(part, Collection):
        (of,) = get_args(kind)
        return {part.key_of(value): value for value in read_list(of, saved, place)}
    if isinstance(part, Outbox):
        return {mail.mail_id: mail for mail in read_list(Mail, saved, place)}
    if isinstance(part, KeyRing | SigningKey):
        return _keys(part, saved, place)
    if isinstance(part, ExpiringStore | Recent):
        key, value = get_args(kind)
        return _image_of_entries(key, value, saved, place)
    return read(Moved if isinstance(part, TenantClock) else kind, saved, place)


def members(kind: Any) -> Mapping[str, str]:
    """The fields of a part that is made of others which last, by their names in a file."""
    return {
        each.name.lstrip("_"): each.name
        for each in kept_fields(kind)
        if each.metadata.get("in_file", True)
    }


def _image_of_parts(kind: Any, part: Parts, saved: Any, pristine: Any, place: str) -> Any:
    given, known, hints = object_of(saved, place), members(kind), get_type_hints(kind)
    refuse_unknown(given, known, place)
    image = dict(pristine)
    for name, value in given.items():
        field = known[name]
        before, inner = image[field], getattr(part, field)
        image[field] = image_of(hints[field], inner, value, before, f"{place}.{name}")
    return image


def _image_of_entries(key: Any, value: Any, saved: Any, place: str) -> Any:
    if not isinstance(saved, list):
        raise SavedStateError(f"{place} must be a list of objects with key and value")
    image = {}
    for i, each in enumerate(saved):
        entry = object_of(each, f"{place}[{i}]")
        if entry.keys() != {"key", "value"}:
            raise SavedStateError(f"{place}[{i}] must have the members key and value")
        name = read(key, entry["key"], f"{place}[{i}].key")
        image[name] = read(value, entry["value"], f"{place}[{i}].value")
    return image


def _keys(part: KeyRing | SigningKey, saved: Any, place: str) -> KeyRing | SigningKey:
    keys = [saved] if isinstance(part, SigningKey) else saved
    try:
        ring = KeyRing.from_jwks(json.dumps({"keys": keys}))
    except (ValueError, TypeError, AttributeError) as error:
        raise SavedStateError(f"{place} must be private JSON Web Keys: {error}") from error
    return ring.current if isinstance(part, SigningKey) else ring
