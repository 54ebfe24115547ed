"""Whether the rows of the guidelines' tables answer each key as often as they should, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import product

from pgx_reader.tables.load import PUBLISHER_OF_FOLDER, Fault, ReferenceTables
from pgx_reader.tables.schemas import NO_RESULT, SCORE_NOT_AVAILABLE, GuidelineRow, ScoreBand

_ANSWERS_EVERY_KEY = ("cpic",)
# Every score that up to eight copies at a value of at most 1.0 can give, and one far above.
SCORES = (*(Decimal(n) / 4 for n in range(33)), Decimal(60))


def rows_are_of_their_publisher(tables: ReferenceTables) -> Iterator[Fault]:
    """CPIC gives each row a strength, the FDA a section, DPWG neither."""
    for name, publisher in PUBLISHER_OF_FOLDER.items():
        for drug, rows in tables.guidelines.get(name, {}).items():
            for number, row in enumerate(rows, start=2):
                file = f"guidelines/{name}/{drug}.csv"
                for column, owner in (("strength", "CPIC"), ("section", "FDA")):
                    if (getattr(row, column) is not None) != (publisher == owner):
                        wanted = "needs" if publisher == owner else "cannot have"
                        yield Fault(file, number, column, f"a row of {publisher} {wanted} a {column}")


def guideline_keys_are_covered_once(tables: ReferenceTables) -> Iterator[Fault]:
    """CPIC answers every key once. DPWG and the FDA are silent on some, and answer none twice."""
    for name in PUBLISHER_OF_FOLDER:
        for drug, rows in tables.guidelines.get(name, {}).items():
            file = f"guidelines/{name}/{drug}.csv"
            for genes, population, part in _parts(rows):
                if not set(genes) <= tables.genes.keys():
                    yield Fault(file, 0, "", "looks at a gene that is not in genes.csv")
                    continue
                yield from (
                    Fault(file, 0, "", f"{population}: {' with '.join(key)} is covered {found} times")
                    for key, found in _coverage(tables, genes, part)
                    if found > 1 or (found == 0 and name in _ANSWERS_EVERY_KEY)
                )
            if name in _ANSWERS_EVERY_KEY and len({tuple(row.keys) for row in rows}) > 1:
                yield Fault(file, 0, "", "the rows do not all look at the same genes")


def _parts(rows: Iterable[GuidelineRow]) -> Iterator[tuple[tuple[str, ...], str, list[GuidelineRow]]]:
    """The rows of one guideline table that look at the same genes for the same population."""
    parts: dict[tuple[tuple[str, ...], str], list[GuidelineRow]] = {}
    for row in rows:
        parts.setdefault((tuple(row.keys), row.population), []).append(row)
    for (genes, population), part in parts.items():
        yield genes, population, part


def _coverage(
    tables: ReferenceTables, genes: tuple[str, ...], rows: list[GuidelineRow]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every key that a patient can have, and how many of the rows answer it."""
    answers = {gene: _rows_for(gene, _keys(tables, gene, rows, len(genes)), rows) for gene in genes}
    for key in product(*(answers[gene] for gene in genes)):
        if set(key) <= {NO_RESULT, SCORE_NOT_AVAILABLE} and NO_RESULT in key and len(genes) > 1:
            continue  # with no gene tested, or one and the other silent, there is nothing to look up
        yield key, len(frozenset.intersection(*(answers[g][k] for g, k in zip(genes, key, strict=True))))


def _keys(tables: ReferenceTables, gene: str, rows: list[GuidelineRow], gene_count: int) -> list[str]:
    missing = [NO_RESULT] if gene_count > 1 else []
    by_score = any(cell[0].isdigit() for row in rows for cell in row.keys[gene])
    if by_score:
        return [*(str(score) for score in SCORES), SCORE_NOT_AVAILABLE, *missing]
    return [*sorted(tables.phenotypes_of(gene)), *missing]


def _rows_for(gene: str, keys: list[str], rows: list[GuidelineRow]) -> dict[str, frozenset[int]]:
    """The numbers of the rows that answer each of a gene's keys."""
    cells = [row.keys.get(gene, ()) for row in rows]
    return {
        key: frozenset(n for n, alternatives in enumerate(cells) if any(_answers(cell, key) for cell in alternatives))
        for key in keys
    }


@cache
def _answers(cell: str, key: str) -> bool:
    if cell == key or not key[0].isdigit():
        return cell == key
    if cell in (NO_RESULT, SCORE_NOT_AVAILABLE):
        return False
    return ScoreBand.parse(cell).overlaps(Decimal(key), Decimal(key))
