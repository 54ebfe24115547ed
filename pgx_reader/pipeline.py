"""The five stages in order: the only place that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pgx_reader.errors import UnusableInputError
from pgx_reader.handout import build_handout as _build_handout
from pgx_reader.handout import build_talk as _build_talk
from pgx_reader.handout import in_language
from pgx_reader.interpret import find_medicines as _find_medicines
from pgx_reader.interpret import interpret as _interpret
from pgx_reader.interpret import interpret_gene
from pgx_reader.models.document import Document
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, UnknownMedicine
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import LabFile, LabPatient, PatientResult, Problem, Results
from pgx_reader.models.talk import Talk
from pgx_reader.normalize import diplotype_result, explained_gene
from pgx_reader.normalize import normalize as _normalize
from pgx_reader.readers import DEFAULT_LIMITS, Limits, Part, merged
from pgx_reader.readers import read_results as _read_results
from pgx_reader.readers import stream_results as _stream_results
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.paper import Paper
from pgx_reader.tables import home_help_lines, load_tables
from pgx_reader.terms import Preference
from pgx_reader.version import __version__
from pgx_reader.wording import load_wording

if TYPE_CHECKING:
    from pgx_reader.render.html import RenderedStep


def read_results(source: str | Path | BinaryIO, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Results:
    """
    Read a lab's results, in whichever format they are, and put them into standard names.

    `source` is the path of a file, folder, archive or workbook, `-` for standard input, or an open binary file; `name`
    is what messages call it. `limits` bound what is unpacked and read of it. `description` says what it was taken for.
    Everything that could not be used is in `problems`, of the results or of a patient, with its place. `patients` is
    empty only where every row has a problem.

    Raises `UnusableInputError` where nothing of it can be read as results.
    """
    return _normalize(_read_results(source, name=name, limits=limits), load_tables())


def stream_results(source: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Part]:
    """
    Read results part by part, as the lab wrote them: a table of a million rows needs no more memory than a small one.

    A patient's rows may stand in many parts, of one file or of several; `put_together` makes one result of them.

    Raises `UnusableInputError` where the source cannot be opened. A file of it that cannot be read is a problem.
    """
    return _stream_results(source, limits=limits)


def put_together(pieces: Iterable[LabPatient]) -> tuple[PatientResult | None, tuple[Problem, ...]]:
    """
    All that the parts say of one patient, in standard names, and the problems that are not the result's own.

    The result is `None` where nothing of it can be explained, or where the parts may be two people's; an error among
    the problems says why.
    """
    problems: list[Problem] = []
    patients = merged(list(pieces), problems)
    results = _normalize(LabFile(name="", description="", patients=patients), load_tables())
    problems += [problem for problem in results.problems if problem.patient_id]
    return (results.patients[0] if results.patients else None), tuple(problems)


def interpret(
    result: PatientResult,
    *,
    medicines: Iterable[str] = (),
    prefer: Preference = Preference.LAB,
    reviewed_by: str | None = None,
) -> Interpretation:
    """
    What the public tables say of one patient's results.

    `medicines` are those that the patient takes or asks about, by generic or US brand name, besides any in the
    file; names that the tables do not have are in `unknown_medicines`. Where the lab's result and the tables' differ,
    `prefer` says which of the two is explained; both are shown. `reviewed_by` names the professional who has looked
    at the result, and takes the mark away that asks for one.
    """
    return _interpret(result, load_tables(), medicines=tuple(medicines), prefer=prefer, reviewed_by=reviewed_by)


@dataclass(frozen=True, slots=True)
class InterpretedDiplotype:
    """What the tables say of one diplotype, and why it could not be used where it could not."""

    interpretation: GeneInterpretation
    problems: tuple[Problem, ...]


def interpret_diplotypes(gene: str, diplotypes: Iterable[str]) -> Iterator[InterpretedDiplotype]:
    """
    What the public tables say of many diplotypes of one gene: an answer for each, in order, as they are asked for.

    Each is read and interpreted as `read_results` and `interpret` do with a file that has nothing but this diplotype:
    `phenotype`, `possible_phenotypes` and `activity_scores` of the `interpretation` are those of a handout. `phenotype`
    is `None` where there is not one answer, and `status` says why: the diplotype is not understood, it names an
    allele that the tables lack, or it can mean several. `problems` say what is wrong with it; a notice is no error.
    An answer that was given lately is given again without working it out again: within one edition of the tables it
    never changes.

    Raises `UnusableInputError` for a gene that is not explained. Source of the rules: `pgx-reader tables GENE`.

    >>> [str(answer.interpretation.phenotype) for answer in interpret_diplotypes("CYP2D6", ["*4/*4", "*1/*4"])]
    ['Poor Metabolizer', 'Intermediate Metabolizer']
    """
    known = explained_gene(gene, load_tables())
    return (_interpreted(known, diplotype) for diplotype in diplotypes)


# More than a million people have between them.
@lru_cache(maxsize=4096)
def _interpreted(gene: str, diplotype: str) -> InterpretedDiplotype:
    tables = load_tables()
    result, problems = diplotype_result(gene, diplotype, tables)
    return InterpretedDiplotype(interpret_gene(result, tables), problems)


def read_letterhead(path: str | Path) -> Letterhead:
    """
    Read a clinic's letterhead: a TOML file, with a logo beside it, as `docs/letterhead.md` describes.

    Nothing but the two files is read, and no address is fetched. Raises `LetterheadError` with every problem there is.
    """
    from pgx_reader.letterhead import read_letterhead as _read_letterhead  # noqa: PLC0415 - not in every run

    return _read_letterhead(Path(path), load_tables())


def letterhead_of(sections: Mapping[str, Any], *, logo: bytes | None = None) -> Letterhead:
    """
    The letterhead that was given otherwise than in a file: its sections with their keys as in `docs/letterhead.md`.

    `logo` is the content of the picture's file. Raises `LetterheadError` with every problem there is.
    """
    from pgx_reader.letterhead import letterhead_of as _letterhead_of  # noqa: PLC0415 - not in every run
    from pgx_reader.letterhead import logo_of  # noqa: PLC0415

    return _letterhead_of(
        sections, load_tables(), name="letterhead", logo=lambda section: logo_of(logo or b"", section.alternative)
    )


def find_medicines(name: str) -> tuple[tuple[str, ...], tuple[UnknownMedicine, ...]]:
    """
    The medicines that an entry of a patient's list names, as the tables call them, and what of it they do not have.

    Both are empty where the entry says that there is none.

    >>> find_medicines("Celexa 20 mg")[0]
    ('citalopram',)
    """
    found = _find_medicines((name,), load_tables())
    return tuple(found.drugs), tuple(found.unknown.values())


def build_handout(
    interpretation: Interpretation,
    *,
    made_on: date,
    letterhead: Letterhead | None = None,
    results_card: bool = False,
) -> Document:
    """
    The handout as data: sections of blocks, in no language. `made_on` is the date that it will bear.

    `letterhead` is the clinic's own: name, logo, color, and whom to call in a crisis; without it, the US numbers are
    given. `results_card` adds a page with a card to cut out, whose QR code holds the results as text.
    """
    own = letterhead.help if letterhead else None
    return _build_handout(
        interpretation,
        made_on=made_on,
        program_version=__version__,
        help_lines=own or home_help_lines(load_tables()),
        letterhead=letterhead,
        results_card=results_card,
    )


def build_talk(interpretation: Interpretation, document: Document) -> Talk:
    """
    The patient's part of a finished handout as steps, and for each the chain of rows and sources that it stands on.

    `document` is what `build_handout` made of this `interpretation`. Every block of it that a patient reads is in
    exactly one step, in order and word for word; cards that stand side by side are a step each.
    """
    return _build_talk(interpretation, document, load_tables())


def render_pdf(
    document: Document,
    *,
    language: str = "en",
    paper: Paper = Paper.LETTER,
    large_print: bool = False,
    archive: Interpretation | None = None,
) -> bytes:
    """
    The handout as a tagged PDF (PDF/UA-1). The same document gives the same bytes.

    `archive` makes it PDF/A-3a too, for an archive: the interpretation that the handout was built from is attached as
    `interpretation.json`, the very line of `explain --json`.

    In a language that no clinical translator has signed, the professional's page says so. Raises `WordingError` for a
    language that is not there and `UnprintableTextError` for a character that the fonts lack.
    """
    from pgx_reader.render.pdf import render_pdf as _render_pdf  # noqa: PLC0415 - not in every run

    wording = load_wording(language)
    attached = None if archive is None else f"{render_json(archive, load_wording())}\n".encode()
    document = in_language(document, wording)
    return _render_pdf(document, wording, paper=paper, large_print=large_print, attached=attached)


def render_html(document: Document, *, language: str = "en", large_print: bool = False) -> str:
    """
    The handout as one HTML file that fetches nothing and runs no script. The same document gives the same text.

    Raises `WordingError` for a language that is not there and `UnprintableTextError` for a character that no font has;
    letters that the handout's own fonts lack are left to those of the reader.
    """
    from pgx_reader.render.html import render_html as _render_html  # noqa: PLC0415 - not in every run

    wording = load_wording(language)
    return _render_html(in_language(document, wording), wording, large_print=large_print)


def render_steps(talk: Talk, *, language: str = "en") -> tuple[RenderedStep, ...]:
    """
    The steps of a talk as pieces of HTML for a page that shows one at a time. They hold no script and fetch nothing.

    `pgx_reader.render.html` has the handout's rules and colors as CSS: `handout_css` and `color_variables`. Raises as
    `render_html` does.
    """
    from pgx_reader.render.html import render_steps as _render_steps  # noqa: PLC0415 - not in every run

    return _render_steps(talk, load_wording(language))


def require_patients(results: Results) -> None:
    """Raise `UnusableInputError` where a file has no patient of whom anything can be explained."""
    if not results.patients:
        raise UnusableInputError(f"{results.name}: no patient in it has a result that can be explained.")


@dataclass(frozen=True)
class Handout:
    """One patient's finished handout and what it rests on."""

    patient_id: str
    interpretation: Interpretation
    document: Document
    pdf: bytes


def make_handouts(
    source: str | Path | BinaryIO,
    *,
    made_on: date,
    medicines: Iterable[str] = (),
    prefer: Preference = Preference.LAB,
    reviewed_by: str | None = None,
    language: str = "en",
    paper: Paper = Paper.LETTER,
    letterhead: Letterhead | None = None,
    results_card: bool = False,
    archive: bool = False,
) -> tuple[Handout, ...]:
    """
    All five stages in one call: a results file in, a handout for each of its patients out.

    `medicines`, `prefer` and `reviewed_by` are as in `interpret`; `letterhead` and `results_card` as in
    `build_handout`; `archive` makes PDF/A-3a files with their interpretation attached.

    Raises `UnusableInputError` where no patient can be explained. Rows that could not be used are in each
    interpretation's `problems`; for those that belong to no patient, use `read_results`.
    """
    results = read_results(source)
    require_patients(results)
    taken = tuple(medicines)
    handouts = []
    for patient in results.patients:
        interpretation = interpret(patient, medicines=taken, prefer=prefer, reviewed_by=reviewed_by)
        document = build_handout(interpretation, made_on=made_on, letterhead=letterhead, results_card=results_card)
        pdf = render_pdf(document, language=language, paper=paper, archive=interpretation if archive else None)
        handouts.append(Handout(patient.patient.id, interpretation, document, pdf))
    return tuple(handouts)
