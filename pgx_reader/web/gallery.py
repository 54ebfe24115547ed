"""The invented patients of the first visit: a card for each, and the handout that the card shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pgx_reader.batch.options import Explaining, Style
from pgx_reader.batch.samples import sample_results
from pgx_reader.models.document import GeneCard, GeneCards
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.pipeline import build_handout, read_results
from pgx_reader.wording import available_languages


@dataclass(frozen=True)
class Sample:
    """
    One invented patient: the file's name without its ending, who it is, and what the card tells.

    `genes` are the handout's own cards of the genes.
    """

    name: str
    patient: str
    genes: tuple[GeneCard, ...]
    medicines: tuple[str, ...]
    needs_review: bool

    @property
    def number(self) -> str:
        """What stands before the first hyphen of its name."""
        return self.name.split("-")[0]


@cache
def samples() -> tuple[Sample, ...]:
    """All of them, in order."""
    return tuple(map(_sample, sample_results()))


def sample_file(name: str) -> Path | None:
    """The results of the sample of that name; `None` where there is none."""
    return next((path for path in sample_results() if path.stem == name), None)


@lru_cache(maxsize=64)
def sample_handout(name: str, language: str, made_on: date) -> bytes | None:
    """The sample's handout as PDF, the same as `pgx-reader demo` writes; `None` where there is none."""
    path = sample_file(name)
    if path is None or language not in available_languages():
        return None
    return Style(language=language).handout(_interpretation(path), made_on)


def _interpretation(path: Path) -> Interpretation:
    return Explaining().interpret(read_results(path).patients[0])


def _sample(path: Path) -> Sample:
    interpretation = _interpretation(path)
    # The day is not shown on a card.
    document = build_handout(interpretation, made_on=date.min)
    blocks = (block for section in document.sections for block in section.blocks)
    genes = next(block.cards for block in blocks if isinstance(block, GeneCards))
    own = tuple(medicine.name for medicine in interpretation.medicines if medicine.taking)
    patient = interpretation.patient
    return Sample(path.stem, patient.name or patient.id, genes, own, interpretation.review.needed)
