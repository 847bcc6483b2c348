"""``mock: {hooks: […]}``: rules in the place of Actions, which are JavaScript and do not run."""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.hook import Hook, Rule, Trigger
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.node import Node, node_of
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.file.references import Named, References
from mock_auth0.tenant.hook_words import CONDITIONS, actions_of
from mock_auth0.tenant.hooks import MOST

_MAPPINGS = (
    "set_access_token_claims", "set_app_metadata", "set_id_token_claims", "set_user_metadata",
)  # fmt: skip
_WITH_PARTS = {
    "deny": ("reason", "code", "user_message"),
    "redirect_to": ("url", "query"),
}


def hooks(options: Fields, references: References) -> tuple[Hook, ...]:
    """All of them, in the order in which they run."""
    found = [hook(each, references) for each in options.sections("hooks")]
    if len(found) > MOST:
        options.wrong("hooks", f"must be at most {MOST}", value_is_shown=True)
    return tuple(found[:MOST])


def hook(fields: Fields, references: References) -> Hook:
    """One rule."""
    fields.required("trigger", "post-login")
    trigger = Trigger(fields.choice("trigger", [each.value for each in Trigger]) or "post-login")
    when = _conditions(fields.section("when"), references)
    then = _actions(fields, "then", trigger)
    if not then:
        fields.missing("then, such as then: { deny: No entry }")
    on_continue = _actions(fields, "on_continue", trigger)
    built = Hook(
        trigger=trigger,
        name=fields.text("name") or f"{trigger.value}: {', '.join(then)}",
        rule=Rule(when=when, then=then, on_continue=on_continue),
        secrets=_secrets(fields.section("secrets")),
    )
    fields.close()
    return built


def hook_from(attributes: Mapping[str, object], tenant: Named) -> Hook:
    """A rule from Python. Raises `TenantFileError`."""
    report = Report()
    fields = Fields(node_of(attributes), "hook", report)
    built = hook(fields, References.to(tenant))
    report.raise_problems()
    return built


def _conditions(fields: Fields, references: References) -> Mapping[str, tuple[str, ...]]:
    conditions = {}
    for name in CONDITIONS:
        if not fields.has(name):
            continue
        is_list = isinstance(fields.node(name).value, list)
        values = (fields.texts(name) or ()) if is_list else (fields.text(name) or "",)
        for each in values:
            _check_name(fields, references, name, each)
        conditions[name] = tuple(each.lower() for each in values)
    fields.close()
    return conditions


def _check_name(fields: Fields, references: References, key: str, name: str) -> None:
    """What nobody is called would never be met; a user may come later."""
    if "*" in name:
        return
    if key == "client":
        references.client(fields, key, name)
    elif key == "connection":
        references.connection(fields, key, name)
    elif key == "organization":
        references.organization(fields, key, name)


def _secrets(fields: Fields) -> Mapping[str, str]:
    return {name: fields.text(name, secret=True) or "" for name in fields.names()}


def _actions(fields: Fields, key: str, trigger: Trigger) -> Mapping[str, Any]:
    section = fields.section(key)
    known = actions_of(trigger)
    actions: dict[str, Any] = {}
    for name in known:
        node = section.node(name)
        if node.value is None:
            continue
        if name in _MAPPINGS:
            actions[name] = section.open(name)
        elif name in _WITH_PARTS and isinstance(node.value, dict):
            actions[name] = _with_parts(section, name)
        elif name == "require_mfa" and isinstance(node.value, bool):
            actions[name] = node.value
        elif name in ("add_scope", "remove_scope") and isinstance(node.value, list):
            actions[name] = [*(section.texts(name) or ())]
        else:
            actions[name] = section.text(name)
        _check_templates(section, name, node)
    section.close()
    return {name: value for name, value in actions.items() if value is not None}


def _with_parts(section: Fields, name: str) -> Mapping[str, Any]:
    parts = section.section(name)
    first, *others = _WITH_PARTS[name]
    given: dict[str, Any] = {first: parts.required(first, "…")}
    for each in others:
        given[each] = parts.open(each) if each == "query" else parts.text(each)
    parts.close()
    return {each: value for each, value in given.items() if value is not None}


def _check_templates(section: Fields, name: str, node: Node) -> None:
    for each in _texts_of(node.plain()):
        if "{{" not in each and "{%" not in each:
            continue
        from mock_auth0.tenant.liquid import check
        from mock_auth0.tenant.liquid_values import LiquidError

        try:
            check(each)
        except LiquidError as error:
            section.wrong(name, f"its Liquid cannot be read: {error}", value_is_shown=True)


def _texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for each in value for text in _texts_of(each)] if isinstance(value, list) else []
