"""Which issuers are this tenant's own: it has one per address that it is asked by.

RFC 8414 §2 · Auth0: Custom Domains (a tenant that has several issues tokens under each)
"""

from mock_auth0.tenant.tenant import Tenant


def remember(tenant: Tenant, issuer: str) -> None:
    """Note that tokens are minted under this issuer."""
    if tenant.issuers.get(issuer) is None:
        tenant.issuers.put(issuer, issuer)


def is_own(tenant: Tenant, issuer: object, asked: str) -> bool:
    """Whether the tenant itself wrote this ``iss``; ``asked`` is the issuer of the request.

    A fixed issuer is the only one. Without, a browser and a container know the tenant by two
    names: each is its own from the first token on that was minted under it.
    """
    if tenant.policy.issuer is not None:
        return issuer == tenant.policy.issuer
    return isinstance(issuer, str) and (issuer == asked or tenant.issuers.get(issuer) is not None)
