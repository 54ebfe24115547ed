"""Folders, archives and files made to exhaust a machine, as a user meets them on the command line."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ONE = b"patient_id,gene,diplotype\nPT-1,CYP2D6,*1/*4\n"
TWO = b"sample,CYP2C19\nPT-1,*2/*2\nPT-2,*1/*1\n"
MANY = b"patient_id,gene,diplotype\n" + b"".join(b"PT-%d,CYP2D6,*1/*4\n" % number for number in range(4))
TEXT = b"Patient ID: PT-3\nCYP2C19 *2/*2 (Poor Metabolizer)\n"


def packed(**files: bytes) -> bytes:
    """A zip archive of these files; `__` in a name is a folder's end, `_` a dot."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Write a file, with the folders above it."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def test_a_folder_is_read_as_its_files(run: Run, given: Callable[[str, bytes], Path]) -> None:
    """Files of different formats in one folder give each of their patients one handout."""
    given("morning/a.csv", ONE)
    given("morning/below/b.tsv", TWO.replace(b",", b"\t"))
    given("morning/note.txt", TEXT)
    given("morning/.DS_Store", b"\0\1\2")
    result = run("report", "morning", "-o", "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["PT-1.pdf", "PT-2.pdf", "PT-3.pdf"]
    assert "folder with" in result.stderr
    assert "PT-1" in result.stderr
    assert "more than one file" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("lab.zip", packed(a_csv=ONE, below__b_csv=TWO), ["archive with", "2 patients"]),
        ("lab.csv.gz", gzip.compress(ONE, mtime=0), ["long table", "1 patient"]),
        ("lab.zip", packed(inner_zip=packed(a_csv=ONE)), ["archive with", "1 patient"]),
        ("renamed.csv", packed(a_csv=ONE), ["archive with", "1 patient"]),
    ],
)
def test_an_archive_is_read_as_its_files(
    run: Run, given: Callable[[str, bytes], Path], name: str, content: bytes, words: list[str]
) -> None:
    """A zip or gzip file is unpacked in memory, whatever its name."""
    result = run("check", given(name, content))
    assert result.exit_code == 0
    assert all(word in result.stderr for word in words)


def test_a_bad_file_costs_the_others_nothing(run: Run, given: Callable[[str, bytes], Path]) -> None:
    """What cannot be read in a folder is named with the reason; the rest is done, and the status says so."""
    given("morning/a.csv", ONE)
    given("morning/broken.zip", packed(a_csv=ONE)[:60])
    given("morning/picture.png", b"\x89PNG\r\n\x1a\n")
    given("morning/genome.txt", b"# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t1\tAA\nrs2\t1\t2\tAC\n")
    result = run("report", "morning", "-o", "out")
    assert result.exit_code == 1
    assert [path.name for path in Path("out").iterdir()] == ["PT-1.pdf"]
    for words in ("morning: broken.zip: not read", "morning: picture.png: not read", "morning: genome.txt: not read"):
        assert words in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("cut.zip", packed(a_csv=ONE)[:-10], [], "broken or cut short"),
        ("cut.csv.gz", gzip.compress(ONE, mtime=0)[:-12], [], "broken or cut short"),
        ("bomb.zip", packed(a_csv=b"0" * 3_000_000), ["--max-megabytes", "2"], "larger than 2 MB"),
        ("bomb.gz", gzip.compress(b"0" * 3_000_000, mtime=0), ["--max-megabytes", "2"], "larger than 2 MB"),
        ("big.csv", ONE + b"x" * 1_100_000, ["--max-megabytes", "1"], "larger than 1 MB"),
        ("many.zip", packed(a_csv=ONE, b_csv=ONE, c_csv=ONE), ["--max-files", "2"], "more than 2 files"),
        ("long.csv", ONE * 5, ["--max-rows", "4"], "more than 4 rows"),
        ("large.csv", MANY, ["--max-results", "3"], "more than 3 results"),
        ("large.zip", packed(a_csv=TWO, b_csv=TWO), ["--max-results", "3"], "more than 3 results"),
        ("deep.json", b"[" * 60 + b"]" * 60, ["--max-nesting", "50"], "nested more than 50 deep"),
        ("deep.json", b"[" * 2_000_000, [], "nested more than 100 deep"),
        ("deep.xml", b"<a>" * 200 + b"</a>" * 200, [], "nested more than 100 deep"),
        (
            "entities.xml",
            b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><Bundle xmlns="http://hl7.org/fhir">&d;</Bundle>',
            [],
            "entities",
        ),
        (
            "outside.xml",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Bundle xmlns="http://hl7.org/fhir">&b;</Bundle>',
            [],
            "entities",
        ),
        ("twice.json", b'{"CYP2D6": "*1/*4", "CYP2D6": "*1/*1"}', [], "twice"),
        ("shape.json", b'{"results": 5}', [], "JSON"),
        ("list.json", b"[1, 2, 3]", [], "JSON"),
        ("half.json", b'{"CYP2D6": "*1/', [], "breaks off"),
        ("empty.zip", packed(), [], "no file"),
    ],
)
def test_what_is_broken_or_hostile_is_refused_in_words(
    run: Run, given: Callable[[str, bytes], Path], name: str, content: bytes, options: list[str], words: str
) -> None:
    """The status is 2, the message says where, what and what to do, and nothing is written."""
    result = run("report", given(name, content), "-o", "out", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert name.removesuffix(".gz") in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("command", [["report", "-o", "out"], ["check"], ["explain", "--json"]])
def test_too_many_results_for_one_reading_are_read_with_a_higher_limit(
    run: Run, given: Callable[[str, bytes], Path], command: list[str]
) -> None:
    """The refusal says what to do; exactly as many as the limit are read."""
    path = given("many.csv", MANY)
    refused = run(*command, path, "--max-results", "3")
    assert (refused.exit_code, refused.stdout) == (2, "")
    for words in ("many.csv: more than 3 results", 'The command "batch" reads them in parts', "raise --max-results"):
        assert words in refused.stderr
    assert run(*command, path, "--max-results", "4").exit_code == 0


def test_what_reads_in_parts_takes_as_many_results_as_there_are(run: Run, given: Callable[[str, bytes], Path]) -> None:
    """A batch and the tables of a cohort have no such limit: no patient of a file that is refused at once is lost."""
    path = given("many.csv", MANY)
    assert run("explain", path, "--max-results", "3", "--csv", "tables").exit_code == 0
    assert len({line.split(",")[0] for line in Path("tables/genes.csv").read_text().splitlines()[1:]}) == 4
    refused = run("batch", path, "-o", "out", "--max-results", "3")
    assert refused.exit_code == 2
    assert "No such option" in refused.stderr
    assert run("batch", path, "-o", "out").exit_code == 0
    assert len(list(Path("out").glob("*.pdf"))) == 4


def test_an_archive_inside_archives_is_read_to_a_depth(run: Run, given: Callable[[str, bytes], Path]) -> None:
    """Archives in archives in archives end somewhere, in words."""
    content = packed(a_csv=ONE)
    for _ in range(6):
        content = packed(inner_zip=content)
    result = run("check", given("nested.zip", content))
    assert result.exit_code == 2
    assert "archives inside archives" in result.stderr


def test_a_members_path_leads_nowhere(run: Run, given: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    """An archive whose member is named to climb out of the folder writes nothing anywhere."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../evil.csv", ONE)
    result = run("report", given("in/climb.zip", content.getvalue()), "-o", "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_a_result_pasted_on_standard_input_is_read(run: Run) -> None:
    """A line of a report's text, sent through a pipe, is enough for a handout."""
    result = run("report", "-", "-o", "out", stdin=b"CYP2C19 *2/*2 (Poor Metabolizer)\n")
    assert result.exit_code == 0
    assert len(list(Path("out").iterdir())) == 1
    assert "report in plain text; 1 patient" in result.stderr
