from __future__ import annotations

from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import pytest

from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers import read_results

Read = Callable[[str | bytes], LabFile]
Flat = tuple[int, str, str, str | None, str | None, str | None]

LONG = (
    "patient_id,gene,diplotype,phenotype,activity_score\n"
    "PT-1,CYP2D6,*1/*4,IM,1\n"
    "PT-1,CYP2C19,*1/*1,NM,\n"
    "PT-2,CYP2D6,*4/*4,,0\n"
)
LONG_ROWS = [
    (2, "PT-1", "CYP2D6", "*1/*4", "IM", "1"),
    (3, "PT-1", "CYP2C19", "*1/*1", "NM", None),
    (4, "PT-2", "CYP2D6", "*4/*4", None, "0"),
]


def flat(file: LabFile) -> list[Flat]:
    """Every row as plain values."""
    return [flat_row(row) for patient in file.patients for row in patient.rows]


def flat_row(row: LabRow) -> Flat:
    """One row as plain values."""
    values = (cell.value if cell else None for cell in (row.diplotype, row.phenotype, row.activity_score))
    return (row.row, row.patient_id, row.gene, *values)  # type: ignore[return-value]


def errors(file: LabFile) -> list[str]:
    """The messages of the problems that are more than notices."""
    return [problem.message for problem in file.problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LONG.encode(), id="comma"),
        pytest.param(LONG.replace(",", ";").encode(), id="semicolon"),
        pytest.param(LONG.replace(",", "\t").encode(), id="tab"),
        pytest.param(LONG.replace(",", "|").encode(), id="bar"),
        pytest.param(LONG.encode("utf-16"), id="UTF-16"),
        pytest.param(LONG.encode("utf-16-be"), id="UTF-16 without a mark"),
        pytest.param(b"\xef\xbb\xbf" + LONG.encode(), id="byte-order mark"),
        pytest.param(b"\xef\xbb\xbf" + LONG.replace("patient_id", '"patient_id"').encode(), id="mark before a quote"),
        pytest.param(LONG.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(LONG.replace("\n", "\r").encode(), id="bare CR"),
        pytest.param(LONG.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param((LONG + "\n\n,,,,\n  \n").encode(), id="blank rows at the end"),
        pytest.param(LONG.replace(",", " , ").encode(), id="blanks around the cells"),
        pytest.param("".join(line + ",,\n" for line in LONG.splitlines()).encode(), id="empty columns at the end"),
        pytest.param(LONG.replace("*1/*4", '"*1/*4"').encode(), id="a quoted cell"),
        pytest.param(("\ufeff" * 2 + LONG).encode(), id="two byte-order marks"),
    ],
)
def test_every_dress_of_one_long_table_gives_the_same_rows(read: Read, data: bytes) -> None:
    """Delimiter, line ends, byte-order mark, blanks and quotation marks change nothing."""
    file = read(data)
    assert flat(file) == LONG_ROWS
    assert file.problems == ()


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_a_table_that_is_not_utf_8_is_read_and_a_notice_names_the_row(read: Read, line_end: str) -> None:
    """Results are the same in all encodings; that a name's letters were inferred is said, with the first such row."""
    file = read((LONG + "José,CYP2D6,*1/*1,,\n").replace("\n", line_end).encode("latin-1"))
    assert flat(file) == [*LONG_ROWS, (5, "José", "CYP2D6", "*1/*1", None, None)]
    assert [(problem.row, problem.severity) for problem in file.problems] == [(5, Severity.NOTICE)]
    assert "not UTF-8" in file.problems[0].message


def test_a_folder_and_an_archive_give_what_their_files_give(tmp_path: Path) -> None:
    """A folder of one table, and a zip of it, give the rows of the table, each with the file it stands in."""
    (tmp_path / "table.csv").write_text(LONG, encoding="utf-8")
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", LONG)
    for file in (read_results(tmp_path), read_results(BytesIO(packed.getvalue()), name="results.zip")):
        assert flat(file) == LONG_ROWS
        assert {row.file for patient in file.patients for row in patient.rows} == {"table.csv"}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "patient_id,CYP2D6,CYP2C19\nPT-1,*1/*4,*1/*17\nPT-2,,*2/*2\n",
            [
                (2, "PT-1", "CYP2D6", "*1/*4", None, None),
                (2, "PT-1", "CYP2C19", "*1/*17", None, None),
                (3, "PT-2", "CYP2C19", "*2/*2", None, None),
            ],
        ),
        (
            "id;CYP2D6 diplotype;CYP2D6 phenotype;CYP2D6 activity score\nPT-1;*1/*4;IM;1,0\n",
            [(2, "PT-1", "CYP2D6", "*1/*4", "IM", "1,0")],
        ),
        (
            "Patient ID\tcyp2d6_alleles\tcyp2d6_metaboliser_status\nPT-1\t*1/*4\tIM\n",
            [(2, "PT-1", "cyp2d6", "*1/*4", "IM", None)],
        ),
        ("id,CYP2D6\nPT-1,Poor Metabolizer\n", [(2, "PT-1", "CYP2D6", None, "Poor Metabolizer", None)]),
        ("id,CYP2D6\nPT-1,*1|*4\n", [(2, "PT-1", "CYP2D6", "*1|*4", None, None)]),
        (
            "id,CYP2D6 diplotype,cyp2d6_genotype\nPT-1,*1/*4,*4/*4\n",
            [(2, "PT-1", "cyp2d6", "*1/*4", None, None), (2, "PT-1", "cyp2d6", "*4/*4", None, None)],
        ),
    ],
)
def test_a_wide_table_gives_a_row_for_each_gene(read: Read, table: str, expected: list[Flat]) -> None:
    """Each gene column of a wide table is a row; two columns for one thing are two rows, and none is picked."""
    assert [(*row[:2], row[2].upper(), *row[3:]) for row in flat(read(table))] == [
        (*row[:2], row[2].upper(), *row[3:]) for row in expected
    ]


@pytest.mark.parametrize(
    "header",
    [
        "patient_id,gene,diplotype,phenotype,activity_score",
        "Patient ID,Gene,Diplotype,Phenotype,Activity Score",
        "PATIENT-ID,GENE SYMBOL,GENOTYPE,METABOLIZER STATUS,ACTIVITY.SCORE",
        "mrn,Locus,Star Alleles,Metaboliser_Status,AS",
        "Subject,hgnc_symbol,staralleles,predicted phenotype,Total activity score",
        "Sample ID,symbol,call,Interpretation,score",
        " [patient_id] ,gene:,(diplotype),phenotype?,activity/score",
        "ｐａｔｉｅｎｔ＿ｉｄ,gene,diplotype,phenotype,activity_score",
    ],
)
def test_columns_are_known_by_their_synonyms(read: Read, header: str) -> None:
    """Case, punctuation, width of letters and the common synonyms of a heading make no difference."""
    file = read(header + "\nPT-1,CYP2D6,*1/*4,IM,1\n")
    assert flat(file) == [(2, "PT-1", "CYP2D6", "*1/*4", "IM", "1")]
    assert file.problems == ()


def test_the_order_of_columns_does_not_matter(read: Read) -> None:
    """Columns are found by their headings, wherever they stand."""
    assert flat(read("activity_score,gene,phenotype,patient_id,diplotype\n1,CYP2D6,IM,PT-1,*1/*4\n")) == [
        (2, "PT-1", "CYP2D6", "*1/*4", "IM", "1")
    ]


@pytest.mark.parametrize(
    "text", ["NA", "None", "nan", "NULL", "N/A", "01", "1.0", "007", "1e5", "TRUE", "-", "2026-11-02"]
)
def test_cells_stay_the_text_they_are(read: Read, text: str) -> None:
    """No cell becomes a number, a date, a truth value or a missing value."""
    patient = read(f"patient_id,gene,diplotype,lab\n{text},{text},{text},{text}\n").patients[0]
    assert (patient.patient.id, patient.patient.lab) == (text, text)
    assert flat_row(patient.rows[0]) == (2, text, text, text, None, None)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('patient_id,gene,diplotype\n"PT,1",CYP2D6,*1/*4\n', "PT,1"),
        ('patient_id,gene,diplotype\n"PT ""1""",CYP2D6,*1/*4\n', 'PT "1"'),
        ('patient_id,gene,diplotype\nPT 5",CYP2D6,*1/*4\n', 'PT 5"'),
        ("patient_id,gene,diplotype\nО'Brien — 日本,CYP2D6,*1/*4\n", "О'Brien — 日本"),
        ("patient_id,gene,diplotype\n<b>1</b>,CYP2D6,*1/*4\n", "<b>1</b>"),
    ],
)
def test_quoted_and_odd_cells_are_read_whole(read: Read, table: str, expected: str) -> None:
    """Delimiters and quotation marks inside a cell, and any script, belong to the cell."""
    assert read(table).patients[0].patient.id == expected


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("\n\npatient_id,gene,diplotype\nA,CYP2D6,*1/*4\n", [4]),
        ("patient_id,gene,diplotype\n\nA,CYP2D6,*1/*4\n,,\nB,CYP2D6,*1/*4\n", [3, 5]),
        ('patient_id,gene,diplotype,comment\nA,CYP2D6,*1/*4,"two\nlines"\nB,CYP2D6,*1/*4,\n', [2, 3]),
        ('patient_id,gene,diplotype,"a long\nheading"\nA,CYP2D6,*1/*4,x\n', [2]),
        ('patient_id,gene,diplotype,comment\r\nA,CYP2D6,*1/*4,"two\r\n\r\nlines"\r\nB,CYP2D6,*1/*4,\r\n', [2, 3]),
    ],
)
def test_rows_are_counted_as_a_spreadsheet_counts_them(read: Read, table: str, rows: list[int]) -> None:
    """Blank rows count, and a cell of several lines is one row."""
    assert [row[0] for row in flat(read(table))] == rows


def test_a_cell_of_several_lines_costs_no_other_cell(read: Read) -> None:
    """A row that a quoted line break spreads over several lines keeps all of its cells."""
    table = 'patient_id,gene,"long\nname",diplotype,phenotype\nA,CYP2D6,"x\ny",*1/*4,IM\n'
    file = read(table)
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", "IM", None)]
    assert errors(file) == []


def test_delimiters_inside_a_quoted_cell_are_no_columns(read: Read) -> None:
    """A long comment with many commas in quotation marks is one cell."""
    file = read(f'patient_id,gene,diplotype,comment\nA,CYP2D6,*1/*4,"{"," * 30_000}"\n')
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", None, None)]


def test_a_short_row_has_empty_cells_at_its_end(read: Read) -> None:
    """A row that ends early is read as far as it goes."""
    file = read("patient_id,gene,diplotype,phenotype,activity_score\nA,CYP2D6,*1/*4\n")
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", None, None)]
    assert file.problems == ()


def test_columns_that_are_not_read_are_named_in_a_notice(read: Read) -> None:
    """A column of unknown meaning costs nothing and is not passed over in silence."""
    file = read("patient_id,gene,diplotype,Freezer,Shelf\nA,CYP2D6,*1/*4,3,b\n")
    assert [problem.severity for problem in file.problems] == [Severity.NOTICE]
    assert '"Freezer"' in file.problems[0].message
    assert '"Shelf"' in file.problems[0].message


@pytest.mark.parametrize(
    ("header", "used"),
    [("patient_id,sample_id,gene,diplotype", "patient_id"), ("sample_id,patient_id,gene,diplotype", "patient_id")],
)
def test_of_two_headings_for_one_thing_the_plainer_is_read_and_a_notice_says_so(
    read: Read, header: str, used: str
) -> None:
    """Which of two columns is read does not depend on their order, and both are named."""
    file = read(f"{header}\nA,B,CYP2D6,*1/*4\n")
    assert file.patients[0].patient.id == dict(zip(header.split(","), "AB", strict=False))[used]
    assert [problem.severity for problem in file.problems] == [Severity.NOTICE]
    assert '"sample_id"' in file.problems[0].message


@pytest.mark.parametrize("second", ["diplotype", "genotype"])
def test_two_result_columns_that_disagree_never_give_one_of_them(read: Read, second: str) -> None:
    """A row with two different diplotypes is an error, or both reach the comparison; neither is picked."""
    file = read(f"patient_id,gene,diplotype,{second}\nA,CYP2D6,*1/*4,*1/*1\n")
    diplotypes = {row[3] for row in flat(file)}
    assert diplotypes == {"*1/*4", "*1/*1"} or errors(file)


def test_identity_and_details_of_a_patient_are_read_as_written(read: Read) -> None:
    """Name, birth date, sex, dates, lab, specimen and test are kept word for word; differing details are joined."""
    file = read(
        "MRN,Name,DOB,Gender,Date collected,Report date,Performing lab,Sample type,Panel,Medications,Gene,Genotype\n"
        "1,Ada (invented),01/02/1990,F,1 Nov,3 Nov,Lab A,saliva,P1,codeine; Celexa,CYP2D6,*1/*4\n"
        "1,Ada (invented),01/02/1990,F,1 Nov,3 Nov,Lab B,saliva,P1,celexa;;tramadol,CYP2C19,*1/*1\n"
    )
    patient = file.patients[0]
    assert patient.patient.model_dump() == {
        "id": "1",
        "name": "Ada (invented)",
        "birth_date": "01/02/1990",
        "sex": "F",
        "collected_on": "1 Nov",
        "reported_on": "3 Nov",
        "lab": "Lab A; Lab B",
        "specimen": "saliva",
        "test": "P1",
    }
    assert [name.casefold() for name in patient.medicines] == ["codeine", "celexa", "tramadol"]


def test_patients_keep_the_order_of_the_file(read: Read) -> None:
    """Patients come in the order of their first rows, and scattered rows of one patient come together."""
    file = read("patient_id,gene,diplotype\nB,CYP2D6,*1/*1\nA,CYP2D6,*1/*1\nB,CYP2C19,*1/*1\n")
    assert [(p.patient.id, p.row, [row.row for row in p.rows]) for p in file.patients] == [
        ("B", 2, [2, 4]),
        ("A", 3, [3]),
    ]


def test_the_description_says_what_the_file_was_taken_for(read: Read) -> None:
    """Kind of table, delimiter and number of patients are said, so a wrong guess is seen."""
    assert read(LONG).description == "long table, a row a result, comma-separated; 2 patients"
    assert read("id\tCYP2D6\nA\t*1/*4\n").description == "wide table, a row a patient, tab-separated; 1 patient"


def test_standard_input_is_read_where_the_source_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads standard input, and messages call it that."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(LONG.encode())))
    file = read_results("-")
    assert (file.name, flat(file)) == ("standard input", LONG_ROWS)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_path_may_be_a_text_or_a_path(tmp_path: Path, as_text: bool) -> None:
    """A path is read as text and as `Path`, and messages call it by its file name."""
    path = tmp_path / "lab results.csv"
    path.write_text(LONG, encoding="utf-8")
    file = read_results(str(path) if as_text else path)
    assert (file.name, flat(file)) == ("lab results.csv", LONG_ROWS)


def test_ten_thousand_columns_are_read(read: Read) -> None:
    """A table as wide as an exported questionnaire is read, and the notice about it stays short."""
    header = "patient_id,gene,diplotype," + ",".join(f"q{n}" for n in range(10_000))
    file = read(f"{header}\nA,CYP2D6,*1/*4,{',' * 9_999}\n")
    assert flat(file) == [(2, "A", "CYP2D6", "*1/*4", None, None)]
    assert len(file.problems[0].message) < 500


@pytest.mark.parametrize("column", ["comment", "patient_name", "diplotype"])
def test_a_cell_of_a_megabyte_is_read(read: Read, column: str) -> None:
    """The size of a cell is no reason to stop, and no other row is lost."""
    big = "x" * 1_000_000
    columns = {"patient_id": "A", "gene": "CYP2D6", "diplotype": "*1/*4"} | {column: big}
    file = read(",".join(columns) + "\n" + ",".join(columns.values()) + "\nB,CYP2D6,*1/*4\n")
    assert [patient.patient.id for patient in file.patients] == ["A", "B"]
