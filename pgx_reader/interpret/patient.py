"""One patient's results, read with the reference tables."""

from __future__ import annotations

from functools import lru_cache

from pgx_reader.interpret.agreement import interpret_gene
from pgx_reader.interpret.interactions import interactions_of, no_consensus, score_estimates
from pgx_reader.interpret.medicines import interpret_medicines
from pgx_reader.interpret.names import find_medicines
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, Review, TableVersion
from pgx_reader.models.results import Note, PatientResult
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Preference

# Notes after which a professional should look before the patient reads the handout.
_CALLS_FOR_REVIEW = {
    "note.phenotype_differs",
    "note.score_differs",
    "note.lab_contradicts_itself",
    "note.lab_not_checked",
    "note.lab_narrows",
    "note.lab_leaves_open",
    "note.phenotype_beside_no_call",
    "note.phenotype_beside_unsettled",
    "note.copies_not_counted",
    "note.remark_of_the_file",
}
_STATUS_REASONS = {
    GeneStatus.ALLELE_NOT_RECOGNIZED: "review.allele_not_recognized",
    GeneStatus.NOT_READABLE: "review.not_readable",
    GeneStatus.CONFLICTING: "review.conflicting",
    GeneStatus.SEVERAL: "review.several",
    GeneStatus.UNRESOLVED: "review.unresolved",
}


def interpret(
    result: PatientResult,
    tables: ReferenceTables,
    *,
    medicines: tuple[str, ...] = (),
    prefer: Preference = Preference.LAB,
    reviewed_by: str | None = None,
) -> Interpretation:
    """
    Everything that the tables say of one patient.

    `medicines` are further ones that the patient takes or asks about, besides those in the file. Each gene is read
    on its own: adding one never changes another's result. `prefer` is whose result is explained where lab and tables
    differ, and `reviewed_by` the professional who has looked at it.
    """
    genes = {gene.gene: interpret_gene(gene, tables, prefer) for gene in result.genes}
    named = find_medicines((*medicines, *result.medicines), tables)
    found = interpret_medicines(named.drugs, genes, tables)
    spoken_of = {medicine.name for medicine in found}
    interactions = interactions_of(named.drugs, genes, found, tables)
    return Interpretation(
        patient=result.patient,
        explained_genes=tables.explained_genes,
        genes=tuple(genes.values()),
        medicines=found,
        unknown_medicines=tuple(named.unknown.values()),
        other_medicines=tuple(drug for drug in named.drugs if drug not in spoken_of),
        interactions=interactions,
        score_estimates=score_estimates(interactions, genes.get("CYP2D6"), tables),
        no_consensus=no_consensus(interactions, tables),
        other_genes=result.other_genes,
        review=_review(tuple(genes.values()), reviewed_by),
        problems=result.problems,
        tables=_table_versions(tables),
        tables_version=tables.version,
    )


def _review(genes: tuple[GeneInterpretation, ...], reviewed_by: str | None) -> Review:
    reasons = [note for gene in genes for note in gene.notes if note.code in _CALLS_FOR_REVIEW]
    reasons += [
        Note(code=_STATUS_REASONS[gene.status], values={"gene": gene.gene})
        for gene in genes
        if gene.status in _STATUS_REASONS
    ]
    return Review(needed=bool(reasons) and reviewed_by is None, reasons=tuple(reasons), reviewed_by=reviewed_by)


@lru_cache(maxsize=4)
def _table_versions(tables: ReferenceTables) -> tuple[TableVersion, ...]:
    return tuple(
        TableVersion(name=edition.table, version=tables.version, date=edition.as_of)
        for edition in tables.editions.values()
    )
