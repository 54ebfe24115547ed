"""An activity score as a lab writes it."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import ValidationError

from pgx_reader.models.genetics import ActivityScore
from pgx_reader.normalize.notation import NotationError, folded, means_no_call, without_gene_name
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import Method

_SCORE = re.compile(r"(?P<open>≥|>=)?\s*(?P<value>[0-9]{1,3}(?:[.,][0-9]{1,4})?)")
_LABEL = re.compile(r"^(?:total )?activity score\s*[:=]?\s*|^as\s*[:=]\s*")
_ALTERNATIVE = re.compile(r"\s+or\s+|\s*;\s*|(?:^|\s+)/\s*")

# Twenty copies at the highest value, 1.0, on each chromosome: more than the grammar of diplotypes takes.
_HIGHEST = 40


def parse_scores(gene: str, text: str, tables: ReferenceTables) -> tuple[ActivityScore, ...]:
    """
    The scores that a cell leaves open (`1.25 or 0.5`), in its order; empty where the lab has none, or not for all.

    Raises `NotationError` for anything else, for a score that CPIC's values cannot add up to, and for a gene that
    has no activity scores.
    """
    if means_no_call(text):
        return ()
    if tables.genes[gene].method is not Method.ACTIVITY_SCORE:
        raise NotationError(f"is an activity score; {gene} has none. Give the diplotype or the phenotype.")
    bare = _LABEL.sub("", without_gene_name(gene, folded(text), tables).strip(" :")).strip()
    parts = _ALTERNATIVE.split(bare)
    if any(not part or means_no_call(part) for part in parts):
        return ()
    return tuple(dict.fromkeys(map(_score, parts)))


def _score(text: str) -> ActivityScore:
    match = _SCORE.fullmatch(text)
    if match is None:
        raise NotationError("is not an activity score. Write a number such as 1.25, or ≥3.0.")
    value = Decimal(match["value"].replace(",", "."))
    if value > _HIGHEST:
        raise NotationError(f"is higher than any activity score: two chromosomes cannot give more than {_HIGHEST}.")
    try:
        return ActivityScore(value=value, at_least=bool(match["open"]))
    except ValidationError:
        raise NotationError("is not a score that CPIC's values can add up to: they go in steps of 0.25.") from None
