"""The modules of the OpenID conformance suite for OpenID Connect Back-Channel Logout 1.0.

Each test has its module's name; the plan is
`oidcc-backchannel-rp-initiated-logout-certification-test-plan`.
"""

from mock_auth0.delivery import Courier
from tests.answers import claims_of
from tests.builders import NOON_SECONDS, a_client
from tests.conformance.test_rp_initiated_logout import BYE, STATE, end_session, must_log_in_again
from tests.http.worlds import SPA, a_browser, a_tenant
from tests.http.worlds import log_in_for_id_token as log_in
from tests.receiver import a_receiver


def test_oidcc_backchannel_logout_discovery_endpoint_verification() -> None:
    document = a_browser().get("/.well-known/openid-configuration").json

    assert document["backchannel_logout_supported"] is True
    assert document["backchannel_logout_session_supported"] is True


def test_oidcc_backchannel_rp_initiated_logout() -> None:
    with a_receiver(200) as receiver:
        client = a_client(
            callbacks=SPA.callbacks,
            allowed_logout_urls=(BYE,),
            backchannel_logout_urls=(receiver.url,),
        )
        tenant = a_tenant(seed={"clients": (client,)})
        browser = a_browser(tenant)
        tenant.logout_deliveries.deliver_by(Courier(tenant))
        token = log_in(browser)

        answer = end_session(
            browser, id_token_hint=token, post_logout_redirect_uri=BYE, state=STATE
        )
        tenant.logout_deliveries.wait_for(client_id="spa")

        assert answer.location == f"{BYE}?state={STATE}"
        assert must_log_in_again(browser)
        (form,) = receiver.forms
        assert form.keys() == {"logout_token"}
        identity, logout = claims_of(token), claims_of(form["logout_token"])
        assert {name: logout[name] for name in ("iss", "aud", "sub", "sid")} == {
            name: identity[name] for name in ("iss", "aud", "sub", "sid")
        }
        assert logout["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
        assert (logout["iat"], logout["exp"]) == (NOON_SECONDS, NOON_SECONDS + 120)
        assert logout["jti"]
        assert "nonce" not in logout
        assert receiver.headers[0]["content-type"] == "application/x-www-form-urlencoded"
