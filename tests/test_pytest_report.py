"""What the pytest plugin shows of a test that has failed."""

import pytest

from tests import pytest_project

_HEAD = """
        import pytest
        from urllib.error import HTTPError
        from urllib.parse import urlencode
        from urllib.request import urlopen

        def redeem(server, code):
            form = {"grant_type": "authorization_code", "code": code, "client_id": "demo-spa",
                    "code_verifier": "a-verifier-that-nobody-may-see", "redirect_uri": "http://x/"}
            with pytest.raises(HTTPError) as caught:
                urlopen(f"{server.url}/oauth/token", urlencode(form).encode())
            caught.value.close()
"""


def run(pytester: pytest.Pytester, body: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(_HEAD + body)
    return pytest_project.run(pytester, *arguments)


FAILS = """
        def test_one(auth0):
            redeem(auth0, "the-code-of-the-first-test")
            assert False
"""


def test_shows_the_requests_of_a_test_that_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILS)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- mock-auth0 requests -*",
            "http://localhost:*/",
            "*:*:*.* #1 POST /oauth/token authorization_code client=demo-spa → 403 invalid_grant "
            "'Invalid authorization code'",
            "*the code is unknown*",
        ]
    )
    shown = result.stdout.str().partition("mock-auth0 requests")[2]
    assert "a-verifier" not in shown
    assert "the-code-of-the-first-test" not in shown


def test_shows_them_across_xdist(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILS, "-n", "1")
    result.stdout.fnmatch_lines(["*- mock-auth0 requests -*", "* #1 POST /oauth/token *"])


def test_shows_nothing_of_a_test_that_passes_or_asked_nothing(pytester: pytest.Pytester) -> None:
    body = """
        def test_passes(auth0):
            redeem(auth0, "x")

        def test_asks_nothing(auth0):
            assert False

        def test_needs_no_server():
            assert False

        @pytest.mark.xfail(strict=True)
        def test_is_expected(auth0):
            redeem(auth0, "x")
            assert False
    """
    result = run(pytester, body, "-rA")
    result.assert_outcomes(passed=1, failed=2, xfailed=1)
    result.stdout.no_fnmatch_line("*mock-auth0 requests*")


def test_shows_those_of_this_test_alone_where_nothing_is_reset(pytester: pytest.Pytester) -> None:
    body = """
        def test_first(auth0_server):
            redeem(auth0_server, "x")

        def test_second(auth0_server):
            redeem(auth0_server, "x")
            assert False
    """
    result = run(pytester, body)
    result.stdout.fnmatch_lines(["* #2 POST /oauth/token *"])
    result.stdout.no_fnmatch_line("* #1 POST *")


def test_shows_those_of_a_server_that_a_marker_made(pytester: pytest.Pytester) -> None:
    body = """
        @pytest.mark.auth0(strict=True)
        def test_marked(auth0):
            urlopen(f"{auth0.url}/.well-known/jwks.json").close()
            assert False
    """
    result = run(pytester, body)
    result.stdout.fnmatch_lines(["* #1 GET /.well-known/jwks.json → 200 ok"])


def test_shows_those_of_a_fixture_that_failed(pytester: pytest.Pytester) -> None:
    body = """
        @pytest.fixture
        def logged_in(auth0):
            redeem(auth0, "x")
            raise RuntimeError("no login")

        def test_never_begins(logged_in): ...
    """
    result = run(pytester, body)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*- mock-auth0 requests -*", "* #1 POST /oauth/token *"])


def test_shows_as_many_as_are_wanted(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nauth0_requests = 2\n")
    body = """
        def test_many(auth0):
            for number in range(5):
                redeem(auth0, str(number))
            assert False
    """
    result = run(pytester, body)
    result.stdout.fnmatch_lines(["http://localhost:*/, the last 2 of 5", "* #4 *", "* #5 *"])
    result.stdout.no_fnmatch_line("* #3 *")


def test_can_be_switched_off(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILS, "-o", "auth0_requests=0")
    result.stdout.no_fnmatch_line("*mock-auth0 requests*")


def test_says_what_the_option_may_be(pytester: pytest.Pytester) -> None:
    result = run(pytester, FAILS, "-o", "auth0_requests=all")
    result.stderr.fnmatch_lines(["*auth0_requests is a number of requests, not 'all'*"])
