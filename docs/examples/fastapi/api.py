"""An API that takes Auth0's access tokens, and keeps a list of orders for each user."""

import asyncio
import os
from collections import defaultdict
from typing import Annotated, Any

import httpx
from auth0_api_python import ApiClient, ApiClientOptions
from auth0_api_python.errors import BaseAuthError
from fastapi import Depends, FastAPI, HTTPException, Request

app = FastAPI()
auth0 = ApiClient(
    ApiClientOptions(domain=os.environ["AUTH0_DOMAIN"], audience=os.environ["AUTH0_AUDIENCE"])
)
orders: dict[str, list[str]] = defaultdict(list)


async def caller(request: Request) -> dict[str, Any]:
    """The claims of the token that was sent."""
    try:
        claims: dict[str, Any] = await auth0.verify_request(
            headers=dict(request.headers), http_method=request.method, http_url=str(request.url)
        )
    except BaseAuthError as error:
        raise HTTPException(
            error.get_status_code(), error.get_error_description(), error.get_headers()
        ) from None
    return claims


Caller = Annotated[dict[str, Any], Depends(caller)]


@app.get("/orders")
async def read(claims: Caller) -> list[str]:
    """What the caller has ordered."""
    return orders[claims["sub"]]


@app.post("/orders/{article}", status_code=201)
async def order(article: str, claims: Caller) -> None:
    """Order, with the scope for it."""
    if "write:orders" not in claims.get("scope", "").split():
        raise HTTPException(403, "write:orders is missing")
    orders[claims["sub"]].append(article)


@app.get("/receipt")
async def receipt(request: Request, claims: Caller) -> dict[str, Any]:
    """The orders, and who is to pay: Auth0 says it, if need be at the third try."""
    async with httpx.AsyncClient() as client:
        for _ in range(3):
            answer = await client.get(
                f"https://{os.environ['AUTH0_DOMAIN']}/userinfo",
                headers={"Authorization": request.headers["Authorization"]},
            )
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            await asyncio.sleep(int(answer.headers.get("Retry-After", 0)))
    if answer.is_error:
        raise HTTPException(502, "Auth0 does not say who you are")
    return {"orders": orders[claims["sub"]], "email": answer.json()["email"]}
