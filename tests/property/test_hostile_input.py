from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from pgx_reader.errors import PgxReaderError
from pgx_reader.pipeline import build_handout, interpret, read_results
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.wording import load_wording

COLUMNS = (
    *("patient_id", "gene", "diplotype", "phenotype", "activity_score", "patient_name", "birth_date", "sex"),
    *("collected_on", "reported_on", "lab", "specimen", "test", "medicines"),
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
_GRAMMAR = st.text("*0123456789/|+xXN≥.,;\"'\n\t {}[]<>&\\", max_size=15)
_GOOD = st.sampled_from(
    (
        *("A", "CYP2D6", "CYP2C19", "CYP2B6", "*1/*4", "*1xN/*4", "*1/*999", "*36+*10/*1", "Poor Metabolizer", "UM"),
        *("1.0", "≥3.0", "no call", "not tested", "codeine;Celexa", "=1+1", "{gene}", "**bold**", "[red]x[/red]"),
        *("\u202eevil", ""),
    )
)
_CELLS = _GOOD | _GRAMMAR | _TEXT
_ROWS = st.lists(
    st.tuples(st.sampled_from(["A", "B"]) | _CELLS, st.sampled_from(["CYP2D6", "CYP2C19", "CYP2B6"]) | _CELLS).flatmap(
        lambda start: st.lists(_CELLS, max_size=len(COLUMNS)).map(lambda rest: [*start, *rest])
    ),
    min_size=1,
    max_size=5,
)


def go_through(data: bytes) -> None:
    """Every stage up to the handout as data, and its two readings in text. Only reading may refuse."""
    try:
        results = read_results(BytesIO(data))
    except PgxReaderError as error:
        assert str(error)  # noqa: PT017 - a refusal has a reason
        return
    wording = load_wording()
    for patient in results.patients:
        interpretation = interpret(patient)
        document = build_handout(interpretation, made_on=date(2026, 1, 1))
        render_json(interpretation, wording).encode()
        Console(file=StringIO(), width=100).print(render_terminal(document, wording))


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    """Rows as a quoted table."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@given(_ROWS, st.sampled_from(",;\t"))
@settings(max_examples=150, deadline=None)
@example([["A", "CYP2D6", "*١/*٤"]], ",")
@example([["A", "CYP2D6", "*1/*４"]], ",")
@example([["A", "CYP2D6", "+".join(["*1x20"] * 60) + "/*1"]], ",")
@example([["A", "CYP2D6", "x\ny", "z", "", "a\nb", "c"]], ",")
def test_no_text_in_any_cell_breaks_a_long_table(rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands in the cells, each stage gives its answer or says why not."""
    go_through(as_csv([list(COLUMNS), *rows], delimiter))


@given(st.lists(_CELLS | st.sampled_from(COLUMNS), max_size=8), _ROWS)
@settings(max_examples=150, deadline=None)
@example([], [[""]])
@example(["", ""], [["", ""]])
@example(["patient_id", "gene", "a\nb", "diplotype"], [["A", "CYP2D6", "x\ny", "*1/*4"]])
@example(["x" * 200_000, "y"], [["A", "B"]])
def test_no_text_in_the_header_breaks_a_table(header: list[str], rows: list[list[str]]) -> None:
    """Whatever the headings are, the file is read or refused."""
    go_through(as_csv([header, *rows]))


@given(st.sampled_from(["CYP2D6", "CYP2C19 phenotype", "CYP2D6 activity score", "2D6 result"]), _CELLS, _CELLS)
@settings(max_examples=100, deadline=None)
def test_no_text_in_any_cell_breaks_a_wide_table(heading: str, one: str, two: str) -> None:
    """A wide table's cells are as safe as a long one's."""
    go_through(as_csv([["id", "CYP2C19", heading, "name"], ["A", "*1/*1", one, two]]))


@given(
    st.binary(max_size=200) | st.binary(max_size=100).map(lambda tail: b"patient_id,gene,diplotype\nA,CYP2D6," + tail)
)
@settings(max_examples=300, deadline=None)
@example(b",,,\n")
@example(b'""')
@example(b"\x1a")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"id\x0b,CYP2D6\x0c\nA,*1/*4\x1c\n")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Any bytes are read or refused."""
    go_through(data)


@given(st.text('patient_id,gene"\r\n;\t *1/4CYP2D6', max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_quotes_and_line_ends_breaks_the_reader(text: str) -> None:
    """Stray quotation marks, delimiters and line ends are read or refused."""
    go_through(text.encode())
    go_through(f"patient_id,gene,diplotype\n{text}".encode())
