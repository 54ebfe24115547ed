"""Names of handouts' files: safe on every system, no two alike, and none that leads out of its folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from string import Formatter

from pgx_reader.errors import OutputError
from pgx_reader.models.results import Patient

_LONGEST = 100
_FIELDS = ("patient_id", "patient_name", "birth_date", "collected_on", "reported_on")
# Names that Windows keeps for devices.
_TAKEN = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)?(\..*)?")


def file_names(patient_ids: Iterable[str], suffix: str) -> list[str]:
    """
    A file name for each patient id, in order: safe on every system, and no two alike.

    >>> file_names(["PT-1", "../../etc", "PT/1", "PT 1"], ".pdf")
    ['PT-1.pdf', 'etc.pdf', 'PT_1.pdf', 'PT_1-2.pdf']
    """
    taken: set[str] = set()
    names = []
    for patient_id in patient_ids:
        stem = base = safe(patient_id)
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem.casefold())
        names.append(stem + suffix)
    return names


def safe(text: str) -> str:
    """
    A text as a part of a file's name: letters without accents, digits, dots, dashes; never empty.

    >>> safe("Mü/ll er"), safe("../.."), safe("CON")
    ('Mu_ll_er', 'patient_', 'patient_CON')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", plain).strip("._-")[:_LONGEST]
    return f"patient_{stem}" if _TAKEN.fullmatch(stem) else stem


class Pattern:
    """
    How the files are called: `{patient_id}.pdf`, say. The ending is the format's own and may be left out.

    Raises `OutputError` for a pattern that has no patient in it, asks for what is not known, or names a folder.
    """

    def __init__(self, text: str, suffix: str) -> None:
        try:
            fields = [(field, how, turn) for _, field, how, turn in Formatter().parse(text) if field is not None]
        except ValueError:
            fields = [("", "", None)]
        known = ", ".join(f"{{{field}}}" for field in _FIELDS)
        if any(field not in _FIELDS or how or turn for field, how, turn in fields) or not fields:
            raise OutputError(f'--name "{text}": a name is made of letters and of {known}.')
        if "{patient_id}" not in text and "{patient_name}" not in text:
            raise OutputError(f'--name "{text}": it must hold {{patient_id}} or {{patient_name}}.')
        if re.search(r'[/\\\\:*?"<>|\0-\x1f]', text):
            raise OutputError(f'--name "{text}": a name has no slash, colon or other sign that files may not have.')
        self._text = text.removesuffix(suffix)
        self.suffix = suffix

    def stem(self, patient: Patient) -> str:
        """The name without its ending, safe; what is not known of a patient is left empty."""
        values = {field: getattr(patient, _ATTRIBUTES.get(field, field)) or "" for field in _FIELDS}
        return safe(self._text.format(**values))


_ATTRIBUTES = {"patient_id": "id", "patient_name": "name"}
