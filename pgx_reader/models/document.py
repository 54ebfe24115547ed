"""The handout as data: sections of blocks that hold message ids and values, in no language and on no page.

A renderer turns a `Document` and a wording into pages. The same document is the PDF, the web page and the terminal
summary, so a test of what a handout says needs no PDF.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pgx_reader.models.base import Model
from pgx_reader.models.letterhead import Letterhead


class Link(Model):
    """A value that leads to an address. `text` says where it goes."""

    text: Text
    url: str


class Text(Model):
    """A sentence or phrase: the id of a message in the wording, and the values its placeholders take.

    A value is a text as it stands (a name), another `Text`, a `Link`, a date, a whole number, or a tuple that the
    language joins as a list ("a, b and c").
    """

    message: str
    values: dict[str, Value] = Field(default_factory=dict)


Value = str | int | date | Text | Link | tuple["str | Text", ...]


ENGLISH = "english"
"""The message for a text that is English in every language; a page in another language marks it as such."""


def verbatim(text: str) -> Text:
    """A text that no language changes: a name, an identifier, a diplotype."""
    return Text(message="verbatim", values={"text": text})


def in_english(text: str) -> Text:
    """A text that is English whatever the page's language is: a publication's title, a message of this program."""
    return Text(message=ENGLISH, values={"text": text})


class Status(StrEnum):
    """What a patient is told first about a medicine. Shown as a phrase and an icon, never as a color alone."""

    TALK = "talk"
    WATCH = "watch"
    USUAL = "usual"
    NO_ADVICE = "no_advice"
    NOT_KNOWN = "not_known"


class Title(Model):
    """The one title of the handout, or of the professional's page."""

    kind: Literal["title"] = "title"
    text: Text


class Heading(Model):
    """A section heading, level 2 or 3."""

    kind: Literal["heading"] = "heading"
    level: int = Field(ge=2, le=3)
    text: Text


class Fact(Model):
    """A label and its value."""

    label: Text
    value: Text


class Facts(Model):
    """Short labelled facts on a line: whose result, which test, which lab, when."""

    kind: Literal["facts"] = "facts"
    items: tuple[Fact, ...]


class CalloutTone(StrEnum):
    """Why a box stands out."""

    SAFETY = "safety"
    REVIEW = "review"
    CRISIS = "crisis"


class Callout(Model):
    """A box that stands out. `lead` is its first, bold sentence."""

    kind: Literal["callout"] = "callout"
    tone: CalloutTone
    lead: Text
    body: tuple[Text, ...] = ()


class KeyMessage(Model):
    """The one main message of the handout: one to three sentences, set large."""

    kind: Literal["key_message"] = "key_message"
    sentences: tuple[Text, ...]


class Paragraph(Model):
    """Running sentences. `small` is for sources and notes."""

    kind: Literal["paragraph"] = "paragraph"
    sentences: tuple[Text, ...]
    small: bool = False


class Items(Model):
    """
    A list. Each item is one or more sentences.

    One that is `kept` stays on a page with what follows it, whole if it is short.
    """

    kind: Literal["items"] = "items"
    items: tuple[tuple[Text, ...], ...]
    numbered: bool = False
    small: bool = False
    kept: bool = False


class Scale(Model):
    """The speed scale: `steps` boxes from slow to fast, with marks on those (from 1) that are possible results.

    `alternative` says in words what the drawing shows, whole.
    """

    steps: int = 5
    marks: tuple[int, ...]
    mark_label: Text
    low: Text
    middle: Text
    high: Text
    alternative: Text


class GeneCard(Model):
    """One gene's result: everyday words first, the lab's term last. No scale where nothing can be marked."""

    kind: Literal["gene_card"] = "gene_card"
    gene: str
    spoken: Text
    headline: Text
    scale: Scale | None
    body: tuple[Text, ...]
    lab_words: tuple[Text, ...]


class MedicineCard(Model):
    """One medicine: name and brands, status in words with an icon, what it may mean, what to ask."""

    kind: Literal["medicine_card"] = "medicine_card"
    name: str
    brands: tuple[str, ...]
    status: Status
    status_text: Text
    meaning: tuple[Text, ...]
    ask: Text | None


class GeneCards(Model):
    """The gene cards, side by side where the page is wide enough."""

    kind: Literal["gene_cards"] = "gene_cards"
    cards: tuple[GeneCard, ...]


class MedicineCards(Model):
    """The medicine cards, side by side where the page is wide enough."""

    kind: Literal["medicine_cards"] = "medicine_cards"
    cards: tuple[MedicineCard, ...]


class NamedMedicine(Model):
    """A medicine's generic name and its US brand names; empty brands where none is known."""

    name: str
    brands: tuple[str, ...]

    @property
    def with_brands(self) -> str:
        """
        The name, and after it the brands in parentheses.

        >>> NamedMedicine(name="citalopram", brands=("Celexa",)).with_brands
        'citalopram (Celexa)'
        """
        return f"{self.name} ({', '.join(self.brands)})" if self.brands else self.name


class MedicineLine(Model):
    """The medicines of one group that share a status."""

    status: Status
    status_text: Text
    medicines: tuple[NamedMedicine, ...]


class MedicineList(Model):
    """The medicines of one group, by status, where the patient's own are not known."""

    kind: Literal["medicine_list"] = "medicine_list"
    title: Text
    lines: tuple[MedicineLine, ...]


class Definition(Model):
    """A word and what it means."""

    term: Text
    meaning: Text


class Definitions(Model):
    """Words explained."""

    kind: Literal["definitions"] = "definitions"
    items: tuple[Definition, ...]


class Table(Model):
    """A table with a header row. The first cell of a row names it."""

    kind: Literal["table"] = "table"
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]

    @property
    def groups(self) -> tuple[tuple[tuple[Text, ...], ...], ...]:
        """The rows, those that follow each other under one name together: the name is the header of all of them."""
        groups: list[list[tuple[Text, ...]]] = []
        for row in self.rows:
            if groups and groups[-1][0][0] == row[0]:
                groups[-1].append(row)
            else:
                groups.append([row])
        return tuple(map(tuple, groups))


class SignatureLine(Model):
    """A line to write on: who went through the handout with the patient, and when."""

    kind: Literal["signature_line"] = "signature_line"
    who: Text
    when: Text


class CardResult(Model):
    """
    One gene on the results card. `name` is the gene with its diplotype, and whether it must be checked first.

    `word` is the plain word, `terms` what lab and tables call it, or what must not be read into a result that is not
    there. `instead` says where to look where the card has no room for the terms.
    """

    name: Text
    word: Text
    terms: tuple[Text, ...]
    instead: Text


class ResultsCard(Model):
    """
    A card of the size of a credit card, to cut out: whose results they are, each gene's, lab and date.

    `code` is what its QR code holds, as lines of text, from the whole to the least; the first that a code of the
    card's size can hold is used. `code_alternative` introduces them in the code's alternative text.
    """

    kind: Literal["results_card"] = "results_card"
    owner: Text
    results: tuple[CardResult, ...]
    facts: tuple[Fact, ...]
    safety: Text
    code: tuple[tuple[Text, ...], ...] = Field(min_length=1)
    code_alternative: Text


Block = Annotated[
    Letterhead
    | Title
    | Heading
    | Facts
    | Callout
    | KeyMessage
    | Paragraph
    | Items
    | GeneCards
    | MedicineCards
    | MedicineList
    | Definitions
    | Table
    | SignatureLine
    | ResultsCard,
    Field(discriminator="kind"),
]


class Audience(StrEnum):
    """Whom a section speaks to. The professional's section begins a new page."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"


class Section(Model):
    """Blocks for one audience, in reading order."""

    audience: Audience
    blocks: tuple[Block, ...]


class Document(Model):
    """A handout. `footer` stands at the foot of every page: what this is not, then whose it is and of which day.

    `made_on` is the day the handout was made. `subject` names the kind of paper, never the patient: it goes into
    the PDF's metadata with `title`.
    """

    schema_id: Literal["pgx-reader/document/1"] = "pgx-reader/document/1"
    title: Text
    subject: Text
    made_on: date
    footer: tuple[Text, Text]
    sections: tuple[Section, ...]


Link.model_rebuild()
Text.model_rebuild()
