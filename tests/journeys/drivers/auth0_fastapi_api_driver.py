"""An API behind PyPI's auth0-fastapi-api. Its settings are in the environment."""

import os
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI
from fastapi_plugin.fast_api_client import Auth0FastAPI

app = FastAPI()
auth0 = Auth0FastAPI(domain=os.environ["AUTH0_DOMAIN"], audience=os.environ["AUTH0_AUDIENCE"])

Anybody = Annotated[dict[str, Any], Depends(auth0.require_auth())]
Writer = Annotated[dict[str, Any], Depends(auth0.require_auth(scopes=["read:it", "write:it"]))]


@app.get("/")
async def anybody(claims: Anybody) -> dict[str, Any]:
    return claims


@app.get("/write")
async def writers(claims: Writer) -> dict[str, Any]:
    return claims


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
