"""What all stores have in common: an image of what they hold, which they can be brought back to."""

from datetime import datetime
from typing import Any


class Store:
    """Something that is kept.

    An image is a value: what happens to the store later does not show in it, and it may be restored
    any number of times. That is cheap, because what is kept is frozen and need not be copied.
    """

    # No ABC: a reset asks of everything whether it is a store, which takes thrice as long of those.
    __slots__ = ()

    def image(self) -> Any:
        """What it holds now."""
        raise NotImplementedError

    def restore(self, image: Any) -> None:
        """Hold what it held when the image was made, and nothing else."""
        raise NotImplementedError

    def sweep(self, now: datetime) -> None:
        """Drop what has ended, where things end by themselves."""
