"""A collection: by key and by other names, in the order things came."""

import pytest

from mock_auth0.model.user import User
from mock_auth0.store.collection import Collection
from tests.builders import a_user

ADA = a_user()
GRACE = a_user(user_id="auth0|grace", email="grace@example.com")


def a_collection(*users: User) -> Collection[User]:
    return Collection(users, key=lambda user: user.user_id, aliases=lambda user: [user.email])


def test_finds_the_next_of_the_same_name_when_the_first_is_gone() -> None:
    first, second = a_user(user_id="auth0|1"), a_user(user_id="auth0|2")
    users = Collection(
        [first, second], key=lambda user: user.user_id, aliases=lambda user: [user.email]
    )
    users.remove("auth0|1")
    assert users.find("ada@example.com") == second


def test_gives_a_value_by_its_key() -> None:
    users = a_collection(ADA, GRACE)

    assert users.get("auth0|grace") == GRACE
    assert "auth0|grace" in users
    assert len(users) == 2


def test_gives_nothing_for_another_key() -> None:
    users = a_collection(ADA)

    assert users.get("auth0|nobody") is None
    assert "auth0|nobody" not in users
    assert users.find("nobody@example.com") is None


def test_finds_a_value_by_another_name() -> None:
    assert a_collection(ADA, GRACE).find("grace@example.com") == GRACE


def test_keeps_the_order_in_which_they_came() -> None:
    users = a_collection(GRACE, ADA)

    users.put(a_user(user_id="auth0|grace", name="Admiral"))

    assert [user.user_id for user in users] == ["auth0|grace", "auth0|ada"]


def test_puts_a_value_in_the_place_of_the_one_with_the_same_key() -> None:
    users = a_collection(ADA)
    renamed = a_user(email="countess@example.com")

    users.put(renamed)

    assert list(users) == [renamed]
    assert users.find("countess@example.com") == renamed
    assert users.find("ada@example.com") is None


def test_finds_the_first_of_those_that_share_a_name() -> None:
    namesake = a_user(user_id="auth0|namesake")

    assert a_collection(ADA, namesake).find("ada@example.com") == ADA


def test_removes_a_value_with_all_its_names() -> None:
    users = a_collection(ADA, GRACE)

    removed = users.remove("auth0|ada")

    assert removed == ADA
    assert list(users) == [GRACE]
    assert users.find("ada@example.com") is None


def test_removes_nothing_where_nothing_is() -> None:
    users = a_collection(ADA)

    assert users.remove("auth0|nobody") is None
    assert list(users) == [ADA]


def test_leaves_the_name_to_the_first_when_another_with_it_is_removed() -> None:
    users = a_collection(ADA, a_user(user_id="auth0|namesake"))

    users.remove("auth0|namesake")

    assert users.find("ada@example.com") == ADA


@pytest.mark.parametrize("as_made", [True, False], ids=["as it was made", "as read from a file"])
def test_is_brought_back_to_an_image(*, as_made: bool) -> None:
    users = a_collection(ADA)
    made = users.image()
    image = made if as_made else {**made}

    for _ in range(2):
        users.put(GRACE)
        users.remove("auth0|ada")
        users.restore(image)

        assert list(users) == [ADA]
        assert users.find("ada@example.com") == ADA
        assert users.find("grace@example.com") is None
    assert dict(image) == {"auth0|ada": ADA}


def test_is_filled_with_others() -> None:
    users = a_collection(ADA)

    users.fill([GRACE])

    assert list(users) == [GRACE]
    assert users.find("ada@example.com") is None


def test_may_be_changed_while_somebody_goes_through_it() -> None:
    users = a_collection(ADA, GRACE)

    for user in users:
        users.remove(user.user_id)

    assert len(users) == 0


def test_tells_of_each_change() -> None:
    changes: list[tuple[object, object]] = []
    collection: Collection[str] = Collection(["kept"], key=lambda text: text[0])
    collection.on_change = lambda before, after: changes.append((before, after))

    collection.put("new")
    collection.put("newer")
    collection.remove("n")
    collection.remove("n")
    collection.restore(collection.image())
    collection.fill(["unwatched"])

    assert changes == [(None, "new"), ("new", "newer"), ("newer", None)]
