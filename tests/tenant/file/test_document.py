"""YAML text becomes plain values with their lines, and nothing in it can hurt."""

import pytest

from mock_auth0.tenant.file import document
from mock_auth0.tenant.file.problems import TenantFileError


def read(text: str) -> object:
    return document.read(text, "tenant.yaml", {}).plain()


def refusal(text: str) -> str:
    with pytest.raises(TenantFileError) as refused:
        document.read(text, "tenant.yaml", {})
    return str(refused.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("2024-01-01", "2024-01-01"),
        ("12:30:45", "12:30:45"),
        ("0", 0),
        ("-12", -12),
        ("007", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("1.2.3", "1.2.3"),
        ("+inf", "+inf"),
        ("0x", "0x"),
        ("-", [None]),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("read:things", "read:things"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_reads_scalars_by_the_core_schema_of_yaml_1_2(written: str, value: object) -> None:
    assert read(f"key: {written}" if written != "-" else "key:\n  -") == {"key": value}


def test_reads_json() -> None:
    assert read('{"users": [{"name": "\\ud83d\\ude00 \\\\ud83d \\/", "blocked": true}]}') == {
        "users": [{"name": "😀 \\ud83d /", "blocked": True}]
    }


def test_reads_json_that_is_indented_with_tabs() -> None:
    assert read('{\n\t"a": [\n\t\t1,\n\t\t2\n\t]\n}') == {"a": [1, 2]}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_reads_an_empty_file(text: str) -> None:
    assert read(text) is None


def test_remembers_the_line_of_each_key_and_each_item() -> None:
    root = document.read("# comment\na:\n\n  - x\n  - y: 1\nb: {c: 2}\n", "tenant.yaml", {})
    first, second = root.value["a"].value
    lines = (root.value["a"].line, first.line, second.value["y"].line, root.value["b"].line)
    assert lines == (2, 4, 5, 6)


def test_follows_aliases_and_merges_defaults_under_the_keys_of_the_mapping() -> None:
    text = """
        defaults: &defaults {locale: de, blocked: false}
        more: &more {locale: fr, name: Nobody}
        users:
          - {<<: *defaults, blocked: true}
          - {name: Me, <<: [*defaults, *more]}
          - *more
    """
    assert read(text)["users"] == [  # type: ignore[index] - a mapping, as the text says
        {"locale": "de", "blocked": True},
        {"name": "Me", "locale": "de", "blocked": False},
        {"locale": "fr", "name": "Nobody"},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: [1\nb: 2",
            "tenant.yaml:2: not valid YAML: did not find expected ',' or ']'"
            " (while parsing a flow sequence)",
        ),
        ("a: 1\nb: 2\na: 3", "tenant.yaml:3: the key a stands here twice, first in line 1"),
        ("a: 1\n---\nb: 2", "tenant.yaml:2: a second document; keep only one"),
        ("? [a]\n: 1", "tenant.yaml:1: a key must be text"),
        ("a: *b", "tenant.yaml:1: *b names no anchor before it"),
        ("a: &a [*a]", "tenant.yaml:1: *a contains itself"),
        ("<<: text", "tenant.yaml:1: << takes a mapping, such as *defaults"),
        (
            "a: !!python/object/apply:os.system [ls]",
            "tenant.yaml:1: the tag tag:yaml.org,2002:python/object/apply:os.system"
            " is not supported",
        ),
        ("a: !secret x", "tenant.yaml:1: the tag !secret is not supported"),
        ("a: \x00", "tenant.yaml: not valid YAML: control characters are not allowed"),
        ("a: \ud800", "tenant.yaml: not valid Unicode: half of a surrogate pair"),
        ("a: " + "[" * 100, "tenant.yaml:1: nested deeper than 64 levels"),
        ("[" * 1_000_000, "tenant.yaml:1: nested deeper than 64 levels"),
        ("x" * 10_000_001, "tenant.yaml: larger than 10 MB"),
        (
            "a: @@CALLBACKS@@",
            "tenant.yaml:1: @@…@@ has no value; set it in the environment"
            " or in AUTH0_KEYWORD_REPLACE_MAPPINGS",
        ),
    ],
    ids=[
        "syntax", "a key twice", "two documents", "a list as key", "no anchor", "a cycle",
        "merging text", "a Python object", "a tag", "a control character", "half a surrogate pair",
        "too deep", "much too deep", "too large", "a keyword without a value",
    ],
)  # fmt: skip
def test_refuses(text: str, message: str) -> None:
    assert refusal(text) == message


def test_refuses_aliases_that_multiply() -> None:
    laughs = ["a0: &a0 [x]"]
    laughs += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
    assert refusal("\n".join(laughs)) == (
        "tenant.yaml:7: more than 500,000 values once aliases are written out"
    )
