"""A verb: a function over the world, and where it stands in the three doors.

Its parameters are its options everywhere: of the method in Python, members of the JSON body (or of
the query) over HTTP, flags on the command line. Those before the ``*`` are words there.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, kw_only=True)
class Option:
    """A parameter of a verb, as it travels."""

    name: str
    type: Any
    """What JSON may hold there: a type annotation without the objects that only Python has."""
    default: Any
    is_required: bool
    is_positional: bool


@dataclass(frozen=True)
class Verb:
    """``name`` is ``group.verb``, ``path`` what follows ``/_mock``."""

    name: str
    method: str
    path: str
    run: Callable[..., Any]

    @property
    def summary(self) -> str:
        """The first line of what it says of itself."""
        return (inspect.getdoc(self.run) or "").partition("\n")[0]

    @property
    def is_asynchronous(self) -> bool:
        """Whether it may wait."""
        return inspect.iscoroutinefunction(self.run)

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """By name, in the order of the signature; the world is none of them."""
        hints = get_type_hints(self.run)
        _, *parameters = inspect.signature(self.run).parameters.values()
        return {
            each.name: Option(
                name=each.name,
                type=_on_the_wire(hints[each.name]),
                default=None if each.default is each.empty else each.default,
                is_required=each.default is each.empty,
                is_positional=each.kind is each.POSITIONAL_OR_KEYWORD,
            )
            for each in parameters
        }


def _on_the_wire(hint: Any) -> Any:
    """Without the tenant's own objects, for which their names stand.

    >>> from mock_auth0.model.user import User
    >>> _on_the_wire(User | str | None) == (str | None)
    True
    """
    if get_origin(hint) not in (Union, UnionType):
        return hint
    plain = [each for each in get_args(hint) if not _is_of_the_tenant(each)]
    return Union[tuple(plain)] if len(plain) > 1 or plain[0] is not NoneType else hint  # noqa: UP007


def _is_of_the_tenant(kind: Any) -> bool:
    return getattr(kind, "__module__", "").startswith("mock_auth0.model.")
