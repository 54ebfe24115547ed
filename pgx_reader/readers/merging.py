"""Patients of several files or parts of one: the results of one id belong together, unless they are two people's."""

from __future__ import annotations

from pgx_reader.models.results import LabPatient, Patient, Problem, Severity

_IDENTITY = ("name", "birth_date", "sex")


def merged(patients: list[LabPatient], problems: list[Problem]) -> tuple[LabPatient, ...]:
    """
    One patient an id, in the order first met; what was put together, and what must not be, goes into `problems`.

    Two names, birth dates or sexes under one id may be two people's: none of that id's results is used.
    """
    by_id: dict[str, list[LabPatient]] = {}
    for patient in patients:
        by_id.setdefault(patient.patient.id, []).append(patient)
    together = []
    for patient_id, parts in by_id.items():
        if len(parts) == 1:
            together.append(parts[0])
            continue
        files = tuple(dict.fromkeys(part.file or "" for part in parts))
        contradicted = _contradicted(parts)
        if contradicted:
            whose = "files" if len(files) > 1 else "rows"
            message = (
                f"the {whose} give more than one {contradicted} under this patient's id; they may be two people's, so "
                "none is used. Give each person an id of their own."
            )
            problems.append(Problem(message=message, file=parts[1].file, patient_id=patient_id))
            continue
        if len(files) > 1:
            named = ", ".join(files)
            message = f"this id stands in more than one file, and their results are read as one person's: {named}."
            problems.append(Problem(message=message, patient_id=patient_id, severity=Severity.NOTICE))
        together.append(_joined(parts))
    return tuple(together)


def _contradicted(parts: list[LabPatient]) -> str | None:
    for what in _IDENTITY:
        said = {value.casefold() for part in parts if (value := getattr(part.patient, what))}
        if len(said) > 1:
            return what.replace("_", " ")
    return None


def _joined(parts: list[LabPatient]) -> LabPatient:
    known: dict[str, str] = {}
    for name in Patient.model_fields:
        said = dict.fromkeys(value for part in parts if (value := getattr(part.patient, name)))
        if said:
            known[name] = next(iter(said)) if name in ("id", *_IDENTITY) else "; ".join(said)
    medicines = {medicine.casefold(): medicine for part in parts for medicine in part.medicines}
    return LabPatient(
        patient=Patient(**known),
        row=parts[0].row,
        file=parts[0].file,
        medicines=tuple(medicines.values()),
        rows=tuple(row for part in parts for row in part.rows),
    )
