"""
The lab's result against the tables', and which of the two the handout explains.

The lab's report wins: where the two differ, the lab's is explained unless the tables' is asked for, both are shown,
and a professional is asked to look. Nothing the lab reported is changed.
"""

from __future__ import annotations

from pgx_reader.interpret.differences import (
    difference_of_phenotypes,
    differences,
    former_notes,
    phenotypes_of_scores,
)
from pgx_reader.interpret.former_rules import former_rules_that_give
from pgx_reader.interpret.genes import TablesView, phenotypes_of_score, read_call
from pgx_reader.models.genetics import ActivityScore
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.models.results import GeneResult, Note
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import Agreement, Basis, GeneStatus, Method, Phenotype, Preference


def interpret_gene(
    result: GeneResult, tables: ReferenceTables, prefer: Preference = Preference.LAB
) -> GeneInterpretation:
    """
    One gene's result read with the tables and compared with what the lab says.

    `prefer` is whose result is explained where the two differ, and only there: what the tables cannot compare, the
    lab's report alone says.
    """
    prefer = Preference(prefer)
    base = GeneInterpretation(
        gene=result.gene,
        status=result.unusable or GeneStatus.INDETERMINATE,
        reported=result.reported,
        lab_phenotypes=result.phenotypes,
        copy_number=result.copy_number,
        tested=result.tested,
        notes=result.notes,
    )
    if result.unusable:
        return base
    if result.call is None:
        return _from_the_lab_alone(base, result, tables, prefer)
    view = read_call(result.call, tables)
    with_tables = base.model_copy(
        update={
            "diplotype": str(result.call),
            "diplotypes": tuple(str(reading) for reading in result.call.readings),
            "alleles": view.alleles,
            "tables_scores": view.scores,
            "tables_phenotypes": view.phenotypes,
            "notes": (*result.notes, *_allele_notes(result.gene, view)),
        }
    )
    return _compared(with_tables, result, view, tables, prefer)


def _allele_notes(gene: str, view: TablesView) -> tuple[Note, ...]:
    notes = []
    for allele in dict.fromkeys(view.alleles):
        if allele.function is not None and not allele.function.is_known:
            values = {"gene": gene, "allele": allele.star_allele, "function": allele.function.value}
            notes.append(Note(code="note.function_uncertain", values=values))
    return tuple(notes)


def _from_the_lab_alone(
    base: GeneInterpretation, result: GeneResult, tables: ReferenceTables, prefer: Preference
) -> GeneInterpretation:
    """No diplotype: the lab's score, its phenotype, or both are all there is."""
    scores = result.activity_scores
    if not scores:
        notes = base.notes
        if tables.genes[result.gene].method is Method.ACTIVITY_SCORE:
            notes = (*notes, Note(code="note.phenotype_only", values={"gene": result.gene}))
        return _explained(base.model_copy(update={"notes": notes}), result.phenotypes, Basis.PHENOTYPE, (), tables)
    of_score = phenotypes_of_scores(result, tables)
    base = base.model_copy(update={"tables_scores": scores, "tables_phenotypes": of_score})
    if not result.phenotypes:
        return _explained(base, of_score, Basis.ACTIVITY_SCORE, scores, tables)
    if set(result.phenotypes) == set(of_score):
        return _explained(_agreeing(base), of_score, Basis.ACTIVITY_SCORE, scores, tables)
    if set(result.phenotypes) < set(of_score):
        narrowed = _noted(_agreeing(base), "note.lab_narrows", result.phenotypes, of_score)
        return _explained(narrowed, result.phenotypes, Basis.PHENOTYPE, (), tables)
    differing = _differing(
        base,
        [difference_of_phenotypes("note.phenotype_differs", base.gene, result.phenotypes, of_score)],
        result,
        tables,
        prefer,
    )
    if prefer is Preference.TABLES:
        return _explained(differing, of_score, Basis.ACTIVITY_SCORE, scores, tables)
    return _explained(differing, result.phenotypes, Basis.PHENOTYPE, (), tables)


def _compared(
    base: GeneInterpretation, result: GeneResult, view: TablesView, tables: ReferenceTables, prefer: Preference
) -> GeneInterpretation:
    """A diplotype, and perhaps the lab's own phenotype and score beside it."""
    if not result.phenotypes and not result.activity_scores:
        return _from_the_tables(base, view, tables)
    if view.status in (GeneStatus.UNRESOLVED, GeneStatus.ALLELE_NOT_RECOGNIZED):
        unsettled = view.status is GeneStatus.UNRESOLVED
        return _unsettled(base, result, view, tables) if unsettled else _unchecked(base, result, tables)
    notes = differences(base, result, view, tables)
    if notes:
        differing = _differing(base, notes, result, tables, prefer)
        tables_win = prefer is Preference.TABLES
        return _from_the_tables(differing, view, tables) if tables_win else _the_labs(differing, result, tables)
    return _agreed(_agreeing(base), result, view, tables)


def _agreed(
    base: GeneInterpretation, result: GeneResult, view: TablesView, tables: ReferenceTables
) -> GeneInterpretation:
    """Lab and tables say the same, or one of them leaves open what the other settles."""
    said = result.phenotypes or phenotypes_of_scores(result, tables)
    if set(said) == set(view.phenotypes):
        return _from_the_tables(base, view, tables)
    basis = Basis.PHENOTYPE if result.phenotypes else Basis.ACTIVITY_SCORE
    if set(said) < set(view.phenotypes):
        narrowed = _noted(base, "note.lab_narrows", said, view.phenotypes)
        return _explained(narrowed, said, basis, result.activity_scores or view.scores, tables)
    return _explained(_noted(base, "note.lab_leaves_open", said, view.phenotypes), said, basis, (), tables)


def _noted(
    base: GeneInterpretation, code: str, said: tuple[Phenotype, ...], ours: tuple[Phenotype, ...]
) -> GeneInterpretation:
    return base.model_copy(update={"notes": (*base.notes, difference_of_phenotypes(code, base.gene, said, ours))})


def _from_the_tables(base: GeneInterpretation, view: TablesView, tables: ReferenceTables) -> GeneInterpretation:
    if not view.status.has_phenotype:
        phenotype = Phenotype.INDETERMINATE if view.phenotypes else None
        return base.model_copy(
            update={
                "status": view.status,
                "phenotype": phenotype,
                "possible_phenotypes": view.phenotypes,
                "basis": Basis.DIPLOTYPE,
            }
        )
    return _explained(base, view.phenotypes, Basis.DIPLOTYPE, view.scores, tables)


def _unsettled(
    base: GeneInterpretation, result: GeneResult, view: TablesView, tables: ReferenceTables
) -> GeneInterpretation:
    """
    A call that is not settled, and a phenotype or score beside it: it is not explained, and a note quotes it.

    Callers count a haplotype that they could not name as if it did nothing, and a list that is cut short as if it
    were whole.
    """
    said = result.reported.phenotype or result.reported.activity_score or ""
    note = Note(code="note.phenotype_beside_unsettled", values={"gene": base.gene, "reported": said})
    return _from_the_tables(base.model_copy(update={"notes": (*base.notes, note)}), view, tables)


def _unchecked(base: GeneInterpretation, result: GeneResult, tables: ReferenceTables) -> GeneInterpretation:
    """The tables lack an allele and the lab names a phenotype: the lab's is explained, and said to be unchecked."""
    note = Note(code="note.lab_not_checked", values={"gene": base.gene})
    return _the_labs(base.model_copy(update={"notes": (*base.notes, note)}), result, tables)


def _the_labs(base: GeneInterpretation, result: GeneResult, tables: ReferenceTables) -> GeneInterpretation:
    """The lab's phenotype, with its score where the two go together; the score alone where there is no phenotype."""
    said = result.phenotypes or phenotypes_of_scores(result, tables)
    basis = Basis.PHENOTYPE if result.phenotypes else Basis.ACTIVITY_SCORE
    return _explained(base, said, basis, result.activity_scores, tables)


def _explained(
    base: GeneInterpretation,
    phenotypes: tuple[Phenotype, ...],
    basis: Basis,
    scores: tuple[ActivityScore, ...],
    tables: ReferenceTables,
) -> GeneInterpretation:
    """The result with these phenotypes, and those of the scores that go with any of them."""
    if phenotypes == (Phenotype.INDETERMINATE,):
        status = GeneStatus.INDETERMINATE
    else:
        status = GeneStatus.DETERMINED if len(phenotypes) == 1 else GeneStatus.SEVERAL
    fitting = tuple(s for s in scores if set(phenotypes_of_score(base.gene, s, tables)) & set(phenotypes))
    return base.model_copy(
        update={
            "status": status,
            "phenotype": phenotypes[0] if len(phenotypes) == 1 else None,
            "possible_phenotypes": phenotypes,
            "activity_scores": fitting,
            "basis": basis,
        }
    )


def _agreeing(base: GeneInterpretation) -> GeneInterpretation:
    return base.model_copy(update={"agreement": Agreement.AGREES})


def _differing(
    base: GeneInterpretation, notes: list[Note], result: GeneResult, tables: ReferenceTables, prefer: Preference
) -> GeneInterpretation:
    """The difference, whose result is explained, and the older rules that account for it, where any do."""
    rules = former_rules_that_give(result, tables)
    explained = Note(code=f"note.{prefer}_explained", values={"gene": base.gene})
    return base.model_copy(
        update={
            "agreement": Agreement.DIFFERS,
            "explained_from": prefer,
            "former_rules": rules,
            "notes": (*base.notes, *notes, *former_notes(base.gene, rules), explained),
        }
    )
