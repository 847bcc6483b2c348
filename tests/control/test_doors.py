"""The three doors: each verb is the same in Python, over HTTP and on the command line."""

import inspect
from typing import Any, get_type_hints

import pytest

from mock_auth0 import MockAuth0, cli
from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Verb, parameters
from mock_auth0.http.application import Application
from mock_auth0.http.control.door import ControlRoute
from tests.builders import a_tenant

every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())


def in_python(verb: Verb) -> Any:
    """The method of `MockAuth0` that carries it out."""
    group, _, name = verb.name.partition(".")
    if not name:
        return getattr(MockAuth0, group)
    described = inspect.get_annotations(getattr(MockAuth0, group).fget, eval_str=True)
    return getattr(described["return"], name)


@every_verb
def test_python_has_its_options(verb: Verb) -> None:
    method = in_python(verb)
    named = [each.name for each in parameters(method, get_type_hints(method))]
    named = [name for name in named if name not in verb.only_in_python]
    assert named == [*verb.options]
    assert inspect.getdoc(method) == inspect.getdoc(verb.run)


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    document: dict[str, Any] = Application(a_tenant()).openapi()
    return document


@every_verb
def test_http_has_its_options(verb: Verb, openapi: dict[str, Any]) -> None:
    operation = openapi["paths"][f"/_mock{verb.path}"][verb.method.lower()]
    assert operation["summary"] == verb.summary
    in_path = [name for name in verb.options if f"{{{name}}}" in verb.path]
    if verb.method == "POST":
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        named = [*schema.get("properties", {})]
    else:
        named = [each["name"] for each in operation.get("parameters", [])]
    assert [*in_path, *(name for name in named if name not in in_path)] == [
        *in_path,
        *(name for name in verb.options if name not in in_path),
    ]


@every_verb
def test_the_command_line_has_its_options(verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    words = [word.replace("_", "-") for word in verb.name.split(".")]
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for option in verb.options.values():
        flag = f"--{option.name.replace('_', '-')}"
        assert (option.name.upper() if option.is_positional else flag) in shown


@every_verb
def test_says_what_it_does(verb: Verb) -> None:
    assert verb.summary.endswith((".", "``."))


def test_nothing_else_stands_behind_the_door() -> None:
    routes = [each for each in Application(a_tenant()).routes if isinstance(each, ControlRoute)]
    served = {(method, route.path) for route in routes for method in route.methods}
    assert served <= {(verb.method, f"/_mock{verb.path}") for verb in VERBS.values()}
