"""Where a browser may be sent, and every known trick to have it sent elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.oauth import redirect_uri
from tests.deterministic import deterministic

CALLBACK = "https://app.example.com/callback"
WILDCARD = "https://*.example.com/callback"

# Nothing of this may pass for CALLBACK, not even by way of WILDCARD.
TRICKS = {
    "another host": "https://evil.example/callback",
    "another scheme": "http://app.example.com/callback",
    "host in upper case": "https://APP.EXAMPLE.COM/callbacK",
    "path in upper case": "https://app.example.com/CALLBACK",
    "port": "https://app.example.com:8443/callback",
    "default port": "https://app.example.com:443/callback",
    "empty port": "https://app.example.com:/callback",
    "trailing slash": "https://app.example.com/callback/",
    "trailing dot of the host": "https://app.example.com./callback",
    "no path": "https://app.example.com",
    "query": "https://app.example.com/callback?next=https://evil.example",
    "longer path": "https://app.example.com/callback.evil",
    "path below": "https://app.example.com/callback/evil",
    "path traversal": "https://app.example.com/callback/../evil",
    "path traversal and back": "https://app.example.com/evil/../callback",
    "encoded path traversal": "https://app.example.com/callback/%2e%2e/evil",
    "doubly encoded path traversal": "https://app.example.com/callback/%252e%252e/evil",
    "dot segment": "https://app.example.com/./callback",
    "double slash": "https://app.example.com//callback",
    "matrix parameter": "https://app.example.com/callback;evil",
    "fragment": "https://app.example.com/callback#evil",
    "empty fragment": "https://app.example.com/callback#",
    "allowed URL as fragment": "https://evil.example/#https://app.example.com/callback",
    "allowed URL as query": "https://evil.example/?https://app.example.com/callback",
    "allowed URL as path": "https://evil.example/https://app.example.com/callback",
    "host as userinfo": "https://app.example.com@evil.example/callback",
    "host and port as userinfo": "https://app.example.com:443@evil.example/callback",
    "userinfo": "https://user@app.example.com/callback",
    "user and password": "https://user:password@app.example.com/callback",
    "empty userinfo": "https://@app.example.com/callback",
    "encoded at sign": "https://app.example.com%40evil.example/callback",
    "two at signs": "https://evil.example@app.example.com@evil.example/callback",
    "backslash before the at sign": "https://evil.example\\@app.example.com/callback",
    "backslash behind the host": "https://evil.example\\.example.com/callback",
    "backslashes for slashes": "https:\\\\app.example.com\\callback",
    "encoded backslash": "https://evil.example%5c.example.com/callback",
    "encoded slash": "https://evil.example%2f.example.com/callback",
    "encoded question mark": "https://evil.example%3f.example.com/callback",
    "encoded number sign": "https://evil.example%23.example.com/callback",
    "encoded dot of the host": "https://app%2eexample.com/callback",
    "encoded letter of the host": "https://%61pp.example.com/callback",
    "encoded zero byte": "https://evil.example%00.example.com/callback",
    "zero byte": "https://evil.example\0.example.com/callback",
    "tab in the scheme": "ht\ttps://app.example.com/callback",
    "tab in the host": "https://app\t.example.com/callback",
    "newline in the path": "https://app.example.com/call\nback",
    "newline behind": "https://app.example.com/callback\n",
    "header injection": "https://app.example.com/callback\r\nSet-Cookie: a=b",
    "space before": " https://app.example.com/callback",
    "space behind": "https://app.example.com/callback ",
    "prefix of the host": "https://evilapp.example.com.evil.example/callback",
    "suffix of the host": "https://app.example.com.evil.example/callback",
    "no dot before the domain": "https://evilexample.com/callback",
    "domain with a suffix": "https://app.example.community/callback",
    "two labels": "https://a.b.example.com/callback",
    "no label": "https://.example.com/callback",
    "domain itself": "https://example.com/callback",
    "label that begins with a hyphen": "https://-a.example.com/callback",
    "label that ends in a hyphen": "https://a-.example.com/callback",
    "underscore": "https://a_b.example.com/callback",
    "full-width dot": "https://app\uff0eexample.com/callback",
    "ideographic full stop": "https://evil。example.com/callback",
    "full-width solidus": "https://evil.example\uff0f.example.com/callback",
    "care of sign": "https://evil.example℀.example.com/callback",
    "Cyrillic look-alike": "https://\u0430pp.example.com/callback",
    "IDN label": "https://exämple.example.com/callback",
    "sharp s": "https://straße.example.com/callback",
    "soft hyphen": "https://ap\u00adp.example.com/callback",
    "zero-width joiner": "https://ap\u200dp.example.com/callback",
    "right-to-left override": "https://app.example.com/\u202ecallback",
    "protocol-relative": "//app.example.com/callback",
    "three slashes": "https:///app.example.com/callback",
    "one slash": "https:/app.example.com/callback",
    "no slash": "https:app.example.com/callback",
    "no scheme": "app.example.com/callback",
    "path alone": "/callback",
    "empty": "",
    "javascript": "javascript:alert(1)//https://app.example.com/callback",
    "javascript with slashes": "javascript://app.example.com/%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "nested scheme": "view-source:https://app.example.com/callback",
    "IPv6 host that never ends": "https://[::1/callback",
    "IPv6 host in the middle": "https://app[::1].example.com/callback",
    "port that is none": "https://app.example.com:evil/callback",
    "port too high": "https://app.example.com:65536/callback",
    "two ports": "https://app.example.com:443:443/callback",
    "half a surrogate pair": "https://app.example.com/callback\ud800",
}
every_trick = pytest.mark.parametrize("uri", TRICKS.values(), ids=TRICKS.keys())


def test_allows_what_is_registered() -> None:
    assert redirect_uri.is_allowed(CALLBACK, ["https://other.example/", CALLBACK])


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost:3000",
        "http://localhost:3000/callback?app=1&x=%20",
        "http://127.0.0.1:8080/cb",
        "http://[::1]:8080/cb",
        "com.example.app://login/callback",
        "com.example.app:/callback",
        "https://exämple.com/cb",
        "https://xn--exmple-cua.com/cb",
    ],
    ids=[
        "bare origin",
        "query",
        "IPv4",
        "IPv6",
        "custom scheme",
        "custom scheme without host",
        "IDN",
        "punycode",
    ],
)
def test_allows_when_registered_just_so(uri: str) -> None:
    assert redirect_uri.is_allowed(uri, [uri])


def test_allows_nothing_where_nothing_is_registered() -> None:
    assert not redirect_uri.is_allowed(CALLBACK, [])


@every_trick
def test_is_not_tricked_by(uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [CALLBACK])


@pytest.mark.parametrize("uri", [uri for uri in TRICKS.values() if "callback" in uri], ids=ascii)
def test_is_not_tricked_by_way_of_a_wildcard(uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [WILDCARD])


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://app.example.com/x",
        "file:///etc/passwd",
        "about:blank",
        "filesystem:https://app.example.com/x",
        "view-source:https://app.example.com",
        "https://user:password@app.example.com/callback",
        "https://app.example.com/callback#fragment",
        "https://app.example.com\\callback",
        "//app.example.com/callback",
    ],
)
def test_refuses_though_it_is_registered(uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [uri])


def test_minds_the_port_of_a_loopback_address() -> None:
    # RFC 8252 §7.3 would let any port pass; Auth0 does not.
    assert not redirect_uri.is_allowed("http://127.0.0.1:49152/cb", ["http://127.0.0.1/cb"])


@pytest.mark.parametrize(
    ("pattern", "uri"),
    [
        (WILDCARD, "https://app.example.com/callback"),
        (WILDCARD, "https://pr-42.example.com/callback"),
        (WILDCARD, "https://xn--exmple-cua.example.com/callback"),
        ("https://pr-*.example.com/callback", "https://pr-42.example.com/callback"),
        ("https://*-preview.example.com/callback", "https://42-preview.example.com/callback"),
        ("https://a-*-z.example.com/callback", "https://a-42-z.example.com/callback"),
        ("https://*.dev.example.com/callback", "https://app.dev.example.com/callback"),
        ("https://*.example.com:8443/callback", "https://app.example.com:8443/callback"),
        ("https://*.example.com/callback?app=1", "https://app.example.com/callback?app=1"),
        ("http://*.example.com", "http://app.example.com"),
    ],
)
def test_lets_a_wildcard_stand_for_a_label_or_a_part_of_it(pattern: str, uri: str) -> None:
    assert redirect_uri.is_allowed(uri, [pattern])


@pytest.mark.parametrize(
    ("pattern", "uri"),
    [
        ("https://pr-*.example.com/callback", "https://pr-.example.com/callback"),
        ("https://pr-*.example.com/callback", "https://app.example.com/callback"),
        ("https://pr-*.example.com/callback", "https://xpr-1.example.com/callback"),
        ("https://*-dev.example.com/callback", "https://-dev.example.com/callback"),
        ("https://*.example.com:8443/callback", "https://app.example.com/callback"),
        ("https://*.example.com:8443/callback", "https://app.example.com:844/callback"),
        ("https://*.example.com/callback?app=1", "https://app.example.com/callback"),
        ("https://*.example.com/callback?app=1", "https://app.example.com/callback?app=2"),
        ("http://*.example.com/callback", "https://app.example.com/callback"),
    ],
    ids=[
        "nothing in its place",
        "without the prefix",
        "with more before the prefix",
        "nothing before the suffix",
        "no port",
        "another port",
        "no query",
        "another query",
        "another scheme",
    ],
)
def test_refuses_by_a_wildcard(pattern: str, uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [pattern])


@pytest.mark.parametrize(
    ("pattern", "uri"),
    [
        ("https://*.com/callback", "https://evil.com/callback"),
        ("https://*/callback", "https://evil.com/callback"),
        ("https://app.*.com/callback", "https://app.evil.com/callback"),
        ("https://*.*.example.com/callback", "https://a.b.example.com/callback"),
        ("https://**.example.com/callback", "https://ab.example.com/callback"),
        ("https://app.example.com/*", "https://app.example.com/evil"),
        ("https://app.example.com:*/callback", "https://app.example.com:1/callback"),
        ("https://app.example.com/callback?*", "https://app.example.com/callback?evil"),
        ("*://app.example.com/callback", "http://app.example.com/callback"),
        ("*", "https://evil.com/callback"),
        ("com.example.*://callback", "com.example.evil://callback"),
        ("myapp://*.example.com/callback", "myapp://evil.example.com/callback"),
    ],
    ids=[
        "in second-level position",
        "for the whole host",
        "not in the left-most label",
        "twice",
        "doubled",
        "in the path",
        "for the port",
        "in the query",
        "for the scheme",
        "alone",
        "in a custom scheme",
        "behind a custom scheme",
    ],
)
def test_gives_no_meaning_to_a_wildcard(pattern: str, uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [pattern])


@deterministic(200)
@given(
    st.text("aA.-_~@:/\\?#%*[]2e \t\n\0", max_size=12),
    st.integers(min_value=0, max_value=len(CALLBACK)),
    st.integers(min_value=0, max_value=4),
)
def test_allows_no_variation_of_what_is_registered(edit: str, at: int, dropped: int) -> None:
    uri = CALLBACK[:at] + edit + CALLBACK[at + dropped :]

    assert redirect_uri.is_allowed(uri, [CALLBACK]) == (uri == CALLBACK)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/callback",
        "app.example.com/callback",
        "//app.example.com/callback",
        "https:app.example.com",
        "https:/app.example.com",
        "https:///app.example.com",
        "https://",
        "https://:443",
        "https://?x",
        "https://app.example.com#",
        "https://app.example.com:evil",
        "https://app.example.com:65536",
        "https://user@app.example.com",
        "https://@app.example.com",
        "https://app.example.com\\@evil.example",
        "https://app.example.com/\n",
        "https://app.example.com/ ",
        "https://[::1",
        "javascript:alert(1)",
        "1javascript:alert(1)",
    ],
)
def test_is_not_well_formed(uri: str) -> None:
    assert not redirect_uri.is_well_formed(uri)


@deterministic(300)
@given(st.text())
def test_never_fails_whatever_is_sent(text: str) -> None:
    for uri in (text, f"https://{text}", f"https://{text}.example.com/callback"):
        redirect_uri.is_allowed(uri, [CALLBACK, WILDCARD])
        redirect_uri.is_allowed_return_to(uri, [CALLBACK, WILDCARD])
        redirect_uri.is_well_formed(uri)
        redirect_uri.origin_of(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.com/bye",
        "https://app.example.com/bye?from=a&to=b",
        "https://app.example.com/bye#section",
        "https://app.example.com/bye?from=a#section",
        "https://APP.example.COM/bye",
        "HTTPS://app.example.com/bye",
    ],
    ids=["the same", "query", "fragment", "both", "host in upper case", "scheme in upper case"],
)
def test_allows_to_return_to(uri: str) -> None:
    assert redirect_uri.is_allowed_return_to(uri, ["https://app.example.com/bye"])


@pytest.mark.parametrize(
    "registered",
    ["https://app.example.com/bye?a=1", "https://app.example.com/bye#top"],
    ids=["query", "fragment"],
)
def test_ignores_of_a_registered_logout_url_the(registered: str) -> None:
    assert redirect_uri.is_allowed_return_to("https://app.example.com/bye", [registered])


@pytest.mark.parametrize(
    "uri",
    ["https://pr-1.example.com/bye", "https://pr-1.example.com/bye?x=1#y"],
    ids=["bare", "query and fragment"],
)
def test_allows_to_return_by_a_wildcard(uri: str) -> None:
    assert redirect_uri.is_allowed_return_to(uri, ["https://*.example.com/bye"])


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.com/BYE",
        "https://app.example.com/",
        "https://app.example.com",
        "https://app.example.com/bye/",
        "https://app.example.com/bye/../evil",
        "https://app.example.com/bye%3f",
        "https://app.example.com:443/bye",
        "http://app.example.com/bye",
        "https://app.example.com@evil.example/bye",
        "https://evil.example\\@app.example.com/bye",
        "https://evil.example?https://app.example.com/bye",
        "https://evil.example#https://app.example.com/bye",
        "https://evil.example#@app.example.com/bye",
        "https://app.example.com.evil.example/bye",
        "https://a.b.example.com/bye",
        "//app.example.com/bye",
        "javascript:alert(1)",
        "https://app.example.com/bye\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_refuses_to_return_to(uri: str) -> None:
    allowed = ["https://app.example.com/bye", "https://*.example.com/hidden", "not a URL", ""]

    assert not redirect_uri.is_allowed_return_to(uri, allowed)


@pytest.mark.parametrize(
    ("uri", "safe"),
    [
        ("http://localhost:3000/#/bye", True),
        ("com.example.app://bye", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://user@evil.example", False),
        ("https://evil.example/\r\nSet-Cookie: a=b", False),
    ],
)
def test_follows_any_logout_url_that_is_safe(uri: str, safe: bool) -> None:
    assert redirect_uri.is_safe_return_to(uri) is safe


@pytest.mark.parametrize(
    ("uri", "origin"),
    [
        ("https://app.example.com/callback?x=1", "https://app.example.com"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://APP.example.com/", "https://app.example.com"),
        ("https://app.example.com:443/", "https://app.example.com"),
        ("http://app.example.com:80", "http://app.example.com"),
        ("http://app.example.com:443", "http://app.example.com:443"),
        ("http://app.example.com:/cb", "http://app.example.com"),
        ("http://[::1]:8080/cb", "http://[::1]:8080"),
        ("http://[::1]:80/cb", "http://[::1]"),
        ("com.example.app://callback", None),
        ("javascript:alert(1)", None),
        ("null", None),
        ("", None),
    ],
    ids=[
        "without path and query",
        "as it is",
        "host in lower case",
        "default port of https",
        "default port of http",
        "default port of the other",
        "empty port",
        "IPv6",
        "IPv6 and default port",
        "custom scheme",
        "javascript",
        "null",
        "empty",
    ],
)
def test_gives_the_origin_of(uri: str, origin: str | None) -> None:
    # RFC 6454 §6.1
    assert redirect_uri.origin_of(uri) == origin


@pytest.mark.parametrize(
    ("pattern", "uri", "name"),
    [
        ("https://{organization_name}.example.com/cb", "https://acme.example.com/cb", "acme"),
        (
            "https://app-{organization_name}.example.com/cb",
            "https://app-acme.example.com/cb",
            "acme",
        ),
        ("https://app.example.com/cb", "https://app.example.com/cb", "acme"),
        ("https://*.example.com/cb", "https://other.example.com/cb", "acme"),
    ],
    ids=["alone", "with a prefix", "without a placeholder", "by a wildcard"],
)
def test_allows_for_an_organization(pattern: str, uri: str, name: str) -> None:
    assert redirect_uri.is_allowed(uri, [pattern], organization_name=name)


@pytest.mark.parametrize(
    ("pattern", "uri", "name"),
    [
        ("https://{organization_name}.example.com/cb", "https://acme.example.com/cb", None),
        ("https://{organization_name}.example.com/cb", "https://evil.example.com/cb", "acme"),
        (
            "https://{organization_name}.example.com/cb",
            "https://{organization_name}.example.com/cb",
            "acme",
        ),
        (
            "https://{organization_name}.example.com/cb",
            "https://{organization_name}.example.com/cb",
            None,
        ),
        ("https://app.example.com/{organization_name}", "https://app.example.com/acme", "acme"),
        ("https://{organization_name}.example.com/cb", "https://a.acme.example.com/cb", "acme"),
        ("https://{organisation_name}.example.com/cb", "https://acme.example.com/cb", "acme"),
    ],
    ids=[
        "nobody's",
        "another's",
        "the placeholder itself",
        "the placeholder itself, and nobody",
        "in the path",
        "a label more",
        "a placeholder that is none",
    ],
)
def test_refuses_for_an_organization(pattern: str, uri: str, name: str | None) -> None:
    assert not redirect_uri.is_allowed(uri, [pattern], organization_name=name)


@pytest.mark.parametrize(
    ("registered", "uri"),
    [
        ("http://127.0.0.1:3000/cb", "http://127.0.0.1:3001/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:49152/cb"),
        ("http://localhost:3000/cb", "http://127.0.0.1:3000/cb"),
        ("http://[::1]:3000/cb", "http://[::1]:3001/cb"),
        ("com.example.app://cb", "com.example.app://cb/"),
        ("com.example.app://cb", "com.example.app:/cb"),
        ("com.example.app:/cb", "com.example.app:/cb?x=1"),
    ],
    ids=[
        "a loopback port",
        "any loopback port (RFC 8252 §7.3)",
        "a loopback by another name",
        "a port of IPv6",
        "a custom scheme with a slash more",
        "a custom scheme with slashes less",
        "a custom scheme with a query",
    ],
)
def test_relaxes_nothing(registered: str, uri: str) -> None:
    assert not redirect_uri.is_allowed(uri, [registered])


@pytest.mark.parametrize(
    ("origin", "name", "is_one"),
    [
        ("https://acme.app.example", "acme", True),
        ("https://acme.app.example", "globex", False),
        ("https://acme.app.example", "*", True),
        ("https://acme.app.example", None, False),
        ("https://a.b.app.example", "*", False),
        ("http://acme.app.example", "acme", False),
    ],
    ids=["its own", "another's", "any", "none", "two labels", "another scheme"],
)
def test_an_origin_is_that_of_an_organization(origin: str, name: str | None, is_one: bool) -> None:
    url = "https://{organization_name}.app.example"

    assert redirect_uri.is_of(origin, url, organization_name=name) is is_one


def test_the_first_url_of_an_organization_is_one_with_its_name() -> None:
    allowed = ("https://*.app.example/cb", "https://{organization_name}.app.example/cb")

    assert redirect_uri.first_of(allowed) is None
    assert redirect_uri.first_of(allowed, organization_name="acme") == "https://acme.app.example/cb"
