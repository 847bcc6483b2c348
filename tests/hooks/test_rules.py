"""Rules: when they fit, and what they do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.hooks.apis import CustomTokenExchangeApi, PostLoginApi, PreUserRegistrationApi
from mock_auth0.hooks.event import (
    EventAuthorization,
    EventConnection,
    EventOrganization,
    EventResourceServer,
    EventTransaction,
)
from mock_auth0.hooks.outcome import Denial, Outcome, Why
from mock_auth0.hooks.redirect import Redirect
from mock_auth0.hooks.rules import carry_out, filled_in, fits
from mock_auth0.model.hook import Rule
from mock_auth0.tenant.liquid_values import LiquidError
from tests.builders import ISSUER, NOON_SECONDS
from tests.deterministic import deterministic
from tests.hooks.builders import an_event

EVENT = an_event(
    connection=EventConnection(id="con_1", name="Staff", strategy="auth0"),
    organization=EventOrganization(id="org_1", name="acme", display_name="Acme"),
    resource_server=EventResourceServer(identifier="https://api.example/"),
    authorization=EventAuthorization(roles=["Admin"]),
    transaction=EventTransaction(
        protocol="oidc-basic-profile",
        requested_scopes=["openid", "email"],
        subject_token_type="urn:acme:x",
    ),
)


@pytest.mark.parametrize(
    ("name", "fitting", "other"),
    [
        ("client", "spa", "web"),
        ("client", "my spa", "your spa"),
        ("user", "ada@example.com", "grace@example.com"),
        ("user", "*@example.com", "*@example.org"),
        ("user", "auth0|ada", "auth0|a"),
        ("connection", "staff", "guests"),
        ("connection", "con_1", "con_2"),
        ("organization", "acme", "other"),
        ("organization", "org_1", "org_2"),
        ("audience", "https://api.example/", "https://api.example"),
        ("role", "admin", "admi"),
        ("scope", "email", "profile"),
        ("protocol", "oidc-*", "oauth2-*"),
        ("subject_token_type", "urn:acme:x", "urn:acme:y"),
    ],
)
def test_conditions(name: str, fitting: str, other: str) -> None:
    assert fits(Rule(when={name: (fitting,)}), EVENT)
    assert fits(Rule(when={name: (other, fitting)}), EVENT)
    assert not fits(Rule(when={name: (other,)}), EVENT)
    bare = an_event(user=None, client=None, transaction=None)
    assert not fits(Rule(when={name: ("*",)}), bare)


def test_all_conditions_must_fit() -> None:
    assert fits(Rule(), EVENT)
    assert not fits(Rule(when={"client": ("spa",), "user": ("grace",)}), EVENT)


def done(actions: dict[str, Any]) -> Outcome:
    outcome = Outcome()
    redirect = Redirect(outcome, EVENT, issuer=ISSUER, now=NOON_SECONDS, is_possible=True)
    carry_out(actions, EVENT, PostLoginApi(outcome, redirect))
    return outcome


def test_everything_that_a_login_may_have() -> None:
    assert done(
        {
            "set_id_token_claims": {"https://x/email": "{{ event.user.email }}"},
            "set_access_token_claims": {"https://x/plan": "{{ event.user.app_metadata.plan }}"},
            "add_scope": "a b",
            "remove_scope": ["c"],
            "set_user_metadata": {"seen": True},
            "set_app_metadata": {"from": "{{ event.request.ip }}"},
            "require_mfa": True,
            "redirect_to": {
                "url": "https://x.example/",
                "query": {"u": "{{ event.user.user_id }}"},
            },
        }
    ) == Outcome(
        id_token_claims={"https://x/email": "ada@example.com"},
        access_token_claims={"https://x/plan": "gold"},
        added_scope=["a", "b"],
        removed_scope=["c"],
        user_metadata={"seen": True},
        app_metadata={"from": "192.0.2.1"},
        demands_mfa=True,
        redirect="https://x.example/?u=auth0%7Cada",
    )


def test_denials() -> None:
    assert done({"deny": "No, {{ event.user.email }}"}).denial == Denial(
        reason="No, ada@example.com"
    )
    assert done({"deny": {"reason": "No"}}).denial == Denial(reason="No")
    assert done({"require_mfa": "none"}).demands_mfa is False
    with pytest.raises(Exception, match="down for ada"):
        done({"fail": "down for {{ event.user.user_id | split: '|' | last }}"})


def test_denials_of_other_triggers() -> None:
    outcome = Outcome()
    carry_out({"deny": "No"}, EVENT, CustomTokenExchangeApi(outcome))
    assert outcome.denial == Denial(reason="No", code="invalid_request")
    carry_out(
        {"deny": {"reason": "No", "user_message": "Sorry"}}, EVENT, PreUserRegistrationApi(outcome)
    )
    assert outcome.denial == Denial(reason="No", user_message="Sorry")
    carry_out({"deny": {"reason": "No", "code": "c"}}, EVENT, PreUserRegistrationApi(outcome))
    assert outcome.denial == Denial(why=Why.INVALID, reason="No", code="c")


def test_token_exchanges() -> None:
    outcome = Outcome()
    carry_out(
        {"set_user": "auth0|ada", "set_organization": "acme"},
        EVENT,
        CustomTokenExchangeApi(outcome),
    )
    assert (outcome.user, outcome.organization) == ("auth0|ada", "acme")
    carry_out({"reject_subject_token": "no"}, EVENT, CustomTokenExchangeApi(outcome))
    assert outcome.denial == Denial(why=Why.BAD_SUBJECT_TOKEN, reason="no")


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("{{ a.list }}", [1, 2]),
        ("{{- a.list -}}", [1, 2]),
        ("{{ a.no }}", None),
        ("{{ a.nothing }}", None),
        ("x{{ a.nothing }}", "x"),
        ("{{ a.yes }}{{ a.yes }}", "truetrue"),
        ("{% if a.yes %}y{% endif %}", "y"),
        ("<{{ a.html }}>", "<<b>>"),
        ("{{ a.html | escape }}", "&lt;b&gt;"),
        (7, 7),
        (["{{ a.yes }}"], [True]),
    ],
)
def test_templates(template: Any, value: Any) -> None:
    known = {"a": {"list": [1, 2], "no": None, "yes": True, "html": "<b>"}}
    assert filled_in(template, known) == value


def test_a_template_that_explodes() -> None:
    with pytest.raises(LiquidError):
        filled_in("{{ a | replace: 'x', a }}!", {"a": "x" * 1000})


@deterministic(200)
@given(st.text(alphabet="{}%|. a'\"-event", max_size=40))
def test_no_template_does_anything_but_render_or_refuse(source: str) -> None:
    try:
        filled_in({"x": source}, {"event": {"a": 1}})
    except LiquidError:
        return
