"""Lists as HTML: items with dots or numbers, labelled facts, words explained, and medicines by status."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.models.document import Definitions, Facts, Items, MedicineLine, MedicineList, NamedMedicine, Text
from pgx_reader.render.html.icons import STATUS_ICONS
from pgx_reader.render.html.markup import Markup, element, joined
from pgx_reader.render.html.setting import Setting


def items(block: Items, setting: Setting) -> Markup:
    """A list. Its role is said, as Safari takes that of a list away whose marks are drawn by a style sheet."""
    entries = [element("li", setting.running(item)) for item in block.items]
    name = "ol" if block.numbered else "ul"
    classes = [class_ for class_, has in (("small", block.small), ("kept", block.kept)) if has]
    return element(name, *entries, class_=" ".join(classes) or None, role="list")


def facts(block: Facts, setting: Setting) -> Markup:
    """Labelled facts, each label before its value, as many on a line as fit."""
    return _pairs("facts", ((setting.words(fact.label), setting.words(fact.value)) for fact in block.items))


def definitions(block: Definitions, setting: Setting) -> Markup:
    """Words and their meanings."""
    return _pairs("definitions", ((setting.words(item.term), setting.words(item.meaning)) for item in block.items))


def medicine_list(block: MedicineList, setting: Setting) -> Markup:
    """A group's title, then for each status its icon and words, and the medicines under it."""
    heading = setting.heading_below(setting.words(block.title))
    lines = ((_status(line, setting), _names(line.medicines, setting)) for line in block.lines)
    return element("div", heading, _pairs("statuses", lines), class_="group")


def _pairs(class_: str, pairs: Iterable[tuple[Markup, Markup]]) -> Markup:
    entries = [element("div", element("dt", label), element("dd", value)) for label, value in pairs]
    return element("dl", *entries, class_=class_) if entries else Markup()


def _status(line: MedicineLine, setting: Setting) -> Markup:
    return joined([STATUS_ICONS[line.status], setting.words(line.status_text)])


def _names(medicines: Iterable[NamedMedicine], setting: Setting) -> Markup:
    return setting.words(
        Text(message="verbatim", values={"text": tuple(medicine.with_brands for medicine in medicines)})
    )
