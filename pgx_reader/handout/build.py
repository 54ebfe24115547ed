"""The handout in its order: two pages for the patient, then one for the professional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pgx_reader.handout.cards import medicine_cards
from pgx_reader.handout.crisis import crisis_box
from pgx_reader.handout.genes import gene_cards, key_message
from pgx_reader.handout.interactions import (
    is_in_the_fdas_list,
    medicine_name,
    names_at_most,
    other_pills,
    said_of_cards,
)
from pgx_reader.handout.medicines import (
    any_gene_is_unsettled,
    medicine_lists,
    medicines_that_matter,
    own_medicines,
    status_lines,
)
from pgx_reader.handout.professional import professional_section
from pgx_reader.handout.results_card import results_card_section
from pgx_reader.handout.say import say, shown
from pgx_reader.handout.status import status_of
from pgx_reader.handout.terms import say_note
from pgx_reader.handout.tested import some_changes
from pgx_reader.models.document import (
    Audience,
    Block,
    Callout,
    CalloutTone,
    Definition,
    Definitions,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    MedicineCards,
    MedicineList,
    Paragraph,
    Section,
    Status,
    Text,
    Title,
    verbatim,
)
from pgx_reader.models.interpretation import GeneInterpretation, Interaction, Interpretation, MedicineInterpretation
from pgx_reader.models.letterhead import HelpLines, Letterhead
from pgx_reader.models.results import Note, Patient

# More than a few genes' names on a patient's page tell a patient nothing; the professional's page names them all.
_GENES_NAMED = 2
_MEDICINES_NAMED = 6


def build_handout(
    interpretation: Interpretation,
    *,
    made_on: date,
    program_version: str,
    help_lines: HelpLines,
    letterhead: Letterhead | None = None,
    results_card: bool = False,
) -> Document:
    """
    The handout as data, for one patient.

    `made_on` is the day it is made: with the clinic's `letterhead` and `help_lines`, all in it that does not come from
    the interpretation and the version. `results_card` adds a page with a card to cut out.
    """
    patient = interpretation.patient
    genes = {gene.gene: gene for gene in interpretation.genes}
    explained = tuple(genes[name] for name in interpretation.explained_genes)
    own = tuple(m for m in interpretation.medicines if m.taking)
    listed = own or medicines_that_matter(interpretation.medicines, genes)
    blocks: list[Block] = [
        *([letterhead] if letterhead else []),
        Title(text=say("title")),
        _facts(interpretation),
        _safety_box(),
        *_review_box(interpretation),
        key_message(explained, tuple(m.name for m in own if status_of(m, genes) is Status.TALK)),
        gene_cards(explained),
        *_medicine_blocks(interpretation, own, listed, genes),
        *_background_blocks(interpretation, frozenset(m.name for m in own_medicines(own)[0])),
        crisis_box(help_lines),
        _sources(listed, interpretation.interactions),
    ]
    return Document(
        title=say("title"),
        subject=say("subject"),
        made_on=made_on,
        footer=(
            say("footer.safety"),
            say("footer.whose", who=_who(patient), genes=interpretation.explained_genes, made_on=made_on),
        ),
        sections=(
            Section(audience=Audience.PATIENT, blocks=tuple(blocks)),
            professional_section(interpretation, listed, made_on=made_on, program_version=program_version),
            *([results_card_section(interpretation, made_on=made_on)] if results_card else []),
        ),
    )


def _who(patient: Patient) -> str:
    return " · ".join(filter(None, (shown(text or "") for text in (patient.name, patient.id))))


def _facts(interpretation: Interpretation) -> Facts:
    patient = interpretation.patient
    given = (
        ("facts.for", patient.name),
        ("facts.id", patient.id),
        ("facts.born", patient.birth_date),
        ("facts.test", patient.test),
        ("facts.lab", patient.lab),
        ("facts.collected", patient.collected_on),
        ("facts.reported", patient.reported_on),
        ("facts.reviewed_by", interpretation.review.reviewed_by),
    )
    seen = ((label, shown(value or "")) for label, value in given)
    return Facts(items=tuple(Fact(label=say(label), value=verbatim(value)) for label, value in seen if value))


def _safety_box() -> Callout:
    body = (say("safety.change"), say("safety.stopping"), say("safety.talk"))
    return Callout(tone=CalloutTone.SAFETY, lead=say("safety.lead"), body=body)


def _review_box(interpretation: Interpretation) -> list[Block]:
    if not interpretation.review.needed:
        return []
    older = {gene.gene for gene in interpretation.genes if gene.former_rules}
    reasons = [_reason(reason, older) for reason in interpretation.review.reasons]
    once = [reason for n, reason in enumerate(reasons) if reason not in reasons[:n]]
    return [Callout(tone=CalloutTone.REVIEW, lead=say("review.lead"), body=tuple(once))]


def _reason(reason: Note, older: set[str]) -> Text:
    """Why a person must look, in words for the patient; kindly, where the lab only follows older rules."""
    gene = reason.values.get("gene", "")
    if gene in older and reason.code in ("note.phenotype_differs", "note.score_differs"):
        return say("check.older_rules", gene=gene)
    return say_note(reason, prefix="check.")


def _medicine_blocks(
    interpretation: Interpretation,
    own: tuple[MedicineInterpretation, ...],
    listed: tuple[MedicineInterpretation, ...],
    genes: dict[str, GeneInterpretation],
) -> list[Block]:
    """Cards for the patient's own medicines; the whole list, by what they are for, where none is known."""
    not_in_tables = _without_advice(interpretation)
    if not own:
        return [
            Heading(level=2, text=say("medicines.heading.all")),
            *not_in_tables,
            *medicine_lists(listed, genes),
            Paragraph(sentences=(say("medicines.not_all"),)),
        ]
    cards, more = own_medicines(own)
    said_before, with_other_pills = said_of_cards(medicine_cards(cards, genes), interpretation.interactions)
    blocks: list[Block] = [
        Heading(level=2, text=say("medicines.heading.yours")),
        Paragraph(sentences=(*_before_the_cards(own, genes), *said_before)),
        MedicineCards(cards=with_other_pills),
    ]
    if more:
        blocks.append(MedicineList(title=say("medicines.more"), lines=status_lines(more, genes)))
    return [*blocks, *not_in_tables]


def _before_the_cards(own: tuple[MedicineInterpretation, ...], genes: dict[str, GeneInterpretation]) -> Iterator[Text]:
    """What holds for all of the cards: to go on as before, and that a result they rest on may not be the last word."""
    yield say("medicines.keep_taking")
    if any_gene_is_unsettled(own, genes):
        yield say("medicines.can_change")


def _without_advice(interpretation: Interpretation) -> list[Block]:
    """What is on the patient's list and not explained: names that are not in the tables, or not for these results."""
    unknown = tuple(shown(medicine.name) for medicine in interpretation.unknown_medicines)
    interacting = {interaction.medicine for interaction in interpretation.interactions}
    silent = tuple(medicine_name(name) for name in interpretation.other_medicines if name not in interacting)
    sentences = []
    if silent:
        sentences.append(say("medicines.no_advice", medicines=names_at_most(silent, _MEDICINES_NAMED)))
    if unknown:
        sentences.append(say("medicines.unknown", medicines=names_at_most(unknown, _MEDICINES_NAMED)))
    return [Paragraph(sentences=tuple(sentences))] if sentences else []


def _background_blocks(interpretation: Interpretation, on_cards: frozenset[str]) -> list[Block]:
    """What holds for every result: next steps, questions, other pills, family, limits, words."""
    return [
        Heading(level=2, text=say("next.heading")),
        Items(items=_each("next.keep", "next.show", "next.chart"), numbered=True),
        Heading(level=2, text=say("good_to_know.heading")),
        Items(items=_good_to_know(interpretation, on_cards)),
        Heading(level=2, text=say("limits.heading")),
        Items(
            items=(
                (say("limits.mood"), say("limits.therapies")),
                (*some_changes(interpretation.genes), say("limits.copies"), say("limits.three_words")),
                (say("limits.one_part"), say("limits.experts")),
            )
        ),
        Definitions(items=tuple(_definition(word) for word in ("gene", "metabolizer"))),
    ]


def _each(*messages: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((say(message),) for message in messages)


def _definition(word: str) -> Definition:
    return Definition(term=say(f"words.{word}"), meaning=say(f"words.{word}.means"))


def _good_to_know(interpretation: Interpretation, on_cards: frozenset[str]) -> tuple[tuple[Text, ...], ...]:
    """Other pills, the family, and what else the file holds."""
    items: list[tuple[Text, ...]] = [
        *other_pills(interpretation, on_cards),
        (say("good_to_know.family"),),
    ]
    others = interpretation.other_genes
    if len(others) > _GENES_NAMED:
        items.append((say("good_to_know.more_genes", count=len(others)),))
    elif others:
        items.append((say("good_to_know.other_genes", genes=tuple(map(shown, others))),))
    return tuple(items)


def _sources(listed: tuple[MedicineInterpretation, ...], interactions: tuple[Interaction, ...]) -> Paragraph:
    """Who the experts are, from when to when they wrote; and what this paper is made from."""
    cited = {(s.source, str(s.guideline.year)) for medicine in listed for s in medicine.statements}
    cited |= {(i.source, i.date[:4]) for i in interactions if is_in_the_fdas_list(i)}
    years = sorted({year for _, year in cited})
    publishers = tuple(sorted({publisher for publisher, _ in cited}))
    sentences = [say("sources.lab"), say("sources.fda")]
    if len(years) == 1:
        sentences.insert(0, say("sources.one_year", publishers=publishers, year=years[0]))
    elif years:
        sentences.insert(0, say("sources.body", publishers=publishers, from_year=years[0], to_year=years[-1]))
    return Paragraph(sentences=tuple(sentences), small=True)
