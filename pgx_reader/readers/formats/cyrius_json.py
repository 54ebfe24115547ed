"""Cyrius's JSON: an object a sample, with the call of CYP2D6 and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem
from pgx_reader.readers.formats.cyrius import GENE, remarks_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.terms import CopyNumber

_GENOTYPE, _FILTER, _COPIES = "Genotype", "Filter", "Total_CN"
_NEEDED = frozenset((_GENOTYPE, _FILTER))
_OWN = frozenset((_COPIES, "Spacer_CN", "CNV_group", "Raw_star_allele", "Variants_called", "Call_info"))
_LONGEST = 60


def recognize(raw: RawFile) -> Recognition | None:
    """An object of objects, one of which has a genotype, a filter and something else that is Cyrius's own."""
    samples = raw.json if raw.looks_like_json else None
    if not isinstance(samples, dict) or not any(_is_sample(value) for value in samples.values()):
        return None
    return Recognition("Cyrius results (JSON)", "it has Genotype, Filter and Cyrius's copy numbers by sample")


def read(raw: RawFile) -> Contents:
    """Every sample's genotype, also where there is none, with the filter that it did not pass as a remark."""
    problems: list[Problem] = raw.held()
    rows = raw.held(_lab_rows(raw.json, problems))
    return Contents(patients_of(rows), tuple(problems))


def _is_sample(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= _NEEDED and not _OWN.isdisjoint(value)


def _lab_rows(samples: dict[str, Any], problems: list[Problem]) -> Iterator[LabRow]:
    for key, sample in samples.items():
        patient_id = _as_text(key).strip()
        if not patient_id:
            message = "the sample's name is empty; its result belongs to nobody and is left out. Fill it in."
            problems.append(Problem(message=message, value=key))
            continue
        fault = _fault(sample)
        if fault:
            message = f"{fault}; the sample's result is not read. Export the file again."
            problems.append(Problem(message=message, column=patient_id, patient_id=patient_id))
            yield LabRow(row=None, patient_id=patient_id, gene=GENE, readable=False)
        else:
            yield _lab_row(patient_id, sample)


def _fault(sample: Any) -> str | None:
    """Why a sample is not as Cyrius writes it."""
    if not isinstance(sample, dict):
        return "an object with a genotype should stand here"
    for name in (_GENOTYPE, _FILTER):
        if name not in sample:
            return f"{name} is missing"
        value = sample[name]
        if not (value is None or isinstance(value, str) or _is_nan(value)):
            return f"{name} should be a text, not {_as_text(str(value))[:_LONGEST]}"
    return None


def _lab_row(patient_id: str, sample: dict[str, Any]) -> LabRow:
    genotype = _cell(sample, patient_id, _GENOTYPE)
    called = "*" in genotype.value
    doubt = _cell(sample, patient_id, _FILTER)
    is_given = called or isinstance(sample[_FILTER], str)
    # Without the copies of both genes, which Cyrius counts first, a genotype does not rest on them.
    counted = called and sample.get(_COPIES, "") is not None
    return LabRow(
        row=None,
        patient_id=patient_id,
        gene=GENE,
        diplotype=genotype,
        copy_number=CopyNumber.COUNTED if counted else CopyNumber.NOT_KNOWN,
        remarks=remarks_of(doubt, called=called) if is_given else (),
    )


def _cell(sample: dict[str, Any], patient_id: str, name: str) -> Cell:
    """The value as JSON spells it: `null` where there is none."""
    value = sample[name]
    text = "null" if value is None else "NaN" if _is_nan(value) else _as_text(value).strip()
    return Cell(value=text or "null", column=f"{patient_id}.{name}")


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and value != value  # noqa: PLR0124 - that is how it is told


def _as_text(value: str) -> str:
    # A half of a surrogate pair is valid JSON and no text: it cannot be printed or stored.
    return value.encode("utf-8", "replace").decode()
