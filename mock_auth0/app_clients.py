"""Test clients of an application's own framework, with a token in every request.

The framework is imported when one is asked for; which it is, the application says.
"""

from collections.abc import Mapping
from typing import Any

_KNOWN = "a Starlette or FastAPI application, a Flask application, or None for Django's settings"


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
