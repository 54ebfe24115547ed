"""Negative controls of a plate: wells without anybody's DNA, which look like patients in a results file."""

from __future__ import annotations

import re
import unicodedata

from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import Problem, Severity
from pgx_reader.readers.layout import named
from pgx_reader.readers.reading import Contents

# A well's number or letter may follow: NTC1, NTC_2, Empty A1.
_WELL = r"(?: ?\d{1,3}| [a-p] ?\d{0,2})?"
_NAMES = (
    r"ntc|nct|nec|nrt"  # NCT: letters changed about, as plates really have it
    r"|(?:no|non) (?:template|enzyme|dna|target)(?: (?:controls?|ctrl|ctl))?"
    r"|neg(?:ative?|ativ|ativo|ativa|atif)?(?: (?:controls?|ctrl|ctl|pcr))?"
    r"|(?:control|controllo|controle|temoin) (?:neg|negativ[eo]|negatif)|negativ ?kontrolle"
    r"|(?:empty|(?:(?:extraction|reagent|pcr) )?blank)(?: well)?|leerwert|vuoto|vacio|wasser|acqua|agua"
    r"|(?:(?:nuclease free|pcr grade|sterile|distilled) )?(?:water|(?:d|dd)?h2o)(?: (?:controls?|ctrl))?"
)
_CONTROL = re.compile(rf"(?:{_NAMES}){_WELL}")
_PERHAPS_CONTROL = re.compile(
    rf"(?:(?:pos|positive|positiv|internal|process|extraction|quality) )?"
    rf"(?:controls?|ctrl|ctl|kontrolle|controllo|controle|positiv ?kontrolle|qc){_WELL}"
)


def is_control(patient_id: str) -> bool:
    """
    Whether an id as a whole is a name for a well without DNA; an id that merely contains such a name is not.

    Reference samples (NA04671) cannot be told from patients by their id.

    >>> [is_control(name) for name in ("NTC", "ntc_2", "No-Template Control", "Empty", "H2O", "Neg. control")]
    [True, True, True, True, True, True]
    >>> [is_control(name) for name in ("Waters", "EMPTYSON-1", "NTC-Smith", "NA04671", "Control1")]
    [False, False, False, False, False]
    """
    return bool(_CONTROL.fullmatch(_folded(patient_id)))


def may_be_control(patient_id: str) -> bool:
    """Whether an id as a whole is a name for a control with DNA, such as `Control1`, which a patient may bear too."""
    return bool(_PERHAPS_CONTROL.fullmatch(_folded(patient_id)))


def without_controls(name: str, contents: Contents, *, is_part: bool = False) -> Contents:
    """
    What a file gives without its negative controls, and a notice that names them.

    An id that may be a control's is kept, and a notice asks. Raises `UnusableInputError` where the file holds nothing
    but controls; a part of one may.
    """
    ids = [patient.patient.id for patient in contents.patients]
    ids += [problem.patient_id for problem in contents.problems if problem.patient_id]
    controls = dict.fromkeys(patient_id for patient_id in ids if is_control(patient_id))
    doubtful = dict.fromkeys(patient_id for patient_id in ids if may_be_control(patient_id))
    patients = tuple(patient for patient in contents.patients if patient.patient.id not in controls)
    problems = [problem for problem in contents.problems if problem.patient_id not in controls]
    if contents.patients and not patients and not is_part:
        raise UnusableInputError(
            f"{name}: it holds nothing but negative controls ({named(controls)}), no person's results. Give the file "
            "of the patients; if one of these is a patient, give them another id."
        )
    if controls:
        message = f"negative controls, left out: {named(controls)}. If one of them is a patient, give them another id."
        problems.append(Problem(message=message, severity=Severity.NOTICE))
    if doubtful:
        message = (
            f"read as patients, but named like controls of the lab: {named(doubtful)}. Check that they are people."
        )
        problems.append(Problem(message=message, severity=Severity.NOTICE))
    return Contents(patients, tuple(problems))


def _folded(text: str) -> str:
    """A text without case, accents and punctuation: `Neg._control` and `neg control` are one."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip().casefold()
