"""A clinic's logo: a PNG or JPEG file as the one kind of picture that goes onto a page."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

from pgx_reader.letterhead.files import read_regular_file
from pgx_reader.models.letterhead import Logo

MOST_BYTES = 5 * 1024 * 1024
"""The largest file of a logo."""

_MOST_PIXELS = 16_000_000
_LEAST_SIDE = 60
_LARGEST = (1063, 354)
"""A logo is at most 45 mm wide and 15 mm high: this is 600 pixels to the inch, more than a printer shows."""

_DARK_ENOUGH = 200
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


def read_logo(folder: Path, file: str, alternative: str) -> Logo:
    """
    The logo that a file in a folder, or under it, holds.

    Raises `ValueError`, with what to do, where that is no such file, or not a PNG or JPEG that can be used.
    """
    return logo_of(read_regular_file(_inside(folder, file), MOST_BYTES), alternative)


def logo_of(data: bytes, alternative: str) -> Logo:
    """
    The logo whose file has these bytes: on white, in RGB, with nothing else that was in the file.

    Raises `ValueError`, with what to do, where that is not a PNG or JPEG that can be used.
    """
    picture = _on_white(_opened(data))
    if max(picture.size) < _LEAST_SIDE:
        raise ValueError(f"has only {picture.width} by {picture.height} pixels. Save it with {_LEAST_SIDE} or more.")
    [(darkest, _)] = ImageStat.Stat(picture.convert("L")).extrema
    if darkest > _DARK_ENOUGH:
        raise ValueError("is so light that it cannot be seen on white paper. Save it in dark colors.")
    picture.thumbnail(_LARGEST, Image.Resampling.LANCZOS)
    png = BytesIO()
    picture.save(png, "PNG", optimize=True)
    return Logo(png=png.getvalue(), width=picture.width, height=picture.height, alternative=alternative)


def _inside(folder: Path, file: str) -> Path:
    """The path of a file, which must not lead out of the folder: by its name, or by a link."""
    advice = "Put the logo into the letterhead's folder and give its name."
    if _ADDRESS.match(file) and not Path(file).is_absolute():
        raise ValueError(f'"{file}" is an address, and none is fetched. {advice}')
    try:
        path = (folder / file).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        raise ValueError(f'"{file}" leads nowhere. {advice}') from None
    if Path(file).is_absolute() or not inside:
        raise ValueError(f'"{file}" is not in the letterhead\'s folder. {advice}')
    return path


def _opened(data: bytes) -> Image.Image:
    """The picture, decoded. What it is, is told from its content."""
    if not data:
        raise ValueError("is empty. Save the logo anew, as PNG or JPEG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _decoded(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(f"has more than {_MOST_PIXELS:,} pixels. Make it smaller.") from None
    except UnidentifiedImageError:
        raise ValueError(_what_it_is(data)) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ValueError(f"is damaged ({error}). Save the logo anew, as PNG or JPEG.") from None
    if picture.format == "PNG" and getattr(picture, "is_animated", False):
        raise ValueError("is a moving picture. Save one frame of it.")
    if picture.mode == "CMYK":
        raise ValueError("is in the colors of a print shop (CMYK). Save it in RGB, so that you see its colors.")
    return picture


def _decoded(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    if picture.width * picture.height > _MOST_PIXELS:  # Before it is decoded.
        raise Image.DecompressionBombError
    picture.load()
    return picture


def _what_it_is(data: bytes) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<svg", b"<!doctype svg")):
        return "is a drawing (SVG). Save it as PNG, 1,000 pixels wide or more."
    return "is neither a PNG nor a JPEG picture. Save the logo as one of them."


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture upright, in RGB of 8 bits, what is transparent in it filled with white."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):
        # 16 bits of gray: Pillow would cut the values, not scale them.
        upright = upright.convert("I").point(lambda value: value / 257).convert("L")
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright.convert("RGBA"))
    return ground.convert("RGB")
