"""Reading exchanges."""

from base64 import b64encode, urlsafe_b64encode
from datetime import timedelta

import pytest

from mock_auth0.model.exchange import Exchange, Refusal
from mock_auth0.model.log_note import LogNote
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant import recorded
from tests.builders import NOON, an_exchange

FORM = "application/x-www-form-urlencoded"


def head(**headers: str) -> bytes:
    pairs = ((name.replace("_", "-"), value) for name, value in headers.items())
    return "\n".join(part for pair in pairs for part in pair).encode("latin-1")


def test_reads_all_of_it() -> None:
    exchange = an_exchange(
        number=7,
        query=b"trace=1&trace=2",
        head=head(Host="localhost:1000", content_type=FORM, cookie="auth0=abc; did=def"),
        answer_head=head(content_type="application/json", set_cookie="auth0=abc; Path=/; Secure"),
        notes=(LogNote(user_id="auth0|ada"),),
    )
    assert recorded.read(exchange) == RecordedRequest(
        number=7,
        at=NOON,
        duration=timedelta(milliseconds=1),
        method="POST",
        path="/oauth/token",
        query={"trace": ["1", "2"]},
        fields={"grant_type": "authorization_code", "client_id": "web", "code": "…"},
        grant_type="authorization_code",
        client="web",
        user="auth0|ada",
        status=403,
        outcome="invalid_grant",
        error="invalid_grant",
        description="Invalid authorization code",
        explanation="it is unknown",
        ip="127.0.0.1",
        headers={"host": "localhost:1000", "content-type": FORM, "cookie": "auth0=…; did=…"},
        answer_headers={
            "content-type": "application/json",
            "set-cookie": "auth0=…; Path=/; Secure",
        },
        answer={"error": "invalid_grant"},
    )


def test_hides_a_cookie_without_a_name() -> None:
    exchange = an_exchange(head=head(cookie="did=def; s3cret"), answer_body=b'"s3cret"')
    shown = recorded.read(exchange)
    assert (shown.headers["cookie"], "s3cret" in str(shown.answer)) == ("did=…; …", False)


def test_is_one_line() -> None:
    assert str(recorded.read(an_exchange(number=7))) == (
        "#7 POST /oauth/token authorization_code client=web → 403 invalid_grant "
        "'Invalid authorization code'"
    )
    gone = an_exchange(number=8, method="GET", path="/authorize", body=b"", status=0, refusal=None)
    assert str(recorded.read(gone)) == "#8 GET /authorize → no answer gone"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"),
        (204, "ok"),
        (302, "ok"),
        (404, "not_found"),
        (405, "method_not_allowed"),
        (501, "not_emulated"),
        (500, "server_error"),
        (429, "too_many_requests"),
        (418, "418"),
        (0, "gone"),
    ],
)
def test_tells_the_outcome_by_the_status(status: int, outcome: str) -> None:
    shown = recorded.read(an_exchange(status=status, refusal=None))
    assert (shown.outcome, shown.error) == (outcome, None if outcome == "ok" else outcome)


def test_knows_a_refusal_that_is_a_redirect() -> None:
    refused = an_exchange(status=302, refusal=Refusal("login_required", "Login required", ""))
    assert recorded.read(refused).outcome == "login_required"


def a_jwt(payload: str) -> str:
    return f"eyJhbGciOiJub25lIn0.{urlsafe_b64encode(payload.encode()).decode().rstrip('=')}.c2ln"


@pytest.mark.parametrize(
    ("exchange", "client"),
    [
        (an_exchange(body=b"client_id=web"), "web"),
        (an_exchange(body=b"", query=b"client_id=spa"), "spa"),
        (an_exchange(body=b"client_id=web", notes=(LogNote(client_id="spa"),)), "spa"),
        (
            an_exchange(
                body=b"",
                head=head(authorization="Basic " + b64encode(b"web:secret").decode()),
            ),
            "web",
        ),
        (an_exchange(body=b"client_assertion=" + a_jwt('{"sub":"web"}').encode()), "web"),
        (
            an_exchange(body=b"", head=head(authorization="Bearer " + a_jwt('{"azp":"spa"}'))),
            "spa",
        ),
        (an_exchange(body=b"", head=head(authorization="Basic %%%")), None),
        (an_exchange(body=b"client_assertion=a.%25%25.c"), None),
        (an_exchange(body=b"client_assertion=" + a_jwt("[1]").encode()), None),
        (an_exchange(body=b"client_assertion=" + a_jwt('{"sub":1}').encode()), None),
        (an_exchange(body=b""), None),
    ],
    ids=[
        "form",
        "query",
        "note",
        "Basic",
        "assertion",
        "token",
        "no Basic",
        "no JWT",
        "no object",
        "no text",
        "nothing",
    ],
)
def test_knows_the_client(exchange: Exchange, client: str | None) -> None:
    assert recorded.read(exchange).client == client


@pytest.mark.parametrize(
    ("exchange", "user"),
    [
        (an_exchange(notes=(LogNote(user_id="auth0|ada"),)), "auth0|ada"),
        (an_exchange(notes=(LogNote("fu", user_name="eve"),)), "eve"),
        (an_exchange(body=b"username=ada"), "ada"),
        (an_exchange(query=b"login_hint=ada%40example.com"), "ada@example.com"),
        (
            an_exchange(head=head(authorization="Bearer " + a_jwt('{"sub":"auth0|ada"}'))),
            "auth0|ada",
        ),
        (an_exchange(head=head(authorization="Bearer " + a_jwt('{"sub":"web@clients"}'))), None),
        (an_exchange(), None),
    ],
    ids=["note", "typed note", "form", "hint", "token", "client's token", "nobody"],
)
def test_knows_the_user(exchange: Exchange, user: str | None) -> None:
    assert recorded.read(exchange).user == user


@pytest.mark.parametrize(
    ("content_type", "body", "fields"),
    [
        (FORM, b"a=1&b=%C3%A4&b=2", {"a": "1", "b": ["ä", "2"]}),
        (FORM, b"\xff=\xfe&a", {"�": "�", "a": ""}),
        (FORM + "; charset=utf-8", b"a=1", {"a": "1"}),
        ("", b"a=1", {"a": "1"}),
        ("application/json", b'{"a": {"b": [1]}, "otp": 123456}', {"a": {"b": [1]}, "otp": "…"}),
        ("application/json", b'{"password": "secret', {}),
        ("application/json", b'["secret"]', {}),
        ("application/json", b"[" * 16_000, {}),
        ("application/json", b'{"a": "\xff"}', {}),
        ("text/plain", b"secret", {}),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\nsecret\r\n--x--\r\n',
            {"code": "…"},
        ),
        ("multipart/form-data", b"--x", {}),
        ("multipart/form-data; boundary=x", b"\xff\x00--x", {}),
    ],
)
def test_reads_bodies_of_all_kinds(content_type: str, body: bytes, fields: object) -> None:
    exchange = an_exchange(head=head(content_type=content_type), body=body)
    assert recorded.read(exchange).fields == fields


@pytest.mark.parametrize("cut", [b"host", b"host\nlocalhost\ncontent-ty", b"", b"\n\n\n"])
def test_reads_a_head_that_was_cut(cut: bytes) -> None:
    assert recorded.read(an_exchange(head=cut)).fields["grant_type"] == "authorization_code"


def test_shows_json_answers_alone() -> None:
    page = an_exchange(answer_head=head(content_type="text/html"), answer_body=b"<code>secret")
    assert recorded.read(page).answer is None
    tokens = an_exchange(
        answer_body=b'{"access_token": "0123456789abcdefghijklmno", "expires_in": 1}'
    )
    assert recorded.read(tokens).answer == {"access_token": "0123…", "expires_in": 1}


def test_hides_what_the_answer_repeats() -> None:
    exchange = an_exchange(
        body=b"code=the-secret-code",
        refusal=Refusal("invalid_grant", "no code the-secret-code", "the-secret-code is wrong"),
        answer_body=b'{"hint": "the-secret-code"}',
        answer_head=head(content_type="application/json", x_explain="the-secret-code"),
    )
    assert "the-secret-code" not in repr(recorded.read(exchange))
