"""Invented results in every form that is read: known for what they are, and never made more of than they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.harness import holds
from fuzz.notation import notation_holds
from fuzz.support import Source, unsupported
from pgx_reader.errors import PgxReaderError
from pgx_reader.interpret.genes import read_call
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.pipeline import build_handout, interpret, read_results
from pgx_reader.readers.formats import FORMATS
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.sniff import GENERAL, claims_of
from pgx_reader.tables import load_tables

from .strategies.forms import FORMS, Form
from .strategies.grammar import nearly_written_calls, plain_calls, written_calls
from .strategies.samples import Line, Sample

_NAMES = [f"{form.reader}-{form.write.__name__}" for form in FORMS]
_EDITS = st.sampled_from(
    (
        "",
        "\t",
        "\n",
        ",",
        '"',
        "|",
        "/",
        "*",
        "*1/*4",
        "*999",
        "Normal Metabolizer",
        "CYP2D6",
        "{",
        "]",
        "\0",
        "é",
        "x" * 400,
    )
)


def module_of(reader: object) -> str:
    """The name of a reader's module."""
    return str(getattr(reader, "__name__", "")).rsplit(".", 1)[-1]


def test_every_reader_has_a_form() -> None:
    """A reader that is added without a form to write its files in is not tried here, and this says so."""
    assert {module_of(reader) for reader in (*FORMATS, *GENERAL)} == {form.reader for form in FORMS}


def explained(form: Form, people: list[Sample]) -> Iterator[tuple[Line, GeneInterpretation]]:
    """Each line with what is made of it; a line of whom nothing can be explained gives nothing."""
    data = form.write(people).encode()
    source = Source(data, form.name)
    found = {patient.patient.id: patient for patient in read_results(BytesIO(data), name=form.name).patients}
    # A file about one person may name nobody.
    assert len(people) == 1 or set(found) <= {person.id for person in people}
    for person in people:
        patient = next(iter(found.values()), None) if len(people) == 1 else found.get(person.id)
        if patient is None:
            continue
        interpretation = interpret(patient)
        assert not list(unsupported(interpretation, source))
        assert build_handout(interpretation, made_on=date(2026, 1, 1)).sections
        genes = {gene.gene: gene for gene in interpretation.genes}
        yield from ((line, genes[line.gene]) for line in person.lines)


@pytest.mark.parametrize("form", FORMS, ids=_NAMES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_file_is_known_and_no_phenotype_is_made_up(form: Form, data: st.DataObject) -> None:
    """
    A well-formed file is known by its reader alone, and a line that supports no phenotype gets none.

    Here it is known what each line says: an allele that no table has, or whose function nobody knows, a text that is
    no diplotype, phenotype or score, and an empty cell support nothing. Where a diplotype of known alleles stands
    alone, the phenotypes are those that the tables give it, and no others.
    """
    people = data.draw(form.people)
    written = form.write(people)
    claims = [module_of(reader) for reader, _ in claims_of(RawFile(form.name, written.replace("\r", "\n")))]
    said = [line for person in people for line in person.lines if line.diplotype or line.phenotype or line.score]
    # A file in which nothing is said, or something that nobody understands, may be known to nobody.
    is_well_formed = bool(said) and not any(line.spoiled for line in said)
    if is_well_formed or form.refused:
        assert claims == [form.reader]
    if form.refused:
        with pytest.raises(PgxReaderError):
            read_results(BytesIO(written.encode()), name=form.name)
        return
    try:
        lines = list(explained(form, people))
    except PgxReaderError as error:
        assert str(error)  # noqa: PT017 - a form in which nothing is understood may be refused
        assert not is_well_formed or not any(line.sound for line in said)
        return
    for line, gene in lines:
        if not line.supports_a_phenotype:
            assert not gene.status.has_phenotype, (line, gene)
        elif line.diplotype and line.sound == {"diplotype"} and not line.phenotype and not line.score:
            call = parse_call(line.gene, line.diplotype, load_tables()).call
            assert gene.possible_phenotypes == read_call(call, load_tables()).phenotypes, (line, gene)


@pytest.mark.parametrize("form", FORMS, ids=_NAMES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_nearly_well_formed_file_is_read_or_refused(form: Form, data: st.DataObject) -> None:
    """A few places taken out or changed: all that must hold for every input holds, and above all nothing is made up."""
    text = form.write(data.draw(form.people))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(_EDITS) + text[at + data.draw(st.sampled_from((0, 0, 1, 3, 20))) :]
    holds(text.encode(), form.name, render=False)


@given(st.sampled_from(("CYP2D6", "CYP2C19")), written_calls() | nearly_written_calls())
@settings(max_examples=200, deadline=None)
def test_a_call_from_the_grammar_means_what_it_names(gene: str, text: str) -> None:
    """A call in any form of the grammar, or near to it, is read or refused in words, and no allele in it is made up."""
    notation_holds(gene, text)


@given(st.sampled_from(("CYP2D6", "CYP2C19")), plain_calls())
@settings(max_examples=150, deadline=None)
def test_a_plain_call_is_always_read(gene: str, text: str) -> None:
    """Star alleles with a slash between them are a call, whether or not the tables have them."""
    assert notation_holds(gene, text)
