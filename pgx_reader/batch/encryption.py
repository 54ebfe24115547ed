"""
A handout that only a password opens: AES-256 as PDF 2.0 has it (ISO 32000-2, 7.6.4; revision 6).

All is encrypted: text, tags, metadata. Whoever has the password may read, print and copy; a screen reader may always
read (PDF/UA-1, 7.16). The file is another one each time, for its keys are random.
"""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import Any

from pgx_reader.errors import MissingExtraError, PasswordError

SHORTEST, LONGEST = 8, 127
"""Characters of a password: fewer can be tried out, and of more than 127 a PDF does not know."""


def require_encryption() -> None:
    """Raises `MissingExtraError` where the library is not installed that encrypts."""
    _pikepdf()


def checked_password(text: str) -> str:
    """
    A password that opens the handout in every program.

    Raises `PasswordError` where it is too short or too long, or has letters that programs turn into bytes in more than
    one way. The message does not hold it.
    """
    if not SHORTEST <= len(text) <= LONGEST:
        raise PasswordError(f"the password must have {SHORTEST} to {LONGEST} characters.")
    if not (text.isascii() and text.isprintable()):
        raise PasswordError(
            "the password may have unaccented letters, digits, blanks and signs of a US keyboard: programs disagree "
            "about all others, and the handout might never open."
        )
    return text


def encrypted(pdf: bytes, password: str) -> bytes:
    """The PDF, encrypted. Without the password nothing of it can be read, its title neither."""
    pikepdf = _pikepdf()
    may = pikepdf.Permissions(
        accessibility=True,
        extract=True,
        print_highres=True,
        print_lowres=True,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    # Nobody gets the owner's password: with it, the handout could be changed and look as if it came from the clinic.
    how = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(48), R=6, aes=True, metadata=True, allow=may)
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(file, encryption=how, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return file.getvalue()


def _pikepdf() -> Any:
    """The library that encrypts, which only this needs."""
    try:
        import pikepdf  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError("--encrypt", "encrypt") from None
    return pikepdf
