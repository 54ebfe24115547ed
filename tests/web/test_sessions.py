"""Sessions: nobody gets at another's, and each is forgotten."""

from __future__ import annotations

import pytest

from pgx_reader.models.results import Results
from pgx_reader.web.asked import Own
from pgx_reader.web.problem import Refused
from pgx_reader.web.sessions import Session, Sessions
from pgx_reader.web.settings import Settings

NOTHING = Results(name="results.csv", description="", patients=())


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """No session yet; three at most, forgotten after ten minutes."""
    return Sessions(Settings(sessions=3, idle_minutes=10), clock)


def _refused(sessions: Sessions, token: str) -> str:
    with pytest.raises(Refused) as refusal:
        sessions.get(token)
    return refusal.value.text.message


def test_a_token_opens_its_own_session_and_no_other(sessions: Sessions) -> None:
    """Two sessions have two tokens that nobody guesses; a token that was never given opens nothing."""
    one, two = sessions.open(), sessions.open()
    assert len(one.token) >= 43
    assert sessions.get(one.token) is one
    assert sessions.get(two.token) is two
    assert _refused(sessions, "") == _refused(sessions, one.token[:-1]) == "page.error.forgotten"


def test_a_session_that_is_not_used_is_forgotten(sessions: Sessions, clock: Clock) -> None:
    """Each use begins the time anew."""
    session = sessions.open()
    clock.now = 599
    assert sessions.get(session.token) is session
    clock.now = 599 + 600
    assert _refused(sessions, session.token) == "page.error.forgotten"
    assert len(sessions) == 0


def test_a_session_is_forgotten_when_asked(sessions: Sessions) -> None:
    """Once, or twice."""
    session = sessions.open()
    for _ in range(2):
        sessions.forget(session.token)
    assert not sessions.has(session)
    assert _refused(sessions, session.token) == "page.error.forgotten"


def test_too_many_sessions_cost_nobody_their_results(sessions: Sessions, clock: Clock) -> None:
    """The fourth takes the place of one that has read nothing; where all have, it is refused until one is forgotten."""
    kept = [sessions.open() for _ in range(3)]
    for session in kept[1:]:
        session.results = NOTHING
    fourth = sessions.open()
    assert [sessions.has(session) for session in (*kept, fourth)] == [False, True, True, True]
    fourth.results = NOTHING
    with pytest.raises(Refused) as refusal:
        sessions.open()
    assert (refusal.value.status, refusal.value.text.message) == (503, "page.error.too_many_sessions")
    clock.now = 600
    sessions.open()
    assert len(sessions) == 1


def test_a_new_file_begins_with_nothing_of_the_former_one() -> None:
    """Results, choices for a patient and the zip are gone before the new file is read."""
    session = Session("token", 0.0, None, NOTHING, (), {0: Own(medicines=("codeine",))}, None, 2, 1, b"zip")
    assert session.begin_reading() == 2
    assert (session.results, session.own, session.patient, session.archive) == (None, {}, 0, None)
    with pytest.raises(Refused):
        session.require_results()


def test_what_is_asked_of_a_former_file_is_refused() -> None:
    """A page that still shows the former file never gets a patient of the new one."""
    session = Session("token", 0.0, None, NOTHING, readings=2)
    assert session.require_results(2) is NOTHING
    with pytest.raises(Refused) as refusal:
        session.require_results(1)
    assert refusal.value.text.message == "page.error.overtaken"
