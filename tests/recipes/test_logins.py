"""Recipes: logins."""

import hashlib

import httpx
import pytest

from tests.recipes.application import RefusedError


def fill_in(page, email, password):
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue", exact=True).click()


def test_the_login_page(page, site):
    page.goto(site.login_url())
    fill_in(page, "ada@example.com", "ada")
    page.wait_for_url("**/callback?*")
    assert site.callback(page.url)["name"] == "Ada Lovelace"


def test_a_login_without_the_page(auth0, page, site):
    session = auth0.session("ada@example.com")
    page.context.add_cookies(session.storage_state["cookies"])
    page.goto(site.login_url())
    assert site.callback(page.url)["email"] == "ada@example.com"


def test_a_login_without_a_browser(auth0, site):
    auth0.next_login("ada@example.com")
    assert site.log_in()["email"] == "ada@example.com"


def test_a_login_that_fails(auth0, site):
    auth0.next_login(error="access_denied", description="Not today")
    with pytest.raises(RefusedError, match="Not today"):
        site.log_in()


def test_an_id_token_that_is_forged(auth0, site):
    auth0.next_login("ada@example.com", broken="wrong_audience")
    assert site.log_in()["aud"] != "demo-web"


def test_a_login_that_a_hook_denies(auth0, site):
    @auth0.hooks.post_login
    def only_verified(event, api):
        if not event.user.email_verified:
            api.access.deny("Please verify your email first")

    auth0.next_login("unverified@example.com")
    with pytest.raises(RefusedError, match="Please verify your email first"):
        site.log_in()


def test_claims_of_a_hook(auth0, site):
    @auth0.hooks.post_login
    def add_plan(event, api):
        plan = event.user.app_metadata.get("plan", "free")
        api.id_token.set_custom_claim("https://acme.example/plan", plan)

    auth0.update_user("ada@example.com", app_metadata={"plan": "gold"})
    auth0.next_login("ada@example.com")
    assert site.log_in()["https://acme.example/plan"] == "gold"


@pytest.mark.auth0(strict=True)
def test_a_callback_that_is_not_registered(auth0, site):
    answer = httpx.get(site.login_url(redirect_uri="http://localhost:3000/other"))
    assert answer.status_code == 403
    assert auth0.requests[-1].description.startswith("Callback URL mismatch")


def test_the_user_must_agree(auth0, page, site):
    auth0.add_client(
        name="Somebody else's",
        client_id="demo-web",
        client_secret="demo-web-secret",
        app_type="regular_web",
        is_first_party=False,
        callbacks=[site.callback_url],
    )
    page.goto(site.login_url())
    fill_in(page, "ada@example.com", "ada")
    page.get_by_role("button", name="Decline").click()
    page.wait_for_url("**/callback?*")
    with pytest.raises(RefusedError, match="User did not authorize the request"):
        site.callback(page.url)


def test_a_second_factor_when_it_matters(auth0, page, site):
    secret = "JBSWY3DPEHPK3PXP"
    auth0.add_user(
        email="grace@example.com",
        password="Hopper-1906",
        mfa_factors=[{"totp": {"secret": secret}}],
    )

    @auth0.hooks.post_login
    def step_up(event, api):
        if "mfa" in (event.transaction.acr_values or [""])[0]:
            api.multifactor.enable("any")

    page.goto(site.login_url(acr_values="http://schemas.example/mfa"))
    fill_in(page, "grace@example.com", "Hopper-1906")
    page.get_by_label("one-time code").fill(auth0.mfa.current_otp("grace@example.com"))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/callback?*")
    assert site.callback(page.url)["email"] == "grace@example.com"


def test_a_login_through_an_organization(auth0):
    tokens = auth0.log_in("ada@example.com", client="demo-spa", organization="acme")
    auth0.requests.assert_no_unexpected()
    assert tokens.access_token


def test_a_password_is_reset(auth0, page, site):
    page.goto(site.login_url())
    page.get_by_role("link", name="Forgot password?").click()
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_role("button", name="Continue").click()
    mail = auth0.outbox.wait_for(to="ada@example.com", kind="password_reset")

    page.goto(mail.link)
    page.get_by_label("New password", exact=False).first.fill("Correct-Horse-1")
    page.get_by_label("Re-enter new password").fill("Correct-Horse-1")
    page.get_by_role("button", name="Reset password").click()
    page.goto(site.login_url())
    fill_in(page, "ada@example.com", "Correct-Horse-1")
    page.wait_for_url("**/callback?*")
    assert site.callback(page.url)["sub"] == "auth0|ada"


@pytest.mark.auth0(
    tenant="""
    connections: [{ name: email, strategy: email }]
    clients:
      - name: App
        client_id: app
        app_type: spa
        grant_types: ["http://auth0.com/oauth/grant-type/passwordless/otp"]
    """
)
def test_a_code_by_mail(auth0):
    asked = {"client_id": "app", "connection": "email", "email": "new@example.com", "send": "code"}
    httpx.post(f"{auth0.url}/passwordless/start", json=asked).raise_for_status()
    form = {
        "grant_type": "http://auth0.com/oauth/grant-type/passwordless/otp",
        "client_id": "app",
        "realm": "email",
        "username": "new@example.com",
        "otp": auth0.outbox.wait_for(to="new@example.com", kind="passwordless_code").code,
    }
    assert httpx.post(f"{auth0.url}/oauth/token", data=form).status_code == 200


def test_a_television(auth0):
    begun = httpx.post(f"{auth0.url}/oauth/device/code", data={"client_id": "tv"}).json()
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "client_id": "tv",
        "device_code": begun["device_code"],
    }
    assert httpx.post(f"{auth0.url}/oauth/token", data=form).json()["error"] == (
        "authorization_pending"
    )
    auth0.devices.activate(begun["user_code"], "ada@example.com")
    auth0.clock.advance(seconds=begun["interval"])
    assert httpx.post(f"{auth0.url}/oauth/token", data=form).status_code == 200


def test_an_invitation(auth0):
    auth0.add_client(
        name="Shop",
        client_id="shop",
        app_type="spa",
        organization_usage="allow",
        initiate_login_uri="https://shop.example.com/login",
    )
    auth0.invite("new@example.com", "acme", client="shop")
    mail = auth0.outbox.wait_for(to="new@example.com", kind="user_invitation")
    assert mail.link.startswith("https://shop.example.com/login?invitation=")


def test_a_user_with_a_hashed_password(auth0, page, site):
    auth0.add_user(
        email="grace@example.com",
        custom_password_hash={
            "algorithm": "md5",
            "hash": {"value": hashlib.md5(b"Hopper-1906").hexdigest(), "encoding": "hex"},
        },
    )
    page.goto(site.login_url())
    fill_in(page, "grace@example.com", "Hopper-1906")
    page.wait_for_url("**/callback?*")
    assert site.callback(page.url)["email"] == "grace@example.com"
