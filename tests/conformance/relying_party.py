"""A relying party that believes nothing: it checks every answer as the specifications say.

OpenID Connect Core §3.1.2.7, §3.1.3.7, §3.2.2.8-3.2.2.11, §3.3.2.8-3.3.2.12
"""

import json
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import quote_plus

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from mock_auth0.model.client import Client
from mock_auth0.tenant.tenant import Tenant
from tests.builders import PASSWORD, a_user, a_web_client
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant

ISSUER = "https://op.example/"
CALLBACK = "https://rp.example/callback?from=op"
CLIENT = a_web_client(callbacks=(CALLBACK,))
OTHER = a_web_client(
    client_id="other", name="Other", client_secret="other s3cret", callbacks=(CALLBACK,)
)
ADA = a_user(phone_number="+441234567890", phone_verified=True)
STATE, NONCE = "af0ifjsldkj &=", "n-0S6_WzA2Mj"

Result = dict[str, str]


@dataclass(slots=True)
class RelyingParty:
    """One client, one browser, one response type."""

    tenant: Tenant
    browser: Browser
    response_type: str = "code"
    response_mode: str | None = None
    client: Client = CLIENT

    @property
    def wanted(self) -> set[str]:
        return set(self.response_type.split())

    def asked(self, **changes: str | None) -> dict[str, str]:
        """An authorization request; ``None`` leaves a parameter out."""
        whole = {
            "client_id": self.client.client_id,
            "redirect_uri": CALLBACK,
            "response_type": self.response_type,
            "response_mode": self.response_mode,
            "scope": "openid",
            "state": STATE,
            "nonce": NONCE,
            **changes,
        }
        return {name: value for name, value in whole.items() if value is not None}

    def ask(self, **changes: str | None) -> Answer:
        """What the authorization endpoint answers, unfollowed."""
        return self.browser.get("/authorize", **self.asked(**changes))

    def enter(self, page: Answer) -> Answer:
        """Log Ada in at the page that this leads to, and agree; the answer for the callback."""
        assert page.location.startswith("/u/login?state="), page
        shown = self.browser.get(page.location)
        assert (shown.status, b'id="password"' in shown.body) == (200, True)
        sent = self.browser.post(page.location, {"username": ADA.email, "password": PASSWORD})
        answer = self.browser.get(sent.location)
        if answer.headers.get("location", "").startswith("/u/consent?state="):
            sent = self.browser.post(answer.location, {"action": "accept"})
            answer = self.browser.get(sent.location)
        return answer

    def authorize(self, **changes: str | None) -> Result:
        """Go all the way, with a login where one is wanted; everything of the answer is checked."""
        answer = self.ask(**changes)
        if answer.headers.get("location", "").startswith("/u/"):
            answer = self.enter(answer)
        return self.check(self.received(answer), **changes)

    def received(self, answer: Answer) -> Result:
        """The parameters, where they have to be and nowhere else."""
        if self.response_mode == "form_post":
            assert (answer.status, "location" in answer.headers) == (200, False), answer
            page = answer.body.decode()
            [action] = re.findall('<form method="post" action="([^"]*)">', page)
            assert unescape(action) == CALLBACK
            fields = re.findall('<input type="hidden" name="([^"]*)" value="([^"]*)"/>', page)
            return {unescape(name): unescape(value) for name, value in fields}
        assert answer.status == 302
        separator = "&" if self.wanted == {"code"} else "#"
        assert answer.location.startswith(CALLBACK + separator), answer.location
        parameters = answer.parameters
        if separator == "&":
            assert parameters.pop("from") == "op"
        return parameters

    def check(self, result: Result, **changes: str | None) -> Result:
        """OpenID Connect Core §3.3.2.5: what was asked for is there, and nothing else."""
        assert result.get("state") == self.asked(**changes).get("state")
        expected = {"state", *self.wanted}
        if "token" in expected:
            expected |= {"access_token", "token_type", "expires_in"}
            assert (result["token_type"], int(result["expires_in"]) > 0) == ("Bearer", True)
        expected -= {"token"} | ({"state"} - result.keys())
        assert result.keys() - {"scope"} == expected
        if "id_token" in result:
            claims = self.claims(result["id_token"], self.asked(**changes).get("nonce"))
            # §3.2.2.10, §3.3.2.11: each half of the digest of what came along.
            assert claims.get("at_hash") == _half(result.get("access_token"))
            assert claims.get("c_hash") == _half(result.get("code"))
        return result

    def claims(self, id_token: str, nonce: str | None = NONCE) -> dict[str, Any]:
        """OpenID Connect Core §3.1.3.7: the claims of an ID token that is in order."""
        header, payload, signature = (_bytes(part) for part in id_token.split("."))
        head, claims = json.loads(header), json.loads(payload)
        keys = self.browser.get("/.well-known/jwks.json").json["keys"]
        [key] = [each for each in keys if each["kid"] == head["kid"]]
        assert (head["alg"], key["kty"], key.get("use", "sig")) == ("RS256", "RSA", "sig")
        numbers = (int.from_bytes(_bytes(key[name])) for name in ("e", "n"))
        rsa.RSAPublicNumbers(*numbers).public_key().verify(
            signature, id_token.rpartition(".")[0].encode(), padding.PKCS1v15(), SHA256()
        )
        now = self.tenant.clock.now().timestamp()
        assert (claims["iss"], claims["aud"]) == (ISSUER, self.client.client_id)
        assert claims["iat"] <= now < claims["exp"]
        assert isinstance(claims["sub"], str)
        assert 0 < len(claims["sub"]) <= 255
        assert claims.get("nonce") == nonce
        return dict(claims)

    def redeem(self, code: str, *, by: str = "basic", **changes: str) -> Answer:
        """Ask the token endpoint, as a client with a secret."""
        return self.token(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": CALLBACK,
                **changes,
            },
            by=by,
        )

    def token(self, form: dict[str, str], *, by: str = "basic") -> Answer:
        client_id, secret = self.client.client_id, self.client.client_secret or ""
        if by == "post":
            sent = {**form, "client_id": client_id, "client_secret": secret}
            return self.browser.post("/oauth/token", sent)
        pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
        headers = {"authorization": f"Basic {b64encode(pair.encode()).decode()}"}
        return self.browser.post("/oauth/token", form, headers=headers)

    def tokens(self, result: Result, **redeemed: str) -> dict[str, Any]:
        """Everything that was handed out: by the browser, and for the code if there is one."""
        tokens: dict[str, Any] = dict(result)
        if "code" in result:
            answer = self.redeem(result["code"], **redeemed)
            assert answer.status == 200, answer.body
            assert answer.headers["content-type"].startswith("application/json")
            assert (answer.headers["cache-control"], answer.headers["pragma"]) == (
                "no-store",
                "no-cache",
            )
            assert answer.json["token_type"] == "Bearer"
            tokens |= answer.json
        return tokens

    def id_claims(self, result: Result, nonce: str | None = NONCE) -> dict[str, Any]:
        """Those of the ID token; where there are two, they speak of the same login (§3.3.3.6)."""
        claims = self.claims(self.tokens(result)["id_token"], nonce)
        if "id_token" in result:
            first = self.claims(result["id_token"], nonce)
            assert (first["iss"], first["sub"]) == (claims["iss"], claims["sub"])
            assert first.get("auth_time") == claims.get("auth_time")
        return claims

    def userinfo(self, access_token: str) -> dict[str, Any]:
        answer = self.browser.get("/userinfo", headers={"authorization": f"Bearer {access_token}"})
        return self.of_userinfo(answer)

    def of_userinfo(self, answer: Answer) -> dict[str, Any]:
        """OpenID Connect Core §5.3.2."""
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("application/json")
        claims: dict[str, Any] = answer.json
        assert claims["sub"] == ADA.user_id
        return claims

    def released(self, result: Result) -> dict[str, Any]:
        """The claims about the user: from userinfo, or the ID token where that is all there is."""
        tokens = self.tokens(result)
        if "access_token" in tokens:
            return self.userinfo(tokens["access_token"])
        return self.claims(tokens["id_token"])


def a_relying_party(
    response_type: str = "code", response_mode: str | None = None, **policy: Any
) -> RelyingParty:
    """One that nobody has logged in to yet, at a provider of its own."""
    tenant = a_tenant(seed={"clients": (CLIENT, OTHER), "users": (ADA,)}, **policy)
    browser = a_browser(tenant, address=ISSUER.removesuffix("/"))
    return RelyingParty(tenant, browser, response_type, response_mode)


def _half(artefact: str | None) -> str | None:
    if artefact is None:
        return None
    digest = sha256(artefact.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
