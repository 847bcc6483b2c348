"""Rate limits as Auth0 sends them: three headers, and 429 when nothing is left.

Auth0: Rate Limit Policy
"""

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Header
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.rate_limits import RateLimiter, seconds_until


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
        raise OAuthError(
            ErrorCode.TOO_MANY_REQUESTS,
            "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and "
            "X-RateLimit-Reset headers.",
            429,
            remedy=f"rate_limits allows {allowance.limit} here; wait, or set it off",
            headers=(*headers, ("Retry-After", str(seconds_until(allowance.resets_at, now)))),
        )
    return [(name.lower().encode(), value.encode()) for name, value in headers]
