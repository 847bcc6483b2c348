"""Rules of the tenant file."""

import pytest

from mock_auth0.model.hook import Hook, Rule, Trigger
from mock_auth0.tenant.file.hooks import hook_from
from mock_auth0.tenant.file.problems import TenantFileError
from tests.builders import a_tenant
from tests.tenant.file.builders import problems_of, seed_of


def test_reads_every_attribute() -> None:
    seed = seed_of(
        """
clients: [{ name: My SPA, client_id: spa }]
mock:
  hooks:
    - trigger: post-login
      name: Terms
      when: { client: My SPA, user: ["*@example.com", Ada], scope: [openid] }
      then:
        set_id_token_claims: { "https://acme.example/plan": "{{ event.user.app_metadata.plan }}" }
        set_access_token_claims: { level: 3 }
        add_scope: [admin]
        remove_scope: email profile
        set_user_metadata: { seen: true }
        set_app_metadata: { gone: null }
        require_mfa: true
        redirect_to: { url: "https://terms.example/", query: { lang: en } }
      on_continue: { deny: { reason: "No" } }
      secrets: { key: s3cret }
    - { trigger: credentials-exchange, then: { deny: { reason: Closed, code: invalid_scope } } }
    - { trigger: custom-token-exchange, then: { set_user: ada@example.com } }
"""
    )
    terms, closed, exchange = seed.hooks
    assert terms == Hook(
        trigger=Trigger.POST_LOGIN,
        name="Terms",
        rule=Rule(
            when={
                "client": ("my spa",),
                "scope": ("openid",),
                "user": ("*@example.com", "ada"),
            },
            then={
                "set_id_token_claims": {
                    "https://acme.example/plan": "{{ event.user.app_metadata.plan }}"
                },
                "set_access_token_claims": {"level": 3},
                "add_scope": ["admin"],
                "remove_scope": "email profile",
                "set_user_metadata": {"seen": True},
                "set_app_metadata": {"gone": None},
                "require_mfa": True,
                "redirect_to": {"url": "https://terms.example/", "query": {"lang": "en"}},
            },
            on_continue={"deny": {"reason": "No"}},
        ),
        secrets={"key": "s3cret"},
    )
    assert (closed.trigger, closed.name) == (
        Trigger.CREDENTIALS_EXCHANGE,
        "credentials-exchange: deny",
    )
    assert closed.rule == Rule(then={"deny": {"reason": "Closed", "code": "invalid_scope"}})
    assert exchange.rule == Rule(then={"set_user": "ada@example.com"})


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{ then: { deny: x } }", "mock.hooks[0]: needs trigger, such as trigger: post-login"),
        (
            "{ trigger: post-logout, then: { deny: x } }",
            'mock.hooks[0].trigger: must be one of post-login, credentials-exchange',
        ),
        ("{ trigger: post-login }", "mock.hooks[0]: needs then, such as then: { deny: No entry }"),
        (
            "{ trigger: post-login, then: { denny: x } }",
            "mock.hooks[0].then.denny: unknown key; did you mean deny?",
        ),
        (
            "{ trigger: credentials-exchange, then: { require_mfa: true } }",
            "mock.hooks[0].then.require_mfa: unknown key",
        ),
        (
            "{ trigger: post-login, when: { clients: x }, then: { deny: x } }",
            "mock.hooks[0].when.clients: unknown key; did you mean client?",
        ),
        (
            "{ trigger: post-login, when: { client: nobody }, then: { deny: x } }",
            'mock.hooks[0].when.client: no client is named "nobody"',
        ),
        (
            "{ trigger: post-login, when: { connection: Staf }, then: { deny: x } }",
            'mock.hooks[0].when.connection: no connection is named "Staf"',
        ),
        (
            "{ trigger: post-login, then: { deny: { code: x } } }",
            "mock.hooks[0].then.deny: needs reason, such as reason: …",
        ),
        (
            "{ trigger: post-login, then: { set_id_token_claims: x } }",
            "mock.hooks[0].then.set_id_token_claims: must be a mapping (key: value); "
            'it is "x"',
        ),
        (
            '{ trigger: post-login, then: { deny: "{{ a | shout }}" } }',
            "mock.hooks[0].then.deny: its Liquid cannot be read: the filter 'shout' is not "
            "supported here",
        ),
        ("x", 'mock.hooks[0]: must be a mapping (key: value); it is "x"'),
    ],
)  # fmt: skip
def test_says_what_is_wrong(entry: str, message: str) -> None:
    problems = problems_of(f"mock:\n  hooks:\n    - {entry}\n")
    assert any(message in each for each in problems), problems
    assert all(each.startswith("tenant.yaml:3: ") for each in problems)


def test_no_more_than_a_hundred() -> None:
    rule = "\n    - { trigger: post-login, then: { deny: x } }"
    (problem,) = problems_of(f"mock:\n  hooks:{rule * 101}\n")
    assert problem == "tenant.yaml:2: mock.hooks: must be at most 100"


def test_a_rule_from_python_may_name_what_the_tenant_has() -> None:
    tenant = a_tenant()
    built = hook_from(
        {"trigger": "post-login", "when": {"client": "My SPA"}, "then": {"deny": "x"}}, tenant
    )
    assert built.rule == Rule(when={"client": ("my spa",)}, then={"deny": "x"})
    with pytest.raises(TenantFileError, match='no client is named "My SPB"; did you mean My SPA'):
        hook_from(
            {"trigger": "post-login", "when": {"client": "My SPB"}, "then": {"deny": "x"}}, tenant
        )


def test_javascript_is_named_with_what_to_write_instead() -> None:
    seed = seed_of("actions: [{ name: a, code: 'exports.x = 1' }]\n")
    assert seed.not_emulated == {"actions": "tenant.yaml:1"}
