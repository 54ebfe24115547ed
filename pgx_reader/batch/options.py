"""What is asked for besides the results: how they are explained, and how the handout is set."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

from pgx_reader.models.base import Model
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import PatientResult
from pgx_reader.pipeline import build_handout, interpret, render_html, render_pdf
from pgx_reader.render.paper import Paper
from pgx_reader.render.printable import printable
from pgx_reader.tables import load_tables
from pgx_reader.tables.signing import digest_of_all
from pgx_reader.terms import Preference
from pgx_reader.version import __version__
from pgx_reader.wording import load_wording

FORMATS = ("pdf", "html")


def name_of_reviewer(text: str) -> str:
    """
    The name of a professional who has looked, on one line.

    Raises `ValueError` where it names nobody, for it takes a warning away.
    """
    name = " ".join(printable(text).split())
    if not any(character.isalpha() for character in name):
        raise ValueError('it names who has looked, such as "Ana Ortiz, PharmD".')
    return name


class Explaining(Model):
    """How results are explained: the patients' medicines, whose result goes before, and who has looked."""

    medicines: tuple[str, ...] = ()
    prefer: Preference = Preference.LAB
    reviewed_by: str | None = None

    def interpret(self, patient: PatientResult) -> Interpretation:
        """One patient's results, as asked."""
        return interpret(patient, medicines=self.medicines, prefer=self.prefer, reviewed_by=self.reviewed_by)


class Style(Model):
    """How a handout is set: language, paper, size of type, file format, letterhead; with a results card, as archive."""

    language: str = "en"
    paper: Paper = Paper.LETTER
    large_print: bool = False
    results_card: bool = False
    archive: bool = False
    file_format: str = "pdf"
    letterhead: Letterhead | None = None

    @property
    def suffix(self) -> str:
        """How the name of a handout's file ends."""
        return f".{self.file_format}"

    def handout(self, interpretation: Interpretation, made_on: date) -> bytes:
        """
        The handout as the bytes of its file. The same arguments give the same bytes.

        Raises `UnprintableTextError` for a character that the fonts lack.
        """
        document = build_handout(
            interpretation, made_on=made_on, letterhead=self.letterhead, results_card=self.results_card
        )
        if self.file_format == "html":
            return render_html(document, language=self.language, large_print=self.large_print).encode()
        attached = interpretation if self.archive else None
        return render_pdf(
            document, language=self.language, paper=self.paper, large_print=self.large_print, archive=attached
        )


def versions() -> str:
    """The program's version and the tables', as a manifest has them."""
    return f"pgx_reader {__version__}, tables {load_tables().version}"


@cache
def digest_of_all_but_results(explaining: Explaining, style: Style) -> str:
    """
    A digest of what a handout depends on besides the results: options, program, tables and wording.

    It changes where any of these does; the day that a handout is made on is not part of it.
    """
    wording = repr(sorted(load_wording(style.language).messages.items()))
    tables = digest_of_all(load_tables().folder)
    parts = [versions(), explaining.model_dump_json(), style.model_dump_json(), tables, wording]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
