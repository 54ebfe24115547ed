"""The filled-in score sheets of `docs/clear_communication.md`, as tables: each item's number, score and reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "clear_communication.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (1|0|–) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """One item of an instrument: `score` is `None` where it does not apply. `tests` name those that decide it."""

    number: int
    name: str
    score: int | None
    reason: str
    tests: tuple[str, ...]


def items(heading: str) -> tuple[Item, ...]:
    """The items of the sheet under a heading of the page."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return tuple(
        Item(int(number), name, None if score == "–" else int(score), reason, tuple(re.findall(r"`(\w+)`", tests)))
        for number, name, score, reason, tests in ROW.findall(part)
    )


def score_of(sheet: tuple[Item, ...]) -> float:
    """The points of a hundred that apply."""
    scores = [item.score for item in sheet if item.score is not None]
    return 100 * sum(scores) / len(scores)


def score_sheets() -> tuple[float, float, float]:
    """The Clear Communication Index, and PEMAT-P's understandability and actionability, of a hundred."""
    return (
        score_of(items("CDC Clear Communication Index")),
        score_of(items("PEMAT-P: understandable")),
        score_of(items("PEMAT-P: actionable")),
    )
