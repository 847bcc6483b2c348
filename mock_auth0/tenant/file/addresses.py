"""E-mail addresses and phone numbers of the tenant file."""

from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.tenant.file.fields import Fields


def email(fields: Fields, name: str) -> str | None:
    """An e-mail address, lowercased as Auth0 does."""
    address = fields.text(name)
    if address is None:
        return None
    if not is_email(address):
        fields.wrong(name, "must be an e-mail address, such as ada@example.com")
        return None
    return address.lower()


def phone_number(fields: Fields, name: str) -> str | None:
    """A phone number in the form of E.164."""
    number = fields.text(name)
    if number is None:
        return None
    if not is_phone_number(number):
        fields.wrong(name, 'must be like "+15551234567"')
        return None
    return number
