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
