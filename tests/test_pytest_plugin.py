"""The pytest plugin, as a project that uses it sees it."""

import pytest

from tests.pytest_project import run

_ASK = """
        import json
        from urllib.error import URLError
        from urllib.request import urlopen

        def issuer_at(domain):
            with urlopen(f"https://{domain}/.well-known/openid-configuration") as answer:
                return json.load(answer)["issuer"]
"""
_HEAVY = ("fastapi", "starlette", "uvicorn", "jose", "cryptography", "yaml", "jinja2")


@pytest.fixture(autouse=True)
def strict(pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml("[tool.pytest]\nstrict = true\nfilterwarnings = ['error']\n")


def test_gives_each_test_a_tenant_as_it_was_configured(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_first(auth0):
            auth0.add_user(email="new@example.com", password="secret")
            assert "new@example.com" in [user.email for user in auth0.users]

        def test_second(auth0):
            assert "new@example.com" not in [user.email for user in auth0.users]

        def test_on_the_same_server(auth0, auth0_server):
            assert auth0 is auth0_server
        """
    )
    run(pytester).assert_outcomes(passed=3)


def test_serves_over_a_real_socket(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import json
        from urllib.request import Request, urlopen

        def test_profile(auth0):
            tokens = auth0.log_in("ada@example.com")
            bearer = {"Authorization": f"Bearer {tokens.access_token}"}
            with urlopen(Request(f"{auth0.url}/userinfo", headers=bearer)) as answer:
                assert json.load(answer)["email"] == "ada@example.com"
            with urlopen(f"{auth0.url}/.well-known/openid-configuration") as answer:
                assert json.load(answer)["issuer"] == auth0.issuer
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_takes_settings_from_an_overridden_fixture(pytester: pytest.Pytester) -> None:
    pytester.makefile(
        ".yaml", tenant="users: [{ email: me@example.com, password: secret, name: Me }]\n"
    )
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture(scope="session")
        def auth0_settings():
            return {"tenant": "tenant.yaml"}
        """
    )
    pytester.makepyfile(
        """
        def test_users(auth0):
            assert [user.name for user in auth0.users] == ["Me"]
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_configures_one_test_by_the_marker(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.auth0(issuer="https://acme.eu.auth0.com/", strict=True)
        def test_marked(auth0):
            assert auth0.issuer == "https://acme.eu.auth0.com/"
            assert auth0.tenant.policy.strict

        def test_unmarked(auth0):
            assert auth0.issuer == f"{auth0.url}/"
        """
    )
    run(pytester).assert_outcomes(passed=2)


def test_lets_the_nearest_marker_win(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.auth0(auto_login="ada@example.com", any_client=False)
        class TestAll:
            @pytest.mark.auth0(auto_login="hint")
            def test_one(self, auth0):
                assert auth0.tenant.policy.auto_login == "hint"
                assert not auth0.tenant.policy.any_client
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_says_what_is_wrong_with_a_marker(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.auth0(any_clients=True)
        def test_unknown(auth0): ...

        @pytest.mark.auth0("strict")
        def test_positional(auth0): ...
        """
    )
    result = run(pytester)
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*any_clients*any_client*"])
    result.stdout.fnmatch_lines(["*takes options by name*"])


def test_serves_each_xdist_worker_on_a_port_of_its_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("n", range(8))
        def test_many(auth0, n):
            auth0.add_user(email=f"user{n}@example.com", password="secret")
            added = [user for user in auth0.users if user.email.startswith("user")]
            assert [user.email for user in added] == [f"user{n}@example.com"]
            assert auth0.log_in(f"user{n}@example.com").token_type == "Bearer"
        """
    )
    run(pytester, "-n", "2").assert_outcomes(passed=8)


def test_stands_for_a_real_domain_by_marker(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        import pytest
        {_ASK}

        @pytest.mark.auth0(as_domain="acme.eu.auth0.com")
        def test_marked(auth0):
            assert (auth0.domain, auth0.issuer) == (
                "acme.eu.auth0.com", "https://acme.eu.auth0.com/"
            )
            assert issuer_at("acme.eu.auth0.com") == auth0.issuer

        def test_unmarked(auth0):
            assert auth0.issuer == f"{{auth0.url}}/"
            with pytest.raises(URLError):
                issuer_at("acme.eu.auth0.com")

        @pytest.mark.auth0(as_domain="https://acme.eu.auth0.com/")
        def test_wrong(auth0): ...
        """
    )
    result = run(pytester)
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*SettingsError: as_domain: must be a host name*leave out the*"])


@pytest.mark.parametrize("workers", ["0", "2"])
def test_stands_for_a_real_domain_by_fixture_in_each_worker(
    pytester: pytest.Pytester, workers: str
) -> None:
    pytester.makepyfile(
        f"""
        import pytest
        {_ASK}

        @pytest.fixture(scope="session")
        def auth0_settings():
            return {{"as_domain": "acme.eu.auth0.com"}}

        @pytest.mark.parametrize("n", range(6))
        def test_many(auth0, n):
            assert issuer_at("acme.eu.auth0.com") == auth0.issuer

        @pytest.mark.auth0(strict=True)
        def test_on_a_server_of_its_own(auth0, auth0_server):
            assert auth0 is not auth0_server
            assert issuer_at("acme.eu.auth0.com") == auth0.issuer
            users = [user.email for user in auth0.users]
            assert "only@example.com" not in users
            auth0_server.add_user(email="only@example.com", password="secret")

        def test_after_it(auth0):
            assert issuer_at("acme.eu.auth0.com") == auth0.issuer
        """
    )
    run(pytester, "-n", workers).assert_outcomes(passed=8)


def test_imports_nothing_heavy_until_a_fixture_is_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        import sys

        def test_nothing_is_loaded():
            assert not [name for name in {_HEAVY!r} if name in sys.modules]
        """
    )
    pytester.runpytest_subprocess("-p", "no:xdist").assert_outcomes(passed=1)


def test_is_shown_among_the_fixtures(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--fixtures", "-q")
    result.stdout.fnmatch_lines(["auth0_settings*", "auth0_server*", "auth0 *"])


def test_a_snapshot_lives_through_the_reset_before_each_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_first(auth0):
            auth0.add_user(email="new@example.com", password="Abc-12345!")
            auth0.snapshot("seeded")

        def test_second(auth0):
            assert "new@example.com" not in [user.email for user in auth0.users]
            assert str(auth0.diff(b="seeded")).startswith("users")
            auth0.restore("seeded")
            assert "new@example.com" in [user.email for user in auth0.users]
            assert not auth0.diff("seeded")
        """
    )
    run(pytester).assert_outcomes(passed=2)
