"""Which medicines a patient's list names: every spelling of a known name, and nothing that merely looks like one."""

from __future__ import annotations

import pytest

from pgx_reader.interpret.names import find_medicines
from pgx_reader.interpret.near_names import nearest_name
from pgx_reader.tables import load_tables
from pgx_reader.tables.names import folded, known_names

TABLES = load_tables()

# What stands in a list, and the medicines that it names.
KNOWN = [
    ("citalopram", ["citalopram"]),
    ("CITALOPRAM", ["citalopram"]),
    ("Celexa", ["citalopram"]),
    ("Celexa®", ["citalopram"]),
    ("St. John's wort", ["st. john's wort"]),
    ("St Johns Wort", ["st. john's wort"]),
    ("St. John’s-wort", ["st. john's wort"]),
    ("st john`s  wort 300 mg tid", ["st. john's wort"]),
    ("Toprol XL", ["metoprolol"]),
    ("toprol-xl", ["metoprolol"]),
    ("Toprol\u00a0XL", ["metoprolol"]),
    ("Celexa 20 mg daily", ["citalopram"]),
    ("Celexa, 20mg, once daily at bedtime", ["citalopram"]),
    ("citalopram 20mg tab", ["citalopram"]),
    ("citalopram 10mg/5ml oral solution", ["citalopram"]),
    ("20 mg Celexa", ["citalopram"]),
    ("take 1 tablet of citalopram by mouth twice daily", ["citalopram"]),
    ("bupropion XL 150", ["bupropion"]),
    ("bupropion 150 mg SR bid", ["bupropion"]),
    ("metoprolol succinate ER", ["metoprolol"]),
    ("metoprolol succinate, extended release", ["metoprolol"]),
    ("metoprolol tartrate 25 mg", ["metoprolol"]),
    ("venlafaxine XR", ["venlafaxine"]),
    ("sertraline HCl", ["sertraline"]),
    ("escitalopram oxalate", ["escitalopram"]),
    ("aripiprazole", ["aripiprazole"]),
    ("aripiprazole lauroxil", ["aripiprazole lauroxil"]),
    ("Celexa (citalopram)", ["citalopram"]),
    ("Prozac/Zoloft", ["fluoxetine", "sertraline"]),
    ("Prozac and Zoloft", ["fluoxetine", "sertraline"]),
    ("fluoxetine-sertraline", ["fluoxetine", "sertraline"]),
    ("codeine and Toprol-XL", ["codeine", "metoprolol"]),
    ("take citalopram daily", ["citalopram"]),
    ("soma-codeine", ["carisoprodol", "codeine"]),
    ("take my citalopram daily", ["citalopram"]),
    ("citalopram 20 mg, codeine 30 mg", ["citalopram", "codeine"]),
    ("citalopram 20 mg codeine 30 mg", ["citalopram", "codeine"]),
    ("Tylenol with codeine #3", ["codeine"]),
    ("Tylenol with codeine no. 3", ["codeine"]),
    ("", []),
    (" \t ", []),
    ("none", []),
    ("N/A", []),
]
# Combinations of which a part is not in the tables: what counts, and what is told.
PARTLY = [
    ("dextromethorphan-quinidine", ["quinidine"], ["dextromethorphan"]),
    ("dextromethorphan-quinidine 20-10 mg", ["quinidine"], ["dextromethorphan"]),
    ("quinidine/dextromethorphan", ["quinidine"], ["dextromethorphan"]),
    ("acetaminophen and codeine", ["codeine"], ["acetaminophen"]),
    ("acetaminophen w/ codeine", ["codeine"], ["acetaminophen"]),
    ("citalopram 20 mg aspirin 81 mg", ["citalopram"], ["aspirin"]),
    ("calcium, citalopram", ["citalopram"], ["calcium"]),
    ("5-HTP and citalopram", ["citalopram"], ["5-HTP"]),
]
# What is not in the tables: as it is told, and the name there that it may be a misspelling of.
UNKNOWN = [
    ("citalopran", "citalopran", "citalopram"),
    ("citalopran 20 mg daily", "citalopran", "citalopram"),
    ("Zolft", "Zolft", "Zoloft (sertraline)"),
    ("escitalopran", "escitalopran", "escitalopram"),
    ("escitalapram", "escitalapram", "escitalopram"),
    ("scitalopram", "scitalopram", None),
    ("citolapram", "citolapram", "citalopram"),
    ("codiene", "codiene", "codeine"),
    ("sertralin HCl", "sertralin HCl", "sertraline"),
    ("aspirin", "aspirin", None),
    ("aspirin 81 mg once daily", "aspirin", None),
    ("levothyroxine", "levothyroxine", None),
    ("ginkgo", "ginkgo", None),
    ("сертралин", "сертралин", None),
    ("舍曲林", "舍曲林", None),
    ("vitamin D", "vitamin D", None),
    ("vitamin B12", "vitamin B12", None),
    ("omega 3", "omega 3", None),
    ("fish oil and vitamin D 1,000 IU", "fish oil and vitamin D", None),
    ("codeine - stopped", "codeine - stopped", None),
    ("allergic to codeine", "allergic to codeine", None),
    ("no codeine", "no codeine", None),
    ("codeine-free", "codeine-free", None),
    ("desmethyl-citalopram", "desmethyl-citalopram", None),
    ("d-amphetamine", "d-amphetamine", None),
    ("terbinafine cream", "terbinafine cream", None),
    ("citalopram sleep tea", "citalopram sleep tea", None),
    ("20 mg", "… mg", None),
    ("x" * 5000, "x" * 5000, None),
]
# Medicines that the tables do not have, and that are no misspelling of one that they have.
OTHERS = [
    "acetaminophen", "albuterol", "alprazolam", "amlodipine", "atenolol", "atorvastatin", "azithromycin", "buspirone",
    "cetirizine", "clonazepam", "clonidine", "cyclobenzaprine", "furosemide", "gabapentin", "hydroxyzine", "ibuprofen",
    "insulin", "lamotrigine", "levothyroxine", "lisinopril", "lithium", "loratadine", "lorazepam", "losartan",
    "loxapine", "metformin", "mirtazapine", "montelukast", "naproxen", "olanzapine", "oxcarbazepine", "prednisone",
    "pregabalin", "quetiapine", "quinine", "ranitidine", "rifaximin", "simvastatin", "topiramate", "trazodone",
    "warfarin", "ziprasidone", "zolpidem", "Xanax", "Lipitor", "Celebrate", "Zocor", "Zantac", "turmeric", "melatonin",
]  # fmt: skip


@pytest.mark.parametrize(("entry", "drugs"), KNOWN)
def test_a_known_name_is_found_in_every_spelling(entry: str, drugs: list[str]) -> None:
    """Case, apostrophes, hyphens, amounts, salts and forms do not matter, and nothing is left over."""
    found = find_medicines([entry], TABLES)
    assert (list(found.drugs), list(found.unknown)) == (drugs, [])


@pytest.mark.parametrize(("entry", "drugs", "unknown"), PARTLY)
def test_what_is_known_of_a_combination_counts_and_the_rest_is_told(
    entry: str, drugs: list[str], unknown: list[str]
) -> None:
    """Of a combination the known part counts, and the other is told by its name."""
    found = find_medicines([entry], TABLES)
    assert (list(found.drugs), [medicine.name for medicine in found.unknown.values()]) == (drugs, unknown)


@pytest.mark.parametrize(("entry", "told", "nearest"), UNKNOWN)
def test_an_unknown_name_is_told_and_never_replaced(entry: str, told: str, nearest: str | None) -> None:
    """No medicine is found; the entry is told without its amount, with the nearest name where one is near enough."""
    found = find_medicines([entry], TABLES)
    assert list(found.drugs) == []
    assert [(medicine.name, medicine.nearest) for medicine in found.unknown.values()] == [(told, nearest)]


@pytest.mark.parametrize("name", OTHERS)
def test_another_medicine_is_near_to_none(name: str) -> None:
    """A medicine that is not in the tables is not offered as a misspelling of one that is."""
    if folded(name) not in known_names(TABLES):
        (medicine,) = find_medicines([name], TABLES).unknown.values()
        assert medicine.nearest is None


def test_every_name_of_the_tables_is_found_and_names_one_medicine() -> None:
    """Each generic and brand name, alone and with an amount, is its own medicine and no other."""
    for row in TABLES.drugs.values():
        for name in (row.drug, *row.brand_names):
            for entry in (name, name.upper(), f"{name} 20 mg daily"):
                found = find_medicines([entry], TABLES)
                assert (list(found.drugs), list(found.unknown)) == ([row.drug], []), entry


def test_no_two_medicines_share_a_folded_name() -> None:
    """A spelling that two medicines share would find the wrong one."""
    names = {(folded(n), row.drug) for row in TABLES.drugs.values() for n in (row.drug, *row.brand_names)}
    assert len({name for name, _ in names}) == len(names)


def test_a_letter_wrong_never_finds_another_medicine() -> None:
    """With any letter left out, a name is no medicine but its own, nor offered as another's."""
    for row in TABLES.drugs.values():
        for position in range(len(row.drug)):
            misspelled = row.drug[:position] + row.drug[position + 1 :]
            found = find_medicines([misspelled], TABLES)
            offered = [medicine.nearest for medicine in found.unknown.values()]
            assert set(found.drugs) <= {row.drug}
            assert set(offered) <= {row.drug, None}, misspelled


def test_a_list_is_read_in_its_order_and_each_medicine_once() -> None:
    """Repetitions, and a brand beside its generic, are one medicine, at its first place; unknown names too."""
    found = find_medicines(["Paxil", "aspirin", "Celexa 20 mg", "citalopram", "ASPIRIN 81 mg", "paroxetine"], TABLES)
    assert list(found.drugs) == ["paroxetine", "citalopram"]
    assert [medicine.name for medicine in found.unknown.values()] == ["aspirin"]


def test_an_empty_list_says_nothing() -> None:
    """No entry is no medicine and no unknown name."""
    found = find_medicines([], TABLES)
    assert (found.drugs, found.unknown) == ({}, {})


def test_each_unknown_name_is_told() -> None:
    """Of several that the tables lack, each one, in its order, without amounts and directions and otherwise whole."""
    found = find_medicines(["Xanthum", "Foo Bar 20 mg daily", "Xylo Rex, 5 mg"], TABLES)
    assert [medicine.name for medicine in found.unknown.values()] == ["Xanthum", "Foo Bar", "Xylo Rex"]


def test_a_misspelled_name_of_two_words_has_its_nearest() -> None:
    """The words are held against the tables' names as they stand, a blank between them."""
    for entry in ("aripiprazole lauroxyl", "aripiprazole lauroxyl er"):
        (unknown,) = find_medicines([entry], TABLES).unknown.values()
        assert unknown.nearest is not None
        assert "aripiprazole lauroxil" in unknown.nearest


def test_a_word_in_brackets_says_that_a_medicine_is_not_taken() -> None:
    """Whatever punctuation stands round it: the entry is told as it stands, and is no match."""
    found = find_medicines(["citalopram (stopped)"], TABLES)
    assert (list(found.drugs), [each.name for each in found.unknown.values()]) == ([], ["citalopram (stopped)"])


def test_a_name_of_four_letters_is_near_none() -> None:
    """So short a name has a letter in common with too many others."""
    assert nearest_name("soms", {"soma": "carisoprodol"}) is None
    assert nearest_name("somas", {"soma": "carisoprodol"}) == "soma"
