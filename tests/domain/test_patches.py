from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from mock_auth0.domain.patches import Patch, defined_in


class Parent:
    def told(self) -> str:
        """Say it."""
        return "told"


class Child(Parent):
    pass


def loudly(original: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: original(*arguments).upper()


def test_replaces_what_a_class_inherits_and_leaves_nothing() -> None:
    patch, before = Patch(Child, "told", loudly), dict(vars(Child))
    patch.put_in()
    assert (Child().told(), Parent().told(), Child.told.__doc__) == ("TOLD", "told", "Say it.")
    patch.take_out()
    assert (Child().told(), dict(vars(Child))) == ("told", before)


def test_replaces_a_function_and_puts_back_the_very_same() -> None:
    def told() -> str:
        return "told"

    module = SimpleNamespace(told=told)
    patch = Patch(module, "told", loudly)
    patch.put_in()
    assert module.told() == "TOLD"
    patch.take_out()
    assert module.told is told


def test_is_put_in_once_however_often() -> None:
    module = SimpleNamespace(told=lambda: "told")
    patch = Patch(module, "told", lambda original: lambda: f"<{original()}>")
    patch.put_in()
    patch.put_in()
    assert module.told() == "<told>"
    patch.take_out()
    patch.take_out()
    assert module.told() == "told"


def test_leaves_what_somebody_else_has_put_around_it() -> None:
    module = SimpleNamespace(told=lambda: "told")
    patch = Patch(module, "told", loudly)
    patch.put_in()
    ours = module.told
    module.told = theirs = lambda: f"{ours()}!"
    patch.take_out()
    assert module.told is theirs
    module.told = ours  # they undo it later than we did
    patch.take_out()
    assert module.told() == "told"


def test_is_put_in_again_where_somebody_else_has_taken_it_out() -> None:
    told = lambda: "told"  # noqa: E731
    module = SimpleNamespace(told=told)
    patch = Patch(module, "told", loudly)
    patch.put_in()
    module.told = told
    patch.put_in()
    assert module.told() == "TOLD"
    patch.take_out()
    assert module.told is told


def test_finds_the_class_behind_one_that_took_its_name() -> None:
    replaced = type("Parent", (Parent,), {"__module__": "elsewhere"})
    assert defined_in(__name__, replaced) is Parent
    assert defined_in("nowhere", replaced) is replaced
