"""deploy-cli's keywords are replaced in the text."""

import pytest

from mock_auth0.tenant.file import keywords

MAPPINGS = """{"ENV": "dev", "URLS": ["http://a", "http://b"], "MORE": "\\"http://c\\"", "N": 3}"""


def replace(text: str, **environment: str) -> str:
    return keywords.replace(text, environment, at_most=200)


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("name: Acme ##ENV##", "name: Acme dev"),
        ("n: ##N##", "n: 3"),
        ("urls: [##MORE##]", 'urls: ["http://c"]'),
        ("urls: @@URLS@@", 'urls: ["http://a", "http://b"]'),
        ("urls: '@@URLS@@'", 'urls: ["http://a", "http://b"]'),
        ('urls: "@@URLS@@"', 'urls: ["http://a", "http://b"]'),
        ("name: @@ENV@@", 'name: "dev"'),
        ("name: ##UNKNOWN## @@UNKNOWN@@", "name: ##UNKNOWN## @@UNKNOWN@@"),
    ],
)
def test_replaces(text: str, replaced: str) -> None:
    assert replace(text, AUTH0_KEYWORD_REPLACE_MAPPINGS=MAPPINGS) == replaced


def test_lets_the_environment_win_over_the_mappings() -> None:
    assert replace("##ENV##", AUTH0_KEYWORD_REPLACE_MAPPINGS=MAPPINGS, ENV="prod") == "prod"


def test_says_what_mappings_must_be() -> None:
    for mappings in ("[]", "{", "3"):
        with pytest.raises(ValueError, match="must be a JSON object, such as"):
            replace("##ENV##", AUTH0_KEYWORD_REPLACE_MAPPINGS=mappings)


def test_refuses_what_grows_without_bound() -> None:
    with pytest.raises(ValueError, match="replacing ##B## makes the file too large"):
        replace("##A##", A="##B##" * 20, B="x" * 20)
