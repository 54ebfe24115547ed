"""The steps of a talk as HTML: well-formed pieces that a page can show one at a time."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.pipeline import build_talk, render_steps
from pgx_reader.render.html import RenderedStep, color_variables, handout_css
from pgx_reader.render.html.styles import style_sheet
from pgx_reader.render.palette import Shades, shades_of
from pgx_reader.wording import available_languages, load_wording
from tests.grid import MADE_ON, texts_in
from tests.pdf.tags import same_spaces

from .reading import name_of, parsed

RESULTS = sorted((Path(__file__).parents[2] / "sample_reports" / "results").iterdir())
EVERY = [(path, language) for path in RESULTS for language in available_languages()]
IDS = [f"{path.stem}-{language}" for path, language in EVERY]
NOT_OF_A_STEP = {"script", "style", "link", "iframe", "form", "object", "base", "h1", "h2"}


@cache
def _steps(path: Path, language: str) -> tuple[RenderedStep, ...]:
    interpretation = interpret(read_results(path).patients[0])
    document = build_handout(interpretation, made_on=MADE_ON)
    return render_steps(build_talk(interpretation, document), language=language)


def _page(*pieces: str) -> Element:
    return parsed(f"<!DOCTYPE html><html lang=en><head><title>x</title></head><body>{''.join(pieces)}</body></html>")


@pytest.mark.parametrize(("path", "language"), EVERY, ids=IDS)
def test_the_pieces_are_well_formed(path: Path, language: str) -> None:
    """Each piece can be parsed, and holds no script, no style of its own, and nothing that is fetched."""
    for step in _steps(path, language):
        for piece in (step.block, step.why):
            assert piece
            elements = list(_page(piece).iter())[4:]
            assert not {name_of(e) for e in elements} & NOT_OF_A_STEP
            assert not [key for e in elements for key in e.attrib if key == "style" or key.startswith("on")]


@pytest.mark.parametrize(("path", "language"), EVERY, ids=IDS)
def test_ids_are_unique_in_all_steps(path: Path, language: str) -> None:
    """All steps can stand on one page: no id is there twice, and what is named by an id is in the same piece."""
    pieces = [piece for step in _steps(path, language) for piece in (step.block, step.why)]
    ids = [e.get("id") for e in _page(*pieces).iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    for piece in pieces:
        own = {e.get("id") for e in _page(piece).iter() if e.get("id")}
        named = {e.get("aria-labelledby") for e in _page(piece).iter() if e.get("aria-labelledby")}
        assert named <= own


@pytest.mark.parametrize(("path", "language"), EVERY, ids=IDS)
def test_headings_never_skip_a_level(path: Path, language: str) -> None:
    """Under a step's own heading of level 2, each piece begins at level 3 and goes down one level at a time."""
    for step in _steps(path, language):
        for piece in (step.block, step.why):
            levels = [2, *(int(name_of(e)[1]) for e in _page(piece).iter() if re.fullmatch("h[1-6]", name_of(e)))]
            assert all(after <= before + 1 for before, after in pairwise(levels))
            assert min(levels[1:], default=3) >= 3


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("path", [RESULTS[1], RESULTS[8], RESULTS[16]], ids=lambda path: path.stem)
def test_the_pieces_say_what_the_steps_hold(path: Path, language: str) -> None:
    """Every text of a step is on the page, in its words of the language, and so is the step's name."""
    wording = load_wording(language)
    interpretation = interpret(read_results(path).patients[0])
    talk = build_talk(interpretation, build_handout(interpretation, made_on=MADE_ON))
    for step, rendered in zip(talk.steps, render_steps(talk, language=language), strict=True):
        assert (rendered.id, rendered.heading) == (step.id, wording.plain(step.heading))
        for blocks, piece in ((step.blocks, rendered.block), (step.why, rendered.why)):
            shown = same_spaces("".join(_page(piece).itertext()))
            missing = [words for text in texts_in(blocks) if (words := same_spaces(wording.plain(text))) not in shown]
            assert missing == []


def test_the_same_talk_gives_the_same_pieces() -> None:
    """Two renderings are alike to the last character."""
    first = _steps(RESULTS[1], "en")
    _steps.cache_clear()
    assert _steps(RESULTS[1], "en") == first


def test_hostile_words_stay_words() -> None:
    """What a file holds is escaped in every step."""
    interpretation = interpret(read_results(RESULTS[1]).patients[0])
    patient = interpretation.patient.model_copy(update={"name": "<script>alert(1)</script>"})
    interpretation = interpretation.model_copy(update={"patient": patient})
    talk = build_talk(interpretation, build_handout(interpretation, made_on=MADE_ON))
    pieces = "".join(step.block + step.why for step in render_steps(talk))
    assert "<script" not in pieces
    assert "&lt;script&gt;" in pieces


@pytest.mark.parametrize("shades", [Shades(), shades_of("#7a1f5c")], ids=["own", "a clinic's"])
def test_the_handouts_rules_can_be_used_by_another_page(shades: Shades) -> None:
    """The rules and the colors that are given away are those of the handout's own page."""
    sheet = style_sheet(load_wording(), shades)
    assert sheet.startswith(color_variables(shades))
    assert handout_css() in sheet
    assert "--accent:" in color_variables()
    assert "prefers-color-scheme:dark" in color_variables()
