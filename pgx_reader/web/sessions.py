"""What each open page has given, in memory alone, and how it is forgotten."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pgx_reader.models.letterhead import Letterhead
from pgx_reader.models.results import Problem, Results
from pgx_reader.web.asked import Look, Own
from pgx_reader.web.problem import refused
from pgx_reader.web.settings import Settings

_TOKEN_BYTES = 32
_FULL, _GONE = 503, 410


@dataclass
class Session:
    """
    What one open page has given and chosen. Nobody gets at it without its token.

    `results` is `None` until a file was read. `own` has what was chosen for a patient, by the patient's place in the
    file, and `look` what was chosen for all, `None` until something was. `readings` counts the files that were given:
    an answer to an older one is not wanted any more.
    """

    token: str
    used: float
    letterhead: Letterhead | None
    results: Results | None = None
    problems: tuple[Problem, ...] = ()
    own: dict[int, Own] = field(default_factory=dict)
    look: Look | None = None
    patient: int = 0
    readings: int = 0
    archive: bytes | None = None

    def begin_reading(self) -> int:
        """Take a new file: what is known of the former one is forgotten first, so that the two cannot be mixed up."""
        self.readings += 1
        self.results, self.problems, self.own, self.patient, self.archive = None, (), {}, 0, None
        return self.readings

    def require_results(self, reading: int | None = None) -> Results:
        """The results; refuses where there are none, or not of the reading that is asked for."""
        if self.results is None:
            raise refused(_GONE, "page.error.no_results")
        if reading not in (None, self.readings):
            raise refused(_GONE, "page.error.overtaken")
        return self.results


class Sessions:
    """All open pages. `clock` gives seconds."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._sessions: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def open(self) -> Session:
        """A new session. Where there are too many, one without results makes room; else it is refused: none is lost."""
        self.drop_idle()
        if len(self._sessions) >= self._settings.sessions:
            self._make_room()
        if len(self._sessions) >= self._settings.sessions:
            raise refused(_FULL, "page.error.too_many_sessions")
        session = Session(secrets.token_urlsafe(_TOKEN_BYTES), self._clock(), self._settings.letterhead)
        self._sessions[session.token] = session
        return session

    def get(self, token: str) -> Session:
        """The session of a token, which is in use from now on; refuses where there is none any more."""
        self.drop_idle()
        session = self._sessions.get(token)
        if session is None:
            raise refused(_GONE, "page.error.forgotten")
        session.used = self._clock()
        return session

    def has(self, session: Session) -> bool:
        """Whether a session is still there."""
        return self._sessions.get(session.token) is session

    def now(self) -> float:
        """The time, by the clock of the sessions."""
        return self._clock()

    def forget(self, token: str) -> None:
        """Drop all of a session. One that is not there is forgotten already."""
        self._sessions.pop(token, None)

    def drop_idle(self) -> None:
        """Drop the sessions that were not used for too long."""
        last = self._clock() - 60 * self._settings.idle_minutes
        for session in [session for session in self._sessions.values() if session.used <= last]:
            self.forget(session.token)

    def _make_room(self) -> None:
        """Drop the session without results that was not used for longest, if there is one."""
        empty = (session for session in self._sessions.values() if session.results is None)
        oldest = min(empty, key=lambda session: session.used, default=None)
        if oldest is not None:
            self.forget(oldest.token)

    def drop_all(self) -> None:
        """Drop everything."""
        self._sessions.clear()
