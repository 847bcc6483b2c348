"""The ring of exchanges."""

from mock_auth0.model.exchange import Exchange
from mock_auth0.model.log_note import LogNote
from mock_auth0.tenant.journal import Journal, View
from tests.builders import an_exchange


def numbers(journal: Journal, view: View = View.REQUESTS) -> list[int]:
    return [each.number for each in journal.view(view)]


def a_journal(size: int = 3, requests: int = 0) -> Journal:
    journal = Journal(size)
    for _ in range(requests):
        journal.put(an_exchange())
    return journal


def test_keeps_the_latest_in_order() -> None:
    assert numbers(a_journal(3, requests=5)) == [3, 4, 5]


def test_keeps_nothing_of_size_0() -> None:
    assert numbers(a_journal(0, requests=2)) == []


def test_is_bounded_in_bytes() -> None:
    journal = Journal(10_000)
    for _ in range(1000):
        journal.put(an_exchange(body=b"x" * 16_000, answer_body=b"y" * 48_000, size=64_000))
    assert journal.bytes <= 32 * 1024 * 1024
    assert journal.count(View.REQUESTS) == 524
    assert numbers(journal)[-1] == 1000


def test_counts_its_bytes() -> None:
    journal = Journal(2)
    for size in (1, 10, 100):
        journal.put(an_exchange(size=size))
    assert journal.bytes == 110


def test_is_cleared_for_each_use_by_itself() -> None:
    journal = a_journal(5, requests=3)
    journal.clear(View.REQUESTS)
    assert numbers(journal) == []
    assert numbers(journal, View.LOGS) == [1, 2, 3]
    journal.put(an_exchange())
    assert (numbers(journal), numbers(journal, View.LOGS)) == ([4], [1, 2, 3, 4])
    assert (journal.count(View.REQUESTS), journal.count(View.LOGS)) == (1, 4)


def test_forgets_what_was_cleared_for_all() -> None:
    journal = a_journal(5, requests=3)
    journal.clear(View.REQUESTS)
    assert journal.bytes > 0
    journal.clear(View.LOGS)
    assert journal.bytes == 0
    journal.put(an_exchange())
    assert numbers(journal) == [4]


def test_shows_what_is_left_where_more_came_than_fit() -> None:
    journal = a_journal(3, requests=2)
    journal.clear(View.REQUESTS)
    for _ in range(4):
        journal.put(an_exchange())
    assert numbers(journal) == [4, 5, 6]
    assert journal.count(View.REQUESTS) == 3


def test_tells_whoever_listens_until_they_stop() -> None:
    journal, heard = Journal(3), list[Exchange]()
    stop = journal.listen(heard.append)
    exchange = an_exchange()
    journal.put(exchange)
    stop()
    journal.put(an_exchange())
    assert heard == [exchange]
    assert journal.listeners == 0


def test_hands_notes_out_once() -> None:
    journal = Journal(3)
    for number in range(40):
        journal.notes.append(LogNote(str(number)))
    assert [each.kind for each in journal.take_notes()] == [str(number) for number in range(8, 40)]
    assert journal.take_notes() == ()


def test_starts_over() -> None:
    journal = a_journal(3, requests=3)
    image = journal.image()
    journal.reset(5)
    assert (numbers(journal), journal.size, journal.last_number) == ([], 5, 0)
    journal.put(an_exchange())
    journal.restore(image)
    assert (numbers(journal), journal.size) == ([], 3)


def test_may_grow_while_somebody_looks() -> None:
    journal = a_journal(3, requests=3)
    looking = journal.view(View.REQUESTS)
    journal.put(an_exchange())
    assert [each.number for each in looking] == [1, 2, 3]
