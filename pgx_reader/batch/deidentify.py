"""
Results without whose they are: a code for the id, no name, no dates, and no word of the file but known ones.

The yardstick are the eighteen identifiers of HIPAA's Safe Harbor, 45 CFR 164.514(b)(2). A free text can hold any of
them. So nothing that the file says is quoted unless every word of it is a term of the reference tables or one of a
short list; whatever else stands there is replaced by a mark, and the mark is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pgx_reader.batch.codes import Codes
from pgx_reader.errors import UnusableInputError
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation, UnknownMedicine
from pgx_reader.models.results import Note, Patient, Problem, Reported
from pgx_reader.readers.columns import is_gene, role_of
from pgx_reader.tables import ReferenceTables, load_tables
from pgx_reader.tables.names import known_names
from pgx_reader.terms import Function, Phenotype

REMOVED = "[removed]"
"""What stands in the place of a text of the file that is not told."""

NOT_READ = 'it cannot be read as results. The command "check" says why, and quotes the file.'
"""What is said of a file of which nothing can be used: the reason may quote anything in it."""

_WORD = re.compile(r"[^\W\d_]+")
_RS_NUMBER = re.compile(r"\brs\d+\b")
# Star alleles and scores have no longer numbers; a number of a person's may have.
_LONG_NUMBER = re.compile(r"\d{4}")
_DATE = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)")
_SIGNS = frozenset("*/+-|.,;:()[]{}≥≤>=<~&%#?_'\" \t")
_QUOTED = re.compile(r'"([^"]*)"')
_BETWEEN = re.compile(r",\s|;\s|\sand\s|\.$")
_FIRST_TO_LAST = re.compile(r'".*"', re.DOTALL)
# What files say of results besides the tables' own words: that there is none, how sure it is, what was looked for.
_OTHER_WORDS = (
    "allele alleles analysis and ambiguous as at available been by call called caller calls candidate candidates "
    "cnv combination conflicting consensus consistent copies copy core correspond could count cyp default "
    "defaulted deletion detected diplotype diplotypes discrepancy do does done duplication duplications each "
    "empty exon fail failed filter filtered for found from full function fusion fusions gain gene genes genotype "
    "genotyped genotypes genotyping has haplotype haplotypes have high hybrid hybrids identified in inconclusive "
    "indeterminate insufficient interrogated is likely loss low match matches metabolizer metabolizers missing "
    "more most multiple na nd nan no nocall none not novel null number of only or ordered other out outside part "
    "partial pass passed performed phase phased phenotype phenotypes possible probable quality range rare reads "
    "reference report reported result results sample score single status structural sub suballele subtype sv "
    "tandem tested than the this to translation type unassigned uncallable uncalled undetermined ungenotyped "
    "unknown unphased unspecified value variant variants was were wild with without x xn yes "
)
_PROGRAMS_OWN = frozenset({"until"})
"""Values of notes that come from the tables alone."""


def deidentified(interpretation: Interpretation, code: str, *, given: Iterable[str] = ()) -> Interpretation:
    """
    An interpretation without whose it is: the patient is a code, and has nothing else.

    `given` are medicines that were asked for beside the file: they may be quoted. Phenotypes, scores, statements and
    whether a professional must look stay as they are.
    """
    told = _Told(interpretation.patient)
    review = interpretation.review
    return interpretation.model_copy(
        update={
            "patient": Patient(id=code),
            "genes": tuple(_gene(gene, told) for gene in interpretation.genes),
            "unknown_medicines": _medicines(interpretation.unknown_medicines, tuple(given)),
            "other_genes": told.genes(interpretation.other_genes),
            "review": review.model_copy(update={"reasons": told.notes(review.reasons)}),
            "problems": tuple(_problem(problem, code, told) for problem in interpretation.problems),
        }
    )


def without_identity(problem: Problem, codes: Codes) -> Problem:
    """A problem with the code of its patient, its row and its reason, and nothing quoted but known words."""
    patient_id = problem.patient_id
    return of_code(problem, codes.of(patient_id) if patient_id else None, Patient(id=patient_id or ""))


def of_code(problem: Problem, code: str | None, person: Patient) -> Problem:
    """A problem of the person who has this code, told as `without_identity` does."""
    return _problem(problem, code, _Told(person))


class Telling:
    """How files and problems are told: as they are, or, where there are codes, without whose they are."""

    def __init__(self, codes: Codes | None) -> None:
        self._codes = codes
        self._files: dict[str, int] = {}

    def file(self, name: str) -> str:
        """A file's name, or its number in the order of reading: names of files are often names of patients."""
        if self._codes is None or not name:
            return name
        return f"file {self._files.setdefault(name, len(self._files) + 1)}"

    def problem(self, problem: Problem, file: str = "") -> Problem:
        """A problem of a file; of the one that is named, where the problem names none."""
        if self._codes is None:
            return problem
        told = self.file(problem.file or file) or None
        return without_identity(problem, self._codes).model_copy(update={"file": told})

    def refusal(self, error: UnusableInputError) -> str:
        """Why a file cannot be read at all; that may quote anything in it."""
        return str(error) if self._codes is None else NOT_READ


def _problem(problem: Problem, code: str | None, told: _Told) -> Problem:
    column = problem.column
    return problem.model_copy(
        update={
            "patient_id": code,
            "file": None,
            "column": column if column and (role_of(column) or told.may_stand(column)) else None,
            "value": told.text(problem.value),
            "message": told.message(problem.message),
        }
    )


def _gene(gene: GeneInterpretation, told: _Told) -> GeneInterpretation:
    said = {name: told.text(value) for name, value in gene.reported}
    return gene.model_copy(
        update={"reported": Reported(**said), "tested": told.text(gene.tested), "notes": told.notes(gene.notes)}
    )


def _medicines(unknown: tuple[UnknownMedicine, ...], given: tuple[str, ...]) -> tuple[UnknownMedicine, ...]:
    """Names that the tables do not have are free text: of those in the file, it is told that they are there."""
    return tuple(
        medicine
        if any(medicine.name.casefold() in name.casefold() for name in given)
        else medicine.model_copy(update={"name": REMOVED})
        for medicine in unknown
    )


class _Told:
    """What may be told of a file's texts, if it is not to be said whose they are."""

    def __init__(self, person: Patient) -> None:
        dates = (person.birth_date, person.collected_on, person.reported_on)
        words = [*_WORD.findall(person.name or ""), *filter(None, dates)]
        # A number of one or two digits may be a star allele's as well, and tells nobody from others.
        words += [person.id] if len(person.id) > 2 or not person.id.isdecimal() else []  # noqa: PLR2004
        either = "|".join(re.escape(word) for word in words if len(word) > 1)
        self._names = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if either else None

    def may_stand(self, text: str) -> bool:
        """Whether a text has nothing in it but known words, signs and short numbers, and no name of the person."""
        rest = _RS_NUMBER.sub("", text)
        known = _vocabulary(load_tables())
        return not (
            _DATE.search(rest)
            or _LONG_NUMBER.search(rest)
            or any(len(word) > 1 and word.casefold() not in known for word in _WORD.findall(rest))
            or any(not (character.isalnum() or character in _SIGNS) for character in rest)
            or (self._names and self._names.search(text))
        )

    def text(self, text: str | None) -> str | None:
        """The text, or the mark in its place."""
        return text if text is None or self.may_stand(text) else REMOVED

    def notes(self, notes: tuple[Note, ...]) -> tuple[Note, ...]:
        """Notes in whose values nothing is quoted that may not be."""
        return tuple(
            note.model_copy(
                update={
                    "values": {
                        key: value if key in _PROGRAMS_OWN or self.may_stand(value) else REMOVED
                        for key, value in note.values.items()
                    }
                }
            )
            for note in notes
        )

    def genes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Names that are genes' for sure, and once the mark for all others."""
        return tuple(dict.fromkeys(name if is_gene(name) else REMOVED for name in names))

    def message(self, message: str) -> str:
        """A message of the program, without what it quotes of the file."""
        edition = load_tables().version
        unquoted = self._without_lists(self._unquoted(message))
        without_dates = _DATE.sub(lambda found: found[0] if found[0] in edition else REMOVED, unquoted)
        return self._names.sub(REMOVED, without_dates) if self._names else without_dates

    def _without_lists(self, message: str) -> str:
        """What stands behind a colon is a reason or a list, of genes or files, say: of it, what is known."""
        head, colon, tail = message.partition(": ")
        parts = _BETWEEN.split(tail)
        told = [part if is_gene(part) or self.may_stand(part) else REMOVED for part in parts]
        return head + colon + (", ".join(dict.fromkeys(told)) if REMOVED in told else tail)

    def _unquoted(self, message: str) -> str:
        """All from the first quotation mark to the last is left out: what is quoted may have such marks in itself."""
        if all(self.may_stand(quoted) for quoted in _QUOTED.findall(message)) and message.count('"') % 2 == 0:
            return message
        first, last = message.find('"'), message.rfind('"')
        if first == last:
            return message[:first] + REMOVED
        return _FIRST_TO_LAST.sub(f'"{REMOVED}"', message)


@cache
def _vocabulary(tables: ReferenceTables) -> frozenset[str]:
    """The words of genes, phenotypes, alleles and medicines as the tables have them, and the short list."""
    texts = [
        *(row.name for row in tables.gene_synonyms),
        *tables.genes,
        *(text for row in tables.phenotype_synonyms for text in (row.term, *row.meaning)),
        *(name for alleles in tables.alleles.values() for name in alleles),
        *(row.name for row in tables.allele_synonyms),
        *known_names(tables),
        *Function,
        *Phenotype,
        _OTHER_WORDS,
    ]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
