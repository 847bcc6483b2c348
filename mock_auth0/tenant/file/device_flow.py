"""``device_flow:`` of the tenant: what the codes look like that users type.

Auth0: Configure Device User Code Settings
"""

from collections.abc import Mapping

from mock_auth0.tenant.file.fields import Fields

_LEAST = {"base20": 8, "digits": 9}
_MASKS = {"base20": "****-****", "digits": "***-***-***"}
_MOST = 20


def device_flow(fields: Fields) -> Mapping[str, str | None]:
    """Fields of a `Seed`."""
    charset = fields.choice("charset", tuple(_LEAST))
    mask = fields.text("mask")
    least = _LEAST[charset or "base20"]
    if mask is not None and (
        set(mask) - set("*- ") or mask.count("*") < least or len(mask) > _MOST
    ):
        fields.wrong(
            "mask",
            f"must have at least {least} * and may have - and spaces between them, {_MOST} "
            f'characters in all, such as mask: "{_MASKS[charset or "base20"]}"',
        )
        mask = None
    fields.close()
    if charset is None and mask is None:
        return {}
    return {"user_code_charset": charset, "user_code_mask": mask or _MASKS[charset or "base20"]}
