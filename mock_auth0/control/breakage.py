"""How a test says what is to be wrong with a token."""

from mock_auth0.model.broken import Breakage, Broken
from mock_auth0.tenant.file.problems import did_you_mean


def read(broken: str | None, missing: str | None, *, is_optional: bool = False) -> Broken | None:
    """By the name of a `Breakage`; ``missing`` is the claim that ``missing_claim`` leaves out.

    Raises `ValueError` for an unknown name.
    """
    if broken is None:
        if missing is not None:
            raise ValueError("missing goes with broken='missing_claim'")
        return None
    if broken not in set(Breakage):
        hint, known = did_you_mean(broken, Breakage), ", ".join(Breakage)
        raise ValueError(f"no token is broken as {broken!r}{hint}; there are: {known}")
    breakage = Breakage(broken)
    if missing is None:
        return Broken(breakage=breakage, is_optional=is_optional)
    if breakage is not Breakage.MISSING_CLAIM:
        raise ValueError(f"missing goes with broken='missing_claim', not {broken!r}")
    return Broken(breakage=breakage, missing=missing, is_optional=is_optional)
