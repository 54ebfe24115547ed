"""With `--deidentify`, nothing that is written, named or said tells whose the results are."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import Result

from pgx_reader.batch.codes import Codes
from pgx_reader.batch.deidentify import REMOVED, deidentified
from pgx_reader.errors import CodesError, PgxReaderError
from pgx_reader.models.results import Patient
from pgx_reader.pipeline import interpret, read_results

Run = Callable[..., Result]
Table = Callable[..., Path]
FORMATS = Path(__file__).parents[1] / "formats"
CODE = re.compile(r"[CDFGHJKLMNPQRTVWXY34679]{5}-[CDFGHJKLMNPQRTVWXY34679]{5}")
HEADER = (
    "patient_id,patient_name,birth_date,sex,collected_on,reported_on,lab,specimen,test,gene,diplotype,phenotype,"
    "activity_score,medicines,alleles_tested\n"
)
# Each of Safe Harbor's identifiers that a file of results can hold, in whichever column somebody puts it.
ZELMIRA = (
    "MRN-77120,Zelmira Quondam (invented),1961-04-05,F,2026-03-04,2026-03-09,Quondam Lab 98101,ACC-5512,"
    "PGx for zelmira@example.org"
)
WHOLE = HEADER + (
    f'{ZELMIRA},CYP2D6,*1/*4,IM,1,"citalopram; citalopran; Zelmira\'s tea (206-555-0142)",*4 for MRN-77120\n'
    f"{ZELMIRA},CYP2C19,*2/*2,Quondam said poor,,,\n"
    f"{ZELMIRA},Quondam,*1/*1,,,,\n"
    "MRN-77121,Orfeo Vantongeren (invented),04/06/1961,M,,,,,,CYP2D6,*1xN/*4,,,,\n"
    'MRN-77122,Ysolde "Yzmael" Marchbanks (invented),,,,,,,,CYP2D6,"Ysolde ""Yzmael"" Marchbanks",,,,\n'
    "MRN-77123,Anselm One (invented),,,,,,,,CYP2D6,*1/*4,,,,\n"
    "MRN-77123,Anselm Two (invented),,,,,,,,CYP2D6,*4/*4,,,,\n"
)
SECRETS = (
    "MRN-77", "77120", "Zelmira", "Quondam", "1961-04", "04/06", "2026-03", "March", "98101", "ACC-5512", "5512",
    "example.org", "555-0142", "Orfeo", "Vantongeren", "Ysolde", "Yzmael", "Anselm",
)  # fmt: skip


def found_in(*texts: str | bytes) -> set[str]:
    """Which of the secrets are in any of the texts."""
    told = "\n".join(text.decode("utf-8", "replace") if isinstance(text, bytes) else text for text in texts).casefold()
    return {secret for secret in SECRETS if secret.casefold() in told}


def texts_of(folder: Path) -> Iterator[str | bytes]:
    """All that files of a folder say: names, bytes, and what is packed in PDFs."""
    for path in folder.rglob("*"):
        yield str(path.relative_to(folder))
        if path.is_file():
            yield path.read_bytes()
        if path.suffix == ".pdf":
            yield from texts_in(path.read_bytes())


def texts_in(pdf: bytes) -> Iterator[str | bytes]:
    """Text, metadata, every string of every object (the tags with the words for the QR code too), attached data."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    with pikepdf.open(BytesIO(pdf)) as file:
        yield str(dict(file.docinfo))
        for number in range(1, len(file.objects)):
            thing = file.objects[number]
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                yield thing.read_bytes()
            elif not isinstance(thing, pikepdf.Stream):
                yield str(thing)
                yield thing.unparse(resolved=False)


def test_the_secrets_are_told_where_they_are_not_left_out(run: Run, table: Table) -> None:
    """The search of these tests finds names, dates and ids in a handout, its data and what is said."""
    result = run("report", table(WHOLE), "--archive", "--patient", "MRN-77120", "-o", "out")
    assert {"Zelmira", "1961-04", "MRN-77", "ACC-5512", "Quondam"} <= found_in(*texts_of(Path("out")), result.output)


@pytest.mark.parametrize("options", [("--archive", "--results-card"), ("--format", "html", "--results-card")])
def test_a_handout_has_a_code_and_nobody(run: Run, table: Table, options: tuple[str, ...]) -> None:
    """Pages, data, metadata, names of files and what is said hold no secret; the page has the code."""
    result = run("report", table(WHOLE), *options, "--deidentify", "-o", "out")
    assert result.exit_code == 1
    codes = {path.stem for path in Path("out").iterdir()}
    assert len(codes) == 2
    assert all(CODE.fullmatch(code) for code in codes)
    texts = [*texts_of(Path("out")), result.output]
    assert found_in(*texts) == set()
    assert all(sum(code in str(text) for text in texts) > 2 for code in codes)


@pytest.mark.parametrize("options", [(), ("--json",), ("--csv", "out"), ("--parquet", "out")])
def test_an_explanation_has_a_code_and_nobody(run: Run, table: Table, options: tuple[str, ...]) -> None:
    """So do the terminal, the JSON and the tables; what is known stays, and what is left out is seen."""
    result = run("explain", table(WHOLE), *options, "--deidentify")
    assert result.exit_code == 1
    assert found_in(result.output, *texts_of(Path("out"))) == set()
    assert CODE.search(result.output)
    assert REMOVED in result.output


def test_the_explanation_itself_stays_the_same(table: Table) -> None:
    """Phenotypes, scores, statements, medicines and the need for a review are what they were."""
    for patient in read_results(table(WHOLE)).patients:
        whole = interpret(patient)
        without = deidentified(whole, "CODE")
        assert without.patient == Patient(id="CODE")
        assert (without.medicines, without.review.needed) == (whole.medicines, whole.review.needed)
        left_out = {"reported", "tested", "notes"}
        for gene, other in zip(whole.genes, without.genes, strict=True):
            assert other.model_dump(exclude=left_out) == gene.model_dump(exclude=left_out)
            assert [note.code for note in other.notes] == [note.code for note in gene.notes]


def test_known_words_of_a_result_stay(table: Table) -> None:
    """Diplotypes, phenotypes and scores that are terms are quoted as the lab has them."""
    patient = read_results(table(WHOLE)).patients[0]
    genes = {gene.gene: gene for gene in deidentified(interpret(patient), "CODE").genes}
    assert genes["CYP2D6"].reported.model_dump() == {
        "diplotype": "*1/*4", "phenotype": "IM", "activity_score": "1"
    }  # fmt: skip
    assert genes["CYP2C19"].reported.phenotype == REMOVED


def test_a_medicine_asked_for_is_named(table: Table) -> None:
    """A name that the tables do not have stays where it was given beside the file."""
    patient = read_results(table(WHOLE)).patients[0]
    asked = ("Moonwort drops",)
    without = deidentified(interpret(patient, medicines=asked), "CODE", given=asked)
    assert [medicine.name for medicine in without.unknown_medicines].count(REMOVED) == 2
    assert any("Moonwort" in medicine.name for medicine in without.unknown_medicines)


def test_a_batch_keeps_its_codes_and_names_nobody(run: Run, table: Table) -> None:
    """Handouts, manifest, problems and journal have codes; gone on with, each patient keeps theirs."""
    asked = ("batch", table(WHOLE), "-o", "out", "--workers", 1, "--deidentify", "--codes", "codes.csv")
    said = run(*asked).output
    first = {path.name for path in Path("out").iterdir()}
    Path("out", next(name for name in first if name.endswith(".pdf"))).unlink()
    said += run(*asked, "--resume").output
    assert {path.name for path in Path("out").iterdir()} == first
    assert "1 handout written, 1 kept" in said
    assert found_in(*texts_of(Path("out")), said) == set()
    with sqlite3.connect("out/journal.sqlite") as journal:
        assert found_in("\n".join(journal.iterdump())) == set()
    journal.close()
    rows = list(csv.DictReader(Path("codes.csv").read_text().splitlines()))
    assert [row["patient_id"] for row in rows] == [f"MRN-7712{number}" for number in range(4)]
    manifest = list(csv.DictReader(Path("out/manifest.csv").read_text().splitlines()))
    assert [row["patient_id"] for row in manifest] == [row["code"] for row in rows]
    assert {row["state"] for row in manifest} == {"written", "failed"}
    assert Path("codes.csv").stat().st_mode & 0o777 == 0o600


def test_a_batch_with_names_is_not_gone_on_with_as_one_without(run: Run, table: Table) -> None:
    """Ids would stay in its lists; nor with another list of codes. Nothing is changed."""
    asked = ("batch", table(WHOLE), "-o", "out", "--workers", 1)
    run(*asked)
    before = Path("out/manifest.csv").read_bytes()
    result = run(*asked, "--resume", "--deidentify", "--codes", "codes.csv")
    assert result.exit_code == 2
    assert "not in the list of codes" in result.output
    assert Path("out/manifest.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--deidentify",), "--codes FILE"),
        (("--codes", "codes.csv"), "is for --deidentify"),
        (("--deidentify", "--codes", "out/codes.csv"), "outside of out"),
        (("--deidentify", "--codes", "codes.csv", "--name", "{patient_id} {birth_date}"), "{patient_id} alone"),
    ],
)
def test_what_would_not_hold_is_refused(run: Run, table: Table, options: tuple[str, ...], said: str) -> None:
    """Codes that are lost with the run, a list among the handouts, and names of files with more than the code."""
    result = run("batch", table(WHOLE), "-o", "out", *options)
    assert result.exit_code == 2
    assert said in result.output
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("report", "-o", "out", "--archive"),
        ("explain", "--json"),
        ("explain", "--csv", "out"),
        ("batch", "-o", "out", "--workers", 1, "--codes", "codes.csv"),
    ],
)
def test_files_that_are_named_after_patients_are_not_named(run: Run, table: Table, command: tuple[object, ...]) -> None:
    """A patient's rows lie in two files of a folder, and one file cannot be read: they are told by number."""
    head = "patient_id,patient_name,gene,diplotype\n"
    table(f"{head}MRN-77120,Zelmira Quondam,CYP2D6,*4/*4\nMRN-77120,Zelmira Quondam,CYP2C9,x\n", "in/Zelmira 1.csv")
    table(f"{head}MRN-77120,Zelmira Quondam,CYP2C19,Quondam\n", "in/Zelmira 2.csv")
    table("Zelmira (invented) is in\n", "in/Quondam.csv")
    result = run(command[0], "in", *command[1:], "--deidentify")
    assert result.exit_code == 1, result.output
    assert found_in(result.output, *texts_of(Path("out"))) == set()
    assert "file 2" in "".join([result.output, *map(str, texts_of(Path("out")))])


@pytest.mark.parametrize("content", ["", "Zelmira (invented) is in", "patient_id,gene\n"])
def test_a_file_that_cannot_be_read_is_not_quoted(run: Run, table: Table, content: str) -> None:
    """Neither its name nor its text is in the refusal, from either command."""
    path = table(f"{content}{SECRETS[0]}", "MRN-77120 Zelmira.csv")
    for command in (("report",), ("explain",), ("batch", "-o", "out", "--codes", "codes.csv")):
        result = run(command[0], path, *command[1:], "--deidentify")
        assert result.exit_code == 2
        assert found_in(result.output) == set()
        assert '"check"' in result.output


def test_a_list_of_codes_is_used_again(run: Run, table: Table) -> None:
    """The same patient has the same code in a later run, and without a list another one."""

    def codes(*options: object) -> list[str]:
        output = run("explain", table(WHOLE), "--json", "--deidentify", *options).stdout
        return [json.loads(line)["patient"]["id"] for line in output.splitlines()]

    kept = codes("--codes", "codes.csv")
    assert codes("--codes", "codes.csv") == kept
    assert not set(codes()) & set(kept)


@pytest.mark.parametrize(
    "content", ["a,b\n1,2\n", "code,patient_id\nX\n", "code,patient_id\nX,1\nX,2\n", 'code,patient_id\nX,"1\n', "\xff"]
)
def test_a_file_that_is_no_list_of_codes_is_refused(tmp_path: Path, content: str) -> None:
    """It is not written over, and no code is made beside it."""
    (tmp_path / "codes.csv").write_text(content, encoding="latin-1")
    with pytest.raises(CodesError, match="no list of codes"):
        Codes(tmp_path / "codes.csv")


def test_two_programs_do_not_overwrite_each_others_codes(tmp_path: Path) -> None:
    """The second that saves is told, and the list of the first stays."""
    first, second = Codes(tmp_path / "codes.csv"), Codes(tmp_path / "codes.csv")
    code = first.of("PT-1")
    second.of("PT-2")
    first.save()
    with pytest.raises(CodesError, match="another program"):
        second.save()
    assert Codes(tmp_path / "codes.csv").of("PT-1") == code


NOBODYS = {"1", "2", "note", "report"}
"""Ids of some examples that are words and numbers of the program's own, too."""

EXAMPLES = [
    folder / row["file"]
    for folder in sorted(FORMATS.iterdir())
    for row in csv.DictReader((folder / "index.csv").read_text(encoding="utf-8").splitlines())
]


def _words_of(patient: Patient) -> Iterator[str]:
    """What would tell who it is: the id, the parts of the name, the dates."""
    yield patient.id
    yield from re.findall(r"[^\W\d_]{3,}", (patient.name or "").replace("(invented)", ""))
    yield from filter(None, (patient.birth_date, patient.collected_on, patient.reported_on))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_format_tells_who_it_is(run: Run, path: Path) -> None:
    """From each example of each format come JSON and messages that name none of its patients and none of their days."""
    try:
        patients = [result.patient for result in read_results(path).patients]
    except PgxReaderError:
        patients = []
    result = run("explain", path, "--json", "--deidentify")
    told = [{**json.loads(line), "tables": None, "medicines": None} for line in result.stdout.splitlines()]
    assert len(told) == len(patients)
    everything = json.dumps(told, ensure_ascii=False) + result.stderr
    words = {word for patient in patients for word in _words_of(patient)} - NOBODYS
    assert {word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", everything)} == set()
    # One is called as its format is, which is told.
    assert path.name not in everything or path.name == "report.tsv"
