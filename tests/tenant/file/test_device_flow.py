"""What the codes look like that users type."""

import pytest

from tests.tenant.file.builders import problems_of, seed_of


@pytest.mark.parametrize(
    ("given", "charset", "mask"),
    [
        ("{}", "base20", "****-****"),
        ("{ charset: base20 }", "base20", "****-****"),
        ("{ charset: digits }", "digits", "***-***-***"),
        ('{ charset: digits, mask: "**** *****" }', "digits", "**** *****"),
        ('{ mask: "****-****-****" }', "base20", "****-****-****"),
    ],
)
def test_reads_charset_and_mask(given: str, charset: str, mask: str) -> None:
    seed = seed_of(f"tenant: {{ device_flow: {given} }}")

    assert (seed.user_code_charset, seed.user_code_mask) == (charset, mask)
    assert seed.not_emulated == {}


@pytest.mark.parametrize(
    ("given", "least", "example"),
    [
        ('{ mask: "***-****" }', 8, "****-****"),
        ('{ charset: digits, mask: "****-****" }', 9, "***-***-***"),
        ('{ mask: "****_****" }', 8, "****-****"),
        ('{ mask: "*********************" }', 8, "****-****"),
    ],
)
def test_says_what_is_wrong_with_a_mask(given: str, least: int, example: str) -> None:
    [problem] = problems_of(f"tenant: {{ device_flow: {given} }}")

    assert problem.startswith(
        f"tenant.yaml:1: tenant.device_flow.mask: must have at least {least} * and may have - and "
        f'spaces between them, 20 characters in all, such as mask: "{example}"; it is '
    )
