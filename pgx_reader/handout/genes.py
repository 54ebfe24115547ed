"""The gene cards and the one main message."""

from __future__ import annotations

from pgx_reader.handout.say import say, term_of, word_of
from pgx_reader.models.document import GeneCard, GeneCards, KeyMessage, Scale, Text
from pgx_reader.models.interpretation import GeneInterpretation
from pgx_reader.terms import Agreement, CopyNumber, GeneStatus, Phenotype, Preference

_STEP = {
    Phenotype.POOR: 1,
    Phenotype.LIKELY_POOR: 1,
    Phenotype.INTERMEDIATE: 2,
    Phenotype.LIKELY_INTERMEDIATE: 2,
    Phenotype.NORMAL: 3,
    Phenotype.RAPID: 4,
    Phenotype.ULTRARAPID: 5,
}
_USUAL_STEP = 3
# How many sentences a card's body has, where it is not one.
_SENTENCES = {
    "poor": 2,
    "likely_poor": 2,
    "ultrarapid": 2,
    "not_tested": 2,
    "no_call": 2,
    "indeterminate": 2,
    "unresolved": 2,
    "not_readable": 2,
    "conflicting": 3,
}
_USUALLY = 1


def gene_cards(genes: tuple[GeneInterpretation, ...]) -> GeneCards:
    """A card for each gene: everyday words first, then the scale, then the lab's term."""
    return GeneCards(cards=tuple(_card(gene) for gene in genes))


def key_message(genes: tuple[GeneInterpretation, ...], talk_about: tuple[str, ...]) -> KeyMessage:
    """
    One to three sentences: how fast the body works, what is not known, and what to do with this paper.

    `talk_about` are the patient's own medicines that a guideline wants looked at.
    """
    sentences = _speed_sentences(genes)
    if talk_about:
        sentences.append(say("key.talk_about", medicines=talk_about))
    elif all(_steps(gene) == (_USUAL_STEP,) for gene in genes):
        sentences.append(say("key.one_part"))
    elif not any(_steps(gene) for gene in genes):
        sentences.append(say("key.ask_lab"))
    else:
        sentences.append(say("key.show"))
    return KeyMessage(sentences=tuple(sentences))


def _steps(gene: GeneInterpretation) -> tuple[int, ...]:
    """The steps of the scale that fit a gene's result, from slow to fast; empty where nothing can be marked."""
    return tuple(sorted({_STEP[p] for p in gene.possible_phenotypes if p in _STEP}))


def _speed_sentences(genes: tuple[GeneInterpretation, ...]) -> list[Text]:
    steps = [_steps(gene) for gene in genes]
    known = [step[0] for step in steps if len(step) == 1]
    if any(len(step) > 1 for step in steps):
        return [say("key.several")]
    if not known:
        return [say("key.unknown")]
    rest = [say("key.one_unknown")] if len(known) < len(steps) else []
    slow, fast = min(known), max(known)
    if slow < _USUAL_STEP < fast:
        return [say("key.mixed"), *rest]
    if slow < _USUAL_STEP:
        return [say("key.much_slower" if slow == 1 else "key.slower"), *rest]
    if fast > _USUAL_STEP:
        return [say("key.much_faster" if fast == max(_STEP.values()) else "key.faster"), *rest]
    return [say("key.one_usual" if rest else "key.usual")]


def _card(gene: GeneInterpretation) -> GeneCard:
    word = word_of(gene.phenotype) if gene.status is GeneStatus.DETERMINED and gene.phenotype else gene.status.value
    body = [say(f"gene.body.{word}.{n}") for n in range(1, _SENTENCES.get(word, _USUALLY) + 1)]
    if gene.copy_number is CopyNumber.NOT_COUNTED and gene.diplotype:
        body.append(say("gene.body.copies_not_counted.1"))
    return GeneCard(
        gene=gene.gene,
        spoken=say(f"gene.{gene.gene}.spoken"),
        headline=say(f"headline.{word}"),
        scale=_scale(gene),
        body=(say(f"gene.{gene.gene}.role"), *body),
        lab_words=_lab_words(gene),
    )


def _scale(gene: GeneInterpretation) -> Scale | None:
    steps = _steps(gene)
    if not steps:
        return None
    return Scale(
        marks=steps,
        mark_label=say("scale.you" if len(steps) == 1 else "scale.maybe"),
        low=say("scale.low"),
        middle=say("scale.middle"),
        high=say("scale.high"),
        alternative=say(
            "scale.alternative",
            gene=gene.gene,
            steps=tuple(str(step) for step in steps),
            meaning=tuple(say(f"scale.step.{step}") for step in steps),
        ),
    )


def _lab_words(gene: GeneInterpretation) -> tuple[Text, ...]:
    """The field's term, whose it is, and what the other of lab and tables says where they differ."""
    if not gene.possible_phenotypes:
        return ()
    if gene.explained_from is Preference.TABLES:
        return (say("lab_words.ours", term=term_of(gene.possible_phenotypes)), *_judgment(gene), _the_labs(gene))
    whose = "lab" if gene.lab_phenotypes else "tables"
    words = (say(f"lab_words.{whose}", term=term_of(gene.possible_phenotypes)), *_judgment(gene))
    return (*words, _difference(gene)) if gene.agreement is Agreement.DIFFERS else words


def _judgment(gene: GeneInterpretation) -> tuple[Text, ...]:
    """The word "poor" is read as "bad"."""
    slow = gene.phenotype in (Phenotype.POOR, Phenotype.LIKELY_POOR)
    return (say("lab_words.not_a_judgment"),) if slow else ()


def _difference(gene: GeneInterpretation) -> Text:
    """What the tables say, where the lab's result is explained."""
    older = ".older_rules" if gene.former_rules else ""
    if gene.tables_phenotypes == (Phenotype.INDETERMINATE,):
        return say("lab_words.tables_unsure")
    if set(gene.tables_phenotypes) == set(gene.possible_phenotypes):
        return say(f"lab_words.score_differs{older}")
    return say(f"lab_words.differs{older}", term=term_of(gene.tables_phenotypes))


def _the_labs(gene: GeneInterpretation) -> Text:
    """What the lab says, where the tables' result is explained."""
    if not gene.lab_phenotypes or set(gene.lab_phenotypes) == set(gene.possible_phenotypes):
        return say("lab_words.lab_counts_differently")
    return say("lab_words.lab_says", term=term_of(gene.lab_phenotypes))
