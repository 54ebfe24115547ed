"""Checking the reference tables: no fault in ours, and every planted fault found, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pgx_reader.tables import check_tables, tables_folder
from pgx_reader.tables.load import read_tables
from pgx_reader.tables.signing import sign, signed_digests

# file, what stands there, what is put in its place, and a word that the fault must say
PLANTED = [
    ("alleles/CYP2D6.csv", "*3,No function,0.0,", "*3,No function,1.0,", "is not a value of No function"),
    ("alleles/CYP2D6.csv", "*3,No function,0.0,", "*3,No function,,", "needs an activity value"),
    ("alleles/CYP2D6.csv", "*22,Uncertain function,,", "*22,Uncertain function,1.0,", "cannot have an activity value"),
    ("alleles/CYP2D6.csv", "*3,No function,0.0,", "*3,Some function,0.0,", "Input should be"),
    ("alleles/CYP2D6.csv", "*3,No function,0.0,", "*2,No function,0.0,", "same key"),
    ("alleles/CYP2D6.csv", "*3,No function,0.0,", "3,No function,0.0,", "pattern"),
    ("alleles/CYP2D6.csv", "cpic-cyp2d6-alleles-2024-06", "nowhere", "not in sources.csv"),
    ("phenotypes/CYP2D6.csv", "1.25,2.25,", "1.5,2.25,", "score 1.25 is covered 0 times"),
    ("phenotypes/CYP2D6.csv", "0.25,1,", "0.25,1.25,", "score 1.25 is covered 2 times"),
    ("phenotypes/CYP2C19.csv", "No function,Normal function,", "Normal function,Normal function,", "covered 0 times"),
    ("guidelines/cpic/codeine.csv", "general,0.25 to 1.0,", "general,0.5 to 1.0,", "0.25 is covered 0 times"),
    ("guidelines/cpic/codeine.csv", "general,0.25 to 1.0,", "general,quarter,", "is not a valid Phenotype"),
    ("guidelines/cpic/codeine.csv", "avoid;alternative", "flee", "Input should be"),
    ("guidelines/cpic/codeine.csv", ",current,", ",superseded,", "is not superseded"),
    ("guidelines/cpic/ondansetron.csv", ",superseded,", ",current,", "is superseded"),
    ("guidelines/cpic/sertraline.csv", "general,Rapid Metabolizer,Poor", "general,Normal Metabolizer,Poor", "same key"),
    ("guidelines/cpic/codeine.csv", "general,0.0,Strong,", "general,0.0,,", "needs a strength"),
    ("guidelines/dpwg/codeine.csv", "general,0.25 to 1.0,", "general,0.0 to 1.0,", "0 is covered 2 times"),
    ("guidelines/dpwg/codeine.csv", ",alternative;monitor,pain,", ",,pain,", "needs an action"),
    ("guidelines/fda/codeine.csv", "Poor Metabolizer,2,", "Poor Metabolizer,4,", "Input should be"),
    ("guidelines/fda/codeine.csv", "Poor Metabolizer,2,", "Poor Metabolizer,,", "needs a section"),
    ("guidelines/fda/codeine.csv", "Poor Metabolizer,2,", "Slow Metabolizer,2,", "not a valid Phenotype"),
    ("guidelines/fda/codeine.csv", ",avoid,children,", ",avoid,babies,", "Input should be"),
    (
        "guidelines/fda/doxepin.csv",
        "Poor Metabolizer;Intermediate Metabolizer;Ultrarapid Metabolizer",
        "Poor Metabolizer;Poor",
        "valid",
    ),
    ("history/alleles/CYP2D6.csv", "*41,0.5,", "*41,0.25,", "has no other value today"),
    ("history/phenotypes/CYP2D6.csv", ",Normal Metabolizer,", ",Intermediate Metabolizer,", "today too"),
    ("drugs.csv", "citalopram,Celexa", "citalopram,Lexapro", "is also a name of"),
    ("drugs.csv", "\ncodeine,", "\nkodeine,", "no guideline table for kodeine"),
    ("drugs.csv", ",cpic-atomoxetine-2019,", ",nowhere,", "uses_source_id"),
    ("interactions.csv", "bupropion,CYP2D6", "bupropian,CYP2D6", "is not in drugs.csv"),
    ("interactions.csv", "bupropion,CYP2D6", "bupropion,CYP2B6", "is not a gene that is explained"),
    ("interactions.csv", "fluoxetine,CYP2C19", "fluoxetine,CYP2D6", "same key"),
    ("interactions.csv", "bupropion,CYP2D6,inhibitor", "bupropion,CYP2D6,blocker", "Input should be"),
    ("interactions.csv", ",strong,", ",very strong,", "Input should be"),
    ("interactions.csv", "pmc9468573", "nowhere", "not in sources.csv"),
    ("drugs.csv", "\nbupropion,", "\nbupropian,", "no guideline table for bupropian, and no interaction"),
    ("crisis_lines.csv", "\nUS,", "\nusa,", "pattern"),
    ("crisis_lines.csv", "\nUS,", "\nIE,", "US has no row here"),
    ("crisis_lines.csv", "\nNZ,", "\nAU,", "same key"),
    ("crisis_lines.csv", ",116 123,", ",116-123,", "pattern"),
    ("crisis_lines.csv", ",call or text,", ",fax,", "Input should be"),
    ("crisis_lines.csv", "samhsa-988", "nowhere", "not in sources.csv"),
    ("emergency_numbers.csv", "\nGB,", "\nIE,", "GB has no row here"),
    ("emergency_numbers.csv", "nz-govt-111", "nowhere", "not in sources.csv"),
    ("genes.csv", "activity_score", "guess", "Input should be"),
    ("synonyms/genes.csv", "2D6,CYP2D6", "2D6,CYP2D7", "is not in genes.csv"),
    ("synonyms/alleles.csv", ",*57,*36,", ",*57,*999,", "is in no allele table"),
    ("synonyms/phenotypes.csv", "PM,Poor Metabolizer", "PM,Bad Metabolizer", "neither a phenotype nor a status"),
    ("sources.csv", "https://pubmed.ncbi.nlm.nih.gov/33387367/", "pubmed", "pattern"),
    ("sources.csv", "cpic-opioids-2021,", "cpic-opioids-2020,", "no row comes from"),
    ("editions.csv", "alleles/CYP2D6,", "alleles/CYP2B6,", "no edition for alleles/CYP2D6"),
    ("editions.csv", "alleles/CYP2D6,", "alleles/CYP2B6,", "is neither an allele table"),
    ("editions.csv", "guidelines/fda,", "guidelines/ema,", "no edition for guidelines/fda"),
    ("editions.csv", "interactions,", "drugs,", "is neither an allele table"),
    ("editions.csv", ",2024-06,", ",June 2024,", "pattern"),
    ("editions.csv", "alleles/CYP2D6,", "alleles/CYP2C19,", "same key"),
    ("VERSION", "2026", "", "signed"),
    ("sources.csv", "28002639,cpic-ondansetron-2026", "28002639,nowhere", '"nowhere" is not in sources.csv'),
    ("sources.csv", ",2017-08,,https", ",,,https", "a source needs published_on or retrieved_on"),
    ("synonyms/alleles.csv", ",*57,*36,", ",*4,*36,", "CYP2D6 *4 has a function of its own"),
    ("newer.csv", "eliglustat,DPWG,", "eliglustat,EMA,", "no tables are of EMA"),
    ("guidelines/cpic/codeine.csv", "general,0.25 to 1.0,", "general,0.25 till 1.0,", "is not a score"),
    ("guidelines/cpic/codeine.csv", "general,0.25 to 1.0,", "general,1.0 to 0.25,", "ends below its beginning"),
    ("guidelines/cpic/codeine.csv", "general,0.0,Strong,", "general,0.0;0.0,Strong,", "a key stands twice"),
    ("guidelines/cpic/codeine.csv", "general,0.0,Strong,", "general,,Strong,", "needs a key for at least one gene"),
    ("guidelines/cpic/codeine.csv", "avoid;alternative", "avoid;avoid", "an action stands twice"),
    ("guidelines/dpwg/codeine.csv", ",no_recommendation,", ",no_recommendation;monitor,", "stands alone"),
    (
        "guidelines/cpic/sertraline.csv",
        "general,Poor Metabolizer,Normal Metabolizer,",
        "general,Poor Metabolizer,,",
        "the rows do not all look at the same genes",
    ),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The reference tables, to be spoiled."""
    return Path(shutil.copytree(tables_folder(), tmp_path / "tables"))


def _spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def test_our_tables_have_no_fault() -> None:
    """Every reference leads somewhere, every key is covered exactly once, every file is as it was signed."""
    assert check_tables(read_tables(tables_folder())) == ()


@pytest.mark.parametrize(("file", "old", "new", "word"), PLANTED)
def test_a_planted_fault_is_found(copy: Path, file: str, old: str, new: str, word: str) -> None:
    """A single spoiled value is a fault that says which file and what is wrong."""
    _spoil(copy, file, old, new)
    faults = [str(fault) for fault in check_tables(read_tables(copy))]
    assert any(word in fault for fault in faults), faults


def test_all_faults_are_found_at_once(copy: Path) -> None:
    """Faults in four files are four files' faults, in one run."""
    spoiled = ("alleles/CYP2D6.csv", "guidelines/cpic/codeine.csv", "drugs.csv", "synonyms/alleles.csv")
    for name in spoiled:
        file, old, new, _ = next(planted for planted in PLANTED if planted[0] == name)
        _spoil(copy, file, old, new)
    assert {fault.file for fault in check_tables(read_tables(copy))} >= set(spoiled)


@pytest.mark.parametrize("file", ["drugs.csv", "alleles/CYP2C19.csv", "guidelines/cpic/codeine.csv"])
def test_a_missing_file_is_a_fault(copy: Path, file: str) -> None:
    """A table that is not there is reported, and nothing is made up for it."""
    (copy / file).unlink()
    assert any(fault.file == file for fault in check_tables(read_tables(copy)))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no header"),
        (b"source,,term\xff\n", "codec can't decode"),
        (b"name,gene,name\n", "same column twice"),
        (b"name,gene\nD6,CYP2D6,2021\n", "row 2 has 3 cells, the header 2"),
        (b'name,gene\n"D6,CYP2D6\n', "not CSV"),
        (b'name,gene\n"D"6,CYP2D6\n', "not CSV"),
        (b"name,gene\n\nD6,CYP2D6\n", "row 2, column name: Field required"),
        (b"name,gene\nD6\n", "row 2, column gene: Field required"),
        (b"name,gene,year\nD6,CYP2D6,2021\n", "row 2, column year: "),
    ],
)
def test_a_file_that_is_no_table_is_a_fault(copy: Path, data: bytes, word: str) -> None:
    """What cannot be taken apart into the header's columns is reported, never guessed."""
    (copy / "synonyms" / "genes.csv").write_bytes(data)
    faults = [str(fault) for fault in read_tables(copy).faults]
    assert any(word in fault for fault in faults), faults


def test_cells_stay_texts(copy: Path) -> None:
    """`NA`, `None` and `01` are names like any other, and a byte order mark is no part of the first."""
    (copy / "synonyms" / "genes.csv").write_bytes(b"\xef\xbb\xbfname,gene\r\nNA,CYP2D6\r\nNone,CYP2D6\r\n01,CYP2D6\r\n")
    assert [row.name for row in read_tables(copy).gene_synonyms] == ["NA", "None", "01"]


def test_signing_again_makes_a_reviewed_change_whole(copy: Path) -> None:
    """After a change, the file is unsigned until the tables are signed again."""
    _spoil(copy, "drugs.csv", "citalopram,Celexa", "citalopram,Celexa;Cipramil")
    assert [fault.file for fault in check_tables(read_tables(copy))] == ["drugs.csv"]
    sign(copy)
    assert check_tables(read_tables(copy)) == ()
    assert "drugs.csv" in signed_digests(copy)
