"""Every option has one name everywhere, and an order of who may set it."""

import json
from argparse import Namespace
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from mock_auth0 import cli
from mock_auth0.command_line import options_of, parse
from mock_auth0.given_options import SettingsError
from mock_auth0.option_table import NOT_IN_FILE, OPTIONS, RELAXATIONS, flag_of, variable_of
from mock_auth0.settings import Settings
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tls.source import Source

EMPTY = "users: []\n"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMII…\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMII…\n"
ADA = "users: [{ email: ada@example.com, username: Ada }]\n"
# A value of each option other than its default, as text.
OTHERS: dict[str, tuple[str, object]] = {
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("8080", 8080),
    "tenant": ("{users: []}", "{users: []}"),
    "issuer": ("https://tenant.example.com", "https://tenant.example.com/"),
    "strict": ("true", True),
    "auto_login": ("hint", "hint"),
    "log_level": ("DEBUG", "debug"),
    "signing_key": ("fresh", "fresh"),
    "rate_limits": ("free", "free"),
    "journal": ("50", 50),
    "control": ("no", False),
    "control_token": ("s3cret", "s3cret"),
    "pick_user": ("no", False),
    "https_port": ("8443", 8443),
    "ca": ("authority", "authority"),
    "certificate": (f"{KEY}{CERTIFICATE}", f"{KEY}{CERTIFICATE}"),
    "private_key": (KEY, KEY),
    "tls_names": ("Auth0.test, ::1", ("auth0.test", "::1")),
    "trusted_proxies": ("10.0.0.1/8", ("10.0.0.0/8",)),
    "worlds": ("by_host, Acme.test, auth0-*", ("*.localhost", "acme.test", "auth0-*")),
    **dict.fromkeys((*RELAXATIONS, "json_authorize", "legacy_userinfo"), ("on", True)),
}
SET_IN_TURN = sorted(OPTIONS.keys() - {"reload"})
"""`reload` needs a file, which the others do without."""


def settings_of(
    arguments: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
    *,
    tenant: str = EMPTY,
) -> Settings:
    return Settings.resolve({**(arguments or {}), "tenant": tenant}, environment or {})[0]


def complaint(
    arguments: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
    *,
    tenant: str = EMPTY,
) -> str:
    with pytest.raises((SettingsError, TenantFileError)) as refused:
        settings_of(arguments, environment, tenant=tenant)
    return str(refused.value)


def parsed(*arguments: str) -> Namespace:
    return parse(arguments, cli.COMMANDS)


def test_the_policy_has_the_names_and_defaults_of_its_options() -> None:
    policy = {each.name: each.default for each in fields(Policy)}
    assert policy == {name: OPTIONS[name].default for name in policy}


@pytest.mark.parametrize("name", SET_IN_TURN)
def test_an_option_has_one_name_everywhere(name: str) -> None:
    text, value = OTHERS[name]
    is_flag = isinstance(OPTIONS[name].default, bool)
    flag = flag_of(name) if value is True else flag_of(name).replace("--", "--no-", is_flag)
    words = parsed("serve", *([flag] if is_flag else [flag, text]))
    others: dict[str, object] = {} if name == "tenant" else {"tenant": EMPTY}
    if name == "private_key":
        others["certificate"] = CERTIFICATE
    by_flag, _ = Settings.resolve({**options_of(words), **others}, {})
    by_variable, _ = Settings.resolve(others, {variable_of(name): text})
    by_keyword, _ = Settings.resolve({**others, name: value}, {})
    assert getattr(by_flag, name) == value
    assert by_flag == by_variable == by_keyword
    if name not in NOT_IN_FILE:
        in_file = settings_of(others, tenant=f"mock: {{ {name}: {json.dumps(value)} }}\n")
        assert getattr(in_file, name) == value


def test_reload_has_its_name_everywhere_but_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "tenant.yaml"
    path.write_text("mock: { signing_key: key.pem }")
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----")
    by_flag, _ = Settings.resolve({**options_of(parsed("--reload")), "tenant": path}, {})
    by_variable, _ = Settings.resolve({"tenant": path}, {"MOCK_AUTH0_RELOAD": "1"})
    assert by_flag == by_variable
    assert by_flag.reload
    assert by_flag.watched == (path, tmp_path / "key.pem")
    assert complaint({"reload": True}) == (
        "reload: the tenant was given as text, so no file can change"
    )
    assert complaint(tenant="mock: {reload: true}\n").startswith(
        "tenant:1: mock.reload: unknown key"
    )


def test_a_keyword_wins_over_the_environment_that_over_the_file_that_over_the_default() -> None:
    tenant = "mock: { host: file, port: 1, log_level: error }\n"
    environment = {"MOCK_AUTH0_HOST": "variable", "MOCK_AUTH0_PORT": "2"}
    settings = settings_of({"host": "keyword"}, environment, tenant=tenant)
    assert (settings.host, settings.port, settings.log_level) == ("keyword", 2, "error")
    assert settings.any_client is False


def test_where_a_server_is_found_is_no_option() -> None:
    assert settings_of({}, {"MOCK_AUTH0_URL": "http://auth0:1000"}) == settings_of({}, {})


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_empty_is_not_given(nothing: object) -> None:
    tenant = "mock: { issuer: }\n"
    settings = settings_of({"host": nothing}, {"MOCK_AUTH0_PORT": ""}, tenant=tenant)
    assert settings == Settings(tenant=tenant)


def test_without_a_tenant_it_is_the_demo_with_its_relaxations() -> None:
    settings, seed = Settings.resolve({}, {})
    on = {name for name in RELAXATIONS if getattr(settings, name)}
    assert on == set(RELAXATIONS) - {"any_password"}
    assert settings.tenant_path == fixtures.path("tenant.yaml")
    assert seed.policy == settings.policy
    assert seed.users[0].email == "ada@example.com"


def test_a_tenant_of_ones_own_is_not_relaxed() -> None:
    settings, seed = Settings.resolve({"tenant": EMPTY}, {})
    assert [name for name in RELAXATIONS if getattr(settings, name)] == []
    assert settings.pick_user
    assert seed == Seed()


def test_strict_wins_over_everything_else() -> None:
    everything: dict[str, object] = dict.fromkeys(RELAXATIONS, True)
    relaxed = {**everything, "pick_user": True, "json_authorize": True, "legacy_userinfo": True}
    strict = settings_of(
        relaxed, {"MOCK_AUTH0_STRICT": "true"}, tenant="mock: {any_client: true}\n"
    )
    assert strict.policy == Policy(strict=True, pick_user=False, legacy_userinfo=True)


def test_the_seed_has_the_final_policy() -> None:
    _, seed = Settings.resolve({"tenant": EMPTY, "issuer": "http://a.test", "any_client": True}, {})
    assert seed.policy == Policy(issuer="http://a.test/", any_client=True)


@pytest.mark.parametrize("tenant", [EMPTY, "a: b", '{"users":[]}', "users: []"])
def test_the_tenant_may_be_the_text_itself(tenant: str) -> None:
    if tenant == "a: b":
        assert complaint(tenant=tenant).startswith("tenant:1: a: unknown key")
    else:
        assert settings_of(tenant=tenant).tenant_path is None


def test_the_tenant_may_be_a_path(tmp_path: Path) -> None:
    path = tmp_path / "my tenant.yaml"
    path.write_text(ADA)
    for settings, seed in (
        Settings.resolve({"tenant": path}, {}),
        Settings.resolve({}, {"MOCK_AUTH0_TENANT": str(path)}),
    ):
        assert settings.tenant_path == path
        assert [user.email for user in seed.users] == ["ada@example.com"]


def test_keywords_of_the_file_come_from_the_environment() -> None:
    environment = {"EMAIL": "me@example.com"}
    _, seed = Settings.resolve({"tenant": "users: [{ email: ##EMAIL## }]\n"}, environment)
    assert seed.users[0].email == "me@example.com"


def test_a_tenant_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    missing = tmp_path / "missing.yaml"
    assert complaint(tenant=str(missing)) == (
        f"tenant: cannot read {missing}: No such file or directory"
    )
    assert complaint(tenant=str(tmp_path)) == (
        f"tenant: cannot read {tmp_path}: Is a directory; give the file tenant.yaml"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"any_clients": True}, "any_clients: unknown option; did you mean any_client?"),
        ({"port": "80a"}, 'port: must be a port from 0 (any free one) to 65535; it is "80a"'),
        ({"port": 65536}, "port: must be a port from 0 (any free one) to 65535; it is 65536"),
        ({"port": True}, "port: must be a port from 0 (any free one) to 65535; it is true"),
        ({"strict": "maybe"}, 'strict: must be true or false; it is "maybe"'),
        (
            {"log_level": "loud"},
            'log_level: must be one of critical, error, warning, info, debug; it is "loud"',
        ),
        ({"journal": -1}, "journal: must be a number from 0 to 1000000; it is -1"),
        ({"journal": "many"}, 'journal: must be a number from 0 to 1000000; it is "many"'),
        ({"rate_limits": "paid"}, 'rate_limits: must be one of off, free; it is "paid"'),
        ({"host": 1}, "host: must be text; it is 1"),
        (
            {"auto_login": "add@example.com"},
            'auto_login: no user is called "add@example.com"; did you mean ada@example.com?',
        ),
        (
            {"auto_login": "root"},
            'auto_login: no user is called "root"; add one under users:, or write hint',
        ),
        (
            {"https_port": "many"},
            'https_port: must be a port from 0 (any free one) to 65535, or none; it is "many"',
        ),
        (
            {"tls_names": "a.test, https://b.test"},
            "tls_names: must be host names and IP addresses with commas, such as auth0.test,"
            ' *.auth0.test; it is "a.test, https://b.test"',
        ),
        ({"tls_names": 1}, "tls_names: must be text; it is 1"),
        (
            {"trusted_proxies": "nginx"},
            "trusted_proxies: must be IP addresses and networks with commas, such as"
            ' 10.0.0.0/8, or *; it is "nginx"',
        ),
        (
            {"worlds": "https://w1.test"},
            "worlds: must be by_host, or host names with commas, with * in their first part for the"
            ' name of the world, such as *.auth0.test, auth0-*; it is "https://w1.test"',
        ),
        (
            {"ca": "/nowhere/ca.pem"},
            "ca: cannot read /nowhere/ca.pem: No such file or directory",
        ),
        (
            {"ca": CERTIFICATE},
            "ca: the authority's private key must stand with its certificate",
        ),
        ({"certificate": CERTIFICATE}, "certificate: give its private key too, as private_key"),
        ({"private_key": KEY}, "private_key: give its certificate too, as certificate"),
        (
            {"signing_key": "/nowhere/key.pem"},
            "signing_key: cannot read the key file /nowhere/key.pem: No such file or directory",
        ),
    ],
)
def test_says_what_is_wrong(arguments: dict[str, object], message: str) -> None:
    assert complaint(arguments, tenant=ADA) == message


@pytest.mark.parametrize(
    "issuer",
    [
        "tenant.example.com", "/", "ftp://a.test/", "http://", "http://a.test/?x=1",
        "http://a.test/#x", "http://me@a.test/", "http://a.test:port/", "http://a b.test/",
    ],
)  # fmt: skip
def test_an_issuer_is_a_whole_url(issuer: str) -> None:
    assert complaint({"issuer": issuer}) == (
        "issuer: must be a whole URL without query, such as https://tenant.example.com/;"
        f' it is "{issuer}"'
    )


@pytest.mark.parametrize(
    ("issuer", "kept"),
    [
        ("http://localhost:1000", "http://localhost:1000/"),
        ("https://acme.eu.auth0.com/", "https://acme.eu.auth0.com/"),
        ("https://a.test/tenant", "https://a.test/tenant/"),
    ],
)
def test_an_issuer_ends_with_a_slash(issuer: str, kept: str) -> None:
    assert settings_of({"issuer": issuer}).issuer == kept


def test_flags_are_spelled_as_flags() -> None:
    with pytest.raises(SettingsError, match=r"^--auto-login: no user is called"):
        Settings.resolve({"tenant": EMPTY, "auto_login": "me"}, {}, as_flags=True)


def test_tells_all_wrong_options_at_once() -> None:
    environment = {"MOCK_AUTH0_PORTS": "1", "MOCK_AUTH0_any_client": "1", "MOCK_AUTH0_PORT": "x"}
    assert complaint({"strict": "?"}, environment).splitlines() == [
        'strict: must be true or false; it is "?"',
        "MOCK_AUTH0_PORTS: unknown option; did you mean MOCK_AUTH0_PORT?",
        "MOCK_AUTH0_any_client: unknown option; did you mean MOCK_AUTH0_ANY_CLIENT?",
        'MOCK_AUTH0_PORT: must be a port from 0 (any free one) to 65535; it is "x"',
    ]


def test_tells_wrong_options_of_the_file_with_all_else_that_is_wrong_there() -> None:
    tenant = """\
users: [{ emial: x }]
mock:
  any_clients: true
  port: many
  auto_login: somebody
"""
    assert complaint(tenant=tenant).splitlines() == [
        "tenant:1: users[0]: needs email, or username, or phone_number,"
        " such as email: ada@example.com",
        "tenant:1: users[0].emial: unknown key; did you mean email?",
        "tenant:3: mock.any_clients: unknown key; did you mean any_client?",
        'tenant:4: mock.port: must be a port from 0 (any free one) to 65535; it is "many"',
        'tenant:5: mock.auto_login: no user is called "somebody"; add one under users:,'
        " or write hint",
    ]


def test_ignores_what_kubernetes_sets_for_a_service_of_this_name() -> None:
    environment = {
        "MOCK_AUTH0_PORT": "tcp://10.96.0.7:1000",
        "MOCK_AUTH0_PORT_1000_TCP": "tcp://10.96.0.7:1000",
        "MOCK_AUTH0_PORT_1000_TCP_ADDR": "10.96.0.7",
        "MOCK_AUTH0_SERVICE_HOST": "10.96.0.7",
        "MOCK_AUTH0_SERVICE_PORT": "1000",
    }
    assert settings_of(environment=environment) == settings_of()


@pytest.mark.parametrize("user", ["ADA@example.com", "ada", "Ada", "hint"])
def test_auto_login_names_a_user_as_the_user_would(user: str) -> None:
    assert settings_of({"auto_login": user}, tenant=ADA).auto_login == user


KEY_SET = '{"keys": [{"kid": "mine"}]}'
PEM = "-----BEGIN PRIVATE KEY-----\nMII…\n"


@pytest.mark.parametrize("key", ["fresh", KEY_SET, PEM])
def test_a_key_may_be_given_itself(key: str) -> None:
    _, seed = Settings.resolve({"tenant": EMPTY, "signing_key": key}, {})
    assert seed.signing_keys == key


def test_a_key_set_may_stand_in_the_file() -> None:
    _, seed = Settings.resolve({"tenant": f"mock:\n  signing_key: {KEY_SET}\n"}, {})
    assert seed.signing_keys == KEY_SET


def test_a_key_may_be_a_file_beside_the_tenant_file(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(PEM)
    path = tmp_path / "tenant.yaml"
    path.write_text("mock: { signing_key: key.pem }")
    _, seed = Settings.resolve({"tenant": path}, {})
    assert seed.signing_keys == PEM


def test_a_file_without_a_key_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("no key")
    assert complaint({"signing_key": path}) == (
        f"signing_key: no private key in {path}: it must be PEM or a JSON Web Key Set"
    )
    path.write_bytes(b"\xff\xfe")
    assert complaint({"signing_key": path}) == (
        f"signing_key: cannot read the key file {path}: it is no text"
    )


def test_says_nothing_that_is_secret() -> None:
    settings = settings_of({"signing_key": KEY_SET, "certificate": CERTIFICATE, "private_key": KEY})
    assert "mine" not in repr(settings)
    assert "BEGIN" not in repr(settings)


@pytest.mark.parametrize("off", ["none", "None", "off", False])
def test_https_is_on_unless_it_is_switched_off(off: object) -> None:
    assert settings_of().https_port == 1443
    assert not settings_of().https_is_asked
    assert settings_of({"https_port": "1443"}).https_is_asked
    assert settings_of({"https_port": off}).https_port is None
    in_file = f"mock: {{ https_port: {str(off).lower()} }}\n"
    assert settings_of(tenant=in_file).https_port is None
    assert settings_of({"https_port": 0}, tenant=in_file).https_port == 0


@pytest.mark.parametrize("off", ["off", "none", False])
def test_there_are_no_worlds_unless_asked_for(off: object) -> None:
    assert settings_of({}).worlds == settings_of({"worlds": off}).worlds == ()


@pytest.mark.parametrize("worlds", ["*", "a.*.test", "a*b*", "*.*.test", "w 1", "w/", "*.", "a..b"])
def test_refuses_patterns_that_are_no_host_names(worlds: str) -> None:
    assert "worlds: must be by_host, or host names" in complaint({"worlds": worlds})


def test_worlds_have_certificates_where_a_star_is_a_part_of_its_own() -> None:
    given: dict[str, object] = {"worlds": "by_host, *.auth0.test, acme.test, auth0-*"}
    assert settings_of(given).certificates.names == ("*.auth0.test", "acme.test")


def test_proxies_may_be_all() -> None:
    assert settings_of({"trusted_proxies": "*"}).trusted_proxies == ("*",)
    assert settings_of({"trusted_proxies": ["::1", "10.1.2.3/8"]}).trusted_proxies == (
        "::1/128", "10.0.0.0/8",
    )  # fmt: skip


def test_tells_what_certificates_are_made_of(tmp_path: Path) -> None:
    (tmp_path / "tls.pem").write_text(CERTIFICATE)
    (tmp_path / "tls.key").write_text(KEY)
    (tmp_path / "ca.pem").write_text(CERTIFICATE)
    path = tmp_path / "tenant.yaml"
    path.write_text(
        "mock: { ca: ca.pem, certificate: tls.pem, private_key: tls.key, tls_names: [a.test] }"
    )
    settings, _ = Settings.resolve({"tenant": path}, {})
    assert settings.certificates == Source(
        names=("a.test",), authority=CERTIFICATE, certificate=KEY + CERTIFICATE
    )
    path.write_text("mock: { ca: authority }")
    settings, _ = Settings.resolve({"tenant": path}, {})
    assert settings.certificates == Source(folder=tmp_path / "authority")
    assert settings_of().certificates == Source()


@pytest.mark.parametrize(
    ("host", "probe_host"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1"), ("auth0", "auth0")],
)
def test_knows_where_to_find_itself(host: str, probe_host: str) -> None:
    settings: Any = settings_of({"host": host})
    assert settings.probe_host == probe_host


@pytest.mark.parametrize(
    "arguments",
    [
        {"tenant": "a" * 300},
        {"tenant": "a\0b"},
        {"issuer": 'http://x/\x01"\x7f'},
        {"issuer": "http://x y/"},
    ],
    ids=["an endless path", "NUL", "control characters", "a space"],
)
def test_refuses_in_words(arguments: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        Settings.resolve(arguments, {})


def test_refuses_claims_that_json_cannot_say() -> None:
    text = 'users: [{ email: a@b.example, claims: { "https://x/y": [.nan] } }]\n'
    with pytest.raises(TenantFileError, match="must hold finite numbers only"):
        Settings.resolve({"tenant": text}, {})
