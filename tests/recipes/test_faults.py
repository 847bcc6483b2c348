"""Recipes: Auth0 fails, and the keys change."""

import pytest

from tests.recipes.application import RefusedError, Service

pytestmark = pytest.mark.filterwarnings("ignore:Using .httpx. with")  # Starlette's own choice


def test_it_tries_again_on_429(auth0, service):
    no_wait = {"Retry-After": "0"}
    auth0.faults.add(path="/oauth/token", times=2, error="too_many_requests", headers=no_wait)
    assert service.token()
    auth0.requests.assert_called(path="/oauth/token", times=3)


def test_it_gives_up_after_three_times(auth0, service):
    auth0.faults.add(path="/oauth/token", status=503, body="down")
    with pytest.raises(ValueError, match="Expecting value"):  # a bug of the service: no JSON
        service.token()
    auth0.requests.assert_called(path="/oauth/token", status=503, times=3)


def test_a_slow_token_endpoint(auth0):
    auth0.faults.add(path="/oauth/token", delay=1)
    with pytest.raises(RefusedError, match="Auth0 does not answer"):
        Service(auth0.url, tries=1, timeout=0.1).token()


def test_a_connection_that_breaks_off(auth0, service):
    auth0.faults.add(path="/oauth/token", times=1, reset=True)
    auth0.faults.add(path="/oauth/token", times=1, truncate=20)
    assert service.token()


def test_keys_that_cannot_be_had(auth0, app):
    fault = auth0.faults.add(path="/.well-known/jwks.json", status=500)
    assert auth0.app_client(app, "ada@example.com").get("/me").status_code == 401
    auth0.faults.remove(fault.fault_id)
    assert auth0.app_client(app, "ada@example.com").get("/me").status_code == 200


def test_keys_that_rotate_while_the_application_runs(auth0, app):
    before = auth0.app_client(app, "ada@example.com")
    assert before.get("/me").status_code == 200
    auth0.keys.rotate()
    assert auth0.app_client(app, "ada@example.com").get("/me").status_code == 200
    assert before.get("/me").status_code == 200


def test_a_key_that_is_revoked(auth0, app):
    before = auth0.app_client(app, "ada@example.com")
    stolen = auth0.keys.published()[0].kid
    auth0.keys.rotate()
    auth0.keys.revoke(stolen)
    assert before.get("/me").status_code == 401
