"""The verbs for Playwright, Cypress and every other script: a module made of the registry.

``import { mockAuth0 } from "./client.js"; await mockAuth0().clock.advance({ days: 1 });``
"""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Option, Verb
from mock_auth0.control.wire import wire_names

_HEAD = """\
// What a test may do to a mock-auth0 tenant. Node.js 18 or newer, and every browser.
// Each verb takes one object of options and answers with a promise.

export class MockAuth0Error extends Error {
  constructor(verb, status, body) {
    super(body?.error_description ?? `${verb} answers ${status}`);
    this.name = "MockAuth0Error";
    this.verb = verb;
    this.status = status;
    this.body = body;
  }
}

const here = new URL(import.meta.url);
const DEFAULT_URL = here.protocol.startsWith("http") ? here.origin : "http://localhost:1000";

export function mockAuth0(url = DEFAULT_URL, { controlToken } = {}) {
  const base = String(url).replace(/\\/+$/, "") + "/_mock";
  const call = async (verb, method, path, options = {}) => {
    const rest = { ...options };
    let target = base + path.replace(/{(\\w+)}/g, (_, name) => {
      const value = rest[name];
      delete rest[name];
      return encodeURIComponent(value);
    });
    const headers = controlToken ? { authorization: `Bearer ${controlToken}` } : {};
    const request = { method, headers };
    if (method === "GET" || method === "DELETE") {
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
      const query = new URLSearchParams(given.map(([name, value]) => [name, text(value)]));
      if (given.length) target += `?${query}`;
    } else {
      headers["content-type"] = "application/json";
      request.body = JSON.stringify(rest);
    }
    const answer = await fetch(target, request);
    const body = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (!answer.ok) throw new MockAuth0Error(verb, answer.status, body);
    return body;
  };
"""
_TYPES_HEAD = """\
/** What the mock refused, and why. */
export class MockAuth0Error extends Error {
  verb: string;
  status: number;
  body: { error: string; error_description: string } | null;
}

/** Reach a tenant; by default that which served this file, else http://localhost:1000. */
export function mockAuth0(url?: string | URL, options?: { controlToken?: string }): MockAuth0;
"""


@functools.cache
def module() -> str:
    """The script, an ECMAScript module."""
    lines = [_HEAD + "  return {"]
    for group, verbs in _groups().items():
        indent = "    "
        if group:
            lines.append(f"{indent}{group}: {{")
            indent += "  "
        lines += [
            f"{indent}{_camel(verb.name.rpartition('.')[2])}: (options) => "
            f"call({json.dumps(verb.name)}, {json.dumps(verb.method)}, "
            f"{json.dumps(verb.path)}, options),"
            for verb in verbs
        ]
        if group:
            lines.append("    },")
    return "\n".join([*lines, "  };", "}", ""])


@functools.cache
def types() -> str:
    """Its types, for TypeScript."""
    lines = [_TYPES_HEAD, "export interface MockAuth0 {"]
    for group, verbs in _groups().items():
        indent = "  "
        if group:
            lines.append(f"  {group}: {{")
            indent += "  "
        for verb in verbs:
            lines.append(f"{indent}/** {verb.summary} */")
            lines.append(f"{indent}{_signature(verb)};")
        if group:
            lines.append("  };")
    return "\n".join([*lines, "}", ""])


def _groups() -> Mapping[str, list[Verb]]:
    grouped: dict[str, list[Verb]] = {}
    for verb in VERBS.values():
        grouped.setdefault(_camel(verb.name.rpartition(".")[0]), []).append(verb)
    return grouped


def _signature(verb: Verb) -> str:
    name = _camel(verb.name.rpartition(".")[2])
    result = _type(get_type_hints(verb.run).get("return", Any))
    if not verb.options:
        return f"{name}(): Promise<{result}>"
    options = "; ".join(_member(each) for each in verb.options.values())
    optional = "" if any(each.is_required for each in verb.options.values()) else "?"
    return f"{name}(options{optional}: {{ {options} }}): Promise<{result}>"


def _member(option: Option) -> str:
    return f"{option.name}{'' if option.is_required else '?'}: {_type(option.type)}"


def _type(annotation: Any) -> str:  # noqa: PLR0911 - one for each kind
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(_type(each) for each in arguments))
    if origin is Literal:
        return " | ".join(json.dumps(each) for each in arguments)
    if origin is tuple and Ellipsis not in arguments:
        return f"[{', '.join(_type(each) for each in arguments)}]"
    if origin in _LISTS:
        return f"Array<{_type(arguments[0])}>"
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if is_dataclass(annotation):
        hints = get_type_hints(annotation)
        written = [f"{name}: {_type(hints[each])}" for each, name in wire_names(annotation)]
        return "{ " + "; ".join(written) + " }"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " | ".join(json.dumps(each.value) for each in annotation)
    return "Record<string, unknown>" if origin is not None else "unknown"


def _camel(name: str) -> str:
    """As scripts write it.

    >>> _camel("wait_for")
    'waitFor'
    """
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)


_LISTS = (list, tuple, set, frozenset, Iterable, Sequence)
_PLAIN: Mapping[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    datetime: "string",
    timedelta: "number",
    Any: "unknown",
}
