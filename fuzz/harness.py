"""What must hold for every input, whatever is in it. One function: `holds`."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from rich.console import Console

from pgx_reader import pipeline
from pgx_reader.errors import PgxReaderError, UnprintableTextError
from pgx_reader.models.interpretation import Interpretation
from pgx_reader.models.results import Results
from pgx_reader.readers import Limits
from pgx_reader.render.json_lines import render_json
from pgx_reader.render.terminal import render_terminal
from pgx_reader.wording import load_wording

from .support import Source, unsupported
from .unpacking import MOST_UNPACKED, size_of
from .watching import Memory, changes

MEGABYTE = 1_000_000
LIMITS = Limits(megabytes=MOST_UNPACKED // MEGABYTE, files=1_000, rows=200_000)
"""What the program is told to read at most while it is fuzzed, so that a bomb costs little."""

_MADE_ON = date(2026, 1, 1)
_INTERPRETED = 20
# Of so many inputs one is made into a handout, and one into pages.
_HANDOUT_OF = 5
_PAGES_OF = 60


@dataclass(frozen=True)
class Bounds:
    """
    What an input may cost. `seconds` are the processor's, for a megabyte; a smaller input may take as long.

    `memory` is times the input's size, unpacked, and `fixed` the bytes that any input may take besides: caches,
    a library that is loaded late, fonts, and the results that may be held at once, which take far more room as objects
    than the few letters that they are written with: some 5 to 10 kB each.
    """

    seconds: float = 10.0
    memory: int = 20
    fixed: int = 160 * MEGABYTE


BOUNDS = Bounds()


class Violation(AssertionError):  # noqa: N818 - it is one
    """Something that must hold for every input does not hold for this one."""


@dataclass(frozen=True)
class Outcome:
    """What became of an input: `refused` says why; where it was read, how many patients, and genes with a phenotype."""

    refused: str | None = None
    patients: int = 0
    phenotypes: int = 0


def holds(
    data: bytes,
    name: str = "results",
    *,
    bounds: Bounds = BOUNDS,
    folder: Path | None = None,
    render: bool | None = None,
) -> Outcome:
    """
    Take an input through the whole program in memory. Raises `Violation` where something that must hold does not.

    It is read or refused in words, by `PgxReaderError` and nothing else; what is read is interpreted, and every
    phenotype is one that the input supports; nothing is written, started or connected to, but below the folder, if one
    is given; time and memory keep to the bounds. With `render` the first patient's handout and its pages are made, too;
    where it is not said, the handout of one input in five and the pages of one in 60, always of the same ones.
    """
    memory = Memory()
    began = time.process_time()
    with changes(folder) as made, _only_refusals("reading"):
        results, refused = _read(data, name)
    _within(bounds, data, time.process_time() - began, memory.taken)
    _nothing_made(made)
    if results is None:
        return Outcome(refused=refused)
    chosen = zlib.crc32(data)
    handout = chosen % _HANDOUT_OF == 0 if render is None else render
    pages = chosen % _PAGES_OF == 0 if render is None else render
    began = time.process_time()
    with changes(folder) as made, _only_refusals("the handout"):
        phenotypes = _interpreted(results, Source(data, name))
        if handout and results.patients:
            _made(pipeline.interpret(results.patients[0]), pages=pages)
    # All patients of a large file would take longer, as they may; those who are taken through are few.
    _in_time(bounds, MEGABYTE, time.process_time() - began)
    _nothing_made(made)
    return Outcome(patients=len(results.patients), phenotypes=phenotypes)


def _read(data: bytes, name: str) -> tuple[Results | None, str | None]:
    try:
        return pipeline.read_results(BytesIO(data), name=name, limits=LIMITS), None
    except PgxReaderError as error:
        if not str(error).strip():
            raise Violation("it is refused without a reason") from error
        return None, str(error)


@contextmanager
def _only_refusals(doing: str) -> Iterator[None]:
    """Any exception that gets as far as this is a violation: what may be refused was refused before."""
    try:
        yield
    except Violation:
        raise
    except Exception as error:
        raise Violation(f"{doing} raised {type(error).__name__}: {error}") from error


def _within(bounds: Bounds, data: bytes, seconds: float, memory: int) -> None:
    size = size_of(data)
    _in_time(bounds, size, seconds)
    if memory > bounds.fixed and memory > bounds.memory * size + bounds.fixed:
        raise Violation(f"{size:,} bytes took {memory:,} bytes of memory")


def _in_time(bounds: Bounds, size: int, seconds: float) -> None:
    if seconds > bounds.seconds * max(size / MEGABYTE, 1):
        raise Violation(f"{size:,} bytes took {seconds:.1f} s")


def _nothing_made(made: list[str]) -> None:
    if made:
        raise Violation(f"outside the folder: {made[:4]}")


def _interpreted(results: Results, source: Source) -> int:
    """How many genes of the first patients have a phenotype, each of them supported."""
    phenotypes = 0
    for patient in results.patients[:_INTERPRETED]:
        interpretation = pipeline.interpret(patient)
        if reasons := list(unsupported(interpretation, source)):
            raise Violation("; ".join(reasons))
        phenotypes += sum(gene.status.has_phenotype for gene in interpretation.genes)
    return phenotypes


def _made(interpretation: Interpretation, *, pages: bool) -> None:
    """The handout, its JSON, and its pages; a letter that no font has is all that pages may be refused for."""
    render_json(interpretation, load_wording()).encode()
    document = pipeline.build_handout(interpretation, made_on=_MADE_ON)
    if not pages:
        return
    Console(file=StringIO(), width=100).print(render_terminal(document, load_wording()))
    pipeline.build_talk(interpretation, document)
    for render in (pipeline.render_html, pipeline.render_pdf):
        try:
            render(document)
        except UnprintableTextError:
            continue
