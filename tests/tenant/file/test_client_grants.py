"""Client grants: what clients may ask of APIs, in their own name or for a user."""

from mock_auth0.model.client import ClientGrant, SubjectType
from tests.tenant.file.builders import problems_of, seed_of

KNOWN = """
clients: [{ name: Acme, client_id: acme }]
resourceServers: [{ identifier: "https://api.test", scopes: ["read:x", "write:x"] }]
"""


def test_reads_grants_of_both_kinds() -> None:
    seed = seed_of(f"""{KNOWN}
clientGrants:
  - {{ client_id: Acme, audience: "https://api.test", scope: ["read:x"] }}
  - {{ client_id: acme, audience: "https://api.test", allow_all_scopes: true, subject_type: user }}
""")
    assert seed.client_grants == (
        ClientGrant(client_id="acme", audience="https://api.test", scope=("read:x",)),
        ClientGrant(
            client_id="acme",
            audience="https://api.test",
            scope=("read:x", "write:x"),
            subject_type=SubjectType.USER,
        ),
    )
    assert seed.not_emulated == {}


def test_knows_two_kinds_only() -> None:
    grant = '{ client_id: Acme, audience: "https://api.test", subject_type: person }'
    assert problems_of(f"clientGrants: [{grant}]{KNOWN}") == [
        'tenant.yaml:1: clientGrants[0].subject_type: must be one of client, user; it is "person"'
    ]
