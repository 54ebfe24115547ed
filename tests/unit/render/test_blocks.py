"""The renderers know nothing of each other, and each has a place for every kind of block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest

from pgx_reader.models.document import Block
from pgx_reader.render.html.elements import _ELEMENTS
from pgx_reader.render.pdf.layout import _PIECES

KINDS = {kind.model_fields["kind"].default for kind in get_args(get_args(Block)[0])}


@pytest.mark.parametrize("makers", [_ELEMENTS, _PIECES], ids=["html", "pdf"])
def test_a_renderer_has_every_kind_of_block_and_no_other(makers: Mapping[str, object]) -> None:
    """What a document may hold is what a renderer can make: neither less nor more."""
    assert makers.keys() == KINDS
