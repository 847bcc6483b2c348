"""Every verb, by name: where it stands over HTTP, and what carries it out."""

from collections.abc import Mapping

from mock_auth0.control import clock, keys, worlds
from mock_auth0.control.verb import Verb

VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("reset", "POST", "/reset", worlds.reset),
        Verb("clock.now", "GET", "/clock", clock.now),
        Verb("clock.freeze", "POST", "/clock/freeze", clock.freeze),
        Verb("clock.unfreeze", "POST", "/clock/unfreeze", clock.unfreeze),
        Verb("clock.travel", "POST", "/clock/travel", clock.travel),
        Verb("clock.advance", "POST", "/clock/advance", clock.advance),
        Verb("keys.published", "GET", "/keys", keys.published),
        Verb("keys.rotate", "POST", "/keys/rotate", keys.rotate),
        Verb("keys.revoke", "POST", "/keys/revoke", keys.revoke),
    )
}
