"""What has changed between two images: by member, without secrets, as text."""

from dataclasses import replace
from typing import Any

from mock_auth0.control import comparison
from mock_auth0.control.difference import Added, Change, Changed, PartDifference
from mock_auth0.control.wire import plain
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.builders import HOUR, NOON, a_session, a_tenant, a_user
from tests.tenant.busy import a_busy_tenant


def difference(tenant: Tenant) -> Any:
    return comparison.between(tenant, tenant.pristine, tenant.image())


def test_nothing() -> None:
    tenant = a_tenant()
    found = difference(tenant)
    assert not found
    assert (plain(found), str(found)) == ({"parts": {}}, "no difference")


def test_what_was_put_there_again_is_no_difference() -> None:
    tenant = a_tenant()
    tenant.users.put(a_user())
    assert not difference(tenant)


def test_names_each_member_that_is_another() -> None:
    tenant = a_tenant()
    tenant.users.put(
        a_user(blocked=True, app_metadata={"plan": {"seats": 3}}, password="another one")
    )
    assert plain(difference(tenant)) == {
        "parts": {
            "users": {
                "added": [],
                "removed": [],
                "changed": [
                    {
                        "key": "auth0|ada",
                        "members": {
                            "password": {"before": "…", "after": "…"},
                            "blocked": {"before": False, "after": True},
                            "app_metadata.plan": {"before": None, "after": {"seats": 3}},
                        },
                    }
                ],
            }
        }
    }


def test_goes_as_deep_as_both_have_members() -> None:
    tenant = a_tenant(users=(a_user(app_metadata={"plan": {"seats": 3, "trial": True}}),))
    tenant.users.put(a_user(app_metadata={"plan": {"seats": 4, "trial": True}}))
    (changed,) = difference(tenant).parts["users"].changed
    assert changed.members == {"app_metadata.plan.seats": Change(before=3, after=4)}


def test_shows_no_secret_key() -> None:
    tenant = a_tenant()
    tenant.sessions.put("the-secret-of-the-cookie", a_session(), NOON)
    (part,) = difference(tenant).parts.values()
    (added,) = part.added
    assert (added.key, added.value["user_id"]) == ("the-…", "auth0|ada")


def test_tells_values_apart_whose_keys_are_hidden() -> None:
    tenant = a_tenant()
    tenant.sessions.put("a", a_session(), NOON)
    tenant.sessions.put("b", a_session(sid="other"), NOON)
    assert [each.key for each in difference(tenant).parts["sessions"].added] == ["…", "…"]


def test_tells_of_values_that_are_no_collections() -> None:
    tenant = a_tenant()
    tenant.policy = Policy(any_client=True)
    tenant.clock.advance(HOUR)
    tenant.rotate_signing_key()
    tenant.seed = replace(tenant.seed, friendly_name="Other")
    found = difference(tenant)
    assert found.parts == {
        "seed": _changed(friendly_name=("mock-auth0", "Other")),
        "policy": _changed(any_client=(False, True)),
        "clock": _changed(offset=(None, 3600.0)),
        "keys": _changed(
            kids=(
                ["o6hZsp2QIwS4tR7Ljmxlm", "waURn6xHbP7fy7x-LzW5E"],
                [key.kid for key in tenant.keys],
            )
        ),
    }


def _changed(**members: tuple[Any, Any]) -> PartDifference:
    changes = {name: Change(before=one, after=two) for name, (one, two) in members.items()}
    return PartDifference(changed=(Changed(key="", members=changes),))


def test_reads_well() -> None:
    tenant = a_tenant()
    tenant.users.put(a_user(blocked=True))
    tenant.users.put(a_user(user_id="auth0|grace", email="grace@example.com", name=None))
    tenant.clients.remove("spa")
    tenant.policy = Policy(any_client=True)
    assert str(difference(tenant)) == "\n".join(
        (
            "policy",
            "  any_client: false → true",
            "users",
            "  + auth0|grace  email=grace@example.com",
            "  ~ auth0|ada",
            "      blocked: false → true",
            "clients",
            "  - spa  name=My SPA",
        )
    )


def test_compares_whole_worlds_without_a_secret() -> None:
    busy = a_busy_tenant()
    found = comparison.between(busy, busy.pristine, busy.image())
    text = f"{plain(found)}{found}"
    for secret in ("correct horse", "the one before", "s3cret", "another secret", "'123456'"):
        assert secret not in text
    assert "ticket=ticket" not in text
    assert found.parts["guardian.factors"]
    assert found.parts["attack_guard.settings"]
    assert found.parts["refresh_tokens"].added == (
        Added(key="…", value=found.parts["refresh_tokens"].added[0].value),
    )
