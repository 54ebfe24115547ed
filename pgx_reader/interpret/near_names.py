"""The known name that a misspelled one is nearest to: an offer for a person to look at, never an answer."""

from __future__ import annotations

from collections.abc import Mapping

# How many letters may be wrong, by the length of what was written. Under five letters, every name is near another.
_LETTERS_WRONG = ((10, 2), (5, 1))
_LONGEST = 60


def nearest_name(name: str, known: Mapping[str, str]) -> str | None:
    """
    The one known name that is nearest to a folded name; `None` where none is near enough.

    A letter too many, too few, wrong or changed with its neighbor counts as one. Where the names of two medicines are
    equally near, neither is nearest.

    >>> nearest_name("citalopran", {"citalopram": "citalopram", "codeine": "codeine"})
    'citalopram'
    """
    allowed = next((wrong for length, wrong in _LETTERS_WRONG if length <= len(name) <= _LONGEST), 0)
    if not allowed:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to import, and few names are misspelled

    # A word more makes another substance of a name more often than a slip of the pen does.
    candidates = [near for near in known if len(name.split()) <= len(near.split())]
    distances = {near: OSA.distance(name, near, score_cutoff=allowed) for near in candidates}
    least = min(distances.values(), default=allowed + 1)
    found = [near for near, distance in distances.items() if distance == least]
    if least > allowed or len({known[near] for near in found}) > 1:
        return None
    return found[0]
