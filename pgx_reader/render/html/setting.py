"""What a block needs to become HTML: the wording, and its place in the outline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pgx_reader.models.document import Heading, Text, Title
from pgx_reader.render.html.markup import Markup, element, joined, readable
from pgx_reader.render.links import can_be_followed
from pgx_reader.wording import Run, Wording

_DEEPEST = 6
_TAG = re.compile("<[^>]*>")
_PART_OF_ADDRESS = re.compile(r"(?<=[^/\s]/)(?=\w)")


@dataclass(slots=True)
class Setting:
    """
    Where a block stands. Blocks are made in reading order: each heading moves the place on.

    `level` is that of the last title or heading among the blocks, 0 before the first. `lower` is how much lower the
    headings of a section stand: a second title is under the first, as a page has one. `headings` and `pictures` count
    what has an id.
    """

    wording: Wording
    level: int = 0
    lower: int = 0
    headings: int = 0
    pictures: int = 0

    @property
    def label(self) -> str:
        """The id of the last heading."""
        return f"heading-{self.headings}"

    def words(self, text: Text) -> Markup:
        """The words of a text, with bold and links."""
        runs = groupby(self.wording.runs(text), key=lambda run: run.url)
        return joined([_linked(url, map(_words, of_one_kind)) for url, of_one_kind in runs])

    def running(self, sentences: Iterable[Text]) -> Markup:
        """Sentences as one running text; empty where there are none."""
        return joined([words for words in map(self.words, sentences) if words], between=" ")

    def plain(self, text: Text) -> str:
        """The words of a text, for an attribute or a figure's title."""
        return readable(self.wording.plain(text))

    def paragraph(self, content: str, class_: str | None = None) -> Markup:
        """A paragraph; nothing where it has no words."""
        return element("p", content, class_=class_) if _TAG.sub("", content).strip() else Markup()

    def picture(self, alternative: str, *shapes: Markup, **attributes: str) -> Markup:
        """A drawing as one picture, whose title says in words what it shows."""
        self.pictures += 1
        title = f"picture-{self.pictures}"
        words = element("title", alternative, id=title)
        return element("svg", words, *shapes, role="img", aria_labelledby=title, **attributes)

    def heading_of(self, block: Title | Heading) -> Markup:
        """A block's heading, which never skips a level."""
        level = (block.level if isinstance(block, Heading) else 1) + self.lower
        self.level = min(level, self.level + 1)
        return self._heading(self.level, self.words(block.text))

    def heading_below(self, content: str) -> Markup:
        """A heading one level under that of the last block's, as of a card."""
        return self._heading(self.level + 1, content)

    def _heading(self, level: int, content: str) -> Markup:
        if not _TAG.sub("", content).strip():
            return Markup()
        self.headings += 1
        return element(f"h{min(level, _DEEPEST)}", content, id=self.label)


def _words(run: Run) -> Markup:
    words = _breakable(run.text) if run.url else joined([run.text])
    words = element("strong", words) if run.bold else words
    return element("span", words, lang=run.language) if run.language else words


def _breakable(words: str) -> Markup:
    """The words of a link: where they are an address, a line may end after each of its parts."""
    return joined(_PART_OF_ADDRESS.split(words), between="<wbr>")


def _linked(url: str | None, words: Iterable[Markup]) -> Markup:
    content = joined(words)
    return element("a", content, href=url, rel="noreferrer") if can_be_followed(url) else content
