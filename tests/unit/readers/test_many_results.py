"""More results than are held at once: refused while they are read, with the ways out; parts are not bounded."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pgx_reader.errors import TooManyResultsError, UnusableInputError
from pgx_reader.models.results import LabFile
from pgx_reader.readers import Limits, read_results, stream_results
from pgx_reader.readers.limits import Held

LIMIT = 3
OVER = "more than 3 results"


def long_table(number: int) -> str:
    """A row a result."""
    return "patient_id,gene,diplotype\n" + "".join(f"P{n},CYP2D6,*1/*4\n" for n in range(number))


def wide_table(number: int) -> str:
    """A gene a result, all of one patient's."""
    genes = [f"CYP1A{n}" for n in range(1, number + 1)]
    return f"patient_id,{','.join(genes)}\nP1{',*1/*1' * number}\n"


def table_in_bars(number: int) -> str:
    """A table that is drawn in a text, below many titles."""
    return "title\n" * 5 + "| patient_id | gene | diplotype |\n" + "| P1 | CYP2D6 | *1/*4 |\n" * number


def hl7(number: int) -> str:
    """A message with an OBX a result."""
    header = "MSH|^~\\&|L|L|||20240101||ORU^R01|1|P|2.5.1\rPID|1||P1\r"
    return header + "".join(f"OBX|{n}|ST|CYP2D6 Genotype||*1/*{n + 1}\r" for n in range(number))


def fhir(number: int) -> str:
    """An Observation a result."""
    one = {"resourceType": "Observation", "code": {"text": "CYP2D6 genotype"}, "status": "final"}
    entries = [{"resource": one | {"valueString": f"*1/*{n + 1}"}} for n in range(number)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def pharmcat(number: int) -> str:
    """A gene a result."""
    allele = {"allele1": {"name": "*1"}, "allele2": {"name": "*4"}, "label": "*1/*4", "phenotypes": ["x"]}
    genes = {f"CYP1A{n}": {"sourceDiplotypes": [allele]} for n in range(1, number + 1)}
    return json.dumps({"pharmcatVersion": "v3.0.0", "genes": genes})


def records(number: int) -> list[dict[str, Any]]:
    """An object a result."""
    return [{"patient_id": f"P{n}", "gene": "CYP2D6", "diplotype": "*1/*4"} for n in range(number)]


PYPGX = "\tGenotype\tPhenotype\tHaplotype1\tHaplotype2\tAlternativePhase\tVariantData\tCNV\n"
ALDY = "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\tAllele\tLocation\tType\tCoverage\tEffect\tdbSNP\tCode\tStatus\n"
TEXTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "long table": ("a.csv", long_table),
    "wide table": ("a.csv", wide_table),
    "table in bars": ("a.txt", table_in_bars),
    "JSON": ("a.json", lambda number: json.dumps(records(number))),
    "JSON lines": ("a.jsonl", lambda number: "".join(f"{json.dumps(one)}\n" for one in records(number))),
    "report": ("a.txt", lambda number: "CYP2D6 *1/*4\n" * number),
    "HL7": ("a.hl7", hl7),
    "FHIR": ("a.json", fhir),
    "PharmCAT": ("a.json", pharmcat),
    "outside calls": ("a.tsv", lambda number: "CYP2D6\t*1/*4\n" * number),
    "Cyrius": ("a.tsv", lambda number: "Sample\tGenotype\tFilter\n" + "S1\t*1/*4\tPASS\n" * number),
    "PyPGx": ("CYP2D6.tsv", lambda number: PYPGX + "S1\t*1/*4\tx\t*1;\t*4;\t;\t\tNormal\n" * number),
}


def read(text: str, name: str, results: int = LIMIT) -> LabFile:
    """The file, as long as it has no more results than these."""
    return read_results(BytesIO(text.encode()), name=name, limits=Limits(results=results))


def rows(file: LabFile) -> int:
    """How many results were read."""
    return sum(len(patient.rows) for patient in file.patients)


@pytest.mark.parametrize("kind", TEXTS)
def test_as_many_results_as_the_limit_are_read_and_one_more_is_refused(kind: str) -> None:
    """The refusal names the file and the limit, and says what to do; nothing is left out instead."""
    name, make = TEXTS[kind]
    whole = read(make(LIMIT), name)
    assert rows(whole) == rows(read(make(LIMIT), name, results=100)) > 0
    with pytest.raises(TooManyResultsError, match=OVER) as caught:
        read(make(LIMIT + 1), name)
    for words in (f"{name}: ", '"batch" reads them in parts', "split it", "--max-results"):
        assert words in str(caught.value)


@pytest.mark.parametrize("kind", TEXTS)
def test_what_is_read_in_parts_has_no_such_limit(kind: str, tmp_path: Path) -> None:
    """Who keeps nothing of a part gets every result, whatever the limit."""
    name, make = TEXTS[kind]
    path = tmp_path / name
    path.write_text(make(LIMIT + 1), encoding="utf-8", newline="")
    parts = list(stream_results(path, limits=Limits(results=LIMIT)))
    found = sum(len(patient.rows) for part in parts for patient in part.patients)
    assert found == rows(read(make(LIMIT + 1), name, results=100)) > 0
    assert not any(problem.message.startswith("not read") for part in parts for problem in part.problems)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.csv", long_table(1) + ",CYP2D6,*1\n" * 4, id="rows without a patient"),
        pytest.param("CYP2D6.tsv", PYPGX + "S1\t*1/*4\tx\t*1;\t*4;\t;\t\tNormal\n" + "x\n" * 4, id="rows cut short"),
        pytest.param("a.csv", long_table(1) + "*a\n" * 4, id="notes"),
        pytest.param("a.hl7", hl7(1) + "no segment\r" * 4, id="lines that are no segment"),
        pytest.param("a.aldy", ALDY + "".join(f"S{n}\tCYP2D6\t1\n" for n in range(4)), id="samples cut short"),
    ],
)
def test_what_gives_no_result_is_counted_too(name: str, text: str) -> None:
    """Rows and problems take room as results do: a file of nothing but those is refused as well."""
    assert read(text, name, results=100).problems
    with pytest.raises(TooManyResultsError, match=OVER):
        read(text, name)


def test_reading_stops_where_there_are_too_many() -> None:
    """What follows the result that is one too many is never made."""
    made: list[int] = []
    with pytest.raises(TooManyResultsError, match=OVER):
        Held("a.csv", Limits(results=LIMIT), (made.append(n) or n for n in range(1_000)))  # type: ignore[func-returns-value]
    assert made == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "add", [lambda held: held.append(4), lambda held: held.extend([4]), lambda held: held.__iadd__([4])]
)
def test_no_way_of_adding_gets_past_the_limit(add: Callable[[Held[int]], None]) -> None:
    """What was held before stays."""
    held = Held("a.csv", Limits(results=LIMIT), [1, 2, 3])
    with pytest.raises(TooManyResultsError, match=OVER):
        add(held)
    assert held == [1, 2, 3]


def packed(*texts: str) -> BytesIO:
    """An archive of these tables."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.csv", text)
    content.seek(0)
    return content


def test_the_results_of_all_files_count_together() -> None:
    """Files that each keep to the limit are refused where their sum does not, by the name of the whole."""
    limits = Limits(results=LIMIT)
    assert rows(read_results(packed(long_table(2), long_table(1)), name="lab.zip", limits=limits)) == LIMIT
    with pytest.raises(TooManyResultsError, match=rf"^lab\.zip: {OVER}"):
        read_results(packed(long_table(2), long_table(2)), name="lab.zip", limits=limits)


def test_a_file_of_too_many_results_costs_no_patient_in_silence() -> None:
    """One such file among others is no problem to be passed over: the whole is refused."""
    with pytest.raises(TooManyResultsError, match=rf"^lab\.zip: {OVER}"):
        read_results(packed(long_table(1), long_table(4)), name="lab.zip", limits=Limits(results=LIMIT))


def test_files_that_are_no_results_count_too() -> None:
    """Each is a problem, and problems take room."""
    texts = (long_table(1), "x", "x", "x")
    assert rows(read_results(packed(*texts), name="lab.zip", limits=Limits(results=LIMIT))) == 1
    with pytest.raises(TooManyResultsError, match=OVER):
        read_results(packed(*texts, "x"), name="lab.zip", limits=Limits(results=LIMIT))


def test_short_rows_below_a_wide_header_are_not_filled_up_without_bound() -> None:
    """Two letters a row would take a cell for each of the header's columns: some kB of text, gigabytes of cells."""
    header = "patient_id,gene,diplotype" + ",x" * 9_000
    assert rows(read(f"{header}\n" + "P,CYP2D6,*1/*4\n" * 50, "a.csv", results=100)) == 50
    with pytest.raises(UnusableInputError, match=r"^a\.csv: most rows have far fewer cells than the header's 9,003\."):
        read(f"{header}\n" + "P,CYP2D6,*1/*4\n" * 200, "a.csv", results=1_000)


def test_a_messages_other_segments_are_bounded_too() -> None:
    """Some hundreds beside the results are as real messages have them; thousands are not taken apart."""
    assert rows(read(hl7(1) + "ZZZ|\r" * 900, "a.hl7")) == 1
    with pytest.raises(TooManyResultsError, match=OVER):
        read(hl7(1) + "ZZZ|\r" * 2_000, "a.hl7")
