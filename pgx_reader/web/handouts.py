"""One patient's handout as the page shows it, and as a file."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from pgx_reader.batch.options import Style
from pgx_reader.batch.today import today
from pgx_reader.errors import LetterheadError, UnprintableTextError
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import PatientResult
from pgx_reader.pipeline import build_handout, build_talk, letterhead_of, render_steps
from pgx_reader.terms import Agreement
from pgx_reader.web import fragments
from pgx_reader.web.asked import Asked, AskedFile, AskedLetterhead
from pgx_reader.web.problem import refused, refused_by_reader

_UNUSABLE = 422


def handout_shown(
    patient: PatientResult, asked: Asked, letterhead: Letterhead | None, page_language: str
) -> dict[str, Any]:
    """
    The handout as HTML and, as HTML in the page's language, what to know about it.

    `differs` says whether the lab's result and the tables' do, so that one can be chosen.
    """
    interpretation = asked.own.explaining().interpret(patient)
    return {
        "html": _made(interpretation, asked.look.style(letterhead, "html")).decode(),
        "about": fragments.about(interpretation, page_language),
        "medicines": fragments.medicines(interpretation, asked.own.medicines, page_language),
        "differs": any(gene.agreement is Agreement.DIFFERS for gene in interpretation.genes),
    }


def handout_file(patient: PatientResult, asked: AskedFile, letterhead: Letterhead | None) -> bytes:
    """The handout's file: byte for byte that of the command line. Refuses text that no font has."""
    return _made(asked.own.explaining().interpret(patient), asked.look.style(letterhead, asked.file_format))


def _made(interpretation: Interpretation, style: Style) -> bytes:
    try:
        return style.handout(interpretation, today())
    except UnprintableTextError as error:
        raise refused_by_reader(error) from None


def steps_shown(patient: PatientResult, asked: Asked, letterhead: Letterhead | None, page_language: str) -> str:
    """The handout's blocks one by one as HTML, in the handout's language, each with why it says what it says."""
    interpretation = asked.own.explaining().interpret(patient)
    document = build_handout(interpretation, made_on=today(), letterhead=letterhead if asked.look.letterhead else None)
    try:
        steps = render_steps(build_talk(interpretation, document), language=asked.look.language)
    except UnprintableTextError as error:
        raise refused_by_reader(error) from None
    return fragments.steps(steps, asked.look.language, page_language)


def letterhead_given(given: AskedLetterhead) -> Letterhead:
    """The letterhead that was filled in. Refuses with every problem there is."""
    try:
        logo = None if given.logo is None else base64.b64decode(given.logo, validate=True)
    except binascii.Error:
        raise refused(_UNUSABLE, "page.error.not_understood") from None
    try:
        return letterhead_of(given.sections, logo=logo)
    except LetterheadError as error:
        raise refused_by_reader(error) from None
