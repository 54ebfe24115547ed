"""What Spanish changes in a sentence for the sake of its sound: "y" and "o" before a word with the same sound."""

from __future__ import annotations

import re

# Hierro and hiato begin with the sound of "y" itself, which needs no change; a y before a vowel has it too.
_I_SOUND = re.compile(r"[ií]|h[ií](?![aeou])|h?y(?![aeiou])", re.IGNORECASE)
# As a numeral is read: ocho, ochenta, once, once mil.
_O_SOUND = re.compile(r"h?[oó]|8|11(?!\d)|11(?=(?:000)+(?!\d))", re.IGNORECASE)


def before_in_spanish(words: str, following: str) -> str:
    """
    Words of a message as they stand before a value: a last "y" is "e", a last "o" is "u" before its own sound.

    Source: Real Academia Española, Diccionario panhispánico de dudas, entries "y" and "o".

    >>> before_in_spanish(" y ", "imipramine"), before_in_spanish("una o ", "8.0"), before_in_spanish(" y ", "codeine")
    (' e ', 'una u ', ' y ')
    """
    if words.endswith(" y ") and _I_SOUND.match(following):
        return words.removesuffix("y ") + "e "
    if words.endswith(" o ") and _O_SOUND.match(following):
        return words.removesuffix("o ") + "u "
    return words
