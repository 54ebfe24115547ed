"""The one status of a medicine, out of what each source says; and whether the sources say different things."""

from __future__ import annotations

from itertools import combinations

from pgx_reader.models.document import Status
from pgx_reader.models.interpretation import GeneInterpretation, MedicineInterpretation, Statement
from pgx_reader.terms import Action

DOSE = {Action.LOWER_DOSE, Action.HIGHER_DOSE}
OTHER = {Action.ALTERNATIVE, Action.AVOID}
# The status that a medicine takes where its statements differ: what needs a talk is never hidden by what does not.
_URGENCY = (Status.TALK, Status.WATCH, Status.NO_ADVICE, Status.USUAL)


def status_of_statement(statement: Statement) -> Status:
    """
    What a statement asks for.

    A guideline that begins with the standard dose is no alarm, whatever it says of later.
    """
    actions = set(statement.actions)
    if Action.NO_RECOMMENDATION in actions:
        return Status.NO_ADVICE
    if Action.STANDARD not in actions:
        return Status.TALK
    return Status.WATCH if actions & (DOSE | OTHER) else Status.USUAL


def status_of(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> Status:
    """
    The one status of a medicine: the most urgent of what its sources ask for.

    A source without advice takes nothing from one with advice. `NOT_KNOWN` is for a missing or unclear result, never
    for missing advice.
    """
    if medicine.superseded_by:
        return Status.NO_ADVICE
    advising = set(status_by_source(medicine, genes).values()) - {Status.NO_ADVICE}
    if not advising:
        return Status.NOT_KNOWN if unclear_genes(medicine, genes) else Status.NO_ADVICE
    return next(status for status in _URGENCY if status in advising)


def by_source(medicine: MedicineInterpretation) -> dict[str, tuple[Statement, ...]]:
    """The statements of each source that has any, in the order of the tables."""
    sources = dict.fromkeys(statement.source for statement in medicine.statements)
    return {source: tuple(s for s in medicine.statements if s.source == source) for source in sources}


def unclear_genes(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> tuple[str, ...]:
    """The genes that a medicine's sources look at, that are explained here and have no clear result."""
    return tuple(name for name in medicine.genes if name in genes and not genes[name].status.has_phenotype)


def status_by_source(medicine: MedicineInterpretation, genes: dict[str, GeneInterpretation]) -> dict[str, Status]:
    """What each source with a statement asks for."""
    unclear = set(unclear_genes(medicine, genes))
    return {source: _status_of_source(statements, unclear) for source, statements in by_source(medicine).items()}


def sources_differ(medicine: MedicineInterpretation) -> bool:
    """Whether any two sources suggest different things, and have nothing in common. Silence is no suggestion."""
    suggestions = [found for statements in by_source(medicine).values() if (found := _suggested(statements))]
    return any(one.isdisjoint(other) for one, other in combinations(suggestions, 2))


def _status_of_source(statements: tuple[Statement, ...], unclear: set[str]) -> Status:
    """A source that says nothing of an unclear gene cannot give the all-clear for the medicine."""
    found = {status_of_statement(statement) for statement in statements}
    status = next(status for status in _URGENCY if status in found)
    looked_at = {gene for statement in statements for gene in statement.genes}
    return Status.NO_ADVICE if status is Status.USUAL and unclear - looked_at else status


def _suggested(statements: tuple[Statement, ...]) -> set[str]:
    """In a word each: the usual start, a lower or higher dose, another medicine. To watch goes with any of them."""
    words: set[str] = set()
    for statement in statements:
        actions = set(statement.actions)
        if Action.STANDARD in actions:
            words.add("usual")
        else:
            words |= {action.value for action in actions & DOSE} | ({"other"} if actions & OTHER else set())
    return words
