"""`--encrypt` makes handouts that only the password opens, and the password is nowhere."""

from __future__ import annotations

import csv
import getpass
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from pgx_reader.batch.encryption import checked_password, encrypted
from pgx_reader.batch.options import Explaining, Style
from pgx_reader.batch.store import LocalFolder
from pgx_reader.batch.work import Job
from pgx_reader.cli import main
from pgx_reader.errors import MissingExtraError, PasswordError
from tests.cli.conftest import SEVERAL
from tests.pdf.tags import read

Run = Callable[..., Result]
Table = Callable[..., Path]
PASSWORD = "blue heron 17!"
ENCRYPT = ("--encrypt", "--password-file", "password.txt")


@pytest.fixture
def password() -> str:
    """The password, in a file for its owner alone."""
    path = Path("password.txt")
    path.write_text(f"{PASSWORD}\r\nanother line\n")
    path.chmod(0o600)
    return PASSWORD


def _texts(pdf: bytes, **how: str) -> list[str]:
    document = pypdfium2.PdfDocument(pdf, **how)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def test_only_the_password_opens_it(run: Run, table: Table, password: str) -> None:
    """It is AES-256 of revision 6, metadata too; no password, another one and the start of it are refused."""
    result = run("report", table(SEVERAL), "--patient", "PT-1", "-o", "one.pdf", *ENCRYPT)
    assert result.exit_code == 0, result.output
    run("report", table(SEVERAL), "--patient", "PT-1", "-o", "plain.pdf")
    data, plain = Path("one.pdf").read_bytes(), Path("plain.pdf").read_bytes()
    with pikepdf.open(BytesIO(data), password=password) as file:
        assert (file.encryption.R, file.encryption.V, file.encryption.bits) == (6, 5, 256)
        how = file.trailer.Encrypt
        assert (how.CF.StdCF.CFM, how.StmF, how.StrF) == ("/AESV3", "/StdCF", "/StdCF")
        assert how.get("/EncryptMetadata", True)
        assert file.user_password_matched
        assert not file.owner_password_matched
    for wrong in ("", "blue heron 17", "another line"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data), password=wrong)
    for word in (b"PT-1", b"genes", b"pgx_reader", password.encode()):
        assert word not in data
    assert _texts(data, password=password) == _texts(plain)


def test_it_can_be_read_aloud_and_printed_and_not_changed(run: Run, table: Table, password: str) -> None:
    """Decrypted, it has the tags and metadata of a plain one, and is PDF/UA-1; its permissions are the reader's."""
    run("report", table(SEVERAL), "--patient", "PT-1", "-o", "one.pdf", *ENCRYPT)
    run("report", table(SEVERAL), "--patient", "PT-1", "-o", "plain.pdf")
    with pikepdf.open("one.pdf", password=password) as file:
        allowed = {name for name, allowed in file.allow._asdict().items() if allowed}
        file.save("open.pdf")
    assert allowed == {"accessibility", "extract", "print_highres", "print_lowres"}
    opened, plain = Path("open.pdf").read_bytes(), Path("plain.pdf").read_bytes()
    assert read(opened) == read(plain)
    report = page.validate_pdf_bytes(opened, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.passed > 0


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler is not here")
def test_poppler_opens_it(run: Run, table: Table, password: str) -> None:
    """Another program's reader gives its text for the password, and nothing for a wrong one."""
    run("report", table(SEVERAL), "--patient", "PT-1", "-o", "one.pdf", *ENCRYPT)
    for word, works in ((password, True), ("another one", False)):
        done = subprocess.run(
            ["pdftotext", "-upw", word, "one.pdf", "-"], capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.returncode == 0, "PT-1" in done.stdout) == (works, works)


def test_a_batch_is_encrypted_and_goes_on(run: Run, table: Table, password: str) -> None:
    """Every handout is, with the checksum of its file; all are kept, and made anew where it is not asked for."""
    asked = ("batch", table(SEVERAL), "-o", "out", "--workers", 1)
    said = run(*asked, *ENCRYPT).output
    rows = list(csv.DictReader(Path("out/manifest.csv").read_text().splitlines()))
    assert len(rows) == 3
    for row in rows:
        data = Path("out", row["handout"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data))
        assert row["patient_id"] in _texts(data, password=password)[0]
    again = run(*asked, *ENCRYPT, "--resume").output
    assert "0 handouts written, 3 kept" in again
    assert "3 handouts written" in run(*asked, "--resume").output
    told = [said, again, *(path.read_bytes().decode("latin-1") for path in Path("out").iterdir())]
    assert not any(PASSWORD in text for text in told)
    for digest in ("md5", "sha1", "sha256"):
        hidden = hashlib.new(digest, PASSWORD.encode()).hexdigest()
        assert not any(hidden in text for text in told)


def test_the_password_is_asked_for_twice(run: Run, table: Table) -> None:
    """Without a file it is asked for on the terminal, hidden, until it was typed twice alike."""
    answers = f"{PASSWORD}\nsomething else\n{PASSWORD}\n{PASSWORD}\n"
    result = run("report", table(SEVERAL), "--patient", "PT-1", "-o", "one.pdf", "--encrypt", stdin=answers)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert _texts(Path("one.pdf").read_bytes(), password=PASSWORD)


def test_without_a_terminal_it_is_not_taken_from_a_pipe(
    run: Run, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There it would be shown on the way: the file is asked for instead."""

    def no_terminal(*_: object, **__: object) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=1)
        return PASSWORD

    monkeypatch.setattr("pgx_reader.cli.encrypt.click.prompt", no_terminal)
    result = run("report", table(SEVERAL), "-o", "out", "--encrypt")
    assert (result.exit_code, Path("out").exists()) == (2, False)
    assert "--password-file" in result.output


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o620])
def test_a_password_that_others_can_read_is_refused(run: Run, table: Table, password: str, mode: int) -> None:
    """Nothing is written, and the message says how to close the file and not what is in it."""
    Path("password.txt").chmod(mode)
    result = run("report", table(SEVERAL), "-o", "out", *ENCRYPT)
    assert (result.exit_code, Path("out").exists()) == (2, False)
    assert "chmod 600 password.txt" in result.output
    assert PASSWORD not in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((*ENCRYPT, "--format", "html"), "HTML cannot be encrypted"),
        ((*ENCRYPT, "--archive"), "may not be encrypted"),
        (ENCRYPT[1:], "is for --encrypt"),
        ((*ENCRYPT[:2], "nowhere.txt"), "cannot be read"),
        (("--encrypt=blue heron 17!",), "does not take a value"),
    ],
)
def test_what_cannot_be_encrypted_is_refused(
    run: Run, table: Table, password: str, options: tuple[str, ...], said: str
) -> None:
    """HTML and PDF/A are, and a password as an argument is none."""
    for command in (("report",), ("batch",)):
        result = run(*command, table(SEVERAL), "-o", "out", *options)
        assert (result.exit_code, Path("out").exists()) == (2, False)
        assert said in result.output


def test_no_password_goes_to_other_machines(run: Run, table: Table, password: str) -> None:
    """A cluster's workers would get it: that is refused before anybody is asked."""
    result = run("batch", table(SEVERAL), "-o", "out", *ENCRYPT, "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "does not go with --scheduler" in result.output


@pytest.mark.parametrize("word", ["", "short 7", "x" * 128, "blauer Reiher ü", "blue\theron 17"])
def test_a_password_that_might_not_open_is_refused(word: str) -> None:
    """One that is too short or too long, or whose letters programs write in different ways; it is not quoted."""
    with pytest.raises(PasswordError) as caught:
        checked_password(word)
    assert not word or word not in str(caught.value)


@pytest.mark.parametrize("word", ["x" * 8, "x" * 127, PASSWORD, "()<>[]{}\\/%~'\""])
def test_every_other_password_opens(word: str) -> None:
    """The shortest, the longest, and one of all signs."""
    with pikepdf.new() as file:
        file.add_blank_page()
        plain = BytesIO()
        file.save(plain)
    data = encrypted(plain.getvalue(), checked_password(word))
    with pikepdf.open(BytesIO(data), password=word) as opened:
        assert len(opened.pages) == 1


def test_the_job_of_a_worker_does_not_show_the_password() -> None:
    """It goes to the worker and is not in what is printed of the job."""
    job = Job(LocalFolder(Path()), Explaining(), Style(), date(2026, 11, 23), PASSWORD)
    assert pickle.loads(pickle.dumps(job)).password == PASSWORD
    assert PASSWORD not in repr(job)


def test_what_is_missing_to_encrypt_is_named(table: Table, password: str) -> None:
    """Without the library the message says what to install."""
    hidden = "import sys; sys.modules['pikepdf'] = None; from pgx_reader.cli import main; main()"
    arguments = ["report", str(table(SEVERAL)), "-o", "out", *ENCRYPT]
    done = subprocess.run(
        [sys.executable, "-c", hidden, *arguments], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == MissingExtraError.exit_status
    assert 'pip install "pgx-reader[encrypt]"' in done.stderr


def test_a_fault_while_encrypting_does_not_tell_the_password(
    table: Table, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the library has against it, its words are not shown."""

    def faulty(*_: object) -> bytes:
        raise ValueError(f"bad password {PASSWORD}")

    monkeypatch.setattr("pgx_reader.cli.report.encrypted", faulty)
    result = CliRunner().invoke(main, ["report", str(table(SEVERAL)), "-o", "out", *ENCRYPT])
    assert result.exit_code == 1
    assert PASSWORD not in result.output
    assert list(Path("out").iterdir()) == []
