"""Tables of no format's own: titles, two header rows, footnotes, callers' columns, names that stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers import read_results

Example = Callable[[str], LabFile]
Flat = tuple[int | None, str, str, str | None, str | None, str | None]


def flat(file: LabFile) -> list[Flat]:
    """Every row as plain values: row, patient, gene, diplotype, phenotype, score."""
    return [flat_row(row) for patient in file.patients for row in patient.rows]


def flat_row(row: LabRow) -> Flat:
    """One row as plain values."""
    diplotype, phenotype, score = (c.value if c else None for c in (row.diplotype, row.phenotype, row.activity_score))
    return (row.row, row.patient_id, row.gene, diplotype, phenotype, score)


def told(file: LabFile, severity: Severity = Severity.NOTICE) -> str:
    """All messages of one severity."""
    return "\n".join(problem.message for problem in file.problems if problem.severity is severity)


def read(table: str, name: str = "results.csv") -> LabFile:
    """Read a table given as text."""
    return read_results(BytesIO(table.encode()), name=name)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "preamble.csv",
            [
                (5, "DEMO-01", "CYP2D6", "*1/*4", "Intermediate Metabolizer", None),
                (6, "DEMO-01", "CYP2C19", "*1/*17", "Rapid Metabolizer", None),
                (7, "DEMO-02", "CYP2D6", "*4/*5", "Poor Metabolizer", None),
            ],
        ),
        (
            "two_header_rows.csv",
            [
                (3, "DEMO-01", "CYP2D6", "*1/*4", "IM", "1"),
                (3, "DEMO-01", "CYP2C19", "*1/*2", "IM", None),
                (4, "DEMO-02", "CYP2D6", "*36+*10/*10", "IM", "0.5"),
                (4, "DEMO-02", "CYP2C19", "*1/*1", "NM", None),
            ],
        ),
        (
            "redcap.csv",
            [
                (2, "1", "cyp2d6", None, "Intermediate Metabolizer", None),
                (2, "1", "cyp2c19", None, "PM", None),
                (3, "2", "cyp2d6", None, "UM", None),
                (3, "2", "cyp2c19", None, "Normal Metabolizer", None),
            ],
        ),
        (
            "wide_pheno.tsv",
            [(2, "DEMO-01", "CYP2D6", "*4x2/*5", "PM", None), (2, "DEMO-01", "CYP2C19", "*1/*2", "IM", None)],
        ),
        (
            "phrases.csv",
            [
                (2, "DEMO-01", "CYP2D6", None, "Intermediate Metabolizer", None),
                (3, "DEMO-01", "CYP2C19", None, "Poor Metabolizer", None),
            ],
        ),
        (
            "one_patient.csv",
            [
                (2, "one_patient", "CYP2D6", "*1/*4", "Intermediate Metabolizer", None),
                (3, "one_patient", "CYP2C19", "*1/*1", "Normal Metabolizer", None),
                (4, "one_patient", "SLCO1B1", "*1/*5", "Decreased Function", None),
            ],
        ),
        (
            "id_is_the_gene.csv",
            [
                (2, "id_is_the_gene", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
                (3, "id_is_the_gene", "CYP2D6", "*1/*1", "Normal Metabolizer", None),
            ],
        ),
        (
            "cyp2d6_calls.csv",
            [(2, "DEMO-01", "CYP2D6", "*1/*4", None, None), (3, "DEMO-02", "CYP2D6", "No_call", None, None)],
        ),
        (
            "bars.txt",
            [
                (5, "DEMO-01", "CYP2D6", "*1/*4", None, None),
                (5, "DEMO-01", "CYP2C19", "*1/*1", None, None),
                (6, "DEMO-02", "CYP2D6", "*2/*41", None, None),
                (6, "DEMO-02", "CYP2C19", "None", None, None),
            ],
        ),
        (
            "copies_and_lists.csv",
            [
                (2, "DEMO-01", "CYP2D6", "3N, *1/*2x2", None, None),
                (2, "DEMO-01", "CYP2C19", "*2A/*1", None, None),
                (3, "DEMO-02", "CYP2D6", "['*10/*36.ALDY+*10']", None, None),
                (3, "DEMO-02", "CYP2C19", "*1|*2", None, None),
            ],
        ),
    ],
)
def test_each_result_of_an_example_is_read_word_for_word(example: Example, path: str, expected: list[Flat]) -> None:
    """Every result that a person finds in the file is there, with its row and unaltered text, and nothing else."""
    file = example(f"tables/{path}")
    assert flat(file) == expected
    assert told(file, Severity.ERROR) == ""


def test_several_columns_of_one_gene_are_rows_of_their_own_and_comments_are_none(example: Example) -> None:
    """Each caller's column is a result to compare; a comment, even with a star in it, is not one."""
    file = example("tables/caller_columns.tsv")
    rows = [(row.gene, row.diplotype.value if row.diplotype else None) for row in file.patients[1].rows]
    assert ("CYP2D6", "*2/*2") in rows
    assert ("CYP2D6", "*2/*41") in rows
    assert {gene for gene, _ in rows} == {"CYP2C19", "CYP2D6", "UTG1A1", "mtRNR1", "CYP2CRS12777823"}
    assert '"CYP2D6_comment"' in told(file)
    assert '"CYP2D6_getrm_ngs"' in told(file)


def test_a_footnote_mark_is_taken_off_and_kept_as_a_remark(example: Example) -> None:
    """`*1/*4‡` is `*1/*4`, the mark is not forgotten, and the notes below the table are nobody's results."""
    file = example("tables/caller_columns.tsv")
    marked = [row for row in file.patients[0].rows if row.remarks]
    assert [(row.diplotype, row.remarks[0].value) for row in marked if row.diplotype] == [
        (marked[0].diplotype, "*1/*4‡")
    ]
    assert marked[0].diplotype is not None
    assert marked[0].diplotype.value == "*1/*4"
    assert [patient.patient.id for patient in file.patients] == ["DEMO-01", "DEMO-02"]
    assert "† invented samples" in told(file)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [("*1/*4†", "*1/*4"), ("*1/*4*", "*1/*4*"), ("*1/*4²", "*1/*4"), ("10*/*68", "10*/*68"), ("*1/*4 ‡", "*1/*4")],
)
def test_no_star_or_digit_of_an_allele_is_taken_for_a_footnote(cell: str, read_as: str) -> None:
    """A star behind a digit may belong to an allele and stays, for the grammar to judge."""
    assert flat(read(f"id,CYP2D6\nA,{cell}\n"))[0][3] == read_as


def test_a_title_is_named_and_a_result_above_the_header_is_an_error() -> None:
    """What is passed over above the header is quoted; where it holds star alleles, that is an error."""
    file = read("Results of spring\n\nid,gene,diplotype\nA,CYP2D6,*1/*4\n")
    assert '"Results of spring"' in told(file)
    lost = read("B,CYP2D6,*4/*4\nid,gene,diplotype\nA,CYP2D6,*1/*4\n")
    assert "a result stands above the header" in told(lost, Severity.ERROR)


def test_a_header_is_not_looked_for_below_thirty_rows() -> None:
    """A table that begins far down is refused with what was found, not read by chance."""
    titles = "".join(f"line {n}\n" for n in range(31))
    assert flat(read(titles[: titles.index("line 30")] + "id,CYP2D6\nA,*1/*4\n")) == [
        (32, "A", "CYP2D6", "*1/*4", None, None)
    ]
    with pytest.raises(UnusableInputError, match="no column for the gene"):
        read(titles + "more\nid,CYP2D6\nA,*1/*4\n")


@pytest.mark.parametrize(
    "table",
    [
        ",CYP2D6,,CYP2C19,\nSample,Genotype,Phenotype,Genotype,Phenotype\nA,*1/*4,IM,*1/*1,NM\n",
        "Sample,CYP2D6,,CYP2C19,\n,Genotype,Phenotype,Genotype,Phenotype\nA,*1/*4,IM,*1/*1,NM\n",
        "Sample,CYP2D6,,CYP2C19,\nSample,Genotype,Phenotype,Genotype,Phenotype\nA,*1/*4,IM,*1/*1,NM\n",
        'Title,,,,\n"","CYP2D6†","","CYP2C19",""\nSample,"Geno\ntype","Pheno\ntype",Genotype,Phenotype\nA,*1/*4,IM,*1/*1,NM\n'.replace(
            "Geno\n", "Genotype\n"
        )
        .replace('Genotype\ntype"', 'Genotype"')
        .replace('"Pheno\ntype"', '"Phenotype\n(CPIC)"'),
    ],
)
def test_a_row_of_genes_over_a_row_of_results_is_one_header(table: str) -> None:
    """Two header rows, wherever the patient's heading stands and with breaks in headings, are read as one."""
    genes = {row.gene.rstrip("†"): flat_row(row)[3:] for patient in read(table).patients for row in patient.rows}
    assert genes == {"CYP2D6": ("*1/*4", "IM", None), "CYP2C19": ("*1/*1", "NM", None)}


def test_a_first_row_of_results_is_never_taken_for_a_second_header() -> None:
    """A patient of whom there are words only stays a patient."""
    file = read("id,CYP2D6,CYP2C19\n,Poor Metabolizer,PM\nB,*1/*1,*1/*1\n")
    assert "patient's id is missing" in told(file, Severity.ERROR)
    assert [row[1] for row in flat(file)] == ["B", "B"]


def test_a_table_without_patients_is_one_persons_only_if_it_can_be(example: Example) -> None:
    """No gene may stand there with two results: they may be two people's."""
    with pytest.raises(UnusableInputError, match="CYP2D6 stands there with two results"):
        example("tables/two_people_without_ids.csv")


def test_what_stands_above_a_table_may_name_its_patient() -> None:
    """`Patient ID` over a table without a patient's column is its patient; two of them are refused."""
    rows = "\nGene,Genotype\nCYP2D6,*1/*4\n"
    file = read(f"Patient ID:,PT-5\nName:,Ada Example (invented)\n{rows}")
    assert file.patients[0].patient.id == "PT-5"
    assert file.patients[0].patient.name == "Ada Example (invented)"
    with pytest.raises(UnusableInputError, match="more than one patient"):
        read(f"Patient ID:,PT-5\nPatient ID:,PT-6\n{rows}")


def test_the_gene_of_a_table_may_stand_in_the_files_name_alone() -> None:
    """Without a gene anywhere the table is refused; the name's gene is used, and a notice says so."""
    table = "sample,genotype\nA,*1/*4\n"
    assert "read as CYP2D6" in told(read(table, "lab.cyp2d6.csv"))
    for name in ("lab.csv", "cyp2d6_cyp2c19.csv"):
        with pytest.raises(UnusableInputError, match="no column for the gene"):
            read(table, name)


def test_a_phrase_without_its_gene_is_a_problem() -> None:
    """Where results name their genes, one that does not is nobody's gene: it is never given that of another row."""
    file = read("id,Phenotype\nA,CYP2D6 Poor Metabolizer\nB,Poor Metabolizer\n")
    assert flat(file) == [(2, "A", "CYP2D6", None, "Poor Metabolizer", None)]
    assert "does not name its gene" in told(file, Severity.ERROR)


@pytest.mark.parametrize("cell", ["2026-01-02", "1-Feb", "02-Jan", "1. Feb", "Jan-02", "2026-01-02 00:00:00"])
def test_a_date_is_not_turned_back_into_a_diplotype(cell: str) -> None:
    """What a spreadsheet made a date of stays as it is, and a notice says what happened."""
    file = read(f"id,gene,diplotype\nA,CYP2D6,{cell}\n")
    assert flat(file) == [(2, "A", "CYP2D6", cell, None, None)]
    assert "is a date" in told(file)


def test_single_positions_are_no_diplotypes(example: Example) -> None:
    """`1/1` at a position does not mean `*1/*1`: nothing of such a row is read, and that is an error."""
    file = example("tables/positions.csv")
    assert flat(file) == []
    assert "single positions" in told(file, Severity.ERROR)


def test_a_position_beside_star_alleles_costs_nothing() -> None:
    """A column of tested positions is passed over where the diplotype is one."""
    assert flat(read("id,gene,rsid,genotype\nA,CYP2D6,rs3892097,*1/*4\n")) == [(2, "A", "CYP2D6", "*1/*4", None, None)]


@pytest.mark.parametrize(
    ("cell", "is_phenotype"),
    [
        ("None", False),
        ("no_call", False),
        ("./.", False),
        ("Indeterminate", True),
        ("NM_or_IM", True),
        ("Poor", True),
        ("métaboliseur lent", True),
        ("1/4", False),
        ("UND", False),
    ],
)
def test_a_cell_under_a_bare_gene_is_what_it_looks_like(cell: str, is_phenotype: bool) -> None:
    """Words of a phenotype are one; star alleles, and words for no result, stand for the diplotype."""
    row = flat(read(f"id,CYP2D6\nA,{cell}\n"))[0]
    assert row[3:5] == ((None, cell) if is_phenotype else (cell, None))


@pytest.mark.parametrize("ending", ["comment", "copy_number", "donor", "inhibitor", "recommendation", "freezer"])
def test_a_column_about_a_gene_that_is_no_result_is_never_read(ending: str) -> None:
    """What stands behind a gene's name may say that it is not the patient's result."""
    cells = "see text" if ending == "freezer" else "*4/*4"
    file = read(f"id,CYP2D6,CYP2D6_{ending}\nA,*1/*4,{cells}\n")
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", None, None)]
    assert f'"CYP2D6_{ending}"' in told(file)


@pytest.mark.parametrize("gene", ["UTG1A1", "mtRNR1", "MTRNR1", "2C", "CYP2CRS12777823"])
def test_a_misspelled_gene_is_another_gene(gene: str) -> None:
    """It is kept under the name that the file gives it, and never becomes one of ours."""
    assert [row[2] for row in flat(read(f"id,CYP2D6,{gene}\nA,*1/*4,*1/*2\n"))] == ["CYP2D6", gene]


def test_a_second_table_with_results_in_a_text_is_an_error() -> None:
    """Of several tables drawn in a text the first is read; that another has results is not passed over."""
    table = "| Gene | Diplotype |\n|------|-----------|\n| CYP2D6 | {} |\n\n"
    assert "first table" in told(read(table.format("*1/*4") + table.format("*4/*4"), "a.md"), Severity.ERROR)


def test_a_header_repeated_on_each_page_is_no_patient() -> None:
    """A row that repeats the header is not a result."""
    assert flat(read("id,CYP2D6\nA,*1/*4\nID,CYP2D6\nB,*1/*1\n")) == [
        (2, "A", "CYP2D6", "*1/*4", None, None),
        (4, "B", "CYP2D6", "*1/*1", None, None),
    ]


def test_a_table_far_down_in_a_report_is_found_by_its_bars() -> None:
    """A table drawn in a text may stand below a page of words, which may name the patient."""
    words = "**Patient ID**: DEMO-01\n" + "A line of the report.\n" * 60
    table = (
        "| Gene | Full Name | Diplotype |\n|------|------|------|\n"
        "| CYP2D6 | Cytochrome P450 2D6 | *4/*4 |\n| CYP2C19 | Cytochrome P450 2C19 | *1/*2 |\n"
    )
    file = read(words + table, "report.md")
    assert [row[1:4] for row in flat(file)] == [("DEMO-01", "CYP2D6", "*4/*4"), ("DEMO-01", "CYP2C19", "*1/*2")]
    assert file.patients[0].patient.name is None


def test_names_of_two_people_are_never_taken_for_one_patients() -> None:
    """A table of names without ids, and with two names, gives no handout."""
    file = read("Name,Gene,Diplotype\nAda (invented),CYP2D6,*1/*4\nBea (invented),CYP2C19,*1/*1\n")
    assert file.patients == ()
    assert "more than one patient name" in told(file, Severity.ERROR)
