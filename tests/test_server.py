"""MockAuth0: the tenant behind a socket, in this process."""

import json
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import ANY
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from mock_auth0 import MockAuth0, Tenant
from mock_auth0.model.attack_protection import AttackProtection, BruteForceProtection
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.sockets import bind
from mock_auth0.tenant import attack_protection, mails
from mock_auth0.tenant.invitations import InvitationError
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
    [sub] = [
        f"{each.client_id}@clients"
        for each in auth0.clients
        if "client_credentials" in each.grant_types
    ][:1]
    assert token["sub"] == sub
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


def test_acts_through_an_organization(auth0: MockAuth0) -> None:
    (acme,) = auth0.organizations
    tokens = auth0.log_in("ada@example.com", organization="acme")
    token = auth0.token("ada@example.com", organization=acme)

    assert tokens.id_token is not None
    for each in (tokens.id_token, tokens.access_token, token):
        assert claims(auth0, each)["org_id"] == acme.organization_id
    assert "org_id" not in claims(auth0, auth0.token("ada@example.com"))
    with pytest.raises(OAuthError, match="is not part of the org_"):
        auth0.log_in("admin@example.com", organization="acme")
    with pytest.raises(LookupError, match="no organization is called 'acne'"):
        auth0.token("ada@example.com", organization="acne")


def test_adds_organizations_and_members(auth0: MockAuth0) -> None:
    globex = auth0.add_organization(name="globex", members=["ada@example.com"])
    bo = auth0.add_user(
        email="bo@example.com", organizations=["globex", {"name": "acme", "roles": ["admin"]}]
    )

    acme, found = auth0.organizations
    assert found.members == {"auth0|ada": (), bo.user_id: ()}
    assert acme.members == {"auth0|ada": (), bo.user_id: ("admin",)}
    assert auth0.log_in(bo, organization=globex).token_type == "Bearer"


def test_invites_to_an_organization(auth0: MockAuth0) -> None:
    client = auth0.add_client(
        name="B2B", organization_usage="require", initiate_login_uri="https://b2b.example/login"
    )

    invitation = auth0.invite("new@example.com", "acme", client=client, inviter="Ada")

    mail = auth0.outbox.wait_for(to="new@example.com")
    assert mail.link == invitation.url
    assert invitation.url.startswith("https://b2b.example/login?invitation=")
    with pytest.raises(InvitationError, match="A default login route is required"):
        auth0.invite("new@example.com", "acme")
    with pytest.raises(OAuthError, match="parameter organization is required for this client"):
        auth0.log_in("ada@example.com", client=client)


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


def test_has_the_mails_that_were_not_sent(auth0: MockAuth0) -> None:
    user = auth0.add_user(email="new@example.com")
    sending = threading.Timer(
        0.02, lambda: mails.verify_email(auth0.tenant, user, base_url=auth0.issuer)
    )
    sending.start()
    mail = auth0.outbox.wait_for(to="new@example.com", kind="verify_email", timeout=30)
    assert list(auth0.outbox) == [mail]
    assert get(f"{auth0.url}/_mock/outbox?wait=5") == (200, [ANY])
    auth0.reset()
    assert len(auth0.outbox) == 0


def test_unblocks() -> None:
    settings = AttackProtection(brute_force=BruteForceProtection(enabled=True, max_attempts=1))
    with MockAuth0() as auth0:
        user = auth0.add_user(email="grace@example.com")
        auth0.tenant.attack_guard.configure(settings)
        auth0.tenant.attack_guard.count(user.user_id, "127.0.0.1", auth0.tenant.clock.now())
        assert attack_protection.blocked_addresses(auth0.tenant, user) == ("127.0.0.1",)

        auth0.unblock("grace@example.com")

        assert attack_protection.blocked_addresses(auth0.tenant, user) == ()
        with pytest.raises(LookupError, match="no user is called 'nobody'"):
            auth0.unblock("nobody")


def test_logs_out() -> None:
    with MockAuth0() as auth0:
        for email in ("ada@example.com", "ada@example.com", "admin@example.com"):
            auth0.log_in(email)

        auth0.log_out("ada@example.com")

        assert len(auth0.tenant.sessions) == 1
        assert list(auth0.logout_deliveries) == []
        with pytest.raises(LookupError, match="no user is called 'nobody'"):
            auth0.log_out("nobody")


DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
CIBA = "urn:openid:params:grant-type:ciba"


def post(url: str, **form: str) -> tuple[int, dict[str, object]]:
    request = Request(url, data=urlencode(form).encode())
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def test_activates_a_device(auth0: MockAuth0) -> None:
    tv = auth0.add_client(name="TV", app_type="native", grant_types=[DEVICE])
    _, codes = post(f"{auth0.url}/oauth/device/code", client_id=tv.client_id, scope="openid")
    polled = {"grant_type": DEVICE, "client_id": tv.client_id}
    auth0.activate_device(str(codes["user_code"]).lower(), "ada@example.com")

    status, tokens = post(
        f"{auth0.url}/oauth/token", device_code=str(codes["device_code"]), **polled
    )

    assert status == 200
    user = auth0.tenant.user_by_login("ada@example.com")
    assert user
    assert claims(auth0, str(tokens["id_token"]))["sub"] == user.user_id


def test_denies_a_device(auth0: MockAuth0) -> None:
    tv = auth0.add_client(name="TV", app_type="native", grant_types=[DEVICE])
    _, codes = post(f"{auth0.url}/oauth/device/code", client_id=tv.client_id)
    auth0.deny_device(str(codes["user_code"]))

    assert post(
        f"{auth0.url}/oauth/token",
        device_code=str(codes["device_code"]), grant_type=DEVICE, client_id=tv.client_id,
    ) == (403, {"error": "access_denied", "error_description": ANY})  # fmt: skip
    with pytest.raises(LookupError, match="no device waits for the user code 'QTZL-MCBW'"):
        auth0.activate_device("QTZL-MCBW", "ada@example.com")


def test_speaks_for_the_user_of_a_backchannel_request(auth0: MockAuth0) -> None:
    bank = auth0.add_client(name="Bank", grant_types=[CIBA])
    [ada] = [user for user in auth0.users if user.email == "ada@example.com"]
    hint = json.dumps({"format": "iss_sub", "iss": auth0.issuer, "sub": ada.user_id})
    known = {"client_id": bank.client_id, "client_secret": bank.client_secret or ""}
    for message in ("first", "second"):
        post(
            f"{auth0.url}/bc-authorize",
            scope="openid", binding_message=message, login_hint=hint, **known,
        )  # fmt: skip
    first, second = auth0.backchannel_requests
    assert (first.binding_message, second.user_id) == ("first", ada.user_id)

    auth0.approve_backchannel(first.auth_req_id)
    auth0.deny_backchannel(second.auth_req_id)

    assert auth0.backchannel_requests == ()
    answers = [
        post(
            f"{auth0.url}/oauth/token",
            grant_type=CIBA, auth_req_id=each.auth_req_id, **known,
        )[0]
        for each in (first, second)
    ]  # fmt: skip
    assert answers == [200, 400]
    with pytest.raises(LookupError):
        auth0.approve_backchannel("unknown")


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockAuth0]:
    folder = tmp_path_factory.mktemp("authority")
    with MockAuth0(https_port=0, ca=folder, tls_names="auth0.test") as server:
        yield server


class TestHttps:
    """Beside http, on a port of its own."""

    def test_is_off_unless_it_is_asked_for(self, auth0: MockAuth0) -> None:
        assert auth0.https_url is None
        with pytest.raises(RuntimeError, match=r"^https is off: start it with https_port=0$"):
            auth0.ca_pem  # noqa: B018 - it raises
        with MockAuth0(https_port=None) as server:
            assert server.https_url is None

    def test_is_what_sdks_are_told(self, secure: MockAuth0) -> None:
        assert secure.https_url is not None
        assert secure.url.startswith("http://localhost:")
        assert secure.https_url.startswith("https://localhost:")
        assert secure.issuer == f"{secure.https_url}/"
        assert secure.domain == secure.https_url.removeprefix("https://")
        assert claims(secure, secure.token())["iss"] == secure.issuer

    def test_answers_whoever_trusts_its_authority(self, secure: MockAuth0) -> None:
        path = "/.well-known/openid-configuration"
        for trusting in (
            ssl.create_default_context(cadata=secure.ca_pem),
            ssl.create_default_context(cafile=secure.ca_file),
        ):
            with urlopen(f"{secure.https_url}{path}", context=trusting, timeout=5) as answer:
                assert json.load(answer)["issuer"] == secure.issuer
        with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urlopen(f"{secure.https_url}{path}", timeout=5)

    def test_hands_out_what_to_trust_over_http(self, secure: MockAuth0) -> None:
        with urlopen(f"{secure.url}/_mock/ca.pem", timeout=5) as answer:
            assert answer.read().decode() == secure.ca_pem

    def test_serves_a_tenant_that_is_given(self, tmp_path: Path) -> None:
        with MockAuth0(Tenant(), https_port=0, ca=tmp_path) as server:
            trusting = ssl.create_default_context(cafile=server.ca_file)
            url = f"{server.https_url}/_mock/health"
            with urlopen(url, context=trusting, timeout=5) as answer:
                assert answer.status == 200

    def test_leaves_nothing_behind_that_it_cannot_keep(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with MockAuth0(https_port=0, ca=tmp_path / "file" / "folder") as server:
            file = server.ca_file
            assert file.read_text() == server.ca_pem
        assert not file.exists()
        assert server.https_url is None

    def test_frees_the_port_of_http_when_that_of_https_is_taken(self, secure: MockAuth0) -> None:
        port = int(str(secure.https_url).rpartition(":")[2])
        server = MockAuth0(https_port=port)
        with pytest.raises(OSError, match=f"port {port} is taken; .* or use --https-port 8443"):
            server.start()
        for each in bind("127.0.0.1", int(server.url.rpartition(":")[2])):
            each.close()


def test_listens_on_ipv6() -> None:
    with MockAuth0(host="::1") as server:
        assert server.url.startswith("http://[::1]:")
        assert get(f"{server.url}/_mock/health")[1]["issuer"] == f"{server.url}/"
    with MockAuth0(host="::") as server:
        assert server.url.startswith("http://localhost:")
        for host in ("127.0.0.1", "[::1]"):
            url = server.url.replace("localhost", host)
            assert get(f"{url}/_mock/health")[1]["issuer"] == f"{url}/"


def test_believes_proxies_that_are_trusted() -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "login.example"}
    issuers = []
    for proxies in ("127.0.0.1, ::1", "10.0.0.0/8", None):
        with MockAuth0(trusted_proxies=proxies) as server:
            request = Request(f"{server.url}/_mock/health", headers=forwarded)
            with urlopen(request, timeout=5) as answer:
                issuers.append(json.load(answer)["issuer"].replace(server.url, "its own"))
    assert issuers == ["https://login.example/", "its own/", "its own/"]
