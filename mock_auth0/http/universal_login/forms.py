"""What the forms of several screens have in common: whose login it is, what is said of a field."""

from mock_auth0.http.pages import FieldError
from mock_auth0.http.request import TenantRequest
from mock_auth0.oauth.params import Params

NO_EMAIL = FieldError(field="email", code="no-email", text="Please enter an email address")
BAD_EMAIL = FieldError(field="email", code="invalid-email-format", text="Email is not valid.")
NO_USERNAME = FieldError(field="username", code="no-username", text="Username is required")
NO_PASSWORD = FieldError(field="password", code="no-password", text="Password is required")
INVALID_ACTION = FieldError(field="prompt", code="invalid-action", text="Invalid action")
"""Neither of the two answers that the screen asks for."""


def state_of(request: TenantRequest, form: Params) -> str:
    """The ``state`` of the form, else that of its address. Raises ``invalid_request``."""
    return form.get("state") or request.query.require("state")
