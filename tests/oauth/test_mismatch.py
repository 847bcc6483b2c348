"""A URL that is not on its list, and where it differs from the nearest one that is."""

import pytest

from mock_auth0.oauth.mismatch import Mismatch, Part

ALLOWED = ("https://app.example/", "http://localhost:3000/callback")


def a_mismatch(sent: str, allowed: tuple[str, ...] = ALLOWED) -> Mismatch:
    return Mismatch(what="redirect_uri", sent=sent, allowed=allowed, configure="callbacks: […]")


@pytest.mark.parametrize(
    ("sent", "marked"),
    [
        ("http://localhost:3001/callback", "http://localhost:300[1]/callback"),
        ("http://localhost:3000/callback/", "http://localhost:3000/callback[/]"),
        ("http://localhost:3000/Callback", "http://localhost:3000/[C]allback"),
        ("https://localhost:3000/callback", "http[s]://localhost:3000/callback"),
        ("http://localhost:3000/callbac", "http://localhost:3000/callbac[]"),
    ],
)
def test_marks_where_it_differs(sent: str, marked: str) -> None:
    mismatch = a_mismatch(sent)

    assert mismatch.nearest == ALLOWED[1]
    assert "".join(shown(part) for part in mismatch.parts) == marked


@pytest.mark.parametrize(
    ("sent", "allowed"),
    [
        ("com.example.app://cb", ALLOWED),
        ("http://localhost:3000/callback", ()),
        ("http://localhost:3000/" + "a" * 512, ALLOWED),
        ("http://localhost:3000/", ("http://localhost:3000/" + "a" * 512,)),
    ],
    ids=["nothing like it", "nothing allowed", "too long", "too long to be like it"],
)
def test_marks_nothing_where_nothing_is_near(sent: str, allowed: tuple[str, ...]) -> None:
    mismatch = a_mismatch(sent, allowed)

    assert mismatch.nearest is None
    assert mismatch.parts == (Part(text=sent),)


def test_says_all_of_it_in_one_paragraph() -> None:
    assert str(a_mismatch("http://localhost:3001/cb")) == (
        "http://localhost:3001/cb was sent as redirect_uri; allowed: "
        "https://app.example/, http://localhost:3000/callback. Add:\ncallbacks: […]"
    )
    assert "allowed: none." in str(a_mismatch("http://localhost:3001/cb", ()))


def shown(part: Part) -> str:
    return f"[{part.text}]" if part.is_different else part.text
