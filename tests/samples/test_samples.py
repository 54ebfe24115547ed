"""The sample reports are what the program makes today."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from sample_reports.make import FOLDER, PHONE, gallery_pictures, phone_picture, picture, sample_pdfs

SAMPLES = sorted(path.stem for path in (FOLDER / "results").iterdir())
GALLERY = sorted({path.stem for path in (FOLDER / "gallery").iterdir()} - {PHONE})
_SLIGHT = 1.0


@pytest.fixture(scope="module")
def handouts() -> dict[str, bytes]:
    """The handout of each sample, made now."""
    return dict(sample_pdfs())


@pytest.fixture(scope="module")
def gallery() -> dict[str, bytes]:
    """The README's own pictures, but for that which needs a browser, made now."""
    return dict(gallery_pictures())


def _normalized(pdf: bytes) -> bytes:
    """A PDF without what its compression and its id do: equal for equal content."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _looks_like(path: Path, made: bytes) -> bool:
    with Image.open(path) as kept, Image.open(BytesIO(made)) as new:
        difference = ImageChops.difference(kept.convert("RGB"), new.convert("RGB"))
        return kept.size == new.size and max(ImageStat.Stat(difference).mean) < _SLIGHT


def test_there_are_at_least_ten_samples_and_no_stray_file(
    handouts: dict[str, bytes], gallery: dict[str, bytes]
) -> None:
    """Each results file has its handout and its picture, the README has its own, and nothing else is there."""
    assert len(handouts) >= 10
    assert sorted(handouts) == SAMPLES
    kept = {"handouts": (".pdf", handouts), "pictures": (".png", handouts), "gallery": (".png", [*gallery, PHONE])}
    for folder, (suffix, names) in kept.items():
        assert sorted(path.name for path in (FOLDER / folder).iterdir()) == sorted(f"{name}{suffix}" for name in names)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_handout_is_what_its_results_give(name: str, handouts: dict[str, bytes]) -> None:
    """Made again, each handout has the same content, structure and metadata."""
    kept = (FOLDER / "handouts" / f"{name}.pdf").read_bytes()
    assert _normalized(kept) == _normalized(handouts[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_shows_the_first_page_of_its_handout(name: str, handouts: dict[str, bytes]) -> None:
    """Drawn again, the first page looks the same but for what another version of the drawing library does."""
    assert _looks_like(FOLDER / "pictures" / f"{name}.png", picture(handouts[name]))


@pytest.mark.parametrize("name", GALLERY)
def test_a_picture_of_the_readme_is_what_its_sample_gives(name: str, gallery: dict[str, bytes]) -> None:
    """Drawn again, in Spanish, in large print or as a card, it looks the same."""
    assert _looks_like(FOLDER / "gallery" / f"{name}.png", gallery[name])


def test_the_picture_of_the_html_is_what_a_browser_shows() -> None:
    """Shown again on a phone by night, the handout looks the same."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    assert _looks_like(FOLDER / "gallery" / f"{PHONE}.png", phone_picture(chromium))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_says_that_it_is_not_a_prescription(name: str, handouts: dict[str, bytes]) -> None:
    """The words stand on each page, as a reader of the file finds them."""
    document = pypdfium2.PdfDocument(handouts[name])
    for page in document:
        text = page.get_textpage().get_text_range()
        assert "This is not a prescription. Do not start, stop or change any medicine" in " ".join(text.split())
    document.close()


def test_the_folder_is_the_one_beside_the_tests() -> None:
    """The samples that are compared are those of this checkout."""
    assert Path(__file__).parents[2] / "sample_reports" == FOLDER
