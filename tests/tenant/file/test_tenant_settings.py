"""Settings of the whole tenant."""

from tests.tenant.file.builders import problems_of, seed_of


def test_reads_the_default_directory() -> None:
    seed = seed_of("""
        databases: [{ name: Staff }]
        tenant: { default_directory: Staff }
    """)
    assert seed.default_directory == "Staff"
    assert seed.not_emulated == {}
    assert seed_of("tenant: {}").default_directory is None


def test_the_default_directory_is_a_connection() -> None:
    assert problems_of("tenant: { default_directory: Stuff }\ndatabases: [{ name: Staff }]") == [
        'tenant.yaml:1: tenant.default_directory: no connection is named "Stuff";'
        " did you mean Staff?"
    ]


def test_reads_the_switches_of_logout() -> None:
    seed = seed_of("""
        tenant:
          oidc_logout: { rp_logout_end_session_endpoint_discovery: false }
          sessions: { oidc_logout_prompt_enabled: false }
    """)
    assert (seed.publishes_end_session, seed.confirms_logout) == (False, False)
    assert seed.not_emulated == {}

    seed = seed_of("tenant: {}")
    assert (seed.publishes_end_session, seed.confirms_logout) == (True, True)


def test_takes_the_placeholder_in_a_logout_url() -> None:
    url = "https://{organization_name}.acme.test/bye"
    assert seed_of(f'tenant: {{ allowed_logout_urls: ["{url}"] }}').allowed_logout_urls == (url,)


def test_reads_whether_a_namesake_is_named() -> None:
    flags = "enable_public_signup_user_exists_error"
    assert seed_of(f"tenant: {{ flags: {{ {flags}: true }} }}").says_user_exists
    assert not seed_of("tenant: { flags: { enable_sso: true } }").says_user_exists
