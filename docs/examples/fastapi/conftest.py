import os

import pytest

DOMAIN = "acme.eu.auth0.com"
os.environ |= {"AUTH0_DOMAIN": DOMAIN, "AUTH0_AUDIENCE": "https://orders.example.com/"}


@pytest.fixture(scope="session")
def auth0_settings(request):
    # Within this process, https://acme.eu.auth0.com/ is the mock.
    return {"tenant": request.config.rootpath / "tenant.yaml", "as_domain": DOMAIN}
