"""QR codes as pictures that a page may hold."""

from urllib.parse import unquote

from mock_auth0.http.qr_code import as_image


def test_is_an_svg_in_a_url() -> None:
    image = as_image("otpauth://totp/x?secret=JBSWY3DP")
    assert image.startswith("data:image/svg+xml;charset=utf-8,")
    assert unquote(image).count("<svg ") == 1
    assert '"' not in image


def test_differs_by_what_it_says() -> None:
    assert as_image("a") != as_image("b")
    assert as_image("a") == as_image("a")


def test_holds_the_longest_address() -> None:
    assert as_image("otpauth://totp/" + "x" * 900)
