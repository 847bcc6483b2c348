"""The state of a tenant as a document, and a tenant brought to the state of one.

What lasts is in it: what is configured, users with their passwords, sessions, refresh tokens,
consents, mails and their links, keys, how the clock was moved. What is over within minutes is not,
nor is what the options of the server say.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from mock_auth0.store.parts import kept_fields
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.saved import stores
from mock_auth0.tenant.saved.reading import SavedStateError, object_of, read, refuse_unknown
from mock_auth0.tenant.saved.written import written
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.state import State
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.version import version

FORMAT = 1
_MEMBERS = ("format", "made_by", "exported_at", "settings", "state")
_IN_STATE = {each.name: each for each in kept_fields(State) if each.metadata.get("in_file")}
_SETTINGS = {
    name: kind
    for name, kind in get_type_hints(Seed).items()
    if name not in {each.name for each in kept_fields(State)}
    and not name.startswith("guardian_")
    and name not in {"attack_protection", "signing_keys", "not_emulated"}
    and kind is not Policy
}


def export(tenant: Tenant) -> dict[str, Any]:
    """What lasts of the tenant, secrets and all."""
    image, hints = tenant.image(), get_type_hints(State)
    return {
        "format": FORMAT,
        "made_by": f"mock-auth0 {version()}",
        "exported_at": tenant.clock.now().isoformat(),
        "settings": {name: written(getattr(tenant.seed, name)) for name in _SETTINGS},
        "state": {
            name: stores.write(hints[name], getattr(tenant, name), image[name])
            for name in _IN_STATE
        },
    }


def import_into(tenant: Tenant, document: object) -> None:
    """Bring the tenant to that state; what the document leaves out is as it was configured.

    A reset still leads back to how the tenant was configured. Raises `SavedStateError`, and changes
    nothing then.
    """
    given = object_of(document, "the document")
    if given.get("format") != FORMAT:
        raise SavedStateError(
            f"format must be {FORMAT}, which export_state writes; it is {given.get('format')!r}"
        )
    refuse_unknown(given, dict.fromkeys(_MEMBERS), "the document")
    tenant.restore({**tenant.pristine, **_image(tenant, given)})


def _image(tenant: Tenant, given: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = object_of(given.get("settings", {}), "settings")
    refuse_unknown(settings, _SETTINGS, "settings")
    seed: Seed = tenant.pristine["seed"]
    changes = {
        name: read(_SETTINGS[name], value, f"settings.{name}") for name, value in settings.items()
    }
    kept = {each.name: getattr(seed, each.name) for each in fields(Seed)}
    state = object_of(given.get("state", {}), "state")
    refuse_unknown(state, _IN_STATE, "state")
    hints = get_type_hints(State)
    parts = {
        name: stores.image_of(
            hints[name], getattr(tenant, name), value, tenant.pristine[name], f"state.{name}"
        )
        for name, value in state.items()
    }
    return {**parts, "seed": Seed(**{**kept, **changes})}
