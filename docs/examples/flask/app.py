"""A web application that logs in with Auth0, and keeps who it is in its own session."""

import os
from urllib.parse import urlencode

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for
from requests import RequestException
from werkzeug import Response

DOMAIN = os.environ["AUTH0_DOMAIN"]
CLIENT_ID = os.environ["AUTH0_CLIENT_ID"]

app = Flask(__name__)
app.secret_key = os.environ["APP_SECRET"]
auth0 = OAuth(app).register(
    "auth0",
    client_id=CLIENT_ID,
    client_secret=os.environ["AUTH0_CLIENT_SECRET"],
    server_metadata_url=f"https://{DOMAIN}/.well-known/openid-configuration",
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)


@app.get("/")
def home() -> str:
    """Who is there."""
    user = session.get("user")
    return f"Hello, {user['name']}!" if user else "Nobody is logged in."


@app.get("/login")
def login() -> Response:
    """Send the browser to Auth0."""
    answer: Response = auth0.authorize_redirect(redirect_uri=url_for("callback", _external=True))
    return answer


@app.get("/callback")
def callback() -> Response | tuple[str, int]:
    """Take the browser back."""
    try:
        tokens = auth0.authorize_access_token()
    except OAuthError as refused:
        return f"Refused: {refused.description}", 403
    except RequestException:
        return "Auth0 does not answer. Please try again.", 503
    session["user"] = tokens["userinfo"]
    return redirect(url_for("home"))


@app.get("/logout")
def logout() -> Response:
    """End the session, here and there."""
    session.clear()
    back = {"client_id": CLIENT_ID, "returnTo": url_for("home", _external=True)}
    return redirect(f"https://{DOMAIN}/v2/logout?{urlencode(back)}")
