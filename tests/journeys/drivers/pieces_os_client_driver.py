"""Calls Auth0Api of PyPI's pieces-os-client, for whoever writes to the standard input.

A line in, a line out, both JSON: {"call", "parameters", "configuration"} → {"returned"} or
{"raised"}. Names are those of the wire; the configuration is the package's own by default.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

METHODS = {
    "authorize": "authorize_auth0",
    "exchange": "exchange_for_auth0_token",
    "user_info": "get_auth0_user_info",
    "logout": "auth0_logout",
}
RENAMED = {"returnTo": "return_to", "schema": "var_schema"}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    # Here, for this environment alone has them.
    from pieces_os_client.api.auth0_api import Auth0Api
    from pieces_os_client.api_client import ApiClient
    from pieces_os_client.configuration import Configuration
    from pieces_os_client.exceptions import ApiException
    from pieces_os_client.models.embedded_model_schema import EmbeddedModelSchema

    configuration = Configuration()
    if "access_token" in request["configuration"]:
        configuration.access_token = request["configuration"]["access_token"]
    parameters = {RENAMED.get(name, name): value for name, value in request["parameters"].items()}
    if "var_schema" in parameters:
        parameters["var_schema"] = EmbeddedModelSchema(**parameters["var_schema"])
    call = getattr(Auth0Api(ApiClient(configuration)), METHODS[request["call"]])
    try:
        returned = call(**parameters)
    except ApiException as refused:
        return {"raised": {"status": refused.status, "body": refused.body}}
    return {"returned": returned if isinstance(returned, str) else returned.to_dict()}


def spelled(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), default=spelled), flush=True)  # noqa: T201 - the answer
