"""The file itself: the same bytes for the same handout, embedded fonts, honest metadata, and nobody's name in it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf

from pgx_reader.models.document import Audience, Paragraph, Section, Text, in_english
from pgx_reader.render.pdf import Paper, render_pdf
from pgx_reader.wording import load_wording

from .samples import WORDING, document

_IN_ANOTHER_PROCESS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from {package}.samples import WORDING, document
from pgx_reader.render.pdf import render_pdf
print(hashlib.sha256(render_pdf(document(), WORDING)).hexdigest())
"""


def test_same_bytes_in_any_process() -> None:
    """Two processes with different hash seeds make the same bytes."""
    package = __package__ or ""
    folder = Path(__file__).parents[package.count(".") + 1]
    digests = {hashlib.sha256(render_pdf(document(), WORDING)).hexdigest()}
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", _IN_ANOTHER_PROCESS.format(package=package), str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_same_bytes_in_threads() -> None:
    """Handouts that are made at the same time do not disturb each other."""
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: render_pdf(document(), WORDING, large_print=bool(n % 2)), range(8)))
    assert len(set(made)) == 2


def test_paper_and_print_differ() -> None:
    """Letter, A4 and large print are three files of their own sizes."""
    sizes = [_page_size(render_pdf(document(), WORDING, paper=paper)) for paper in Paper]
    assert sizes == [(612.0, 792.0), (595.28, 841.89)]
    assert render_pdf(document(), WORDING) != render_pdf(document(), WORDING, large_print=True)


def test_fonts_are_embedded() -> None:
    """Every font of the file is embedded, a subset, and says which character each of its codes is."""
    with pikepdf.open(io.BytesIO(render_pdf(document(), WORDING))) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/DescendantFonts" in obj]
        assert {str(font.BaseFont).split("+")[1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}
        for font in fonts:
            (descendant,) = font.DescendantFonts
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 1000
            assert b"> <0000>\n" not in font.ToUnicode.read_bytes()


def test_metadata() -> None:
    """Title, language and dates are the document's; the dates are midnight UTC of the day it was made."""
    with pikepdf.open(io.BytesIO(render_pdf(document(), WORDING))) as pdf:
        assert pdf.pdf_version == "1.7"
        assert str(pdf.Root.Lang) == "en-US"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Your genes and your medicines"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261123000000+00'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Your genes and your medicines"
            assert metadata["xmp:CreateDate"] == "2026-11-23T00:00:00+00:00"


def test_spanish() -> None:
    """A Spanish file says so, has its title in Spanish, and marks what stands in English in it."""
    section = Section(audience=Audience.PATIENT, blocks=(Paragraph(sentences=(in_english("In English."),)),))
    handout = document(section).model_copy(update={"title": Text(message="title")})
    with pikepdf.open(io.BytesIO(render_pdf(handout, load_wording("es")))) as pdf:
        assert str(pdf.Root.Lang) == "es-US"
        assert str(pdf.docinfo.Title) == "Sus genes y sus medicinas"
        spans = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Span"]
        assert [str(span.Lang) for span in spans] == ["en-US"]


def test_nobody_is_named_in_the_metadata() -> None:
    """The patient's name stands on the pages only."""
    with pikepdf.open(io.BytesIO(render_pdf(document(), WORDING))) as pdf:
        said = str(pdf.docinfo.as_dict()) + pdf.Root.Metadata.read_bytes().decode()
    assert "Zo" not in said
    assert "PT-0017" not in said


def test_a_handout_of_nothing() -> None:
    """A document without blocks is one page with its footer."""
    with pikepdf.open(io.BytesIO(render_pdf(document(Section(audience=Audience.PATIENT, blocks=())), WORDING))) as pdf:
        assert len(pdf.pages) == 1


def _page_size(pdf: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        _, _, width, height = map(float, file.pages[0].MediaBox)
        return width, height
