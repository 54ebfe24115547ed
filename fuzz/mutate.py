"""
Inputs made by changing good ones, so many as are wanted: a seed and a number always give the same one.

Nothing has to be installed for it. What it puts in is in `dictionary`, what it makes from nothing in `nasty`.
"""

# ruff: noqa: PLR2004 - chances are numbers, and need no names
from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from . import dictionary, nasty
from .seeds import Input, seeds

MOST_BYTES = 200_000
_ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin_1",
    "cp1251",
    "utf-32",
    "utf-7",
    "cp500",
)
_LINE_ENDS = ("\r\n", "\r", "\n\r", "\v", "\u2028", "\x85", "\n\n", "\n \n", "\x1c\r", "")
_WRAPPING = (
    (b"[", b"]"),
    (b'{"a": ', b"}"),
    (b"\x0b", b"\x1c\r"),
    (b'"', b'"'),
    (b"# ", b""),
    (b"", b"\n" * 3_000),
    (b"\xef\xbb\xbf", b""),
)
_STAR = re.compile(r"\*[0-9][0-9A-Za-z.]*")
_DIPLOTYPE = re.compile(r"[*][^\s,;|\"'<>&^]*/[*][^\s,;|\"'<>&^]*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PHENOTYPE = re.compile(
    r"(?:poor|intermediate|normal|rapid|ultrarapid|indeterminate)(?:[ _]metaboli[sz]er)?|\b[PINEUR]M\b", re.I
)
_GENE = re.compile(r"CYP2[A-Z][0-9]+", re.IGNORECASE)
_ANY_WORD = re.compile(r"[A-Za-z][A-Za-z_ ]+")

_OfText = Callable[[Random, str], str]


def made(seed: int, number: int) -> Input:
    """The input of this number."""
    random = Random(f"{seed}:{number}")
    origin = random.choice(seeds())
    name = random.choice(dictionary.NAMES) if random.random() < 0.05 else origin.name
    fate = random.random()
    if fate < 0.03:
        data = nasty.nested(random)
    elif fate < 0.06:
        data = nasty.many(random)
    else:
        data = changed(random, origin.data)
    if random.random() < 0.06:
        others = [random.choice(seeds()) for _ in range(random.randint(0, 3))]
        data = nasty.packed(random, [(name or "a", data), *((other.name, other.data) for other in others)])
    return Input(name, data[:MOST_BYTES])


def changed(random: Random, data: bytes) -> bytes:
    """A good input with one to five changes, each of the bytes, of the text or of the JSON that it is."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5))):
        kind = random.random()
        if kind < 0.12:
            data = random.choice(_OF_BYTES)(random, data)
        elif kind < 0.35 and data.lstrip()[:1] in (b"{", b"["):
            data = _json(random, data)
        else:
            text = data.decode("utf-8", "surrogateescape")
            data = random.choice(_OF_TEXT)(random, text).encode(
                "utf-8", "surrogateescape" if "\\ud" not in text else "replace"
            )
        if len(data) > MOST_BYTES:
            break
    return data[:MOST_BYTES]


# Changes of bytes


def _flip(random: Random, data: bytes) -> bytes:
    out = bytearray(data or b"\0")
    for _ in range(random.choice((1, 1, 3, 10))):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def _cut(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.7 else data[at:]


def _joined(random: Random, data: bytes) -> bytes:
    """The first part of this, and the last of another: two formats in one file."""
    other = random.choice(seeds()).data
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def _behind(random: Random, data: bytes) -> bytes:
    return data + random.choice((b"", b"\n", b"\n\n")) + random.choice(seeds()).data


def _encoded(random: Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


def _wrapped(random: Random, data: bytes) -> bytes:
    before, after = random.choice(_WRAPPING)
    return before + data + after


# Changes of text


def _put_in(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(dictionary.ALL) + text[at + random.choice((0, 0, 1, 5, 30)) :]


def _replaced(pattern: re.Pattern[str], words: tuple[str, ...]) -> _OfText:
    """A change that puts one of the words where the pattern is found: at one place, or at all with the same text."""

    def change(random: Random, text: str) -> str:
        places = list(pattern.finditer(text))
        if not places:
            return _put_in(random, text)
        found, word = random.choice(places), random.choice(words)
        if random.random() < 0.2:
            return text.replace(found[0], word)
        return text[: found.start()] + word + text[found.end() :]

    return change


def _repeated(random: Random, text: str) -> str:
    start = random.randrange(len(text) + 1)
    piece = text[start : start + random.choice((1, 5, 40, 400))]
    return text[:start] + piece * random.choice((2, 2, 2, 3, 3, 50, 500)) + text[start:]


def _lines_moved(random: Random, text: str) -> str:
    """A line taken out, doubled, moved, or many of one."""
    lines = re.split(r"(?<=[\n\r])", text)
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    fate = random.randrange(5)
    if fate == 0:
        del lines[at]
    elif fate == 1:
        lines.insert(to, lines[at])
    elif fate == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif fate == 3:
        lines[at:at] = [lines[at]] * random.choice((3, 10, 300))
    else:
        random.shuffle(lines)
    return "".join(lines)


def _parts_moved(random: Random, text: str) -> str:
    """The same in one line, with whatever divides its parts."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    mark = random.choice([mark for mark in dictionary.SPLITTERS if mark in lines[at]] or [" "])
    parts = lines[at].split(mark)
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    fate = random.randrange(5)
    if fate == 0:
        del parts[one]
    elif fate == 1:
        parts.insert(other, parts[one])
    elif fate == 2:
        parts[one], parts[other] = parts[other], parts[one]
    elif fate == 3:
        parts[one] = ""
    else:
        parts[one:one] = [parts[one]] * random.choice((2, 2, 100))
    lines[at] = mark.join(parts)
    return "\n".join(lines)


def _other_marks(random: Random, text: str) -> str:
    """Another delimiter or another end of line, throughout."""
    if random.random() < 0.5:
        return text.replace("\n", random.choice(_LINE_ENDS))
    return text.replace(random.choice(dictionary.SPLITTERS), random.choice((*dictionary.SPLITTERS, *dictionary.MARKS)))


def _other_case(random: Random, text: str) -> str:
    found = random.choice(list(_ANY_WORD.finditer(text)) or [None])
    if found is None:
        return text.swapcase()
    return text[: found.start()] + random.choice((str.upper, str.lower, str.title))(found[0]) + text[found.end() :]


# Changes of JSON


def _json(random: Random, data: bytes) -> bytes:
    """A value anywhere in it changed, taken out, doubled or nested; as text where it is no JSON."""
    try:
        document = json.loads(data)
        _change_within(random, document)
        # A lone half of a letter is written as an escape.
        return json.dumps(document, indent=random.choice((None, 1)), ensure_ascii=random.random() < 0.5).encode(
            "utf-8", "replace"
        )
    except (ValueError, RecursionError):
        return _put_in(random, data.decode("utf-8", "replace")).encode("utf-8", "replace")


def _change_within(random: Random, document: Any) -> None:
    places = list(_places(document))
    if not places:
        return
    container, key = random.choice(places)
    fate = random.randrange(6)
    if fate == 0:
        del container[key]
    elif fate == 1 and isinstance(container, dict):
        container[random.choice(dictionary.WORDS)] = container.pop(key)
    elif fate == 1:
        container.insert(random.randrange(len(container) + 1), container[key])
    elif fate == 2:
        other, its_key = random.choice(places)
        # As text and back, so that nothing holds itself.
        container[key] = json.loads(json.dumps(other[its_key]))
    elif fate == 3:
        container[key] = random.choice(
            ([container[key]], {"a": container[key]}, [[[container[key]] * 3]], {"value": container[key]})
        )
    else:
        container[key] = _value(random)


def _places(document: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict | list):
            inside = list(container.items()) if isinstance(container, dict) else list(enumerate(container))
            found += [(container, key) for key, _ in inside]
            waiting += [value for _, value in inside]
    return found


def _value(random: Random) -> Any:
    return random.choice(
        (
            *(None, True, False, 0, -1, 1.5, 1e308, 10**30, "", " ", [], {}, [[]], [None], {"": None}, [1, "a", None]),
            *(
                random.choice(dictionary.DIPLOTYPES),
                random.choice(dictionary.PHENOTYPES),
                random.choice(dictionary.WORDS),
            ),
            *(random.choice(dictionary.NUMBERS), random.choice(dictionary.MARKS), random.choice(dictionary.ALLELES)),
        )
    )


_OF_BYTES = (_flip, _cut, _joined, _behind, _encoded, _wrapped)
_OF_TEXT: tuple[_OfText, ...] = (
    _put_in,
    _put_in,
    _replaced(_STAR, dictionary.ALLELES),
    _replaced(_DIPLOTYPE, dictionary.DIPLOTYPES),
    _replaced(_PHENOTYPE, dictionary.PHENOTYPES),
    _replaced(_NUMBER, dictionary.NUMBERS),
    _replaced(_GENE, dictionary.WORDS),
    _replaced(_ANY_WORD, dictionary.ALL),
    _repeated,
    _lines_moved,
    _parts_moved,
    _other_marks,
    _other_case,
)
