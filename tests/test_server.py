"""MockAuth0: the tenant behind a socket, in this process."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from mock_auth0 import MockAuth0, Tenant
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.policy import Policy
from mock_auth0.tokens import jwt


@pytest.fixture(scope="module")
def server() -> Iterator[MockAuth0]:
    with MockAuth0() as server:
        yield server


@pytest.fixture
def auth0(server: MockAuth0) -> MockAuth0:
    server.reset()
    return server


def claims(auth0: MockAuth0, token: str) -> dict[str, object]:
    return jwt.verify(token, auth0.tenant.keys)


def get(url: str, token: str | None = None) -> tuple[int, object]:
    request = Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_tells_its_addresses(auth0: MockAuth0) -> None:
    assert auth0.url.startswith("http://localhost:")
    assert auth0.issuer == f"{auth0.url}/"
    assert auth0.domain == auth0.url.removeprefix("http://")


def test_answers_on_both_loopback_addresses(auth0: MockAuth0) -> None:
    port = auth0.domain.partition(":")[2]
    for host in ("127.0.0.1", "[::1]", "localhost"):
        status, document = get(f"http://{host}:{port}/.well-known/openid-configuration")
        assert (status, document["issuer"]) == (200, f"http://{host}:{port}/")


def test_serves_two_tenants_that_never_meet(auth0: MockAuth0) -> None:
    with MockAuth0() as other:
        other.add_user(email="only@example.com", password="secret")
        token = other.token("ada@example.com", scope="openid")
        assert "only@example.com" not in [user.email for user in auth0.users]
        assert get(f"{other.url}/userinfo", token)[0] == 200
        assert get(f"{auth0.url}/userinfo", token) == (401, "Unauthorized")


def test_serves_a_tenant_that_is_given() -> None:
    with MockAuth0(Tenant()) as auth0:
        assert (auth0.users, auth0.clients) == ((), ())


def test_can_be_started_again() -> None:
    auth0 = MockAuth0()
    for _ in range(2):
        with auth0:
            assert get(f"{auth0.url}/_mock/health")[0] == 200
        with pytest.raises(OSError, match="refused"):
            get(f"{auth0.url}/_mock/health")


def test_mints_a_token_with_all_that_the_user_may(auth0: MockAuth0) -> None:
    token = claims(auth0, auth0.token("ada@example.com"))
    now = int(auth0.tenant.clock.now().timestamp())
    assert now - 5 <= token.pop("iat") <= now
    assert isinstance(token.pop("exp"), int)
    assert isinstance(token.pop("scope"), str)
    assert token == {
        "iss": auth0.issuer,
        "sub": auth0.tenant.user_by_login("ada@example.com").user_id,
        "aud": auth0.audience,
        "azp": auth0.client.client_id,
    }


def test_mints_a_token_with_what_is_asked(auth0: MockAuth0) -> None:
    auth0.add_client(name="Other", client_id="other")
    token = claims(
        auth0,
        auth0.token(
            "ada@example.com",
            client="other",
            scope="openid",
            expires_in=60,
            plan="gold",
            sub="somebody else",
        ),
    )
    assert token["exp"] - token["iat"] == 60
    assert (token["azp"], token["scope"], token["plan"]) == ("other", "openid", "gold")
    assert token["sub"] == "somebody else"
    assert token["aud"] == [auth0.audience, f"{auth0.issuer}userinfo"]


def test_mints_a_token_that_has_expired(auth0: MockAuth0) -> None:
    token = auth0.token("ada@example.com", scope="openid", expires_in=-1)
    assert get(f"{auth0.url}/userinfo", token) == (401, "Unauthorized")


def test_mints_a_token_of_the_client_itself(auth0: MockAuth0) -> None:
    token = claims(auth0, auth0.token())
    assert token["sub"] == f"{auth0.client.client_id}@clients"
    assert token["gty"] == "client-credentials"


def test_logs_in_by_a_real_flow(auth0: MockAuth0) -> None:
    tokens = auth0.log_in("ada@example.com")
    assert tokens.token_type == "Bearer"
    identity = claims(auth0, tokens.id_token or "")
    assert identity["aud"] == auth0.client.client_id
    assert identity["email"] == "ada@example.com"
    status, profile = get(f"{auth0.url}/userinfo", tokens.access_token)
    assert (status, profile["sub"]) == (200, identity["sub"])


def test_refuses_to_log_in_whom_auth0_would_refuse(auth0: MockAuth0) -> None:
    auth0.add_user(email="gone@example.com", password="secret", blocked=True)
    with pytest.raises(OAuthError, match="unauthorized: user is blocked"):
        auth0.log_in("gone@example.com")


def test_lets_time_pass(auth0: MockAuth0) -> None:
    token = auth0.log_in("ada@example.com").access_token
    auth0.advance(hours=23)
    assert get(f"{auth0.url}/userinfo", token)[0] == 200
    auth0.advance(timedelta(hours=2))
    assert get(f"{auth0.url}/userinfo", token) == (401, "Unauthorized")


def test_forgets_everything_at_a_reset(auth0: MockAuth0) -> None:
    before = auth0.users
    auth0.add_user(email="new@example.com", password="secret")
    auth0.add_client(name="New", client_id="new")
    auth0.log_in("ada@example.com")
    auth0.advance(days=400)
    auth0.reset()
    assert auth0.users == before
    assert "new" not in [client.client_id for client in auth0.clients]
    assert len(auth0.tenant.sessions) == len(auth0.tenant.refresh_tokens) == 0
    assert get(f"{auth0.url}/userinfo", auth0.token("ada@example.com", scope="openid"))[0] == 200


def test_names_who_is_there_when_somebody_is_not(auth0: MockAuth0) -> None:
    with pytest.raises(LookupError, match=r"no user is called 'nobody'; the tenant has: .*ada@"):
        auth0.token("nobody")
    with pytest.raises(
        LookupError, match=r"no client is called 'none'; the tenant has: .*demo-spa"
    ):
        auth0.token("ada@example.com", client="none")
    auth0.tenant.policy = Policy()
    with pytest.raises(ValueError, match=r"no API has the audience 'x'; the tenant has: https"):
        auth0.token("ada@example.com", audience="x")


def test_takes_verbs_from_many_threads(auth0: MockAuth0) -> None:
    def add(name: str) -> None:
        for n in range(20):
            auth0.add_user(email=f"{name}{n}@example.com", password="secret")

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    before = len(auth0.users)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(auth0.users) == before + 80
