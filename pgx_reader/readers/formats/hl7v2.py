"""HL7 v2 result messages (ORU^R01): one or several in a file, in batches or framed, with genes' results in OBX."""

from __future__ import annotations

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabPatient, Problem
from pgx_reader.readers.facts import PatientFacts, one_person, rows_of
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.hl7v2.gathering import Person, people_of, unread_comments
from pgx_reader.readers.hl7v2.messages import HEADER, Segment, messages_of
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

# Messages that carry results: unsolicited ones, and those of specimens.
_RESULTS = ("ORU", "OUL", "")


def recognize(raw: RawFile) -> Recognition | None:
    """A text that begins with a message's, a batch's or a file's header."""
    start = raw.text[:200].lstrip("\x0b\x1c \n")
    if HEADER.match(start):
        return Recognition("HL7 v2 messages", f"it begins with the segment {start[:3]}")
    return None


def read(raw: RawFile) -> Contents:
    """
    Every gene's result, by the patient of the message (PID).

    A message without results says nothing of any gene; that is a problem, and no normal result. Raises
    `UnusableInputError` where the file holds no message.
    """
    problems: list[Problem] = raw.held()
    people: list[Person] = raw.held()
    kept: list[object] = raw.held()
    number = 0
    for message in messages_of(raw, problems):
        number += 1
        met = _people(message, problems)
        people += met
        kept += (one for person in met for one in (*person.said.facts, *person.comments))
    if not number:
        raise UnusableInputError(f"{raw.name}: it holds no HL7 message that can be read. Export it again.")
    by_id: dict[str, list[Person]] = {}
    for person in people:
        problems += unread_comments(person)
        if person.said.genes:
            by_id.setdefault(_id(person, people, raw, problems), []).append(person)
    by_id.pop("", None)
    found = (_patient(patient_id, parts, problems) for patient_id, parts in by_id.items())
    return Contents(tuple(patient for patient in found if patient), tuple(problems))


def _people(message: list[Segment], problems: list[Problem]) -> list[Person]:
    """The people of a message that holds results; else none, and a problem."""
    header = message[0]
    kind = header.text(9).upper()
    if kind not in _RESULTS:
        what = f"{kind}^{header.text(9, 2)}" if header.text(9, 2) else kind
        problems.append(Problem(message=f"this message is {what}, no result (ORU^R01); left out.", row=header.row))
        return []
    people = people_of(message, problems)
    if not people:
        problems.append(Problem(message=_NOTHING, row=header.row))
    for person in people:
        if not person.said.genes:
            problems.append(Problem(message=_NOTHING, row=person.row, patient_id=person.id or None))
    return people


_NOTHING = (
    "this message gives no gene's result (no OBX with a genotype or phenotype). That is no finding, and not a normal "
    "result. Ask the lab whether one is to come."
)


def _id(person: Person, people: list[Person], raw: RawFile, problems: list[Problem]) -> str:
    """Whose the results are; the file's name where the one message in it does not say. Empty where it is not told."""
    if person.id:
        return person.id
    if len(people) > 1:
        message = "the message names no patient (PID-3), and the file has several; it is left out. Fill it in."
        problems.append(Problem(message=message, row=person.row, column="PID-3"))
        return ""
    problems.append(named_after_file(patient_of_name(raw)))
    return patient_of_name(raw)


def _patient(patient_id: str, parts: list[Person], problems: list[Problem]) -> LabPatient | None:
    patient = one_person(patient_id, [part.patient(patient_id) for part in parts])
    if isinstance(patient, str):
        message = (
            f"the messages give more than one {patient} under this patient's id; they may be two people's, so none of "
            "their results is used. Give each person an id of their own."
        )
        problems.append(Problem(message=message, row=parts[1].row, column="PID-3", patient_id=patient_id))
        return None
    said = PatientFacts()
    for part in parts:
        said.facts += part.said.facts
        said.unreadable.update(part.said.unreadable)
        for gene, remarks in part.said.remarks.items():
            said.remarks.setdefault(gene, []).extend(remarks)
        for gene, tested in part.said.tested.items():
            said.tested.setdefault(gene, []).extend(tested)
    return LabPatient(patient=patient, row=parts[0].row, rows=rows_of(patient_id, said))
