"""GET /pem, /cer and /rawpem."""

from base64 import b64decode

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from tests.http.browser import Answer
from tests.http.worlds import a_browser


def test_are_the_certificate_of_the_key_that_signs() -> None:
    browser = a_browser()
    key = browser.get("/.well-known/jwks.json").json["keys"][0]
    der = b64decode(key["x5c"][0])
    pem = browser.get("/pem")
    assert load_pem_x509_certificate(pem.body).public_bytes(Encoding.DER) == der
    assert pem == Answer(
        200,
        {
            "content-type": "application/x-pem-file",
            "content-disposition": 'attachment; filename="mock-auth0.pem"',
            "x-content-type-options": "nosniff",
        },
        load_pem_x509_certificate(pem.body).public_bytes(Encoding.PEM),
    )
    assert browser.get("/cer") == Answer(
        200,
        {
            "content-type": "application/pkix-cert",
            "content-disposition": 'attachment; filename="mock-auth0.cer"',
            "x-content-type-options": "nosniff",
        },
        der,
    )
    assert browser.get("/rawpem") == Answer(
        200, {"content-type": "text/plain; charset=utf-8"}, pem.body
    )
