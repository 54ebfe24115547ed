"""The handouts that are measured: the whole grid as documents, and a sample of it that covers every kind as PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import cycle, islice, takewhile
from typing import Any

from pgx_reader import Paper, Preference, build_handout
from pgx_reader.models.document import Audience, Document, GeneCards
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.render.pdf import render_pdf
from pgx_reader.render.pdf.layout import layout_of
from pgx_reader.tables import load_tables
from tests.grid import CYP2C19, CYP2D6, MADE_ON, PAIRS, SILENT, interpretation_of, patient_blocks
from tests.pdf.outline import spoken
from tests.pdf.tags import read, same_spaces
from tests.plain_words.english import ENGLISH
from tests.plain_words.score import Elements, Figures, Language, figures, sentences_of, words
from tests.plain_words.spanish import SPANISH

LANGUAGES = (ENGLISH, SPANISH)
DRUGS = tuple(load_tables().drugs)
SIX = 6
WORDIEST = 5
A_SHARE = 7
"""One in so many handouts of the grid is measured for every change; with `pytest --whole`, each."""
OTHER_PILLS = ("bupropion", "rifampin", "st. john's wort", "fluvoxamine", "terbinafine", "quinidine", "apalutamide")
_VARIANTS = ("six medicines", "no medicines", "other pills", "the tables’ result", "reviewed")
_UNKNOWN = "robin"
"""A medicine that no table has: a name as every other, in every language."""


@dataclass(frozen=True)
class Case:
    """One handout of the grid, how it is set, and how it is named in a message."""

    name: str
    document: Document
    large_print: bool = False
    paper: Paper = Paper.LETTER


def grid() -> Iterator[Callable[[], Case]]:
    """
    Every kind of result of each gene with every medicine, and every pair of kinds with medicines in turns.

    Of the variants of a pair (no medicines, other pills, the tables' result, reviewed), two are made in turns: each
    kind of result has them all beside some kind of the other gene. Each case is made when it is called.
    """
    yield from _every_medicine()
    for number, pair in PAIRS:
        turn = number % len(_VARIANTS)
        for name in (_VARIANTS[turn], _VARIANTS[turn - 2]):
            yield partial(_variant, pair, number, name)


def sample() -> Iterator[Case]:
    """Every kind of result of each gene, every medicine and every variant at least once, on each paper and size."""
    others = cycle(CYP2C19)
    for number, cyp2d6 in enumerate(CYP2D6):
        variant = _VARIANTS[0] if number % 2 else _VARIANTS[1 + number // 2 % 4]
        pair = (cyp2d6, next(others))
        if not SILENT.issuperset(pair):
            case = _variant(pair, number // 2, variant)
            yield replace(case, large_print=number % 5 == 4, paper=Paper.A4 if number % 3 == 1 else Paper.LETTER)


def _every_medicine() -> Iterator[Callable[[], Case]]:
    kinds = [*((kind, "normal") for kind in CYP2D6), *(("normal", kind) for kind in CYP2C19), ("poor", "poor")]
    for pair in kinds:
        everything = _interpretation(pair, DRUGS)
        for start in range(0, len(DRUGS), SIX):
            yield partial(_taking_six, pair, everything, frozenset(DRUGS[start : start + SIX]))


def _taking_six(pair: tuple[str, str], everything: Interpretation, six: frozenset[str]) -> Case:
    return Case(f"{pair} {sorted(six)}", _document(_taking(everything, six)))


def _interpretation(pair: tuple[str, str], medicines: tuple[str, ...], **asked: Any) -> Interpretation:
    found = interpretation_of(*pair, medicines, **asked)
    assert found is not None
    return found


def _taking(interpretation: Interpretation, names: frozenset[str]) -> Interpretation:
    medicines = tuple(m.model_copy(update={"taking": m.name in names}) for m in interpretation.medicines)
    kept = tuple(i for i in interpretation.interactions if i.medicine in names)
    others = tuple(name for name in interpretation.other_medicines if name in names)
    return interpretation.model_copy(update={"medicines": medicines, "interactions": kept, "other_medicines": others})


def _variant(pair: tuple[str, str], turn: int, name: str) -> Case:
    """A pair of results in one of the variants."""
    six = tuple(DRUGS[(SIX * turn + n) % len(DRUGS)] for n in range(SIX))
    pills = (*six[:3], *OTHER_PILLS[turn % 5 : turn % 5 + 3])
    medicines = {"no medicines": (), "other pills": pills, "the tables’ result": (*six[:2], _UNKNOWN)}
    asked: dict[str, dict[str, Any]] = {
        "the tables’ result": {"prefer": Preference.TABLES},
        "reviewed": {"reviewed_by": "Ana Ortiz, PharmD"},
    }
    genes = {"no medicines": ("CYP2B6", "CYP3A4", "SLCO1B1"), "the tables’ result": ("CYP2B6", "CYP3A4", "SLCO1B1") * 2}
    interpretation = _interpretation(pair, medicines.get(name, six), **asked.get(name, {}))
    changed = interpretation.model_copy(update={"other_genes": genes.get(name, ())})
    document = _document(changed, results_card=name == "reviewed")
    return Case(f"{pair}, {name}, {medicines.get(name, six)}", document)


def _document(interpretation: Interpretation, **asked: bool) -> Document:
    return build_handout(interpretation, made_on=MADE_ON, **asked)


def patient_elements(elements: Elements, language: Language) -> Elements:
    """The elements without the professional's: those from that title to the heading over a results card, if any."""
    first, last = (_headed(elements, language, key) for key in ("pro.title", "card_page.heading"))
    return [*elements[:first], *elements[last:]]


def _headed(elements: Elements, language: Language, key: str) -> int:
    """Where the heading of a message stands; behind all elements where it does not."""
    heading = language.wording.messages[key]
    found = (n for n, (role, text) in enumerate(elements) if role.startswith("H") and text == heading)
    return next(found, len(elements))


def elements_of_document(document: Document, language: Language) -> Elements:
    """What the document's patient part will say on paper."""
    patients = tuple(section for section in document.sections if section.audience is Audience.PATIENT)
    return spoken(document.model_copy(update={"sections": patients}), language.wording)


def pages_of_document(
    document: Document, language: Language, paper: Paper = Paper.LETTER, *, large_print: bool = False
) -> int:
    """How many pages stand before the professional's, which are not laid out: they change none of the patient's."""
    patients = tuple(takewhile(lambda section: section.audience is Audience.PATIENT, document.sections))
    before = document.model_copy(update={"sections": patients})
    return layout_of(before, language.wording, paper, large_print=large_print).patient_pages


def words_of_document(document: Document, elements: Elements, language: Language) -> int:
    """
    How many words stand on the pages before the professional's, their footers not counted.

    `elements` are those of the document's patient part. A results card comes behind those pages and does not count. The
    labels of a scale do: they stand in its picture.
    """
    before_the_card = elements[: _headed(elements, language, "card_page.heading")]
    texts = [text for role, text in before_the_card if role != "Figure"]
    cards = (card for block in patient_blocks(document) if isinstance(block, GeneCards) for card in block.cards)
    for scale in (card.scale for card in cards if card.scale):
        texts += map(language.wording.plain, (scale.low, scale.middle, scale.high, scale.mark_label))
    return sum(len(words(text)) for text in texts)


def sentences_of_document(document: Document, language: Language) -> list[str]:
    """The sentences that the document's patient part will have on paper."""
    return sentences_of(elements_of_document(document, language), language, _footer(document, language))


def _footer(document: Document, language: Language) -> Iterator[str]:
    return (same_spaces(language.wording.plain(text)) for text in document.footer)


def sentences_of_pdf(pdf: bytes, language: Language) -> list[str]:
    """The sentences of the patient part as a PDF's tags and the bold words at the foot of its first page hold them."""
    reading = read(pdf)
    return sentences_of(patient_elements(reading.elements, language), language, reading.bold_artifacts[:1])


def pdf_of(case: Case, language: Language = ENGLISH) -> bytes:
    """The handout on paper."""
    return render_pdf(case.document, language.wording, paper=case.paper, large_print=case.large_print)


@cache
def sample_pdfs(language: Language = ENGLISH) -> tuple[tuple[Case, bytes], ...]:
    """The sample, with its PDFs."""
    return tuple((case, pdf_of(case, language)) for case in sample())


@dataclass(frozen=True)
class Grid:
    """The figures, and the patient's pages and words, of every handout of the grid by name; those with most words."""

    figures: tuple[tuple[str, Figures], ...]
    pages: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int], ...]
    wordiest: tuple[Case, ...]

    def worst(self, measure: str, language: Language) -> tuple[str, float]:
        """The handout that fares worst, and its figure."""
        found = language.all_measures[measure]
        worst = found.worst(one[measure] for _, one in self.figures)
        return next((name, worst) for name, one in self.figures if one[measure] == worst)


def measured_grid(language: Language = ENGLISH, one_in: int = 1) -> Grid:
    """
    The grid, or one in so many of it, measured on its documents.

    `test_plain_words.py` shows that their sentences are the PDFs'.
    """
    return _measured_grids(one_in)[language.code]


@cache
def _measured_grids(one_in: int) -> dict[str, Grid]:
    """The grid in each language; its documents are made once, and none is kept but the wordiest."""
    languages = [_Measured(language) for language in LANGUAGES]
    for make in islice(grid(), 0, None, one_in):
        case = make()
        for language in languages:
            language.add(case)
    return {each.language.code: each.grid() for each in languages}


class _Measured:
    """What has been measured of the grid in a language so far."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._figures: list[tuple[str, Figures]] = []
        self._pages: list[tuple[str, int]] = []
        self._words: list[tuple[str, int]] = []
        self._wordiest: list[tuple[int, Case]] = []

    def add(self, case: Case) -> None:
        elements = elements_of_document(case.document, self.language)
        sentences = sentences_of(elements, self.language, _footer(case.document, self.language))
        self._figures.append((case.name, figures(sentences, self.language)))
        pages = pages_of_document(case.document, self.language, case.paper, large_print=case.large_print)
        self._pages.append((case.name, pages))
        count = words_of_document(case.document, elements, self.language)
        self._words.append((case.name, count))
        self._wordiest = sorted([*self._wordiest, (count, case)], key=lambda entry: -entry[0])[:WORDIEST]

    def grid(self) -> Grid:
        wordiest = tuple(case for _, case in self._wordiest)
        return Grid(tuple(self._figures), tuple(self._pages), tuple(self._words), wordiest)
