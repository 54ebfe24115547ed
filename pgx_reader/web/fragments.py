"""The page's HTML: the page as it is loaded, and the parts that it fetches as it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from pgx_reader.handout.say import shown
from pgx_reader.models.document import Text
from pgx_reader.models.interpretation import Interpretation, UnknownMedicine
from pgx_reader.models.results import Problem, Results, Severity
from pgx_reader.pipeline import find_medicines
from pgx_reader.render.html import RenderedStep
from pgx_reader.tables import help_lines, load_tables
from pgx_reader.web.gallery import samples
from pgx_reader.web.settings import Settings
from pgx_reader.web.words import rendered
from pgx_reader.wording import load_page_wording

_PROBLEMS_SHOWN = 300
_FOR_SCRIPT = ("page.say.", "page.error.", "page.explain.of", "page.frame", "page.letterhead.use")


@cache
def page(language: str, settings: Settings) -> str:
    """The page as it is loaded: no result is in it, only what is the same for everybody."""
    tables = load_tables()
    return rendered(
        "page.html",
        language,
        samples=samples(),
        settings=settings,
        countries=sorted(help_lines(tables)),
        script=_json({"words": _words(language), "medicines": _medicine_names(), "most": settings.bytes}),
    )


def intake(results: Results, problems: tuple[Problem, ...], language: str) -> str:
    """What a file was taken for, its patients, and its problems by row."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return rendered(
        "intake.html",
        language,
        name=shown(results.name),
        description=results.description,
        patients=[
            " · ".join(filter(None, (shown(patient.patient.name or ""), shown(patient.patient.id))))
            for patient in results.patients
        ],
        problems=problems[:_PROBLEMS_SHOWN],
        more=max(0, len(problems) - _PROBLEMS_SHOWN),
        errors=errors,
        notes=len(problems) - errors,
    )


def about(interpretation: Interpretation, language: str) -> str:
    """What whoever hands the handout on should know first; empty where there is nothing."""
    return rendered("about.html", language, review=interpretation.review).strip()


@dataclass(frozen=True)
class _Chip:
    """A medicine that was added: as it was given, what the tables call it, and what of it they do not have."""

    given: str
    known: tuple[str, ...]
    unknown: tuple[UnknownMedicine, ...]


def medicines(interpretation: Interpretation, added: tuple[str, ...], language: str) -> str:
    """The patient's medicines: those that were added, as chips, and those that the file names."""
    chips = [_Chip(name, *find_medicines(name)) for name in added]
    here = {drug for chip in chips for drug in chip.known} | {lost.name for chip in chips for lost in chip.unknown}
    own = [medicine.name for medicine in interpretation.medicines if medicine.taking]
    told = (*own, *interpretation.other_medicines, *(lost.name for lost in interpretation.unknown_medicines))
    from_file = tuple(shown(name) for name in told if name not in here)
    return rendered("medicines.html", language, chips=chips, from_file=from_file)


def steps(found: tuple[RenderedStep, ...], language: str, page_language: str) -> str:
    """The explaining mode's steps. The handout's words are in its language, the page's own in the page's."""
    wording = load_page_wording(language)
    unsigned = wording.plain(Text(message="translation.unsigned"))
    return rendered(
        "steps.html", page_language, steps=found, tag=wording.tag, signed=wording.is_signed, unsigned=unsigned
    )


def _words(language: str) -> dict[str, str]:
    messages = load_page_wording(language).messages
    return {key: text for key, text in messages.items() if key.startswith(_FOR_SCRIPT)}


def _medicine_names() -> list[dict[str, Any]]:
    """Every medicine of the tables with its brands: public, and searched by the page itself."""
    return [{"name": row.drug, "brands": row.brand_names} for row in load_tables().drugs.values()]


def _json(value: object) -> str:
    """JSON that can stand in a page: nothing in it ends the element that it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
