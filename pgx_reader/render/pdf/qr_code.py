"""A QR code as vector squares: text that any phone reads without a network (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRECI, QR8bitByte, QRCode, QRErrorCorrectLevel, QRRSBlock

from pgx_reader.render.pdf.surface import Paint, Surface

QUIET_ZONE = 4
"""How many modules around a code stay white."""

_UTF_8 = 26  # The number of UTF-8 among the character sets that a code can name (ECI).
_MODE, _SET, _BYTE = 4, 12, 8  # Bits.
_SHORT_COUNT, _LONG_COUNT, _LAST_SHORT = 8, 16, 9


@dataclass(frozen=True, slots=True)
class Code:
    """The modules of a code, row by row from the top, True where dark; as many rows as columns."""

    modules: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """How many modules a side has, without the quiet zone."""
        return len(self.modules)

    def draw(self, surface: Surface, x: float, top: float, module: float, color: str) -> None:
        """Draw all dark modules as one shape, so that no viewer shows a seam between two."""
        path = surface.canvas.beginPath()
        for row, start, length in self._dark():
            path.rect(x + start * module, top - (row + 1) * module, length * module, module)
        surface.path(path, Paint(fill=color))

    def _dark(self) -> Iterator[tuple[int, int, int]]:
        """Each row's stretches of dark modules: the row, the first column, and how many."""
        for n, row in enumerate(self.modules):
            start = 0
            for dark, group in groupby(row):
                length = len(list(group))
                if dark:
                    yield n, start, length
                start += length


def fits(text: str, size: int) -> bool:
    """Whether a code of at most `size` modules a side can hold a text, at error correction M."""
    return _version(text, (size - 17) // 4) is not None


@lru_cache(maxsize=32)
def code_of(text: str, size: int) -> Code:
    """
    The smallest code that holds a text, at error correction M; at most `size` modules a side.

    Text beyond ASCII is UTF-8 and the code says so. Raises `ValueError` where the text does not fit.
    """
    version = _version(text, (size - 17) // 4)
    if version is None:
        raise ValueError(f"{len(text.encode())} bytes do not fit into a code of {size} modules")
    code = QRCode(version, QRErrorCorrectLevel.M)
    if not text.isascii():
        code.addData(QRECI(_UTF_8))
    code.addData(QR8bitByte(text))
    code.make()
    return Code(tuple(tuple(map(bool, row)) for row in code.modules))


def _version(text: str, largest: int) -> int | None:
    """The smallest version up to the largest that holds a text. ReportLab's own count forgets the ECI's number."""
    for version in range(1, min(largest, 40) + 1):
        count = _SHORT_COUNT if version <= _LAST_SHORT else _LONG_COUNT
        needed = _MODE + count + _BYTE * len(text.encode()) + (0 if text.isascii() else _SET)
        blocks = QRRSBlock.getRSBlocks(version, QRErrorCorrectLevel.M)  # type: ignore[no-untyped-call]
        if needed <= _BYTE * sum(block.dataCount for block in blocks):
            return version
    return None
