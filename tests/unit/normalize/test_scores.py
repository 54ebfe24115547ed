from __future__ import annotations

import pytest

from pgx_reader.normalize.notation import NotationError
from pgx_reader.normalize.scores import parse_scores
from pgx_reader.tables import ReferenceTables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0.0"),
        ("0.0", "0.0"),
        ("1", "1.0"),
        ("1.0", "1.0"),
        ("1.00", "1.0"),
        ("01", "1.0"),
        (" 1.25 ", "1.25"),
        ("1,25", "1.25"),
        ("2.5", "2.5"),
        ("≥3.0", "≥3.0"),
        (">=3", "≥3.0"),
        (">= 3", "≥3.0"),
        ("≥ 3,25", "≥3.25"),
        ("n/a", None),
        ("NA", None),
        ("None", None),
        ("-", None),
        ("Not available", None),
    ],
)
def test_a_score_is_read_as_labs_write_it(reference: ReferenceTables, text: str, expected: str | None) -> None:
    """A score has one standard form; a word for "none" is no score and no error."""
    scores = parse_scores("CYP2D6", text, reference)
    assert [str(score) for score in scores] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.25 or 0.5", ["1.25", "0.5"]),
        ("0.5 / 0.75", ["0.5", "0.75"]),
        ("0.5; 0.5", ["0.5"]),
        ("1.25 or n/a", []),
        ("; 1", []),
        ("Activity Score: 1", ["1.0"]),
        ("total activity score = 1", ["1.0"]),
        ("AS: 1", ["1.0"]),
        ("CYP2D6: 1", ["1.0"]),
    ],
)
def test_several_scores_are_all_kept(reference: ReferenceTables, text: str, expected: list[str]) -> None:
    """Each score that a cell leaves open counts, in its order; where one of them is missing, none does."""
    assert [str(score) for score in parse_scores("CYP2D6", text, reference)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.1", "steps of 0.25"),
        ("0.2", "steps of 0.25"),
        ("1.2500001", "not an activity score"),
        ("-1", "not an activity score"),
        ("abc", "not an activity score"),
        ("1.0-2.0", "not an activity score"),
        ("1/2", "not an activity score"),
        ("1e1", "not an activity score"),
        ("1.", "not an activity score"),
        (".5", "not an activity score"),
        ("1.000,5", "not an activity score"),
        (">3", "not an activity score"),
        ("≤1", "not an activity score"),
        ("inf", "not an activity score"),
        ("1000", "not an activity score"),
        ("999.75", ""),
        ("1" * 10_000, "not an activity score"),
    ],
)
def test_what_is_no_score_is_refused(reference: ReferenceTables, text: str, words: str) -> None:
    """A number that CPIC's values cannot add up to, or no number at all, is an error."""
    with pytest.raises(NotationError) as caught:
        parse_scores("CYP2D6", text, reference)
    assert words in str(caught.value)


def test_a_score_that_is_too_large_is_not_said_to_be_off_the_steps(reference: ReferenceTables) -> None:
    """The reason in a message is the true one: 999.75 is a step of 0.25."""
    with pytest.raises(NotationError) as caught:
        parse_scores("CYP2D6", "999.75", reference)
    assert "steps" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "refused"), [("1", True), ("≥3.0", True), ("abc", True), ("n/a", False), ("NA", False)]
)
def test_a_gene_without_scores_takes_none(reference: ReferenceTables, text: str, refused: bool) -> None:
    """CYP2C19 has no activity scores: any is an error, and a word for "none" is not."""
    if refused:
        with pytest.raises(NotationError, match="CYP2C19 has none"):
            parse_scores("CYP2C19", text, reference)
    else:
        assert parse_scores("CYP2C19", text, reference) == ()
