"""pangu: what it called from each alignment, in its JSON report and in its log."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pgx_reader.models.results import Cell, LabFile, LabRow, Severity
from pgx_reader.normalize.rows import read_row
from pgx_reader.readers.formats import pangu, pangu_log
from pgx_reader.readers.raw import RawFile
from pgx_reader.tables import load_tables
from pgx_reader.terms import CopyNumber, GeneStatus


def entry(**changed: Any) -> dict[str, Any]:
    """An entry of a report."""
    return {"input": "demo/A.bam", "diplotype": "CYP2D6 *1/*4", "copynumber": 2, "haplotypes": []} | changed


def report(*entries: Any, name: str = "A_report.json") -> RawFile:
    """A report with these entries."""
    return RawFile(name, json.dumps(entries))


def log(*messages: str) -> RawFile:
    """A log with these levels and messages."""
    return RawFile("A_caller.log", "".join(f"2026-01-07 16:47:57,041 | {message}\n" for message in messages))


def test_the_diplotype_is_read_without_its_gene_and_what_pangu_warns_of_is_a_remark(
    example: Callable[[str], LabFile],
) -> None:
    """The patient is called by the file's name, and the notice names the alignment too."""
    file = example("pangu/DEMO-01_report.json")
    assert file.patients[0].rows == (
        LabRow(
            row=None,
            patient_id="DEMO-01",
            gene="CYP2D6",
            diplotype=Cell(value="*4x2/*5", column="[0].diplotype"),
            copy_number=CopyNumber.COUNTED,
            remarks=(Cell(value="120 bases in variant region with coverage < 3", column="[0].warnings"),),
        ),
    )
    (notice,) = file.problems
    assert notice.severity is Severity.NOTICE
    assert "demo/DEMO-01_wgs.GRCh38.bam" in notice.message


def test_alignments_of_one_report_are_several_peoples(example: Callable[[str], LabFile]) -> None:
    """Each is called by its alignment, and two calls from one alignment are both kept."""
    found = {
        patient.patient.id: [row.diplotype and row.diplotype.value for row in patient.rows]
        for patient in example("pangu/cohort_report.json").patients
    }
    assert found == {"DEMO-02": ["*1/*2", "*1/*35"], "DEMO-03": ["*68+*4/(*5)"], "DEMO-04": ["None"]}


def test_a_copy_number_that_is_not_that_of_the_alleles_is_a_remark(example: Callable[[str], LabFile]) -> None:
    """Whether the deletion counts as one differs between versions, and is no doubt."""
    rows = example("pangu/cohort_report.json").patients[0].rows
    assert rows[0].remarks == (Cell(value="4", column="[0].copynumber"),)


def test_alignments_of_one_name_in_two_folders_stay_apart() -> None:
    """Where everybody's alignment is called the same, its folder tells whose it is."""
    raw = report(entry(input="PT-1/reads.bam"), entry(input="PT-2/reads.bam", diplotype="CYP2D6 *4/*4"))
    assert [patient.patient.id for patient in pangu.read(raw).patients] == ["PT-1/reads.bam", "PT-2/reads.bam"]


def test_a_call_of_several_that_names_no_alignment_belongs_to_nobody() -> None:
    """It is left out, with a problem; alone in the file it would be the file's."""
    contents = pangu.read(report(entry(), entry(input=None)))
    assert [patient.patient.id for patient in contents.patients] == ["A"]
    assert any("belongs to nobody" in problem.message for problem in contents.problems)
    assert pangu.read(report(entry(input=None))).patients[0].patient.id == "A"


@pytest.mark.parametrize("diplotype", [None, "", "CYP2D6 None", "CYP2D6 unknown"])
def test_no_diplotype_is_no_call(diplotype: str | None) -> None:
    """Neither a normal result nor a gene that was not tested, and no copies were counted."""
    (row,) = pangu.read(report(entry(diplotype=diplotype))).patients[0].rows
    assert read_row("CYP2D6", row, load_tables(), []).unusable is GeneStatus.NO_CALL
    assert row.copy_number is CopyNumber.NOT_KNOWN


@pytest.mark.parametrize("diplotype", ["CYP2D6 *1/*2/*4", "CYP2D6 *1", "CYP2D6 *1/unknown"])
def test_what_is_no_whole_diplotype_gives_no_phenotype(diplotype: str) -> None:
    """Three haplotypes, or one, are printed where pangu could not put the reads together."""
    (row,) = pangu.read(report(entry(diplotype=diplotype))).patients[0].rows
    result = read_row("CYP2D6", row, load_tables(), [])
    named = [reading.is_named for reading in result.call.readings] if result.call else []
    assert result.unusable or named == [False]


def test_the_normal_allele_in_place_of_one_not_recognized_is_not_used(example: Callable[[str], LabFile]) -> None:
    """Where reads match an allele in part, pangu defaults to *1: unknown would become normal."""
    file = example("pangu/defaulted_report.json")
    (row,) = file.patients[0].rows
    assert (row.readable, row.diplotype) == (False, None)
    assert [p.value for p in file.problems if p.severity is Severity.ERROR] == ["CYP2D6 *1/*1"]


@pytest.mark.parametrize("diplotype", [12, True, ["CYP2D6 *1/*4"], {"call": "*1/*4"}])
def test_a_diplotype_of_another_shape_is_a_problem(diplotype: object) -> None:
    """It is neither read nor taken for no call."""
    contents = pangu.read(report(entry(diplotype=diplotype)))
    assert not contents.patients[0].rows[0].readable
    assert any(problem.column == "[0].diplotype" for problem in contents.problems)


@pytest.mark.parametrize(
    "changed",
    [{"haplotypes": None}, {"haplotypes": [1, {"alleles": 3}, {"alleles": [None, {"call": {}}]}]}, {"warnings": 5}],
)
def test_other_parts_of_another_shape_cost_nothing(changed: dict[str, Any]) -> None:
    """The diplotype stands by itself."""
    (row,) = pangu.read(report(entry(**changed))).patients[0].rows
    assert row.diplotype == Cell(value="*1/*4", column="[0].diplotype")


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[1]",
        "{}",
        '[{"input": "A.bam", "diplotype": "CYP2D6 *1/*4"}]',
        '[{"gene": "CYP2D6", "diplotype": "*1/*4"}]',
        "CYP2D6\t*1/*4\n",
        "Diplotype called: CYP2D6 *1/*4\n",
        "2026-01-07 16:47:57,041 | INFO | Processing A.bam\n",
        "2026-01-07 16:47:57,041 | INFO | the report says Diplotype called: CYP2D6 *1/*4\n",
    ],
)
def test_another_file_is_not_taken_for_pangus(text: str) -> None:
    """Neither is a log that only speaks of one."""
    raw = RawFile("NA_report.json", text)
    assert (pangu.recognize(raw), pangu_log.recognize(raw)) == (None, None)


def test_a_log_is_read_at_the_line_of_the_call(example: Callable[[str], LabFile]) -> None:
    """Its warnings are remarks, also those that stand behind the call."""
    (row,) = example("pangu/DEMO-06_caller.log").patients[0].rows
    assert row == LabRow(
        row=5,
        patient_id="DEMO-06",
        gene="CYP2D6",
        diplotype=Cell(value="*36+*10/*41", column="Diplotype called"),
        copy_number=CopyNumber.COUNTED,
        remarks=(Cell(value="12 bases in variant region with coverage < 3", column="WARNING"),),
    )


def test_each_alignment_in_a_log_has_its_own_end(example: Callable[[str], LabFile]) -> None:
    """Called, not called because pangu says so, or not known because the log is cut short."""
    file = example("pangu/cohort_caller.log")
    tables = load_tables()
    found = {patient.patient.id: read_row("CYP2D6", patient.rows[0], tables, []).unusable for patient in file.patients}
    assert found == {"DEMO-07": None, "DEMO-08": GeneStatus.NO_CALL, "DEMO-09": GeneStatus.NOT_READABLE}
    assert [p.row for p in file.problems if p.severity is Severity.ERROR] == [7]


def test_several_calls_in_a_log_are_all_kept() -> None:
    """Never the first nor the last alone."""
    raw = log(
        "INFO | Processing A.bam",
        "INFO | Diplotype called: CYP2D6 *1/*4",
        "INFO | Diplotype called: CYP2D6 *1/*10",
    )
    assert pangu_log.recognize(raw)
    (patient,) = pangu_log.read(raw).patients
    assert [row.diplotype and row.diplotype.value for row in patient.rows] == ["*1/*4", "*1/*10"]


def test_the_normal_allele_by_default_is_not_used_from_a_log_either() -> None:
    """The warning stands before the call."""
    raw = log(
        "INFO | Processing A.bam",
        "WARNING | Partial hits on core alleles *4, defaulting to *1",
        "INFO | Diplotype called: CYP2D6 *1/*1",
    )
    assert [row.readable for row in pangu_log.read(raw).patients[0].rows] == [False]
