"""JSON of no format's own: genes as keys or in records, of one patient or of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabRow, Problem, Severity
from pgx_reader.readers.cells import has_star_allele, is_phenotype, looks_like_result, role_by_content
from pgx_reader.readers.columns import (
    RESULT_ROLES,
    GeneColumn,
    Role,
    folded,
    gene_column,
    is_gene,
    role_of,
    told_column,
)
from pgx_reader.readers.file_names import named_after_file, patient_of_name
from pgx_reader.readers.json_about import about_gene, about_no_gene, about_one
from pgx_reader.readers.layout import named
from pgx_reader.readers.people import DETAILS, IDENTITY, Gathered, looked_like_dates
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition, alternatives
from pgx_reader.readers.tested import told_by

# Keys, folded, that hold results or patients and are looked into.
_HOLDERS = frozenset(
    """
    allele_calls alleles calls cohort data diplotypes gene_results genes genetic_profile genetics genomics genotype
    genotype_results genotypes participants patients pgx pgx_profile pgx_results pharmacogenetics pharmacogenomics
    phenotypes profile profiles records results samples star_alleles subjects
    """.split()  # noqa: SIM905 - a list that is read more easily as words
)
_ALWAYS_KEPT = ("cyp2d6", "cyp2c19")
_Object = dict[str, Any]


def recognize(raw: RawFile) -> Recognition | None:
    """JSON, in one piece or in lines, that holds a gene with a result in a place where results stand."""
    if not raw.is_json:
        return None
    first = next((found for found in _Walk(raw).of(_content(raw)) if found.cells), None)
    if first is None:
        return None
    what = "results in JSON lines" if raw.json_lines is not None else "results in JSON"
    return Recognition(what, f"{first.place} gives {first.gene}")


def _content(raw: RawFile) -> Any:
    return list(raw.json_lines) if raw.json_lines is not None else raw.json


def why_not(raw: RawFile) -> str:
    """Why JSON is not read, with the keys that were found."""
    content = _content(raw)
    first = content[0] if isinstance(content, list) and content else content
    found = f"its keys are {named(first)}" if isinstance(first, dict) and first else "it holds no object"
    return (
        f"this is JSON, but of no kind that we read: {found}; neither a PharmCAT report nor another caller's, "
        'nor FHIR. The README lists the kinds; a simple one is [{"patient_id": ..., "gene": ..., "diplotype": ...}].'
    )


def read(raw: RawFile) -> Contents:
    """
    Every gene with its result, each cell with the path to it. Values of another kind than expected are problems.

    Raises `UnusableInputError` where results of nobody in particular cannot be one person's.
    """
    walk = _Walk(raw)
    found = raw.held(walk.of(_content(raw)))
    problems = walk.problems
    nobody = {result.person.number for result in found if not result.person.id}
    if nobody:
        _refuse_two_people(raw, [result for result in found if not result.person.id], len(nobody))
        problems.append(named_after_file(patient_of_name(raw)))
    patients: dict[str, Gathered] = {}
    counted: set[int] = set()
    for result in found:
        patient_id = result.person.id or patient_of_name(raw)
        gathered = patients.setdefault(patient_id, Gathered(patient_id, None))
        if result.person.number not in counted:
            counted.add(result.person.number)
            for role, value, path in result.person.details:
                gathered.add(role, value, path)
        if result.gene:
            gathered.rows.append(result.row(patient_id, problems))
    rows = [row for gathered in patients.values() for row in gathered.rows]
    people = [gathered.patient(problems) for gathered in patients.values()]
    if walk.unread:
        message = f"parts that are not read: {named(dict.fromkeys(walk.unread))}. If one is a result, see the README."
        problems.append(Problem(message=message, severity=Severity.NOTICE))
    return Contents(tuple(person for person in people if person), (*problems, *looked_like_dates(rows)))


@dataclass(frozen=True)
class _Person:
    """Whom an object is about: the id, empty where none is given, and details with their paths."""

    number: int = 0
    id: str = ""
    details: tuple[tuple[Role, str, str], ...] = ()


@dataclass(frozen=True)
class _Result:
    """A gene's result in one place of the JSON; without a gene, a person of whom nothing more is said there."""

    person: _Person
    place: str
    gene: str = ""
    cells: dict[Role, Cell] = field(default_factory=dict)
    about: tuple[tuple[Role, Cell], ...] = ()

    def row(self, patient_id: str, problems: list[Problem]) -> LabRow:
        """The result as a row; what is not clear about the test goes into `problems`."""
        row = LabRow(
            row=None,
            patient_id=patient_id,
            gene=self.gene,
            diplotype=self.cells.get(Role.DIPLOTYPE),
            phenotype=self.cells.get(Role.PHENOTYPE),
            activity_score=self.cells.get(Role.ACTIVITY_SCORE),
        )
        return told_by(self.about, problems, None, patient_id).on(row)


def _refuse_two_people(raw: RawFile, found: list[_Result], people: int) -> None:
    first: dict[tuple[str, Role], str] = {}
    for gene, role, cell in ((folded(r.gene), role, cell) for r in found for role, cell in r.cells.items()):
        if first.setdefault((gene, role), cell.value) != cell.value:
            raise UnusableInputError(
                f"{raw.name}: no patient is named, and {gene.upper()} stands there with two results; they may be two "
                'people\'s. Give each object a "patient_id".'
            )
    if people > 1:
        raise UnusableInputError(
            f'{raw.name}: {people} objects have results of a person and no id of one. Give each a "patient_id".'
        )


class _Walk:
    """Goes through JSON from the top, and only into the places where results stand."""

    def __init__(self, raw: RawFile) -> None:
        self.problems: list[Problem] = raw.held()
        self.unread: list[str] = []
        self._people = 0

    def of(self, content: Any) -> Iterator[_Result]:
        """The results of a whole document."""
        yield from self._of(content, "", _Person())

    def _of(self, content: Any, path: str, person: _Person) -> Iterator[_Result]:
        if isinstance(content, list):
            for number, item in enumerate(content):
                if isinstance(item, dict | list):
                    yield from self._of(item, f"{path}[{number}]", person)
                elif path:
                    self.unread.append(path)
        elif isinstance(content, dict):
            yield from self._of_object(content, path, person)

    def _of_object(self, content: _Object, path: str, person: _Person) -> Iterator[_Result]:
        gene = _gene_of(content)
        whose = self._person(content, path, person, is_record=bool(gene))
        if gene:
            about = (*about_one(content, path), *about_gene(content, path, gene))
            for cells in self._cells(content, path):
                if cells or folded(gene) in _ALWAYS_KEPT:
                    yield _Result(whose, path or gene, gene, cells, about)
        elif whose is not person and whose.id:
            yield _Result(whose, path)
        if not gene and whose.number == 0 and _is_keyed_by_patient(content):
            for key, value in content.items():
                self._people += 1
                yield from self._of(value, f"{path}.{key}" if path else key, _Person(self._people, key))
            return
        for key, value in content.items():
            where = f"{path}.{key}" if path else key
            column = None if gene else gene_column(key)
            if column is not None:
                about = about_gene(content, path, column.gene)
                yield from self._of_gene(column, value, where, whose, about)
            else:
                yield from self._of_key(key, value, where, whose, bool(gene))
        self.unread += about_no_gene(content, path, gene)

    def _of_key(self, key: str, value: Any, path: str, person: _Person, in_record: bool) -> Iterator[_Result]:
        if told_column(key):
            return
        if isinstance(value, dict | list) and not in_record and folded(key) in _HOLDERS:
            yield from self._of(value, path, person)
        elif (
            isinstance(value, dict | list)
            and value
            and role_of(key) is None
            and folded(key) not in ("patient", "subject")
        ):
            self.unread.append(path)

    def _of_gene(
        self, column: GeneColumn, value: Any, path: str, person: _Person, about: tuple[tuple[Role, Cell], ...]
    ) -> Iterator[_Result]:
        gene, role = column.gene, column.role
        if isinstance(value, dict):
            found = self._cells(value, path)
            about = (*about_one(value, path), *about)
            if value and not any(role_of(key) in RESULT_ROLES for key in value):
                self.unread.append(path)
        else:
            text = self._text(value, path)
            found = [{role or role_by_content(text): Cell(value=text, column=path)} if text else {}]
        for cells in found:
            if cells or folded(gene) in _ALWAYS_KEPT:
                yield _Result(person, path, gene, cells, about)

    def _cells(self, content: _Object, path: str) -> list[dict[Role, Cell]]:
        """The results in an object; and another set for each further one that says something else of the same."""
        first: dict[Role, Cell] = {}
        others: list[dict[Role, Cell]] = []
        for key, value in sorted(content.items(), key=lambda item: _says_little(item[0])):
            role = role_of(key)
            where = f"{path}.{key}" if path else key
            text = self._text(value, where) if role in RESULT_ROLES else ""
            if role is None or not text:
                continue
            if _is_in_words(key, text):
                role = Role.PHENOTYPE
            cell = Cell(value=text, column=where)
            if first.setdefault(role, cell).value != text:
                others.append({role: cell})
        return [first, *others]

    def _text(self, value: Any, path: str) -> str:
        """A value as text; empty for none. Several are alternatives; what is no text or number is a problem."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return alternatives(item.strip() for item in value if item.strip())
        message = "a text should stand here, as a lab writes a result; it is not read. Export it again."
        self.problems.append(Problem(message=message, column=path, value=str(value)[:60]))
        return ""

    def _person(self, content: _Object, path: str, person: _Person, *, is_record: bool) -> _Person:
        """Whom an object is about: itself or its `patient` says so, else whom the object around it is about."""
        inner = next((v for k, v in content.items() if folded(k) in ("patient", "subject") and isinstance(v, dict)), {})
        ids: list[str] = []
        details: list[tuple[Role, str, str]] = []
        for source in (content, inner):
            for key, value in source.items():
                role = role_of(key)
                if role is Role.PATIENT_ID and not isinstance(value, dict | list):
                    text = self._text(value, f"{path}.{key}")
                    ids += [text] if text and not (is_record and is_gene(text)) else []
                elif role in (*IDENTITY, *DETAILS) and isinstance(value, str) and not is_gene(value):
                    details.append((role, value.strip(), key))
                elif role is Role.MEDICINES and isinstance(value, str | list):
                    details.append((role, self._text(value, key).replace(" or ", ";"), key))
        if not ids and not details and (is_record or not any(gene_column(key) for key in content)):
            return person
        if is_record and not ids:
            return person
        self._people += 1
        return _Person(self._people, ids[0] if ids else person.id, (*person.details, *details))


def _is_in_words(key: str, text: str) -> bool:
    """Whether a key that says little stands before words: a phenotype, then."""
    if folded(key) == "activity":
        return not any(letter.isdigit() for letter in text)
    return _says_little(key) and is_phenotype(text) and not has_star_allele(text)


def _says_little(key: str) -> bool:
    return folded(key) in ("activity", "call", "result", "label")


def _gene_of(content: _Object) -> str:
    """The gene that a record names under a key for genes, or under `id`; empty where it is no record of a gene."""
    for key, value in content.items():
        if role_of(key) is Role.GENE and isinstance(value, str) and value.strip():
            return value.strip()
    if not any(role_of(key) in RESULT_ROLES for key in content):
        return ""
    ids = (value for key, value in content.items() if folded(key) == "id")
    return next((value.strip() for value in ids if isinstance(value, str) and is_gene(value)), "")


def _is_keyed_by_patient(content: _Object) -> bool:
    """Whether each key, none of them a word of ours, leads to an object of genes with results: the keys are ids."""
    return bool(content) and all(
        isinstance(value, dict)
        and not (folded(key) in _HOLDERS or role_of(key) or gene_column(key))
        and any(is_gene(gene) and _is_result(result) for gene, result in value.items())
        for key, value in content.items()
    )


def _is_result(value: Any) -> bool:
    if isinstance(value, dict):
        return any(role_of(key) in RESULT_ROLES for key in value)
    return isinstance(value, str) and looks_like_result(value)
