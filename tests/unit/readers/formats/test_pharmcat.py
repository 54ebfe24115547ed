from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, LabRow
from pgx_reader.readers import read_results
from pgx_reader.readers.formats import pharmcat_json, pharmcat_outside_calls, pharmcat_tsv
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

from .conftest import EXAMPLES

Example = Callable[[str], LabFile]
Flat = tuple[str, str | None, str | None, str | None]


def flat(row: LabRow) -> Flat:
    """A row as plain values."""
    diplotype, phenotype, score = (
        cell.value if cell else None for cell in (row.diplotype, row.phenotype, row.activity_score)
    )
    return (row.gene, diplotype, phenotype, score)


def rows(file: LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in file.patients for row in patient.rows]


@pytest.mark.parametrize(
    ("name", "patient", "expected"),
    [
        (
            "report_v3.json",
            "DEMO-01",
            [
                ("CYP2D6", "*4/*41", "Intermediate Metabolizer", "0.25"),
                ("CYP2C19", "*1/*17", "Rapid Metabolizer", None),
                ("CYP2C9", "*1/*3", "Intermediate Metabolizer", "1.0"),
                ("G6PD", "B (reference)", "Normal", None),
            ],
        ),
        (
            "phenotype_v3.json",
            "DEMO-01",
            [
                ("CYP2D6", "Unknown/Unknown", "No Result", "No Result"),
                ("CYP2C19", "*1/*2 or *2/*3", "Intermediate Metabolizer or Poor Metabolizer", None),
                ("CYP1A2", "*1/*30", None, None),
            ],
        ),
        (
            "report_v2.json",
            "v2",
            [
                ("CYP2D6", "*1/*4", "Intermediate Metabolizer", "1.0"),
                ("CYP2C19", "*2/*2", "Poor Metabolizer", None),
                ("CYP2C19", "*1/*2", "n/a", None),
                ("VKORC1", "rs9923231 reference (C)/rs9923231 variant (T)", "-1639 AG", None),
            ],
        ),
        (
            "report_v1.json",
            "v1",
            [
                ("CYP2C19", "*1/*1", "Normal Metabolizer", None),
                ("CYP2D6", "*1/*2 or *2/*35", "Normal Metabolizer", None),
                ("DPYD", "Reference/Reference", None, None),
            ],
        ),
        ("match_v3.json", "DEMO-01", [("CYP2C19", "*1/*38", None, None), ("CYP2D6", None, None, None)]),
        (
            "report.tsv",
            "report",
            [
                ("TPMT", "*1/*1", "Normal Metabolizer", None),
                ("CYP2C19", "no call", None, None),
                ("CYP2D6", "*1/*2 OR *4/*10", "Normal Metabolizer / Intermediate Metabolizer", "2.0 OR 0.25"),
            ],
        ),
        (
            "DEMO-01.outside_calls.tsv",
            "DEMO-01",
            [
                ("CYP2D6", "CYP2D6*3/CYP2D6*4", None, None),
                ("CYP2C19", "*1/*2 or *1/*3", None, None),
                ("HLA-B", None, "*57:01 positive", None),
                ("MT-RNR1", "1555A>G", None, None),
                ("CYP2C9", None, None, "2.0"),
            ],
        ),
        (
            "DEMO-02.starphase.tsv",
            "DEMO-02",
            [
                ("CYP2D6", "NO_MATCH/NO_MATCH", None, None),
                ("CYP2C19", "*1/*2", None, None),
                ("HLA-A", "01:01:01:01/02:01:01:01", None, None),
            ],
        ),
        (
            "DEMO-03.calls.txt",
            "DEMO-03",
            [("CYP2C19", "*2/*2", "Poor Metabolizer", None), ("CYP2D6", ".", None, None)],
        ),
        ("DEMO-04.cyp2d6.tsv", "DEMO-04", [("CYP2D6", "*4x2/*5", None, None)]),
    ],
)
def test_every_call_of_an_example_is_read_word_for_word(
    example: Example, name: str, patient: str, expected: list[Flat]
) -> None:
    """All genes that were called, all candidates of a gene, and the genes that are explained where they were not."""
    file = example(f"pharmcat/{name}")
    assert [found.patient.id for found in file.patients] == [patient]
    assert [flat(row) for row in rows(file)] == expected


def test_a_table_of_several_samples_gives_several_patients(example: Example) -> None:
    """The column `Sample ID` says whose a row is; a row of nobody is a problem, and a column that was added is told."""
    file = example("pharmcat/report_samples.tsv")
    assert [(p.patient.id, [flat(row) for row in p.rows]) for p in file.patients] == [
        ("DEMO-01", [("CYP2D6", "*1/*4", "Intermediate Metabolizer", "1.0")]),
        ("DEMO-02", [("CYP2C19", "*2/*17", "Intermediate Metabolizer", None)]),
    ]
    assert [problem.row for problem in file.problems] == [2, 5]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report_v3.json", CopyNumber.NOT_KNOWN),
        ("report_v2.json", CopyNumber.NOT_COUNTED),
        ("report_v1.json", CopyNumber.NOT_KNOWN),
        ("report.tsv", CopyNumber.NOT_COUNTED),
        ("report_samples.tsv", CopyNumber.NOT_KNOWN),
        ("phenotype_v3.json", CopyNumber.NOT_KNOWN),
    ],
)
def test_cyp2d6_of_pharmcats_own_matcher_has_no_copies_counted(
    example: Example, name: str, expected: CopyNumber
) -> None:
    """A CYP2D6 call from the VCF knows nothing of copies; an outside caller's may, and the file does not say."""
    (row,) = [row for row in rows(example(f"pharmcat/{name}")) if row.gene == "CYP2D6"]
    assert row.copy_number is expected
    assert all(
        row.copy_number is CopyNumber.NOT_KNOWN for row in rows(example(f"pharmcat/{name}")) if row.gene != "CYP2D6"
    )


def test_an_outside_phenotype_that_does_not_match_is_a_remark(example: Example) -> None:
    """PharmCAT keeps the outside caller's own phenotype where it differs, and so does this."""
    (row,) = [row for row in rows(example("pharmcat/report_v2.json")) if row.gene == "CYP2D6"]
    assert {remark.value for remark in row.remarks} == {"Normal Metabolizer"}


def test_a_lookup_that_is_not_the_call_is_a_remark() -> None:
    """What the recommendations were looked up with stands beside the call where it is another."""
    text = (EXAMPLES / "pharmcat" / "report.tsv").read_text(encoding="utf-8")
    raw = RawFile("report.tsv", text.replace("\tno\t*1/*1\tNormal", "\tno\t*1/*3A\tNormal"))
    row = next(row for patient in pharmcat_tsv.read(raw).patients for row in patient.rows if row.gene == "TPMT")
    assert [remark.value for remark in row.remarks] == ["*1/*3A"]


def report(**genes: Any) -> RawFile:
    """A version 3 report with these genes."""
    return RawFile("DEMO-09.report.json", json.dumps({"pharmcatVersion": "v3.0.0", "genes": genes}))


@pytest.mark.parametrize(
    "value",
    [
        *(None, 5, "text", [], [[]], {}, {"sourceDiplotypes": 5}, {"sourceDiplotypes": [None, 5, {"label": {}}]}),
        {"sourceDiplotypes": [{"label": None, "allele1": {}}]},
        {"recommendationDiplotypes": [{"phenotypes": {"a": 1}}]},
    ],
)
def test_a_gene_of_another_shape_gives_no_call(value: Any) -> None:
    """Whatever stands where a gene's report should stand, nothing is made up of it."""
    raw = report(CYP2D6=value)
    assert pharmcat_json.recognize(raw) is not None
    for patient in pharmcat_json.read(raw).patients:
        assert all(row.diplotype is None and row.phenotype is None for row in patient.rows)


def test_a_call_that_is_only_a_phenotype_is_no_diplotype() -> None:
    """PharmCAT labels a call without alleles by its phenotype: that label is not read as a diplotype."""
    diplotype = {"allele1": None, "allele2": None, "label": "Poor Metabolizer", "phenotypes": ["Poor Metabolizer"]}
    raw = report(CYP2D6={"callSource": "OUTSIDE", "sourceDiplotypes": [diplotype]})
    (row,) = pharmcat_json.read(raw).patients[0].rows
    assert flat(row) == ("CYP2D6", None, "Poor Metabolizer", None)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("CYP2D6\t*1/*4\n", True),
        ("# a comment\nCYP2C19\t*1/*2\tIntermediate Metabolizer\t\n", True),
        ("CYP2D6\t\n", False),
        ("CYP2D6\n", False),
        ("CYP2D6 *1/*4\n", False),
        ("HG01086\t[*1/*31]\n", False),
        ("DEMO-01\tCYP2D6\t*1/*4\n", False),
        ("CYP2D6\t*1/*4\t\t\tone too many\n", False),
        ("Sample\tCYP2D6\nDEMO-01\t*1/*4\n", False),
        ("patient_id\tgene\tdiplotype\nDEMO-01\tCYP2D6\t*1/*4\n", False),
        ("CYP2D6\t*1/*4\nand some words\n", False),
        ("", False),
    ],
)
def test_outside_calls_are_told_from_other_tables(text: str, claimed: bool) -> None:
    """Only lines that all begin with a gene, of two to four columns, are outside calls."""
    assert (pharmcat_outside_calls.recognize(RawFile("x.tsv", text)) is not None) is claimed


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLES / "pharmcat").glob("*.json")))
def test_a_document_cut_short_is_refused(tmp_path: Path, name: str) -> None:
    """Half a document is no document: nothing is read from the half that is there."""
    whole = (EXAMPLES / "pharmcat" / name).read_bytes()
    half = tmp_path / name
    half.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnusableInputError, match="breaks off"):
        read_results(half)
