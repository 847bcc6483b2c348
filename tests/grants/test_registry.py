"""Every grant by its name."""

from mock_auth0.grants.registry import GRANTS, NOT_EMULATED


def test_knows_each_grant_by_the_name_it_gives_itself() -> None:
    assert {name: grant.grant_type for name, grant in GRANTS.items()} == {
        name: name for name in GRANTS
    }
    assert {"authorization_code", "refresh_token", "client_credentials"} <= GRANTS.keys()


def test_emulates_nothing_that_it_says_it_does_not() -> None:
    assert not GRANTS.keys() & NOT_EMULATED
