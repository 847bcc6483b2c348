"""Logging in by any grant, and planning what the next logins yield."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.control.logins import cancel, log_in, next_login, planned
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.flows.direct_login import Tokens
from mock_auth0.model.broken import Breakage, Broken
from mock_auth0.model.connection import Connection
from mock_auth0.model.next_login import NextLogin
from mock_auth0.oauth.errors import ErrorCode
from tests.answers import claims_of, refused
from tests.builders import (
    ACME,
    ISSUER,
    PASSWORD,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_api,
    an_organization,
)

ADA = "ada@example.com"
ALL = frozenset(
    {
        "authorization_code", "refresh_token", "client_credentials", "password",
        "http://auth0.com/oauth/grant-type/password-realm",
        "http://auth0.com/oauth/grant-type/passwordless/otp",
        "urn:ietf:params:oauth:grant-type:device_code", "urn:openid:params:grant-type:ciba",
    }
)  # fmt: skip
LONG = {
    "password": "http://auth0.com/oauth/grant-type/password-realm",
    "passwordless": "http://auth0.com/oauth/grant-type/passwordless/otp",
    "device_code": "urn:ietf:params:oauth:grant-type:device_code",
    "ciba": "urn:openid:params:grant-type:ciba",
}


def a_world(**changes: Any) -> World:
    client = a_web_client(grant_types=ALL, organization_usage="allow")
    seed = {
        "clients": (client,),
        "connections": (
            Connection(name="Username-Password-Authentication"),
            Connection(name="email", strategy="email"),
        ),
        "resource_servers": (an_api(allow_offline_access=True),),
        "organizations": (an_organization(),),
        **changes,
    }
    return World(a_tenant(**seed), ISSUER)


class TestLogIn:
    @pytest.mark.parametrize(
        "grant",
        [
            "authorization_code", "password", "passwordless", "device_code", "ciba",
            "refresh_token", *LONG.values(),
        ],
    )  # fmt: skip
    def test_brings_tokens_by_every_grant(self, grant: str) -> None:
        world = a_world()

        tokens = log_in(world, ADA, grant=grant, scope="openid offline_access read:notes")

        assert tokens == Tokens(
            access_token=tokens.access_token,
            token_type="Bearer",
            expires_in=86400,
            scope="openid offline_access read:notes",
            id_token=tokens.id_token,
            refresh_token=tokens.refresh_token,
        )
        assert tokens.id_token is not None
        assert claims_of(tokens.access_token)["sub"] == "auth0|ada"
        assert claims_of(tokens.id_token)["aud"] == "web"
        gty = claims_of(tokens.access_token).get("gty")
        named = {"password": "password", LONG["password"]: "password"}
        assert gty == {**named, "refresh_token": "refresh_token"}.get(grant)

    def test_asks_for_what_a_login_mostly_does(self) -> None:
        tokens = log_in(a_world(), ADA)
        assert tokens.scope == "openid profile email offline_access"
        assert tokens.refresh_token is not None

    def test_of_a_client_in_its_own_name(self) -> None:
        tokens = log_in(a_world(), grant="client_credentials", client="web", scope="read:notes")
        claims = claims_of(tokens.access_token)
        assert (claims["sub"], claims["scope"], tokens.id_token) == (
            "web@clients", "read:notes", None,
        )  # fmt: skip

    @pytest.mark.parametrize("grant", ["authorization_code", "passwordless", "device_code"])
    def test_through_an_organization(self, grant: str) -> None:
        tokens = log_in(a_world(), ADA, grant=grant, organization="acme")
        assert claims_of(tokens.access_token)["org_id"] == ACME

    def test_of_a_user_of_a_passwordless_connection(self) -> None:
        bo = a_user(user_id="email|bo", email="bo@example.com", connection="email", password=None)
        world = a_world(users=(bo,))
        tokens = log_in(world, "bo@example.com", grant="passwordless")
        assert claims_of(tokens.access_token)["sub"] == "email|bo"
        assert len(world.tenant.users) == 1

    @pytest.mark.parametrize(
        ("user", "options", "text"),
        [
            (ADA, {"grant": "pasword"}, "nobody logs in by 'pasword'; did you mean password?"),
            (None, {}, "who logs in by authorization_code? Name a user"),
            (ADA, {"grant": "client_credentials"}, "client_credentials is for a client alone"),
            (
                ADA,
                {"grant": "refresh_token", "scope": "openid"},
                "the login brings no refresh token: it needs offline_access",
            ),
        ],
    )
    def test_is_refused_where_it_makes_no_sense(
        self, user: str | None, options: dict[str, str], text: str
    ) -> None:
        with pytest.raises(ValueError, match=text.replace("?", r"\?")):
            log_in(a_world(), user, **options)

    def test_needs_a_password_that_is_known(self) -> None:
        world = a_world(users=(a_user(password=None),))
        with pytest.raises(ValueError, match=r"the password of ada@example\.com is not known"):
            log_in(world, ADA, grant="password")

    def test_needs_an_address_for_a_code(self) -> None:
        user = a_user(email=None, username="ada")
        world = a_world(users=(user,))
        with pytest.raises(ValueError, match="ada has no address that a code could be sent to"):
            log_in(world, user, grant="passwordless")

    @pytest.mark.parametrize("grant", ["password", "passwordless", "device_code", "ciba"])
    def test_is_refused_where_auth0_would(self, grant: str) -> None:
        client = a_client(grant_types=frozenset({"authorization_code"}))
        with refused(
            "unauthorized_client", f"Grant type '{LONG[grant]}' not allowed for the client.", 403
        ):
            log_in(a_world(clients=(client,)), ADA, grant=grant)

    def test_lets_nobody_in_with_a_password_of_the_past(self) -> None:
        world = a_world()
        world.tenant.users.put(a_user(password="another"))
        stale = a_user()
        with refused("invalid_grant", "Wrong email or password.", 403):
            log_in(world, stale, grant="password")
        assert stale.password == PASSWORD


class TestNextLogin:
    def test_tells_what_was_planned(self) -> None:
        world = a_world()
        made = next_login(
            world, ADA, broken="missing_claim", missing="email", client="web", times=3
        )
        assert made == NextLogin(
            login_id=made.login_id,
            client_id="web",
            user_id="auth0|ada",
            broken=Broken(breakage=Breakage.MISSING_CLAIM, missing="email", is_optional=True),
            times=3,
        )
        assert made.login_id.startswith("login_")
        error = next_login(world, error="access_denied")
        assert (error.error, error.description) == (ErrorCode.ACCESS_DENIED, "access_denied")
        assert planned(world) == [made, error]

    def test_is_cancelled(self) -> None:
        world = a_world()
        first, second, third = (next_login(world, ADA) for _ in range(3))
        cancel(world, second.login_id)
        assert planned(world) == [first, third]
        with pytest.raises(LookupError, match="no login is planned as"):
            cancel(world, second.login_id)
        cancel(world)
        assert planned(world) == []

    def test_counts_down(self) -> None:
        world = a_world()
        made = next_login(world, broken="expired", times=2)
        log_in(world, ADA)
        assert planned(world) == [replace(made, times=1)]
        log_in(world, ADA)
        assert planned(world) == []

    @pytest.mark.parametrize(
        ("options", "text"),
        [
            ({}, "what does the next login yield"),
            ({"error": "access_denied", "user": ADA}, "a login that ends in an error has no user"),
            ({"error": "access_denied", "broken": "expired"}, "has no user and no tokens"),
            ({"user": ADA, "description": "x"}, "a description goes with an error"),
            ({"error": "acess_denied"}, "unknown error: acess_denied; did you mean access_denied"),
            ({"broken": "expird"}, "no token is broken as 'expird'; did you mean expired"),
            ({"user": ADA, "missing": "sub"}, "missing goes with broken='missing_claim'"),
            ({"user": ADA, "times": 0}, "times is 1 or more, not 0"),
        ],
    )
    def test_is_refused_where_it_makes_no_sense(self, options: dict[str, Any], text: str) -> None:
        world = a_world()
        with pytest.raises(ValueError, match=text):
            next_login(world, **options)
        assert planned(world) == []

    @pytest.mark.parametrize("options", [{"user": "x"}, {"user": ADA, "client": "x"}], ids=str)
    def test_is_refused_for_whom_nobody_knows(self, options: dict[str, Any]) -> None:
        with pytest.raises(UnknownNameError, match="is called 'x'; the tenant has: "):
            next_login(a_world(), **options)

    def test_there_are_no_more_than_a_thousand(self) -> None:
        world = a_world()
        for _ in range(1000):
            next_login(world, ADA)
        with pytest.raises(ValueError, match="1000 logins are planned already"):
            next_login(world, ADA)
