"""Texts that nobody wishes for, and a way to put one into every place of a handout."""

from __future__ import annotations

from pgx_reader.models.document import (
    Callout,
    CalloutTone,
    Definition,
    Definitions,
    Fact,
    Facts,
    GeneCards,
    Heading,
    Items,
    KeyMessage,
    MedicineCards,
    MedicineLine,
    MedicineList,
    NamedMedicine,
    Paragraph,
    SignatureLine,
    Status,
    Table,
    verbatim,
)

from .samples import GENES, MEDICINES, texts

MARKUP = '<img src="x"> </b> <a href="javascript:x">y</a> &amp; %s {name} **no** \\(x\\) (Tj) ET EMC'
LONG_WORD = "*1/*4+" * 120
MANY_WORDS = "many words of a lab " * 120


def every_block(text: str) -> tuple:
    """Every kind of block with one text in all its places."""
    said = verbatim(text)
    gene = GENES.cards[0].model_copy(
        update={"gene": text, "spoken": said, "headline": said, "body": (said,), "lab_words": (said,)}
    )
    medicine = MEDICINES.cards[0].model_copy(
        update={"name": text, "brands": (text,), "status_text": said, "meaning": (said,), "ask": said}
    )
    return (
        Heading(level=2, text=said),
        Facts(items=(Fact(label=said, value=said),) * 2),
        *(Callout(tone=tone, lead=said, body=(said,)) for tone in CalloutTone),
        KeyMessage(sentences=(said,)),
        Paragraph(sentences=(said,), small=True),
        Items(items=((said,), (said,)), numbered=True),
        GeneCards(cards=(gene, gene)),
        MedicineCards(cards=(medicine, medicine)),
        MedicineList(
            title=said,
            lines=(
                MedicineLine(
                    status=Status.NOT_KNOWN, status_text=said, medicines=(NamedMedicine(name=text, brands=(text,)),)
                ),
            ),
        ),
        Definitions(items=(Definition(term=said, meaning=said),)),
        Table(header=texts(text, text), rows=(texts(text, text),) * 2),
        SignatureLine(who=said, when=said),
    )
