"""PyPGx: the table, bare and in its archive; whether copies were counted; and where the gene stands."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Cell, LabFile, LabRow
from pgx_reader.readers import read_results
from pgx_reader.readers.formats import pypgx, pypgx_metadata
from pgx_reader.readers.raw import RawFile
from pgx_reader.terms import CopyNumber

from .conftest import EXAMPLES

HEADER = "\tGenotype\tPhenotype\tHaplotype1\tHaplotype2\tAlternativePhase\tVariantData\tCNV\n"
ROW = "DEMO-01\t*1/*4\tIntermediate Metabolizer\t*4;\t*1;\t;\t*1:default;\tNormal\n"
METADATA = "Gene=CYP2D6\nAssembly=GRCh38\nSemanticType=SampleTable[Results]\n"


def rows_of(file: LabFile) -> list[LabRow]:
    """Every row of every patient."""
    return [row for patient in file.patients for row in patient.rows]


def zipped(members: Iterable[tuple[str, str]]) -> BytesIO:
    """An archive of texts."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        for name, text in members:
            writer.writestr(name, text)
    archive.seek(0)
    return archive


def test_each_sample_is_a_patient_with_its_cells_unaltered(example: Callable[[str], LabFile]) -> None:
    """Genotype and phenotype stand as they are, with row, column and whether copies were counted."""
    assert rows_of(example("pypgx/CYP2D6.tsv"))[1] == LabRow(
        row=3,
        patient_id="DEMO-02",
        gene="CYP2D6",
        diplotype=Cell(value="*2x2/*71", column="Genotype"),
        phenotype=Cell(value="Indeterminate", column="Phenotype"),
        copy_number=CopyNumber.COUNTED,
    )


@pytest.mark.parametrize(
    ("patient_id", "copy_number"),
    [
        ("DEMO-01", CopyNumber.COUNTED),
        ("DEMO-02", CopyNumber.COUNTED),
        ("DEMO-05", CopyNumber.NOT_COUNTED),
        ("DEMO-06", CopyNumber.NOT_COUNTED),
    ],
)
def test_an_empty_cnv_cell_says_that_copies_of_cyp2d6_were_not_counted(
    patient_id: str, copy_number: CopyNumber, example: Callable[[str], LabFile]
) -> None:
    """Without read depths PyPGx leaves the cell empty, and its diplotype has no deletion or duplication in it."""
    found = {row.patient_id: row.copy_number for row in rows_of(example("pypgx/CYP2D6.tsv"))}
    assert found[patient_id] is copy_number


def test_an_empty_cnv_cell_says_nothing_of_a_gene_that_is_not_looked_at(example: Callable[[str], LabFile]) -> None:
    """PyPGx never counts copies of CYP2C19."""
    assert {row.copy_number for row in rows_of(example("pypgx/CYP2C19.tsv"))} == {CopyNumber.NOT_KNOWN}


def test_no_call_is_kept_as_one(example: Callable[[str], LabFile]) -> None:
    """`Indeterminate` stays in its cell, so that no call differs from not tested."""
    row = rows_of(example("pypgx/CYP2D6.tsv"))[3]
    assert row.diplotype == Cell(value="Indeterminate", column="Genotype")


def test_another_phase_is_a_doubt_of_the_file(example: Callable[[str], LabFile]) -> None:
    """The alleles of the other phase are quoted; an empty list of them is not."""
    remarks = {row.patient_id: row.remarks for row in rows_of(example("pypgx/CYP2D6.tsv"))}
    assert remarks.pop("DEMO-03") == (Cell(value="*69;", column="AlternativePhase"),)
    assert set(remarks.values()) == {()}


def test_an_uncalled_result_of_another_gene_is_not_told(example: Callable[[str], LabFile]) -> None:
    """Of the genes that are not explained only the called results are listed."""
    assert [row.patient_id for row in rows_of(example("pypgx/CYP2B6.tsv"))] == ["DEMO-01"]


@pytest.mark.parametrize(
    ("file", "diplotypes", "phenotypes"),
    [
        ("pypgx/cyp2d6-genotypes.tsv", ["*1/*4", "Indeterminate"], [None, None]),
        ("pypgx/cyp2d6-phenotypes.tsv", [None], ["Intermediate Metabolizer"]),
    ],
)
def test_a_table_of_genotypes_or_of_phenotypes_alone_is_read(
    file: str, diplotypes: list[str | None], phenotypes: list[str | None], example: Callable[[str], LabFile]
) -> None:
    """The cell that there is no column for is empty, and nothing is said of copies."""
    rows = rows_of(example(file))
    assert [row.diplotype and row.diplotype.value for row in rows] == diplotypes
    assert [row.phenotype and row.phenotype.value for row in rows] == phenotypes
    assert {row.copy_number for row in rows} == {CopyNumber.NOT_KNOWN}


def test_an_archive_is_one_file_of_results(example: Callable[[str], LabFile]) -> None:
    """The metadata say the gene; they are no file of their own, and no problem."""
    file = example("pypgx/results.zip")
    assert file.description == "archive with PyPGx results for CYP2D6; 6 patients"
    assert file.problems == ()
    assert {row.gene for row in rows_of(file)} == {"CYP2D6"}


def test_a_folder_that_an_archive_was_unpacked_to_is_read_as_the_archive(tmp_path: Path) -> None:
    """The metadata are found beside the table in a folder, too."""
    (tmp_path / "tmpdemo").mkdir()
    (tmp_path / "tmpdemo" / "metadata.txt").write_text(METADATA, encoding="utf-8")
    (tmp_path / "tmpdemo" / "data.tsv").write_text(HEADER + ROW, encoding="utf-8")
    file = read_results(tmp_path)
    assert file.description == "folder with PyPGx results for CYP2D6; 1 patient"
    assert file.problems == ()


def test_each_archive_of_a_folder_has_its_own_gene(tmp_path: Path) -> None:
    """The metadata of one archive, or of the folder that it lies in, say nothing of another's table."""
    other = METADATA.replace("CYP2D6", "CYP2C19")
    (tmp_path / "a.zip").write_bytes(zipped([("t/metadata.txt", other), ("t/data.tsv", HEADER + ROW)]).read())
    (tmp_path / "b.zip").write_bytes(zipped([("data.tsv", HEADER + ROW)]).read())
    (tmp_path / "metadata.txt").write_text(METADATA, encoding="utf-8")
    file = read_results(tmp_path)
    assert {row.gene for row in rows_of(file)} == {"CYP2C19"}
    assert [problem.file for problem in file.problems if "does not name the gene" in problem.message] == [
        "b.zip/data.tsv"
    ]


def test_metadata_say_the_gene_before_a_name_does() -> None:
    """What the file itself says goes before what it is called."""
    raw = RawFile("CYP2C19/data.tsv", HEADER + ROW, folder="CYP2C19", beside={"metadata.txt": METADATA})
    assert [row.gene for patient in pypgx.read(raw).patients for row in patient.rows] == ["CYP2D6"]


def test_a_table_whose_gene_stands_nowhere_is_not_read(example: Callable[[str], LabFile]) -> None:
    """A gene is never assumed; the problem says how to give it."""
    file = example("pypgx/data.tsv")
    assert file.patients == ()
    assert [problem.message for problem in file.problems if "does not name the gene" in problem.message]


def test_metadata_alone_are_no_results() -> None:
    """The reason says what the file is and what to give."""
    with pytest.raises(UnusableInputError, match=r"PyPGx's metadata, which holds no results itself\. Give the archive"):
        read_results(EXAMPLES / "pypgx" / "metadata.txt")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (HEADER + ROW + "DEMO-02\t*1/*1\n", "cut short"),
        (HEADER + ROW + "DEMO-02\t*1/*1\tNormal Met\n", "cut short"),
        (HEADER + ROW + ROW.replace("DEMO-01", "DEMO-02").replace("\n", "\textra\n"), "cut short"),
        (HEADER + ROW + 'DEMO-02\t"*1/*1\tNormal Metabolizer\t*1;\t*1;\t;\t;\t\n', "cut short"),
        (HEADER + ROW + ROW.replace("DEMO-01", ""), "belongs to nobody"),
    ],
)
def test_a_row_that_is_not_whole_gives_no_result(text: str, problem: str) -> None:
    """A row that was cut may have lost the end of its diplotype; the rows before and after it are read."""
    contents = pypgx.read(RawFile("CYP2D6.tsv", text))
    rows = [row for patient in contents.patients for row in patient.rows]
    assert rows[0].diplotype == Cell(value="*1/*4", column="Genotype")
    assert all(not row.readable and row.diplotype is None for row in rows[1:])
    assert [problem in found.message for found in contents.problems] == [True]
    assert contents.problems[0].row == 3


def test_a_row_whose_empty_last_cell_an_editor_took_away_is_whole() -> None:
    """The CNV cell is then empty, as it was."""
    contents = pypgx.read(RawFile("CYP2D6.tsv", HEADER + ROW.replace("\tNormal\n", "\n")))
    (row,) = contents.patients[0].rows
    assert (row.readable, row.copy_number) == (True, CopyNumber.NOT_COUNTED)


@pytest.mark.parametrize(
    "text",
    [
        "Sample\tGenotype\tFilter\nDEMO-01\t*1/*4\tPASS\n",
        "\tHaplotype1\tHaplotype2\nDEMO-01\t*1;\t*4;\n",
        "\tCNV\nDEMO-01\tNormal\n",
        "\tGenotype\tGenotype\nDEMO-01\t*1/*4\t*1/*1\n",
        "\tGene\tGenotype\nDEMO-01\tCYP2D6\t*1/*4\n",
        "\tGene\tGenotype\tHaplotype1\tHaplotype2\tAlternativePhase\tVariantData\nDEMO-01\tCYP2D6\t*1/*4\t\t\t\t\n",
        "patient_id\tgene\tdiplotype\nDEMO-01\tCYP2D6\t*1/*4\n",
        "# Genotype\nTotal: 70\n",
        "\n",
        "\t\n",
    ],
)
def test_another_table_is_not_taken_for_pypgx(text: str) -> None:
    """PyPGx's first heading is empty, and its others are its own."""
    assert pypgx.recognize(RawFile("CYP2D6.tsv", text)) is None
    assert pypgx_metadata.recognize(RawFile("metadata.txt", text)) is None


def test_a_column_that_is_not_known_is_told() -> None:
    """A later version's column is named, not passed over in silence."""
    text = HEADER.replace("\n", "\tActivityScore\n") + ROW.replace("\n", "\t1.0\n")
    contents = pypgx.read(RawFile("CYP2D6.tsv", text))
    assert [problem.message for problem in contents.problems] == [
        'columns that are not read, because they are not known: "ActivityScore".'
    ]


def test_a_table_that_a_spreadsheet_saved_anew_is_read() -> None:
    """With commas, and with a heading over the samples."""
    text = "Unnamed: 0" + (HEADER + ROW).replace("\t", ",")
    raw = RawFile("CYP2D6.csv", text)
    assert pypgx.recognize(raw)
    assert pypgx.read(raw).patients[0].rows[0].diplotype == Cell(value="*1/*4", column="Genotype")


@pytest.mark.parametrize("lost", [1, 10, 60, 200])
def test_an_archive_without_its_end_is_refused(lost: int) -> None:
    """The end of an archive says what is in it."""
    whole = zipped([("t/metadata.txt", METADATA), ("t/data.tsv", HEADER + ROW)]).read()
    with pytest.raises(UnusableInputError, match="broken"):
        read_results(BytesIO(whole[:-lost]), name="results.zip")


@pytest.mark.parametrize("lost", [1, 10, 60])
def test_an_archive_without_its_metadata_gives_no_result(lost: int) -> None:
    """Where the beginning of an archive is lost, so is the gene: its table is not read, and both are told."""
    whole = zipped([("t/metadata.txt", METADATA), ("t/data.tsv", HEADER + ROW)]).read()
    found = read_results(BytesIO(b"PK\x03\x04" + whole[4 + lost :]), name="results.zip")
    assert found.patients == ()
    assert {problem.file for problem in found.problems} == {"t/metadata.txt", "t/data.tsv"}
