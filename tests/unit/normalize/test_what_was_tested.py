"""What the rows of a gene say of the test, as one."""

from __future__ import annotations

import pytest

from pgx_reader.models.results import Cell, GeneResult, LabRow, Problem
from pgx_reader.normalize.genes import gene_result
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import CopyNumber, GeneStatus

COUNTED, NOT_COUNTED, NOT_KNOWN = CopyNumber.COUNTED, CopyNumber.NOT_COUNTED, CopyNumber.NOT_KNOWN


def row(diplotype: str, tested: str = "", copies: CopyNumber = NOT_KNOWN) -> LabRow:
    """A row of CYP2D6."""
    return LabRow(
        row=2,
        patient_id="A",
        gene="CYP2D6",
        diplotype=Cell(value=diplotype, column="Genotype") if diplotype else None,
        tested=Cell(value=tested, column="Alleles Tested") if tested else None,
        copy_number=copies,
    )


def result(tables: ReferenceTables, *rows: LabRow) -> GeneResult:
    """The gene's result from the rows."""
    problems: list[Problem] = []
    return gene_result("CYP2D6", list(rows), tables, problems)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("*1/*4")], None),
        ([row("*1/*4", "*1, *2,\n *3")], "*1, *2, *3"),
        ([row("*1/*4", "*2, *3"), row("*1/*4", "*2, *3")], "*2, *3"),
        ([row("*1/*4", "*2, *3"), row("*4/*1", "rs3892097")], "*2, *3; rs3892097"),
        ([row("*1/*4"), row("", "*2, *3")], "*2, *3"),
        ([row("no call", "*2, *3")], "*2, *3"),
        ([row("*1/*2/*4", "*2, *3")], "*2, *3"),
        ([row("*1/*4", "*2"), row("*1/*1", "*3")], "*2; *3"),
        ([], None),
    ],
)
def test_all_that_the_rows_say_of_the_test_is_kept(
    reference: ReferenceTables, rows: list[LabRow], expected: str | None
) -> None:
    """Everything distinct is kept on one line, word for word, whatever becomes of the result."""
    assert result(reference, *rows).tested == expected


def test_what_was_tested_changes_no_result(reference: ReferenceTables) -> None:
    """With and without a list of tested alleles, the gene's result is the same."""
    assert result(reference, row("*1/*4", "*2, *3")).model_copy(update={"tested": None}) == result(
        reference, row("*1/*4")
    )
    alone = result(reference, row("", "*2/*3"))
    assert (alone.unusable, alone.call) == (GeneStatus.NO_CALL, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("*1/*4"), row("", "", COUNTED)], COUNTED),
        ([row("*1/*4"), row("", "", NOT_COUNTED)], NOT_COUNTED),
        ([row("*1/*4", "", NOT_COUNTED), row("", "", COUNTED)], NOT_COUNTED),
        ([row("*1/*4"), row("*1/*4", "", COUNTED)], COUNTED),
    ],
)
def test_a_row_without_a_result_may_say_whether_copies_were_counted(
    reference: ReferenceTables, rows: list[LabRow], expected: CopyNumber
) -> None:
    """It counts where no row with a result says so; and that copies went uncounted is noted."""
    found = result(reference, *rows)
    assert found.copy_number is expected
    assert any(note.code == "note.copies_not_counted" for note in found.notes) is (expected is NOT_COUNTED)
