"""The results card as HTML: readable on the screen, and as wide as a credit card once it is printed."""

from __future__ import annotations

from pgx_reader.models.document import CardResult, Fact, ResultsCard
from pgx_reader.render.html.markup import APART, Markup, element, joined
from pgx_reader.render.html.setting import Setting
from pgx_reader.render.qr_code import MOST_CARD_SIZE, QUIET_ZONE, Code, code_of, words_for_card

_PIXELS_A_MODULE = 3


def results_card(block: ResultsCard, setting: Setting) -> Markup:
    """The card with all its texts, none of them cut: unlike that of a PDF it may grow longer than a credit card."""
    results = [_result(result, setting) for result in block.results]
    facts = joined([_fact(fact, setting) for fact in block.facts], between=APART)
    return element(
        "div",
        setting.paragraph(setting.words(block.owner), "owner"),
        element("div", *results, class_="results"),
        setting.paragraph(facts, "facts-line"),
        setting.paragraph(setting.words(block.safety), "safety-line"),
        _code(block, setting),
        class_="wallet",
    )


def _result(result: CardResult, setting: Setting) -> Markup:
    terms = [setting.paragraph(setting.words(term), "note") for term in result.terms]
    name, word = setting.words(result.name), setting.words(result.word)
    return element("div", setting.paragraph(name), setting.paragraph(word, "word"), *terms)


def _fact(fact: Fact, setting: Setting) -> Markup:
    return joined([setting.words(fact.label), element("strong", setting.words(fact.value))], between=" ")


def _code(block: ResultsCard, setting: Setting) -> Markup:
    """The square as a picture whose title is the words in it."""
    words = words_for_card(["\n".join(map(setting.plain, lines)) for lines in block.code])
    alternative = " ".join([setting.plain(block.code_alternative), *words.split("\n")])
    code = code_of(words, MOST_CARD_SIZE)
    side = code.size + 2 * QUIET_ZONE
    return setting.picture(
        alternative,
        element("path", d=f"M0 0h{side}v{side}H0z", fill="#fff"),
        element("path", d=_squares(code), fill="#000"),
        class_="code",
        viewBox=f"0 0 {side} {side}",
        width=str(side * _PIXELS_A_MODULE),
        shape_rendering="crispEdges",
    )


def _squares(code: Code) -> str:
    return "".join(f"M{QUIET_ZONE + x} {QUIET_ZONE + y}h{length}v1h-{length}z" for y, x, length in code.dark())
