"""The page's words as HTML: a message becomes markup here and nowhere else, and is escaped here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pgx_reader.models.document import Text, Value
from pgx_reader.render.letters import composed
from pgx_reader.version import __version__
from pgx_reader.wording import Wording, available_languages, load_page_wording

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Text without control characters, as in a handout: no name turns round what stands beside it."""
    return composed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def rendered(template: str, language: str, **values: Any) -> str:
    """
    A template's HTML in a language of the page.

    In a template `t(message, name=value)` gives the words of a message, and `shown(text)` those of a `Text`.
    """
    wording = load_page_wording(language)

    def t(message: str, /, **given: Value) -> Markup:
        return in_html(Text(message=message, values=given), wording)

    def shown(text: Text) -> Markup:
        return in_html(text, wording)

    common = {"t": t, "shown": shown, "wording": wording, "version": __version__, "languages": available_languages()}
    return _environment().get_template(template).render(common | values)


def in_html(text: Text, wording: Wording) -> Markup:
    """The words of a text, escaped, with bold and the language of what is in another one."""
    parts = []
    for run in wording.runs(text):
        part = escape(composed(run.text))
        part = Markup("<strong>{}</strong>").format(part) if run.bold else part
        parts.append(Markup('<span lang="{}">{}</span>').format(run.language, part) if run.language else part)
    return Markup("").join(parts)


def preferred(accepted: str) -> str:
    """
    The language of the page that a browser's `Accept-Language` asks for first; English where it asks for none of them.

    >>> preferred("fr;q=0.9, es-MX;q=0.8, en;q=0.5")
    'es'
    """
    wanted = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((code for _, code in sorted(wanted) if code in available_languages()), "en")
