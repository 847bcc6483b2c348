"""The outbox: every mail of the tenant, instead of a mail server."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mock_auth0.model.mail import Mail
from mock_auth0.store.store import Store

_MOST_MAILS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which mails are meant. ``None`` means any; ``subject`` is a part of it, in any case."""

    to: str | None = None
    kind: str | None = None
    subject: str | None = None
    since: datetime | None = None

    def fits(self, mail: Mail) -> bool:
        """Whether the mail is one of them."""
        return (
            (self.to is None or mail.to.lower() == self.to.lower())
            and self.kind in (None, mail.kind)
            and (self.subject is None or self.subject.lower() in mail.subject.lower())
            and (self.since is None or mail.sent_at >= self.since)
        )


class Outbox(Store):
    """The last thousand mails, newest first. Whoever listens hears of each as it comes."""

    __slots__ = ("_listeners", "_mails")

    def __init__(self) -> None:
        self._mails = deque[Mail](maxlen=_MOST_MAILS)
        self._listeners: list[Callable[[Mail], None]] = []

    def put(self, mail: Mail) -> None:
        """Keep the mail; the oldest goes when the outbox is full."""
        self._mails.appendleft(mail)
        for listener in tuple(self._listeners):
            listener(mail)

    def find(self, wanted: Wanted) -> list[Mail]:
        """Those that are meant, newest first."""
        return [mail for mail in self._mails if wanted.fits(mail)]

    def get(self, mail_id: str) -> Mail | None:
        """The mail of this id."""
        return next((mail for mail in self._mails if mail.mail_id == mail_id), None)

    def listen(self, listener: Callable[[Mail], None]) -> Callable[[], None]:
        """Have each mail told from now on. Call what is returned, once, to hear no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def clear(self) -> None:
        """Throw all mails away; who listens goes on listening."""
        self._mails.clear()

    def image(self) -> Mapping[str, Mail]:
        """All mails by their ids, newest first."""
        return {mail.mail_id: mail for mail in self._mails}

    def restore(self, image: Mapping[str, Mail]) -> None:
        """Hold these, and nothing else; nobody hears of them."""
        self._mails = deque(image.values(), maxlen=_MOST_MAILS)

    def __iter__(self) -> Iterator[Mail]:
        """All, newest first; mails that come meanwhile are left out."""
        return iter(tuple(self._mails))

    def __len__(self) -> int:
        return len(self._mails)
