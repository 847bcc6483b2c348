import os

import pytest

os.environ |= {
    "AUTH0_DOMAIN": "acme.eu.auth0.com",
    "AUTH0_CLIENT_ID": "site",
    "AUTH0_CLIENT_SECRET": "site-secret",
    "APP_SECRET": "secret of the cookies",
}


@pytest.fixture(scope="session")
def auth0_settings(request):
    # Within this process, https://acme.eu.auth0.com/ is the mock.
    tenant = request.config.rootpath / "tenant.yaml"
    return {"tenant": tenant, "as_domain": "acme.eu.auth0.com"}
