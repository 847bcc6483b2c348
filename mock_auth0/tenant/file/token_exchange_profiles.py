"""``tokenExchangeProfiles:``: which foreign tokens are exchanged.

Auth0: Management API > Token Exchange Profiles
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.token_exchange_profile import TokenExchangeProfile, is_reserved
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References

_MOST_ACTORS, _MOST_MEMBERS = 5, 5


def token_exchange_profile(fields: Fields, references: References) -> TokenExchangeProfile:
    """One profile. Its Action does not run; ``subject_tokens`` says what it would."""
    kind = fields.required("subject_token_type", "urn:acme:legacy-session")
    if is_reserved(kind):
        fields.wrong("subject_token_type", "is reserved; take a URI of your own")
    elif kind and ":" not in kind:
        fields.wrong("subject_token_type", "must be a URI, such as urn:acme:legacy-session")
    fields.choice("type", ("custom_authentication",))
    tokens = fields.section("subject_tokens")
    subject_tokens: dict[str, str] = {}
    for token in tokens.names():
        user = tokens.required(token, "ada@example.com")
        references.user(tokens, token, user)
        subject_tokens[token] = user
    actors = _actors(fields.section("actor_tokens"))
    fields.accept("action", "action_id", "created_at", "id", "updated_at")
    built = TokenExchangeProfile(
        name=fields.required("name", "Legacy sessions"),
        subject_token_type=kind,
        subject_tokens=subject_tokens,
        actor_tokens=actors,
    )
    fields.close()
    return built


def _actors(tokens: Fields) -> Mapping[str, Mapping[str, Any]]:
    """The ``act`` claim of each token: the actor's ``sub``, or a mapping with more."""
    actors: dict[str, Mapping[str, Any]] = {}
    for token in tokens.names():
        if isinstance(tokens.node(token).value, str):
            actors[token] = {"sub": tokens.required(token, "agent|1")}
        else:
            actors[token] = tokens.open(token)
            problem = _why_no_actor(actors[token])
            if problem:
                tokens.wrong(token, problem, value_is_shown=True)
    return actors


def _why_no_actor(actor: Mapping[str, Any]) -> str | None:
    """What Auth0's ``setActor`` would say against it."""
    depth, each = 0, actor
    while True:
        depth += 1
        if not isinstance(each, dict) or not isinstance(each.get("sub"), str):
            return "must be the actor, such as { sub: agent|1 }"
        more = {name: value for name, value in each.items() if name not in ("sub", "act")}
        if len(more) > _MOST_MEMBERS or not all(
            isinstance(value, str | bool | int | float) for value in more.values()
        ):
            return f"may have {_MOST_MEMBERS} texts, numbers or booleans beside sub and act"
        if "act" not in each:
            return None if depth <= _MOST_ACTORS else f"may have {_MOST_ACTORS} actors at most"
        each = each["act"]
