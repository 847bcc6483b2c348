"""Token exchange profiles: which foreign tokens stand for whom."""

import pytest

from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from tests.tenant.file.builders import problems_of, seed_of

USERS = "users: [{ email: ada@example.com, user_id: ada, username: countess }]\n"


def test_reads_every_attribute() -> None:
    seed = seed_of(
        USERS
        + """
tokenExchangeProfiles:
  - name: Legacy sessions
    subject_token_type: urn:acme:legacy-session
    type: custom_authentication
    action: Exchange a legacy session
    subject_tokens: { legacy-1: Ada@Example.com, legacy-2: "auth0|ada", legacy-3: countess }
  - { name: Signed by us, subject_token_type: "https://acme.test/signed" }
"""
    )
    assert seed.token_exchange_profiles == (
        TokenExchangeProfile(
            name="Legacy sessions",
            subject_token_type="urn:acme:legacy-session",
            subject_tokens={
                "legacy-1": "Ada@Example.com",
                "legacy-2": "auth0|ada",
                "legacy-3": "countess",
            },
        ),
        TokenExchangeProfile(name="Signed by us", subject_token_type="https://acme.test/signed"),
    )
    assert seed.not_emulated == {}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "name: A",
            "[0]: needs subject_token_type, such as subject_token_type: urn:acme:legacy-session",
        ),
        ("subject_token_type: 'urn:a'", "[0]: needs name, such as name: Legacy sessions"),
        (
            "name: A, subject_token_type: 'urn:ietf:x'",
            '[0].subject_token_type: is reserved; take a URI of your own; it is "urn:ietf:x"',
        ),
        (
            "name: A, subject_token_type: legacy",
            "[0].subject_token_type: must be a URI, such as urn:acme:legacy-session;"
            ' it is "legacy"',
        ),
        (
            "name: A, subject_token_type: 'urn:a', type: on_behalf_of",
            '[0].type: must be one of custom_authentication; it is "on_behalf_of"',
        ),
        (
            "name: A, subject_token_type: 'urn:a', subject_tokens: {t: aba@example.com}",
            '[0].subject_tokens.t: no user is called "aba@example.com";'
            " did you mean ada@example.com?",
        ),
        (
            "name: A, subject_token_type: 'urn:a', subject_tokens: [t]",
            "[0].subject_tokens: must be a mapping (key: value); it is a list",
        ),
        (
            "name: A, subject_token_type: 'urn:a', subject_token: {}",
            "[0].subject_token: unknown key; did you mean subject_tokens?",
        ),
    ],
)
def test_says_what_to_write_instead(entry: str, message: str) -> None:
    problems = problems_of(f"tokenExchangeProfiles: [{{{entry}}}]\n{USERS}")
    assert f"tenant.yaml:1: tokenExchangeProfiles{message}" in problems


def test_has_one_profile_for_a_type() -> None:
    profile = "{ name: %s, subject_token_type: 'urn:acme:x' }"
    assert problems_of(f"tokenExchangeProfiles: [{profile % 'A'}, {profile % 'B'}]") == [
        "tenant.yaml:1: tokenExchangeProfiles[1].subject_token_type: tokenExchangeProfiles[0] has"
        ' the same subject_token_type "urn:acme:x"'
    ]


def test_reads_the_actors_that_tokens_stand_for() -> None:
    seed = seed_of(
        """
tokenExchangeProfiles:
  - name: Legacy sessions
    subject_token_type: urn:acme:legacy-session
    actor_tokens:
      agent-1: agent|1
      agent-2: { sub: agent|2, level: 3, act: { sub: agent|1 } }
"""
    )
    assert seed.token_exchange_profiles[0].actor_tokens == {
        "agent-1": {"sub": "agent|1"},
        "agent-2": {"sub": "agent|2", "level": 3, "act": {"sub": "agent|1"}},
    }


@pytest.mark.parametrize(
    ("actor", "message"),
    [
        ("{ level: 1 }", "must be the actor, such as { sub: agent|1 }"),
        ("{ sub: 1 }", "must be the actor, such as { sub: agent|1 }"),
        ("{ sub: a, act: b }", "must be the actor, such as { sub: agent|1 }"),
        (
            "{ sub: a, b: [1] }",
            "may have 5 texts, numbers or booleans beside sub and act",
        ),
        (
            "{ sub: a, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }",
            "may have 5 texts, numbers or booleans beside sub and act",
        ),
        (
            "{sub: a, act: {sub: b, act: {sub: c, act: {sub: d, act: {sub: e, act: {sub: f}}}}}}",
            "may have 5 actors at most",
        ),
    ],
)
def test_says_what_is_wrong_with_an_actor(actor: str, message: str) -> None:
    assert problems_of(
        "tokenExchangeProfiles:\n  - name: A\n    subject_token_type: urn:a:b\n"
        f"    actor_tokens:\n      t: {actor}\n"
    ) == [f"tenant.yaml:5: tokenExchangeProfiles[0].actor_tokens.t: {message}"]
