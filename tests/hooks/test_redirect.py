"""Sending the browser elsewhere: the URL, and the tokens that go and come with it."""

from typing import Any

import pytest

from mock_auth0.hooks.outcome import Outcome
from mock_auth0.hooks.redirect import Redirect
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.tokens import jwt
from tests.answers import claims_of
from tests.builders import ISSUER, NOON_SECONDS
from tests.hooks.builders import an_event

SECRET = "shared with the page"


def a_redirect(outcome: Outcome | None = None, **body: str) -> Redirect:
    event = an_event(request=RequestInfo(ip="192.0.2.1", body=body))
    return Redirect(
        outcome or Outcome(), event, issuer=ISSUER, now=NOON_SECONDS, state="st", is_possible=True
    )


def a_token(secret: str = SECRET, **changes: Any) -> str:
    claims = {"sub": "auth0|ada", "state": "st", "exp": NOON_SECONDS + 60, "agreed": True}
    return jwt.sign_with_secret(secret, {**claims, **changes})


def test_the_url_keeps_its_query() -> None:
    outcome = Outcome()
    a_redirect(outcome).send_user_to(
        "https://terms.example/v1?lang=en", query={"session_token": "a b", "n": "ü"}
    )
    assert outcome.redirect == "https://terms.example/v1?lang=en&session_token=a+b&n=%C3%BC"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "/relative",
        "https://x.example/#there",
        "//evil.example",
        "https://x.example/\r\nset-cookie: a=b",
    ],
)
def test_refuses_what_is_no_url_for_a_browser(url: str) -> None:
    outcome = Outcome()
    with pytest.raises(ValueError, match="is no absolute URL that a browser may be sent to"):
        a_redirect(outcome).send_user_to(url)
    assert outcome.redirect is None


def test_refuses_a_url_that_is_too_long() -> None:
    with pytest.raises(ValueError, match="more than 8,000 characters"):
        a_redirect().send_user_to("https://x.example/", query={"a": "b" * 8000})


def test_the_token_that_goes_along() -> None:
    token = a_redirect().encode_token(secret=SECRET, payload={"age": 17, "iss": "mine"})
    assert claims_of(token) == {
        "age": 17,
        "iss": ISSUER,
        "sub": "auth0|ada",
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 900,
        "ip": "192.0.2.1",
    }
    assert jwt.read(token).is_signed_by_secret(SECRET)


def test_the_token_that_comes_back() -> None:
    redirect = a_redirect(session_token=a_token())
    assert redirect.validate_token(secret=SECRET)["agreed"] is True
    named = a_redirect(tok=a_token())
    assert named.validate_token(secret=SECRET, token_parameter_name="tok")["agreed"] is True


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("", "was not given session_token"),
        ("x.y.z", "no compact JWS"),
        ("a" * 200_000, "was not given session_token"),
        (a_token(secret="another"), "is not signed"),
        (a_token(exp=NOON_SECONDS), "has expired"),
        (a_token(exp=None), "has expired"),
        (a_token(sub="auth0|grace"), "is for 'auth0|grace'"),
        (a_token(state="replayed"), "has not the state that the browser has"),
    ],
    ids=["none", "garbage", "huge", "foreign", "expired", "endless", "someone's", "replayed"],
)
def test_refuses_a_token_that_is_not_good(token: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("|", r"\|")):
        a_redirect(session_token=token).validate_token(secret=SECRET)
