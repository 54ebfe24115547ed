"""A letterhead's folder, and pictures of many kinds to put into it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

GOOD = """
[clinic]
name = "Riverbend Clinic (invented)"
address = ["12 Example Street", "Springfield, IL 62701"]
phone = "555-0100"
website = "https://riverbend.example"

[logo]
file = "logo.png"
alternative = "A river under a hill"

[look]
color = "#1F3F77"

[help]
country = "US"
"""


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 60), color: Any = 0, **options: Any) -> bytes:
    """A picture of one color, as PNG or as another format."""
    file = BytesIO()
    Image.new(mode, size, color).save(file, **{"format": "PNG", **options})
    return file.getvalue()


@pytest.fixture
def letterhead(tmp_path: Path) -> Callable[..., Path]:
    """Writes a letterhead with a logo; in its text, `old` becomes `new`."""

    def written(old: str = "", new: str = "", *, logo: bytes | None = None) -> Path:
        assert old in GOOD
        (tmp_path / "logo.png").write_bytes(picture() if logo is None else logo)
        path = tmp_path / "clinic.toml"
        path.write_text(GOOD.replace(old, new, 1) if old else GOOD + new, encoding="utf-8")
        return path

    return written
