"""A Starlette site that logs in by PyPI's Authlib. Its settings are in the environment."""

import os

import uvicorn
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

oauth = OAuth()
oauth.register(
    "auth0",
    client_id=os.environ["AUTH0_CLIENT_ID"],
    client_secret=os.environ["AUTH0_CLIENT_SECRET"],
    server_metadata_url=os.environ["AUTH0_DISCOVERY"],
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    authorize_params={"audience": os.environ["AUTH0_AUDIENCE"]},
)


async def home(request: Request) -> Response:
    return JSONResponse(request.session.get("user"))


async def login(request: Request) -> Response:
    asked = dict(request.query_params)
    answer: Response = await oauth.auth0.authorize_redirect(
        request, request.url_for("callback"), **asked
    )
    return answer


async def callback(request: Request) -> Response:
    try:
        tokens = await oauth.auth0.authorize_access_token(request)
    except (OAuthError, JoseError) as refused:
        raised = [type(refused).__name__, refused.error, refused.description]
        return JSONResponse({"raised": raised}, status_code=403)
    request.session.update(user=dict(tokens["userinfo"]), id_token=tokens["id_token"])
    profile = await oauth.auth0.userinfo(token=tokens)
    kept = {name: tokens[name] for name in ("access_token", "id_token", "expires_in")}
    return JSONResponse({**kept, "claims": tokens["userinfo"], "profile": profile})


async def logout(request: Request) -> Response:
    id_token = request.session.pop("id_token")
    request.session.clear()
    answer: Response = await oauth.auth0.logout_redirect(
        request,
        post_logout_redirect_uri=str(request.url_for("logged_out")),
        id_token_hint=id_token,
    )
    return answer


async def logged_out(request: Request) -> Response:
    await oauth.auth0.validate_logout_response(request)
    return JSONResponse(request.session.get("user"))


app = Starlette(
    routes=[
        Route("/", home),
        Route("/login", login),
        Route("/callback", callback),
        Route("/logout", logout),
        Route("/logged-out", logged_out),
    ],
    middleware=[Middleware(SessionMiddleware, secret_key="secret of the cookies")],
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
