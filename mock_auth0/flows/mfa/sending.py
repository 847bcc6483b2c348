"""Sending the code of a challenge: into the outbox.

Auth0: Customize Emails; Configure SMS and Voice Notifications for MFA
"""

from mock_auth0.hooks import watching
from mock_auth0.hooks.event import EventMessage
from mock_auth0.model.authenticator import Authenticator, Kind
from mock_auth0.model.client import Client
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.user import User
from mock_auth0.tenant import mails, second_factor
from mock_auth0.tenant.tenant import Tenant


def begin(
    tenant: Tenant,
    user: User,
    authenticator: Authenticator,
    kind: Kind,
    *,
    login: str | None,
    client: Client | None,
    base_url: str,
) -> tuple[str, OobChallenge]:
    """Begin a challenge out of band and send its code, if it has one; the challenge by its key."""
    key, begun = second_factor.challenge(tenant, user, authenticator, kind, login=login)
    if begun.binding_code is not None:
        sent = mails.mfa_code(
            tenant,
            user,
            base_url=base_url,
            code=begun.binding_code,
            client=client,
            to=authenticator.to,
        )
        if tenant.hooks.is_used and sent is not None and kind in (Kind.SMS, Kind.VOICE):
            message = EventMessage(
                recipient=sent.to,
                text=sent.text,
                code=sent.code,
                message_type=kind.value,
                action="second-factor-authentication" if authenticator.is_active else "enrollment",
            )
            watching.message_sent(tenant, user, message, client)
    return key, begun
