"""The modules of the OpenID conformance suite for OpenID Connect RP-Initiated Logout 1.0.

Each test has its module's name: plan `oidcc-rp-initiated-logout-certification-test-plan`.
"""

import re

from tests.builders import KEYS
from tests.http.browser import Answer, Browser
from tests.http.worlds import ASKED, a_browser, is_logged_in
from tests.http.worlds import log_in_for_id_token as log_in

BYE = "https://app.example/bye"
LOGGED_OUT = "/u/logout-complete"
STATE = "a-state-of-the-client"


def end_session(browser: Browser, **query: str) -> Answer:
    """Ask at the endpoint that discovery names, and agree when asked."""
    endpoint = browser.get("/.well-known/openid-configuration").json["end_session_endpoint"]
    answer = browser.get(endpoint.removeprefix(browser.address), **query)
    if answer.status == 302 and answer.location.startswith("/u/logout?"):
        assert is_logged_in(browser)
        answer = browser.post(answer.location, {"action": "accept"})
    return answer


def must_log_in_again(browser: Browser) -> bool:
    """Whether ``prompt=none`` says that nobody is logged in."""
    answer = browser.get("/authorize", **{**ASKED, "prompt": "none"})
    return answer.parameters.get("error") == "login_required"


def refused(answer: Answer) -> bool:
    return answer.status == 400 and "Oops!, something went wrong" in answer.body.decode()


def test_oidcc_rp_initiated_logout_discovery_endpoint_verification() -> None:
    document = a_browser(address="https://auth0.example").get("/.well-known/openid-configuration")

    assert document.json["end_session_endpoint"] == "https://auth0.example/oidc/logout"


def test_oidcc_rp_initiated_logout() -> None:
    browser = a_browser()
    token = log_in(browser)

    answer = end_session(browser, id_token_hint=token, post_logout_redirect_uri=BYE, state=STATE)

    assert answer.location == f"{BYE}?state={STATE}"
    assert must_log_in_again(browser)


def test_oidcc_rp_initiated_logout_no_state() -> None:
    browser = a_browser()
    token = log_in(browser)

    answer = end_session(browser, id_token_hint=token, post_logout_redirect_uri=BYE)

    assert answer.location == BYE
    assert must_log_in_again(browser)


def test_oidcc_rp_initiated_logout_no_post_logout_redirect_uri() -> None:
    browser = a_browser()
    token = log_in(browser)

    answer = end_session(browser, id_token_hint=token, state=STATE)

    assert answer.location == LOGGED_OUT
    assert "You have been logged out." in browser.get(answer.location).body.decode()
    assert must_log_in_again(browser)


def test_oidcc_rp_initiated_logout_no_params() -> None:
    browser = a_browser()
    log_in(browser)

    assert end_session(browser).location == LOGGED_OUT
    assert must_log_in_again(browser)


def test_oidcc_rp_initiated_logout_only_state() -> None:
    browser = a_browser()
    log_in(browser)

    assert end_session(browser, state=STATE).location == LOGGED_OUT
    assert must_log_in_again(browser)


def test_oidcc_rp_initiated_logout_no_id_token_hint() -> None:
    browser = a_browser()
    log_in(browser)

    # Nobody vouches for the URL: it is none of the tenant's.
    assert refused(end_session(browser, post_logout_redirect_uri=BYE, state=STATE))
    assert is_logged_in(browser)


def test_oidcc_rp_initiated_logout_bad_post_logout_redirect_uri() -> None:
    browser = a_browser()
    token = log_in(browser)

    assert refused(
        end_session(
            browser,
            id_token_hint=token,
            post_logout_redirect_uri="https://app.example/other",
            state=STATE,
        )
    )
    assert is_logged_in(browser)


def test_oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri() -> None:
    browser = a_browser()
    token = log_in(browser)

    assert refused(
        end_session(
            browser,
            id_token_hint=token,
            post_logout_redirect_uri=f"{BYE}?foo=bar",
            state=STATE,
        )
    )
    assert is_logged_in(browser)


def test_oidcc_rp_initiated_logout_modified_id_token_hint() -> None:
    browser = a_browser()
    head, payload, signature = log_in(browser).split(".")
    changed = signature[:-8] + ("A" * 8 if signature[-8:] != "A" * 8 else "B" * 8)

    assert refused(
        end_session(
            browser,
            id_token_hint=f"{head}.{payload}.{changed}",
            post_logout_redirect_uri=BYE,
            state=STATE,
        )
    )
    assert is_logged_in(browser)


def test_oidcc_rp_initiated_logout_bad_id_token_hint() -> None:
    """The hint is signed by somebody else's key, under the name of ours."""
    from mock_auth0.tenant.keys import SigningKey
    from mock_auth0.tokens import jwt
    from tests.answers import claims_of

    browser = a_browser()
    claims = claims_of(log_in(browser))
    own = SigningKey({**SigningKey.generate().jwk, "kid": KEYS.current.kid})

    assert refused(
        end_session(
            browser,
            id_token_hint=jwt.sign(own, claims),
            post_logout_redirect_uri=BYE,
            state=STATE,
        )
    )
    assert is_logged_in(browser)


def test_each_module_is_here() -> None:
    names = {name for name in globals() if name.startswith("test_oidcc_")}
    assert len(names) == 11
    assert all(re.fullmatch("test_oidcc_rp_initiated_logout[a-z_]*", name) for name in names)
