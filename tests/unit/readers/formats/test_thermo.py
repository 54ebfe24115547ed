"""Thermo's AlleleTyper and PharmacoScan files, and files of single changes, which are refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow, Patient, Severity
from pgx_reader.readers import read_results
from pgx_reader.readers.formats import alleletyper, pharmacoscan, snp
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

from .conftest import EXAMPLES

Example = Callable[[str], LabFile]
COUNTED, NOT_COUNTED, NOT_KNOWN = CopyNumber.COUNTED, CopyNumber.NOT_COUNTED, CopyNumber.NOT_KNOWN


def read(text: str | bytes, name: str = "plate.csv") -> LabFile:
    """Read a file given as text or bytes."""
    return read_results(BytesIO(text if isinstance(text, bytes) else text.encode()), name=name)


def rows_of(lab_file: LabFile, patient_id: str) -> list[LabRow]:
    """The rows of one patient."""
    return [row for patient in lab_file.patients if patient.patient.id == patient_id for row in patient.rows]


def told(row: LabRow) -> tuple[str, str | None, str | None]:
    """A row's gene, diplotype and phenotype, as text."""
    return row.gene, row.diplotype and row.diplotype.value, row.phenotype and row.phenotype.value


# AlleleTyper


def test_alleletyper_gives_each_gene_of_a_sample_word_for_word(example: Example) -> None:
    """Braces and all candidates stay; misspelled genes keep their names; the translator's notes are remarks."""
    rows = rows_of(example("alleletyper/detail_bare_cr.csv"), "DEMO-01")
    notes = Cell(
        value="1. missing data for these assays: ANGZ2JC. "
        "2. there are undetermined values for these assays: C__27102431_D0.",
        column="Notes",
    )
    assert rows[1] == LabRow(
        row=6,
        patient_id="DEMO-01",
        gene="CYP2D6",
        diplotype=Cell(value="{*2/*41, *21/*41, *29/*41}", column="CYP2D6"),
        copy_number=COUNTED,
        remarks=(notes,),
    )
    assert rows[2] == LabRow(
        row=6,
        patient_id="DEMO-01",
        gene="CYP2C19",
        diplotype=Cell(value="*1/*17", column="CYP2C19"),
        remarks=(notes,),
    )
    genes = ["UGT2B17", "CYP2D6", "CYP2C19", "UTG1A1", "mtRNR1", "2C", "CYP2CRS12777823"]
    assert [row.gene for row in rows] == genes


def test_a_truncated_list_of_candidates_keeps_its_dots(example: Example) -> None:
    """Hazard: `,...` says that there are more candidates; without it the list would look complete."""
    rows = rows_of(example("alleletyper/detail_bare_cr.csv"), "DEMO-02")
    assert told(rows[1]) == ("CYP2D6", "{*2/*2x2, *2/*29x2, *5/*2>=3,...}", None)


@pytest.mark.parametrize(
    ("file", "patient_id", "expected"),
    [
        ("detail_bare_cr.csv", "DEMO-02", [("CYP2D6", COUNTED), ("CYP2C19", NOT_KNOWN)]),
        ("detail_bare_cr.csv", "DEMO-03", [("CYP2D6", NOT_KNOWN), ("CYP2D6", COUNTED)]),
        ("summary.csv", "DEMO-11", [("CYP2D6", COUNTED)]),
        ("summary.csv", "DEMO-13", [("CYP2D6", NOT_KNOWN)]),
        ("summary.csv", "DEMO-14", [("CYP2D6", NOT_KNOWN)]),
        ("summary.csv", "DEMO-15", [("CYP2D6", NOT_KNOWN)]),
        ("tabs_no_title.txt", "DEMO-21", [("CYP2D6", NOT_COUNTED), ("CYP2C19", NOT_KNOWN)]),
    ],
)
def test_copies_are_counted_where_every_copy_number_assay_gave_a_number(
    example: Example, file: str, patient_id: str, expected: list[tuple[str, CopyNumber]]
) -> None:
    """Hazard: without an assay that counts CYP2D6, deletions and duplications go unseen, and the row says so."""
    found = [(row.gene, row.copy_number) for row in rows_of(example(f"alleletyper/{file}"), patient_id)]
    assert [pair for pair in found if pair in expected] == expected


def test_a_copy_number_that_failed_is_quoted(example: Example) -> None:
    """The word that stands where the count should be is a doubt of the file itself."""
    rows = rows_of(example("alleletyper/summary.csv"), "DEMO-14")
    assert rows[0].remarks == (Cell(value="NOAMP", column="Hs00010001_Cn"),)
    assert rows[1].remarks == ()


@pytest.mark.parametrize(
    ("heading", "label", "copy_number"),
    [
        ("Hs00010001_Cn", "", COUNTED),
        ("Hs04083572_cn", "", COUNTED),
        ("CYP2D6_Ex9_TRT_cn", "", COUNTED),
        ("Hs99999999_Cn", "CYP2D6_ex9", COUNTED),
        ("Hs99999999_Cn", "", NOT_KNOWN),
        ("UGT2B17_Ex1_TRT_cn", "", NOT_KNOWN),
        ("C__11484460_40", "CYP2D6_100C>T", NOT_COUNTED),
    ],
)
def test_which_gene_an_assay_counts_is_never_guessed(heading: str, label: str, copy_number: CopyNumber) -> None:
    """A count of copies is CYP2D6's where its heading, the name above it or its known number says so."""
    lab_file = read(f"*** Name,demo\n,,{label}\nsample ID,CYP2D6,{heading}\nDEMO-01,*1/*4,2\n")
    assert [row.copy_number for row in rows_of(lab_file, "DEMO-01")] == [copy_number]


@pytest.mark.parametrize(
    ("patient_id", "cyp2d6", "cyp2c19"),
    [
        ("DEMO-12", None, "*2/*17"),
        ("DEMO-13", "UND", "UND"),
        ("DEMO-14", "NOAMP", "Discrepancy"),
    ],
)
def test_a_gene_without_a_call_has_a_row(
    example: Example, patient_id: str, cyp2d6: str | None, cyp2c19: str | None
) -> None:
    """Not called is told from not tested, also where the cell is blank."""
    rows = rows_of(example("alleletyper/summary.csv"), patient_id)
    assert [told(row) for row in rows] == [("CYP2D6", cyp2d6, None), ("CYP2C19", cyp2c19, None)]


def test_other_genes_without_a_call_are_not_listed(example: Example) -> None:
    """What the translator could not make of other genes is no result."""
    rows = rows_of(example("alleletyper/detail_bare_cr.csv"), "DEMO-02")
    assert [row.gene for row in rows] == ["UGT2B17", "CYP2D6", "CYP2C19", "CYP2CRS12777823"]


def test_a_sample_twice_on_a_plate_has_both_rows(example: Example) -> None:
    """Two results under one id are compared later; neither is picked here."""
    rows = [row for row in rows_of(example("alleletyper/detail_bare_cr.csv"), "DEMO-03") if row.gene == "CYP2D6"]
    assert [(row.row, row.diplotype and row.diplotype.value) for row in rows] == [(8, "*4/*4"), (9, "*4/*41")]


def test_the_controls_of_a_plate_are_nobody(example: Example) -> None:
    """Hazard: the row of a no-template control lists candidates that begin with *1/*1."""
    lab_file = example("alleletyper/detail_bare_cr.csv")
    assert [patient.patient.id for patient in lab_file.patients] == ["DEMO-01", "DEMO-02", "DEMO-03"]
    assert [p.message for p in lab_file.problems if "NTC" in p.message]


def test_what_stands_below_the_table_is_nobody(example: Example) -> None:
    """A year or `Run date` below the samples is no sample, and a notice quotes it."""
    for file, footer, row in (("summary.csv", "2019", 20), ("tabs_no_title.txt", "Run date", 6)):
        lab_file = example(f"alleletyper/{file}")
        assert footer not in [patient.patient.id for patient in lab_file.patients]
        (notice,) = [problem for problem in lab_file.problems if problem.value == footer]
        assert (notice.row, notice.severity) == (row, Severity.NOTICE)


def test_a_footer_is_nobody_where_the_table_has_genes_alone() -> None:
    """A blank row parts the footer from samples; a sample with blank cells right below the others was not called."""
    lab_file = read("*** Name,demo\nsample ID,CYP2D6\nDEMO-01,*1/*4\nDEMO-02,\n\nRun date\n")
    assert [patient.patient.id for patient in lab_file.patients] == ["DEMO-01", "DEMO-02"]


def test_the_lab_and_the_translator_are_the_patients_details(example: Example) -> None:
    """The line above the asterisks names the lab; the translator's name says what was tested."""
    patient = example("alleletyper/summary.csv").patients[0].patient
    lab, test = "Example Laboratory (invented): 1 Main St", "2 CYP genes monoallelic translator"
    assert patient == Patient(id="DEMO-11", lab=lab, test=test)


def test_a_file_for_research_only_says_so(example: Example) -> None:
    """The words of the file are a notice with their row."""
    (notice,) = [p for p in example("alleletyper/detail_bare_cr.csv").problems if "research" in p.message.casefold()]
    assert (notice.row, notice.severity) == (2, Severity.NOTICE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("file", ["detail_bare_cr.csv", "summary.csv", "tabs_no_title.txt"])
def test_every_line_end_gives_the_same_results(file: str, end: str) -> None:
    """Hazard: AlleleTyper writes bare carriage returns, which would make of a plate one line."""
    text = (EXAMPLES / "alleletyper" / file).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    one, other = read(text.replace(b"\n", end.encode())), read(text)
    assert one.patients == other.patients
    assert one.problems == other.problems


def test_bare_carriage_returns_stand_in_the_example() -> None:
    """The example would show nothing of the hazard if an editor had changed its line ends."""
    content = (EXAMPLES / "alleletyper" / "detail_bare_cr.csv").read_bytes()
    assert (content.count(b"\n"), content.count(b"\r")) == (0, 10)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_plate_saved_anew_with_another_delimiter_is_the_same(delimiter: str) -> None:
    """Spreadsheets write semicolons where the comma is a decimal sign."""
    text = "*** Name,demo\n,,,CYP2D6_ex9\nsample ID,CYP2D6,CYP2C19,Hs00010001_Cn\nDEMO-01,*1/*4,*1/*2,2\n"
    rows = rows_of(read(text.replace(",", delimiter)), "DEMO-01")
    assert [told(row) for row in rows] == [("CYP2D6", "*1/*4", None), ("CYP2C19", "*1/*2", None)]
    assert rows[0].copy_number is COUNTED


def test_the_two_genes_are_read_wherever_their_columns_stand() -> None:
    """A gene's bare name heads a result, even behind the assays."""
    lab_file = read("sample ID,CYP2D6,C__11484460_40,CYP2C19\nDEMO-01,*1/*4,A/G,*2/*2\n")
    rows = rows_of(lab_file, "DEMO-01")
    assert [told(row) for row in rows] == [("CYP2D6", "*1/*4", None), ("CYP2C19", "*2/*2", None)]


def test_a_broken_row_costs_the_others_nothing() -> None:
    """More cells than headings, or a quotation mark over several rows, make that row unreadable, not another result."""
    head = "sample ID,CYP2D6,CYP2C19,C__11484460_40\n"
    lab_file = read(head + 'DEMO-01,*1,/*4,*1/*2,G/G\nDEMO-02,*1/*4,"*1/*2,G/G\nDEMO-03,*1/*1,*1/*1",G/G\n')
    assert all(not row.readable for patient in ("DEMO-01", "DEMO-02") for row in rows_of(lab_file, patient))
    assert [(problem.row, problem.patient_id) for problem in lab_file.problems] == [(2, "DEMO-01"), (3, "DEMO-02")]


def test_notes_may_go_over_lines() -> None:
    """The translator numbers its notes; a cell of several numbered lines is one sample's notes."""
    text = 'sample ID,CYP2D6,Notes,C__11484460_40\nDEMO-01,*1/*4,"1. manual calls involved.\n2. missing data.",G/G\n'
    (row,) = rows_of(read(text), "DEMO-01")
    assert row.readable
    assert row.remarks == (Cell(value="1. manual calls involved.\n2. missing data.", column="Notes"),)


def test_a_row_without_a_sample_is_a_problem() -> None:
    """Results that belong to nobody are left out loudly."""
    lab_file = read("*** Name,demo\nsample ID,CYP2D6,C__11484460_40\n,*1/*4,G/G\nDEMO-01,*1/*1,G/G\n")
    assert [patient.patient.id for patient in lab_file.patients] == ["DEMO-01"]
    assert [(problem.row, problem.severity) for problem in lab_file.problems] == [(3, Severity.ERROR)]


def test_a_plate_without_samples_is_refused() -> None:
    """A header row alone is no result."""
    with pytest.raises(UnusableInputError, match="no sample below the header row"):
        read("*** Name,demo\nsample ID,CYP2D6,C__11484460_40\n\n2019\n")


@pytest.mark.parametrize(
    "text",
    [
        "sample ID,CYP2D6,CYP2C19\nDEMO-01,*1/*4,*1/*2\n",
        "sample ID,CYP2D6,CYP2D6_cn\nDEMO-01,*1/*4,2\n",
        "sample_id,CYP2D6,C__11484460_40\nDEMO-01,*1/*4,G/G\n",
        "*** a heading ***\npatient_id,CYP2D6\nDEMO-01,*1/*4\n",
        "sample ID,C__27102414_10,C__11484460_40\nDEMO-01,G/G,A/G\n",
        "the sample ID, as ordered\n",
    ],
)
def test_other_tables_are_not_taken_for_alleletypers(text: str) -> None:
    """A lab's own table with a column `sample ID` is a plain table."""
    assert alleletyper.recognize(RawFile("plate.csv", text)) is None


# PharmacoScan


def test_pharmacoscan_gives_known_calls_and_quotes_its_doubts(example: Example) -> None:
    """The known call is the diplotype; calls with unknown alleles and any code but UNIQ are remarks."""
    rows = rows_of(example("pharmacoscan/plate_phenotype.rpt"), "DEMO-01")
    assert rows[0] == LabRow(
        row=4,
        patient_id="DEMO-01",
        gene="CYP2C19",
        diplotype=Cell(value="*1/*2", column="Known Call"),
        phenotype=Cell(value="IM", column="Phenotype Call"),
        remarks=(
            Cell(value="*35/UNK,*24/UNK", column="Unknown Call"),
            Cell(value="UNIQ+UNK", column="Interpretation Code"),
        ),
    )
    assert rows[1].remarks == ()
    assert [row.gene for row in rows] == ["CYP2C19", "CYP2D6", "TPMT"]


@pytest.mark.parametrize(
    ("patient_id", "diplotype", "phenotype", "copy_number"),
    [
        ("DEMO-01", "*1/*2", "NM", NOT_KNOWN),
        ("DEMO-02", "*1/*2, CN_Gain", "NM_or_UM", COUNTED),
        ("DEMO-03", "*1/UNK,*2/UNK", "unknown", NOT_KNOWN),
        ("DEMO-04", "*1/*1", "NM", NOT_COUNTED),
        ("DEMO-05", "*1/*10 CN_HybridGain", "IM,unknown", COUNTED),
        ("DEMO-06", "(*1/*10)xN, CN_Gain", "IM", COUNTED),
    ],
)
def test_copies_in_the_code_belong_to_the_diplotype(
    example: Example, patient_id: str, diplotype: str, phenotype: str, copy_number: CopyNumber
) -> None:
    """Hazard: `*1/*2` beside the code of a gain is not `*1/*2`; a count that failed is not a count."""
    (row,) = [row for row in rows_of(example("pharmacoscan/plate_phenotype.rpt"), patient_id) if row.gene == "CYP2D6"]
    assert told(row) == ("CYP2D6", diplotype, phenotype)
    assert row.copy_number is copy_number


@pytest.mark.parametrize(
    ("code", "diplotype", "copy_number"),
    [
        ("UNIQ", "*1/*2", NOT_KNOWN),
        ("", "*1/*2", NOT_KNOWN),
        ("UNIQ, CN_Gain", "*1/*2, CN_Gain", COUNTED),
        ("CN_HybridGain", "*1/*2, CN_HybridGain", COUNTED),
        ("cn_hybridloss", "*1/*2, cn_hybridloss", COUNTED),
        ("CN_NoCall", "*1/*2", NOT_COUNTED),
        ("CN_Error", "*1/*2", NOT_COUNTED),
        ("CN_Gain, CN_Error", "*1/*2, CN_Gain", NOT_COUNTED),
    ],
)
def test_each_code_of_copies(code: str, diplotype: str, copy_number: CopyNumber) -> None:
    """Gains, losses and hybrids stay with the call; a failed count only says that nothing was counted."""
    header = "Index\tFilename\tGene\tPhenotype Call\tKnown Call\tUnknown Call\tInterpretation Code\n"
    (row,) = rows_of(read(f"{header}1\tDEMO-01.CEL\tCYP2D6\tNM\t*1/*2\t\t{code}\n"), "DEMO-01")
    assert (told(row)[1], row.copy_number) == (diplotype, copy_number)


def test_a_phenotype_beside_no_call_is_a_remark_and_no_result(example: Example) -> None:
    """Hazard: a report that calls nothing must not make a poor metabolizer of the patient."""
    (row,) = [row for row in rows_of(example("pharmacoscan/plate_phenotype.rpt"), "DEMO-03") if row.gene == "CYP2C19"]
    assert told(row) == ("CYP2C19", None, None)
    assert [cell.value for cell in row.remarks] == ["NoHAP", "PM"]


def test_all_candidates_of_a_call_are_kept(example: Example) -> None:
    """Several known calls stay one cell, as the report has them."""
    rows = rows_of(example("pharmacoscan/plate_phenotype.rpt"), "DEMO-02")
    assert told(rows[0]) == ("CYP2C19", "*1/*1,*1/*2", "NM_or_IM")
    assert [told(row) for row in rows_of(example("pharmacoscan/dmet_phenotype.rpt"), "DEMO-01")] == [
        ("CYP2D6", "*1/*2,*1/*4", "EM,IM"),
        ("CYP2C19", None, None),
    ]


def test_a_call_that_stands_once_a_marker_is_one_result(example: Example) -> None:
    """An allele report repeats the gene's call for each of its markers."""
    rows = rows_of(example("pharmacoscan/plate_allele.rpt"), "DEMO-01")
    assert [(row.row, told(row)) for row in rows] == [(3, ("CYP2C19", "*1/*2", None))]


@pytest.mark.parametrize("file_name", ["DEMO-01.CEL", "DEMO-01.cel", "C:\\arrays\\DEMO-01.CEL", "DEMO-01"])
def test_an_array_is_named_for_its_file(file_name: str) -> None:
    """Folder and suffix of the array's file are no part of the patient's id."""
    header = "Index\tFilename\tGene\tKnown Call\tUnknown Call\tInterpretation Code\n"
    assert rows_of(read(f"{header}1\t{file_name}\tCYP2D6\t*1/*4\t\tUNIQ\n"), "DEMO-01")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1\t\tCYP2D6\t*1/*4\t\tUNIQ", "file name is missing"),
        ("1\tDEMO-01.CEL\t\t*1/*4\t\tUNIQ", "gene is missing"),
        ("1\tDEMO-01.CEL\tCYP2D6\t*1/*4\t\tUNIQ\t*9/*9", "cells cannot be told apart"),
    ],
)
def test_a_broken_row_of_a_report_is_a_problem(line: str, words: str) -> None:
    """What cannot be read is said with its row, and the other rows are read."""
    header = "#%x=y\nIndex\tFilename\tGene\tKnown Call\tUnknown Call\tInterpretation Code\n"
    lab_file = read(f"{header}{line}\n2\tDEMO-02.CEL\tCYP2D6\t*1/*1\t\tUNIQ\n")
    (problem,) = lab_file.problems
    assert problem.row == 3
    assert words in problem.message
    assert [told(row) for row in rows_of(lab_file, "DEMO-02")] == [("CYP2D6", "*1/*1", None)]
    assert not any(row.readable for row in rows_of(lab_file, "DEMO-01"))


def test_a_report_without_rows_is_refused() -> None:
    """A header alone is no result."""
    with pytest.raises(UnusableInputError, match="no array has a call"):
        read("Index\tFilename\tGene\tKnown Call\tUnknown Call\tInterpretation Code\n")


# Single changes


@pytest.mark.parametrize(
    "text",
    [
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tDEMO-01:0:*1/*4.021+*4NX\n",
        "rsid,gene,diplotype,patient_id\nrs4244285,CYP2C19,*1/*2,DEMO-01\n",
        "patient_id,assay,gene,result\nDEMO-01,panel,CYP2D6,1/4\n",
        "patient_id,gene,snp,genotype\nDEMO-01,CYP2C19,rs4244285,A/G\nDEMO-01,CYP2D6,,*4/*5\n",
        "patient_id,gene,assay,call\nDEMO-01,CYP2D6,panel,Poor Metabolizer\n",
        "patient_id,CYP2D6,rs4244285\nDEMO-01,*1/*4,A/G\n",
        "gene\tdiplotype\nCYP2D6\t*1/*4\n",
        ">\nCYP2D6 *1/*4\n",
        "@ the lab\nCYP2D6 *1/*4\n+\n",
        "[1] CYP2D6 *1/*4\n",
        '[{"rsid": "rs4244285", "genotype": "A/G"}]',
        "x",
    ],
)
def test_a_file_with_star_alleles_is_never_refused_as_single_changes(text: str) -> None:
    """A table that has a result is left to the readers of results; so is a VCF that names diplotypes."""
    assert snp.recognize(RawFile("results.csv", text)) is None


def test_a_refused_file_in_a_folder_costs_the_others_nothing(tmp_path: Path) -> None:
    """A list of variants beside the results is an error of that file alone."""
    (tmp_path / "results.csv").write_text("patient_id,gene,diplotype\nDEMO-01,CYP2D6,*1/*4\n")
    (tmp_path / "variants.vcf").write_bytes((EXAMPLES / "snp" / "variants.vcf").read_bytes())
    lab_file = read_results(tmp_path)
    assert [patient.patient.id for patient in lab_file.patients] == ["DEMO-01"]
    (problem,) = lab_file.problems
    assert (problem.file, problem.severity) == ("variants.vcf", Severity.ERROR)
    assert "not star alleles" in problem.message


# Anything whatever


@pytest.mark.parametrize("folder", ["alleletyper", "pharmacoscan", "snp"])
def test_a_file_that_breaks_off_anywhere_gives_results_or_the_reason(folder: str) -> None:
    """No truncation makes a traceback."""
    for path in sorted((EXAMPLES / folder).iterdir()):
        content = path.read_bytes()
        for length in range(0, len(content), 7):
            with suppress(UnusableInputError):
                read(content[:length], path.name)


@pytest.mark.parametrize(
    "text",
    [
        "sample ID,\n",
        "sample ID,,,C__11484460_40\nDEMO-01\n",
        '***\nsample ID\t"\n',
        "***\n\n\nsample ID,CYP2D6\n,,,,\n",
        "#\n#\n",
        "# rsid\n",
        "##fileformat=VCF",
        "##fileformat=VCFv4.2\n#CHROM",
        "sample/assay,\n",
        "@HD\tVN:",
        "[Header]",
        "Filename\tGene\tKnown Call\tUnknown Call\tInterpretation Code",
        '#\nFilename\tGene\tKnown Call\tUnknown Call\tInterpretation Code\n"\tx\n',
    ],
)
def test_odd_files_give_results_or_the_reason(text: str) -> None:
    """Files that are hardly begun are refused in words."""
    with pytest.raises(UnusableInputError, match=r"plate\.csv"):
        read(text)


def test_large_foreign_files_are_not_searched_to_their_end() -> None:
    """Recognizing looks at the top: a file of many lines costs no more than a short one."""
    text = "patient_id,gene,diplotype\n" + "DEMO-01,CYP2D6,*1/*4\n" * 200_000
    raw = RawFile("results.csv", text)
    for reader in (alleletyper, pharmacoscan, snp):
        assert reader.recognize(raw) is None
    assert "lines" not in vars(raw)
