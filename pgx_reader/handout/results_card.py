"""The results card: what fits into a wallet, and the same words for a phone to read."""

from __future__ import annotations

from datetime import date

from pgx_reader.handout.say import say, shown, term_of, word_of
from pgx_reader.handout.terms import diplotypes_named
from pgx_reader.models.document import (
    Audience,
    Block,
    Callout,
    CalloutTone,
    CardResult,
    Fact,
    Heading,
    Paragraph,
    ResultsCard,
    Section,
    Text,
    verbatim,
)
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.results import Patient
from pgx_reader.terms import Agreement, GeneStatus, Preference

# The longest texts of a file that the card takes, in characters; the QR code has less room than the card.
_LONGEST = 60
_LONGEST_SHORTENED = 24

_INSTEAD, _INSTEAD_DIFFERS = "results_card.instead", "results_card.instead.differs"


def results_card_section(interpretation: Interpretation, *, made_on: date) -> Section:
    """The page with the card, and how to use it. A result that needs a review says so on the page and on the card."""
    review: list[Block] = []
    if interpretation.review.needed:
        review = [Callout(tone=CalloutTone.REVIEW, lead=say("card_page.check"))]
    use = (say("card_page.what"), say("card_page.cut"), say("card_page.show"))
    blocks: tuple[Block, ...] = (
        Heading(level=2, text=say("card_page.heading")),
        *review,
        Paragraph(sentences=use),
        results_card(interpretation, made_on=made_on),
        Paragraph(sentences=(say("card_page.code"), say("card_page.private"))),
    )
    return Section(audience=Audience.PATIENT, blocks=blocks)


def results_card(interpretation: Interpretation, *, made_on: date) -> ResultsCard:
    """
    The card of one patient: every gene that the handout explains, with what is not known or must be checked.

    Its date is that of the lab's report, else of the sample, else the day the handout was made.
    """
    genes = {gene.gene: gene for gene in interpretation.genes}
    explained = tuple(genes[name] for name in interpretation.explained_genes)
    review = interpretation.review
    to_check = {reason.values.get("gene", "") for reason in review.reasons} if review.needed else set()
    patient = interpretation.patient
    results, shortened = (
        tuple(_result(gene, gene.gene in to_check, at_most) for gene in explained)
        for at_most in (_LONGEST, _LONGEST_SHORTENED)
    )
    owner, short_owner = (_owner(patient, at_most) for at_most in (_LONGEST, _LONGEST_SHORTENED))
    facts = _facts(patient, made_on)
    safety = say("results_card.safety.check" if review.needed else "results_card.safety")
    more = say("results_card.code.more")
    return ResultsCard(
        owner=owner,
        results=results,
        facts=facts,
        safety=safety,
        code=(
            (owner, *_lines(results), *map(_line, facts), safety),
            (owner, *_lines(results), _line(facts[-1]), safety, more),
            (short_owner, *_lines(shortened), _line(facts[-1]), safety, more),
            (short_owner, *_lines(shortened, explained), _line(facts[-1]), say("results_card.safety.short"), more),
        ),
        code_alternative=say("results_card.code.alternative"),
    )


def _lines(results: tuple[CardResult, ...], terms_alone: tuple[GeneInterpretation, ...] = ()) -> tuple[Text, ...]:
    """The results as lines; with `terms_alone`, the plain word is left out where there is a term."""
    lines: list[Text] = []
    for n, result in enumerate(results):
        in_one = bool(terms_alone) and terms_alone[n].possible_phenotypes
        lines += [result.name, *(() if in_one else (result.word,)), *result.terms]
    return tuple(lines)


def _line(fact: Fact) -> Text:
    return say("results_card.code.fact", label=fact.label, value=fact.value)


def _owner(patient: Patient, at_most: int) -> Text:
    who = shown(patient.name or "", at_most) or shown(patient.id or "", at_most)
    return say("results_card.owner", who=who or say("results_card.nobody"))


def _facts(patient: Patient, made_on: date) -> tuple[Fact, ...]:
    """Whose, from where and of when; the date is the last and always there."""
    given = (
        ("results_card.born", patient.birth_date),
        ("facts.id", patient.id if shown(patient.name or "") else None),
        ("facts.lab", patient.lab),
    )
    seen = ((label, shown(value or "", _LONGEST)) for label, value in given)
    facts = [Fact(label=say(label), value=verbatim(value)) for label, value in seen if value]
    return (*facts, _date(patient, made_on))


def _date(patient: Patient, made_on: date) -> Fact:
    for label, value in (("facts.reported", patient.reported_on), ("facts.collected", patient.collected_on)):
        if value:
            return Fact(label=say(label), value=verbatim(shown(value, _LONGEST_SHORTENED)))
    return Fact(label=say("results_card.made"), value=say("verbatim", text=made_on))


def _result(gene: GeneInterpretation, check: bool, at_most: int) -> CardResult:
    determined = gene.status is GeneStatus.DETERMINED and gene.phenotype
    word = word_of(gene.phenotype) if determined and gene.phenotype else gene.status.value
    return CardResult(
        name=_name(gene, check, at_most),
        word=say(f"headline.{word}"),
        terms=_terms(gene, at_most),
        instead=say(_INSTEAD_DIFFERS if gene.agreement is Agreement.DIFFERS else _INSTEAD),
    )


def _name(gene: GeneInterpretation, check: bool, at_most: int) -> Text:
    """The gene with its diplotype; where the lab has no call, what the file has in its place is no diplotype."""
    written = None if gene.status is GeneStatus.NO_CALL else gene.diplotype or gene.reported.diplotype
    if not written:
        return say("results_card.gene.check" if check else "results_card.gene", gene=gene.gene)
    message = "results_card.result.check" if check else "results_card.result"
    line = shown(written, at_most)
    return say(message, gene=gene.gene, diplotype=diplotypes_named(line) if gene.diplotype else line)


def _terms(gene: GeneInterpretation, at_most: int) -> tuple[Text, ...]:
    """The lab's term, and the tables' where it is not the same; without a result, that this is not a normal one."""
    explained, tables = gene.possible_phenotypes, gene.tables_phenotypes
    by_lab = bool(gene.lab_phenotypes)
    terms = []
    if explained and by_lab:
        labs = gene.lab_phenotypes if gene.explained_from is Preference.TABLES else explained
        terms.append(say("results_card.lab_says", term=term_of(labs)))
    elif explained:
        terms.append(say("results_card.tables_say", term=term_of(explained)))
    if explained and by_lab and tables and set(tables) != set(gene.lab_phenotypes):
        terms.append(say("results_card.tables_say", term=term_of(tables)))
    elif gene.agreement is Agreement.DIFFERS:
        terms.append(say("results_card.tables_count"))
    elif not gene.status.has_phenotype:
        if gene.reported.phenotype and not explained:
            terms.append(say("results_card.lab_wrote", reported=shown(gene.reported.phenotype, at_most)))
        terms.append(say("results_card.not_normal"))
    return tuple(terms)
