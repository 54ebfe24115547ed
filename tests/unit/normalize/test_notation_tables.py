"""The grammar's cases: every form that labs and callers write, good and bad, as tables that a person can read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.normalize.notation import NotationError, means_no_call
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus

NOTATION = Path(__file__).parents[2] / "notation"

# Each form in which a diplotype is written; every one has its rows.
FORMS = {
    *("plain", "no asterisk", "one star missing", "slash missing", "gene prefix", "spaces", "phased"),
    *("suballele, number", "suballele, letter", "duplication", "at least", "xN", "repeated with +", "tandem"),
    *("optional part", "alternative in brackets", "candidate set", "semicolon list", "comma list", "or list"),
    *("AND list", "underscore", "combination", "novel", ".ALDY", "deletion", "unknown allele", "copy prefix"),
    *("copy suffix", "words", "one allele", "function names", "no call"),
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases."""
    with (NOTATION / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_form_has_its_cases() -> None:
    """No form is without a row, and no row is of a form that the list does not know."""
    assert {row["form"] for row in rows("diplotypes.csv")} == FORMS


@pytest.mark.parametrize("row", rows("diplotypes.csv"), ids=lambda row: f"{row['gene']} {row['notation'].strip()}")
def test_a_notation_means_what_the_table_says(reference: ReferenceTables, row: dict[str, str]) -> None:
    """Every reading of a notation is kept, a refusal gives its reason, and a no-call is no diplotype."""
    assert means_no_call(row["notation"]) == (row["meaning"] == "no call")
    if row["meaning"] == "no call":
        return
    if row["meaning"].startswith("refused: "):
        with pytest.raises(NotationError) as caught:
            parse_call(row["gene"], row["notation"], reference)
        assert row["meaning"].removeprefix("refused: ") in str(caught.value)
        return
    assert str(parse_call(row["gene"], row["notation"], reference).call) == row["meaning"]


@pytest.mark.parametrize(
    "row", [r for r in rows("diplotypes.csv") if "*" in r["meaning"]], ids=lambda r: r["notation"].strip()
)
def test_the_standard_form_is_read_as_itself(reference: ReferenceTables, row: dict[str, str]) -> None:
    """What a call is written as is read as the same call."""
    call = parse_call(row["gene"], row["notation"], reference).call
    assert parse_call(row["gene"], str(call), reference).call == call


@pytest.mark.parametrize("row", rows("phenotypes.csv"), ids=lambda row: f"{row['gene']} {row['notation']}")
def test_a_labs_words_mean_what_the_table_says(reference: ReferenceTables, row: dict[str, str]) -> None:
    """Words in nine languages, abbreviations, codes and lists have the meanings of the table and no others."""
    if row["meaning"] == "refused":
        with pytest.raises(NotationError):
            parse_phenotype(row["gene"], row["notation"], reference)
        return
    found = parse_phenotype(row["gene"], row["notation"], reference)
    said = "no call" if found is GeneStatus.NO_CALL else " or ".join(found)
    assert said == row["meaning"]


@pytest.mark.parametrize("text", ["0/1", "1/1", "1|2", " 1 / 2 "])
def test_bare_numbers_may_be_a_variants_genotype(reference: ReferenceTables, text: str) -> None:
    """Under a heading that a variant's genotype may stand under too, two small numbers are not read as alleles."""
    with pytest.raises(NotationError, match="genotype of one variant"):
        parse_call("CYP2D6", text, reference, bare_numbers=False)


def test_a_call_with_too_many_readings_is_refused(reference: ReferenceTables) -> None:
    """A text that multiplies its readings is refused, quickly, and never cut to the first of them."""
    many = ",".join(str(n) for n in range(1, 101))
    with pytest.raises(NotationError, match="more than 200 ways"):
        parse_call("CYP2D6", f"[{many}]/[{many}]", reference)
