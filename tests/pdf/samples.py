"""A rich handout of an invented patient, in verbatim texts: every kind of block, and nothing of the wording."""

from __future__ import annotations

from datetime import date

from pgx_reader.models.document import (
    Audience,
    Callout,
    CalloutTone,
    Definition,
    Definitions,
    Document,
    Fact,
    Facts,
    GeneCard,
    GeneCards,
    Heading,
    Items,
    KeyMessage,
    Link,
    MedicineCard,
    MedicineCards,
    MedicineLine,
    MedicineList,
    NamedMedicine,
    Paragraph,
    Scale,
    Section,
    SignatureLine,
    Status,
    Table,
    Text,
    Title,
    verbatim,
)
from pgx_reader.wording import Wording

WORDING = Wording(
    "en",
    {
        "language.tag": "en-US",
        "verbatim": "{text}",
        "bold_start": "**{start}** {rest}",
        "source": "Read more: {link}.",
        "list.separator": ", ",
        "list.and": " and ",
        "letterhead.phone": "Phone {number}",
        "page_of": "Page {page} of {pages}",
    },
)


def bold_start(start: str, rest: str) -> Text:
    """A sentence whose first words are bold."""
    return Text(message="bold_start", values={"start": start, "rest": rest})


def texts(*sentences: str) -> tuple[Text, ...]:
    """Sentences that need no wording."""
    return tuple(map(verbatim, sentences))


def linked(words: str, url: str) -> Text:
    """A text that is one link."""
    return Text(message="verbatim", values={"text": Link(text=verbatim(words), url=url)})


def _scale(*marks: int, words: str) -> Scale:
    return Scale(
        marks=marks,
        mark_label=verbatim("You"),
        low=verbatim("slower"),
        middle=verbatim("usual"),
        high=verbatim("faster"),
        alternative=verbatim(words),
    )


GENES = GeneCards(
    cards=(
        GeneCard(
            gene="CYP2C19",
            spoken=verbatim("say “sip two see nineteen”"),
            headline=verbatim("Much slower than most"),
            scale=_scale(
                1, words="A scale of five steps from slower to faster. Your mark is on the first step: slower."
            ),
            body=texts(
                "This gene helps clear some mood, stomach and heart medicines.",
                "Yours works very little.",
                "They may build up in you.",
            ),
            lab_words=(
                Text(message="bold_start", values={"start": "Your lab’s word:", "rest": "“poor metabolizer.”"}),
                verbatim("It is not about you being good or bad at anything."),
            ),
        ),
        GeneCard(
            gene="CYP2D6",
            spoken=verbatim("say “sip two dee six”"),
            headline=verbatim("About the same as most"),
            scale=_scale(2, 3, words="A scale of five steps from slower to faster. You are on step two or three."),
            body=texts(
                "This gene helps clear some mood, pain and nausea medicines.", "In you it does so at the usual speed."
            ),
            lab_words=(
                Text(message="bold_start", values={"start": "Your lab’s word:", "rest": "“normal metabolizer.”"}),
            ),
        ),
    )
)

MEDICINES = MedicineCards(
    cards=(
        MedicineCard(
            name="citalopram",
            brands=("Celexa",),
            status=Status.TALK,
            status_text=verbatim("Talk before any change"),
            meaning=texts("More of it may stay in your body.", "That could mean more side effects."),
            ask=bold_start("Ask:", "“Is my dose right for my genes, or is there another choice?”"),
        ),
        MedicineCard(
            name="venlafaxine",
            brands=("Effexor XR",),
            status=Status.USUAL,
            status_text=verbatim("Your genes give no reason to change"),
            meaning=texts("Your body clears it at the usual speed.", "Genes are only one part."),
            ask=bold_start("Ask:", "“How will we know that it is working for me?”"),
        ),
        MedicineCard(
            name="bupropion",
            brands=("Wellbutrin", "Zyban"),
            status=Status.NO_ADVICE,
            status_text=verbatim("No advice from these genes"),
            meaning=texts("These two genes do not tell how your body clears it."),
            ask=None,
        ),
    )
)

FRONT = Section(
    audience=Audience.PATIENT,
    blocks=(
        Title(text=verbatim("Your genes and your medicines")),
        Facts(
            items=tuple(
                Fact(label=verbatim(label), value=verbatim(value))
                for label, value in (
                    ("For", "Zoë Łukaszewicz-Nguyễn"),
                    ("Born", "March 4, 1988"),
                    ("Test", "PGx panel"),
                    ("Lab", "Example Lab"),
                    ("Sample taken", "November 2, 2026"),
                    ("Reviewed by", "A. Counselor, CGC"),
                )
            )
        ),
        Callout(
            tone=CalloutTone.SAFETY,
            lead=verbatim("This is not a prescription."),
            body=texts(
                "Do not start, stop or change any medicine because of this paper.",
                "Stopping some pills fast can harm you.",
                "Talk with your doctor or pharmacist first.",
            ),
        ),
        KeyMessage(
            sentences=texts(
                "Your body clears some mood medicines much more slowly than most people’s do.",
                "Show this paper to your doctor before your next change.",
            )
        ),
        GENES,
        Heading(level=2, text=verbatim("The medicines on your list")),
        MEDICINES,
    ),
)

BACK = Section(
    audience=Audience.PATIENT,
    blocks=(
        Heading(level=2, text=verbatim("What to do next")),
        Items(
            numbered=True,
            items=tuple(
                texts(*sentences)
                for sentences in (
                    ("Keep taking your medicines as you do now.",),
                    ("Take this paper to your next visit.", "Show the last page to your doctor or pharmacist."),
                    ("Tell them about every pill, herb and vitamin that you take.",),
                    ("Ask them to put these results in your chart.", "They stay the same for life."),
                )
            ),
        ),
        Heading(level=2, text=verbatim("Other pills can change this")),
        Paragraph(
            sentences=(
                bold_start("Bupropion", "(Wellbutrin) can slow CYP2D6 down."),
                *texts(
                    "So your body may act slower than your genes say.", "Ask your pharmacist what that means for you."
                ),
            )
        ),
        Heading(level=2, text=verbatim("Other medicines these genes matter for")),
        MedicineList(
            title=verbatim("For low mood and worry"),
            lines=(
                MedicineLine(
                    status=Status.TALK,
                    status_text=verbatim("Talk before any change"),
                    medicines=(
                        NamedMedicine(name="escitalopram", brands=("Lexapro",)),
                        NamedMedicine(name="sertraline", brands=("Zoloft",)),
                        NamedMedicine(name="amitriptyline", brands=()),
                    ),
                ),
                MedicineLine(
                    status=Status.NOT_KNOWN,
                    status_text=verbatim("Not known from your result"),
                    medicines=(NamedMedicine(name="vortioxetine", brands=("Trintellix",)),),
                ),
            ),
        ),
        Heading(level=2, text=verbatim("What this test cannot tell you")),
        Items(
            items=(
                texts("It cannot tell which medicine will work for your mood."),
                texts("It looked for some gene changes, not all.", "“Normal” means that none of those was found."),
                texts("Your age, liver, kidneys, food and other pills count too."),
            )
        ),
        Heading(level=2, text=verbatim("Words in this paper")),
        Definitions(
            items=tuple(
                Definition(term=verbatim(term), meaning=verbatim(meaning))
                for term, meaning in (
                    ("Gene", "A part of your body’s plan that you got from your parents."),
                    ("Metabolizer", "How fast your body breaks a medicine down."),
                    ("Side effect", "Something that a medicine does and that you do not want."),
                )
            )
        ),
        Callout(
            tone=CalloutTone.CRISIS,
            lead=verbatim("Need help now?"),
            body=(
                verbatim("If you think about harming yourself, call or text"),
                linked("988", "tel:988"),
                verbatim("(US) at any time. In danger, call 911."),
            ),
        ),
        Callout(
            tone=CalloutTone.REVIEW,
            lead=verbatim("Check this result with the lab."),
            body=texts("The file does not say whether copies of CYP2D6 were counted."),
        ),
        SignatureLine(who=verbatim("Reviewed with you by"), when=verbatim("on")),
        Paragraph(
            small=True,
            sentences=(
                *texts("Sources: CPIC (2023), Dutch guideline DPWG (2021), FDA table (read November 2025)."),
                Text(message="source", values={"link": Link(text=verbatim("cpicpgx.org"), url="https://cpicpgx.org/")}),
            ),
        ),
    ),
)

_STATEMENTS = (
    ("citalopram", "CPIC 2023", "CYP2C19 Poor", "alternative; lower dose", "Strong", "37032427"),
    ("citalopram", "DPWG 2021", "CYP2C19 Poor", "lower dose", "–", "34782755"),
    ("venlafaxine", "CPIC 2023", "CYP2D6 ≥2.0", "standard", "Strong", "37032427"),
)

PROFESSIONAL = Section(
    audience=Audience.PROFESSIONAL,
    blocks=(
        Title(text=verbatim("For your doctor or pharmacist")),
        Paragraph(
            sentences=texts("Read from the lab’s file; the lab’s report is the record.", "This page gives no dose.")
        ),
        Heading(level=2, text=verbatim("Results")),
        Table(
            header=texts("Gene", "Diplotype", "Activity score", "Phenotype (CPIC)", "Lab wrote", "Agreement"),
            rows=(
                texts("CYP2C19", "*2/*2", "–", "Poor Metabolizer", "PM", "agrees"),
                texts("CYP2D6", "*1/*2", "2.0", "Normal Metabolizer", "Normal metabolizer", "agrees"),
            ),
        ),
        Heading(level=2, text=verbatim("Guideline statements")),
        Table(
            header=texts("Medicine", "Source", "Key", "Suggests to the prescriber", "Strength", "Link"),
            rows=tuple(
                (*texts(*cells), linked(f"PMID {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"))
                for *cells, pmid in _STATEMENTS
            ),
        ),
        Heading(level=2, text=verbatim("Findings")),
        Items(
            small=True,
            items=(
                texts("Copy number of CYP2D6: the file does not say whether it was looked at."),
                texts("Bupropion is on FDA’s list of strong CYP2D6 inhibitors (29 May 2026)."),
            ),
        ),
    ),
)


def document(*sections: Section) -> Document:
    """A handout of sections, by default of all the samples."""
    return Document(
        title=verbatim("Your genes and your medicines"),
        subject=verbatim("What CYP2D6 and CYP2C19 results may mean"),
        made_on=date(2026, 11, 23),
        footer=(
            verbatim("This is not a prescription. Do not start, stop or change any medicine because of this paper."),
            verbatim("Zoë Łukaszewicz-Nguyễn · PT-0017 · made November 23, 2026"),
        ),
        sections=sections or (FRONT, BACK, PROFESSIONAL),
    )


def flowing(*blocks: object) -> Document:
    """A handout of one patient section that holds a title and these blocks."""
    return document(Section(audience=Audience.PATIENT, blocks=(Title(text=verbatim("A handout")), *blocks)))
