"""Test clients of an application's own framework, with a token in every request.

The framework is imported when one is asked for; which it is, the application says.
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.control.verbs import Verbs
from mock_auth0.model.user import User

_KNOWN = "a Starlette or FastAPI application, a Flask application, or None for Django's settings"


class AppClients(Verbs):
    """The verbs, and clients of the application that is tested."""

    __slots__ = ()

    def app_client(self, app: Any, user: User | str | None = None, /, **options: Any) -> Any:
        """The test client of the application's framework, with a token in every request.

        ``app`` is as for `app_client`, ``user`` and the options are those of `token`. Raises
        `TypeError` for an application of another kind.
        """
        return app_client(app, f"Bearer {self.token(user, **options)}")


def app_client(app: Any, authorization: str) -> Any:
    """The framework's client, whose requests carry this ``Authorization`` header.

    ``app`` is a FastAPI or Starlette application (its `TestClient`), a Flask application (its
    `FlaskClient`), or ``None`` for Django (its `Client`). Raises `TypeError` for anything else.
    """
    if app is None:
        return _django(authorization)
    modules = {each.__module__.partition(".")[0] for each in type(app).__mro__}
    if "starlette" in modules:
        return _starlette(app, {"Authorization": authorization})
    if "flask" in modules:
        return _flask(app, authorization)
    raise TypeError(f"{app!r} has no test client known here; give {_KNOWN}")


def _starlette(app: Any, headers: Mapping[str, str]) -> Any:
    from starlette.testclient import TestClient

    return TestClient(app, headers=dict(headers))


def _flask(app: Any, authorization: str) -> Any:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = authorization
    return client


def _django(authorization: str) -> Any:
    from django.test import Client

    return Client(headers={"Authorization": authorization})
