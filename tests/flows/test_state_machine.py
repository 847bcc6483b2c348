"""Whatever clients and thieves do, in whatever order: what must never be good never is.

A small model keeps what each code, token and session is worth, beside a tenant that does the work.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.logging_out.logout import log_out
from mock_auth0.flows.token_endpoint import token, userinfo
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.flows.token_endpoint.revoke import revoke
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from tests.answers import claims_of
from tests.builders import (
    CALLBACK,
    DAY,
    HOUR,
    ISSUER,
    MINUTE,
    ROTATING,
    SECOND,
    SECRET,
    VERIFIER,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    authorize_params,
    params,
)
from tests.deterministic import deterministic

INVALID_CODE = "invalid_grant: Invalid authorization code"
WRONG_VERIFIER = "invalid_grant: Failed to verify code verifier"
UNKNOWN_TOKEN = "invalid_grant: Unknown or invalid refresh token."
ELSEWHERE = (
    "unauthorized_client: The redirect URI is wrong. "
    "You sent https://evil.example, and we expected https://app.example"
)
BLOCKED = "unauthorized: user is blocked"
UNAUTHORIZED = "access_denied: Unauthorized"
EXPIRED = "invalid_token: The token has expired"
NO_USER = "invalid_token: The user does not exist or is blocked"

LEEWAY = 30 * SECOND
CLIENTS = {
    "spa": a_client(refresh_token=replace(ROTATING, token_lifetime=3 * DAY)),
    "app": a_client(
        client_id="app",
        refresh_token=replace(ROTATING, leeway=LEEWAY, idle_token_lifetime=DAY),
    ),
    "web": a_web_client(),
}
client_ids = st.sampled_from(sorted(CLIENTS))
recent = st.sampled_from([0, 0, 0, 1, 2, 3])


@dataclass(eq=False)
class Code:
    """A code: good once, until then, for that client."""

    value: str
    client_id: str
    ends_at: datetime
    is_spent: bool = False


@dataclass(eq=False)
class Family:
    """All refresh tokens of one login, by generation."""

    client_id: str
    ends_at: datetime
    idle_at: datetime
    rotated_at: datetime
    generation: int = 0
    is_revoked: bool = False


@dataclass(eq=False)
class Refresh:
    """One refresh token: which one of its family."""

    value: str
    family: Family
    generation: int


@dataclass(eq=False)
class Access:
    """An access token and its end."""

    value: str
    ends_at: datetime


@dataclass(eq=False)
class Login:
    """A session of one browser."""

    key: str
    ends_at: datetime
    idle_at: datetime
    is_over: bool = False


T = TypeVar("T")


def chosen(things: list[T], which: int) -> T:
    """One of the last few."""
    return things[-1 - which % len(things)]


def exchange(code: str, **changes: str | None) -> dict[str, str | None]:
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    } | changes


def refresh(refresh_token: str) -> dict[str, str | None]:
    return {"grant_type": "refresh_token", "refresh_token": refresh_token}


class Worth(RuleBasedStateMachine):
    """Codes, tokens and sessions come and go; each answer is what the model says."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant = a_tenant(clients=tuple(CLIENTS.values()))
        self.is_blocked = False
        self.given: set[str] = set()
        self.logins: list[Login] = []
        self.codes: list[Code] = []
        self.refreshes: list[Refresh] = []
        self.accesses: list[Access] = []

    @property
    def now(self) -> datetime:
        return self.tenant.clock.now()

    @rule(by=st.sampled_from([SECOND, 28 * SECOND, LEEWAY, 9 * MINUTE, HOUR, DAY, 3 * DAY]))
    def time_passes(self, by: timedelta) -> None:
        self.tenant.clock.advance(by)

    @rule()
    def the_dead_are_swept(self) -> None:
        self.tenant.advance(timedelta(0))

    @rule(is_blocked=st.sampled_from([False, False, True]))
    def an_administrator_changes_the_user(self, is_blocked: bool) -> None:
        self.is_blocked = is_blocked
        self.tenant.users.put(a_user(blocked=is_blocked))
        if is_blocked:
            for login in self.logins:
                login.is_over = True

    @initialize(client_id=client_ids)
    def the_first_one_logs_in(self, client_id: str) -> None:
        self.somebody_gets_all_the_way_in(client_id)

    @rule(client_id=client_ids)
    def somebody_gets_all_the_way_in(self, client_id: str) -> None:
        self.somebody_logs_in_at_a_client(client_id)
        self.the_client_redeems_a_code(0)

    @rule(client_id=client_ids)
    def somebody_logs_in_at_a_client(self, client_id: str) -> None:
        self.an_administrator_changes_the_user(is_blocked=False)
        key = sessions.begin(self.tenant, a_user())
        self.logins.append(Login(key, self.now + 168 * HOUR, self.now + 72 * HOUR))
        self.a_client_asks_for_a_code(0, client_id)

    @rule(which=recent)
    def somebody_logs_out(self, which: int) -> None:
        login = chosen(self.logins, which)
        assert log_out(self.tenant, Params(), login.key) is None
        login.is_over = True

    @rule(which=recent, client_id=client_ids)
    def a_client_asks_for_a_code(self, which: int, client_id: str) -> None:
        login = chosen(self.logins, which)
        asked = authorize_params(client_id=client_id, prompt="none", scope="openid offline_access")
        answer = authorize(self.tenant, asked, Browser(session=login.key))
        assert not isinstance(answer, NextScreen)
        if login.is_over or self.now >= min(login.ends_at, login.idle_at):
            assert answer.parameters["error"] == "login_required"
            return
        login.idle_at = self.now + 72 * HOUR
        code = answer.parameters["code"]
        assert code not in self.given
        self.given.add(code)
        self.codes.append(Code(code, client_id, self.now + 10 * MINUTE))

    @rule(which=recent)
    def the_client_redeems_a_code(self, which: int) -> None:
        code = chosen(self.codes, which)
        answer = self.asked_of_token(code.client_id, exchange(code.value))
        if self.is_spent(code):
            assert answer == INVALID_CODE
        elif self.is_blocked:
            assert answer == BLOCKED
        else:
            self.a_first_token(code.client_id, answer)
        code.is_spent = True

    @rule(
        which=recent,
        client_id=client_ids,
        changes=st.sampled_from(
            [
                {},
                {"code_verifier": None},
                {"code_verifier": "x" * 43},
                {"code_verifier": VERIFIER[:-1]},
                {"redirect_uri": "https://evil.example/"},
            ]
        ),
    )
    def a_thief_redeems_a_code(
        self, which: int, client_id: str, changes: dict[str, str | None]
    ) -> None:
        code = chosen(self.codes, which)
        if client_id == code.client_id and not changes:
            return
        answer = self.asked_of_token(client_id, exchange(code.value, **changes))
        if self.is_spent(code) or client_id != code.client_id:
            assert answer == INVALID_CODE
        else:
            assert answer == (WRONG_VERIFIER if "code_verifier" in changes else ELSEWHERE)
        code.is_spent = True

    @rule(which=recent)
    def a_thief_redeems_a_code_without_the_secret(self, which: int) -> None:
        code = chosen(self.codes, which)
        assert self.answer_of({"client_id": "web", **exchange(code.value)}) == UNAUTHORIZED

    @precondition(lambda self: self.refreshes)
    @rule(which=recent)
    def the_client_refreshes(self, which: int) -> None:
        self.presents(chosen(self.refreshes, which))

    @precondition(lambda self: self.refreshes)
    @rule(
        which=recent,
        pause=st.sampled_from([timedelta(0), 28 * SECOND, LEEWAY]),
        goes_on=st.booleans(),
    )
    def the_client_refreshes_and_the_answer_is_lost(
        self, which: int, pause: timedelta, goes_on: bool
    ) -> None:
        presented = chosen(self.refreshes, which)
        self.presents(presented)
        if goes_on:
            self.presents(self.refreshes[-1])
        self.tenant.clock.advance(pause)
        self.presents(presented)
        self.presents(self.refreshes[-1])

    def presents(self, presented: Refresh) -> None:
        family, client = presented.family, CLIENTS[presented.family.client_id]
        answer = self.asked_of_token(client.client_id, refresh(presented.value))
        if family.is_revoked or self.now >= min(family.ends_at, family.idle_at):
            assert answer == UNKNOWN_TOKEN
            return
        is_previous = presented.generation == family.generation - 1
        if presented.generation != family.generation and not (
            is_previous and self.now < family.rotated_at + client.refresh_token.leeway
        ):
            assert answer == UNKNOWN_TOKEN
            family.is_revoked = True
            return
        if self.is_blocked:
            assert answer == BLOCKED
            return
        self.a_good_answer(client.client_id, answer)
        family.idle_at = self.idle_end(client)
        assert ("refresh_token" in answer) == (client.client_id != "web")
        if client.client_id == "web":
            return
        if not is_previous:
            family.generation += 1
            family.rotated_at = self.now
        self.a_new_token(answer, family)

    @precondition(lambda self: self.refreshes)
    @rule(which=recent, client_id=client_ids)
    def another_client_refreshes(self, which: int, client_id: str) -> None:
        presented = chosen(self.refreshes, which)
        if client_id != presented.family.client_id:
            assert self.asked_of_token(client_id, refresh(presented.value)) == UNKNOWN_TOKEN

    @precondition(lambda self: self.refreshes)
    @rule(which=recent, client_id=client_ids)
    def a_client_revokes(self, which: int, client_id: str) -> None:
        presented = chosen(self.refreshes, which)
        sent = {**self.proof_of(client_id), "token": presented.value}
        revoke(self.tenant, params(sent), Proofs(), issuer=ISSUER)
        if client_id == presented.family.client_id:
            presented.family.is_revoked = True

    @precondition(lambda self: self.refreshes)
    @rule(which=recent)
    def somebody_takes_one_for_the_other(self, which: int) -> None:
        token_, code = chosen(self.refreshes, which), chosen(self.codes, which)
        client_id = token_.family.client_id
        assert self.asked_of_token(client_id, exchange(token_.value)) == INVALID_CODE
        assert self.asked_of_token(code.client_id, refresh(code.value)) == UNKNOWN_TOKEN

    @precondition(lambda self: self.accesses)
    @rule(which=recent)
    def a_client_asks_who_the_user_is(self, which: int) -> None:
        access = chosen(self.accesses, which)
        try:
            answer: Any = userinfo.handle(self.tenant, access.value, issuer=ISSUER)
        except OAuthError as error:
            answer = str(error)
        if self.now >= access.ends_at:
            assert answer == EXPIRED
        elif self.is_blocked:
            assert answer == NO_USER
        else:
            assert answer == {"sub": "auth0|ada"}

    @invariant()
    def nothing_is_kept_without_bound(self) -> None:
        assert len(self.tenant.codes) <= len(self.given)

    def asked_of_token(self, client_id: str, sent: dict[str, str | None]) -> Any:
        """The answer to a client that authenticates as it must."""
        return self.answer_of(self.proof_of(client_id) | sent)

    def proof_of(self, client_id: str) -> dict[str, Any]:
        return {"client_id": client_id} | ({"client_secret": SECRET} if client_id == "web" else {})

    def answer_of(self, sent: dict[str, Any]) -> Any:
        try:
            return token.handle(self.tenant, params(sent), issuer=ISSUER)
        except OAuthError as error:
            return str(error)

    def is_spent(self, code: Code) -> bool:
        return code.is_spent or self.now >= code.ends_at

    def a_first_token(self, client_id: str, answer: Any) -> None:
        self.a_good_answer(client_id, answer)
        client = CLIENTS[client_id]
        lifetime = client.refresh_token.token_lifetime
        ends_at = self.never
        if client_id != "web" and lifetime is not None:
            ends_at = self.now + lifetime
        family = Family(client_id, ends_at, self.idle_end(client), self.now)
        self.a_new_token(answer, family)

    def a_new_token(self, answer: Any, family: Family) -> None:
        value = answer["refresh_token"]
        assert value not in self.given
        self.given.add(value)
        self.refreshes.append(Refresh(value, family, family.generation))

    def a_good_answer(self, client_id: str, answer: Any) -> None:
        assert isinstance(answer, dict), answer
        claims = claims_of(answer["id_token"])
        assert (claims["aud"], claims["sub"]) == (client_id, "auth0|ada")
        seconds = answer["expires_in"] * SECOND
        self.accesses.append(Access(answer["access_token"], self.now + seconds))

    def idle_end(self, client: Client) -> datetime:
        lifetime = client.refresh_token.idle_token_lifetime
        if client.client_id == "web" or lifetime is None:
            return self.never
        return self.now + lifetime

    @property
    def never(self) -> datetime:
        return self.now + 100_000 * DAY


TestWorth = Worth.TestCase
TestWorth.settings = deterministic(200, steps=50)
