"""The verbs for scripts: what the module and its types say."""

import pytest

from mock_auth0.control import javascript
from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Verb

every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())


@every_verb
def test_the_module_has_it(verb: Verb) -> None:
    called = f'call("{verb.name}", "{verb.method}", "{verb.path}", options)'
    assert javascript.module().count(called) == 1


@every_verb
def test_the_types_have_its_options(verb: Verb) -> None:
    signature = javascript._signature(verb)
    assert signature.startswith(f"{javascript._camel(verb.name.rpartition('.')[2])}(")
    assert f"    /** {verb.summary} */\n" in javascript.types().replace("  /**", "    /**")
    assert f" {signature};\n" in javascript.types()
    for option in verb.options.values():
        assert f"{option.name}{'' if option.is_required else '?'}: " in signature


def test_what_must_be_given_must_be_given() -> None:
    assert "revoke(options: { kid: string }): Promise<null>;" in javascript.types()
    assert "freeze(options?: { at?: string | null }): Promise<string>;" in javascript.types()
    assert "rotate(): Promise<string>;" in javascript.types()
