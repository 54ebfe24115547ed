"""What is told of a file's rows, word for word: which row, which cell, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabPatient, LabRow, Note, Patient, Problem, Results, Severity
from pgx_reader.normalize import diplotype_result, explained_gene, normalize
from pgx_reader.normalize.notation import shortened
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import CopyNumber, GeneStatus


def lab_row(number: int | None, gene: str, diplotype: str = "", **cells: Any) -> LabRow:
    """A row of `r.csv`; `phenotype` and `score` are cells of their own."""
    phenotype, score = cells.pop("phenotype", ""), cells.pop("score", "")
    return LabRow(
        file=cells.pop("file", "r.csv"),
        row=number,
        patient_id="A",
        gene=gene,
        diplotype=Cell(value=diplotype, column="Genotype") if diplotype else None,
        phenotype=Cell(value=phenotype, column="Status") if phenotype else None,
        activity_score=Cell(value=score, column="AS") if score else None,
        **cells,
    )


def results_of(tables: ReferenceTables, *rows: LabRow) -> Results:
    """One patient with these rows."""
    patient = LabPatient(patient=Patient(id="A"), file="r.csv", row=2, rows=rows)
    return normalize(LabFile(name="r.csv", description="a table", patients=(patient,)), tables)


def problems_of(tables: ReferenceTables, *rows: LabRow) -> tuple[Problem, ...]:
    """The patient's problems."""
    return results_of(tables, *rows, lab_row(9, "CYP2C19", "*1/*1")).patients[0].problems


AGREE = "CYP2D6 stands here again, in agreement with what stands {}; the two are read as one."
DIFFER = "CYP2D6 stands here again with another result than {}; neither is explained."


@pytest.mark.parametrize(
    ("first", "second", "message", "column", "value", "severity"),
    [
        (
            lab_row(2, "CYP2D6", "*1/*4"),
            lab_row(3, "CYP2D6", "*4/*1"),
            AGREE.format("in row 2 of r.csv"),
            "Genotype",
            "*4/*1",
            Severity.NOTICE,
        ),
        (
            lab_row(2, "CYP2D6", "*1/*4", file=None),
            lab_row(3, "CYP2D6", phenotype="IM"),
            AGREE.format("in row 2"),
            "Status",
            "IM",
            Severity.NOTICE,
        ),
        (
            lab_row(None, "CYP2D6", "*1/*4"),
            lab_row(3, "CYP2D6", score="1"),
            AGREE.format("in Genotype of r.csv"),
            None,
            None,
            Severity.NOTICE,
        ),
        (
            lab_row(None, "CYP2D6", phenotype="IM"),
            lab_row(3, "CYP2D6", phenotype="NM"),
            DIFFER.format("in Status of r.csv"),
            "Status",
            "NM",
            Severity.ERROR,
        ),
        (
            lab_row(None, "CYP2D6", score="1"),
            lab_row(3, "CYP2D6", score="2"),
            DIFFER.format("in AS of r.csv"),
            "AS",
            "2",
            Severity.ERROR,
        ),
        (
            lab_row(None, "CYP2D6", file=None, readable=False),
            lab_row(3, "CYP2D6", "*1/*4"),
            DIFFER.format("before"),
            "Genotype",
            "*1/*4",
            Severity.ERROR,
        ),
    ],
)
def test_a_second_row_is_told_with_the_place_of_the_first(
    reference: ReferenceTables,
    first: LabRow,
    second: LabRow,
    message: str,
    column: str | None,
    value: str | None,
    severity: Severity,
) -> None:
    """Whether the two agree, where the first stands, and what stands in the second."""
    (problem,) = problems_of(reference, first, second)
    assert (problem.message, problem.column, problem.value) == (message, column, value)
    assert (problem.row, problem.file, problem.patient_id, problem.severity) == (3, "r.csv", "A", severity)


@pytest.mark.parametrize(
    ("row", "message", "value"),
    [
        (
            lab_row(2, "CYP2D6", "*1/*4/*2"),
            '"*1/*4/*2" names 3 haplotypes; a CYP2D6 diplotype has 2.',
            "*1/*4/*2",
        ),
        (
            lab_row(2, "CYP2D6", "*1/*999"),
            '"*1/*999" has *999, which is not in our CYP2D6 tables ({}); it is not interpreted. '
            "Check the name with the lab.",
            "*1/*999",
        ),
        (lab_row(2, "", "*1/*4"), "the gene is missing; the row is left out.", ""),
    ],
)
def test_a_problem_is_told_word_for_word(reference: ReferenceTables, row: LabRow, message: str, value: str) -> None:
    """What stands there, what is wrong with it, and what becomes of it."""
    (problem,) = problems_of(reference, row)
    assert problem.message == message.format(reference.version)
    assert (problem.row, problem.file, problem.patient_id, problem.value) == (2, "r.csv", "A", value)
    assert problem.column == ("Genotype" if row.gene else "gene")
    assert problem.severity is Severity.ERROR


def test_each_unknown_allele_is_a_problem_once(reference: ReferenceTables) -> None:
    """Two names that the tables lack are two problems, and one that stands twice is one."""
    told = problems_of(reference, lab_row(2, "CYP2D6", "*998/*999"), lab_row(3, "CYP2B6", phenotype="PM"))
    assert [problem.message.partition(",")[0] for problem in told] == ['"*998/*999" has *998', '"*998/*999" has *999']
    assert len(problems_of(reference, lab_row(2, "CYP2D6", "*999/*999"))) == 1


def test_a_patient_of_whom_nothing_is_explained_is_told_with_the_place(reference: ReferenceTables) -> None:
    """The row, the file and the patient, and what to do; the patient's own problems stand before it."""
    results = results_of(reference, lab_row(2, "CYP2D6", "abc"))
    assert results.patients == ()
    own, nothing = results.problems
    assert own.column == "Genotype"
    assert nothing.message == (
        "no CYP2C19 or CYP2D6 result that can be explained; no handout. Check this patient's rows."
    )
    assert (nothing.file, nothing.row, nothing.patient_id) == ("r.csv", 2, "A")
    assert nothing.severity is Severity.ERROR


@pytest.mark.parametrize(("number", "end"), [(1, "TPMT0."), (40, "TPMT39."), (41, "TPMT39 and 1 more.")])
def test_other_genes_are_named_and_the_rest_counted(reference: ReferenceTables, number: int, end: str) -> None:
    """Up to 40 genes are named in one notice, which stands first; how many more there are is said."""
    others = [lab_row(n + 3, f"TPMT{n}", "*1/*1") for n in range(number)]
    results = results_of(reference, lab_row(2, "CYP2D6", "*1/*4"), *others)
    notice = results.problems[0]
    assert notice.message.startswith(
        "also in it, and not explained by this program, which explains CYP2C19 and CYP2D6: TPMT0"
    )
    assert notice.message.endswith(end)
    assert notice.message.count(", ") == 2 + min(number, 40) - 1
    assert notice.severity is Severity.NOTICE
    assert results.patients[0].other_genes == tuple(f"TPMT{n}" for n in range(number))
    assert (results.name, results.description) == ("r.csv", "a table")


def test_problems_of_the_file_are_kept(reference: ReferenceTables) -> None:
    """What the reader found stands before what was found here, and after the notice of other genes."""
    found = Problem(message="a fault of the file")
    patient = LabPatient(patient=Patient(id="A"), row=2, rows=(lab_row(2, "TPMT", "*1/*1"),))
    results = normalize(LabFile(name="r", description="", patients=(patient,), problems=(found,)), reference)
    assert results.problems[1] == found
    assert [problem.message.split()[0] for problem in results.problems] == ["also", "a", "no"]


def notes(tables: ReferenceTables, *rows: LabRow) -> tuple[Note, ...]:
    """The notes on CYP2D6."""
    return results_of(tables, *rows, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes[1].notes


def test_what_the_file_doubts_is_noted_with_its_place(reference: ReferenceTables) -> None:
    """A remark of the file, and copies that nobody counted, are told with the words that stand there."""
    remark = Cell(value="low coverage", column="Filter")
    row = lab_row(2, "CYP2D6", "*1/*4", remarks=(remark,), copy_number=CopyNumber.NOT_COUNTED)
    assert notes(reference, row) == (
        Note(code="note.copies_not_counted", values={"gene": "CYP2D6"}),
        Note(
            code="note.remark_of_the_file",
            values={"gene": "CYP2D6", "column": "Filter", "remark": "low coverage"},
        ),
    )


def test_copies_do_not_matter_where_no_score_is_added_up(reference: ReferenceTables) -> None:
    """CYP2C19's phenotype does not rest on copies: that they went uncounted is not noted, and is kept."""
    row = lab_row(2, "CYP2C19", "*1/*2", copy_number=CopyNumber.NOT_COUNTED)
    patient = results_of(reference, lab_row(3, "CYP2D6", "*1/*4"), row).patients[0]
    assert patient.genes[0].notes == ()
    assert patient.genes[0].copy_number is CopyNumber.NOT_COUNTED


def test_notes_of_two_rows_are_kept_each_once(reference: ReferenceTables) -> None:
    """What both rows are noted for is told once, and what only one of them is, too."""
    one = lab_row(2, "CYP2D6", "1/*57", copy_number=CopyNumber.COUNTED)
    two = lab_row(3, "CYP2D6", "*1.001/57")
    found = results_of(reference, one, two, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes[1]
    assert [note.code.removeprefix("note.") for note in found.notes] == ["star_missing", "allele_renamed", "suballele"]
    assert found.copy_number is CopyNumber.COUNTED


def test_two_rows_complete_each_other_whichever_comes_first(reference: ReferenceTables) -> None:
    """Diplotype, phenotype and score are taken from the row that has them, with the words reported."""
    rows = (lab_row(2, "CYP2D6", "*1/*4"), lab_row(3, "CYP2D6", phenotype="IM"), lab_row(4, "CYP2D6", score="1"))
    for order in (rows, rows[::-1]):
        found = results_of(reference, *order, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes[1]
        assert (str(found.call), found.phenotypes, [str(score) for score in found.activity_scores]) == (
            "*1/*4",
            ("Intermediate Metabolizer",),
            ["1.0"],
        )
        assert found.reported.model_dump() == {"diplotype": "*1/*4", "phenotype": "IM", "activity_score": "1"}


def test_a_conflict_keeps_all_that_was_reported(reference: ReferenceTables) -> None:
    """The words of every row, each once, stand beside a result that is not explained."""
    rows = (
        lab_row(2, "CYP2D6", "*1/*4", phenotype="IM", score="1"),
        lab_row(3, "CYP2D6", "*1/*1", phenotype="NM", score="2"),
    )
    found = results_of(reference, *rows, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes[1]
    assert found.unusable is GeneStatus.CONFLICTING
    assert found.reported.model_dump() == {
        "diplotype": "*1/*4; *1/*1",
        "phenotype": "IM; NM",
        "activity_score": "1; 2",
    }


def test_a_row_that_the_reader_could_not_read_is_not_readable(reference: ReferenceTables) -> None:
    """What the reader could not make out is no missing result, whatever else stands in the row."""
    patient = results_of(
        reference, lab_row(2, "CYP2D6", "*1/*4", readable=False), lab_row(9, "CYP2C19", "*1/*1")
    ).patients[0]
    assert patient.genes[1].unusable is GeneStatus.NOT_READABLE
    assert patient.genes[1].reported.diplotype == "*1/*4"


@pytest.mark.parametrize("heading", ["Genotype", "Call", "Result"])
def test_two_small_numbers_under_a_common_heading_are_refused(reference: ReferenceTables, heading: str) -> None:
    """`1/2` under a heading that a variant's genotype may have is no diplotype."""
    row = lab_row(2, "CYP2D6").model_copy(update={"diplotype": Cell(value="1/2", column=heading)})
    (problem,) = problems_of(reference, row)
    assert "genotype of one variant" in problem.message


@pytest.mark.parametrize(
    "heading", ["Diplotype", "STAR ALLELES", "allele", "haplotypes", "CYP2D6", "2D6 result", "2c19"]
)
def test_two_small_numbers_under_a_heading_for_diplotypes_are_alleles(reference: ReferenceTables, heading: str) -> None:
    """A heading that speaks of star alleles, or names the gene, settles it."""
    row = lab_row(2, "CYP2D6").model_copy(update={"diplotype": Cell(value="1/2", column=heading)})
    found = results_of(reference, row, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes[1]
    assert str(found.call) == "*1/*2"


def test_a_gene_that_is_not_explained_has_its_phenotype_read(reference: ReferenceTables) -> None:
    """CYP2B6 stands in guidelines beside CYP2C19: of its rows the phenotype is read and nothing else."""
    row = lab_row(2, "CYP2B6", "*6/*6", phenotype="PM", score="1")
    patient = results_of(reference, row, lab_row(9, "CYP2C19", "*1/*1")).patients[0]
    found = patient.genes[-1]
    assert (found.gene, found.phenotypes, found.call) == ("CYP2B6", ("Poor Metabolizer",), None)
    assert found.reported.model_dump() == {"diplotype": None, "phenotype": "PM", "activity_score": None}
    assert patient.other_genes == ("CYP2B6",)
    assert [gene.gene for gene in results_of(reference, lab_row(9, "CYP2C19", "*1/*1")).patients[0].genes] == [
        "CYP2C19",
        "CYP2D6",
    ]


@pytest.mark.parametrize("name", ["CYP2D6", " cyp 2d6", "2D6"])
def test_a_diplotype_that_comes_alone_is_read_as_in_a_file(reference: ReferenceTables, name: str) -> None:
    """The gene in any spelling, the diplotype, and a problem without a row, a file or a patient."""
    gene = explained_gene(name, reference)
    assert gene == "CYP2D6"
    result, problems = diplotype_result(gene, "*1/*999", reference)
    assert str(result.call) == "*1/*999"
    (problem,) = problems
    assert (problem.column, problem.value, problem.row, problem.file) == ("diplotype", "*1/*999", None, None)
    assert problem.patient_id is None
    assert str(diplotype_result(gene, "1/2", reference)[0].call) == "*1/*2"
    assert diplotype_result(gene, "  ", reference)[0].unusable is GeneStatus.NO_CALL
    assert diplotype_result(gene, "abc", reference)[0].unusable is GeneStatus.NOT_READABLE


@pytest.mark.parametrize("name", ["TPMT", "CYP2B6", ""])
def test_a_gene_whose_diplotypes_are_not_explained_is_refused(reference: ReferenceTables, name: str) -> None:
    """The message quotes it and names those that are."""
    with pytest.raises(UnusableInputError) as caught:
        explained_gene(name, reference)
    assert str(caught.value) == (f'"{name}" is not a gene whose diplotypes are explained: CYP2C19, CYP2D6.')


def test_a_result_that_stands_very_often_is_told_of_twenty_times_and_once_for_the_others(
    reference: ReferenceTables,
) -> None:
    """The last notice counts the others and says where the last one stands; it is of the first of them."""
    rows = [lab_row(number, "CYP2D6", "*1/*4" if number % 2 else "*4/*1") for number in range(2, 26)]
    *each, rest = problems_of(reference, *rows)
    agreeing = AGREE.format("in row 2 of r.csv")
    assert [(notice.row, notice.message) for notice in each] == [(number, agreeing) for number in range(3, 23)]
    assert rest.message == (
        "CYP2D6 stands here again, and then 2 times more, the last time in row 25 of r.csv, in agreement with what "
        "stands in row 2 of r.csv; all are read as one."
    )
    assert (rest.row, rest.column, rest.value, rest.severity) == (23, "Genotype", "*1/*4", Severity.NOTICE)


def test_a_phenotype_that_stands_very_often_is_told_of_by_its_own_words(reference: ReferenceTables) -> None:
    """Where the rows have no diplotype, the phenotype of the first of the others is quoted."""
    words = {23: "Intermediate Metabolizer", 24: "intermediate metabolizer"}
    rows = [lab_row(number, "CYP2D6", phenotype=words.get(number, "IM")) for number in range(2, 26)]
    rest = problems_of(reference, *rows)[-1]
    assert (rest.row, rest.column, rest.value) == (23, "Status", "Intermediate Metabolizer")


def test_rows_without_any_result_are_one(reference: ReferenceTables) -> None:
    """Of rows that say nothing the first stands for all: nothing stands again."""
    found = results_of(reference, lab_row(2, "CYP2D6"), lab_row(3, "CYP2D6"), lab_row(9, "CYP2C19", "*1/*1"))
    patient = found.patients[0]
    assert [problem for problem in patient.problems if problem.severity is Severity.NOTICE] == []
    assert next(gene for gene in patient.genes if gene.gene == "CYP2D6").unusable is GeneStatus.NO_CALL


def test_two_rows_without_a_call_are_one_result_that_quotes_both(reference: ReferenceTables) -> None:
    """No call twice is no call, and no conflict."""
    rows = (lab_row(2, "CYP2D6", "no call"), lab_row(3, "CYP2D6", "./."), lab_row(9, "CYP2C19", "*1/*1"))
    found = next(gene for gene in results_of(reference, *rows).patients[0].genes if gene.gene == "CYP2D6")
    assert found.unusable is GeneStatus.NO_CALL
    assert found.reported.diplotype == "no call; ./."


def test_the_medicines_of_the_file_are_the_patients(reference: ReferenceTables) -> None:
    """What the lab's file lists is handed on, in its order."""
    rows = (lab_row(9, "CYP2C19", "*1/*1"),)
    patient = LabPatient(patient=Patient(id="A"), file="r.csv", row=2, rows=rows, medicines=("Celexa", "codeine"))
    found = normalize(LabFile(name="r.csv", description="a table", patients=(patient,)), reference)
    assert found.patients[0].medicines == ("Celexa", "codeine")


@pytest.mark.parametrize(("length", "quoted"), [(60, "*" * 60), (61, "*" * 59 + "…")])
def test_what_is_quoted_has_sixty_letters_at_most(length: int, quoted: str) -> None:
    """A text of sixty is whole; a longer one ends in three dots, which count."""
    assert shortened("*" * length) == quoted


def test_what_agreed_before_a_conflict_is_told(reference: ReferenceTables) -> None:
    """A row that says the first one's result again, and then one that does not: each has its message."""
    rows = (lab_row(2, "CYP2D6", "*1/*4"), lab_row(3, "CYP2D6", "*4/*1"), lab_row(4, "CYP2D6", "*1/*1"))
    told = [(problem.row, problem.message) for problem in problems_of(reference, *rows)]
    assert told == [(3, AGREE.format("in row 2 of r.csv")), (4, DIFFER.format("in row 2 of r.csv"))]


def test_a_count_of_copies_elsewhere_hides_no_conflict(reference: ReferenceTables) -> None:
    """Where another row tells of copies, the rows with results are all still there, and contradict each other."""
    counted = lab_row(4, "CYP2D6", copy_number=CopyNumber.COUNTED)
    rows = (lab_row(2, "CYP2D6", "*1/*4"), lab_row(3, "CYP2D6", "*1/*1"), counted, lab_row(9, "CYP2C19", "*1/*1"))
    found = next(gene for gene in results_of(reference, *rows).patients[0].genes if gene.gene == "CYP2D6")
    assert found.unusable is GeneStatus.CONFLICTING


def test_genes_that_are_not_explained_are_named(reference: ReferenceTables) -> None:
    """One notice for the file, each gene once; of a gene that guidelines need, nothing is made up."""
    rows = (
        lab_row(2, "CYP2B6", "*1/*6"),
        lab_row(3, "SLCO1B1", "*1/*5"),
        lab_row(4, "SLCO1B1", "*1/*5"),
        lab_row(9, "CYP2C19", "*1/*1"),
    )
    results = results_of(reference, *rows)
    (notice,) = results.problems
    assert notice.severity is Severity.NOTICE
    assert notice.message == (
        "also in it, and not explained by this program, which explains CYP2C19 and CYP2D6: SLCO1B1, CYP2B6."
    )
    assert [gene.gene for gene in results.patients[0].genes] == ["CYP2C19", "CYP2D6"]
