"""What the handout says of the test: what the file tells, what it does not tell, and what `*1` means."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.handout import tested
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.wording import load_wording
from tests.grid import texts_in

HEADER = "Patient ID,Gene,Genotype,Alleles Tested,Copy Number Tested\n"
REFERENCE = "*1: written where none of the tested changes was found. It does not show that there are none."


def interpreted(*rows: str) -> Interpretation:
    """The interpretation of one patient's rows."""
    text = HEADER + "".join(f"PT-1,{row}\n" for row in rows)
    (patient,) = read_results(BytesIO(text.encode()), name="results.csv").patients
    return interpret(patient)


def sentences(interpretation: Interpretation) -> list[str]:
    """What the professional's page says of the test."""
    return [load_wording("en").plain(text) for text in tested.tested_sentences(interpretation.genes)]


SILENT = (
    "The file does not say which alleles were tested, or whether CYP2D6 copy number was looked at. "
    "Confirm with the lab."
)
CONFIRM = "Confirm with the lab."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["CYP2D6,*2/*4,,", "CYP2C19,*2/*2,,"], [SILENT]),
        (["CYP2D6,*2/*4,,"], [SILENT]),
        (["CYP2C19,*2/*2,,"], ["The file does not say which CYP2C19 alleles were tested.", CONFIRM]),
        (
            ['CYP2D6,*2/*4,"*2, *4",yes', "CYP2C19,*2/*2,*2,"],
            [
                "In the file’s words, “*2” was tested for CYP2C19.",
                "In the file’s words, “*2, *4” was tested for CYP2D6.",
                "CYP2D6 copy number was looked at.",
            ],
        ),
        (
            ['CYP2D6,*2/*4,"*2, *4",', "CYP2C19,*2/*2,,"],
            [
                "In the file’s words, “*2, *4” was tested for CYP2D6.",
                "The file does not say which CYP2C19 alleles were tested.",
                "The file does not say whether CYP2D6 copy number was looked at.",
                CONFIRM,
            ],
        ),
        (
            ["CYP2D6,*2/*4,,no", "CYP2C19,*2/*2,,"],
            [
                "CYP2D6 copy number was not looked at.",
                "The file does not say which CYP2C19 and CYP2D6 alleles were tested.",
                CONFIRM,
            ],
        ),
        (
            ["CYP2D6,*2/*4,,", "CYP2C19,*2/*2,,yes"],
            [
                "CYP2C19 copy number was looked at.",
                "The file does not say which CYP2C19 and CYP2D6 alleles were tested.",
                "The file does not say whether CYP2D6 copy number was looked at.",
                CONFIRM,
            ],
        ),
    ],
)
def test_what_the_file_says_is_quoted_and_what_it_does_not_say_is_named(rows: list[str], expected: list[str]) -> None:
    """One sentence where it says nothing of either gene; else gene by gene, and never a guess."""
    assert sentences(interpreted(*rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["CYP2D6,*1/*4,,"], [REFERENCE]),
        (["CYP2D6,*1x2/*4,,"], [REFERENCE]),
        (["CYP2D6,*2/*4,,", "CYP2C19,*1/*1,,"], [REFERENCE]),
        (["CYP2D6,*1/*4,,", "CYP2C19,*38/*2,,"], [REFERENCE.replace("*1", "*1 and *38")]),
        (["CYP2D6,*4/*10,,", "CYP2C19,*2/*17,,"], []),
    ],
)
def test_a_reference_allele_is_said_to_be_no_proof(rows: list[str], expected: list[str]) -> None:
    """Where a result has `*1`, or CYP2C19 `*38`, the page says that it shows only what was not found."""
    assert [text for text in sentences(interpreted(*rows)) if "written where" in text] == expected


def test_an_endless_list_is_cut() -> None:
    """A list of hundreds of alleles does not fill the page: the file keeps it whole."""
    listed = ", ".join(f"*{n}" for n in range(1, 170))
    assert "…” was tested for CYP2D6." in sentences(interpreted(f'CYP2D6,*2/*4,"{listed}",'))[0]


@pytest.mark.parametrize(("tested", "expected"), [("", 0), ('"*2, *4"', 1)])
def test_the_patient_is_sent_to_the_last_page_only_where_it_has_a_list(tested: str, expected: int) -> None:
    """The sentence that points there stands only where the file names what was tested."""
    document = build_handout(interpreted(f"CYP2D6,*2/*4,{tested},"), made_on=date(2026, 11, 23))
    assert [text.message for text in texts_in(document.sections[0])].count("limits.named_changes") == expected
