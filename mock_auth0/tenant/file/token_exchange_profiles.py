"""``tokenExchangeProfiles:``: which foreign tokens are exchanged.

Auth0: Management API > Token Exchange Profiles
"""

from mock_auth0.model.token_exchange_profile import TokenExchangeProfile, is_reserved
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References


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
    fields.accept("action", "action_id", "created_at", "id", "updated_at")
    built = TokenExchangeProfile(
        name=fields.required("name", "Legacy sessions"),
        subject_token_type=kind,
        subject_tokens=subject_tokens,
    )
    fields.close()
    return built
