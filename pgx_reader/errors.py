"""Every exception of the package, with the exit status it leads to.

An exception means that no honest handout can be made. What a counselor should see about one result is a
`Problem` or a note in the interpretation, never an exception.
"""

from __future__ import annotations


class PgxReaderError(Exception):
    """Something that stops the whole run. The message says where, what, and what to do."""

    exit_status = 2


class UnusableInputError(PgxReaderError):
    """The results file cannot be opened or read as any known format, or holds no usable row."""


class TooManyResultsError(UnusableInputError):
    """The results are more than are held in memory at once; a batch reads them in parts."""


class UnknownPatientError(PgxReaderError):
    """A patient was asked for by an id that the file does not have."""


class BrokenTablesError(PgxReaderError):
    """The reference tables have faults; no interpretation can be trusted. Lists all of them."""


class WordingError(PgxReaderError):
    """A language is not available, or a message is missing in it or lacks a value."""


class UnprintableTextError(PgxReaderError):
    """A text holds a character that the handout's fonts cannot show."""


class LetterheadError(PgxReaderError):
    """A clinic's letterhead cannot be used. Lists every problem of the file and its logo."""


class OutputError(PgxReaderError):
    """A handout cannot be written where it was asked for."""


class FullDiskError(OutputError):
    """There is no room left where something was to be written; what was written before is whole."""

    exit_status = 1


class StoppedBatchError(PgxReaderError):
    """A batch's folder could be used at first and can be no longer; what was written before is whole."""

    exit_status = 1


class HalfReadError(PgxReaderError):
    """A file was changed while it was read, or could not be read to its end: nothing of it can be trusted."""


class JournalError(PgxReaderError):
    """A batch's journal cannot be opened, read or written, or is not this program's."""


class CodesError(PgxReaderError):
    """The list of the codes that stand for patients' ids cannot be used."""


class PasswordError(PgxReaderError):
    """The password that handouts are to be encrypted with cannot be had or used. The message never holds it."""


class ClusterError(PgxReaderError):
    """A cluster cannot be used: nobody answers, or its workers are not fit for the work."""


class MissingExtraError(PgxReaderError):
    """Something was asked for that needs libraries which are installed only on request."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs more libraries: pip install "pgx-reader[{extra}]"')
