"""The key that an API's access tokens are encrypted for."""

from textwrap import indent

import pytest

from mock_auth0.model.resource_server import TokenEncryption
from tests.credentials import a_key, public_pem
from tests.tenant.file.builders import problems_of, seed_of

PEM = public_pem(a_key())


def a_file(more: str = "", *, pem: str | None = PEM) -> str:
    key = "" if pem is None else f"        pem: |\n{indent(pem, ' ' * 10)}"
    return f"""
resourceServers:
  - identifier: urn:api
    token_encryption:
      format: compact-nested-jwe
      encryption_key:
        name: First
{more}{key}
"""


def test_reads_every_attribute() -> None:
    seed = seed_of(a_file("        alg: RSA-OAEP-512\n        kid: k1\n"))

    assert seed.resource_servers[0].token_encryption == TokenEncryption(
        pem=PEM, alg="RSA-OAEP-512", kid="k1"
    )
    assert seed.not_emulated == {}


def test_has_defaults() -> None:
    seed = seed_of(a_file())

    assert seed.resource_servers[0].token_encryption == TokenEncryption(pem=PEM)


def test_says_that_an_export_without_the_key_encrypts_nothing() -> None:
    seed = seed_of(a_file("        thumbprint_sha256: abc\n", pem=None))

    assert seed.resource_servers[0].token_encryption is None
    assert list(seed.not_emulated) == [
        "resourceServers[].token_encryption.encryption_key.thumbprint_sha256"
    ]


@pytest.mark.parametrize("nothing", ["", "token_encryption: null"])
def test_is_absent_in_most_apis(nothing: str) -> None:
    seed = seed_of(f"resourceServers: [{{ identifier: urn:api, {nothing} }}]")

    assert seed.resource_servers[0].token_encryption is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            a_file(pem=None),
            "tenant.yaml:6: resourceServers[0].token_encryption.encryption_key: needs pem",
        ),
        (
            a_file(pem="-----BEGIN PUBLIC KEY-----"),
            "tenant.yaml:8: resourceServers[0].token_encryption.encryption_key.pem: "
            "no readable public key or certificate in PEM",
        ),
        (
            a_file("        alg: RSA1_5\n"),
            "tenant.yaml:8: resourceServers[0].token_encryption.encryption_key.alg: must be one "
            'of RSA-OAEP-256, RSA-OAEP-384, RSA-OAEP-512; it is "RSA1_5"',
        ),
        (
            "resourceServers: [{ identifier: urn:api, token_encryption: "
            "{ format: compact-nested-jwe } }]",
            "tenant.yaml:1: resourceServers[0].token_encryption: needs encryption_key, such as "
            "encryption_key: { pem: keys/api.pem }",
        ),
    ],
)
def test_says_what_is_wrong(text: str, problem: str) -> None:
    assert problems_of(text)[0] == problem
