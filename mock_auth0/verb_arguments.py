"""The options of a verb as words and flags, and words as what JSON holds."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from mock_auth0.control.verb import Option, Verb


def add_arguments(parser: ArgumentParser, verb: Verb) -> None:
    """A word for each option before the ``*``, a flag for each behind it, and what is open."""
    for option in verb.options.values():
        kind = _kind_of(option)
        if kind is _flag:
            parser.add_argument(
                _flag_of(option), dest=option.name, action="store_true", default=None
            )
        elif option.is_positional:
            parser.add_argument(
                option.name,
                metavar=option.name.upper(),
                type=kind,
                nargs=None if option.is_required else "?",
            )
        else:
            parser.add_argument(
                _flag_of(option),
                dest=option.name,
                metavar=_metavar(option, kind),
                type=kind,
                required=option.is_required,
            )
    if verb.is_open:
        parser.add_argument("attributes", metavar="NAME=VALUE", type=named_value, nargs="*")


def usage_of(verb: Verb) -> str:
    """The words in their order, for the first line of its help."""
    words = [
        option.name.upper() if option.is_required else f"[{option.name.upper()}]"
        for option in verb.options.values()
        if option.is_positional and _kind_of(option) is not _flag
    ]
    return " ".join([*words, *(["NAME=VALUE …"] if verb.is_open else []), "[OPTIONS]"])


def _kind_of(option: Option) -> Any:
    """How a word becomes what JSON holds there."""
    if option.kinds == {bool}:
        return _flag
    if option.is_number:
        return _number
    if option.kinds <= {str, datetime} or get_origin(option.type) is Literal:
        return str
    return _json_or_text


def named_value(text: str) -> tuple[str, Any]:
    """``name=value``; the value is JSON, or a text."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ArgumentTypeError(f"write NAME=VALUE, not {text}")
    return name, _json_or_text(value)


def _flag(text: str) -> bool:
    return text == "true"


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number") from None
    return int(value) if value.is_integer() else value


def _json_or_text(text: str) -> Any:
    """JSON, or a text; ``@`` before the name of a file stands for what is in it."""
    if text.startswith("@"):
        try:
            text = Path(text[1:]).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise ArgumentTypeError(f"cannot read {text[1:]}: {error}") from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _metavar(option: Option, kind: Any) -> str:
    if get_origin(option.type) is Literal:
        return "|".join(get_args(option.type))
    return {_number: "NUMBER", _json_or_text: "JSON"}.get(kind, "TEXT")


def spelled(name: str) -> str:
    """A name as a word of the command line."""
    return name.replace("_", "-")


def _flag_of(option: Option) -> str:
    return f"--{spelled(option.name)}"
