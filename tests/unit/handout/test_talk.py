"""The steps of a talk: the handout's own words in order, and behind each what it stands on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.handout.why_score import copies_in
from pgx_reader.models.document import (
    Block,
    Document,
    GeneCards,
    Link,
    MedicineCards,
    MedicineList,
    Status,
    Table,
    Text,
)
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.letterhead import HelpLines, Letterhead
from pgx_reader.models.talk import Step, Talk
from pgx_reader.pipeline import build_talk
from pgx_reader.tables import load_tables, tables_folder
from pgx_reader.terms import GeneStatus, Preference, Reach
from pgx_reader.wording import available_languages, load_wording
from tests.grid import CYP2C19, CYP2D6, MADE_ON, SILENT, interpretation_of, patient_blocks, texts_in

RESULTS = sorted((Path(__file__).parents[3] / "sample_reports" / "results").iterdir())
ENGLISH = load_wording()
TABLES = load_tables()
ON_CARDS = ("codeine", "citalopram", "clopidogrel", "bupropion", "amitriptyline", "wonderdrug", "ondansetron")
KINDS = [
    *((kind, "normal") for kind in CYP2D6),
    *(("normal", kind) for kind in CYP2C19),
    ("poor", "ultrarapid"),
    ("not tested", "no call"),
]
HANDOUTS = [(pair, medicines) for pair in KINDS if not SILENT.issuperset(pair) for medicines in ((), ON_CARDS)]
DOSE = re.compile(r"\d\s*(?:mg|mcg|µg|ml|g)\b|\d\s*%", re.IGNORECASE)
ROW = re.compile(r"([A-Za-z0-9_/. '-]+\.csv), row (\d+)")


@cache
def _of_sample(path: Path) -> tuple[Interpretation, Document, Talk]:
    interpretation = interpret(read_results(path).patients[0])
    return _with_talk(interpretation)


@cache
def _of_grid(pair: tuple[str, str], medicines: tuple[str, ...]) -> tuple[Interpretation, Document, Talk]:
    interpretation = interpretation_of(*pair, medicines)
    assert interpretation
    return _with_talk(interpretation)


def _with_talk(interpretation: Interpretation) -> tuple[Interpretation, Document, Talk]:
    document = build_handout(interpretation, made_on=MADE_ON)
    return interpretation, document, build_talk(interpretation, document)


def _all() -> Iterator[tuple[Interpretation, Document, Talk]]:
    yield from map(_of_sample, RESULTS)
    yield from (_of_grid(*handout) for handout in HANDOUTS)


def _each_card(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with cards one by one."""
    for block in blocks:
        if isinstance(block, GeneCards | MedicineCards):
            yield from (type(block).model_validate({"cards": (card,)}) for card in block.cards)
        else:
            yield block


def _links(value: object) -> Iterator[str]:
    for text in texts_in(value):
        for inner in text.values.values():
            if isinstance(inner, Link):
                yield inner.url
            elif isinstance(inner, Text | tuple):
                yield from _links(inner)


def _said(value: object) -> list[str]:
    return [ENGLISH.plain(text) for text in texts_in(value)]


def _step(talk: Talk, name: str) -> Step:
    (step,) = (step for step in talk.steps if step.id == name)
    return step


def _gene_step(kind: str, gene: str = "CYP2D6") -> tuple[GeneInterpretation, Step]:
    pair = (kind, "normal") if gene == "CYP2D6" else ("normal", kind)
    interpretation, _, talk = _of_grid(pair, ())
    return next(g for g in interpretation.genes if g.gene == gene), _step(talk, f"gene-{gene}")


def test_every_block_of_the_patient_is_in_one_step_word_for_word() -> None:
    """The steps hold the blocks that the patient reads, each once, in order; only cards are taken apart."""
    for _, document, talk in _all():
        steps = [block for step in talk.steps for block in step.blocks]
        assert steps == list(_each_card(patient_blocks(document)))


def test_every_step_has_a_name_and_a_reason_of_its_own() -> None:
    """No two steps share an id, none is without words for its reasons, and the ids are those that are expected."""
    fixed = {"title", "safety", "main-message", "next-steps", "good-to-know", "limits", "words", "crisis", "sources"}
    for _, _, talk in _all():
        ids = [step.id for step in talk.steps]
        assert len(set(ids)) == len(ids)
        assert fixed <= set(ids)
        assert all("".join(_said(step.why)).strip() and ENGLISH.plain(step.heading) for step in talk.steps)


def test_a_step_shows_one_card_at_most() -> None:
    """Each gene and each medicine with a card has its step, and no heading ends one."""
    for interpretation, _, talk in _all():
        ids = {step.id for step in talk.steps}
        assert {f"gene-{gene}" for gene in interpretation.explained_genes} <= ids
        for step in talk.steps:
            assert sum(isinstance(block, GeneCards | MedicineCards | MedicineList) for block in step.blocks) <= 1
            assert step.blocks[-1].kind not in {"heading", "title", "letterhead"}


def test_every_statement_of_a_medicine_stands_in_its_reasons() -> None:
    """Publisher, year, link, row, key and suggestion of each statement are in the step of its card or list."""
    for interpretation, _, talk in _all():
        medicines = {medicine.name: medicine for medicine in interpretation.medicines}
        for step in talk.steps:
            names = [card.name for b in step.blocks if isinstance(b, MedicineCards) for card in b.cards]
            names += [
                m.name for b in step.blocks if isinstance(b, MedicineList) for line in b.lines for m in line.medicines
            ]
            rows = [" ".join(map(ENGLISH.plain, row)) for t in step.why if isinstance(t, Table) for row in t.rows]
            urls = set(_links(step.why))
            for name in names:
                for s in medicines[name].statements:
                    where = f"guidelines/{s.source.lower()}/{name}.csv, row {s.row}"
                    (row,) = (row for row in rows if row.startswith(name) and row.endswith(where))
                    year = s.guideline.retrieved_on or str(s.guideline.year)
                    assert f"{s.source} {year}" in row
                    assert s.source_location in row
                    assert all(gene in row for gene in s.genes)
                    assert s.guideline.url in urls


def test_the_row_of_a_statement_is_that_row_of_the_file() -> None:
    """Read as a spreadsheet, the row has the statement's population, source and suggestion, and a key of its gene."""
    for interpretation, _, _ in _all():
        for medicine in interpretation.medicines:
            for s in medicine.statements:
                row = _file(f"guidelines/{s.source.lower()}/{medicine.name}.csv")[s.row]
                assert row["source_id"] == s.source_id
                assert row["source_location"] == s.source_location
                assert row["population"] == s.population.value
                assert tuple(filter(None, row["actions"].split(";"))) == tuple(a.value for a in s.actions)
                assert {g for g in ("CYP2D6", "CYP2C19", "CYP2B6") if row.get(g)} == s.genes.keys()
                for gene, key in s.genes.items():
                    if "Metabolizer" in row[gene] and "Metabolizer" in key:
                        assert set(key.split(" (")[0].split(" or ")) & set(row[gene].split(";"))


@cache
def _file(name: str) -> dict[int, dict[str, str]]:
    with (tables_folder() / name).open(encoding="utf-8", newline="") as file:
        return dict(enumerate(csv.DictReader(file), start=2))


def test_every_row_that_is_named_is_there() -> None:
    """Each "table, row" in any reason is a row of a file, and has what its line of the reasons tells first."""
    for _, _, talk in _all():
        for step in talk.steps:
            for table in (block for block in step.why if isinstance(block, Table)):
                for cells in table.rows:
                    told = [ENGLISH.plain(cell) for cell in cells]
                    for name, number in (found for cell in told for found in ROW.findall(cell)):
                        row = _file(name.rpartition(". ")[2])[int(number)]
                        _is_told(row, told)


def _is_told(row: dict[str, str], told: list[str]) -> None:
    if "allele" in row:
        assert (row["allele"], row["function"]) == (told[0], told[2])
        assert row["activity_value"] in ("", told[3])
    elif "function_1" in row:
        assert told[1:3] == [f"{row['function_1']} with {row['function_2']}", row["phenotype"]]
    elif "score_from" in row:
        assert told[2] == row["phenotype"]
    elif "number" in row:
        assert told[1] == row["number"]
    elif "gene" in row:
        assert [told[0].lower(), told[1]] == [row["drug"], row["gene"]]


@pytest.mark.parametrize("kind", CYP2D6)
def test_the_values_of_the_copies_add_up_to_the_score(kind: str) -> None:
    """Each sum that is told is right, and is one of the scores that the tables give; without scores none is told."""
    gene, step = _gene_step(kind)
    scores = {str(score) for score in gene.tables_scores}
    sums = [re.fullmatch(r"(\S+): (.+) = (≥?)([\d.]+)\.", text) for text in _said(step.why)]
    told = [match for match in sums if match]
    assert {match[3] + match[4] for match in told} == (scores if gene.alleles else set())
    for match in told:
        values = (term.split(" × ") for term in match[2].split(" + "))
        assert sum(Decimal(v[-1]) * (int(v[0]) if len(v) > 1 else 1) for v in values) == Decimal(match[4])
        assert match[1] in gene.diplotypes


@pytest.mark.parametrize(
    ("diplotype", "expected"),
    [
        ("*1/*4", [("*1", ""), ("*4", "")]),
        ("*4/*68+*4", [("*4", ""), ("*68", ""), ("*4", "")]),
        ("*1x≥3/*4x2", [("*1", "x≥3"), ("*4", "x2")]),
        ("*1+rs140513104/?", [("*1", "")]),
        ("[*3+*4]/*1", [("*1", "")]),
    ],
)
def test_copies_are_read_from_standard_notation(diplotype: str, expected: list[tuple[str, str]]) -> None:
    """Named alleles come with their copies, and what is no named allele is left out."""
    assert [(allele, str(copies)) for allele, copies in copies_in(diplotype)] == expected


def test_a_pair_of_functions_is_told_for_a_gene_without_scores() -> None:
    """CYP2C19 has the functions of both alleles and the row of their pair, whose number is the file's."""
    _, step = _gene_step("intermediate", "CYP2C19")
    said = _said(step.why)
    assert "*1/*2: Normal function with No function." in said
    assert "phenotypes/CYP2C19.csv, row 4" in said


def test_copies_of_an_allele_are_counted_on_both_chromosomes() -> None:
    """An allele that both chromosomes carry has two copies, and readings that differ leave the number open."""
    assert _copies_told("the alleles that were tested are named") == {"*1": "2"}
    assert _copies_told("copies of either") == {"*1": "2 or 1", "*4": "1 or 2"}
    assert _copies_told("open copy number") == {"*1": "2 or more", "*4": "1"}


def _copies_told(kind: str) -> dict[str, str]:
    _, step = _gene_step(kind)
    table = next(block for block in step.why if isinstance(block, Table))
    return {ENGLISH.plain(row[0]): ENGLISH.plain(row[1]) for row in table.rows}


@pytest.mark.parametrize("gene", ["CYP2D6", "CYP2C19"])
def test_an_unknown_allele_is_named_as_unknown(gene: str) -> None:
    """Neither a function nor a row, a sum, a rule or a phenotype is told of a result with an unknown allele."""
    _, step = _gene_step("allele not in the tables", gene)
    (table,) = (block for block in step.why if isinstance(block, Table))
    row = next(cells for cells in table.rows if ENGLISH.plain(cells[0]) == "*999")
    assert [ENGLISH.plain(cell) for cell in row[2:]] == [
        "not interpreted: allele not in the tables",
        *(["–"] if gene == "CYP2D6" else []),
        "–",
        "–",
    ]
    said = " ".join(_said(step.why))
    assert "An unknown allele never counts as normal or as zero" in said
    assert " = " not in said
    assert "Metabolizer" not in said


def test_every_status_of_a_gene_has_its_own_reason() -> None:
    """Each status that the grid has says in its own words why there is or is no phenotype, and no other's."""
    found: dict[GeneStatus, set[str]] = {}
    for gene, kinds in (("CYP2D6", CYP2D6), ("CYP2C19", CYP2C19)):
        for kind in kinds:
            result, step = _gene_step(kind, gene)
            messages = {text.message for text in texts_in(step.why)}
            told = {message for message in messages if message.startswith("why.status.")}
            assert told == {f"why.status.{result.status.value}"}
            found.setdefault(result.status, set()).update(told)
    assert found.keys() == set(GeneStatus)
    assert len({ENGLISH.messages[f"why.status.{status.value}"] for status in GeneStatus}) == len(GeneStatus)


def test_what_the_lab_wrote_stands_word_for_word() -> None:
    """Each text of the lab's result is in its gene's reasons as the file has it."""
    for interpretation, _, talk in _all():
        for gene in interpretation.genes:
            if gene.gene in interpretation.explained_genes:
                said = _said(_step(talk, f"gene-{gene.gene}").why)
                reported = gene.reported.model_dump(exclude_none=True).values()
                assert {" ".join(text.split()) for text in reported if text.strip()} <= set(said)


def test_a_phenotype_without_alleles_is_taken_from_the_lab() -> None:
    """Where the lab gives a phenotype alone, the reasons say so, and that there were no alleles."""
    _, step = _gene_step("intermediate, no diplotype")
    said = " ".join(_said(step.why))
    assert "The lab gave no alleles" in said
    assert "It is the lab’s own phenotype" in said
    assert not any(isinstance(block, Table) for block in step.why)


def test_an_older_rule_is_named_with_its_row() -> None:
    """A difference that an older rule accounts for leads to the row of that rule."""
    for kind, expected in (("older cut-off", "phenotypes"), ("older score", "alleles")):
        gene, step = _gene_step(kind)
        (said,) = (text for text in _said(step.why) if text.startswith("That rule stands in "))
        ((name, number),) = ROW.findall(said.removeprefix("That rule stands in "))
        row = _file(name)[int(number)]
        assert name == f"history/{expected}/CYP2D6.csv"
        (rule,) = gene.former_rules
        assert (row["until"], row["source_id"]) == (rule.until, rule.source_id)


def test_where_the_tables_are_preferred_the_reasons_say_so() -> None:
    """Whose result is explained stands in the gene's reasons."""
    interpretation = interpretation_of("older cut-off", "normal", prefer=Preference.TABLES)
    assert interpretation
    said = " ".join(_said(_step(_with_talk(interpretation)[2], "gene-CYP2D6").why))
    assert "the tables’ result is the one explained here, as was asked for" in said
    assert "It follows from the diplotype by the rule above." in said


def test_the_status_is_told_source_by_source() -> None:
    """What each source is read as, and the status of the card, stand in the card's reasons."""
    for _, _, talk in _all():
        for step in talk.steps:
            for card in (card for block in step.blocks if isinstance(block, MedicineCards) for card in block.cards):
                said = _said(step.why)
                if card.status in (Status.TALK, Status.WATCH, Status.USUAL):
                    assert f"The status shown is “{ENGLISH.plain(card.status_text)}.”" in said


def test_other_pills_of_a_card_have_their_rows() -> None:
    """A card or the words before it that name another pill have its row in the reasons."""
    _, _, talk = _of_grid(("normal", "normal"), ON_CARDS)
    first = next(step for step in talk.steps if step.id.startswith("medicine-"))
    good = _step(talk, "good-to-know")
    assert "interactions.csv, row 2" in _said(good.why)
    named = [step for step in talk.steps if any("Your bupropion can slow" in text for text in _said(step.blocks))]
    assert named
    assert first in talk.steps
    assert all("interactions.csv, row 2" in _said(step.why) for step in named)


def test_the_review_box_tells_its_findings() -> None:
    """Each reason for a review stands in full in the step of the box, and there is none without a box."""
    for interpretation, _, talk in _all():
        steps = [step for step in talk.steps if step.id == "review"]
        assert bool(steps) is interpretation.review.needed
        for step in steps:
            messages = {text.message for text in texts_in(step.why)}
            assert {reason.code for reason in interpretation.review.reasons} <= messages


def test_the_numbers_to_call_are_the_tables_or_the_clinics() -> None:
    """A country's numbers lead to their rows; a clinic's own to its letterhead, and to no row."""
    public = _of_sample(RESULTS[0])
    assert "crisis_lines.csv" in " ".join(_said(_step(public[2], "crisis").why))
    own = HelpLines(crisis_line="555-0123", how=Reach.CALL, emergency="555-0199")
    clinic = Letterhead(name="Sample Clinic", address=("1 Main Street",), phone="555-0100", help=own)
    document = build_handout(public[0], made_on=date(2026, 11, 23), letterhead=clinic)
    talk = build_talk(public[0], document)
    said = " ".join(_said(_step(talk, "crisis").why))
    assert ".csv" not in said
    assert "from its letterhead" in said
    assert "The letterhead is the clinic’s own." in _said(_step(talk, "title").why)
    assert [b for s in talk.steps for b in s.blocks] == list(_each_card(patient_blocks(document)))


def test_what_is_not_explained_is_named_in_full() -> None:
    """A medicine that the tables lack is in the reasons of the step that says so, by name."""
    _, _, talk = _of_grid(("normal", "normal"), ON_CARDS)
    (step,) = (s for s in talk.steps if any("Not in our tables" in text for text in _said(s.blocks)))
    assert "wonderdrug" in " ".join(_said(step.why))


@pytest.mark.parametrize("language", available_languages())
def test_every_reason_can_be_said_in_every_language_without_a_dose(language: str) -> None:
    """Each text of each talk has its words, and none names an amount of a medicine."""
    wording = load_wording(language)
    for _, _, talk in _all():
        for text in texts_in(talk):
            assert not DOSE.search(wording.plain(text)), text


def test_every_address_is_one_of_the_sources() -> None:
    """No link leads anywhere but to a source of the tables."""
    urls = {source.url for source in TABLES.sources.values()}
    for _, _, talk in _all():
        assert {url for step in talk.steps for url in _links(step.why)} <= urls


def test_a_talk_is_the_same_for_the_same_handout() -> None:
    """Two talks of one handout are alike, and a talk can be written as JSON and read again."""
    interpretation, document, talk = _of_sample(RESULTS[1])
    assert build_talk(interpretation, document) == talk
    assert Talk.model_validate_json(talk.model_dump_json()) == talk
