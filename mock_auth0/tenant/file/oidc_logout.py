"""``oidc_logout`` of a client: who is told that a session has ended, and why.

Auth0: OIDC Back-Channel Logout; OIDC Back-Channel Logout Initiators
"""

from urllib.parse import urlsplit

from mock_auth0.model.logout_initiator import ALWAYS, LogoutInitiator
from mock_auth0.oauth import redirect_uri
from mock_auth0.tenant.file.fields import Fields

_NEVER = frozenset({LogoutInitiator.SESSION_EXPIRED, LogoutInitiator.MFA_PHONE_UNENROLLED})
"""No session ends so here: where they are selected by name, the report says it."""


def oidc_logout(fields: Fields) -> tuple[tuple[str, ...], frozenset[LogoutInitiator]]:
    """URLs and initiators; under the key's older name, if the newer one is absent."""
    is_older = fields.has("oidc_backchannel_logout") and not fields.has("oidc_logout")
    section = fields.section("oidc_backchannel_logout" if is_older else "oidc_logout")
    fields.accept("oidc_backchannel_logout", "oidc_logout")
    urls = section.urls("backchannel_logout_urls", _is_receiver)
    initiators = _initiators(section.section("backchannel_logout_initiators"))
    section.without_effect("backchannel_logout_session_metadata")
    section.close()
    return urls, initiators


def _initiators(section: Fields) -> frozenset[LogoutInitiator]:
    mode = section.choice("mode", ("custom", "all"))
    selected = section.choices("selected_initiators", tuple(LogoutInitiator)) or frozenset()
    for node in section.node("selected_initiators").value if selected else ():
        if node.value in _NEVER:
            path = f"{section.path}.selected_initiators: {node.value}"
            section.report.without_effect(node.line, path, f"clients[].oidc_logout: {node.value}")
    section.close()
    if mode == "all":
        return frozenset(LogoutInitiator)
    return ALWAYS.union(each for each in LogoutInitiator if each in selected)


def _is_receiver(url: str) -> bool:
    """Auth0 takes https only, and no address of a private network."""
    return redirect_uri.origin_of(url) is not None and not urlsplit(url).fragment
