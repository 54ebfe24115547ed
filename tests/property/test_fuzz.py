"""The fuzzing harness: what it holds the corpus and changed inputs to, and that it notices what it is for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from fuzz.guided import as_bytes, as_input, beginnings, grammar, letterhead
from fuzz.harness import MEGABYTE, Bounds, Violation, holds
from fuzz.mutate import MOST_BYTES, made
from fuzz.nasty import workbook, zipped
from fuzz.notation import notation_holds
from fuzz.seeds import CORPUS, Input, in_corpus, seeds
from fuzz.support import Source, unsupported
from fuzz.unpacking import members, texts_of
from pgx_reader import pipeline
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.results import PatientResult, Reported
from pgx_reader.terms import Basis, GeneStatus, Phenotype

_TABLE = b"patient_id,gene,diplotype,phenotype\nA (invented),CYP2D6,*1/*4,\nB (invented),CYP2D6,*1/*999,\n"
_SEED, _INPUTS, _AT_A_TIME = 7, 80, 20


@pytest.mark.parametrize("tried", in_corpus(), ids=[path.name for path in sorted(CORPUS.glob("*"))])
def test_all_that_must_hold_holds_for_the_corpus(tried: Input) -> None:
    """Inputs that something did not hold for once, and ones that reach far into the program, pages included."""
    holds(tried.data, tried.name, render=True)


@pytest.mark.parametrize("first", range(0, _INPUTS, _AT_A_TIME))
def test_all_that_must_hold_holds_for_changed_inputs(first: int) -> None:
    """The beginning of a run of the mutation fuzzer: the same inputs each time."""
    for number in range(first, first + _AT_A_TIME):
        tried = made(_SEED, number)
        holds(tried.data, tried.name)


def test_a_seed_and_a_number_always_make_the_same_input() -> None:
    """A finding can be made again from its numbers alone; other numbers make other inputs, and none is too large."""
    some = [made(3, number) for number in range(60)]
    assert some == [made(3, number) for number in range(60)]
    assert len({tried.data for tried in some}) > 50
    assert all(len(tried.data) <= MOST_BYTES for tried in some)


def test_changed_inputs_are_read_as_well_as_refused() -> None:
    """Changes that nothing survived would try only the refusals."""
    outcomes = [holds(tried.data, tried.name, render=False) for tried in (made(2, number) for number in range(15))]
    assert any(outcome.refused for outcome in outcomes)
    assert any(outcome.phenotypes for outcome in outcomes)


def test_fuzzing_begins_with_every_example() -> None:
    """All formats' examples are there, and the corpus is small."""
    names = {tried.name for tried in seeds()}
    assert {"bundle.xml", "sub_ids.hl7", "results.zip", "report_v3.json", "preamble.csv"} <= names
    assert sum(path.stat().st_size for path in CORPUS.glob("*")) < 300_000


# Each thing that the harness is for


def _read_after(work: Callable[[], object]) -> Callable[..., object]:
    """The reader, after something that it must not do."""
    read = pipeline.read_results

    def reader(source: BytesIO, **options: object) -> object:
        work()
        return read(source, **options)  # type: ignore[arg-type]

    return reader


def _raise() -> None:
    raise KeyError("diplotype")


def _work_long() -> None:
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass


def test_an_exception_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a refusal in words may come out of reading."""
    monkeypatch.setattr(pipeline, "read_results", _read_after(_raise))
    with pytest.raises(Violation, match="reading raised KeyError"):
        holds(_TABLE)


def test_an_exception_behind_the_reader_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read may not be refused any more."""
    monkeypatch.setattr(pipeline, "build_handout", lambda *_, **__: _raise())
    with pytest.raises(Violation, match="the handout raised KeyError"):
        holds(_TABLE, render=True)


def test_time_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work beyond the bound; a larger input may take longer."""
    monkeypatch.setattr(pipeline, "read_results", _read_after(_work_long))
    with pytest.raises(Violation, match=r"bytes took 0\.\d s"):
        holds(_TABLE, bounds=Bounds(seconds=0.1))


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured on Linux only")
def test_memory_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that is given back again counts as well."""
    monkeypatch.setattr(pipeline, "read_results", _read_after(lambda: len(b"x" * (40 * MEGABYTE))))
    with pytest.raises(Violation, match="bytes of memory"):
        holds(_TABLE, bounds=Bounds(fixed=20 * MEGABYTE))


def test_a_file_outside_the_folder_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that is written, a folder that is made, a file that is renamed; below the given folder they may be."""
    inside = tmp_path / "out"
    inside.mkdir()
    for work in (
        lambda: (tmp_path / "a.txt").write_text("x", encoding="utf-8"),
        (tmp_path / "b").mkdir,
        lambda: os.close(os.open(tmp_path / "c", os.O_CREAT | os.O_WRONLY)),
        lambda: (tmp_path / "a.txt").rename(tmp_path / "d"),
    ):
        monkeypatch.setattr(pipeline, "read_results", _read_after(work))
        with pytest.raises(Violation, match="outside the folder"):
            holds(_TABLE, folder=inside)
        monkeypatch.undo()
    monkeypatch.setattr(
        pipeline, "read_results", _read_after(lambda: (inside / "a.txt").write_text("x", encoding="utf-8"))
    )
    assert holds(_TABLE, folder=inside).patients == 2


def test_a_refusal_without_a_reason_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal says why."""

    def refuse(*_: object, **__: object) -> None:
        raise pipeline.UnusableInputError(" ")

    monkeypatch.setattr(pipeline, "read_results", refuse)
    with pytest.raises(Violation, match="without a reason"):
        holds(_TABLE)


def test_an_invented_phenotype_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An allele that no table has, taken for normal."""
    interpret = pipeline.interpret

    def hopeful(patient: PatientResult) -> Interpretation:
        found = interpret(patient)
        genes = tuple(
            gene.model_copy(
                update={
                    "status": GeneStatus.DETERMINED,
                    "phenotype": Phenotype.NORMAL,
                    "possible_phenotypes": (Phenotype.NORMAL,),
                    "basis": Basis.DIPLOTYPE,
                }
            )
            if gene.status is GeneStatus.ALLELE_NOT_RECOGNIZED
            else gene
            for gene in found.genes
        )
        return found.model_copy(update={"genes": genes})

    table = b"patient_id,gene,diplotype\nB (invented),CYP2D6,*1/*999\nB (invented),CYP2C19,*1/*2\n"
    assert holds(table).phenotypes == 1
    monkeypatch.setattr(pipeline, "interpret", hopeful)
    with pytest.raises(Violation, match=r"the tables do not have \['\*999'\]"):
        holds(table)


def _gene(**said: object) -> GeneInterpretation:
    """CYP2D6, determined."""
    phenotype = said.pop("phenotype", Phenotype.POOR)
    given: dict[str, object] = {"gene": "CYP2D6", "status": GeneStatus.DETERMINED, "basis": Basis.DIPLOTYPE, **said}
    return GeneInterpretation.model_validate({**given, "phenotype": phenotype, "possible_phenotypes": (phenotype,)})


@pytest.mark.parametrize(
    ("gene", "reason"),
    [
        (_gene(reported=Reported()), "no cell was reported"),
        (_gene(reported=Reported(diplotype="*4/*99")), "'99'] is not in the input"),
        (_gene(reported=Reported(diplotype="*4")), "does not name two alleles"),
        (_gene(reported=Reported(diplotype="*4/*4,...")), "not settled"),
        (_gene(reported=Reported(diplotype="*4/*1")), "its score is 1.0"),
        (
            _gene(reported=Reported(phenotype="poor"), basis=Basis.PHENOTYPE, phenotype=Phenotype.NORMAL),
            "do not say Normal",
        ),
        (_gene(reported=Reported(activity_score="1"), basis=Basis.ACTIVITY_SCORE), "does not give Poor"),
        (_gene(gene="CYP2C19", reported=Reported(diplotype="*4/*4")), "the gene is not named"),
        (_gene(reported=Reported(diplotype="*4/*4"), status=GeneStatus.NO_CALL), "it is not known, and has"),
    ],
    ids=range(9),
)
def test_each_lack_of_support_is_told(gene: GeneInterpretation, reason: str) -> None:
    """Every way in which an input can fail to support a phenotype has its reason."""
    source = Source(b"id,CYP2D6\nA,*4/*4 *1 poor,...", "results.csv")
    result = pipeline.read_results(BytesIO(_TABLE)).patients[0]
    told = list(unsupported(pipeline.interpret(result).model_copy(update={"genes": (gene,)}), source))
    assert any(reason in text for text in told), told


def test_a_supported_phenotype_is_not_complained_of() -> None:
    """The same input, and what it says."""
    source = Source(b"id,CYP2D6\nA,*4/*4", "results.csv")
    result = pipeline.read_results(BytesIO(_TABLE)).patients[0]
    gene = _gene(reported=Reported(diplotype="*4/*4"))
    assert not list(unsupported(pipeline.interpret(result).model_copy(update={"genes": (gene,)}), source))


# What the inputs are looked at with


def test_all_that_is_packed_is_looked_at() -> None:
    """Archives in archives, a workbook's cells, texts in other encodings, and escapes."""
    inner = zipped([("b.csv", b"CYP2D6,*1/*4")])
    assert b"CYP2D6,*1/*4" in list(members(zipped([("a.zip", inner)])))
    assert "*1/*4" in texts_of(workbook(b"a\tb\n*1/*4\tc"))
    assert "*1/*4" in texts_of("*1/*4".encode("utf-16"))
    assert "*1/*4" in texts_of(b'{"a": "\\u002a1/*4"}')
    assert "*1/*4" in texts_of(b"<a>&#42;1/*4</a>")


def test_a_workbook_that_is_made_is_read() -> None:
    """The workbooks among the inputs are ones, so that what is read in them is tried."""
    outcome = holds(workbook(b"patient_id\tgene\tdiplotype\nA\tCYP2D6\t*1/*4\n"), "a.xlsx")
    assert (outcome.patients, outcome.phenotypes) == (1, 1)


@pytest.mark.parametrize("target", ["file", "grammar", "letterhead"])
def test_a_guided_target_has_inputs_to_begin_with(target: str) -> None:
    """The targets for atheris begin with inputs that hold; atheris itself need not be installed."""
    begin = beginnings(target)
    assert begin
    if target == "file":
        assert as_input(as_bytes(seeds()[0])) == seeds()[0]
    else:
        for data in begin[:40]:
            {"grammar": grammar, "letterhead": letterhead}[target](data)


def test_a_call_that_means_something_else_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An allele that the text does not name."""
    from fuzz import notation  # noqa: PLC0415 - its name is changed here

    assert notation_holds("CYP2D6", "*1/*4")
    parse = notation.parse_call
    monkeypatch.setattr(
        notation, "parse_call", lambda gene, text, tables: parse(gene, "*1/*41" if text == "*1/*4" else text, tables)
    )
    with pytest.raises(AssertionError, match="does not name"):
        notation_holds("CYP2D6", "*1/*4")
