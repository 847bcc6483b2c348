"""Rate limits as Auth0 sends them: three headers, and 429 when nothing is left.

Auth0: Rate Limit Policy
"""

from datetime import datetime

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Header
from mock_auth0.oauth.named_errors import named
from mock_auth0.tenant.rate_limits import FREE, RateLimiter, seconds_until


def count(limiter: RateLimiter, request: TenantRequest) -> list[Header]:
    """The headers of the answer. Raises ``too_many_requests`` (429), which carries them itself."""
    now = request.tenant.clock.now()
    allowance = limiter.take(request.path, request.header(b"authorization"), now)
    if allowance is None:
        return []
    headers = (
        ("X-RateLimit-Limit", str(allowance.limit)),
        ("X-RateLimit-Remaining", str(max(0, allowance.remaining))),
        ("X-RateLimit-Reset", str(int(allowance.resets_at.timestamp()))),
    )
    if allowance.remaining < 0:
        refused = named("too_many_requests", path=request.path)
        refused.remedy = f"rate_limits allows {allowance.limit} here; wait, or set it off"
        seconds = seconds_until(allowance.resets_at, now)
        refused.headers = (*headers, ("Retry-After", str(seconds)))
        raise refused
    return [(name.lower().encode(), value.encode()) for name, value in headers]


def nothing_left(path: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """The headers of a bucket that is empty for a second more."""
    limit = next(each.limit for each in FREE if path.startswith(each.path) or each is FREE[-1])
    return (
        ("X-RateLimit-Limit", str(limit)),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", str(int(now.timestamp()) + 1)),
    )
