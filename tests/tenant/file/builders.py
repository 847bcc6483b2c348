"""Tenant files and what becomes of them."""

from typing import Any

import pytest

from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.file.reader import TenantFile
from mock_auth0.tenant.seed import Seed


def seed_of(text: str) -> Seed:
    """The seed of a file without a problem."""
    file = TenantFile(text, "tenant.yaml", {})
    file.report.raise_problems()
    return file.seed


def problems_of(text: str) -> list[str]:
    """All that is wrong with a file."""
    with pytest.raises(TenantFileError) as refused:
        seed_of(text)
    return str(refused.value).splitlines()


def changed(value: object, default: object) -> dict[str, Any]:
    """The attributes in which one value differs from another of its kind."""
    names = type(value).__dataclass_fields__  # type: ignore[attr-defined] - dataclasses only
    return {
        name: getattr(value, name)
        for name in names
        if getattr(value, name) != getattr(default, name)
    }
