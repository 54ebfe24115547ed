"""The six medicines that make a handout longest, for each pair of results, with all else that a file can tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from pgx_reader import build_handout
from pgx_reader.handout.cards import medicine_cards
from pgx_reader.models.document import Document, MedicineCard
from pgx_reader.models.interpretation import Interpretation
from tests.grid import MADE_ON, PAIRS, interpretation_of
from tests.plain_words.handouts import DRUGS, SIX, elements_of_document, pages_of_document, words_of_document
from tests.plain_words.score import Language, words

_SLOW_MOST = (("fluvoxamine",), ("fluvoxamine", "paroxetine", "mirabegron"), ("fluvoxamine", "paroxetine"))
"""They slow one gene or both, much or a little: beside them there are sentences more over the cards and below."""
_ALL_THAT_A_FILE_TELLS = {
    "birth_date": "1984-03-02",
    "test": "Psychotropic Panel (invented)",
    "lab": "Sample Laboratory (invented)",
    "collected_on": "2026-11-02",
    "reported_on": "2026-11-10",
}
_OTHER_GENES = ("CYP2B6", "CYP3A4", "SLCO1B1")


@cache
def wordiest_sixes(language: Language, one_in: int = 1) -> tuple[tuple[str, int, int], ...]:
    """
    Name, patient's pages and words of each pair's wordiest handout with six medicines, or of one pair in so many.

    The words of some are counted, those with the medicines whose cards have most; the one with most is laid out.
    """
    return tuple(_wordiest(pair, language) for _, pair in PAIRS[::one_in])


def _wordiest(pair: tuple[str, str], language: Language) -> tuple[str, int, int]:
    counted = []
    for six in _sixes(pair, language):
        document = _document(pair, six)
        words_of_it = words_of_document(document, elements_of_document(document, language), language)
        counted.append((words_of_it, six, document))
    most, six, document = max(counted, key=itemgetter(0))
    return f"{pair} {six}", pages_of_document(document, language), most


def _document(pair: tuple[str, str], six: tuple[str, ...]) -> Document:
    interpretation = _interpretation(pair, six)
    patient = interpretation.patient.model_copy(update=_ALL_THAT_A_FILE_TELLS)
    described = interpretation.model_copy(update={"patient": patient, "other_genes": _OTHER_GENES})
    return build_handout(described, made_on=MADE_ON)


def _sixes(pair: tuple[str, str], language: Language) -> Iterator[tuple[str, ...]]:
    wordiest = tuple(sorted(_cards(pair), key=lambda drug: -_words_of(_cards(pair)[drug], language)))
    yield wordiest[:SIX]
    for slowing in _SLOW_MOST:
        yield (*slowing, *(drug for drug in wordiest if drug not in slowing))[:SIX]


@cache
def _cards(pair: tuple[str, str]) -> dict[str, MedicineCard]:
    """Each medicine's card as it is where it stands alone: there it says all that it has to say."""
    interpretation = _interpretation(pair, DRUGS)
    genes = {gene.gene: gene for gene in interpretation.genes}
    return {medicine.name: medicine_cards([medicine], genes)[0] for medicine in interpretation.medicines}


def _interpretation(pair: tuple[str, str], medicines: tuple[str, ...]) -> Interpretation:
    found = interpretation_of(*pair, medicines, reviewed_by="Ana Ortiz, PharmD")
    assert found is not None
    return found


def _words_of(card: MedicineCard, language: Language) -> int:
    texts = (card.status_text, *card.meaning, *([card.ask] if card.ask else []))
    said = " ".join(map(language.wording.plain, texts))
    return len(words(" ".join((card.name, *card.brands, said))))
