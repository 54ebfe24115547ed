from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import Result

from pgx_reader.batch.files import write_whole
from pgx_reader.batch.names import file_names
from pgx_reader.errors import OutputError

Run = Callable[..., Result]
Table = Callable[..., Path]
HEADER = "patient_id,gene,diplotype,phenotype,activity_score\n"
ONE = HEADER + "PT-1,CYP2D6,*1/*4,IM,1\nPT-1,CYP2C19,*1/*17,Rapid Metabolizer,\n"
SEVERAL = ONE + "PT-2,CYP2D6,*4/*4,,\nPT-3,CYP2C19,*2/*2,PM,\n"


def files() -> list[str]:
    """Every file below the test's folder but the results, hidden ones too."""
    found = (path.relative_to(Path.cwd()) for path in Path.cwd().rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.name != "results.csv")


def is_pdf(path: str | Path) -> bool:
    """Whether a file begins and ends as a PDF does."""
    data = Path(path).read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def is_html(path: str | Path) -> bool:
    """Whether a file begins and ends as a page does."""
    page = Path(path).read_text(encoding="utf-8")
    return page.startswith("<!DOCTYPE html>\n<html ") and page.endswith("</html>\n")


@pytest.mark.parametrize(
    ("content", "arguments", "written"),
    [
        (ONE, [], ["handouts/PT-1.pdf"]),
        (ONE, ["-o", "out"], ["out/PT-1.pdf"]),
        (ONE, ["-o", "a/b/c"], ["a/b/c/PT-1.pdf"]),
        (ONE, ["-o", "mine.pdf"], ["mine.pdf"]),
        (ONE, ["-o", "mine.PDF"], ["mine.PDF"]),
        (ONE, ["-o", "a/b/mine.pdf"], ["a/b/mine.pdf"]),
        (SEVERAL, [], ["handouts/PT-1.pdf", "handouts/PT-2.pdf", "handouts/PT-3.pdf"]),
        (SEVERAL, ["--output", "out"], ["out/PT-1.pdf", "out/PT-2.pdf", "out/PT-3.pdf"]),
        (SEVERAL, ["--patient", "PT-2"], ["handouts/PT-2.pdf"]),
        (SEVERAL, ["--patient", "PT-2", "-o", "two.pdf"], ["two.pdf"]),
        (SEVERAL, ["--patient", "PT-3", "--patient", "PT-1"], ["handouts/PT-1.pdf", "handouts/PT-3.pdf"]),
        (SEVERAL, ["--patient", "PT-3", "--patient", "PT-3"], ["handouts/PT-3.pdf"]),
        (ONE, ["--paper", "a4", "--large-print", "--language", "en"], ["handouts/PT-1.pdf"]),
        (ONE, ["--language", "es"], ["handouts/PT-1.pdf"]),
        (ONE, ["--results-card"], ["handouts/PT-1.pdf"]),
        (ONE, ["--archive"], ["handouts/PT-1.pdf"]),
        (ONE, ["--format", "pdf"], ["handouts/PT-1.pdf"]),
        (ONE, ["--format", "html"], ["handouts/PT-1.html"]),
        (ONE, ["--format", "html", "-o", "a/mine.HTML"], ["a/mine.HTML"]),
        (ONE, ["--format", "html", "--large-print", "--results-card"], ["handouts/PT-1.html"]),
        (SEVERAL, ["--format", "html", "-o", "out"], ["out/PT-1.html", "out/PT-2.html", "out/PT-3.html"]),
    ],
)
def test_a_handout_is_written_where_it_was_asked_for(
    run: Run, table: Table, content: str, arguments: list[str], written: list[str]
) -> None:
    """Each patient asked for has one whole file, its path is on standard output, and no other file is left."""
    result = run("report", table(content), *arguments)
    assert (result.exit_code, files()) == (0, written)
    assert sorted(result.stdout.split()) == [str(Path(path)) for path in written]
    assert all(is_html(path) if path.lower().endswith(".html") else is_pdf(path) for path in written)


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        (SEVERAL, ["-o", "all.pdf"], "3 patients do not fit into one file"),
        (SEVERAL, ["--format", "html", "-o", "all.html"], "3 patients do not fit into one file"),
        (ONE, ["-o", "mine.html"], "the handout is a .pdf file"),
        (ONE, ["--format", "html", "-o", "mine.pdf"], "the handout is a .html file"),
        (ONE, ["--format", "docx"], "docx"),
        (ONE, ["-o", "results.csv"], "folder cannot be made"),
        (ONE, ["-o", "results.csv/out"], "folder cannot be made"),
        (ONE, ["-o", "results.csv/out.pdf"], "folder cannot be made"),
        (ONE, ["-o", "n" * 300], "folder cannot be made"),
        (ONE, ["--patient", "PT-9"], "PT-9"),
        (ONE, ["--patient", "pt-1"], "pt-1"),
        (ONE, ["--patient", ""], "patient"),
        (SEVERAL, ["--patient", "PT-1", "--patient", "PT-9"], "PT-9"),
        (ONE, ["--paper", "folio"], "folio"),
        (ONE, ["--language", "tlh"], "tlh"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    run: Run, table: Table, content: str, arguments: list[str], words: str
) -> None:
    """A target or a patient that cannot be ends with 2, says which, and leaves nothing behind."""
    result = run("report", table(content), *arguments)
    assert (result.exit_code, result.stdout, files()) == (2, "", [])
    assert words in result.stderr


def test_one_patients_failure_costs_no_other_theirs(run: Run, table: Table) -> None:
    """Where a handout cannot be written, all others are, the patient is named, and the status is 1."""
    Path("out/PT-2.pdf").mkdir(parents=True)
    result = run("report", table(SEVERAL), "-o", "out")
    assert (result.exit_code, files()) == (1, ["out/PT-1.pdf", "out/PT-3.pdf"])
    assert "patient PT-2: no handout" in result.stderr
    assert "2 of 3 handouts written" in result.stderr


def test_an_unprintable_name_costs_only_its_patient(run: Run, table: Table) -> None:
    """A name in a script that the fonts lack fails alone, and the message names the patient."""
    content = "patient_id,patient_name,gene,diplotype\n1,Ada (invented),CYP2D6,*1/*4\n2,\U0001f9ec,CYP2D6,*1/*4\n"
    result = run("report", table(content))
    assert (result.exit_code, files()) == (1, ["handouts/1.pdf"])
    assert "patient 2: no handout" in result.stderr


def test_no_readable_row_is_lost_beside_unreadable_ones(run: Run, table: Table) -> None:
    """Everybody whose row can be read has a handout, and everybody else is named."""
    content = SEVERAL + "PT-4,CYP2D6,nonsense,,\nPT-5,CYP2D6,,,-1\n,CYP2D6,*1/*1,,\nPT-6,CYP2D6,*1/*1,,\n"
    result = run("report", table(content))
    assert result.exit_code == 1
    assert files() == [f"handouts/PT-{n}.pdf" for n in (1, 2, 3, 6)]
    assert all(f"patient PT-{n}" in result.stderr for n in (4, 5))


def test_a_results_card_is_there_only_where_it_was_asked_for(run: Run, table: Table) -> None:
    """`--results-card` adds one page, the last; the code on it is read in the tests of the PDF."""
    path = table(ONE)
    pages = []
    for arguments in ([], ["--results-card"]):
        assert run("report", path, "-o", "x.pdf", *arguments).exit_code == 0
        with pypdfium2.PdfDocument("x.pdf") as document:
            pages.append([page.get_textpage().get_text_range() for page in document])
    without, with_card = pages
    assert len(with_card) == len(without) + 1
    assert "Your results card" in with_card[-1]
    assert not any("Your results card" in text for text in without)


@pytest.mark.parametrize(
    "arguments", [[], ["--large-print"], ["--paper", "a4"], ["--results-card"], ["--format", "html", "--results-card"]]
)
def test_the_same_input_gives_the_same_bytes(run: Run, table: Table, arguments: list[str]) -> None:
    """Two runs on one day are alike to the last byte."""
    path = table(SEVERAL)
    for folder in ("one", "two"):
        assert run("report", path, "-o", folder, *arguments).exit_code == 0
    made = sorted(Path("one").iterdir())
    assert len(made) == 3
    for path in made:
        assert path.read_bytes() == Path("two", path.name).read_bytes()


def test_the_date_is_that_of_source_date_epoch(run: Run, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another day gives another handout, and the same day the same one."""
    path = table(ONE)
    made = []
    for epoch in ("0", "86400", "86399"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert run("report", path, "-o", f"{epoch}.pdf").exit_code == 0
        made.append(Path(f"{epoch}.pdf").read_bytes())
    assert made[0] != made[1]
    assert made[0] == made[2]


@pytest.mark.parametrize("epoch", ["", "abc", "1.5", "1e9", "9" * 30, "-" + "9" * 30, "nan"])
@pytest.mark.parametrize("command", ["report", "explain"])
def test_a_bad_source_date_epoch_is_refused(
    run: Run, table: Table, monkeypatch: pytest.MonkeyPatch, command: str, epoch: str
) -> None:
    """A value that is no number of seconds ends with 2, is quoted, and nothing is made, not even a folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    path = table(ONE)
    result = run(command, path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f'SOURCE_DATE_EPOCH is "{epoch}"' in result.stderr
    assert list(Path.cwd().iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "known"), [("codeine", True), ("CODEINE", True), ("Celexa", True), ("ibuprofen", False), ("<b>", False)]
)
def test_a_medicine_is_generic_or_brand_or_said_to_be_unknown(run: Run, table: Table, name: str, known: bool) -> None:
    """A medicine that is not in the tables is said on standard error, and the handout is written."""
    result = run("report", table(ONE), "--medicine", name, "-o", "x.pdf")
    assert (result.exit_code, files()) == (0, ["x.pdf"])
    assert (f'"{name}" is not in our tables' in result.stderr) is not known


def test_a_result_that_needs_a_review_is_said_to(run: Run, table: Table) -> None:
    """Standard error names each patient whose handout a professional must check."""
    result = run("report", table(HEADER + "PT-1,CYP2D6,*1/*4,NM,\nPT-2,CYP2D6,*1/*4,IM,\n"))
    assert "patient PT-1: needs a professional's review" in result.stderr
    assert "patient PT-2: needs" not in result.stderr


def test_standard_input_is_read_for_a_dash(run: Run) -> None:
    """`-` is standard input, and messages call it that."""
    result = run("report", "-", "-o", "x.pdf", stdin=ONE)
    assert (result.exit_code, files()) == (0, ["x.pdf"])
    assert result.stderr.startswith("standard input: ")


def test_an_existing_handout_is_replaced_whole(run: Run, table: Table) -> None:
    """An older file at the target gives way to the new one."""
    Path("x.pdf").write_bytes(b"old" * 1_000_000)
    assert run("report", table(ONE), "-o", "x.pdf").exit_code == 0
    assert is_pdf("x.pdf")
    assert b"oldold" not in Path("x.pdf").read_bytes()


def test_a_failed_write_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the older handout stays whole and no temporary file is left."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "x.pdf").write_bytes(b"older")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(tmp_path / "x.pdf", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.pdf", b"older")]


HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    ".hidden",
    "CON",
    "con.txt",
    "COM1",
    "LPT¹",
    "aux.",
    "a/b\\c",
    "a b",
    "a_b",
    "A B",
    "🧬🧬",
    "😀",
    "日本",
    "x" * 300,
    "x" * 299 + "y",
    "-o",
    "--help",
    "$(touch x)",
    "%s%n",
    "PT?*:<>|",
    "name\nline",
    "trailing. ",
    "é",
    "e",
]


def test_file_names_are_safe_and_no_two_alike() -> None:
    """Whatever the ids are, each has a plain name of its own on any system."""
    names = file_names(HOSTILE, ".pdf")
    assert len({name.casefold() for name in names}) == len(HOSTILE)
    for name in names:
        stem = name.removesuffix(".pdf")
        assert stem.isascii()
        assert len(name) <= 120
        assert not set(stem) & set('/\\:*?"<>|$ \n%')
        assert not stem.startswith((".", "-"))
        assert not stem.endswith(".")
        assert stem.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_every_hostile_id_has_a_handout_in_the_folder(run: Run, table: Table) -> None:
    """Ids that are paths, reserved names or endless write nowhere but into the folder, each its own file."""
    not_printable = ("😀", "日本")
    hostile = [i for i in HOSTILE if "🧬" not in i and "\n" not in i and i not in not_printable]
    rows = "".join('"{}",CYP2D6,*1/*4,,\n'.format(patient_id.replace('"', '""')) for patient_id in hostile)
    result = run("report", table(HEADER + rows), "-o", "out")
    written = files()
    assert result.exit_code == 0
    assert len(written) == len(hostile)
    assert {Path(path).parent for path in written} == {Path("out")}


def test_a_letter_without_a_font_costs_no_other_patient_theirs(run: Run, table: Table) -> None:
    """The one whose name cannot be printed is named by id with the letter and its place; the others have handouts."""
    header = "patient_id,patient_name,gene,diplotype,medicines\n"
    rows = "PT-1,Ana 😀,CYP2D6,*1/*4,\nPT-2,Zoë Nguyễn,CYP2D6,*1/*4,сертралин\nPT-3,Ọ̀ṣun Ortiz,CYP2D6,*1/*4,\n"
    result = run("report", table(header + rows), "-o", "out")
    assert (result.exit_code, files()) == (1, ["out/PT-2.pdf", "out/PT-3.pdf"])
    assert (
        'patient PT-1: no handout: "For", the footer: no font here has "😀" U+1F600 (GRINNING FACE).' in result.stderr
    )
    assert "PGX_READER_FONTS" in result.stderr
    assert "Ana" not in result.stderr


@pytest.mark.skipif(
    find_spec("manimgx_fonts") is None or find_spec("manimgx_fonts_cjk") is None,
    reason="the fonts of pgx-reader[scripts] are not installed",
)
@pytest.mark.parametrize("medicine", ["舍曲林", "סרטרלין", "سيرترالين", "सेर्ट्रालिन"])
def test_a_medicine_in_other_letters_is_printed_as_the_list_has_it(run: Run, table: Table, medicine: str) -> None:
    """A medicine on the patient's list is in the handout in the letters of the list."""
    header = "patient_id,gene,diplotype,medicines\n"
    assert run("report", table(f"{header}PT-1,CYP2D6,*1/*4,{medicine}\n"), "-o", "out").exit_code == 0
    document = pypdfium2.PdfDocument("out/PT-1.pdf")
    with document:
        assert any(medicine in sheet.get_textpage().get_text_range() for sheet in document)


def test_a_handout_of_another_patient_is_never_overwritten(run: Run, table: Table) -> None:
    """Two ids that clean to one name have two files, also where they are asked for one at a time."""
    path = table(HEADER + "PT/1,CYP2D6,*1/*4,,\nPT 1,CYP2D6,*4/*4,,\n")
    for patient_id in ("PT/1", "PT 1"):
        assert run("report", path, "--patient", patient_id, "-o", "out").exit_code == 0
    assert len(files()) == 2


def test_handouts_and_their_new_folder_are_for_the_user_alone(run: Run, table: Table) -> None:
    """Nobody else on the machine can read a patient's handout, or see that there is one."""
    assert run("report", table(ONE), "-o", "out").exit_code == 0
    assert Path("out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in Path("out").iterdir()} == {0o600}


def test_an_archived_handout_holds_what_explain_says(run: Run, table: Table) -> None:
    """`--archive` attaches the patient's line of `explain --json`, byte for byte, with what was asked for."""
    asked = ("--patient", "PT-2", "--medicine", "codeine", "--reviewed-by", "Ana Ortiz, PharmD (invented)")
    assert run("report", table(SEVERAL), *asked, "--archive", "-o", "two.pdf").exit_code == 0
    line = run("explain", table(SEVERAL), *asked, "--json").stdout_bytes
    with pikepdf.open("two.pdf") as pdf:
        assert pdf.attachments["interpretation.json"].get_file().read_bytes() == line
