"""Handouts for an archive: PDF/A-3a beside PDF/UA-1, with the JSON of `explain --json` attached."""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache

import page
import pikepdf
import pytest
from PIL import ImageCms

from pgx_reader import Paper, build_handout, make_handouts, render_pdf
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.render.json_lines import render_json
from pgx_reader.wording import load_wording
from tests.grid import MADE_ON, interpretation_of, results_file

from .tags import read
from .test_scripts import needs_fonts

DRUGS = ("citalopram", "codeine", "bupropion")


def _interpretation(cyp2d6: str = "poor", cyp2c19: str = "rapid") -> Interpretation:
    interpretation = interpretation_of(cyp2d6, cyp2c19, DRUGS)
    assert interpretation is not None
    return interpretation


@cache
def archived() -> bytes:
    """A handout with all that it can have, for an archive."""
    interpretation = _interpretation()
    return render_pdf(build_handout(interpretation, made_on=MADE_ON, results_card=True), archive=interpretation)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize(
    ("kinds", "paper", "large_print", "card"),
    [
        (("poor", "rapid"), Paper.LETTER, False, True),
        (("older cut-off", "not tested"), Paper.A4, True, False),
        (("no call", "allele not in the tables"), Paper.LETTER, True, True),
    ],
)
def test_conformance(kinds: tuple[str, str], paper: Paper, large_print: bool, card: bool, profile: str) -> None:
    """An archived handout passes all checks of PDF/UA-1 and of PDF/A-3a that a program can make."""
    interpretation = _interpretation(*kinds)
    document = build_handout(interpretation, made_on=MADE_ON, results_card=card)
    pdf = render_pdf(document, paper=paper, large_print=large_print, archive=interpretation)
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.passed > 100


@needs_fonts
@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("name", ["ليلى عبد الله", "李小龍 欧阳", "श्रीकृष्ण शर्मा क्षत्रिय", "Ana عبد الله 李 हरि"])
def test_conformance_in_other_letters(name: str, profile: str, large_print: bool) -> None:
    """A patient's name in Arabic, Han or Devanagari letters, card and all, passes both standards and reads back."""
    interpretation = _interpretation()
    patient = interpretation.patient.model_copy(update={"name": name})
    interpretation = interpretation.model_copy(update={"patient": patient})
    document = build_handout(interpretation, made_on=MADE_ON, results_card=True)
    pdf = render_pdf(document, large_print=large_print, archive=interpretation)
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.passed > 100
    assert sum(name in text for _, text in read(pdf).elements) >= 2


def test_the_data_are_attached() -> None:
    """The one file attached is the interpretation's JSON, byte for byte, and says what it is (ISO 19005-3, 6.8)."""
    interpretation = _interpretation()
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        (file,) = pdf.Root.AF
        name, named = pdf.Root.Names.EmbeddedFiles.Names
        assert name == file.F == file.UF == "interpretation.json"
        assert named.objgen == file.objgen
        assert file.AFRelationship == "/Data"
        assert str(file.Desc) == "What the public tables say of these results, as data"
        data = file.EF.F
        assert data.objgen == file.EF.UF.objgen
        assert data.Type == "/EmbeddedFile"
        assert data.Subtype == "/application/json"
        assert data.read_bytes().decode() == render_json(interpretation, load_wording()) + "\n"
        assert int(data.Params.Size) == len(data.read_bytes())
        assert bytes(data.Params.CheckSum) == hashlib.md5(data.read_bytes(), usedforsecurity=False).digest()
        assert str(data.Params.ModDate) == str(pdf.docinfo.ModDate)


def test_colors_are_srgb() -> None:
    """The one output intent embeds a profile of sRGB that anybody may use, of the version that PDF 1.7 knows."""
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
        profile = ImageCms.getOpenProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
    assert profile.version == pytest.approx(4.2)
    assert (profile.device_class, profile.xcolor_space.strip()) == ("mntr", "RGB")
    assert "use freely" in profile.copyright
    for found, expected in zip(profile.chromaticity, ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)), strict=True):
        assert found[:2] == pytest.approx(expected, abs=0.001)


_SAID = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance", "dc:title", "dc:description", "dc:creator")
_SAID += ("xmp:CreatorTool", "pdf:Producer", "xmp:CreateDate", "xmp:ModifyDate")


def test_metadata_agree() -> None:
    """XMP names both standards, and says what the information dictionary says (ISO 19005-3, 6.6)."""
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        with pdf.open_metadata() as xmp:
            said = {key: xmp[key] for key in _SAID}
    assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "3", "A")
    assert info["/Title"] == said["dc:title"]
    assert info["/Subject"] == said["dc:description"]
    assert [info["/Author"]] == said["dc:creator"]
    assert info["/Creator"] == said["xmp:CreatorTool"]
    assert info["/Producer"] == said["pdf:Producer"]
    assert info["/Keywords"] == ""
    assert info["/CreationDate"] == info["/ModDate"] == f"D:{MADE_ON:%Y%m%d}000000+00'00'"
    assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == f"{MADE_ON.isoformat()}T00:00:00+00:00"


def test_what_an_archive_forbids() -> None:
    """No transparency, encryption, script, outside content or form; every font inside; every stream ends on a line."""
    forbidden = {
        "/SMask",
        "/CA",
        "/ca",
        "/BM",
        "/Group",
        "/JS",
        "/JavaScript",
        "/AA",
        "/OpenAction",
        "/AcroForm",
        "/OPI",
    }
    forbidden |= {"/PostScript", "/Ref", "/LZWDecode", "/EncryptMetadata", "/OCProperties", "/Threads", "/FFilter"}
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        assert not pdf.is_encrypted
        assert len(set(map(bytes, pdf.trailer.ID))) == 1
        dictionaries = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]
        assert not [key for thing in dictionaries for key in thing if key in forbidden]
        fonts = [thing for thing in dictionaries if "/DescendantFonts" in thing]
        embedded = [thing for font in fonts for thing in font.DescendantFonts]
        assert fonts
        assert len(fonts) + len(embedded) == sum(thing.get("/Type") == "/Font" for thing in dictionaries)
        assert all("/ToUnicode" in font for font in fonts)
        assert all("/FontFile2" in font.FontDescriptor for font in embedded)
    ends = re.findall(rb"(?s)(..)endstream", archived())
    assert len(ends) > len(fonts)
    assert set(ends) == {b"\r\n"}


def test_the_file_is_its_content() -> None:
    """The same interpretation gives the same bytes; another one gives a file of another identifier."""
    (one,), (same,), (other,) = (
        make_handouts(io.BytesIO(results_file(kind, "rapid")), made_on=MADE_ON, archive=True)
        for kind in ("poor", "poor", "normal")
    )
    assert one.pdf == same.pdf
    assert _identifier(one.pdf) != _identifier(other.pdf)


def _identifier(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return bytes(file.trailer.ID[0])


def test_without_the_wish_nothing_is_attached() -> None:
    """A handout to give away carries no data file and claims no archive."""
    with pikepdf.open(io.BytesIO(render_pdf(build_handout(_interpretation(), made_on=MADE_ON)))) as pdf:
        assert not {"/AF", "/Names", "/OutputIntents"} & set(pdf.Root.keys())
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()
