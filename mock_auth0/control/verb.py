"""A verb: a function over the world, and where it stands in the three doors.

Its parameters are its options everywhere: of the method in Python, members of the JSON body (or of
the query) over HTTP, flags on the command line. Those before the ``*`` are words there. Further
keywords (``**``) are for Python, unless the verb is open: then the body has them, too, and the
command line takes them as ``name=value``. Keywords of a `TypedDict` are options like any other.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, Union, Unpack, get_args, get_origin, get_type_hints

_WHAT_IT_RAISES = re.compile(r"(?<=\S)\s+Raises\s+`[^.]*\.(?=\s|\Z)")


@dataclass(frozen=True, kw_only=True)
class Option:
    """A parameter of a verb, as it travels."""

    name: str
    type: Any
    """What JSON may hold there: a type annotation without the objects that only Python has."""
    default: Any
    is_required: bool
    is_positional: bool

    @property
    def kinds(self) -> frozenset[Any]:
        """The types that its value may have."""
        is_union = get_origin(self.type) in (Union, UnionType)
        return frozenset(get_args(self.type) if is_union else (self.type,)) - {NoneType}

    @property
    def is_number(self) -> bool:
        """Whether it is a number on the wire; durations are seconds."""
        return self.kinds <= {int, float, timedelta}


@dataclass(frozen=True)
class Verb:
    """``name`` is ``group.verb``, ``path`` what follows ``/_mock``."""

    name: str
    method: str
    path: str
    run: Callable[..., Any]
    is_open: bool = False
    """Whether its further keywords are what it is about, such as the attributes of a user."""
    largest: int = 1024 * 1024
    """Bytes that its body may have."""

    @property
    def summary(self) -> str:
        """The first line of what it says of itself."""
        return self.description.partition("\n")[0]

    @property
    def description(self) -> str:
        """All of it, but for what it raises, which is another thing at each door."""
        return _WHAT_IT_RAISES.sub("", inspect.getdoc(self.run) or "")

    @property
    def is_asynchronous(self) -> bool:
        """Whether it may wait."""
        return inspect.iscoroutinefunction(self.run)

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """By name, in the order of the signature; the world is none of them."""
        hints = get_type_hints(self.run)
        return {
            each.name: Option(
                name=each.name,
                type=_on_the_wire(hints[each.name]),
                default=None if each.default is each.empty else each.default,
                is_required=each.default is each.empty,
                is_positional=each.kind is each.POSITIONAL_OR_KEYWORD,
            )
            for each in parameters(self.run, hints)
            if not _is_function(hints[each.name])
        }

    @cached_property
    def only_in_python(self) -> frozenset[str]:
        """Parameters that are functions, which cannot travel."""
        hints = get_type_hints(self.run)
        return frozenset(name for name, hint in hints.items() if _is_function(hint))


def parameters(run: Callable[..., Any], hints: dict[str, Any]) -> Iterator[inspect.Parameter]:
    """What a verb takes beside the world: further keywords by their names, where it names them.

    ``hints`` are its type hints; those of such keywords are added.
    """
    _, *named = inspect.signature(run).parameters.values()
    for each in named:
        if each.kind is not each.VAR_KEYWORD:
            yield each
        elif get_origin(hints[each.name]) is Unpack:
            for name, hint in get_type_hints(*get_args(hints[each.name])).items():
                hints[name] = hint
                yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None)


def _on_the_wire(hint: Any) -> Any:
    """Without the tenant's own objects, for which their names stand.

    >>> from mock_auth0.model.user import User
    >>> _on_the_wire(User | str | None) == (str | None)
    True
    """
    if get_origin(hint) not in (Union, UnionType):
        return hint
    plain = [each for each in get_args(hint) if not (_is_of_the_tenant(each) or _is_function(each))]
    return Union[tuple(plain)] if len(plain) > 1 or plain[0] is not NoneType else hint  # noqa: UP007


def _is_function(hint: Any) -> bool:
    """Whether it is a function, or none.

    >>> _is_function(Callable[[], None] | None), _is_function(str | None)
    (True, False)
    """
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    given = [each for each in kinds if each is not NoneType]
    return bool(given) and all(get_origin(each) is Callable for each in given)


def _is_of_the_tenant(kind: Any) -> bool:
    return getattr(kind, "__module__", "").startswith("mock_auth0.model.")
