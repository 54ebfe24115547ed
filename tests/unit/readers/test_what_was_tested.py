"""What a file says that was tested: read where it says so, and never taken for a result."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import read_results
from pgx_reader.readers.columns import GeneColumn, Role, gene_column, told_column
from pgx_reader.readers.tested import copies_in_words, may_be_result
from pgx_reader.terms import CopyNumber

COUNTED, NOT_COUNTED, NOT_KNOWN = CopyNumber.COUNTED, CopyNumber.NOT_COUNTED, CopyNumber.NOT_KNOWN
Told = tuple[str, str | None, str | None, CopyNumber]


def table(text: str) -> LabFile:
    """Read a table."""
    return read_results(BytesIO(text.encode()), name="results.csv")


def json_file(content: Any) -> LabFile:
    """Read JSON given as Python's objects."""
    return read_results(BytesIO(json.dumps(content).encode()), name="results.json")


def report(text: str) -> LabFile:
    """Read a report's text."""
    return read_results(BytesIO(text.encode()), name="report.txt")


def told(file: LabFile) -> list[Told]:
    """Every row: its gene, its diplotype, what was tested, and whether copies were counted."""
    return [
        (row.gene, row.diplotype and row.diplotype.value, row.tested and row.tested.value, row.copy_number)
        for patient in file.patients
        for row in patient.rows
    ]


def said(file: LabFile) -> str:
    """All that is said of the file."""
    return "\n".join(problem.message for problem in file.problems)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("CYP2D6 Alleles Tested", GeneColumn("CYP2D6", Role.TESTED)),
        ("CYP2C19_variants_interrogated", GeneColumn("CYP2C19", Role.TESTED)),
        ("Star alleles tested (CYP2D6)", GeneColumn("CYP2D6", Role.TESTED)),
        ("Haplotypes tested for CYP2D6", GeneColumn("CYP2D6", Role.TESTED)),
        ("CYP2D6 Copy Number Assay", GeneColumn("CYP2D6", Role.COPY_NUMBER)),
        ("CYP2D6 CNV tested", GeneColumn("CYP2D6", Role.COPY_NUMBER)),
        ("CYP2D6 alleles", None),
        ("CYP2D6 alleles not tested", None),
        ("CYP2D6 tested", None),
        ("CYP2D6 test", None),
        ("CYP2D6 assay", None),
        ("CYP2D6", None),
    ],
)
def test_a_genes_heading_says_what_was_tested_or_something_else(heading: str, expected: GeneColumn | None) -> None:
    """Only a heading that says so is about the test; such a heading is never one of results."""
    assert told_column(heading) == expected
    if expected:
        assert gene_column(heading) is None


LONG = "Patient ID,Gene,Genotype,{},{}\nPT-1,CYP2D6,*1/*4,{},{}\nPT-1,CYP2C19,*1/*1,,\n"


@pytest.mark.parametrize(
    "heading", ["Alleles Tested", "Variants tested", "Alleles Interrogated", "star_alleles_tested"]
)
def test_a_long_table_says_it_row_by_row(heading: str) -> None:
    """Each row has what stands in it, word for word with `*1`, and an empty cell says nothing."""
    file = table(LONG.format(heading, "Copy Number Tested", '"*1, *2, *3"', "Yes"))
    assert told(file) == [
        ("CYP2D6", "*1/*4", "*1, *2, *3", COUNTED),
        ("CYP2C19", "*1/*1", None, NOT_KNOWN),
    ]
    assert not [problem for problem in file.problems if "not read" in problem.message]


def test_a_wide_table_says_it_in_columns_of_the_gene() -> None:
    """A gene's own columns are about that gene alone."""
    file = table(
        "Patient ID,CYP2D6,CYP2D6 Alleles Tested,CYP2D6 CNV Analysis,CYP2C19,CYP2C19 Alleles Tested\n"
        'PT-1,*1/*4,"*2, *3",not performed,*1/*1,*2; *17\n'
    )
    assert told(file) == [
        ("CYP2D6", "*1/*4", "*2, *3", NOT_COUNTED),
        ("CYP2C19", "*1/*1", "*2; *17", NOT_KNOWN),
    ]


def test_two_rows_of_headings_say_it_too() -> None:
    """A row of genes over a row of headings names the gene of what was tested."""
    file = table(
        "Patient ID,CYP2D6,,CYP2C19,\n,Genotype,Alleles Tested,Genotype,Alleles Tested\nPT-1,*1/*4,*2;*3,*1/*1,*2\n"
    )
    assert [tested for _, _, tested, _ in told(file)] == ["*2;*3", "*2"]


@pytest.mark.parametrize(
    ("genes", "expected", "notice"),
    [("CYP2D6", ["*2"], False), ("CYP2D6,CYP2C19", [None, None], True)],
)
def test_a_wide_column_without_a_gene_is_about_the_only_one(
    genes: str, expected: list[str | None], notice: bool
) -> None:
    """Where a wide table has two genes, a column that names neither is not read, and a notice says so."""
    cells = ",".join("*1/*4" for _ in genes.split(","))
    file = table(f"Patient ID,{genes},Alleles Tested\nPT-1,{cells},*2\n")
    assert [tested for _, _, tested, _ in told(file)] == expected
    assert ('"Alleles Tested"' in said(file)) is notice


def test_the_name_of_the_test_stays_the_name_of_the_test() -> None:
    """The columns `Test` and `Assay` name the test; what they hold was not "tested" in this sense."""
    file = table("Patient ID,Gene,Genotype,Test\nPT-1,CYP2D6,*1/*4,PGx panel\n")
    assert file.patients[0].patient.test == "PGx panel"
    assert told(file) == [("CYP2D6", "*1/*4", None, NOT_KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "Patient ID,Gene,Alleles Tested\nPT-1,CYP2D6,*2/*3\n",
        "Patient ID,CYP2D6 Alleles Tested\nPT-1,*2/*3\n",
        "Patient ID,CYP2D6 Alleles Interrogated\nPT-1,*2/*3\n",
        "Patient ID,Alleles Interrogated CYP2D6\nPT-1,*2/*3\n",
    ],
)
def test_a_table_of_tested_alleles_has_no_results(text: str) -> None:
    """A table that only says what was tested gives nobody a result, even where it looks like a diplotype."""
    with pytest.raises(UnusableInputError):
        table(text)


@pytest.mark.parametrize("cell", ["*1/*4", "*2/*3", "*4 detected", "Poor Metabolizer", "1/4", "*1 / *36+*10"])
def test_what_may_be_a_result_is_taken_for_neither(cell: str) -> None:
    """A result under a heading of tested alleles becomes neither a result nor a list, and a notice quotes it."""
    file = table(f"Patient ID,Gene,Genotype,Alleles Tested\nPT-1,CYP2D6,,{cell}\nPT-1,CYP2C19,*1/*1,\n")
    assert told(file)[0] == ("CYP2D6", None, None, NOT_KNOWN)
    (problem,) = [problem for problem in file.problems if "may be a result" in problem.message]
    assert (problem.row, problem.column, problem.severity) == (2, "Alleles Tested", Severity.NOTICE)
    assert cell in problem.message


@pytest.mark.parametrize(
    "cell", ["*2, *3, *4", "*2/*3/*4", "*1", "rs3892097; rs1065852", "all exons", "*2 and *3", "12"]
)
def test_a_list_is_no_result(cell: str) -> None:
    """Lists, single names and words of what was looked for are kept as they stand."""
    assert not may_be_result(cell)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Yes", COUNTED),
        ("performed", COUNTED),
        ("was performed.", COUNTED),
        ("NOT PERFORMED", NOT_COUNTED),
        ("No", NOT_COUNTED),
        ("not_tested", NOT_COUNTED),
        ("1", None),
        ("2", None),
        ("pending", None),
        ("partly", None),
    ],
)
def test_only_clear_words_say_whether_copies_were_counted(words: str, expected: CopyNumber | None) -> None:
    """A number is not clear: it may be a count, or a yes."""
    assert copies_in_words(words) is expected


@pytest.mark.parametrize(
    ("copies", "tested", "part"),
    [
        ("pending", "", "does not say clearly whether copies were counted"),
        ("2", "", "does not say clearly whether copies were counted"),
        ("", "yes", "does not say what was tested"),
        ("N/A", "unknown", ""),
    ],
)
def test_what_is_not_clear_is_a_notice_and_not_known(copies: str, tested: str, part: str) -> None:
    """An unclear word is quoted and guessed from never; words for nothing say nothing."""
    file = table(LONG.format("Alleles Tested", "Copy Number Analysis", tested, copies))
    assert told(file)[0] == ("CYP2D6", "*1/*4", None, NOT_KNOWN)
    assert part in said(file)
    assert ("not known" in said(file)) is bool(part)


def test_two_columns_that_contradict_each_other_on_copies_say_nothing() -> None:
    """Yes in one column and no in another is not known, with a notice; two lists are joined."""
    header = "Patient ID,Gene,Genotype,Alleles Tested,Variants Tested,CNV Tested,Copy Number Assay\n"
    file = table(f"{header}PT-1,CYP2D6,*1/*4,*4,rs3892097,yes,no\n")
    assert told(file) == [("CYP2D6", "*1/*4", "*4; rs3892097", NOT_KNOWN)]
    assert "both that copies were counted and that they were not" in said(file)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            [{"patient_id": "P", "gene": "CYP2D6", "diplotype": "*1/*4", "alleles_tested": ["*2", "*3"],
              "copy_number_tested": True}],
            [("CYP2D6", "*1/*4", "*2, *3", COUNTED)],
        ),
        (
            {"patient_id": "P", "CYP2D6": "*1/*4", "CYP2D6_alleles_tested": "*2, *3", "CYP2D6_cnv_tested": "no"},
            [("CYP2D6", "*1/*4", "*2, *3", NOT_COUNTED)],
        ),
        (
            {"patient_id": "P", "CYP2D6": {"diplotype": "*1/*4", "variants_tested": ["rs3892097"]}, "CYP2C19": "*1/*1"},
            [("CYP2D6", "*1/*4", "rs3892097", NOT_KNOWN), ("CYP2C19", "*1/*1", None, NOT_KNOWN)],
        ),
        (
            {"patient_id": "P", "CYP2D6": "*1/*4", "alleles_tested": {"CYP2D6": ["*2", "*3"]}},
            [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN)],
        ),
    ],
)  # fmt: skip
def test_json_says_it_in_a_record_a_key_or_a_part(content: Any, expected: list[Told]) -> None:
    """JSON says what was tested beside the result, in a key that names the gene, or gene by gene."""
    file = json_file(content)
    assert told(file) == expected
    assert "not read" not in said(file)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"patient_id": "P", "CYP2D6": "*1/*4", "CYP2C19": "*1/*1", "alleles_tested": ["*2"]}, "alleles_tested"),
        ({"patient_id": "P", "CYP2D6": "*1/*4", "CYP2C19_alleles_tested": "*2"}, "CYP2C19_alleles_tested"),
        ({"patient_id": "P", "CYP2D6": "*1/*4", "alleles_tested": {"CYP2C19": "*2"}}, "alleles_tested.CYP2C19"),
    ],
)
def test_json_that_says_it_of_no_result_is_named(content: Any, path: str) -> None:
    """What was tested of no gene, or of one without a result, is given to none and named in a notice."""
    file = json_file(content)
    assert not any(tested for _, _, tested, _ in told(file))
    assert f'"{path}"' in said(file)


@pytest.mark.parametrize(
    "content",
    [
        {"patient_id": "P", "CYP2D6_alleles_tested": "*2/*3"},
        {"patient_id": "P", "CYP2D6": {"alleles_tested": "*2/*3"}},
        {"patient_id": "P", "alleles_tested": {"CYP2D6": "*2/*3"}},
        [{"patient_id": "P", "gene": "CYP2D6", "alleles_tested": ["*2", "*3"]}],
    ],
)
def test_json_of_tested_alleles_has_no_result(content: Any) -> None:
    """Tested alleles give nobody a diplotype."""
    with pytest.raises(UnusableInputError):
        json_file(content)


BESIDE = [
    ("CYP2D6 *1/*4\nAlleles tested: *1, *2, *3", [("CYP2D6", "*1/*4", "*1, *2, *3", NOT_KNOWN)]),
    ("CYP2D6 *1/*4 (alleles tested: *2, *3)", [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN)]),
    ("CYP2D6: *1/*4; alleles tested: *2, *3", [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN)]),
    ("CYP2D6 *1/*4\nAlleles tested: *2, *3,\n*4, *5", [("CYP2D6", "*1/*4", "*2, *3, *4, *5", NOT_KNOWN)]),
    ("CYP2D6 *1/*4\nStar alleles tested:\n*2, *3", [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN)]),
    ("CYP2D6 *1/*4\n\nVariants tested: rs3892097", [("CYP2D6", "*1/*4", "rs3892097", NOT_KNOWN)]),
    ("CYP2D6 *1/*4\nCopy number analysis: performed", [("CYP2D6", "*1/*4", None, COUNTED)]),
    ("CYP2D6 *1/*4\nCNV was not assessed.", [("CYP2D6", "*1/*4", None, NOT_COUNTED)]),
    (
        "CYP2D6 *1/*4\nAlleles tested: *2, *3\n\nCYP2C19 *1/*1\nAlleles tested: *2",
        [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN), ("CYP2C19", "*1/*1", "*2", NOT_KNOWN)],
    ),
    (
        "CYP2D6 *1/*4\nCYP2C19 *1/*1\n\nCYP2D6 alleles tested: *3\nAlleles tested for CYP2C19: *2",
        [("CYP2D6", "*1/*4", "*3", NOT_KNOWN), ("CYP2C19", "*1/*1", "*2", NOT_KNOWN)],
    ),
    (
        "CYP2D6 *1/*4\nCYP2C19 *1/*1\n\nAlleles tested: CYP2D6: *2, *3; CYP2C19: *2, *17",
        [("CYP2D6", "*1/*4", "*2, *3", NOT_KNOWN), ("CYP2C19", "*1/*1", "*2, *17", NOT_KNOWN)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_report_says_it_beside_or_under_the_gene(text: str, expected: list[Told]) -> None:
    """A line that names the gene is about it; one that does not, about the result that it stands with."""
    file = report(f"Patient ID: PT-1\n{text}\n")
    assert told(file) == expected
    assert said(file) == ""


def test_a_report_that_does_not_say_of_which_gene_is_quoted() -> None:
    """With two genes in a text, a line on its own belongs to neither."""
    file = report("Patient ID: PT-1\nCYP2D6 *1/*4\nCYP2C19 *1/*1\n\nAlleles tested: *2, *3\n")
    assert not any(tested for _, _, tested, _ in told(file))
    assert '"Alleles tested: *2, *3" says what was tested, and not of which gene' in said(file)


@pytest.mark.parametrize(
    "line",
    [
        "CYP2D6 alleles tested: *2, *3",
        "CYP2D6 alleles tested: *1/*4",
        "CYP2D6 variants tested: *4",
        "CYP2D6\nAlleles tested: *2, *3",
        "Alleles tested: CYP2D6 *2, *3",
    ],
)
def test_a_report_of_tested_alleles_has_no_result(line: str) -> None:
    """No line about tested alleles becomes a call, alone or beside another gene's result."""
    with pytest.raises(UnusableInputError):
        report(f"Patient ID: PT-1\n{line}\n")
    file = report(f"Patient ID: PT-1\nCYP2C19 *1/*1\n\n{line}\n")
    assert [gene for gene, diplotype, _, _ in told(file) if diplotype] == ["CYP2C19"]
    assert "CYP2D6" in said(file)


@pytest.mark.parametrize("line", ["CYP2D6 alleles tested: *1/*4", "CYP2D6 variants tested: *4 positive"])
def test_a_line_that_may_be_a_result_is_quoted(line: str) -> None:
    """What may be a result is neither read as one nor as a list: the line is quoted."""
    file = report(f"Patient ID: PT-1\nCYP2D6 *1/*4\n{line}\n")
    assert told(file) == [("CYP2D6", "*1/*4", None, NOT_KNOWN)]
    assert line in said(file)


def test_a_line_about_another_genes_test_ends_what_was_said_before() -> None:
    """A phenotype below another gene's tested alleles is not given to the gene above them."""
    file = report("Patient ID: PT-1\nCYP2D6 *1/*4\nCYP2C19 alleles tested: *2\nPhenotype: Poor Metabolizer\n")
    assert [row.phenotype for row in file.patients[0].rows] == [None]


def test_this_programs_own_json_says_it_again() -> None:
    """What a file said of the test is read back from `explain --json`."""
    gene = {"gene": "CYP2D6", "reported": {"diplotype": "*1/*4"}, "copy_number": "not_counted", "tested": "*2, *3"}
    file = json_file({"schema": "pgx-reader/interpretation/1", "patient": {"id": "P"}, "genes": [gene]})
    assert told(file) == [("CYP2D6", "*1/*4", "*2, *3", NOT_COUNTED)]
