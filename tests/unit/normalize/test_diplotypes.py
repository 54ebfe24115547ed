from __future__ import annotations

import pytest

from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.normalize.notation import NotationError, means_no_call, means_not_tested
from pgx_reader.tables import ReferenceTables

OPEN = "note.copy_number_open"
RENAMED = "note.allele_renamed"
SUBALLELE = "note.suballele"


@pytest.mark.parametrize(
    ("gene", "text", "expected", "notes"),
    [
        ("CYP2D6", "*1/*4", "*1/*4", []),
        ("CYP2D6", "*4/*1", "*4/*1", []),
        ("CYP2D6", "*1|*4", "*1/*4", []),
        ("CYP2D6", "*1 / *4", "*1/*4", []),
        ("CYP2D6", " * 1 / *4 ", "*1/*4", []),
        ("CYP2D6", "*1\n/*4", "*1/*4", []),
        ("CYP2D6", "∗1/＊4", "*1/*4", []),
        ("CYP2D6", "*1⁄*4", "*1/*4", []),
        ("CYP2D6", "'*1/*4'", "*1/*4", []),
        ("CYP2D6", '"*1/*4"', "*1/*4", []),
        ("CYP2D6", "*1/*4" + " " * 19_995, "*1/*4", []),
        ("CYP2D6", "CYP2D6*4+*68/*1", "*4+*68/*1", []),
        ("CYP2D6", "* 4-like/*1", "*4-like/*1", ["note.part_not_in_tables"]),
        ("CYP2D6", "*1_*4AX", "*1/*4AX", ["note.phase_not_known", "note.part_not_in_tables"]),
        ("CYP2D6", "['*1/*4AX']", "*1/*4AX", ["note.part_not_in_tables"]),
        ("CYP2D6", "*1/(*4AX)", "*1/*4AX", ["note.part_not_in_tables"]),
        ("CYP2D6", "[*2]/*1", "*2/*1", []),
        ("CYP2D6", "_*1_*2_", "*1/*2", ["note.phase_not_known"]),
        ("CYP2D6", "[*1+*4AX]/*2", "[*1+*4AX]/*2", ["note.part_not_in_tables"]),
        ("CYP2D6", "(*4AX+)*10/*1", "*10+*4AX/*1 or *10/*1", ["note.several_readings", "note.part_not_in_tables"]),
        ("CYP2D6", "3N, *1+hybrid/*4", "*1+hybrid/*4", ["note.part_not_in_tables"]),
        ("CYP2D6", "[*1+UNK]/*2", "[*1+?]/*2", ["note.part_not_in_tables"]),
        ("CYP2D6", "*4(+*68)/*1", "*4+*68/*1 or *4/*1", ["note.several_readings"]),
        ("CYP2D6", "*36+(*10)+*4/*1", "*36+*10+*4/*1 or *36+*4/*1", ["note.several_readings"]),
        ("CYP2D6", "CYP2D6*1/CYP2D6*4", "*1/*4", []),
        ("CYP2D6", "CYP2D6*1/*4", "*1/*4", []),
        ("CYP2D6", "cyp2d6 *1/*4", "*1/*4", []),
        ("CYP2D6", "CYP2D6_*1/*4", "*1/*4", []),
        ("CYP2D6", "2D6*1/2D6*4", "*1/*4", []),
        ("CYP2D6", "*1x2/*4", "*1x2/*4", []),
        ("CYP2D6", "*1X2/*4", "*1x2/*4", []),
        ("CYP2D6", "*1×2/*4", "*1x2/*4", []),
        ("CYP2D6", "*1 x 2/*4", "*1x2/*4", []),
        ("CYP2D6", "(*1/*4)", "*1/*4", []),
        ("CYP2D6", "*1/4", "*1/*4", ["note.star_missing"]),
        ("CYP2D6", "1/4", "*1/*4", ["note.star_missing"]),
        ("CYP2D6", "1/2", "*1/*2", ["note.star_missing"]),
        ("CYP2D6", "[*1/*4;*1/*41]", "*1/*4 or *1/*41", ["note.several_readings"]),
        ("CYP2D6", "[*1/*4, ...]", "*1/*4 or ...", ["note.more_than_named"]),
        ("CYP2D6", "*1/*4 (*41)", "*1/*4 or *1/*41", ["note.several_readings"]),
        ("CYP2D6", "*1_*4", "*1/*4", ["note.phase_not_known"]),
        ("CYP2D6", "*36.ALDY/*1", "*36/*1", ["note.tool_suffix"]),
        ("CYP2D6", "*1/*4, CN_Gain", "*1x≥2/*4 or *1/*4x≥2", [OPEN, "note.copies_not_placed", "note.several_readings"]),
        ("CYP2D6", "*1/*4,...", "*1/*4 or ...", ["note.more_than_named"]),
        ("CYP2D6", "*1/*10+*36 hybrid", "*1/*10+*36", ["note.word_left_out"]),
        ("CYP2D6", "*1/UNK", "*1/?", ["note.part_not_in_tables"]),
        ("CYP2D6", "*1x1/*4", "*1/*4", []),
        ("CYP2D6", "*1x20/*4", "*1x20/*4", []),
        ("CYP2D6", "*4/*1x3", "*4/*1x3", []),
        ("CYP2D6", "*1xN/*4", "*1x≥2/*4", [OPEN]),
        ("CYP2D6", "*1XN/*4", "*1x≥2/*4", [OPEN]),
        ("CYP2D6", "*1xn/*4", "*1x≥2/*4", [OPEN]),
        ("CYP2D6", "*1x≥3/*4", "*1x≥3/*4", [OPEN]),
        ("CYP2D6", "*1≥3/*4", "*1x≥3/*4", [OPEN]),
        ("CYP2D6", "*1>=3/*4", "*1x≥3/*4", [OPEN]),
        ("CYP2D6", "*1x>=3/*4", "*1x≥3/*4", [OPEN]),
        ("CYP2D6", "*36+*10/*1", "*36+*10/*1", []),
        ("CYP2D6", "*68+*4/*36+*10", "*68+*4/*36+*10", []),
        ("CYP2D6", "*36x2+*10/*1", "*36x2+*10/*1", []),
        ("CYP2D6", "*1/*4.001", "*1/*4", [SUBALLELE]),
        ("CYP2D6", "*1.001/*4.013", "*1/*4", [SUBALLELE, SUBALLELE]),
        ("CYP2D6", "*1.001x2/*4", "*1x2/*4", [SUBALLELE]),
        ("CYP2D6", "*57/*1", "*36/*1", [RENAMED]),
        ("CYP2D6", "*16/*77", "*13/*13", [RENAMED, RENAMED]),
        ("CYP2D6", "*57.001/*1", "*36/*1", [SUBALLELE, RENAMED]),
        ("CYP2D6", "*1/*999", "*1/*999", []),
        ("CYP2C19", "*1/*17", "*1/*17", []),
        ("CYP2C19", "CYP2C19*2|CYP2C19*17", "*2/*17", []),
        ("CYP2C19", "*27/*2", "*1/*2", [RENAMED]),
        ("CYP2C19", "*4A/*4B", "*4/*4", [RENAMED, RENAMED]),
        ("CYP2C19", "*1x1/*2", "*1/*2", []),
    ],
)
def test_every_notation_of_a_diplotype_has_one_standard_form(
    reference: ReferenceTables, gene: str, text: str, expected: str, notes: list[str]
) -> None:
    """A diplotype in any published notation is read, and every change of a name is noted."""
    read = parse_call(gene, text, reference)
    assert str(read.call) == expected
    assert sorted(note.code for note in read.notes) == sorted(notes)


def test_a_note_on_a_sub_allele_names_the_allele_that_is_explained(reference: ReferenceTables) -> None:
    """The allele in the notes is the one in the diplotype, also where the core allele's name is retired."""
    read = parse_call("CYP2D6", "*57.001/*1", reference)
    assert "*36" in {note.values.get("allele") for note in read.notes}


@pytest.mark.parametrize(
    ("gene", "text", "words"),
    [
        ("CYP2D6", "*1/*4/*10", "3 haplotypes"),
        ("CYP2D6", "*1", "1 haplotype;"),
        ("CYP2D6", "*1*4", "1 haplotype;"),
        ("CYP2D6", "", "is not a CYP2D6 diplotype"),
        ("CYP2D6", "abc", "is not a CYP2D6 diplotype"),
        ("CYP2D6", "/", "should stand"),
        ("CYP2D6", "*1/", "should stand"),
        ("CYP2D6", "/*4", "should stand"),
        ("CYP2D6", "*/*", "should stand"),
        ("CYP2D6", "wild type/wild type", "should stand"),
        ("CYP2D6", "*a/*b", "should stand"),
        ("CYP2D6", "*1/*4?", "should stand"),
        ("CYP2D6", "*1/*4 (low confidence)", "should stand"),
        ("CYP2D6", "*1/*12345", "should stand"),
        ("CYP2D6", "*-1/*4", "should stand"),
        ("CYP2D6", "*1/*1x2/*1", "3 haplotypes"),
        ("CYP2D6", "*1/*2Q", "old sub-allele"),
        ("CYP2D6", "CYP2C19*1/CYP2C19*2", '"CYP2C19"'),
        ("CYP2D6", "CYP2D6*1/CYP2C19*2", '"CYP2C19"'),
        ("CYP2D6", "CYP2D7*1/*4", '"CYP2D7"'),
        ("CYP2D6", "*1x0/*4", "copy number is from 1"),
        ("CYP2D6", "*1x21/*4", "copy number is from 1"),
        ("CYP2D6", "*1x130/*4", "copy number is from 1"),
        ("CYP2D6", "*1x≥0/*4", "copy number is from 1"),
        ("CYP2D6", "*1x/*4", "should stand"),
        ("CYP2D6", "*1xM/*4", "should stand"),
        ("CYP2D6", "*1x2x2/*4", "should stand"),
        ("CYP2D6", "*1x-2/*4", "should stand"),
        ("CYP2D6", "*1x>3/*4", "should stand"),
        ("CYP2D6", "+/*4", "should stand"),
        ("CYP2D6", "*36+/*1", "should stand"),
        ("CYP2D6", "+*10/*1", ""),
        ("CYP2D6", "*36++*10/*1", "should stand"),
        ("CYP2D6", "<b>*1</b>/*4", ""),
        ("CYP2D6", "{reported}/*4", "should stand"),
        ("CYP2D6", "rs3892097 C/T", "should stand"),
        ("CYP2D6", "*١/*٤", "should stand"),
        ("CYP2D6", "*1x٣/*4", "should stand"),
        ("CYP2D6", "*1/*4.٠٠١", "should stand"),
        ("CYP2D6", "*²/*4", "should stand"),
        ("CYP2D6", "+".join(["*1x20"] * 60) + "/*1", ""),
        ("CYP2C19", "*1/*1x2", "no rule for more than one copy"),
        ("CYP2C19", "*1/*1xN", "no rule for more than one copy"),
        ("CYP2C19", "*1+*2/*1", "no rule for more than one copy"),
        ("CYP2C19", "CYP2D6*1/*2", '"CYP2D6"'),
    ],
)
def test_what_is_no_diplotype_is_refused_with_the_reason(
    reference: ReferenceTables, gene: str, text: str, words: str
) -> None:
    """Nothing is guessed: a text outside the grammar is an error that says what should stand there."""
    with pytest.raises(NotationError) as caught:
        parse_call(gene, text, reference)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "no_call", "not_tested"),
    [
        ("NA", True, False),
        ("n/a", True, False),
        ("None", True, False),
        ("No Call", True, False),
        ("no_call", True, False),
        ("NO  CALL", True, False),
        ("./.", True, False),
        ("Indeterminate", True, False),
        ("unknown/unknown", True, False),
        ("not available", True, False),
        ("Not tested", False, True),
        ("NOT_DONE", False, True),
        ("*1/*1", False, False),
        ("normal", False, False),
        ("0", False, False),
        ("none found", False, False),
        ("no variants detected", False, False),
        ("", False, False),
    ],
)
def test_words_for_no_result_are_told_from_results(text: str, no_call: bool, not_tested: bool) -> None:
    """A caller's "no call" is no diplotype, and "no variant found" is not a call of *1."""
    assert (means_no_call(text), means_not_tested(text)) == (no_call, not_tested)


@pytest.mark.parametrize("text", ["(*1/*4)x2", "3N, *1/*4", "*1/*4, CN_Gain"])
def test_copies_that_are_not_placed_are_noted_of_their_gene(reference: ReferenceTables, text: str) -> None:
    """The note is one that the wording has, and names the gene."""
    notes = {note.code: note.values for note in parse_call("CYP2D6", text, reference).notes}
    assert notes["note.copies_not_placed"] == {"gene": "CYP2D6"}


def test_more_copies_keep_what_is_not_named(reference: ReferenceTables) -> None:
    """Wherever the further copy lies, the part that nobody named is still there."""
    call = parse_call("CYP2D6", "(*1+UNK/*4)x2", reference).call
    assert str(call) == "*1x2+?/*4 or *1+?/*4x2"


@pytest.mark.parametrize("text", ["*4AX+(*68)/*1", "(*68)+*4AX/*1"])
def test_a_name_that_ends_in_x_stays_whole_beside_a_bracket(reference: ReferenceTables, text: str) -> None:
    """What a caller marks as an allele with further variants is not the allele without them."""
    assert str(parse_call("CYP2D6", text, reference).call) == "*68+*4AX/*1 or *4AX/*1"


def test_variants_on_one_copy_stay_on_one_when_copies_are_added(reference: ReferenceTables) -> None:
    """The alleles of one copy are not read as a tandem, wherever the further copy lies."""
    call = parse_call("CYP2D6", "([*2+*35]/*4)x2", reference).call
    assert str(call) == "[*2x2+*35]/*4 or [*2+*35x2]/*4 or [*2+*35]/*4x2"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        (f"[{','.join(str(number) for number in range(300, 500))}]/*1", 200),
        ("_".join(["*1", "*2", "*4", "*10", "*17", "*41", "*9", "*29"]), 127),
        ("(*68)+" * 9 + "*4/*1", 10),
    ],
)
def test_what_is_just_short_enough_is_read_whole(reference: ReferenceTables, text: str, readings: int) -> None:
    """Two hundred readings, eight alleles without a haplotype, nine brackets: one more of each is refused."""
    assert len(parse_call("CYP2D6", text, reference).call.readings) == readings
