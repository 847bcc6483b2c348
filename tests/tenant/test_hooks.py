"""The hooks of a tenant: in order, bounded, back to what was configured."""

import pytest

from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.tenant.hooks import MOST, Hooks
from tests.builders import a_tenant


def a_hook(name: str = "h", trigger: Trigger = Trigger.POST_LOGIN) -> Hook:
    return Hook(trigger=trigger, name=name, run=lambda *_: None)


def test_are_kept_by_trigger_in_order() -> None:
    hooks = Hooks()
    assert not hooks.is_used
    hooks.add(a_hook("a"))
    hooks.add(a_hook("x", Trigger.CREDENTIALS_EXCHANGE))
    hooks.add(a_hook("b"))
    assert hooks.is_used
    assert [(each.hook_id, each.name) for each in hooks.of(Trigger.POST_LOGIN)] == [
        ("hook_1", "a"),
        ("hook_3", "b"),
    ]
    assert [each.name for each in hooks] == ["a", "b", "x"]


def test_can_be_removed() -> None:
    hooks = Hooks()
    first, second = hooks.add(a_hook("a")), hooks.add(a_hook("b"))
    hooks.remove(first)
    assert [*hooks] == [second]
    assert hooks.get("hook_1") is None
    hooks.remove(second)
    assert not hooks.is_used


def test_are_bounded() -> None:
    hooks = Hooks()
    for _ in range(MOST):
        hooks.add(a_hook())
    with pytest.raises(ValueError, match="there are 100 hooks already"):
        hooks.add(a_hook())


def test_a_reset_keeps_those_of_the_seed() -> None:
    tenant = a_tenant(hooks=(a_hook("configured"),))
    tenant.hooks.add(a_hook("added"))
    tenant.reset()
    assert [(each.hook_id, each.name) for each in tenant.hooks] == [("hook_1", "configured")]
    tenant.hooks.clear()
    assert not tenant.hooks.is_used
    tenant.reset()
    assert tenant.hooks.is_used


def test_an_image_has_their_ids() -> None:
    hooks = Hooks()
    hooks.remove(hooks.add(a_hook("a")))
    kept = hooks.add(a_hook("b"))
    image = hooks.image()
    hooks.clear()
    hooks.restore(image)
    assert [*hooks] == [kept]
    assert hooks.is_used
