"""The Client Credentials grant: what a client may do in its own name."""

import pytest

from mock_auth0.grants.client_credentials import authorize
from mock_auth0.model.client import SubjectType
from mock_auth0.model.resource_server import ClientPolicy
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tokens.authorization import Authorization
from tests.answers import refused
from tests.builders import API, NOON, a_client_grant, a_tenant, a_web_client, an_api, params


def asked(**values: str | None) -> Params:
    return params({"grant_type": "client_credentials", "audience": API} | values)


@pytest.mark.parametrize(
    ("scope", "granted"),
    [
        (None, ("read:notes", "write:notes")),
        ("write:notes", ("write:notes",)),
        ("write:notes read:notes", ("write:notes", "read:notes")),
    ],
    ids=["all of the client grant when none is asked", "those that are asked", "in their order"],
)
def test_grants(scope: str | None, granted: tuple[str, ...]) -> None:
    assert authorize(a_tenant(), a_web_client(), asked(scope=scope)) == Authorization(
        client=a_web_client(),
        user=None,
        scope=granted,
        audience=API,
        authenticated_at=NOON,
        gty="client-credentials",
        may_refresh=False,
    )


def test_grants_nothing_but_a_token_where_the_client_grant_is_empty() -> None:
    tenant = a_tenant(client_grants=(a_client_grant(scope=()),))

    assert authorize(tenant, a_web_client(), asked()).scope == ()


def test_takes_the_audience_of_the_tenant_when_none_is_sent() -> None:
    tenant = a_tenant(default_audience=API)

    assert authorize(tenant, a_web_client(), asked(audience=None)).audience == API


def test_refuses_to_go_on_without_an_audience() -> None:
    with refused("access_denied", "Non-global clients are not allowed access to APIv1", 403):
        authorize(a_tenant(), a_web_client(), asked(audience=None))


def test_refuses_an_audience_that_is_no_api() -> None:
    with refused("access_denied", "Service not enabled within domain: https://other.example/", 403):
        authorize(a_tenant(), a_web_client(), asked(audience="https://other.example/"))


@pytest.mark.parametrize("audience", ["https://api.example", "HTTPS://API.EXAMPLE/"])
def test_minds_every_character_of_the_audience(audience: str) -> None:
    with refused("access_denied", f"Service not enabled within domain: {audience}", 403):
        authorize(a_tenant(), a_web_client(), asked(audience=audience))


def test_refuses_a_client_without_a_client_grant() -> None:
    other = an_api(identifier="https://other.example/")
    tenant = a_tenant(resource_servers=(an_api(), other))

    with refused(
        "access_denied",
        'Client is not authorized to access "https://other.example/". You need to create a '
        '"client-grant" associated to this API. See: '
        "https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants",
        403,
    ):
        authorize(tenant, a_web_client(), asked(audience="https://other.example/"))


def test_refuses_scopes_that_were_not_granted() -> None:
    with refused("access_denied", "Client has not been granted scopes: delete:notes, admin", 403):
        authorize(a_tenant(), a_web_client(), asked(scope="read:notes delete:notes admin"))


def test_lets_a_made_up_client_have_every_scope_of_the_api() -> None:
    tenant = a_tenant(Policy(any_client=True))
    client = tenant.client("made-up")
    assert client is not None

    assert authorize(tenant, client, asked()).scope == ("read:notes", "write:notes")


def test_lets_every_client_have_any_scope_of_a_made_up_api() -> None:
    tenant = a_tenant(Policy(any_audience=True))

    granted = authorize(tenant, a_web_client(), asked(audience="urn:made-up", scope="a b"))

    assert (granted.audience, granted.scope) == ("urn:made-up", ("a", "b"))


def test_refuses_a_made_up_client_what_the_api_does_not_define() -> None:
    tenant = a_tenant(Policy(any_client=True))
    client = tenant.client("made-up")
    assert client is not None

    with refused("access_denied", "Client has not been granted scopes: admin", 403):
        authorize(tenant, client, asked(scope="read:notes admin"))


def test_refuses_every_client_where_the_api_wants_it_so() -> None:
    tenant = a_tenant(resource_servers=(an_api(client_policy=ClientPolicy.DENY_ALL),))

    with refused(
        "access_denied", f'Client "web" is not authorized to access resource server "{API}".', 403
    ):
        authorize(tenant, a_web_client(), asked())


def test_takes_no_client_grant_that_is_for_users() -> None:
    tenant = a_tenant(client_grants=(a_client_grant(subject_type=SubjectType.USER),))

    with refused(
        "access_denied",
        f'Client is not authorized to access "{API}". You need to create a '
        '"client-grant" associated to this API. See: '
        "https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants",
        403,
    ):
        authorize(tenant, a_web_client(), asked())
