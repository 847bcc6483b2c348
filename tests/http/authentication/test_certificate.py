"""GET /pem, /cer, /rawpem, /pb7 and /fingerprint."""

from base64 import b64decode
from hashlib import sha1

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
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


def test_is_in_a_bundle() -> None:
    browser = a_browser()
    answer = browser.get("/pb7")
    [certificate] = load_der_pkcs7_certificates(answer.body)

    assert certificate.public_bytes(Encoding.DER) == browser.get("/cer").body
    assert answer.headers == {
        "content-type": "application/x-pkcs7-certificates",
        "content-disposition": 'attachment; filename="mock-auth0.pb7"',
        "x-content-type-options": "nosniff",
    }


def test_has_a_fingerprint() -> None:
    browser = a_browser()
    digest = sha1(browser.get("/cer").body).hexdigest().upper()

    answer = browser.get("/fingerprint")

    assert answer.body.decode().replace(":", "") == digest
    assert answer.body.count(b":") == 19
    assert answer.headers == {"content-type": "text/plain; charset=utf-8"}
