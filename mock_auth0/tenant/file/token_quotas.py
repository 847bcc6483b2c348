"""``token_quota:`` of clients and organizations, ``default_token_quota:`` of the tenant.

Auth0: Fine-Grained Machine-to-Machine Token Quotas
"""

from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.tenant.file.fields import Fields

_MOST = 2_147_483_647


def token_quota(fields: Fields) -> TokenQuota | None:
    """What stands under ``client_credentials``; ``None`` when nothing does."""
    given = fields.section("client_credentials")
    quota = TokenQuota(
        per_hour=given.number("per_hour", least=1, most=_MOST),
        per_day=given.number("per_day", least=1, most=_MOST),
        enforce=given.flag("enforce") is not False,
    )
    given.close()
    fields.close()
    return None if quota.per_hour is None and quota.per_day is None else quota
