"""What the page asks for, checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from pgx_reader.batch.options import FORMATS, Explaining, Style, name_of_reviewer
from pgx_reader.models.base import Model
from pgx_reader.models.letterhead import Letterhead
from pgx_reader.render.paper import Paper
from pgx_reader.terms import Preference
from pgx_reader.wording import available_languages

_LONGEST = 200
_MOST_MEDICINES = 100


def _language(code: str) -> str:
    if code not in available_languages():
        raise ValueError(f"one of: {', '.join(available_languages())}.")
    return code


def _format(name: str) -> str:
    if name not in FORMATS:
        raise ValueError(f"one of: {', '.join(FORMATS)}.")
    return name


def _nothing_if_empty(value: Any) -> Any:
    return None if value == "" else value


def _tuple_of_list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_Short = Annotated[str, Field(max_length=_LONGEST)]
_Medicines = Annotated[tuple[_Short, ...], BeforeValidator(_tuple_of_list), Field(max_length=_MOST_MEDICINES)]
_Reviewer = Annotated[Annotated[_Short, AfterValidator(name_of_reviewer)] | None, BeforeValidator(_nothing_if_empty)]


class Own(Model):
    """What is chosen for one patient, and must never reach another: medicines, whose result, who has looked."""

    medicines: _Medicines = ()
    prefer: Preference = Preference.LAB
    reviewed_by: _Reviewer = None

    def explaining(self) -> Explaining:
        """The same, as results are explained with."""
        return Explaining(medicines=self.medicines, prefer=self.prefer, reviewed_by=self.reviewed_by)


class Look(Model):
    """How handouts are set, for all patients of the page."""

    language: Annotated[str, AfterValidator(_language)] = "en"
    paper: Paper = Paper.LETTER
    large_print: bool = False
    results_card: bool = False
    letterhead: bool = True

    def style(self, letterhead: Letterhead | None, file_format: str) -> Style:
        """The same as a handout is made with; the letterhead is left off where it is not wanted."""
        return Style(
            language=self.language,
            paper=self.paper,
            large_print=self.large_print,
            results_card=self.results_card,
            letterhead=letterhead if self.letterhead else None,
            file_format=file_format,
        )


class Asked(Model):
    """
    A handout that the page wants: whose, by the patient's place in the file from 0, and how.

    `reading` says of which file, so that a page that still shows a former one never gets another patient's handout.
    """

    reading: int
    patient: int = Field(ge=0)
    own: Own = Own()
    look: Look = Look()


class AskedFile(Asked):
    """A handout as a file."""

    file_format: Annotated[str, AfterValidator(_format)] = "pdf"


class AskedArchive(Model):
    """The handouts of all patients, each with what was chosen for that patient."""

    reading: int
    look: Look = Look()
    file_format: Annotated[str, AfterValidator(_format)] = "pdf"


class AskedLetterhead(Model):
    """A letterhead: its sections, as in a file of one, and the logo's file in base64."""

    sections: dict[str, dict[str, Any]]
    logo: str | None = None


class GivenFile(Model):
    """One of the files that are given at once, one behind the other: its name and size in bytes."""

    name: _Short
    size: int = Field(ge=0)


class GivenFiles(Model):
    """The files that are given at once."""

    files: Annotated[tuple[GivenFile, ...], BeforeValidator(_tuple_of_list), Field(min_length=1, max_length=200)]
