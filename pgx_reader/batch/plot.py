"""A picture of a cohort: how many patients have which phenotype, gene by gene."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pgx_reader.batch.cohort import Cohort, GeneCounts, share
from pgx_reader.batch.files import unfinished
from pgx_reader.errors import MissingExtraError, OutputError
from pgx_reader.terms import Phenotype

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The handout's own colors: dark for a phenotype, pale with an edge for any other result, told apart in grey as well.
_KNOWN, _OTHER, _EDGE, _INK, _MUTED = "#0b4f5c", "#d9e6e8", "#0b4f5c", "#17303a", "#4d6068"
_PHENOTYPES = set(Phenotype) - {Phenotype.INDETERMINATE}
_BAR_INCHES = 0.34
_GENE_INCHES = 0.75
_HEADING_INCHES = 0.95
_WIDTH_INCHES = 8.0
_DOTS_AN_INCH = 150
_ROOM_FOR_COUNTS = 1.38


def require_plotting() -> None:
    """Raises `MissingExtraError` where the library for plots is not installed, `OutputError` where it cannot begin."""
    try:
        import matplotlib.figure  # noqa: F401, PLC0415 - an extra, and large
    except ImportError:
        raise MissingExtraError("A plot", "plot") from None
    except OSError as error:
        # It keeps a list of the machine's fonts.
        raise OutputError(
            f"a plot cannot be made: {error.strerror or 'Matplotlib has no folder to write into'}. Set MPLCONFIGDIR to "
            "a folder that can be written."
        ) from None


def write_plot(cohort: Cohort, path: Path) -> None:
    """
    A PNG with a bar for each result of each gene, its count and share written out; its words are in the file, too.

    There is nothing to draw where no patient could be explained. Raises as `require_plotting` and `write_whole` do.
    """
    require_plotting()
    figure = _figure(cohort)
    with unfinished(path) as file:
        figure.savefig(
            file, format="png", dpi=_DOTS_AN_INCH, metadata={"Description": in_words(cohort), "Software": None}
        )


def in_words(cohort: Cohort) -> str:
    """What the picture shows, for who does not see it."""
    genes = (
        f"{gene}: " + ", ".join(f"{result} {number:,}" for result, number in counts.in_order())
        for gene, counts in cohort.genes.items()
    )
    return f"{_title(cohort)}. {_whose(cohort)} {'. '.join(genes)}."


def _title(cohort: Cohort) -> str:
    return f"Phenotypes of {' and '.join(cohort.genes)}"


def _whose(cohort: Cohort) -> str:
    """Of whom the shares are, and who is in none of the bars."""
    others = f"; {cohort.not_explained:,} without a result to explain are not shown" if cohort.not_explained else ""
    return f"{cohort.explained:,} {'patient' if cohort.explained == 1 else 'patients'}{others}."


def _figure(cohort: Cohort) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and large
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    rows = [len(counts.in_order()) for counts in cohort.genes.values()]
    height = sum(rows) * _BAR_INCHES + len(rows) * _GENE_INCHES + _HEADING_INCHES
    below = (0.0, 0.0, 1.0, 1 - _HEADING_INCHES / height)
    layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1, rect=below)
    figure = Figure(figsize=(_WIDTH_INCHES, height), layout=layout)
    _write_heading(figure, cohort, height)
    longest = max(number for counts in cohort.genes.values() for number in counts.results.values())
    every = figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]
    for axes, (gene, counts) in zip(every, cohort.genes.items(), strict=True):
        _draw(axes, gene, counts, cohort.explained, longest)
    return figure


def _write_heading(figure: Figure, cohort: Cohort, height: float) -> None:
    """The title, of whom it is, and what dark and pale mean."""
    lines = (
        (0.34, _title(cohort), 15, _INK),
        (0.62, _whose(cohort), 10, _INK),
        (0.82, "Dark: one phenotype. Pale: none, or more than one possible.", 10, _MUTED),
    )
    for down, text, size, color in lines:
        figure.text(0.015, 1 - down / height, text, fontsize=size, color=color)


def _draw(axes: Axes, gene: str, counts: GeneCounts, patients: int, longest: int) -> None:
    names, numbers = zip(*counts.in_order(), strict=True)
    colors = [_KNOWN if name in _PHENOTYPES else _OTHER for name in names]
    bars = axes.barh(names, numbers, color=colors, edgecolor=_EDGE, height=0.72)
    labels = [f"{number:,}  ({share(number, patients)})" for number in numbers]
    axes.bar_label(bars, labels, padding=5, color=_INK, fontsize=10)
    axes.set_title(gene, loc="left", color=_INK, fontsize=12, fontweight="bold")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, longest * _ROOM_FOR_COUNTS)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelsize=10, labelcolor=_INK)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(_MUTED)
