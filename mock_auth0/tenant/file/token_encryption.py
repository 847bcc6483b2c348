"""``token_encryption:`` of an API: the key that its access tokens are encrypted for.

Auth0: Configure JSON Web Encryption
"""

from mock_auth0.model.resource_server import TokenEncryption
from mock_auth0.oauth import public_key
from mock_auth0.tenant.file.credentials import pem_text
from mock_auth0.tenant.file.fields import Fields

_ALGORITHMS = ("RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512")


def token_encryption(fields: Fields) -> TokenEncryption | None:
    """``None`` when there is none."""
    fields.choice("format", ("compact-nested-jwe",))
    key = fields.section("encryption_key")
    algorithm = key.choice("alg", _ALGORITHMS) or _ALGORITHMS[0]
    kid = key.text("kid")
    key.accept("name", "thumbprint_sha256")
    pem = None
    if key.has("thumbprint_sha256") and not key.has("pem"):
        # All that an export may hold: the file is right, and nothing is encrypted.
        key.without_effect("thumbprint_sha256")
        key.accept("pem")
    elif fields.has("encryption_key"):
        pem = pem_text(key, public_key.read)
    if not fields.has("encryption_key") and fields.has("format"):
        fields.missing("encryption_key, such as encryption_key: { pem: keys/api.pem }")
    key.close()
    fields.close()
    return None if pem is None else TokenEncryption(pem=pem, alg=algorithm, kid=kid)
