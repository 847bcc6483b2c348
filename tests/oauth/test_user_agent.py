"""What log events say of the header ``User-Agent``."""

import pytest

from mock_auth0.oauth import user_agent

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"  # noqa: E501
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"  # noqa: E501
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1"  # noqa: E501


@pytest.mark.parametrize(
    ("header", "shortened", "is_mobile"),
    [
        (None, None, False),
        ("", "Other 0.0.0 / Other 0.0.0", False),
        ("Go-http-client/1.1", "Other 0.0.0 / Other 0.0.0", False),
        ("python-requests/2.32.3", "Python Requests 2.32.3 / Other 0.0.0", False),
        (CHROME, "Chrome 120.0.0 / Linux 0.0.0", False),
        (MAC, "Safari 17.4.0 / Mac OS X 10.15.7", False),
        (PHONE, "Mobile Safari 17.4.0 / iOS 17.4.1", True),
        ("Chrome/." * 100_000, "Chrome 0.0.0 / Other 0.0.0", False),
    ],
)
def test_is_shortened(header: str | None, shortened: str | None, is_mobile: bool) -> None:
    assert user_agent.shortened(header) == shortened
    assert user_agent.is_mobile(header) is is_mobile
