"""Negative controls look like patients and are none: they are left out, of every format, and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, Severity
from pgx_reader.readers import read_results
from pgx_reader.readers.controls import is_control, may_be_control

Read = Callable[[str | bytes], LabFile]
HEADER = "patient_id,gene,diplotype\n"

CONTROLS = (
    "NTC", "ntc", "NTC1", "NTC_2", "NTC-H12", "NTC 003", "NCT", "NEC", "No Template Control", "no-template ctrl",
    "Non template control", "Neg", "NEG1", "Negative", "Negative control", "neg. ctrl", "Negativkontrolle",
    "Contrôle négatif", "Controllo negativo", "Empty", "empty well", "EMPTY_3", "Blank", "Extraction blank", "Water",
    "water control", "H2O", "ddH2O", "H\u2082O", "nuclease-free water", " NTC ",
)  # fmt: skip
PATIENTS = (
    "Waters", "EMPTYSON-1", "Blankenship", "NTC-Smith", "Negrete", "NA04671", "NTCA", "Necker", "Wassermann", "W2O",
    "12NTC34", "PT-NTC", "NTC1234", "H2O-Lab-7", "Empty nest 4711", "", "-", "no id given",
)  # fmt: skip


@pytest.mark.parametrize("patient_id", CONTROLS)
def test_an_id_that_is_a_controls_name_is_a_control(patient_id: str) -> None:
    """A control is known in any case and punctuation, with or without the number of its well."""
    assert is_control(patient_id)
    assert not may_be_control(patient_id)


@pytest.mark.parametrize("patient_id", PATIENTS)
def test_an_id_that_only_contains_such_a_name_is_a_patient(patient_id: str) -> None:
    """A name that has a control's letters in it is somebody's, and so is a reference sample's number."""
    assert not is_control(patient_id)
    assert not may_be_control(patient_id)


@pytest.mark.parametrize("patient_id", ["Control1", "control", "CTRL_2", "Positive control", "Kontrolle 1", "QC1"])
def test_a_control_with_dna_is_kept_and_asked_about(read: Read, patient_id: str) -> None:
    """What may be a patient is read, and a notice asks whether it is one."""
    lab_file = read(HEADER + f"{patient_id},CYP2D6,*1/*4\n")
    assert [patient.patient.id for patient in lab_file.patients] == [patient_id]
    (notice,) = lab_file.problems
    assert patient_id in notice.message
    assert notice.severity is Severity.NOTICE


def test_controls_of_a_plain_table_are_left_out_with_one_notice(read: Read) -> None:
    """Hazard: a no-template control whose row says *1/*1 must never become somebody's handout."""
    lab_file = read(HEADER + "NTC,CYP2D6,*1/*1\nA-1,CYP2D6,*1/*4\nNTC,CYP2C19,*1/*1\nEmpty,CYP2D6,*1/*1\n")
    assert [patient.patient.id for patient in lab_file.patients] == ["A-1"]
    assert lab_file.description.endswith("1 patient")
    (notice,) = lab_file.problems
    assert notice.severity is Severity.NOTICE
    assert '"NTC", "Empty"' in notice.message
    assert notice.patient_id is None


def test_what_is_wrong_with_a_control_is_nobodys_problem(read: Read) -> None:
    """A broken row of a control is left out with it."""
    lab_file = read(HEADER + "NTC,CYP2D6,*1/*1,stray\nA-1,CYP2D6,*1/*4\n")
    assert [problem.severity for problem in lab_file.problems] == [Severity.NOTICE]


def test_a_file_of_controls_alone_is_refused(read: Read) -> None:
    """There is no handout to be made of a file without a person."""
    with pytest.raises(UnusableInputError, match=r'nothing but negative controls .*"NTC", "Water".*another id'):
        read(HEADER + "NTC,CYP2D6,*1/*1\nWater,CYP2D6,*1/*1\n")


def test_a_file_of_controls_in_a_folder_costs_the_others_nothing(tmp_path: Path) -> None:
    """Only that file is not read; the ids of controls in several files are never put together."""
    (tmp_path / "a.csv").write_text(HEADER + "NTC,CYP2D6,*1/*1\n")
    (tmp_path / "b.csv").write_text(HEADER + "NTC,CYP2D6,*1/*1\nA-1,CYP2D6,*1/*4\n")
    lab_file = read_results(tmp_path)
    assert [patient.patient.id for patient in lab_file.patients] == ["A-1"]
    assert [problem.file for problem in lab_file.problems if problem.severity is Severity.ERROR] == ["a.csv"]
