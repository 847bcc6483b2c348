"""Whom an authorization is about."""

from tests.builders import a_web_client, an_authorization


def test_is_about_the_user() -> None:
    assert an_authorization().subject == "auth0|ada"


def test_is_about_the_client_in_its_own_name() -> None:
    assert an_authorization(client=a_web_client(), user=None).subject == "web@clients"
