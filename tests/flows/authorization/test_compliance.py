"""What a client's registration demands of its authorization requests."""

from typing import Any

import pytest

from mock_auth0.flows.authorization import compliance
from mock_auth0.flows.authorization.authorization_parameters import Asked
from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.client import Client, SubjectType
from mock_auth0.oauth.errors import invalid_request_object
from tests.answers import refused
from tests.builders import (
    API,
    CALLBACK,
    ISSUER,
    a_client,
    a_client_grant,
    a_tenant,
    a_user,
    authorize_params,
)

PUSHED_ONLY = a_client(requires_pushed_authorization_requests=True)
SIGNED_ONLY = a_client(requires_request_object=True)
STRICT = a_client(
    client_id="tpc_1",
    is_first_party=False,
    third_party_security_mode="strict",
    redirection_policy="allow_always",
)
NOT_PUSHED = "Pushed Authorization Requests are required by the configured compliance level"


def asked(**how: Any) -> Asked:
    return Asked(params=authorize_params(), **how)


def test_wants_nothing_of_an_ordinary_client() -> None:
    compliance.check(a_client(), asked())


def test_wants_pushed_requests() -> None:
    compliance.check(PUSHED_ONLY, asked(is_pushed=True))
    with refused("invalid_request", NOT_PUSHED, 400):
        compliance.check(PUSHED_ONLY, asked())
    with refused("invalid_request", NOT_PUSHED, 400):
        compliance.check(PUSHED_ONLY, asked(is_signed=True))


def test_wants_signed_requests() -> None:
    compliance.check(SIGNED_ONLY, asked(is_signed=True))
    with refused("invalid_request", "Missing required parameter: request", 400):
        compliance.check(SIGNED_ONLY, asked())
    with refused("invalid_request", "Missing required parameter: request", 400):
        compliance.check(SIGNED_ONLY, asked(is_pushed=True))


def test_tells_what_was_wrong_from_the_start() -> None:
    with refused("invalid_request_object", "The request object is invalid", 400):
        compliance.check(a_client(), asked(refusal=invalid_request_object("")))


@pytest.mark.parametrize(
    ("attributes", "is_strict"),
    [
        ({"is_first_party": False, "third_party_security_mode": "strict"}, True),
        ({"client_id": "tpc_x"}, True),
        ({"is_first_party": False, "third_party_security_mode": "permissive"}, False),
        ({"is_first_party": False}, False),
        ({"third_party_security_mode": "strict"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_knows_strict_third_parties(attributes: dict[str, Any], *, is_strict: bool) -> None:
    assert a_client(**attributes).is_strict_third_party is is_strict


class TestStrictThirdParty:
    """Auth0: Security Controls for Third-Party Applications."""

    def answer(self, client: Client = STRICT, **changes: str | None) -> AuthorizationResponse:
        grant = a_client_grant(client_id=client.client_id, subject_type=SubjectType.USER)
        tenant = a_tenant(clients=(client,), client_grants=(grant,))
        browser = Browser(session=sessions.begin(tenant, a_user()))
        params = authorize_params(client_id=client.client_id, **changes)
        outcome = authorize(tenant, params, browser, issuer=ISSUER)
        assert isinstance(outcome, AuthorizationResponse)
        return outcome

    @pytest.mark.parametrize(
        "name", ["screen_hint", "login_ticket", "invitation", "request", "request_uri"]
    )
    def test_may_not_send(self, name: str) -> None:
        with refused(
            "invalid_request", f"The parameter {name} is not supported for third-party clients", 400
        ):
            compliance.check(STRICT, Asked(params=authorize_params(**{name: "x"})))

    @pytest.mark.parametrize("kind", ["token", "id_token", "code id_token", "token id_token"])
    def test_may_ask_for_a_code_alone(self, kind: str) -> None:
        with refused("unsupported_response_type", f"Unsupported response type: {kind}", 501):
            compliance.check(STRICT, Asked(params=authorize_params(response_type=kind)))

    def test_must_use_pkce(self) -> None:
        params = authorize_params(code_challenge=None, code_challenge_method=None)
        with refused("invalid_request", "Missing required parameter: code_challenge", 400):
            compliance.check(STRICT, Asked(params=params))

    @pytest.mark.parametrize("name", ["request", "request_uri", "screen_hint"])
    def test_is_told_by_redirect_where_that_is_allowed(self, name: str) -> None:
        outcome = self.answer(**{name: "x"})
        assert outcome.redirect_uri == CALLBACK
        assert outcome.parameters == {
            "error": "invalid_request",
            "error_description": f"The parameter {name} is not supported for third-party clients",
            "state": "af0ifjsldkj",
        }

    @pytest.mark.parametrize("policy", [None, "open_redirect_protection"])
    def test_is_told_nothing_where_redirects_are_protected(self, policy: str | None) -> None:
        client = a_client(client_id="tpc_1", is_first_party=False, redirection_policy=policy)
        with refused("login_required", "Login required", 400):
            authorize(
                a_tenant(clients=(client,)),
                authorize_params(client_id="tpc_1", prompt="none"),
                Browser(),
            )

    def test_needs_a_grant_for_an_api_that_lets_all_others_in(self) -> None:
        tenant = a_tenant(clients=(STRICT,))
        outcome = authorize(
            tenant, authorize_params(client_id="tpc_1", audience=API), Browser(), issuer=ISSUER
        )
        assert isinstance(outcome, AuthorizationResponse)
        assert outcome.parameters["error_description"] == (
            f'Client "tpc_1" is not authorized to access resource server "{API}".'
        )
