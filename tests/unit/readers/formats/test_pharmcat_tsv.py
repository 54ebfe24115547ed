"""PharmCAT's tables: outside calls, the calls-only report, json2tsv's table, and ONT wf-pgx's report of CYP2D6."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize import normalize
from pgx_reader.readers.formats import (
    FORMATS,
    ont_wf_pgx,
    pharmcat_json2tsv,
    pharmcat_outside_calls,
    pharmcat_tsv,
)
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus

from .conftest import EXAMPLES

Example = Callable[[str], LabFile]
FOLDER = "pharmcat_tsv"
REPORT = (
    "Gene\tSource Diplotype\tPhenotype\tActivity Score\tHaplotype 1\tHaplotype 1 Function\tHaplotype 1 Activity Value"
    "\tHaplotype 2\tHaplotype 2 Function\tHaplotype 2 Activity Value\tOutside Call\tMatch Score\tMissing positions"
    "\tRecommendation Lookup Diplotype\tRecommendation Lookup Phenotype\tRecommendation Lookup Activity Score"
)
JSON2TSV = "sample\tgene\tphenotype\tactivity_score\tdiplotype\tdpyd_ryr1_variants\thaplotype_1\thaplotype_2\n"


def rows_of(file: LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in file.patients for row in patient.rows]


def values(row: LabRow) -> tuple[str, str | None, str | None, str | None]:
    """A row's gene, diplotype, phenotype and score as plain values."""
    cells = (row.diplotype, row.phenotype, row.activity_score)
    diplotype, phenotype, score = (cell.value if cell else None for cell in cells)
    return row.gene, diplotype, phenotype, score


def report(*rows: str, header: str = REPORT, title: str = "PharmCAT v3.1.0\n") -> RawFile:
    """A calls-only report of these rows."""
    return RawFile("DEMO-20.report.tsv", f"{title}{header}\n" + "\n".join(rows) + "\n")


def called(
    gene: str, diplotype: str, phenotype: str = "", score: str = "", outside: str = "no", looked_up: str = ""
) -> str:
    """One row of a calls-only report."""
    found = (gene, diplotype, phenotype, score)
    return "\t".join((*found, *[""] * 6, outside, "0", "no", looked_up or diplotype, phenotype, score))


# Outside calls


def test_outside_calls_stand_word_for_word(example: Example) -> None:
    """A gene on two lines has two rows, a gene that is not known among others is kept, and comments are left out."""
    file = example(f"{FOLDER}/DEMO-09.calls.tsv")
    assert [values(row) for row in rows_of(file)] == [
        ("CYP2D6", "*1x2/[*2 + *6]", None, None),
        ("CYP2D6", "*1≥3/*4", "Ultrarapid Metabolizer", "≥3.0"),
        ("CYP2C19", "Multiple/Multiple", None, None),
        ("HLA-A", "A*02:02:02/*03:02:01", None, None),
        ("SULT4A1", "*1/*2", None, None),
    ]
    assert [row.row for row in rows_of(file)] == [2, 3, 4, 5, 6]
    assert rows_of(file)[1].activity_score == Cell(value="≥3.0", column="activity score")


def test_two_different_outside_calls_of_a_gene_are_not_explained(example: Example) -> None:
    """Neither of two lines for one gene is taken for the result."""
    (patient,) = normalize(example(f"{FOLDER}/DEMO-09.calls.tsv"), load_tables()).patients
    assert {gene.gene: gene.unusable for gene in patient.genes} == {
        "CYP2D6": GeneStatus.CONFLICTING,
        "CYP2C19": GeneStatus.NO_CALL,
    }


def test_a_header_that_is_no_comment_gives_its_names_to_the_columns(example: Example) -> None:
    """ZaroPGx's header is no call; a gene without one is told where it is explained, and left out elsewhere."""
    file = example(f"{FOLDER}/DEMO-10.calls.tsv")
    assert [values(row) for row in rows_of(file)] == [
        ("CYP2C19", "*38/*38", "Not available", None),
        ("CYP2D6", "NO_READS/NO_READS", None, None),
        ("SLCO1B1", "*1/*5", "Decreased Function", None),
    ]
    assert rows_of(file)[0].diplotype == Cell(value="*38/*38", column="Diplotype")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#gene\tphenotype\nCYP2D6\tIM\n", ("CYP2D6", None, "IM", None)),
        ("Gene\tDiplotype\tActivityScore\nCYP2D6\t*1/*4\t1.0\n", ("CYP2D6", "*1/*4", None, "1.0")),
        ("# Gene\tDiplotype\tActivity score\nCYP2D6\t*1/*4\t1.0\n", ("CYP2D6", "*1/*4", None, "1.0")),
        ("# a title\nCYP2D6\t\tIM\t1.0\n", ("CYP2D6", None, "IM", "1.0")),
    ],
)
def test_a_header_says_what_the_columns_are(text: str, expected: tuple[str | None, ...]) -> None:
    """Also where it is a comment: only without one are the columns in PharmCAT's order."""
    raw = RawFile("DEMO-21.tsv", text)
    assert pharmcat_outside_calls.recognize(raw) is not None
    assert [values(row) for row in pharmcat_outside_calls.read(raw).patients[0].rows] == [expected]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("#CYP2D6\t*1/*3", [Severity.ERROR, Severity.NOTICE]),
        ("# CYP2D6\t*1x2/*2+*6", [Severity.ERROR, Severity.NOTICE]),
        ("#G6PD\t\tNot available", [Severity.NOTICE, Severity.NOTICE]),
        ("#gene\tdiplotype", [Severity.NOTICE]),
        ("# CYP2D6 was called by another program", [Severity.NOTICE]),
    ],
)
def test_a_result_in_a_comment_is_not_dropped_in_silence(comment: str, expected: list[Severity]) -> None:
    """PharmCAT leaves comments out; a result that stands in one is told. The last notice names the patient."""
    raw = RawFile("DEMO-21.tsv", f"{comment}\nCYP2C19\t*1/*2\n")
    contents = pharmcat_outside_calls.read(raw)
    assert [values(row) for patient in contents.patients for row in patient.rows] == [("CYP2C19", "*1/*2", None, None)]
    assert [problem.severity for problem in contents.problems] == expected


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("CYP2D6\t*4x2/*5", True),
        ("CYP2C9\t\t\t2.0\nCYP2D6\t\tIM\n", True),
        ("CYP2D6\nCYP2C19\t*1/*2\n", True),
        ("#gene\tdiplotype\nCYP2D6\tNO_MATCH/NO_MATCH\n", True),
        ("Gene\tDiplotype\tPhenotype\nCYP2D6\t*1/*4\tIM\n", True),
        # Two people's, perhaps: a table without patients must say so.
        ("Gene\tDiplotype\nCYP2D6\t*1/*4\nCYP2D6\t*2/*4\n", False),
        ("Gene\tPhenotype\tDiplotype\nCYP2D6\tIM\t*1/*4\n", True),
        ("Gene\tDiplotype\tSample\nCYP2D6\t*1/*4\tDEMO-01\n", False),
        ("MRN\tDEMO-01\nCYP2D6\t*1/*4\n", False),
        ("DEMO1\t*1/*4\nDEMO2\t*1/*2\nCYP2D6\t*1/*2\n", False),
        ("CYP2D6\tCYP2C19\n*1/*4\t*1/*2\n", False),
        ("CYP2D6\tCYP2C19\n", False),
        ("CYP2C19\trs4244285\tG/A\n", False),
        ("CYP2C19\tRapid Metabolizer\t*1/*17\n", False),
        ("CYP2D6,*1/*4\n", False),
        ("#CYP2D6\t*1/*4\n", False),
        ("{}", False),
        ("<a>\t</a>", False),
    ],
)
def test_outside_calls_are_told_from_what_looks_like_them(text: str, claimed: bool) -> None:
    """Each line begins with a gene, most genes are known, and no line names a person, a gene or a position instead."""
    assert (pharmcat_outside_calls.recognize(RawFile("x.tsv", text)) is not None) is claimed


# The calls-only report


def test_every_call_of_a_report_is_read(example: Example) -> None:
    """What was called, word for word; a phenotype alone is a result, and no call of another gene is none."""
    file = example(f"{FOLDER}/DEMO-01.report.tsv")
    assert [values(row) for row in rows_of(file)] == [
        ("RYR1", "Reference/Reference", "Uncertain Susceptibility", None),
        ("CYP2C19", "*1/*17", "Rapid Metabolizer", None),
        ("CYP2D6", "*1/*4", "Intermediate Metabolizer", "1.0"),
        ("IFNL3", "rs12979860 reference (C)/rs12979860 reference (C)", None, None),
        ("DPYD", "c.85T>C (*9A) AND c.557A>G", None, None),
        ("HLA-B", None, "*57:01 positive", None),
    ]


def test_positions_that_the_matcher_did_not_see_are_a_doubt(example: Example) -> None:
    """An allele whose positions are missing is called the reference: the file says so, and so do we."""
    row = next(row for row in rows_of(example(f"{FOLDER}/DEMO-01.report.tsv")) if row.gene == "CYP2C19")
    assert row == LabRow(
        row=4,
        patient_id="DEMO-01",
        gene="CYP2C19",
        diplotype=Cell(value="*1/*17", column="Source Diplotype"),
        phenotype=Cell(value="Rapid Metabolizer", column="Phenotype"),
        remarks=(Cell(value="yes", column="Missing positions"),),
    )


def test_a_report_without_a_title_is_one_too(example: Example) -> None:
    """Earlier versions begin with the header; what they call of CYP2D6 themselves counts no copies."""
    file = example(f"{FOLDER}/DEMO-02.research.report.tsv")
    assert [(values(row), row.copy_number) for row in rows_of(file) if row.gene in ("CYP2D6", "CYP2C19")] == [
        (("CYP2C19", "no call", None, None), CopyNumber.NOT_KNOWN),
        (
            ("CYP2D6", "*1/*4 OR *4/*74", "Intermediate Metabolizer / Indeterminate", "1.0 / 1.25"),
            CopyNumber.NOT_COUNTED,
        ),
    ]


@pytest.mark.parametrize(
    ("phenotype", "score", "phenotypes", "scores"),
    [
        ("Normal Metabolizer / Intermediate Metabolizer", "2.0 / 0.25", 2, ["2.0", "0.25"]),
        ("Normal Metabolizer /  ", "2.0 /  ", 1, []),
        ("  / Intermediate Metabolizer", "  / 0.25", 1, []),
        ("Normal Metabolizer,  ", "≥3.0", 1, ["3.0"]),
        (" ", " ", 0, []),
    ],
)
def test_what_one_of_several_diplotypes_lacks_is_not_lent_by_the_others(
    phenotype: str, score: str, phenotypes: int, scores: list[str]
) -> None:
    """PharmCAT writes a blank between slashes for what it does not know: then all is open, and the row is readable."""
    raw = report(called("CYP2D6", "*1/*2 OR *4/*10", phenotype, score))
    file = LabFile(name=raw.name, description="", patients=pharmcat_tsv.read(raw).patients)
    (gene,) = [g for g in normalize(file, load_tables()).patients[0].genes if g.gene == "CYP2D6"]
    assert gene.unusable is None
    assert len(gene.phenotypes) == phenotypes
    assert ("Indeterminate" in gene.phenotypes) is (phenotypes == 1)
    assert [str(score.value) for score in gene.activity_scores] == scores


def test_a_report_of_the_first_versions_is_understood() -> None:
    """They wrote `true` and `false`, asked "Missing positions?", and had no title."""
    header = REPORT.replace("Missing positions", "Missing positions?")
    row = called("CYP2D6", "*29/*29", outside="false").replace("\tno\t", "\ttrue\t")
    raw = report(row, header=header, title="")
    assert pharmcat_tsv.recognize(raw) is not None
    contents = pharmcat_tsv.read(raw)
    (found,) = contents.patients[0].rows
    assert found.copy_number is CopyNumber.NOT_COUNTED
    assert found.remarks == (Cell(value="true", column="Missing positions?"),)
    assert [problem.severity for problem in contents.problems] == [Severity.NOTICE]


def test_what_pharmcat_adds_to_the_end_of_a_row_costs_nothing() -> None:
    """The header has the first sample's properties only; a stray tab within the row still makes it unreadable."""
    whole, shifted = called("CYP2D6", "*1/*4"), called("CYP2C19\t", "*2/*2")
    raw = report(f"DEMO-20\t{whole}\tFemale", f"DEMO-20\t{shifted}", header=f"Sample ID\t{REPORT}")
    rows = pharmcat_tsv.read(raw).patients[0].rows
    assert [(row.gene, row.readable, row.diplotype and row.diplotype.value) for row in rows] == [
        ("CYP2D6", True, "*1/*4"),
        ("CYP2C19", False, None),
    ]


def test_a_look_up_that_differs_from_the_call_is_a_remark() -> None:
    """What was called is read; what the recommendations were looked up with stands beside it."""
    raw = report(called("CYP2D6", "*1x5/*4", outside="yes", looked_up="*1x≥3/*4"))
    (row,) = pharmcat_tsv.read(raw).patients[0].rows
    assert row.diplotype == Cell(value="*1x5/*4", column="Source Diplotype")
    assert row.remarks == (Cell(value="*1x≥3/*4", column="Recommendation Lookup Diplotype"),)
    assert row.copy_number is CopyNumber.NOT_KNOWN


def test_reports_below_each_other_are_read_by_their_sample_ids(example: Example) -> None:
    """A title and a header in the middle are no results, and a column that was added is told."""
    file = example(f"{FOLDER}/merged.report.tsv")
    assert [(patient.patient.id, [row.gene for row in patient.rows]) for patient in file.patients] == [
        ("DEMO-03", ["CYP2D6", "CYP2C19"]),
        ("DEMO-04", ["CYP2C19"]),
        ("DEMO-05", ["CYP2C19"]),
    ]
    assert ['"population"' in problem.message for problem in file.problems] == [True]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (report(called("TPMT", "*1/*1"), called("TPMT", "*1/*1")), "more than once"),
        (report(called("TPMT", "*1/*1"), REPORT, called("CYP2D6", "*4/*4")), "another report begins"),
        (report("A\tTPMT\t*1/*1", REPORT, header=f"Sample ID\t{REPORT}"), "another report begins"),
        (report(called("CYP2D6", "*1/*4") + "\tx", header=f"{REPORT}\tPhenotype"), "more than one column"),
        (report(called("CYP2D6", "*1/*4") + "\tx", header=f"{REPORT}\tGene"), "more than one column"),
    ],
)
def test_what_may_be_several_peoples_or_hides_a_column_is_refused(raw: RawFile, reason: str) -> None:
    """No column may stand for another, and no person's row for another's."""
    assert pharmcat_tsv.recognize(raw) is not None
    with pytest.raises(UnusableInputError, match=reason):
        pharmcat_tsv.read(raw)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("CYP2D6\t*1/*1", "cut short"),
        ("CYP2D6\t*1/*17\tNormal Metabolizer\t2.0\t\t\t\t\t\t\ty", "cut short"),
        (called("", "*1/*4"), "gene is missing"),
    ],
)
def test_a_row_that_is_not_whole_gives_no_result(row: str, problem: str) -> None:
    """A diplotype that stands last may have lost its end; that the gene was tested is all that is left of it."""
    contents = pharmcat_tsv.read(report(row))
    found = [row for patient in contents.patients for row in patient.rows]
    assert all(not row.readable and row.diplotype is None for row in found)
    assert len(found) == int(problem == "cut short")
    assert problem in contents.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "PharmCAT v3.1.0\n",
        "PharmCAT v3.1.0\nGene\tDiplotype\n",
        "Gene\tSource Diplotype\tPhenotype\n",
        "{}",
        "<a/>",
        "",
    ],
)
def test_another_table_is_not_taken_for_a_report(text: str) -> None:
    """The header must have the columns of the calls-only report, in its order."""
    assert pharmcat_tsv.recognize(RawFile("pharmcat.report.tsv", text)) is None


def test_a_report_without_results_says_so() -> None:
    """A header alone is no patient without results, but a problem."""
    contents = pharmcat_tsv.read(report())
    assert contents.patients == ()
    assert "no result under the header" in contents.problems[0].message


# json2tsv's table


def test_rows_that_follow_each_other_for_a_gene_are_one_result_left_open(example: Example) -> None:
    """The script writes each diplotype that fits equally well: all are kept, and what one lacks holds for none."""
    rows = [row for row in rows_of(example(f"{FOLDER}/json2tsv.tsv")) if row.gene == "CYP2D6"]
    assert [(*values(row), row.row, row.copy_number) for row in rows] == [
        (
            *("CYP2D6", "*1/*2 or *4/*35", "Normal Metabolizer or Intermediate Metabolizer", "2.0 or 1.0"),
            *(3, CopyNumber.NOT_COUNTED),
        ),
        ("CYP2D6", "*4/*4 or *4/*999", None, None, 8, CopyNumber.NOT_COUNTED),
    ]
    assert [(remark.column, remark.value) for remark in rows[1].remarks] == [
        ("phenotype", "Poor Metabolizer"),
        ("activity_score", "0.0"),
    ]


def test_no_call_and_doubts_of_the_table_are_told(example: Example) -> None:
    """CYP2C19 without a diplotype is no call; alleles that could not be called stand beside the one that was."""
    rows = [row for row in rows_of(example(f"{FOLDER}/json2tsv.tsv")) if row.gene != "CYP2D6"]
    assert [(row.patient_id, *values(row), [remark.value for remark in row.remarks]) for row in rows] == [
        ("DEMO-06", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None, ["94842866;94842879", "*35"]),
        ("DEMO-06", "DPYD", "Reference;c.557A>G", "Intermediate Metabolizer", "1.5", []),
        ("DEMO-07", "CYP2C19", None, None, None, ["94781859"]),
    ]


def test_the_phenotype_of_a_table_in_capitals_is_read(example: Example) -> None:
    """An earlier script wrote its headings in capitals, as ONT's workflow does, and has the phenotype too."""
    (row,) = rows_of(example(f"{FOLDER}/json2tsv_capitals.tsv"))
    assert values(row) == ("CYP2C19", "*2/*3", "Poor Metabolizer", None)


def test_haplotypes_in_two_columns_are_a_diplotype(example: Example) -> None:
    """The script's first version has no diplotype of a gene but DPYD and RYR1; a chromosome alone has one haplotype."""
    rows = rows_of(example(f"{FOLDER}/json2tsv_first.tsv"))
    assert [values(row) for row in rows] == [
        ("CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
        ("RYR1", "Reference/Reference", "Uncertain Susceptibility", None),
        ("G6PD", "B (reference)", "Normal", None),
    ]
    assert rows[0].diplotype == Cell(value="*1/*2", column="Haplotype_1/Haplotype_2")


def test_rows_of_a_gene_that_do_not_follow_each_other_stay_apart() -> None:
    """A sample that stands there twice is not made one: normalization compares the rows."""
    text = JSON2TSV + "".join(f"DEMO-22\t{gene}\t\t\t{call}\t\t\t\n" for gene, call in (
        ("CYP2C19", "*1/*2"), ("TPMT", "*1/*1"), ("CYP2C19", "*1/*1"),
    ))  # fmt: skip
    rows = pharmcat_json2tsv.read(RawFile("x.tsv", text)).patients[0].rows
    assert [row.diplotype and row.diplotype.value for row in rows] == ["*1/*2", "*1/*1", "*1/*1"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("DEMO-23\tCYP2D6\tPoor Metabolizer\t0.0\t*4/*4", "cut short"),
        ("\tCYP2D6\t\t\t*4/*4\t\t\t", "belongs to nobody"),
        ("DEMO-23\t\t\t\t*4/*4\t\t\t", "gene is missing"),
    ],
)
def test_a_broken_row_of_the_table_gives_no_result(line: str, problem: str) -> None:
    """What cannot be told apart, or belongs to nobody, is a problem and no result."""
    contents = pharmcat_json2tsv.read(RawFile("x.tsv", JSON2TSV + line))
    assert all(not row.readable for patient in contents.patients for row in patient.rows)
    assert problem in contents.problems[0].message


# ONT wf-pgx's report of CYP2D6


def test_a_sample_and_its_gene_stand_below_each_other(example: Example) -> None:
    """Each sample is a patient, and a gene without a diplotype was looked for and not called."""
    file = example(f"{FOLDER}/wf_pgx_two.tsv")
    assert [(row.patient_id, row.row, *values(row)) for row in rows_of(file)] == [
        ("DEMO-11", 2, "CYP2D6", "*68+*4/*5", None, None),
        ("DEMO-12", 4, "CYP2D6", None, None, None),
    ]
    contents = ont_wf_pgx.read(RawFile("report.tsv", "Sample\tDEMO-13\nCYP2D6\t*1/*4\nSample\t\nCYP2D6\t*2/*4\n"))
    assert [patient.patient.id for patient in contents.patients] == ["DEMO-13"]
    assert "belongs to nobody" in contents.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Sample\tDEMO-01\tDEMO-02\nCYP2D6\t*1/*4\t*2/*4\n",
        "Sample\tDiplotype\nCYP2D6\t*1/*4\n",
        "Sample\tCYP2D6\nDEMO-01\t*1/*4\n",
        "Sample\tDEMO-01\nName\tAda\nCYP2D6\t*1/*4\n",
        "Sample\tDEMO-01\n",
    ],
)
def test_another_table_is_not_taken_for_the_report_of_cyp2d6(text: str) -> None:
    """Every line is a sample or a gene with one value; `Diplotype` is no sample."""
    assert ont_wf_pgx.recognize(RawFile("report.tsv", text)) is None


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLES / FOLDER).glob("*.tsv")))
def test_a_table_cut_anywhere_is_read_or_refused(name: str) -> None:
    """Wherever a file breaks off, what is read of it has a patient and a gene, and nothing falls over."""
    text = (EXAMPLES / FOLDER / name).read_text(encoding="utf-8")
    for end in range(0, len(text), 7):
        raw = RawFile("DEMO-24.tsv", text[:end])
        for reader in FORMATS:
            if reader.recognize(raw) is None:
                continue
            try:
                contents = reader.read(raw)
            except UnusableInputError:
                continue
            assert all(row.patient_id and row.gene for patient in contents.patients for row in patient.rows)
