"""Rules: hooks that are written down. Texts may have Liquid: ``{{ event.user.email }}``."""

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from mock_auth0.hooks.apis import (
    CredentialsExchangeApi,
    CustomTokenExchangeApi,
    PreUserRegistrationApi,
)
from mock_auth0.hooks.event import Event
from mock_auth0.model.hook import Rule

_DENIED = "Access denied"
_INVALID = "invalid_request"


def fits(rule: Rule, event: Event) -> bool:
    """Whether each condition has a value that fits; ``*`` stands for anything."""
    return all(
        any(fnmatchcase(fact.lower(), each) for fact in _FACTS[name](event) for each in any_of)
        for name, any_of in rule.when.items()
    )


def carry_out(actions: Mapping[str, Any], event: Event, api: Any) -> None:
    """Do what stands there, by the methods that a function would use."""
    variables: dict[str, Any] = {}
    for name, value in actions.items():
        if not variables and _has_template(value):
            variables = {"event": event.plain()}
        _ACTIONS[name](api, filled_in(value, variables))


def filled_in(value: Any, variables: Mapping[str, Any]) -> Any:
    """The value with its templates rendered; one that is all of a text keeps its type.

    >>> filled_in({"is": "{{ a }}", "says": "a is {{ a }}"}, {"a": True})
    {'is': True, 'says': 'a is true'}
    """
    if isinstance(value, Mapping):
        return {name: filled_in(each, variables) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [filled_in(each, variables) for each in value]
    if not _has_template(value):
        return value
    from mock_auth0.tenant import liquid, liquid_values

    bare = value.strip()
    inner = bare[2:-2]
    if bare.startswith("{{") and bare.endswith("}}") and "{{" not in inner and "}}" not in inner:
        found = liquid_values.expression(inner.strip("-"), variables)
        return str(found) if isinstance(found, liquid_values.Safe) else found
    return liquid.render(value, variables, is_html=False)


def _has_template(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_template, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_template, value))
    return isinstance(value, str) and ("{{" in value or "{%" in value)


def _present(*facts: str | None) -> list[str]:
    return [each for each in facts if each]


_FACTS: Mapping[str, Callable[[Event], Iterable[str]]] = {
    "audience": lambda event: _present(
        event.resource_server.identifier if event.resource_server else None
    ),
    "client": lambda event: (
        _present(event.client.client_id, event.client.name) if event.client else ()
    ),
    "connection": lambda event: (
        _present(event.connection.name, event.connection.id) if event.connection else ()
    ),
    "organization": lambda event: (
        _present(event.organization.name, event.organization.id) if event.organization else ()
    ),
    "protocol": lambda event: _present(event.transaction.protocol if event.transaction else None),
    "role": lambda event: event.authorization.roles if event.authorization else (),
    "scope": lambda event: event.transaction.requested_scopes if event.transaction else (),
    "subject_token_type": lambda event: _present(
        event.transaction.subject_token_type if event.transaction else None
    ),
    "user": lambda event: (
        _present(event.user.user_id, event.user.email, event.user.username, event.user.phone_number)
        if event.user
        else ()
    ),
}


def _each(set_one: Callable[[str, Any], None], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        set_one(name, value)


def _for_all(do: Callable[[str], None], scopes: Any) -> None:
    for scope in scopes.split() if isinstance(scopes, str) else scopes:
        do(scope)


def _deny(api: Any, given: Any) -> None:
    words = {"reason": given} if isinstance(given, str) else dict(given)
    reason, code = str(words.get("reason") or _DENIED), words.get("code")
    if isinstance(api, CredentialsExchangeApi | CustomTokenExchangeApi):
        api.access.deny(code or _INVALID, reason)
    elif not isinstance(api, PreUserRegistrationApi):
        api.access.deny(reason)
    elif code is not None:
        api.validation.error(code, reason)
    else:
        api.access.deny(reason, words.get("user_message"))


def _require_mfa(api: Any, given: Any) -> None:
    if isinstance(given, bool):
        given = "any" if given else "none"
    api.multifactor.enable(given)


def _redirect(api: Any, given: Any) -> None:
    there = {"url": given} if isinstance(given, str) else dict(given)
    api.redirect.send_user_to(there["url"], query=there.get("query"))


class RuleFailedError(Exception):
    """A rule that fails because it says so."""


def _fail(_: Any, text: Any) -> None:
    raise RuleFailedError(str(text))


_ACTIONS: Mapping[str, Callable[[Any, Any], None]] = {
    "set_id_token_claims": lambda api, given: _each(api.id_token.set_custom_claim, given),
    "set_access_token_claims": lambda api, given: _each(api.access_token.set_custom_claim, given),
    "add_scope": lambda api, given: _for_all(api.access_token.add_scope, given),
    "remove_scope": lambda api, given: _for_all(api.access_token.remove_scope, given),
    "set_user_metadata": lambda api, given: _each(api.user.set_user_metadata, given),
    "set_app_metadata": lambda api, given: _each(api.user.set_app_metadata, given),
    "require_mfa": _require_mfa,
    "redirect_to": _redirect,
    "set_user": lambda api, given: api.authentication.set_user_by_id(given),
    "set_organization": lambda api, given: api.authentication.set_organization(given),
    "reject_subject_token": lambda api, given: api.access.reject_invalid_subject_token(given),
    "deny": _deny,
    "fail": _fail,
}
