from __future__ import annotations

import pytest

from pgx_reader.normalize.notation import NotationError
from pgx_reader.normalize.phenotypes import parse_phenotype
from pgx_reader.tables import ReferenceTables
from pgx_reader.terms import GeneStatus, Phenotype

P = Phenotype


@pytest.mark.parametrize(
    ("gene", "text", "expected"),
    [
        ("CYP2D6", "Poor Metabolizer", (P.POOR,)),
        ("CYP2D6", "poor metaboliser", (P.POOR,)),
        ("CYP2D6", "POOR METABOLIZERS", (P.POOR,)),
        ("CYP2D6", "Poor metabolisers", (P.POOR,)),
        ("CYP2D6", "poor_metabolizer", (P.POOR,)),
        ("CYP2D6", "  Poor   Metabolizer ", (P.POOR,)),
        ("CYP2D6", "PM", (P.POOR,)),
        ("CYP2D6", "Poor Metabolizer (PM)", (P.POOR,)),
        ("CYP2D6", "CYP2D6 Poor Metabolizer", (P.POOR,)),
        ("CYP2D6", "CYP2D6: Poor Metabolizer", (P.POOR,)),
        ("CYP2D6", "CYP2D6 poor metabolisers (PM)", (P.POOR,)),
        ("CYP2D6", "Intermediate", (P.INTERMEDIATE,)),
        ("CYP2D6", "im", (P.INTERMEDIATE,)),
        ("CYP2D6", "Extensive Metabolizer", (P.NORMAL,)),
        ("CYP2D6", "EM", (P.NORMAL,)),
        ("CYP2D6", "Normal (Extensive) Metabolizer", (P.NORMAL,)),
        ("CYP2D6", "Ultrarapid Metabolizer", (P.ULTRARAPID,)),
        ("CYP2D6", "ultrarapid", (P.ULTRARAPID,)),
        ("CYP2D6", "Ultra-rapid metaboliser", (P.ULTRARAPID,)),
        ("CYP2D6", "Ultra rapid Metabolizer", (P.ULTRARAPID,)),
        ("CYP2D6", "UM", (P.ULTRARAPID,)),
        ("CYP2D6", "URM", (P.ULTRARAPID,)),
        ("CYP2D6", "Indeterminate", (P.INDETERMINATE,)),
        ("CYP2D6", "Unknown", (P.INDETERMINATE,)),
        ("CYP2D6", "IM_or_PM", (P.POOR, P.INTERMEDIATE)),
        ("CYP2D6", "n/a", GeneStatus.NO_CALL),
        ("CYP2D6", "No Result", GeneStatus.NO_CALL),
        ("CYP2D6", "undetermined", GeneStatus.NO_CALL),
        ("CYP2D6", "uncallable", GeneStatus.NO_CALL),
        ("CYP2D6", "Not tested", GeneStatus.NOT_TESTED),
        ("CYP2D6", "not tested, no call", GeneStatus.NO_CALL),
        ("CYP2D6", "NM or not tested", (P.INDETERMINATE,)),
        ("CYP2D6", "NM_or_Unknown", (P.INDETERMINATE,)),
        ("CYP2D6", "NM/", (P.INDETERMINATE,)),
        ("CYP2C19", "Rapid Metabolizer", (P.RAPID,)),
        ("CYP2C19", "Rapid", (P.RAPID,)),
        ("CYP2C19", "RM", (P.RAPID,)),
        ("CYP2C19", "Ultrarapid", (P.ULTRARAPID,)),
        ("CYP2C19", "ultra-rapid", (P.ULTRARAPID,)),
        ("CYP2C19", "CYP2C19 Ultrarapid Metabolizer (UM)", (P.ULTRARAPID,)),
        ("CYP2C19", "Rapid/Ultrarapid Metabolizer", (P.RAPID, P.ULTRARAPID)),
        ("CYP2C19", "Likely Poor Metabolizer", (P.LIKELY_POOR,)),
        ("CYP2C19", "Likely intermediate metaboliser (LIM)", (P.LIKELY_INTERMEDIATE,)),
        ("CYP2B6", "Rapid Metabolizer", (P.RAPID,)),
    ],
)
def test_a_labs_words_have_one_meaning(
    reference: ReferenceTables, gene: str, text: str, expected: tuple[Phenotype, ...] | GeneStatus
) -> None:
    """Synonyms, spellings, a gene before the words and an abbreviation behind them give CPIC's term."""
    assert parse_phenotype(gene, text, reference) == expected


@pytest.mark.parametrize(
    ("gene", "text", "words"),
    [
        ("CYP2C19", "Possible Poor Metabolizer", "not a phenotype"),
        ("CYP2C19", "Probable Intermediate Metabolizer", "not a phenotype"),
        ("CYP2D6", "Rapid Metabolizer", "CPIC does not have for CYP2D6"),
        ("CYP2D6", "RM", "CPIC does not have for CYP2D6"),
        ("CYP2D6", "Rapid/Ultrarapid Metabolizer", "CPIC does not have for CYP2D6"),
        ("CYP2D6", "Likely Poor Metabolizer", "CPIC does not have for CYP2D6"),
        ("CYP2D6", "Likely IM", "CPIC does not have for CYP2D6"),
        ("CYP2B6", "Likely Poor Metabolizer", "CPIC does not have for CYP2B6"),
        ("CYP2D6", "CYP2C19 Poor Metabolizer", "not a phenotype"),
        ("CYP2D6", "not a poor metabolizer", "not a phenotype"),
        ("CYP2D6", "Poor Metabolizer, nonsense", "not a phenotype"),
        ("CYP2D6", "fast", "not a phenotype"),
        ("CYP2D6", "metabolizer", "not a phenotype"),
        ("CYP2D6", "(PM)", "not a phenotype"),
        ("CYP2D6", "CYP2D6", "not a phenotype"),
        ("CYP2D6", "ultra", "not a phenotype"),
        ("CYP2D6", "*1/*4", "not a phenotype"),
        ("CYP2D6", "1.0", "not a phenotype"),
        ("CYP2D6", "Final", "not a phenotype"),
        ("CYP2D6", "<i>Poor Metabolizer</i>", "not a phenotype"),
        ("CYP2D6", "x" * 10_000, "not a phenotype"),
        ("CYP2D6", "Not PM or IM", "not clear"),
        ("CYP2D6", "not foo or pm", "not a phenotype"),
        ("CYP2D6", "not pm or foo", "not a phenotype"),
        ("CYP2C19", "not_PM_or_IM", "not clear"),
    ],
)
def test_words_without_a_meaning_are_refused(reference: ReferenceTables, gene: str, text: str, words: str) -> None:
    """An unknown word, or one that the gene cannot have, is an error and never the nearest phenotype."""
    with pytest.raises(NotationError) as caught:
        parse_phenotype(gene, text, reference)
    assert words in str(caught.value)
    assert gene in str(caught.value)


@pytest.mark.parametrize(
    ("gene", "text"),
    [
        ("CYP2D6", "Poor Metabolizer (NM)"),
        ("CYP2D6", "Intermediate Metabolizer (PM)"),
        ("CYP2D6", "Normal Metabolizer (UM)"),
        ("CYP2C19", "Rapid Metabolizer (UM)"),
        ("CYP2D6", "Not PM (NM)"),
    ],
)
def test_an_abbreviation_that_contradicts_the_words_is_refused(
    reference: ReferenceTables, gene: str, text: str
) -> None:
    """A cell that names two phenotypes is not read as the first of them."""
    with pytest.raises(NotationError, match="says two things"):
        parse_phenotype(gene, text, reference)


def test_every_listed_word_is_read_in_any_case(reference: ReferenceTables) -> None:
    """Each synonym of the table is known for a gene that has its phenotypes, however it is cased."""
    for row in reference.phenotype_synonyms:
        for text in (row.term, row.term.upper(), row.term.lower(), f"  {row.term}\t"):
            meaning = parse_phenotype("CYP2C19", text, reference)
            assert (meaning,) == row.meaning or meaning == tuple(P(word) for word in row.meaning)
