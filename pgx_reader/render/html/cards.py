"""Cards as HTML: one for each gene and one for each medicine, side by side where the page is wide enough."""

from __future__ import annotations

from pgx_reader.models.document import GeneCard, GeneCards, MedicineCard, MedicineCards, Status
from pgx_reader.render.html.icons import STATUS_ICONS
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.scale import speed_scale
from pgx_reader.render.html.setting import Setting


def gene_cards(block: GeneCards, setting: Setting) -> Markup:
    """The genes' cards."""
    return element("div", *(_gene_card(card, setting) for card in block.cards), class_="cards")


def medicine_cards(block: MedicineCards, setting: Setting) -> Markup:
    """The medicines' cards; those to talk about are tinted."""
    return element("div", *(_medicine_card(card, setting) for card in block.cards), class_="cards")


def _gene_card(card: GeneCard, setting: Setting) -> Markup:
    return _card(
        None,
        setting,
        _head(card.gene, setting.words(card.spoken), setting),
        setting.paragraph(element("strong", setting.words(card.headline)), "headline"),
        Markup() if card.scale is None else speed_scale(card.scale, setting),
        setting.paragraph(setting.running(card.body)),
        setting.paragraph(setting.running(card.lab_words), "note last"),
    )


def _medicine_card(card: MedicineCard, setting: Setting) -> Markup:
    status = joined([STATUS_ICONS[card.status], setting.words(card.status_text)])
    return _card(
        "tinted" if card.status is Status.TALK else None,
        setting,
        _head(card.name, ", ".join(card.brands), setting),
        setting.paragraph(status, "status"),
        setting.paragraph(setting.running(card.meaning)),
        Markup() if card.ask is None else setting.paragraph(setting.words(card.ask), "last"),
    )


def _card(look: str | None, setting: Setting, *content: Markup) -> Markup:
    """A card, named by its heading, which is the last that was made."""
    return element("article", *content, class_=look, aria_labelledby=setting.label)


def _head(name: str, beside: str, setting: Setting) -> Markup:
    return element("div", setting.heading_below(name), setting.paragraph(beside, "note"), class_="head")
