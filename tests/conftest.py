"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change only when asked for."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew instead of comparing")
