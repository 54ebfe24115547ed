"""HL7 v2: messages and what ends them, which gene an OBX is about, and what of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import LabFile, LabRow, Severity
from pgx_reader.readers.formats import hl7v2
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents
from tests.work import calls_in

from .conftest import EXAMPLES

Example = Callable[[str], LabFile]
HEADER = "MSH|^~\\&|LIS|EXLAB|||20240308||ORU^R01|1|P|2.5.1"
PID = "PID|1||DEMO-20^^^EXLAB^MR||Example (invented)^Ada||19800131|F"
OBR = "OBR|1|||PGX^Pharmacogenomic panel"


def message(*obx: str, pid: str = PID, header: str = HEADER) -> str:
    """A message about one patient, a line a segment."""
    return "\n".join([header, pid, OBR, *obx, ""])


def read(text: str) -> Contents:
    """Messages by the reader."""
    return hl7v2.read(RawFile("results.hl7", text))


def rows(text: str) -> list[LabRow]:
    """All rows that the messages give."""
    return [row for patient in read(text).patients for row in patient.rows]


def shown(row: LabRow) -> tuple[str, str | None, str | None, str | None]:
    """What a row says: gene, diplotype, phenotype, activity score."""
    cells = (row.diplotype, row.phenotype, row.activity_score)
    diplotype, phenotype, score = (cell.value if cell else None for cell in cells)
    return row.gene, diplotype, phenotype, score


def messages(text: str) -> str:
    """All that the reader has to say of them."""
    return "\n".join(problem.message for problem in read(text).problems)


FILES = [
    (
        "sub_ids.hl7",
        [
            ("DEMO-11", "CYP2D6", "*1/*4", "Intermediate metabolizer", "1.0"),
            ("DEMO-11", "CYP2C19", "*2/*2", "LA9657-3", None),
        ],
    ),
    (
        "consecutive.hl7",
        [
            ("DEMO-12", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
            ("DEMO-12", "CYP2D6", "*4/*4", "Poor Metabolizer", None),
        ],
    ),
    (
        "no_separator.hl7",
        [
            ("DEMO-13", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
            ("DEMO-13", "CYP2D6", "*4/*4", "Poor Metabolizer", None),
        ],
    ),
    (
        "latin_1.hl7",
        [
            ("DEMO-14", "CYP2C19", "*1/*2", "Intermediate Metabolizer", None),
            ("DEMO-14", "DPYD", "Ref/Ref", "Normal Metabolizer", None),
        ],
    ),
    ("batch.hl7", [("DEMO-15", "CYP2D6", "*1/*1", None, None), ("DEMO-16", "CYP2D6", "*5/*5", None, None)]),
    ("framed.hl7", [("DEMO-17", "CYP2D6", "*1/*1", None, None)]),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_every_result_is_read_as_it_stands(file: str, expected: list[object], example: Example) -> None:
    """Bare CR, CRLF, LF, batches and frames alike give each gene's result, word for word, to its patient."""
    found = [(row.patient_id, *shown(row)) for patient in example(f"hl7v2/{file}").patients for row in patient.rows]
    assert found == expected


def test_the_patient_and_the_order_are_described(example: Example) -> None:
    """PID, OBR and MSH give the name in reading order, dates as dates, lab, specimen, test; and no tax number."""
    (patient,) = example("hl7v2/sub_ids.hl7").patients
    assert patient.patient.model_dump() == {
        "id": "DEMO-11",
        "name": "Ada Example (invented)",
        "birth_date": "1980-01-31",
        "sex": "F",
        "collected_on": "2024-03-01 08:15",
        "reported_on": "2024-03-08",
        "lab": "EXLAB",
        "specimen": "Saliva",
        "test": "Pharmacogenomic panel",
    }


def test_a_row_is_the_line_of_its_obx(example: Example) -> None:
    """The first OBX that says something of the gene gives the row, as lines are counted."""
    (patient,) = example("hl7v2/consecutive.hl7").patients
    assert [row.row for row in patient.rows] == [6, 11]


def test_a_message_without_results_is_no_normal_result(example: Example) -> None:
    """No OBX: no patient with a result, and a problem that says so."""
    found = example("hl7v2/no_result.hl7")
    assert found.patients == ()
    assert "not a normal result" in found.problems[0].message
    assert found.problems[0].severity is Severity.ERROR


NAMES = [
    "CYP2D6^CYP2D6 Ph\ufffdnotyp^2.16.840.1.113883.6.281",
    "CYP2D6^CYP2D6 PhÃ¤notyp^2.16.840.1.113883.6.281",
    "CYP2D6^^2.16.840.1.113883.6.281",
    "1238513^CYP2D6 PHENOTYPE",
    "53040-2^CYP2D6 metabolism^LN",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_accent_is_never_needed(name: str) -> None:
    """An umlaut read in a wrong encoding, or lost, changes nothing."""
    (row,) = rows(message(f"OBX|1|CE|{name}|1|LA10317-8^Intermediate Metabolizer^LN||||||F"))
    assert shown(row) == ("CYP2D6", None, "Intermediate Metabolizer", None)


GENE = "OBX|1|CWE|48018-6^Gene studied^LN|{sub}|{gene}||||||F"
GENOTYPE = "OBX|2|ST|84413-4^Genotype display name^LN|{sub}|{value}||||||{status}"


def studied(gene: str, sub: str = "") -> str:
    """An OBX that names the gene studied."""
    return GENE.format(gene=gene, sub=sub)


def genotype(value: str, sub: str = "", status: str = "F") -> str:
    """An OBX that gives a genotype."""
    return GENOTYPE.format(value=value, sub=sub, status=status)


STUDIED = [
    ("HGNC:2625^CYP2D6^HGNC", "CYP2D6"),
    ("2621^CYP2C19^HGNC", "CYP2C19"),
    ("^CYP2D6^HGNC", "CYP2D6"),
    ("CYP2C19", "CYP2C19"),
    ("HGNC:2625", "CYP2D6"),
]


@pytest.mark.parametrize(("value", "expected"), STUDIED)
def test_the_gene_studied_is_read_in_any_form(value: str, expected: str) -> None:
    """HGNC's id, its symbol, or both."""
    assert [row.gene for row in rows(message(studied(value), genotype("*1/*2")))] == [expected]


@pytest.mark.parametrize("loinc", ["79714-2", "79715-9", "79716-7", "84413-4"])
@pytest.mark.parametrize("gene", ["CYP2D6", "CYP2C19"])
def test_a_loinc_code_never_outranks_the_genes_name(loinc: str, gene: str) -> None:
    """Laboratories use one LOINC code for different genes: the gene named with the result is the gene."""
    found = rows(message(f"OBX|1|ST|{loinc}^{gene} genotype^LN||*1/*2||||||F"))
    assert [row.gene for row in found] == [gene]


def test_loincs_words_are_not_the_gene_studied() -> None:
    """LOINC's words name another gene than the group's: by sub-id the group's counts, by order alone neither does."""
    phenotype = "OBX|3|ST|79716-7^CYP2C9 gene product metabolic activity genotype^LN|{}|*1/*2||||||F"
    (row,) = rows(message(studied("CYP2C19", "1a"), phenotype.format("1a")))
    assert shown(row) == ("CYP2C19", "*1/*2", None, None)
    assert "CYP2C9" in row.remarks[0].value
    found = rows(message(studied("CYP2C19"), phenotype.format("")))
    assert {(row.gene, row.readable) for row in found} == {("CYP2C19", False), ("CYP2C9", False)}


def test_the_next_gene_studied_begins_the_next_gene() -> None:
    """Without sub-ids, or with one for all, each result is of the last gene before it."""
    for sub in ("", "sub-id"):
        text = message(studied("CYP2D6", sub), genotype("*1/*4", sub), studied("CYP2C19", sub), genotype("*1/*2", sub))
        assert [shown(row)[:2] for row in rows(text)] == [("CYP2D6", "*1/*4"), ("CYP2C19", "*1/*2")]


def test_sub_ids_count_within_one_order() -> None:
    """The next OBR begins anew: a result there is not of the gene studied before it."""
    text = message(studied("CYP2D6", "1a"), genotype("*1/*4", "1a"), OBR, genotype("*1/*2", "1a"))
    assert [shown(row)[:2] for row in rows(text)] == [("CYP2D6", "*1/*4")]
    assert "nothing says of which gene" in messages(text)


@pytest.mark.parametrize("lost", [studied(""), studied("CYP2C19").replace("|F", "|W")])
def test_a_gene_that_is_lost_is_not_the_one_before(lost: str) -> None:
    """An empty or withdrawn gene-studied OBX ends the gene before it all the same."""
    text = message(studied("CYP2D6"), genotype("*1/*4"), lost, genotype("*2/*2"))
    assert [shown(row)[:2] for row in rows(text)] == [("CYP2D6", "*1/*4")]
    assert "nothing says of which gene" in messages(text)


def test_a_value_of_another_gene_is_neithers() -> None:
    """A genotype that names another gene than its group is read for neither."""
    found = rows(message(studied("CYP2D6"), genotype("CYP2C19 *1/*2")))
    assert {(row.gene, row.readable) for row in found} == {("CYP2D6", False), ("CYP2C19", False)}


STATUSES = [
    ("D", False, 0),
    ("W", False, 0),
    ("X", False, 0),
    ("P", True, 1),
    ("R", True, 1),
    ("C", True, 0),
    ("", True, 0),
]


@pytest.mark.parametrize(("status", "read_on", "remarks"), STATUSES)
def test_the_status_counts(status: str, read_on: bool, remarks: int) -> None:
    """Deleted, wrong and impossible results are left out with a notice; one that is not final is remarked."""
    text = message(studied("CYP2D6"), genotype("*1/*4", status=status))
    found = rows(text)
    assert bool(found) is read_on
    if read_on:
        assert len(found[0].remarks) == remarks
    else:
        assert "left out" in messages(text)


VALUES = [
    ("ST", "*1/*4", "*1/*4"),
    ("ST", "CYP2D6 *1/*4", "*1/*4"),
    ("ST", "*2/*10~*1/*39", "*2/*10 or *1/*39"),
    ("ST", "*1\\F\\*4", "*1|*4"),
    ("ST", "\\X2A\\1/\\X2A\\4", "*1/*4"),
    ("ST", "*1/*4 \\T\\ *2", "*1/*4 & *2"),
    ("CWE", "PV1^*1/*4^PharmVar", "*1/*4"),
    ("CWE", "*1/*4", "*1/*4"),
    ("ST", "No call", "No call"),
    ("ST", '""', None),
    ("ST", "", None),
]


@pytest.mark.parametrize(("kind", "value", "expected"), VALUES)
def test_a_genotype_is_read_in_any_form(kind: str, value: str, expected: str | None) -> None:
    """Coded or text, escaped or repeated: all solutions are kept, and an empty one is no result, not no test."""
    (row,) = rows(message(f"OBX|1|{kind}|X^CYP2D6 GENOTYPE^L||{value}||||||F"))
    assert shown(row) == ("CYP2D6", expected, None, None)


SCORES = [("NM", "1.25", "1.25"), ("SN", ">=^3", ">=3"), ("NR", "1.25^2", "1.25-2"), ("ST", "n/a", "n/a")]


@pytest.mark.parametrize(("kind", "value", "expected"), SCORES)
def test_an_activity_score_keeps_its_comparator_and_its_range(kind: str, value: str, expected: str) -> None:
    """A score of at least 3 is not 3, and a range is not its first number."""
    (row,) = rows(message(f"OBX|1|{kind}|X^CYP2D6 ACTIVITY SCORE^L||{value}||||||F"))
    assert shown(row) == ("CYP2D6", None, None, expected)


def test_two_phenotypes_that_differ_are_both_kept() -> None:
    """A gene that a message gives twice, and differently, has both: none is picked."""
    text = message(
        "OBX|1|ST|X^CYP2D6 PHENOTYPE^L||Poor Metabolizer||||||F",
        "OBX|2|ST|Y^CYP2D6 PHENOTYPE^L||Normal Metabolizer||||||F",
    )
    assert [shown(row)[2] for row in rows(text)] == ["Poor Metabolizer", "Normal Metabolizer"]


NOT_RESULTS = [
    "OBX|1|ST|47998-0^Variant Display Name^LN|1a|CYP2C19*2||||||F",
    "OBX|1|TX|X^CYP2D6 Comment^L||This patient is a poor metabolizer of CYP2D6.||||||F",
    "OBX|1|ST|X^CYP2D6 copy number^L||2||||||F",
    "OBX|1|CWE|81252-9^Discrete genetic variant^LN||c.5266dupC^BRCA1 (p.Gln1756Profs*74)^HGVS||||||F",
    "OBX|1|NM|2345-7^Glucose^LN||5.5||||||F",
]


@pytest.mark.parametrize("obx", NOT_RESULTS)
def test_what_is_no_result_of_a_gene_is_none(obx: str) -> None:
    """Single variants, comments, copy numbers and other tests are not taken for a genotype or a phenotype."""
    assert rows(message(obx)) == []


def test_a_gene_alone_in_the_name_gives_its_result_by_content() -> None:
    """An OBX named for the gene and nothing else: star alleles are a diplotype, a metabolizer is a phenotype."""
    assert [shown(row) for row in rows(message("OBX|1|ST|CYP2D6||*1/*4 (Intermediate Metabolizer)||||||F"))] == [
        ("CYP2D6", "*1/*4", "Intermediate Metabolizer", None)
    ]
    assert shown(rows(message("OBX|1|ST|CYP2D6||Poor Metabolizer||||||F"))[0])[2] == "Poor Metabolizer"
    assert shown(rows(message("OBX|1|ST|CYP2D6||see report||||||F"))[0])[1] == "see report"


def test_a_comment_is_not_read_and_said_to_be_there() -> None:
    """A comment that names a gene which no OBX gives is for a person to read."""
    text = message(genotype("CYP2C19 *1/*2"), "NTE|1|L|CYP2D6 *4/*4, poor metabolizer")
    assert [row.gene for row in rows(text)] == ["CYP2C19"]
    assert "a comment (NTE) mentions CYP2D6" in messages(text)


def test_people_of_one_message_are_kept_apart() -> None:
    """A second PID begins a second person."""
    other = PID.replace("DEMO-20", "DEMO-21")
    text = message(genotype("CYP2D6 *1/*4"), other, OBR, genotype("CYP2D6 *1/*1"))
    assert [(row.patient_id, shown(row)[1]) for row in rows(text)] == [("DEMO-20", "*1/*4"), ("DEMO-21", "*1/*1")]


def test_one_id_with_two_names_is_nobody() -> None:
    """Two messages that give one id to two people: no result is used."""
    text = message(genotype("CYP2D6 *1/*4")) + message(genotype("CYP2C19 *1/*1"), pid=PID.replace("Ada", "Ben"))
    assert rows(text) == []
    assert "more than one name" in messages(text)


def test_one_person_in_two_messages_is_one() -> None:
    """The genes of two messages about one person stand together."""
    text = message(genotype("CYP2D6 *1/*4")) + message(genotype("CYP2C19 *1/*1"))
    (patient,) = read(text).patients
    assert [row.gene for row in patient.rows] == ["CYP2D6", "CYP2C19"]


NOBODY = "PID|1||||||"


def test_nobody_named_is_called_by_the_files_name_only_when_alone() -> None:
    """One message without a patient is called by its file; two of them would be taken for one person."""
    alone = read(message(genotype("CYP2D6 *1/*4"), pid=NOBODY))
    assert "names no patient" in alone.problems[0].message
    assert len(alone.patients) == 1
    text = message(genotype("CYP2D6 *1/*4"), pid=NOBODY) + message(genotype("CYP2D6 *1/*1"), pid=NOBODY)
    assert rows(text) == []


def test_orders_are_no_results() -> None:
    """A message of another type is left out and named."""
    text = message(genotype("CYP2D6 *1/*4"), header=HEADER.replace("ORU^R01", "ORM^O01"))
    assert rows(text) == []
    assert "ORM^O01" in messages(text)


def test_a_batch_that_lost_a_message_says_so() -> None:
    """The batch's own count is compared with what is there."""
    text = "BHS|^~\\&|LIS\n" + message(genotype("CYP2D6 *1/*4")) + "BTS|2\n"
    assert "has 2 messages" in messages(text)
    assert len(rows(text)) == 1


def test_a_line_break_inside_a_result_makes_it_unreadable() -> None:
    """Half a value is never read: `*1/*4` may be the beginning of `*1/*41`."""
    (row,) = rows(message("OBX|1|ST|X^CYP2D6 GENOTYPE^L||*1/*4\n1||||||F"))
    assert (row.gene, row.readable) == ("CYP2D6", False)


@pytest.mark.parametrize("file", ["sub_ids.hl7", "consecutive.hl7", "no_separator.hl7", "latin_1.hl7"])
def test_a_truncated_file_gives_no_truncated_result(file: str) -> None:
    """Cut off anywhere, a file gives each result whole, or not at all."""
    text = (EXAMPLES / "hl7v2" / file).read_text("latin-1")
    whole = {cell for row in rows(text) for cell in shown(row)}
    for end in range(len(text)):
        raw = RawFile("results.hl7", text[:end])
        if hl7v2.recognize(raw):
            try:
                found = hl7v2.read(raw)
            except UnusableInputError:
                continue
            cells = {cell for patient in found.patients for row in patient.rows for cell in shown(row)}
            assert cells <= whole | {None}


HEADERS = [
    "MSH|||||",
    "MSH|^^^^|A",
    "MSH|",
    "MSH|^~\\&",
    "MSH|^~\\&|" + "|" * 2000,
    "MSH*^~\\&*A",
    "MSH|^~\\&\x01|A",
]


@pytest.mark.parametrize("header", HEADERS)
def test_a_broken_header_costs_one_message(header: str) -> None:
    """A message whose separators cannot be told is a problem or empty; the next is read."""
    text = message(genotype("CYP2D6 *1/*4")) + header + "\nPID|1\nOBX|1|ST\n"
    assert [shown(row)[1] for row in rows(text)] == ["*1/*4"]


FOREIGN = ["MSH", "MSH_ID\tCYP2D6", "Sample\tGenotype\tFilter", '{"MSH": 1}', "<MSH/>", "MSHABCD"]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_only_looks_like_hl7_is_not_recognized(text: str) -> None:
    """Only a header with its separators begins a message."""
    assert hl7v2.recognize(RawFile("file", text)) is None


ODD = [
    "|" * 300,
    "OBX",
    "OBX|",
    "OBX|1|" + "^" * 500,
    "OBX|1|CWE|^^^|~~~|&&&|",
    "PID",
    "OBR|1|||&^&^~",
    "SPM|",
    "NTE|1||~",
]


@pytest.mark.parametrize("line", ODD)
def test_no_odd_segment_breaks_the_reader(line: str) -> None:
    """Whatever a segment holds, the results beside it are read."""
    text = message(studied("CYP2D6", "1"), genotype("*1/*4", "1"), line)
    assert [shown(row)[:2] for row in rows(text) if row.readable or row.diplotype][:1] == [("CYP2D6", "*1/*4")] or (
        "broken" in messages(text)
    )


def test_reading_is_work_in_proportion() -> None:
    """Four times the messages, or the length of a field, are about four times the work."""

    def work(number: int) -> int:
        long = f"OBX|9|{'a' * number * 20}|{'A' * number * 20}||{'CYP2D6 ' * number}{'*1 (' * number}||||||F"
        text = "".join(
            message(genotype("CYP2D6 *1/*4"), pid=PID.replace("DEMO-20", f"DEMO-{n}")) for n in range(number)
        )
        return calls_in(lambda: read(text + message(long)))

    assert work(400) < 5 * work(100)


RESULT = "OBX|1|ST|CYP2D6_Genotype^CYP2D6 Genotype||*1/*4||||||F"


@pytest.mark.parametrize(
    "tested",
    [
        "OBX|2|ST|36908-2^Gene mutations tested for^LN||CYP2D6 *2, *3||||||F",
        "OBX|2|ST|CYP2D6_Tested^CYP2D6 mutations tested||CYP2D6 *2, *3||||||F",
        "OBX|2|ST|CYP2D6_A^CYP2D6 alleles tested||CYP2D6 *2, *3||||||F",
    ],
)
def test_what_was_looked_for_is_no_genotype(tested: str) -> None:
    """An OBX of what was tested for stands with the gene's result, and gives no diplotype."""
    (row,) = rows(message(RESULT, tested))
    assert (shown(row), row.tested and row.tested.value) == (("CYP2D6", "*1/*4", None, None), "CYP2D6 *2, *3")


def test_what_may_be_a_result_is_not_taken_for_what_was_looked_for() -> None:
    """A diplotype in an OBX of what was tested for is neither, and a notice says that it is not read."""
    text = message(RESULT, "OBX|2|ST|CYP2D6_A^CYP2D6 alleles tested||*2/*3||||||F")
    assert [(shown(row)[1], row.tested) for row in rows(text)] == [("*1/*4", None)]
    assert "CYP2D6 gives neither genotype nor phenotype" in messages(text)
