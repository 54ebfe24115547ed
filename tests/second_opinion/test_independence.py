"""The second opinion is a second one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

OPINION = Path(__file__).with_name("opinion.py")
ALLOWED = {"__future__", "csv", "decimal", "itertools", "pathlib", "typing"}


def _imported(source: str) -> set[str]:
    """Every module that is imported anywhere in a source text; a relative import is named by its dots."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or "").split(".")[0])
        elif isinstance(node, ast.Name) and node.id in ("__import__", "exec", "eval"):
            found.add(node.id)
    return found


def test_the_opinion_shares_no_code_with_the_program() -> None:
    """It imports a few modules of Python's own library, and nothing of the program or of the tests."""
    assert _imported(OPINION.read_text(encoding="utf-8")) <= ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        "from pgx_reader import interpret",
        "import pgx_reader.tables as csv",
        "def late():\n    from pgx_reader.terms import Phenotype",
        "from . import program",
        "from tests.second_opinion import program",
        "__import__('pgx_reader')",
    ],
)
def test_shared_code_would_be_noticed(line: str) -> None:
    """However the program would be brought in, the test above would fail."""
    assert not _imported(line) <= ALLOWED
