"""What `/authorize` answers to the application in case of an error."""

from mock_auth0.flows.authorization.authorization_response import error_parameters
from mock_auth0.oauth.errors import login_required
from tests.answers import in_order


def test_has_the_error_and_the_state_that_was_sent() -> None:
    assert in_order(error_parameters(login_required(), "af0ifjsldkj")) == [
        ("error", "login_required"),
        ("error_description", "Login required"),
        ("state", "af0ifjsldkj"),
    ]


def test_has_no_state_where_none_was_sent() -> None:
    assert error_parameters(login_required(), None) == {
        "error": "login_required",
        "error_description": "Login required",
    }
