"""ursaPGx: its wide table of phased diplotypes is read as any wide table is."""

from __future__ import annotations

from collections.abc import Callable

from pgx_reader.models.results import LabFile
from pgx_reader.normalize.rows import read_row
from pgx_reader.tables import load_tables
from pgx_reader.terms import GeneStatus


def test_each_gene_is_read_as_it_stands(example: Callable[[str], LabFile]) -> None:
    """Also of the genes that are not explained, and `None` where CYP2D6 was not called."""
    file = example("ursapgx/results.tsv")
    found = [
        (row.patient_id, row.row, row.gene, row.diplotype and row.diplotype.value)
        for patient in file.patients
        for row in patient.rows
        if row.gene in ("CYP2C19", "CYP2D6")
    ]
    assert found == [
        ("DEMO-01", 2, "CYP2C19", "*2|*1"),
        ("DEMO-01", 2, "CYP2D6", "*1/*4"),
        ("DEMO-02", 3, "CYP2C19", "*Amb|*17"),
        ("DEMO-02", 3, "CYP2D6", "*2x2/*4.013+*4"),
        ("DEMO-03", 4, "CYP2C19", "*1|*1"),
        ("DEMO-03", 4, "CYP2D6", "None"),
    ]
    assert [row.gene for row in file.patients[0].rows] == ["CYP2C19", "CYP4F2", "DPYD", "CYP2D6"]
    assert file.problems == ()


def test_what_is_ambiguous_or_not_called_is_never_normal(example: Callable[[str], LabFile]) -> None:
    """`*Amb|*17` names one allele of two; `None` is no call."""
    _, ambiguous, none = example("ursapgx/results.tsv").patients
    tables = load_tables()
    call = read_row("CYP2C19", ambiguous.rows[0], tables, []).call
    assert call is not None
    assert [reading.is_named for reading in call.readings] == [False]
    assert read_row("CYP2D6", none.rows[3], tables, []).unusable is GeneStatus.NO_CALL
