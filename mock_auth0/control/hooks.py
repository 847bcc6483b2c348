"""Hooks: functions and rules that run where a tenant of Auth0 runs Actions."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_auth0.control import hook_trial
from mock_auth0.control.hook_trial import DryRun
from mock_auth0.control.world import World
from mock_auth0.model.client import Client
from mock_auth0.model.hook import Function, Hook, Trigger
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.tenant.file.hooks import hook_from


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHook:
    """A hook; of a function, ``then`` is empty."""

    hook_id: str
    trigger: str
    name: str
    when: Mapping[str, tuple[str, ...]]
    then: Mapping[str, Any]
    on_continue: Mapping[str, Any]


def add(
    world: World,
    trigger: str,
    run: Function | None = None,
    *,
    name: str | None = None,
    when: Mapping[str, Any] | None = None,
    then: Mapping[str, Any] | None = None,
    on_continue: Function | Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> ListedHook:
    """Run a rule, in Python also a function of ``event, api``, at this trigger behind the others.

    ``on_continue`` runs when the browser is back from where the hook has sent it; ``secrets`` are
    ``event.secrets``. docs/control.md has the words of rules. Raises `ValueError` for what cannot
    be a hook.
    """
    if run is None:
        rule = {
            "trigger": trigger,
            "name": name,
            "when": when,
            "then": then,
            "on_continue": on_continue,
            "secrets": secrets,
        }
        return _listed(world.tenant.hooks.add(hook_from(rule, world.tenant)))
    if when is not None or then is not None:
        raise ValueError("when and then are a rule's; a function looks at its event")
    if on_continue is not None and not callable(on_continue):
        raise ValueError("on_continue of a function is a function")
    for each in (run, on_continue):
        _check_function(each)
    return _listed(
        world.tenant.hooks.add(
            Hook(
                trigger=_trigger(trigger),
                name=name or str(getattr(run, "__name__", type(run).__name__)),
                run=run,
                on_continue=on_continue,
                secrets=dict(secrets or {}),
            )
        )
    )


def list_all(world: World) -> list[ListedHook]:
    """All hooks, by trigger, in the order in which they run."""
    return [_listed(each) for each in world.tenant.hooks]


def remove(world: World, hook_id: str) -> None:
    """Run it no more: a hook by its id, or all of a name. Raises `LookupError` if there is none."""
    hooks = world.tenant.hooks
    found = [each for each in hooks if hook_id in (each.hook_id, each.name)]
    if not found:
        known = ", ".join(f"{each.hook_id} ({each.name})" for each in hooks) or "none"
        raise LookupError(f"no hook is called {hook_id[:100]!r}; there are: {known}")
    for each in found:
        hooks.remove(each)


def clear(world: World) -> None:
    """Run none, those of the tenant file included, until a reset."""
    world.tenant.hooks.clear()


def dry_run(
    world: World,
    trigger: str,
    user: User | str | None = None,
    *,
    client: Client | str | None = None,
    organization: Organization | str | None = None,
    connection: str | None = None,
    audience: str | None = None,
    scope: str | None = None,
    protocol: str | None = None,
    query: Mapping[str, str] | None = None,
    body: Mapping[str, str] | None = None,
) -> DryRun:
    """Run the hooks of a trigger on a login that does not happen, and say what they would do.

    Of the tenant nothing changes. ``query`` and ``body`` are what the request would have.
    """
    found = _trigger(trigger)
    is_new = found is Trigger.PRE_USER_REGISTRATION
    return hook_trial.run(
        world.tenant,
        world.issuer,
        found,
        client=world.client(client),
        user=None if user is None or is_new else world.user(user),
        email=user if is_new and isinstance(user, str) else None,
        organization=None if organization is None else world.organization(organization),
        connection=connection,
        audience=audience,
        scope=scope,
        protocol=protocol,
        query=dict(query or {}),
        body=dict(body or {}),
    )


def _trigger(name: str) -> Trigger:
    try:
        return Trigger(name.replace("_", "-"))
    except ValueError:
        known = ", ".join(Trigger)
        raise ValueError(f"no trigger is called {name[:100]!r}; there are: {known}") from None


def _check_function(function: Any) -> None:
    if function is None:
        return
    if not callable(function):
        raise TypeError("a hook is a function of (event, api)")
    called = function if inspect.isroutine(function) else type(function).__call__
    if inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called):
        raise ValueError("a hook is a plain function: write def, not async def")


def _listed(hook: Hook) -> ListedHook:
    rule = hook.rule
    return ListedHook(
        hook_id=hook.hook_id,
        trigger=hook.trigger.value,
        name=hook.name,
        when=rule.when if rule else {},
        then=rule.then if rule else {},
        on_continue=rule.on_continue if rule else {},
    )
