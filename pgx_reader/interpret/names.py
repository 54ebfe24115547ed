"""
Which medicines a patient's list names.

A name is a medicine of the tables only where the whole of it is known, but for the amount, the salt and the form:
nothing that merely looks like a name is taken for it. What is left over is told by the name as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pgx_reader.interpret.near_names import nearest_name
from pgx_reader.models.interpretation import UnknownMedicine
from pgx_reader.tables import ReferenceTables
from pgx_reader.tables.names import folded, known_names


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_UNITS = (
    r"mg|mcg|µg|μg|ug|g|kg|ml|l|iu|meq|units?|hr|hours?|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|doses?|x|%"
)
_NUMBER = r"\d[\d.,/x-]*"
# A number with a unit, or one of more than a digit: `20 mg`, `20mg`, `300-30 mg`, `10 mg/5 ml`, `150`, `#3`, `no. 3`.
# A lone digit can be a name's own.
_AMOUNT = re.compile(
    rf"(?<![\w-])(?:{_NUMBER}\s*-?(?:{_UNITS})(?:/\d*\s*(?:{_UNITS}|day|dose))?(?!\w)"
    r"|(?:#|no\.?\s*)\d+(?![\w-])|\d[\d.,/x-]*[\d%](?![\w-]))",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+(?:and|with|plus)\s+|\s+w/\s*|[/+&,;()\[\]\n|]+|\s[-–—]\s", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[+&,;:()\[\]|]+")
_HYPHEN = re.compile(r"[-‐‑‒–—−]")
_SALTS = _words(
    "hydrochloride hcl hydrobromide hbr succinate tartrate bitartrate maleate mesylate besylate oxalate fumarate "
    "sodium potassium magnesium calcium phosphate sulfate sulphate bisulfate citrate acetate bromide chloride "
    "gluconate tosylate strontium dihydrate"
)
_FORMS = _words(
    "er xr xl sr la cr dr ir cd ec odt extended delayed immediate sustained controlled modified release enteric "
    "coated orally disintegrating oral tab tabs tablet tablets cap caps capsule capsules pill pills liquid "
    "solution suspension syrup"
)
_DIRECTIONS = _words(
    "a an at in the my take takes taking once twice two three four times time daily day days night nightly bedtime "
    "morning evening noon am pm every each other per hour hours week weeks weekly month as needed when prn po by "
    "mouth bid tid qid qd qod qam qpm qhs hs food meal meals before after dose doses half one of generic brand for "
    "sleep pain mood anxiety depression"
)
# Words that say that a medicine is not taken: then the entry is told as it stands, and no part of it is a match.
_NOT_TAKEN = _words(
    "no not never none without w/o stop stopped stopping discontinued quit off avoid avoids allergy allergic "
    "allergies intolerance intolerant former formerly previously past ex tried failed free like reaction rash "
    "instead"
)
_SAYS_NONE = frozenset({"none", "none known", "nil", "n/a", "na", "no medicines", "no medications", "no meds"})
# What makes another substance of a name that stands behind it and a hyphen.
_CHEMICAL_PREFIXES = _words(
    "dextro levo racemic hydroxy dihydroxy methyl desmethyl demethyl dimethyl ethyl acetyl dehydro dihydro nor iso "
    "pseudo deuterated deutero chloro fluoro trans alpha beta gamma delta"
)
_LEAST_PART = 4


@dataclass
class NamedMedicines:
    """The medicines of the tables, each once, in the order in which they are named; and what is not in the tables."""

    drugs: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, UnknownMedicine] = field(default_factory=dict)


def find_medicines(names: Iterable[str], tables: ReferenceTables) -> NamedMedicines:
    """
    The medicines that a patient's list names.

    Generic and US brand names are found in any case and with any apostrophe, hyphen, dot or blank; amounts, salts
    and forms behind them are left off, unless the tables have the whole name. Of a combination each part counts that
    is known. A misspelled name is not known: the nearest one is told, and never used. Empty entries say nothing.
    """
    known = known_names(tables)
    found = NamedMedicines()
    for name in names:
        drugs, unknown = _read(name, known)
        found.drugs.update(dict.fromkeys(drugs))
        for text in unknown:
            near = nearest_name(_core(text), known)
            found.unknown.setdefault(folded(text), UnknownMedicine(name=text, nearest=_told(near, known, tables)))
    return found


def _read(entry: str, known: dict[str, str]) -> tuple[list[str], list[str]]:
    """The medicines that an entry names, and the names in it that are not known; both empty where it names none."""
    entry = " ".join(entry.split())
    if not folded(entry) or folded(entry) in _SAYS_NONE:
        return [], []
    if folded(entry) in known:
        return [known[folded(entry)]], []
    bare = _AMOUNT.sub(" ", entry)
    if _NOT_TAKEN & set(folded(_PUNCTUATION.sub(" ", bare)).split()):
        return [], [_shown(entry)]
    whole = _match(bare, known)
    if whole:
        return [whole], []
    drugs: list[str] = []
    unknown: list[str] = []
    for part in _names_in(entry):
        matched, missing = _read_part(part, known)
        drugs += matched
        unknown += missing
    return (drugs, unknown) if drugs else ([], [_shown(entry)])


def _names_in(entry: str) -> list[str]:
    """The parts of an entry that can be names: what stands between separators and amounts and is no direction."""
    parts = (" ".join(part.split()) for part in _SEPARATOR.split(_AMOUNT.sub("\n", entry)))
    return [part for part in parts if not all(_says_how(word) for word in folded(part).split())]


def _says_how(word: str) -> bool:
    """Whether a word is of how a medicine is taken. A salt is not: `calcium` can be all that an entry names."""
    return word in _DIRECTIONS | _FORMS or word.isdecimal()


def _read_part(part: str, known: dict[str, str]) -> tuple[list[str], list[str]]:
    """One name, or two that a hyphen joins."""
    drug = _match(part, known)
    if drug:
        return [drug], []
    pieces = [piece.strip() for piece in _HYPHEN.split(part)]
    matched = {piece: _match(piece, known) for piece in pieces}
    if not any(matched.values()) or not all(_can_stand_alone(piece) for piece in pieces):
        return [], [part]
    return [drug for drug in matched.values() if drug], [piece for piece, drug in matched.items() if not drug]


def _can_stand_alone(piece: str) -> bool:
    return len(piece) >= _LEAST_PART and folded(piece) not in _CHEMICAL_PREFIXES


def _match(name: str, known: dict[str, str]) -> str | None:
    """The medicine whose name this is, with as much as possible of what stands behind it; `None` where it is none."""
    words = _trimmed(folded(name).split())
    while words:
        if " ".join(words) in known:
            return known[" ".join(words)]
        if words[-1] not in _SALTS | _FORMS:
            return None
        words = words[:-1]
    return None


def _trimmed(words: list[str]) -> list[str]:
    """The words without the directions and numbers that stand before and behind them."""
    while words and (words[0] in _DIRECTIONS or words[0].isdecimal()):
        words = words[1:]
    while words and (words[-1] in _DIRECTIONS or words[-1].isdecimal()):
        words = words[:-1]
    return words


def _core(name: str) -> str:
    """A folded name without directions, salts and forms, to look for one that is near it."""
    words = _trimmed(folded(name).split())
    while len(words) > 1 and words[-1] in _SALTS | _FORMS:
        words = words[:-1]
    return " ".join(words)


def _shown(entry: str) -> str:
    """An entry as given, but for amounts and the directions behind them: the handout speaks of no doses."""
    if not _AMOUNT.search(entry):
        return entry
    words = _AMOUNT.sub(" ", entry).split()
    while words and _says_how(folded(words[-1])):
        words = words[:-1]
    return " ".join(words).strip(" ,(") or re.sub(r"\d+", "…", entry)


def _told(near: str | None, known: dict[str, str], tables: ReferenceTables) -> str | None:
    """A name as the tables spell it; a brand with what it is a brand of."""
    if near is None:
        return None
    drug = known[near]
    brand = next((name for name in tables.drugs[drug].brand_names if folded(name) == near), None)
    return f"{brand} ({drug})" if brand and folded(drug) != near else drug
