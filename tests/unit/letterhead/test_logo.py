"""A logo becomes one kind of picture, whatever it was; what cannot be used is refused before it is decoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pgx_reader import read_letterhead
from pgx_reader.errors import LetterheadError
from pgx_reader.models.letterhead import Logo

from .conftest import picture

_RED, _WHITE = (200, 0, 0), (255, 255, 255)


def _png(width: int, height: int, kind: int, bits: int, *, interlaced: int = 0) -> bytes:
    """A PNG of another size or kind than Pillow writes; its pixels are all zero."""
    rows = b"\0" * 64

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _half(mode: str, dark: object, clear: object) -> bytes:
    """A picture whose left half is dark and whose right half is clear."""
    image = Image.new(mode, (120, 60), clear)  # type: ignore[arg-type]
    image.paste(dark, (0, 0, 60, 60))  # type: ignore[arg-type]
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _palette() -> bytes:
    image = Image.new("P", (120, 60), 1)
    image.putpalette([*_RED, 0, 0, 0])
    image.paste(0, (0, 0, 60, 60))
    file = BytesIO()
    image.save(file, "PNG", transparency=1)
    return file.getvalue()


def _sixteen_bits() -> bytes:
    file = BytesIO()
    image = Image.new("I;16", (120, 60), 65535)
    image.paste(51400, (0, 0, 60, 60))
    image.save(file, "PNG")
    return file.getvalue()


GOOD = [
    ("RGB", _half("RGB", _RED, _WHITE), _RED),
    ("RGBA", _half("RGBA", (*_RED, 255), (0, 0, 0, 0)), _RED),
    ("half transparent", _half("RGBA", (0, 0, 0, 127), (0, 0, 0, 0)), (128, 128, 128)),
    ("gray", _half("L", 70, 255), (70, 70, 70)),
    ("gray with alpha", _half("LA", (70, 255), (0, 0)), (70, 70, 70)),
    ("palette with a transparent color", _palette(), _RED),
    ("black and white", _half("1", 0, 1), (0, 0, 0)),
]


def _logo(path: Path) -> Logo:
    logo = read_letterhead(path).logo
    assert logo is not None
    return logo


@pytest.mark.parametrize(("data", "left"), [case[1:] for case in GOOD], ids=[case[0] for case in GOOD])
def test_every_kind_of_png_stands_on_white(
    data: bytes, left: tuple[int, int, int], letterhead: Callable[..., Path]
) -> None:
    """Palette, gray and transparency become RGB of 8 bits, with white where nothing was."""
    with Image.open(BytesIO(_logo(letterhead(logo=data)).png)) as image:
        assert (image.mode, image.format, image.size) == ("RGB", "PNG", (120, 60))
        assert (image.getpixel((10, 30)), image.getpixel((110, 30))) == (left, _WHITE)


def test_sixteen_bits_are_scaled(letterhead: Callable[..., Path]) -> None:
    """Gray of 16 bits keeps its lightness: it is not cut to white."""
    dark = _sixteen_bits()
    with Image.open(BytesIO(dark)) as image:
        assert image.mode.startswith("I")
    with Image.open(BytesIO(_logo(letterhead(logo=dark)).png)) as image:
        assert (image.getpixel((10, 30)), image.getpixel((110, 30))) == ((200, 200, 200), _WHITE)


def test_a_jpeg_is_turned_upright_and_loses_what_a_camera_wrote(letterhead: Callable[..., Path]) -> None:
    """Its orientation is applied; nothing of its metadata goes into a handout."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at a private place"
    logo = _logo(letterhead(logo=picture(format="JPEG", exif=exif)))
    assert (logo.width, logo.height) == (60, 120)
    assert b"private" not in logo.png


def test_an_interlaced_png_is_read(letterhead: Callable[..., Path]) -> None:
    """Adam7 is no obstacle."""
    assert _logo(letterhead(logo=_png(64, 2, 0, 1, interlaced=1))).width == 64


def test_a_large_picture_becomes_as_large_as_print_can_show(letterhead: Callable[..., Path]) -> None:
    """More pixels than 600 to the inch are no use on paper; the shape stays."""
    logo = _logo(letterhead(logo=picture(size=(3000, 1500))))
    assert (logo.width, logo.height) == (708, 354)


BAD = [
    ("empty", b"", "is empty"),
    ("text", b"no picture", "is neither a PNG nor a JPEG"),
    ("GIF", picture(format="GIF"), "is neither a PNG nor a JPEG"),
    ("PDF", b"%PDF-1.7\n", "is neither a PNG nor a JPEG"),
    ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is a drawing (SVG)"),
    ("SVG with a head", b'\xef\xbb\xbf\n<?xml version="1.0"?><svg/>', "is a drawing (SVG)"),
    ("cut off", picture(size=(600, 600), color=(9, 9, 9))[:200], "is damaged"),
    ("JPEG cut off", picture(size=(600, 600), format="JPEG")[:500], "is damaged"),
    ("no pixels", _png(0, 0, 2, 8), "is "),
    ("more pixels than its data", _png(100, 100, 2, 8), "is damaged"),
    ("bomb", _png(60_000, 60_000, 2, 8), "has more than 16,000,000 pixels"),
    ("large bomb", _png(2**31 - 1, 2**31 - 1, 2, 8), "has more than 16,000,000 pixels"),
    ("little bomb", _png(10_000, 9_000, 2, 8), "has more than 16,000,000 pixels"),
    ("many bytes", b"\x89PNG\r\n\x1a\n" + b"\0" * (5 * 1024 * 1024), "is larger than 5,120 KB"),
    ("CMYK", picture("CMYK", color=(0, 200, 200, 0), format="JPEG"), "print shop (CMYK)"),
    ("few pixels", picture(size=(59, 20)), "has only 59 by 20 pixels"),
    ("white", picture(color=_WHITE), "cannot be seen on white paper"),
    ("transparent", picture("RGBA", color=(0, 0, 0, 0)), "cannot be seen on white paper"),
    (
        "moving",
        picture(save_all=True, append_images=[Image.new("RGB", (120, 60), "red")]),
        "is a moving picture",
    ),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_used_is_refused(data: bytes, words: str, letterhead: Callable[..., Path]) -> None:
    """The message says what it is and what to do, and has one line."""
    with pytest.raises(LetterheadError) as error:
        read_letterhead(letterhead(logo=data))
    assert str(error.value).startswith("clinic.toml, [logo] file: ")
    assert words in str(error.value)
    assert len(str(error.value).splitlines()) == 1
