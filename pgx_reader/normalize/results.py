"""From the lab's rows to one result a gene, for each patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pgx_reader.models.genetics import ActivityScore, Diplotype
from pgx_reader.models.results import (
    Cell,
    GeneResult,
    LabFile,
    LabPatient,
    LabRow,
    Note,
    PatientResult,
    Problem,
    Reported,
    Results,
    Severity,
)
from pgx_reader.normalize.diplotypes import parse_diplotype
from pgx_reader.normalize.notation import NotationError, folded_gene, means_no_call, means_not_tested, shortened
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.normalize.scores import parse_score
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Phenotype

_SILENT = (GeneStatus.NOT_TESTED, GeneStatus.NOT_READABLE, GeneStatus.CONFLICTING)


def normalize(lab_file: LabFile, tables: ReferenceTables) -> Results:
    """
    Every patient's results in standard names.

    A patient of whom nothing can be explained is left out, and a problem says so. All problems are gathered; none
    is raised.
    """
    problems = list(lab_file.problems)
    patients: list[PatientResult] = []
    for lab_patient in lab_file.patients:
        patient = _patient_result(lab_patient, tables)
        if any(gene.unusable not in _SILENT for gene in patient.genes if gene.gene in tables.explained_genes):
            patients.append(patient)
        else:
            problems += [*patient.problems, _nothing_to_explain(lab_patient, tables)]
    return Results(
        name=lab_file.name, description=lab_file.description, patients=tuple(patients), problems=tuple(problems)
    )


def gene_names(tables: ReferenceTables) -> dict[str, str]:
    """Every folded spelling of a gene's name, to the name that the tables use."""
    return {folded_gene(row.name): row.gene for row in tables.gene_synonyms}


def _nothing_to_explain(lab_patient: LabPatient, tables: ReferenceTables) -> Problem:
    genes = " or ".join(tables.explained_genes)
    message = f"no {genes} result that can be explained; no handout. Check this patient's rows."
    return Problem(message=message, row=lab_patient.row, patient_id=lab_patient.patient.id)


def _patient_result(lab_patient: LabPatient, tables: ReferenceTables) -> PatientResult:
    names = gene_names(tables)
    by_gene: dict[str, list[LabRow]] = {}
    others: dict[str, LabRow] = {}
    problems: list[Problem] = []
    for row in lab_patient.rows:
        gene = names.get(folded_gene(row.gene))
        if gene is not None:
            by_gene.setdefault(gene, []).append(row)
        elif row.gene:
            others.setdefault(row.gene, row)
        else:
            problems.append(_problem(row, Cell(value="", column="gene"), "the gene is missing; the row is left out."))
    genes = [_gene_result(gene, by_gene.get(gene, []), tables, problems) for gene in tables.explained_genes]
    for gene in tables.genes.keys() - set(tables.explained_genes):
        if gene in by_gene:
            result = _phenotype_only(gene, by_gene[gene], tables, problems)
            if result is not None:
                genes.append(result)
            if any(row.diplotype or row.activity_score for row in by_gene[gene]):
                others.setdefault(gene, by_gene[gene][0])
    if others:
        problems.append(_not_explained(others))
    return PatientResult(
        patient=lab_patient.patient,
        genes=tuple(genes),
        other_genes=tuple(others),
        medicines=lab_patient.medicines,
        problems=tuple(problems),
    )


def _not_explained(others: dict[str, LabRow]) -> Problem:
    first = next(iter(others.values()))
    message = f"not explained by this program: {', '.join(shortened(name) for name in others)}."
    return Problem(message=message, row=first.row, patient_id=first.patient_id, severity=Severity.NOTICE)


def _phenotype_only(
    gene: str, rows: list[LabRow], tables: ReferenceTables, problems: list[Problem]
) -> GeneResult | None:
    """A gene of which only the phenotype is read; `None` where the file has none."""
    bare = [row.model_copy(update={"diplotype": None, "activity_score": None}) for row in rows if row.phenotype]
    return _gene_result(gene, bare, tables, problems) if bare else None


def _gene_result(gene: str, rows: list[LabRow], tables: ReferenceTables, problems: list[Problem]) -> GeneResult:
    if not rows:
        return GeneResult(gene=gene, reported=Reported(), unusable=GeneStatus.NOT_TESTED)
    told = [row for row in rows if row.diplotype or row.phenotype or row.activity_score or not row.readable]
    rows = told or rows[:1]
    results = [_read_row(gene, row, tables, problems) for row in rows]
    merged = results[0]
    for row, result in zip(rows[1:], results[1:], strict=True):
        together = _merged(merged, result)
        if together is None:
            message = f"{gene} stands here again with another result than in row {rows[0].row}; neither is explained."
            problems.append(_problem(row, row.diplotype or row.phenotype or row.activity_score, message))
            return GeneResult(gene=gene, reported=_all_reported(results), unusable=GeneStatus.CONFLICTING)
        merged = together
        if merged.unusable is not GeneStatus.NOT_READABLE:
            message = f"{gene} stands here again, in agreement with row {rows[0].row}; the two are read as one."
            problems.append(_problem(row, row.diplotype or row.phenotype, message, Severity.NOTICE))
    return merged


def _read_row(gene: str, row: LabRow, tables: ReferenceTables, problems: list[Problem]) -> GeneResult:
    """One row in standard names. If any of its cells is not understood, none of it is used."""
    reported = Reported(
        diplotype=row.diplotype.value if row.diplotype else None,
        phenotype=row.phenotype.value if row.phenotype else None,
        activity_score=row.activity_score.value if row.activity_score else None,
    )
    if not row.readable:
        return GeneResult(gene=gene, reported=reported, unusable=GeneStatus.NOT_READABLE)
    diplotype: Diplotype | GeneStatus | None = None
    phenotypes: tuple[Phenotype, ...] | GeneStatus = ()
    score: ActivityScore | None = None
    notes: tuple[Note, ...] = ()
    before = len(problems)
    if row.diplotype:
        try:
            diplotype, notes = _diplotype(gene, row.diplotype.value, tables)
        except NotationError as error:
            problems.append(_problem(row, row.diplotype, str(error), quote=True))
    if row.phenotype:
        try:
            phenotypes = parse_phenotype(gene, row.phenotype.value, tables)
        except NotationError as error:
            problems.append(_problem(row, row.phenotype, str(error), quote=True))
    if row.activity_score:
        try:
            score = parse_score(gene, row.activity_score.value, tables)
        except NotationError as error:
            problems.append(_problem(row, row.activity_score, str(error), quote=True))
    if len(problems) > before:
        return GeneResult(gene=gene, reported=reported, unusable=GeneStatus.NOT_READABLE)
    if row.diplotype and isinstance(diplotype, Diplotype):
        explained_by_lab = bool(score or (isinstance(phenotypes, tuple) and phenotypes))
        problems += _unknown_alleles(row, row.diplotype, diplotype, tables, explained_by_lab)
    return _combined(gene, reported, diplotype, phenotypes, score, notes)


def _unknown_alleles(
    row: LabRow, cell: Cell, diplotype: Diplotype, tables: ReferenceTables, explained_by_lab: bool
) -> Iterator[Problem]:
    """A problem for each allele that the tables do not have; a notice where the lab says what the result means."""
    for name in dict.fromkeys(allele.star_allele for allele in diplotype.alleles):
        if name not in tables.alleles[diplotype.gene]:
            message = (
                f"has {name}, which is not in our {diplotype.gene} tables ({tables.version}); it is not interpreted. "
                "Check the name with the lab."
            )
            severity = Severity.NOTICE if explained_by_lab else Severity.ERROR
            yield _problem(row, cell, message, severity, quote=True)


def _diplotype(gene: str, text: str, tables: ReferenceTables) -> tuple[Diplotype | GeneStatus, tuple[Note, ...]]:
    if means_not_tested(text):
        return GeneStatus.NOT_TESTED, ()
    if means_no_call(text):
        return GeneStatus.NO_CALL, ()
    read = parse_diplotype(gene, text, tables)
    return read.diplotype, read.notes


def _combined(
    gene: str,
    reported: Reported,
    diplotype: Diplotype | GeneStatus | None,
    phenotypes: tuple[Phenotype, ...] | GeneStatus,
    score: ActivityScore | None,
    notes: tuple[Note, ...],
) -> GeneResult:
    """
    What the three cells say together.

    A phenotype or score beside a diplotype that could not be called is dropped, and a note says so: callers print a
    default phenotype there.
    """
    if isinstance(diplotype, GeneStatus):
        said = reported.phenotype or reported.activity_score
        stray = said if (isinstance(phenotypes, tuple) and phenotypes) or score else None
        extra = (
            (Note(code="note.phenotype_beside_no_call", values={"gene": gene, "reported": shortened(stray)}),)
            if stray
            else ()
        )
        return GeneResult(gene=gene, reported=reported, unusable=_unusable(diplotype), notes=extra)
    if isinstance(phenotypes, GeneStatus):
        if diplotype is None and score is None:
            return GeneResult(gene=gene, reported=reported, unusable=_unusable(phenotypes))
        phenotypes = ()
    if diplotype is None and score is None and not phenotypes:
        return GeneResult(gene=gene, reported=reported, unusable=GeneStatus.NO_CALL)
    return GeneResult(
        gene=gene, reported=reported, diplotype=diplotype, activity_score=score, phenotypes=phenotypes, notes=notes
    )


def _unusable(status: GeneStatus) -> GeneStatus:
    return GeneStatus.NOT_TESTED if status is GeneStatus.NOT_TESTED else GeneStatus.NO_CALL


def _merged(one: GeneResult, two: GeneResult) -> GeneResult | None:
    """Two rows of one gene as one result, where they agree or each says what the other does not; else `None`."""
    if one.unusable or two.unusable:
        return one if one.unusable == two.unusable else None
    if one.diplotype and two.diplotype and _unordered(one.diplotype) != _unordered(two.diplotype):
        return None
    if one.activity_score and two.activity_score and one.activity_score != two.activity_score:
        return None
    if one.phenotypes and two.phenotypes and set(one.phenotypes) != set(two.phenotypes):
        return None
    return GeneResult(
        gene=one.gene,
        reported=Reported(
            diplotype=one.reported.diplotype or two.reported.diplotype,
            phenotype=one.reported.phenotype or two.reported.phenotype,
            activity_score=one.reported.activity_score or two.reported.activity_score,
        ),
        diplotype=one.diplotype or two.diplotype,
        activity_score=one.activity_score or two.activity_score,
        phenotypes=one.phenotypes or two.phenotypes,
        notes=one.notes if one.diplotype else two.notes,
    )


def _unordered(diplotype: Diplotype) -> list[str]:
    return sorted(str(haplotype) for haplotype in diplotype.haplotypes)


def _all_reported(results: Iterable[GeneResult]) -> Reported:
    reported = [result.reported for result in results]
    return Reported(
        diplotype=_joined(r.diplotype for r in reported),
        phenotype=_joined(r.phenotype for r in reported),
        activity_score=_joined(r.activity_score for r in reported),
    )


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def _problem(
    row: LabRow, cell: Cell | None, message: str, severity: Severity = Severity.ERROR, *, quote: bool = False
) -> Problem:
    value = shortened(cell.value) if cell else None
    return Problem(
        message=f'"{value}" {message}' if quote else message,
        row=row.row,
        column=cell.column if cell else None,
        value=value,
        patient_id=row.patient_id,
        severity=severity,
    )
