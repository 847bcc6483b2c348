"""The latest requests as text: for whoever reads why a test has failed."""

from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.tenant import recorded
from mock_auth0.tenant.journal import View

_INDENT = "      "


def report(world: World, last: int = 20, *, after: int = 0) -> str:
    """The latest requests as text: a line for each, and one for what to change; empty without any.

    ``after`` is the number of one that is no concern, nor are those before it.
    """
    found = [each for each in world.tenant.journal.view(View.REQUESTS) if each.number > after]
    if not found or last < 1:
        return ""
    told = f", the last {last} of {len(found)}" if len(found) > last else ""
    lines = [f"{world.address}{told}"]
    for each in found[-last:]:
        shown = recorded.read(each)
        lines.append(f"{plain(shown.at)[11:-1]} {shown}")
        lines += [_INDENT + shown.explanation] if shown.explanation else []
    return "\n".join(lines)
