"""Access tokens: what they say, and which of them open `/userinfo`."""

from typing import Any

import pytest

from mock_auth0.model.resource_server import ResourceServer, TokenDialect
from mock_auth0.model.role import Role
from mock_auth0.model.user import Permission
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, jwt
from mock_auth0.tokens.authorization import Authorization
from tests.answers import claims_of, header_of, in_order, refused
from tests.builders import (
    API,
    DAY,
    HOUR,
    ISSUER,
    KEYS,
    NOON,
    NOON_SECONDS,
    SECOND,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_api,
    an_authorization,
    the_secret,
)

USERINFO = "https://mock.example/userinfo"
BAD_SIGNATURE = (
    "The access token signature could not be validated. A common cause of this is requesting "
    "multiple audiences for an access token signed with HS256, as that signature scheme requires "
    "only a single recipient for its security. Please change your API to employ RS256 if you wish "
    "to have multiple audiences for your access tokens"
)


def minted(tenant: Tenant, authorization: Authorization, **options: Any) -> str:
    return access_token.mint(tenant, authorization, ISSUER, tenant.clock.now(), **options)[0]


def claims_for(api: ResourceServer, authorization: Authorization) -> dict[str, Any]:
    return claims_of(minted(a_tenant(resource_servers=(api,)), authorization))


def forgotten(tenant: Tenant) -> Tenant:
    """After this the tenant knows a token by its signature only."""
    tenant.recent_access_tokens.clear()
    return tenant


def test_says_for_an_api_what_auth0_says_in_its_order() -> None:
    token, expires_in = access_token.mint(
        a_tenant(), an_authorization(audience=API, scope=("openid", "read:notes")), ISSUER, NOON
    )

    assert in_order(header_of(token)) == [
        ("alg", "RS256"),
        ("typ", "JWT"),
        ("kid", "o6hZsp2QIwS4tR7Ljmxlm"),
    ]
    assert in_order(claims_of(token)) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", [API, USERINFO]),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "spa"),
        ("scope", "openid read:notes"),
    ]
    assert expires_in == 86400


def test_has_the_api_alone_for_its_audience_without_openid() -> None:
    claims = claims_for(an_api(), an_authorization(audience=API, scope=("read:notes",)))

    assert claims["aud"] == API


def test_has_no_scope_where_none_was_granted() -> None:
    claims = claims_for(an_api(), an_authorization(audience=API, scope=()))

    assert in_order(claims) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", API),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "spa"),
    ]


def test_names_the_grant_behind_the_scope() -> None:
    claims = claims_for(
        an_api(), an_authorization(audience=API, scope=("read:notes",), gty="refresh_token")
    )

    assert in_order(claims)[-2:] == [("scope", "read:notes"), ("gty", "refresh_token")]


def test_says_of_a_client_in_its_own_name() -> None:
    claims = claims_for(
        an_api(),
        an_authorization(
            client=a_web_client(),
            user=None,
            audience=API,
            scope=("read:notes",),
            gty="client-credentials",
        ),
    )

    assert in_order(claims) == [
        ("iss", ISSUER),
        ("sub", "web@clients"),
        ("aud", API),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "web"),
        ("scope", "read:notes"),
        ("gty", "client-credentials"),
    ]


def test_lives_as_long_as_the_api_says() -> None:
    tenant = a_tenant(resource_servers=(an_api(token_lifetime=HOUR),))

    token, expires_in = access_token.mint(
        tenant, an_authorization(audience=API), ISSUER, NOON + SECOND / 2
    )

    claims = claims_of(token)
    assert (claims["iat"], claims["exp"], expires_in) == (NOON_SECONDS, NOON_SECONDS + 3600, 3600)


def test_lists_the_permissions_where_the_api_wants_them() -> None:
    api = an_api(token_dialect=TokenDialect.ACCESS_TOKEN_AUTHZ)
    editor = Role(
        name="editor",
        permissions=(Permission(resource_server_identifier=API, permission_name="write:notes"),),
    )
    tenant = a_tenant(resource_servers=(api,), roles=(editor,))

    def permissions_of(user: Any) -> Any:
        authorization = an_authorization(user=user, audience=API, scope=("openid",))
        return in_order(claims_of(minted(tenant, authorization)))[-1]

    assert permissions_of(a_user(roles=("editor",))) == ("permissions", ["write:notes"])
    assert permissions_of(a_user()) == ("permissions", [])


def test_follows_rfc_9068_where_the_api_wants_it() -> None:
    api = an_api(token_dialect=TokenDialect.RFC9068_PROFILE)
    token = minted(
        a_tenant(resource_servers=(api,)),
        an_authorization(audience=API, scope=("read:notes",), gty="refresh_token"),
    )

    assert header_of(token)["typ"] == "at+jwt"
    assert claims_of(token) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": API,
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 86400,
        "client_id": "spa",
        "scope": "read:notes",
        "jti": the_secret(2, 16),
    }


def test_carries_custom_claims_but_no_restricted_ones() -> None:
    user = a_user(claims={"https://example.com/role": "admin", "sub": "auth0|eve", "exp": 0})

    claims = claims_for(an_api(), an_authorization(user=user, audience=API, scope=()))

    assert claims == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": API,
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 86400,
        "azp": "spa",
        "https://example.com/role": "admin",
    }


def test_says_whatever_a_test_wants_it_to_say() -> None:
    token = minted(a_tenant(), an_authorization(audience=API), extra={"sub": "auth0|eve", "x": 1})

    claims = claims_of(token)
    assert (claims["sub"], claims["x"]) == ("auth0|eve", 1)


def test_is_opaque_without_an_api_and_opens_userinfo_alone() -> None:
    tenant = a_tenant()
    token, expires_in = access_token.mint(tenant, an_authorization(), ISSUER, NOON)

    assert header_of(token) == {"alg": "dir", "enc": "A256GCM", "iss": ISSUER}
    assert [len(part) > 0 for part in token.split(".")] == [True, False, True, True, True]
    assert in_order(dict(access_token.read(forgotten(tenant), token, ISSUER))) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", USERINFO),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "spa"),
        ("scope", "openid profile"),
    ]
    assert expires_in == 86400


AUDIENCES = pytest.mark.parametrize("audience", [None, API], ids=["opaque", "signed"])


@AUDIENCES
def test_reads_alike_a_moment_ago_and_long_ago(audience: str | None) -> None:
    tenant = a_tenant()
    token = minted(tenant, an_authorization(audience=audience))

    fresh = dict(access_token.read(tenant, token, ISSUER))

    assert dict(access_token.read(forgotten(tenant), token, ISSUER)) == fresh
    assert dict(access_token.read(a_tenant(), token, ISSUER)) == fresh


@AUDIENCES
@pytest.mark.parametrize("is_forgotten", [False, True], ids=["a moment ago", "long ago"])
def test_is_good_until_the_second_it_expires(audience: str | None, is_forgotten: bool) -> None:
    tenant = a_tenant()
    token = minted(tenant, an_authorization(audience=audience))
    if is_forgotten:
        forgotten(tenant)

    tenant.clock.advance(DAY - SECOND)
    access_token.read(tenant, token, ISSUER)

    tenant.clock.advance(SECOND)
    with refused("invalid_token", "The token has expired", 401):
        access_token.read(tenant, token, ISSUER)


@AUDIENCES
def test_is_refused_by_another_issuer(audience: str | None) -> None:
    tenant = a_tenant()
    token = minted(tenant, an_authorization(audience=audience))

    for issuer in ("https://other.example/", "http://mock.example/", "https://mock.example"):
        with refused("invalid_token", "Invalid issuer", 401):
            access_token.read(tenant, token, issuer)


@pytest.mark.parametrize(
    "authorization",
    [
        an_authorization(audience=API, scope=("read:notes",)),
        an_authorization(client=a_web_client(), user=None, audience=API, scope=("read:notes",)),
    ],
    ids=["without openid", "of a client in its own name"],
)
def test_is_refused_at_userinfo_when_it_is_for_the_api_alone(authorization: Authorization) -> None:
    tenant = a_tenant()
    token = minted(tenant, authorization)

    with refused("invalid_token", "Invalid audience", 401):
        access_token.read(tenant, token, ISSUER)


def test_is_not_what_an_id_token_is() -> None:
    tenant = a_tenant()
    token = id_token.mint(tenant, an_authorization(), ISSUER, NOON)
    assert token is not None

    with refused("invalid_token", "Invalid audience", 401):
        access_token.read(tenant, token, ISSUER)


def test_is_refused_with_a_signature_of_others() -> None:
    strangers = Tenant(keys=KeyRing((SigningKey.generate(),)))
    claims = {"iss": ISSUER, "sub": "auth0|ada", "aud": USERINFO, "exp": NOON_SECONDS + 60}
    token = jwt.sign(strangers.keys.current, claims)

    with refused("invalid_token", BAD_SIGNATURE, 401):
        access_token.read(a_tenant(), token, ISSUER)


def test_is_refused_when_another_tenant_sealed_it() -> None:
    strangers = Tenant(keys=KeyRing((SigningKey.generate(),)))
    token = minted(strangers, an_authorization())

    with refused("invalid_token", "The access token is malformed, or another tenant made it", 401):
        access_token.read(a_tenant(), token, ISSUER)


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c.d", "a.b.c.d.e", "....", "ф"])
def test_is_refused_when_it_is_no_token(token: str) -> None:
    with refused("invalid_token", "The access token is malformed, or another tenant made it", 401):
        access_token.read(a_tenant(), token, ISSUER)


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"exp": None}, "The token has expired"),
        ({"exp": "2099-01-01"}, "The token has expired"),
        ({"exp": NOON_SECONDS}, "The token has expired"),
        ({"iss": None}, "Invalid issuer"),
        ({"iss": [ISSUER]}, "Invalid issuer"),
        ({"aud": None}, "Invalid audience"),
        ({"aud": []}, "Invalid audience"),
        ({"aud": {USERINFO: 1}}, "Invalid audience"),
        ({"aud": "https://mock.example/userinfo/"}, "Invalid audience"),
    ],
    ids=[
        "no end",
        "an end that is no number",
        "its end just now",
        "no issuer",
        "a list of issuers",
        "no audience",
        "nobody for audience",
        "an audience that is no text",
        "an audience that is longer",
    ],
)
def test_is_refused_with(change: dict[str, Any], description: str) -> None:
    claims = {"iss": ISSUER, "sub": "auth0|ada", "aud": USERINFO, "exp": NOON_SECONDS + 60}
    token = jwt.sign(KEYS.current, {k: v for k, v in (claims | change).items() if v is not None})

    with refused("invalid_token", description, 401):
        access_token.read(a_tenant(), token, ISSUER)


def test_is_for_an_api_made_up_on_the_spot_where_any_is_let_through() -> None:
    tenant = a_tenant(Policy(any_audience=True))

    token = minted(tenant, an_authorization(audience="urn:made-up", scope=("a",)))

    assert claims_of(token)["aud"] == "urn:made-up"


def test_remembers_no_more_than_a_few_tokens() -> None:
    tenant = a_tenant()

    for _ in range(600):
        minted(tenant, an_authorization())

    assert len(tenant.recent_access_tokens) == 512


def test_asks_for_nothing_of_the_client() -> None:
    token = minted(a_tenant(clients=()), an_authorization(client=a_client(), audience=API))

    assert claims_of(token)["azp"] == "spa"


def test_lists_the_scopes_of_a_client_in_its_own_name_as_its_permissions() -> None:
    api = an_api(token_dialect=TokenDialect.ACCESS_TOKEN_AUTHZ)
    authorization = an_authorization(
        client=a_web_client(),
        user=None,
        audience=API,
        scope=("read:notes",),
        gty="client-credentials",
    )

    assert in_order(claims_for(api, authorization))[-3:] == [
        ("scope", "read:notes"),
        ("gty", "client-credentials"),
        ("permissions", ["read:notes"]),
    ]
