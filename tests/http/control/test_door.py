"""The verbs over HTTP: what is refused, and that nothing that is sent makes one fail."""

import json
import re
from datetime import datetime, timedelta
from types import NoneType
from typing import Any, get_args, get_origin
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.control.registry import VERBS
from mock_auth0.control.verb import Option, Verb
from tests.deterministic import deterministic
from tests.http.browser import JSON, Answer, Browser
from tests.http.worlds import ASKED, a_browser, a_tenant

NASTY = [
    "", " ", "\0", "\r\nx: y", "é\u202e💩", "\ud800", "-1", "9" * 400, "1e999", "NaN", "none",
    "a" * 20_000, "../../etc/passwd", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
    "P9999999999D", "ada@example.com", "auth0|ada", "spa", "web", "/oauth/token", "*", "__class__",
    "world", "self", "user",
]  # fmt: skip
numbers = st.sampled_from([0, 1, -1, 2**31, 2**63, 10**30, -(10**30), 1e300, -1e300, 0.5, 1e9])
values = st.recursive(
    st.none() | st.booleans() | numbers | st.sampled_from(NASTY) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
texts = st.sampled_from(NASTY) | st.text(max_size=10)
moments = st.sampled_from(
    ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2025-06-02", "1969-12-31T23:59:59Z", 0]
)
LIKELY: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: numbers,
    float: numbers,
    bool: st.booleans(),
    datetime: moments,
    timedelta: numbers | st.sampled_from(["PT1S", "P9999999D"]),
    NoneType: st.none(),
}
names = st.text(max_size=5) | st.sampled_from(["world", "self", "options", "__class__", "copy"])
verbs = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())


@pytest.fixture(scope="module")
def browser() -> Browser:
    return a_browser()


def likely(option: Option) -> st.SearchStrategy[Any]:
    """Mostly of its type, and mostly with something wrong about it."""
    kinds = {get_origin(each) or each for each in get_args(option.type) or (option.type,)}
    of_its_types = [LIKELY[kind] for kind in kinds if kind in LIKELY]
    return st.one_of(*of_its_types, *of_its_types, values)


def options_of(verb: Verb) -> st.SearchStrategy[dict[str, Any]]:
    """Some of its own, seldom one that it has not."""
    own = st.fixed_dictionaries(
        {each.name: likely(each) for each in verb.options.values() if each.is_required},
        optional={
            each.name: likely(each) for each in verb.options.values() if not each.is_required
        },
    )
    strange = st.dictionaries(names, values, max_size=2)
    return own | own | (own | strange if not verb.is_open else strange)


def told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.json["error"], answer.json["error_description"]


def send(browser: Browser, verb: Verb, options: dict[str, Any]) -> Answer:
    """Carry the verb out there, as far as HTTP can say it."""
    path = f"/_mock{verb.path}"
    for name in re.findall(r"{(\w+)}", path):
        value = str(options.pop(name, "x")).encode("utf-8", "replace").decode()
        path = path.replace(f"{{{name}}}", quote(value or "x", safe=""))
    if verb.method in {"POST", "PATCH"}:
        body, headers = json.dumps(options).encode(), {"content-type": JSON}
        return browser.ask(verb.method, path, headers=headers, body=body)
    query = "&".join(
        f"{quote(name.encode('utf-8', 'replace'))}={quote(str(value).encode('utf-8', 'replace'))}"
        for name, value in options.items()
    )
    return browser.ask(verb.method, f"{path}?{query}")


@verbs
def test_nothing_makes_it_fail(verb: Verb) -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)

    @deterministic(30)
    @given(options=options_of(verb))
    def nothing_does(options: dict[str, Any]) -> None:
        if "timeout" in verb.options:
            options["timeout"] = 0
        answer = send(browser, verb, options)
        assert answer.status in {200, 204, 400, 401, 403, 404, 409, 413, 429}, answer
        # Whatever became of the tenant, it goes on.
        assert browser.get("/_mock/clock").status == 200
        assert browser.get("/authorize", **ASKED).status < 500
        tenant.reset()

    nothing_does()


@deterministic(150)
@given(
    path=st.sampled_from([f"/_mock{each.path}" for each in VERBS.values()]),
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    body=st.binary(max_size=30)
    | st.sampled_from(
        [b"[]", b"1", b"null", b"{", b'{"a":NaN}', b'{"a":"\\ud800"}', b'{"\\ud800":1}',
         b"\xef\xbb\xbf{}",
         b'{"a":' * 300 + b"1" + b"}" * 300, b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"]
    ),
    content_type=st.sampled_from([JSON, "application/json; charset=utf-16", "text/plain", "", "x"]),
)  # fmt: skip
def test_no_body_makes_it_fail(
    browser: Browser, path: str, method: str, body: bytes, content_type: str
) -> None:
    answer = browser.ask(method, path, headers={"content-type": content_type}, body=body)
    assert answer.status in {200, 204, 400, 404, 405, 415}, answer
    browser.ask("POST", "/_mock/reset")


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (b"[]", "Bad Request"),
        (b"{", "Bad Request"),
        (b'{"seconds": NaN}', "Bad Request"),
        (b"\xff", "Bad Request"),
        (b"[" * 100_000, "Bad Request"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "the body is nested deeper than 64 levels"),
        (
            b'{"seconds": "\\ud800"}',
            "the body holds half of a surrogate pair, which is no Unicode",
        ),
        (b'{"second": 1}', "clock.advance: unknown field 'second'; did you mean seconds?"),
        (b'{"seconds": true}', "clock.advance: seconds: input should be a number"),
        (
            b'{"seconds": "x"}',
            "clock.advance: seconds: input should be a valid number, unable to parse string as a "
            "number",
        ),
    ],
)
def test_what_is_no_options_is_refused(browser: Browser, body: bytes, description: str) -> None:
    answer = browser.post("/_mock/clock/advance", body=body, content_type=JSON)
    assert (answer.status, answer.json["error_description"]) == (400, description)


def test_a_name_is_not_repeated_at_length(browser: Browser) -> None:
    answer = browser.post("/_mock/clock/advance", json={"x" * 100_000: 1})
    assert len(answer.body) < 500


def test_an_option_that_comes_twice_is_refused(browser: Browser) -> None:
    answer = browser.get("/_mock/outbox?to=a&to=b")
    assert told(answer) == (
        400,
        "invalid_request",
        "Invalid parameter: to must be a string",
    )


def test_a_body_that_is_too_large_is_refused(browser: Browser) -> None:
    answer = browser.post("/_mock/faults", json={"path": "/" + "x" * 1024 * 1024})
    assert told(answer) == (413, "invalid_request", "Payload too large")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_any_page_can_send_is_refused(browser: Browser, content_type: str) -> None:
    answer = browser.post("/_mock/clock/advance", body=b'{"seconds":1}', content_type=content_type)
    assert told(answer) == (
        415,
        "invalid_request",
        "send the body with content-type: application/json (curl --json does)",
    )


def test_a_body_without_a_type_is_refused(browser: Browser) -> None:
    assert browser.ask("POST", "/_mock/clock/advance", body=b'{"seconds":1}').status == 415


def test_no_body_needs_no_type(browser: Browser) -> None:
    assert browser.ask("POST", "/_mock/reset").status == 204


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/_mock/faults", "DELETE, GET, POST"),
        ("PROPFIND", "/_mock/faults", "DELETE, GET, POST"),
        ("post", "/_mock/reset", "POST"),
        ("GET", "/_mock/reset", "POST"),
        ("HEAD", "/_mock/reset", "POST"),
        ("GET", "/_mock/faults/fault_1", "DELETE"),
        ("PUT", "/_mock/users/ada", "DELETE, PATCH"),
    ],
)
def test_other_methods_are_refused_by_name(
    browser: Browser, method: str, path: str, allowed: str
) -> None:
    answer = browser.ask(method, path)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


def test_head_is_get(browser: Browser) -> None:
    assert browser.ask("HEAD", "/_mock/faults").status == 200


@pytest.mark.parametrize("path", ["/_mock/faults/fault_1", "/_mock/faults", "/_mock/reset"])
def test_options_is_a_preflight(browser: Browser, path: str) -> None:
    answer = browser.options(path, headers={"origin": "https://app.example"})
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (
        204,
        "https://app.example",
    )


@pytest.mark.parametrize(
    "name", ["a%2Fb", "..%2F..", "%00", "%0a", "%ff", "%2e%2e", "x" * 5000, "%F0%9F%92%A9", "a?b=c"]
)
def test_a_name_in_the_path_may_be_anything(browser: Browser, name: str) -> None:
    answer = browser.ask("DELETE", f"/_mock/faults/{name}")
    assert answer.status in {400, 404}
