"""``/mfa/challenge``: ask for one of the factors that the user has enrolled.

Auth0: Authentication API > Challenge Request
"""

from typing import Any

from mock_auth0.flows.mfa import authenticators, sending
from mock_auth0.flows.token_endpoint import client_authentication
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.authenticator import Authenticator, Factor, Kind
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.mfa_errors import association_required, unsupported_challenge_type
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import enrollment
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import mfa_token, oob_code

_TYPES = ("otp", "oob")


def handle(tenant: Tenant, params: Params, *, issuer: str, proofs: Proofs) -> dict[str, Any]:
    """The members of the answer: what to type, or what to wait for."""
    token = params.require("mfa_token")
    client = client_authentication.authenticate(tenant, params, proofs, issuer=issuer)
    key, _, user = mfa_token.read(tenant, token, client.client_id)
    asked = tuple((params.get("challenge_type") or "").split()) or _TYPES
    wanted = params.get("authenticator_id")
    enrolled = [
        each for each in enrollment.usable(tenant, user) if each.factor is not Factor.RECOVERY_CODE
    ]
    if not enrolled:
        raise association_required()
    fitting = [(each, kind) for each in enrolled for kind in each.factor.kinds]
    if wanted is not None:
        found = authenticators.by_id(enrolled, wanted)
        fitting = [found] if found else []
    fitting = [each for each in fitting if each[1].authenticator_type in asked]
    if not fitting:
        raise _nothing_fits(asked, wanted, enrolled)
    chosen, kind = fitting[0]
    if kind is Kind.TOTP:
        return {"challenge_type": "otp"}
    begun = sending.begin(tenant, user, chosen, kind, login=key, client=client, base_url=issuer)
    answer = {"challenge_type": "oob", "oob_code": oob_code.name(tenant, *begun)}
    if kind is not Kind.PUSH:
        answer["binding_method"] = "prompt"
    return answer


def _nothing_fits(
    asked: tuple[str, ...], wanted: str | None, enrolled: list[Authenticator]
) -> OAuthError:
    has = ", ".join(each.id_of(kind) for each in enrolled for kind in each.factor.kinds)
    remedy = f"the user has {has}"
    if wanted is not None:
        remedy = f"authenticator_id was {wanted}; {remedy}"
    return unsupported_challenge_type(" ".join(asked), remedy)
