"""A picture of a cohort: how many patients have which phenotype, gene by gene."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pgx_reader.batch.cohort import Cohort, GeneCounts, share
from pgx_reader.batch.files import unfinished
from pgx_reader.errors import MissingExtraError
from pgx_reader.terms import Phenotype

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PHENOTYPES = set(Phenotype) - {Phenotype.INDETERMINATE}
# The handout's own colors: dark for a phenotype, pale with an edge for what is not known, told apart in grey as well.
_KNOWN, _UNKNOWN, _EDGE, _INK, _MUTED = "#0b4f5c", "#d9e6e8", "#0b4f5c", "#17303a", "#4d6068"
_BAR_INCHES = 0.34
_WIDTH_INCHES = 8.0
_DOTS_AN_INCH = 150


def write_plot(cohort: Cohort, path: Path) -> None:
    """
    A PNG with a bar for each result of each gene, its count and share written out; its words are in the file, too.

    Raises `MissingExtraError` where the library for it is not installed, else as `write_whole` does.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and large
        from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("A plot", "plot") from None
    heights = [max(len(counts.in_order()), 1) for counts in cohort.genes.values()]
    figure = Figure(
        figsize=(_WIDTH_INCHES, sum(heights) * _BAR_INCHES + 1.0 * len(heights) + 0.5),
        layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12),
    )
    figure.suptitle(f"CYP2D6 and CYP2C19 in {cohort.explained:,} patients", x=0.01, ha="left", color=_INK, fontsize=15)
    every = figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0]
    longest = max((number for counts in cohort.genes.values() for number in counts.results.values()), default=1)
    for axes, (gene, counts) in zip(every, cohort.genes.items(), strict=True):
        _draw(axes, gene, counts, cohort.explained, longest)
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
    return f"Results of {cohort.explained:,} patients. {'. '.join(genes)}."


def _draw(axes: Axes, gene: str, counts: GeneCounts, patients: int, longest: int) -> None:
    results = counts.in_order()
    names, numbers = [name for name, _ in results], [number for _, number in results]
    known = [name in _PHENOTYPES for name in names]
    bars = axes.barh(names, numbers, color=[_KNOWN if k else _UNKNOWN for k in known], edgecolor=_EDGE, height=0.72)
    axes.bar_label(
        bars, [f"{number:,}  ({share(number, patients)})" for number in numbers], padding=5, color=_INK, fontsize=10
    )
    axes.set_title(gene, loc="left", color=_INK, fontsize=12, fontweight="bold")
    axes.invert_yaxis()
    axes.set_xlim(0, longest * 1.25)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelsize=10, labelcolor=_INK)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(_MUTED)
