"""Make the sample handouts, their pictures and nothing else: `python sample_reports/make.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from pgx_reader import Preference, make_handouts

FOLDER = Path(__file__).parent
MADE_ON = date(2026, 11, 23)
# What a sample's handout is made with, besides its file: the options of `make_handouts`, by the sample's number.
OPTIONS: dict[str, dict[str, Any]] = {
    "04": {"results_card": True},
    "18": {"prefer": Preference.TABLES, "reviewed_by": "Ana Ortiz, PharmD (invented)"},
}
_PIXELS_A_POINT = 1.25
_COLORS = 64


def sample_pdfs() -> Iterator[tuple[str, bytes]]:
    """The name and the handout of each sample results file, in order."""
    for results in sorted((FOLDER / "results").iterdir()):
        for handout in make_handouts(results, made_on=MADE_ON, **OPTIONS.get(results.stem[:2], {})):
            yield results.stem, handout.pdf


def picture(pdf: bytes) -> bytes:
    """A handout's first page as a PNG."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=_PIXELS_A_POINT).to_pil().quantize(_COLORS)
    document.close()
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    for folder in ("handouts", "pictures"):
        (FOLDER / folder).mkdir(exist_ok=True)
    for name, pdf in sample_pdfs():
        (FOLDER / "handouts" / f"{name}.pdf").write_bytes(pdf)
        (FOLDER / "pictures" / f"{name}.png").write_bytes(picture(pdf))
