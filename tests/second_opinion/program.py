"""What the program says, in the form of the second opinion."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from pgx_reader import interpret, interpret_diplotypes, read_results
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, Statement
from pgx_reader.terms import Preference
from tests.second_opinion.opinion import Opinion, Row

# Of one patient: gene, diplotype, phenotype and score as a lab gives them.
LabRow = tuple[str, str, str, str]


def answers(gene: str, diplotypes: Iterable[str]) -> Iterator[Opinion]:
    """The program's answer to each diplotype of a gene."""
    return (answer_of(found.interpretation) for found in interpret_diplotypes(gene, diplotypes))


def answer_of(found: GeneInterpretation) -> Opinion:
    """What a gene's interpretation says, as an opinion."""
    phenotypes = tuple(phenotype.value for phenotype in found.possible_phenotypes)
    assert (found.phenotype and found.phenotype.value) == (phenotypes[0] if len(phenotypes) == 1 else None)
    return Opinion(found.status.value, tuple(map(str, found.activity_scores)), phenotypes)


def patients(groups: Iterable[Iterable[LabRow]], *, prefer: Preference = Preference.LAB) -> list[Interpretation]:
    """The interpretation of a patient for each group of rows, by way of a file of invented patients."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["patient_id", "gene", "diplotype", "phenotype", "activity_score"])
    identifiers = []
    for number, rows in enumerate(groups):
        identifiers.append(f"PT-{number} (invented)")
        writer.writerows((identifiers[-1], *row) for row in rows)
    found = [interpret(patient, prefer=prefer) for patient in read_results(BytesIO(text.getvalue().encode())).patients]
    assert [interpretation.patient.id for interpretation in found] == identifiers
    return found


def statements(interpretation: Interpretation) -> list[Row]:
    """Every statement of a patient's interpretation, as the row that it comes from."""
    return [_row(medicine.name, given) for medicine in interpretation.medicines for given in medicine.statements]


def _row(drug: str, given: Statement) -> Row:
    facts = (
        given.strength.value if given.strength else "",
        str(given.section.value) if given.section else "",
        given.effect.value if given.effect else "",
        ";".join(action.value for action in given.actions),
        ";".join(condition.value for condition in given.conditions),
        given.source_id,
        given.source_location,
    )
    return Row(given.source, drug, given.population.value, given.row, facts)
