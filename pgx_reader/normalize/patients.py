"""From the lab's patients to patients with one result a gene, in standard names."""

from __future__ import annotations

from pgx_reader.models.results import (
    Cell,
    GeneResult,
    LabFile,
    LabPatient,
    LabRow,
    PatientResult,
    Problem,
    Results,
    Severity,
)
from pgx_reader.normalize.genes import gene_result
from pgx_reader.normalize.notation import folded_gene, shortened
from pgx_reader.normalize.rows import problem_with
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus

_GENES_NAMED = 40
_SILENT = (GeneStatus.NOT_TESTED, GeneStatus.NOT_READABLE, GeneStatus.CONFLICTING)


def normalize(lab_file: LabFile, tables: ReferenceTables) -> Results:
    """
    Every patient's results in standard names.

    A patient of whom nothing can be explained is left out, and a problem says so. All problems are gathered; none
    is raised.
    """
    problems = list(lab_file.problems)
    patients: list[PatientResult] = []
    others: dict[str, None] = {}
    for lab_patient in lab_file.patients:
        patient = _patient_result(lab_patient, tables)
        if any(gene.unusable not in _SILENT for gene in patient.genes if gene.gene in tables.explained_genes):
            patients.append(patient)
        else:
            problems += [*patient.problems, _nothing_to_explain(lab_patient, tables)]
        others.update(dict.fromkeys(patient.other_genes))
    if others:
        problems.insert(0, _not_explained(tuple(others), tables))
    return Results(
        name=lab_file.name, description=lab_file.description, patients=tuple(patients), problems=tuple(problems)
    )


def gene_names(tables: ReferenceTables) -> dict[str, str]:
    """Every folded spelling of a gene's name, to the name that the tables use."""
    return {folded_gene(row.name): row.gene for row in tables.gene_synonyms}


def _nothing_to_explain(lab_patient: LabPatient, tables: ReferenceTables) -> Problem:
    genes = " or ".join(tables.explained_genes)
    message = f"no {genes} result that can be explained; no handout. Check this patient's rows."
    return Problem(message=message, file=lab_patient.file, row=lab_patient.row, patient_id=lab_patient.patient.id)


def _patient_result(lab_patient: LabPatient, tables: ReferenceTables) -> PatientResult:
    names = gene_names(tables)
    by_gene: dict[str, list[LabRow]] = {}
    others: dict[str, None] = {}
    problems: list[Problem] = []
    for row in lab_patient.rows:
        gene = names.get(folded_gene(row.gene))
        if gene is not None:
            by_gene.setdefault(gene, []).append(row)
        elif row.gene:
            others[row.gene] = None
        else:
            problems.append(
                problem_with(row, Cell(value="", column="gene"), "the gene is missing; the row is left out.")
            )
    genes = [gene_result(gene, by_gene.get(gene, []), tables, problems) for gene in tables.explained_genes]
    for gene in tables.genes:
        if gene in by_gene and gene not in tables.explained_genes:
            result = _phenotype_only(gene, by_gene[gene], tables, problems)
            if result is not None:
                genes.append(result)
            if any(row.diplotype or row.activity_score for row in by_gene[gene]):
                others[gene] = None
    return PatientResult(
        patient=lab_patient.patient,
        genes=tuple(genes),
        other_genes=tuple(others),
        medicines=lab_patient.medicines,
        problems=tuple(problems),
    )


def _not_explained(others: tuple[str, ...], tables: ReferenceTables) -> Problem:
    """One notice for a whole file: what else stands in it."""
    named = ", ".join(shortened(name) for name in others[:_GENES_NAMED])
    more = f" and {len(others) - _GENES_NAMED:,} more" if len(others) > _GENES_NAMED else ""
    explained = " and ".join(tables.explained_genes)
    message = f"also in it, and not explained by this program, which explains {explained}: {named}{more}."
    return Problem(message=message, severity=Severity.NOTICE)


def _phenotype_only(
    gene: str, rows: list[LabRow], tables: ReferenceTables, problems: list[Problem]
) -> GeneResult | None:
    """A gene of which only the phenotype is read; `None` where the file has none."""
    bare = [row.model_copy(update={"diplotype": None, "activity_score": None}) for row in rows if row.phenotype]
    return gene_result(gene, bare, tables, problems) if bare else None
