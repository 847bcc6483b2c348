"""Liquid: what mail templates of real tenants are written in."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant.liquid import check, render
from mock_auth0.tenant.liquid_values import LiquidError
from tests.deterministic import deterministic

VARIABLES = {
    "user": {"name": "Ada <Lovelace>", "email": "ada@example.com", "user_metadata": {"lang": "de"}},
    "application": {"name": "Acme"},
    "roles": ["admin", "editor"],
    "count": 3,
    "off": False,
}


def text(source: str) -> str:
    return render(source, VARIABLES, is_html=False)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain { % } text", "plain { % } text"),
        ("{{ application.name }}", "Acme"),
        ("{{application.name}}", "Acme"),
        ("{{ user.user_metadata['lang'] }}", "de"),
        ('{{ user["email"] }}', "ada@example.com"),
        ("{{ nobody.knows.this }}", ""),
        ("{{ roles[1] }}{{ roles.0 }}{{ roles[7] }}", "editoradmin"),
        ("{{ roles }}", "admineditor"),
        ("{{ count }} {{ off }} {{ nil }} {{ 'it' }} {{ 1.5 }}", "3 false  it 1.5"),
        ("{{ 'a|b' | append: '|c' }}", "a|b|c"),
        ("{{ user.name | upcase | truncate: 6 }}", "ADA..."),
        ("{{ missing | default: 'you' }}", "you"),
        (
            "{{ roles | join: ', ' }} {{ roles | size }} {{ roles | last }}",
            "admin, editor 2 editor",
        ),
        ("{{ 'a-b' | split: '-' | first }}", "a"),
        ("{{ 'a b' | url_encode }} {{ 'aXa' | replace: 'X', '' }}", "a%20b aa"),
        ("{{ count | plus: 1 }} {{ count | divided_by: 0 }}", "4 "),
        ("{{ count | plus: 'x' }}", ""),
        ("{% if user.user_metadata.lang == 'de' %}Hallo{% else %}Hi{% endif %}", "Hallo"),
        ("{% if off %}a{% elsif count > 2 %}b{% else %}c{% endif %}", "b"),
        ("{% if count > 'x' %}a{% endif %}", ""),
        ("{% if roles contains 'admin' and count != 4 %}yes{% endif %}", "yes"),
        ("{% if off and off or count %}yes{% endif %}", ""),  # from the right: off and (off or …)
        ("{% if missing == blank %}none{% endif %}", "none"),
        ("{% unless off %}on{% endunless %}", "on"),
        ("{% case count %}{% when 1, 2 %}few{% when 3 or 4 %}some{% else %}?{% endcase %}", "some"),
        ("{% case 'a or b' %}{% when 'x, y', 'a or b' %}yes{% endcase %}", "yes"),
        ("{% assign a = count | minus: 1 %}{{ a }}", "2"),
        ("{% capture a %}[{{ count }}]{% endcapture %}{{ a }}{{ a }}", "[3][3]"),
        ("a  {%- if true -%}  b  {%- endif %} c", "ab c"),
        ("{% raw %}{{ count }}{% endraw %}", "{{ count }}"),
        ("a{% comment %}{{ bad( }} {% nonsense %}{% endcomment %}b", "ab"),
    ],
)
def test_renders(source: str, expected: str) -> None:
    check(source)
    assert text(source) == expected


def test_escapes_output_in_html_and_nothing_twice() -> None:
    source = (
        "<b>{{ user.name }}</b>{{ user.name | escape }}{{ '\n' | newline_to_br }}"
        "{% capture a %}<i>{{ user.name }}</i>{% endcapture %}{{ a }}"
    )
    assert render(source, VARIABLES, is_html=True) == (
        "<b>Ada &lt;Lovelace&gt;</b>Ada &lt;Lovelace&gt;<br>\n<i>Ada &lt;Lovelace&gt;</i>"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% if a %}", "{% if %} has no {% endif %}"),
        ("a\n{% for x in y %}", "line 2: the tag 'for' is not supported here"),
        ("{% endif %}", "line 1: the tag 'endif' is not supported here"),
        ("{{ a | shout }}", "the filter 'shout' is not supported here"),
        ("{{ a.b() }}", "no value: 'a.b()'"),
        ("{{ 'x' * 9 }}", "no value: \"'x' * 9\""),
        ("{{ }}", "no value: ''"),
        ("{% if a == %}{% endif %}", "no condition: 'a =='"),
        ("{{ 'a' | append }}", "'append' has not as many arguments as that filter takes"),
        ("{% assign a %}", "assign takes name = value, not 'a'"),
        ("{% if true %}" * 33, "line 1: nested deeper than 32 levels"),
        ("x" * 100_001, "longer than 100,000 characters"),
    ],
)
def test_tells_what_it_does_not_take(source: str, message: str) -> None:
    with pytest.raises(LiquidError) as refused:
        check(source)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    "source",
    [
        "{% assign a = 'xx' %}" + "{% assign a = a | append: a %}" * 60,
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}" + "{% assign a = a | replace: 'x', a %}" * 5,
        "{% capture a %}xxxxxxxxxx{% endcapture %}"
        + "{% capture a %}{{a}}{{a}}{% endcapture %}" * 40,
        "{% assign a = 'x' | truncate: 99 %}" + "{{ 'x' | append: 'y' }}" * 3000 + "x" * 99_000,
    ],
    ids=["doubling", "replacing", "capturing", "long"],
)
def test_never_grows_without_a_bound(source: str) -> None:
    with pytest.raises(LiquidError, match="100,000 characters"):
        text(source)


@pytest.mark.parametrize("source", ["{{" * 50_000, "{%" * 50_000, "{{ a " + "|" * 90_000 + "}}"])
def test_braces_without_an_end_are_no_work(source: str) -> None:
    began = time.process_time()
    assert text(source) == source
    assert time.process_time() - began < 5


@deterministic(100)
@given(st.text(alphabet="{}%- |.:'\"abif=,endraw[]0\n", max_size=60))
def test_either_renders_or_refuses(source: str) -> None:
    try:
        check(source)
    except LiquidError:
        return
    text(source)
