"""Bytes as text: which encoding they are in, and what is not text at all."""

from __future__ import annotations

from collections.abc import Iterable

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Problem, Severity

_BINARY = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word file, or an Excel workbook with a password",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"BAM\1": "an alignment (BAM)",
    b"CRAM": "an alignment (CRAM)",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
_WAY_OUT = "Save or export the results as a table: CSV, UTF-8."
_EMPTY = "the file is empty. It needs a header row and a row for each result."

# Encodings of one byte a letter that exports are found in, besides UTF-8 and UTF-16; the likeliest first.
_ENCODINGS = ["cp1252", "latin_1", "cp1250", "cp1251", "mac_roman"]
_SAMPLE = 4096
# Letters in so many bytes of lines tell an encoding.
_ENOUGH = 200_000


def decoded(name: str, data: bytes, encoding: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """
    The bytes as text with universal line ends and no byte-order mark, and a notice where the encoding was inferred.

    UTF-8 is tried first, then UTF-16, then the one-byte encodings of Western and Eastern Europe: star alleles and
    numbers are the same in all of them, accented names may not be. `encoding` is that of a whole file, for a part of
    it that is not UTF-8. Raises `UnusableInputError` for an empty file and for a binary one.
    """
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnusableInputError(f"{name}: this is {what}, not a results file. {_WAY_OUT}")
    text, notices = _text_of(name, data, encoding)
    if "\0" in text:
        raise UnusableInputError(f"{name}: this is a binary file, not a results file. {_WAY_OUT}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnusableInputError(f"{name}: {_EMPTY}")
    if "\ufffd" in text:
        row = text[: text.index("\ufffd")].count("\n") + 1
        message = "a letter was lost before this file was written: it holds the sign for a letter that cannot be shown."
        notices = (*notices, Problem(message=message, row=row, severity=Severity.NOTICE))
    return text, notices


def _text_of(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[Problem, ...]]:
    wide = _utf_16(data)
    if wide is not None:
        try:
            return data.decode(wide).removeprefix("\ufeff"), ()
        except UnicodeDecodeError:
            raise UnusableInputError(f"{name}: the text is UTF-16 and broken off. Save it anew, as UTF-8.") from None
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        row = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    if _is_binary(data):
        raise UnusableInputError(f"{name}: this is a binary file, not a results file. {_WAY_OUT}")
    encoding = encoding or _likeliest_encoding(_accented(data.splitlines(keepends=True)))
    message = f"the text is not UTF-8; it was read as {encoding}. Check accented letters, in names above all."
    return data.decode(encoding, errors="replace"), (Problem(message=message, row=row, severity=Severity.NOTICE),)


def _utf_16(data: bytes) -> str | None:
    """UTF-16 by its byte-order mark; without one, by the zero bytes beside Latin letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 4 or len(data) % 2:  # noqa: PLR2004 - too few letters to tell
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > pairs * 0.8 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.8 and not odd else None


def _is_binary(data: bytes) -> bool:
    """Whether a text has control characters that no text has."""
    sample = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a\x1c\x1d" for byte in sample)  # noqa: PLR2004 - ASCII
    return b"\0" in sample or controls > len(sample) / 100


def encoding_of(lines: Iterable[bytes]) -> str | None:
    """The likeliest encoding of a file that is not UTF-8, from its lines; `None` where it is UTF-8."""
    strange = _accented(lines)
    try:
        strange.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest_encoding(strange)
    return None


def _accented(lines: Iterable[bytes]) -> bytes:
    """The lines that tell encodings apart: those with a byte beyond ASCII, as many as it takes."""
    found = b""
    for line in lines:
        if not line.isascii():
            found += line
            if len(found) > _ENOUGH:
                break
    return found


def _likeliest_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and few files need it

    best = from_bytes(data, cp_isolation=_ENCODINGS, threshold=0.6).best()
    return best.encoding if best else "cp1252"
