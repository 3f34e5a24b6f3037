"""The template, as written and as CloudFormation sees it."""

from typing import Any

import pytest
from local import template, transform


@pytest.fixture(scope="session")
def source() -> dict[str, Any]:
    return template.load()


@pytest.fixture(scope="session")
def transformed(source: dict[str, Any]) -> dict[str, Any]:
    return transform.transform(source)


@pytest.fixture(scope="session")
def functions(source: dict[str, Any]) -> dict[str, template.Function]:
    """By handler."""
    return {f.handler: f for f in template.functions(source)}
