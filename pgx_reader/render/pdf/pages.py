"""Stacking pieces into pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pgx_reader.render.pdf.boxes import Piece, stack_height

_TIGHT = 0.6
_MOST_AIR = 9
_BARE = 0.75


@dataclass
class _Page:
    pieces: list[Piece]
    height: float = 0

    @classmethod
    def begun_with(cls, group: list[Piece]) -> _Page:
        """A page with its first pieces, after what is repeated there."""
        repeat = group[0].repeat
        pieces = group if repeat is None else [Piece(repeat), *group]
        return cls(list(pieces), stack_height(pieces))

    def height_with(self, group: list[Piece]) -> float:
        return self.height + group[0].before + stack_height(group)

    def add(self, group: list[Piece]) -> None:
        self.height = self.height_with(group)
        self.pieces.extend(group)

    def tightened(self) -> _Page:
        pieces = _spaced(self.pieces, _TIGHT)
        return _Page(pieces, stack_height(pieces))


def paginate(pieces: Iterable[Piece], room: float, large: float) -> list[tuple[Piece, ...]]:
    """
    The pieces of each page, where `room` is a page's height.

    Pieces that are to stay together do, unless together they are higher than a page. The spaces of a page shrink where
    what comes next, a card for one, would otherwise leave a good part of it bare. All spaces shrink where that saves
    a page, but for the pages that have room for them; then those of at least `large` grow into what is left of each
    page. There are no empty pages.
    """
    pieces = list(pieces)
    pages = [tuple(page.pieces) for page in _stacked(pieces, room, bare=_BARE * room)]
    tight = _spaced(pieces, _TIGHT)
    if stack_height(tight) <= (len(pages) - 1) * room:
        tight_pages = [tuple(page.pieces) for page in _stacked(tight, room)]
        if len(tight_pages) < len(pages):
            pages = [_relaxed(page, room) for page in tight_pages]
    return [_aired(page, room, large) for page in pages]


def _spaced(pieces: Iterable[Piece], factor: float) -> list[Piece]:
    return [replace(piece, before=piece.before * factor) for piece in pieces]


def _relaxed(tight: tuple[Piece, ...], room: float) -> tuple[Piece, ...]:
    """A page whose spaces were shrunk, with its full spaces if there is room for them."""
    relaxed = tuple(_spaced(tight, 1 / _TIGHT))
    return relaxed if stack_height(relaxed) <= room else tight


def _stacked(pieces: Iterable[Piece], room: float, bare: float = 0) -> list[_Page]:
    """Pages filled in order. The spaces of one that ends before `bare` shrink, if so its next pieces fit."""
    pages: list[_Page] = []
    for group in _kept_together(pieces):
        parts = [group] if _Page.begun_with(group).height <= room else [[piece] for piece in group]
        for part in parts:
            if pages and pages[-1].height_with(part) <= room:
                pages[-1].add(part)
            elif pages and pages[-1].height < bare and pages[-1].tightened().height_with(part) <= room:
                pages[-1] = pages[-1].tightened()
                pages[-1].add(part)
            else:
                pages.append(_Page.begun_with(part))
    return pages


def _kept_together(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def _aired(pieces: tuple[Piece, ...], room: float, large: float) -> tuple[Piece, ...]:
    """The pieces of a page, with some of the room that is left put between its larger parts."""
    places = [n for n in range(1, len(pieces)) if pieces[n].before >= large and not pieces[n - 1].keep]
    if not places:
        return pieces
    more = min((room - stack_height(pieces)) / len(places), _MOST_AIR)
    return tuple(replace(p, before=p.before + more) if n in places else p for n, p in enumerate(pieces))
