"""Make the sample handouts, their pictures and the README's, and nothing else: `python sample_reports/make.py`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from PIL import Image

from pgx_reader import Preference, build_handout, interpret, make_handouts, read_results, render_html, render_pdf
from pgx_reader.models.document import Document

FOLDER = Path(__file__).parent
MADE_ON = date(2026, 11, 23)
# What a sample's handout is made with, besides its file: the options of `make_handouts`, by the sample's number.
OPTIONS: dict[str, dict[str, Any]] = {
    "04": {"results_card": True},
    "18": {"prefer": Preference.TABLES, "reviewed_by": "Ana Ortiz, PharmD (invented)"},
}
PHONE = "phone-at-night"
"""The one picture that needs a browser."""

_PIXELS_A_POINT = 1.25
_COLORS = 64
_CARD = (0.27, 0.121, 0.73, 0.345)  # Left, top, right and bottom of the card with some air, as shares of the page.
_SCREEN = "390,844"
_PIXELS_A_DOT = 1.5


def sample_pdfs() -> Iterator[tuple[str, bytes]]:
    """The name and the handout of each sample results file, in order."""
    for results in sorted((FOLDER / "results").iterdir()):
        for handout in make_handouts(results, made_on=MADE_ON, **OPTIONS.get(results.stem[:2], {})):
            yield results.stem, handout.pdf


def gallery_pictures() -> Iterator[tuple[str, bytes]]:
    """The name of each of the README's own pictures and the PNG, but for that which needs a browser."""
    yield "results-card", card_picture(render_pdf(_document("04", results_card=True)))
    yield "spanish", picture(render_pdf(_document("05"), language="es"))
    yield "large-print", picture(render_pdf(_document("03"), large_print=True))


def picture(pdf: bytes) -> bytes:
    """A handout's first page as a PNG."""
    return _small_png(_drawn(pdf, 0, _PIXELS_A_POINT))


def card_picture(pdf: bytes) -> bytes:
    """The results card, from the last page of a handout, as a PNG."""
    page = _drawn(pdf, -1, 2 * _PIXELS_A_POINT)
    left, top, right, bottom = _CARD
    edges = (left * page.width, top * page.height, right * page.width, bottom * page.height)
    return _small_png(page.crop(tuple(map(round, edges))))


def phone_picture(chromium: str) -> bytes:
    """The first screen of a handout as HTML, as a phone shows it by night."""
    with TemporaryDirectory() as folder:
        page, screen = Path(folder, "handout.html"), Path(folder, "screen.png")
        page.write_text(render_html(_document("02")), encoding="utf-8")
        options = {
            "user-data-dir": folder,
            "window-size": _SCREEN,
            "force-device-scale-factor": _PIXELS_A_DOT,
            "blink-settings": "preferredColorScheme=0",  # The number of the dark one.
            "screenshot": screen,
        }
        switches = ["headless", "no-sandbox", "disable-gpu", "disable-background-networking", "hide-scrollbars"]
        named = [*switches, *(f"{name}={value}" for name, value in options.items())]
        command = [chromium, *(f"--{switch}" for switch in named), page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(screen) as image:
            return _small_png(image.convert("RGB"))


def _document(number: str, **options: Any) -> Document:
    (results,) = (FOLDER / "results").glob(f"{number}-*")
    return build_handout(interpret(read_results(results).patients[0]), made_on=MADE_ON, **options)


def _drawn(pdf: bytes, page: int, pixels_a_point: float) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image = document[page % len(document)].render(scale=pixels_a_point).to_pil()
    document.close()
    return image


def _small_png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(_COLORS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _main() -> None:
    for folder in ("handouts", "pictures", "gallery"):
        (FOLDER / folder).mkdir(exist_ok=True)
    for name, pdf in sample_pdfs():
        (FOLDER / "handouts" / f"{name}.pdf").write_bytes(pdf)
        (FOLDER / "pictures" / f"{name}.png").write_bytes(picture(pdf))
    for name, png in gallery_pictures():
        (FOLDER / "gallery" / f"{name}.png").write_bytes(png)
    chromium = shutil.which("chromium")
    if chromium:
        (FOLDER / "gallery" / f"{PHONE}.png").write_bytes(phone_picture(chromium))
    else:
        print(f"chromium is not installed: gallery/{PHONE}.png is left as it is")


if __name__ == "__main__":
    _main()
