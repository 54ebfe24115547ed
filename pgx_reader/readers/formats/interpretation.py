"""This program's own JSON, as `explain --json` writes it: the lab's results in it are read again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabPatient, LabRow, Patient, Problem
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition
from pgx_reader.terms import CopyNumber

_SCHEMA = "pgx-reader/interpretation/"
_VERSION = "1"
_UNUSABLE = ("conflicting", "not_readable")


def recognize(raw: RawFile) -> Recognition | None:
    """JSON whose `schema` is this program's, an object or one in each line."""
    if not raw.is_json or not all(_schema(item).startswith(_SCHEMA) for item in _objects(raw)):
        return None
    return Recognition("pgx-reader's own JSON (explain --json)", f'its schema is "{_schema(_objects(raw)[0])}"')


def _objects(raw: RawFile) -> list[Any]:
    return list(raw.json_lines) if raw.json_lines is not None else [raw.json]


def _schema(item: Any) -> str:
    schema = item.get("schema") if isinstance(item, dict) else None
    return schema if isinstance(schema, str) else ""


def read(raw: RawFile) -> Contents:
    """
    What the lab reported, as it stands under `reported`, and what it tested: nothing interpreted is taken over.

    A gene that could not be used then, because of a conflict for instance, cannot be used now. Raises
    `UnusableInputError` for another version of the schema.
    """
    patients: list[LabPatient] = []
    problems: list[Problem] = raw.held()
    for number, item in enumerate(_objects(raw), 1):
        if _schema(item) != _SCHEMA + _VERSION:
            raise UnusableInputError(
                f'{raw.name}, row {number}: its schema is "{_schema(item)}"; {_SCHEMA}{_VERSION} is read. Use the '
                "version of this program that wrote it."
            )
        patient = _patient(item)
        if patient is None:
            problems.append(Problem(message="this object names no patient; it is not read.", row=number))
            continue
        rows = raw.held(_rows(item, patient.id, problems))
        patients.append(LabPatient(patient=patient, row=number, medicines=tuple(_medicines(item)), rows=tuple(rows)))
    return Contents(tuple(patients), tuple(problems))


def _patient(item: dict[str, Any]) -> Patient | None:
    said = item.get("patient")
    if not isinstance(said, dict) or not isinstance(said.get("id"), str) or not said["id"]:
        return None
    known = {name: said[name] for name in Patient.model_fields if isinstance(said.get(name), str)}
    return Patient(**known)


def _rows(item: dict[str, Any], patient_id: str, problems: list[Problem]) -> Iterator[LabRow]:
    for number, gene in enumerate(_list(item, "genes")):
        name = gene.get("gene") if isinstance(gene, dict) else None
        if not isinstance(name, str) or not name:
            problems.append(Problem(message="no gene is named here.", column=f"genes[{number}]", patient_id=patient_id))
            continue
        cells = dict(_cells(gene.get("reported"), f"genes[{number}].reported"))
        unusable = gene.get("status") in _UNUSABLE
        if unusable:
            message = f"{name} could not be used when this was written ({gene['status']}); it is not used now."
            problems.append(Problem(message=message, column=f"genes[{number}].status", patient_id=patient_id))
        if unusable:
            yield LabRow(row=None, patient_id=patient_id, gene=name, readable=False, tested=_tested(gene, number))
        elif cells or gene.get("status") != "not_tested":
            row = LabRow(row=None, patient_id=patient_id, gene=name, tested=_tested(gene, number), **cells)
            yield row.model_copy(update={"copy_number": _copy_number(gene)})
    for name in _list(item, "other_genes"):
        if isinstance(name, str) and name:
            yield LabRow(row=None, patient_id=patient_id, gene=name)


def _tested(gene: dict[str, Any], number: int) -> Cell | None:
    value = gene.get("tested")
    return Cell(value=value, column=f"genes[{number}].tested") if isinstance(value, str) and value else None


def _copy_number(gene: dict[str, Any]) -> CopyNumber:
    said = gene.get("copy_number")
    return CopyNumber(said) if said in tuple(CopyNumber) else CopyNumber.NOT_KNOWN


def _cells(reported: Any, path: str) -> Iterator[tuple[str, Cell]]:
    for name in ("diplotype", "phenotype", "activity_score"):
        value = reported.get(name) if isinstance(reported, dict) else None
        if isinstance(value, str) and value:
            yield name, Cell(value=value, column=f"{path}.{name}")


def _medicines(item: dict[str, Any]) -> Iterator[str]:
    for medicine in _list(item, "medicines"):
        if isinstance(medicine, dict) and medicine.get("taking") is True and isinstance(medicine.get("name"), str):
            yield medicine["name"]
    for key in ("other_medicines", "unknown_medicines"):
        yield from (name for name in _list(item, key) if isinstance(name, str))


def _list(item: dict[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []
