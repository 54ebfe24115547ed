"""pangu: CYP2D6 from PacBio reads, as its JSON report. Its log is read by `pangu_log`, its table as outside calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.phrases import phrase_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, patients_of
from pgx_reader.readers.shapes import listing, mapping, text, texts
from pgx_reader.terms import CopyNumber

GENE = "CYP2D6"
_KEYS = {"input", "diplotype", "haplotypes"}
_DELETION = "*5"
# What pangu warns of where reads match an allele in part: it then prints the normal allele in its place.
_DEFAULTED = "defaulting to *1"


def recognize(raw: RawFile) -> Recognition | None:
    """A list of objects with pangu's keys."""
    entries = listing(raw.json) if raw.looks_like_json else []
    if not entries or not all(mapping(entry).keys() >= _KEYS for entry in entries):
        return None
    return Recognition("pangu report (JSON)", "each of its entries has an input, a diplotype and haplotypes")


def read(raw: RawFile) -> Contents:
    """Every entry's diplotype, by the alignment that it was called from: several are several people's."""
    entries = raw.held(mapping(entry) for entry in listing(raw.json))
    problems: list[Problem] = raw.held()
    whose = patients_of_inputs(raw, [text(entry["input"]) for entry in entries], problems)
    rows = raw.held(_rows(entries, whose, problems))
    return Contents(patients_of(rows), tuple(problems))


def patients_of_inputs(raw: RawFile, inputs: Iterable[str], problems: list[Problem]) -> dict[str, str]:
    """
    Whom each alignment belongs to; the empty name, where there are others, to nobody, and that is a problem.

    pangu names its files as the sample is called, and an alignment may have the same name for everybody. So the file's
    name counts where it is about one alignment, and the alignment's where it is about several.
    """
    distinct = list(dict.fromkeys(inputs))
    if len(distinct) <= 1:
        patient_id = patient_of_name(raw)
        problems.append(_named_after_report(patient_id, *distinct))
        return dict.fromkeys(distinct, patient_id)
    short = {name: patient_of_name(RawFile(name, "")) for name in distinct if name}
    ids = short if len(set(short.values())) == len(short) else {name: name for name in short}
    for patient_id in ids.values():
        message = f'the file names no patients; the handout calls this one "{patient_id}", as pangu\'s input is named.'
        problems.append(Problem(message=message, patient_id=patient_id, severity=Severity.NOTICE))
    if "" in distinct:
        message = "one of several results does not name its input; it belongs to nobody and is left out. Run it again."
        problems.append(Problem(message=message, column="input", value=""))
    return ids


def _named_after_report(patient_id: str, source: str = "") -> Problem:
    notice = named_after_file(patient_id)
    return notice.model_copy(update={"message": f"{notice.message} pangu read {source}."}) if source else notice


def _rows(entries: list[dict[str, Any]], whose: dict[str, str], problems: list[Problem]) -> Iterator[LabRow]:
    for index, entry in enumerate(entries):
        patient_id = whose.get(text(entry["input"]))
        if patient_id is None:
            continue
        place, found = f"[{index}].diplotype", entry["diplotype"]
        if found is not None and not isinstance(found, str):
            message = "a text should stand here, as pangu writes a diplotype; it is not read. Run pangu again."
            shown = str(found)[:60]
            problems.append(Problem(message=message, column=place, value=shown, patient_id=patient_id))
            yield LabRow(row=None, patient_id=patient_id, gene=GENE, readable=False)
            continue
        called, counted = Cell(value=text(found), column=place), bool(text(entry.get("copynumber")))
        yield row_of(None, patient_id, called, _remarks(index, entry), problems, counted=counted)


def _remarks(index: int, entry: dict[str, Any]) -> Iterator[Cell]:
    for warning in texts(entry.get("warnings")):
        yield Cell(value=warning, column=f"[{index}].warnings")
    copies = text(entry.get("copynumber"))
    listed = [mapping(part) for part in listing(entry["haplotypes"])]
    alleles = [text(mapping(allele).get("call")) for part in listed for allele in listing(part.get("alleles"))]
    # Versions differ in whether they count the deletion, which is listed as an allele too.
    numbers = (str(len(alleles)), str(sum(allele != _DELETION for allele in alleles)))
    if copies and alleles and copies not in numbers:
        yield Cell(value=copies, column=f"[{index}].copynumber")


def row_of(
    number: int | None,
    patient_id: str,
    called: Cell,
    remarks: Iterable[Cell],
    problems: list[Problem],
    *,
    counted: bool,
) -> LabRow:
    """
    What pangu called, without the gene before it; an empty text is no call.

    pangu looks for deletions, extra copies and hybrids before it calls. Where it says that it put *1 in the place of an
    allele that it did not recognize, the call is not used.
    """
    doubts = tuple(remarks)
    if any(_DEFAULTED in doubt.value for doubt in doubts):
        message = "pangu did not recognize an allele and printed *1 in its place; the call is not used. Ask the lab."
        problems.append(
            Problem(message=message, row=number, column=called.column, value=called.value, patient_id=patient_id)
        )
        return LabRow(row=number, patient_id=patient_id, gene=GENE, readable=False, remarks=doubts)
    phrase = phrase_of(called.value)
    diplotype = phrase.diplotype or phrase.phenotype
    return LabRow(
        row=number,
        patient_id=patient_id,
        gene=phrase.gene or GENE,
        diplotype=Cell(value=diplotype, column=called.column) if diplotype else None,
        copy_number=CopyNumber.COUNTED if counted and phrase.diplotype else CopyNumber.NOT_KNOWN,
        remarks=doubts,
    )
