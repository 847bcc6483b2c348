"""Where the scope of a request has what the wrapping application says of it."""

TENANT = "mock_auth0.tenant"
"""The tenant that is asked, where that is not the application's own."""
WORLDS = "mock_auth0.worlds"
"""All worlds, where there are several."""
