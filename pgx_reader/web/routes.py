"""What the page can ask for. Who has no token of a session gets nothing but the page itself and the samples."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from pgx_reader.batch.names import file_names
from pgx_reader.batch.today import today
from pgx_reader.models.base import Model
from pgx_reader.models.results import PatientResult, Problem, Results
from pgx_reader.web import fragments
from pgx_reader.web.archive import Archive, make_archive, problems_csv
from pgx_reader.web.asked import Asked, AskedArchive, AskedFile, AskedLetterhead, GivenFiles
from pgx_reader.web.bundle import bundled
from pgx_reader.web.gallery import sample_file, sample_handout
from pgx_reader.web.handouts import handout_file, handout_shown, letterhead_given, steps_shown
from pgx_reader.web.problem import refused
from pgx_reader.web.reading import Reading
from pgx_reader.web.received import body_of, parsed
from pgx_reader.web.sessions import Session, Sessions
from pgx_reader.web.settings import Settings
from pgx_reader.web.words import preferred
from pgx_reader.wording import available_languages

SESSION = "x-session"
FILE_NAMES = "x-files"
LANGUAGE = "x-language"
_MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
_UNUSABLE, _NOT_FOUND, _GONE = 422, 404, 410
# A letterhead with its logo in base64 is the largest of what is not a file.
_MOST_JSON_BYTES = 8_000_000
# So many files are taken in at once; others wait, so that memory holds.
_AT_ONCE = 4

M = TypeVar("M", bound=Model)
A = TypeVar("A", bound=Asked)


class Page:
    """The page's answers, over the sessions and the processes that read."""

    def __init__(self, settings: Settings, sessions: Sessions, reading: Reading) -> None:
        self._settings, self._sessions, self._reading = settings, sessions, reading
        self._taking_in = anyio.Semaphore(_AT_ONCE)

    def routes(self) -> list[Route]:
        """Where each answer is."""
        return [
            Route("/", self.front),
            Route("/frame", self.frame),
            Route("/samples/{name}.pdf", self.sample_pdf),
            Route("/api/session", self.open_session, methods=["POST"]),
            Route("/api/session", self.touch, methods=["PUT"]),
            Route("/api/session", self.forget, methods=["DELETE"]),
            Route("/api/state", self.state),
            Route("/api/results", self.take_in, methods=["POST"]),
            Route("/api/samples/{name}", self.take_sample, methods=["POST"]),
            Route("/api/problems", self.problems),
            Route("/api/handout", self.handout, methods=["POST"]),
            Route("/api/file", self.file, methods=["POST"]),
            Route("/api/steps", self.steps, methods=["POST"]),
            Route("/api/letterhead", self.take_letterhead, methods=["POST"]),
            Route("/api/letterhead", self.drop_letterhead, methods=["DELETE"]),
            Route("/api/archive", self.make_archive, methods=["POST"]),
            Route("/api/archive", self.archive),
            Route("/{language}/", self.page),
        ]

    async def front(self, request: Request) -> Response:
        """To the page in the language that the browser asks for."""
        return RedirectResponse(f"/{preferred(request.headers.get('accept-language', ''))}/")

    async def page(self, request: Request) -> Response:
        """The page itself, which holds no result."""
        language = request.path_params["language"]
        if language not in available_languages():
            return HTMLResponse("There is no such page.", _NOT_FOUND)
        return HTMLResponse(await anyio.to_thread.run_sync(fragments.page, language, self._settings))

    async def frame(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """The empty page that the handout is shown in."""
        return HTMLResponse('<!DOCTYPE html>\n<html lang="en"><title>Handout</title></html>\n')

    async def sample_pdf(self, request: Request) -> Response:
        """An invented patient's handout, as `pgx-reader demo` writes it."""
        language = request.query_params.get("language", "en")
        name = request.path_params["name"]
        pdf = await anyio.to_thread.run_sync(sample_handout, name, language, today())
        if pdf is None:
            return HTMLResponse("There is no such sample.", _NOT_FOUND)
        return Response(pdf, media_type=_MEDIA["pdf"], headers=_named(f"{name}.pdf", shown=True))

    async def open_session(self, request: Request) -> Response:  # noqa: ARG002
        """A new session's token, and how long it lives without use."""
        session = self._sessions.open()
        return JSONResponse({"token": session.token, "minutes": self._settings.idle_minutes}, 201)

    async def touch(self, request: Request) -> Response:
        """The session is still in use."""
        self._session(request)
        return Response(status_code=204)

    async def forget(self, request: Request) -> Response:
        """Everything of the session is forgotten."""
        self._sessions.forget(request.headers.get(SESSION, ""))
        return Response(status_code=204)

    async def state(self, request: Request) -> Response:
        """What the session has, for a page that was loaded again; nothing where no file was read."""
        session = self._session(request)
        if session.results is None:
            return Response(status_code=204)
        return JSONResponse(self._intake(session, session.results, request))

    async def take_in(self, request: Request) -> Response:
        """Read a file, or several as one; the former one is forgotten, even where the new one cannot be read."""
        session = self._session(request)
        number = session.begin_reading()
        async with self._taking_in:
            name, data = await self._received(request)
            results = await self._reading.read(data, name)
        return self._keep(session, number, results, request)

    async def take_sample(self, request: Request) -> Response:
        """An invented patient's results, in the place of a file."""
        session = self._session(request)
        path = sample_file(request.path_params["name"])
        if path is None:
            raise refused(_NOT_FOUND, "page.error.no_sample")
        number = session.begin_reading()
        results = await self._reading.read(path.read_bytes(), path.name)
        return self._keep(session, number, results, request)

    async def problems(self, request: Request) -> Response:
        """Every problem of the file as CSV."""
        session = self._session(request)
        session.require_results()
        return Response(problems_csv(session.problems), media_type="text/csv", headers=_named("problems.csv"))

    async def handout(self, request: Request) -> Response:
        """A handout as HTML, and what to know about it; what was chosen is remembered."""
        session, asked, patient = await self._chosen(request, Asked)
        shown = await anyio.to_thread.run_sync(handout_shown, patient, asked, session.letterhead, _language(request))
        return JSONResponse(shown)

    async def file(self, request: Request) -> Response:
        """A handout as a file, the same as the command line writes."""
        session, asked, patient = await self._chosen(request, AskedFile)
        # Before the handout is made: meanwhile another file may be given.
        ids = [other.patient.id for other in session.require_results(asked.reading).patients]
        name = file_names(ids, f".{asked.file_format}")[asked.patient]
        content = await anyio.to_thread.run_sync(handout_file, patient, asked, session.letterhead)
        return Response(content, media_type=_MEDIA[asked.file_format], headers=_named(name))

    async def steps(self, request: Request) -> Response:
        """The explaining mode's steps."""
        session, asked, patient = await self._chosen(request, Asked)
        steps = await anyio.to_thread.run_sync(steps_shown, patient, asked, session.letterhead, _language(request))
        return HTMLResponse(steps)

    async def take_letterhead(self, request: Request) -> Response:
        """Take a letterhead for all handouts of the session."""
        session = self._session(request)
        given = await self._asked(request, AskedLetterhead)
        session.letterhead = await anyio.to_thread.run_sync(letterhead_given, given)
        return JSONResponse({"name": session.letterhead.name})

    async def drop_letterhead(self, request: Request) -> Response:
        """Forget the session's letterhead."""
        self._session(request).letterhead = None
        return Response(status_code=204)

    async def make_archive(self, request: Request) -> Response:
        """Make the handouts of all patients, a line of JSON as each is done; a page that goes away stops it."""
        session = self._session(request)
        asked = await self._asked(request, AskedArchive)
        results = session.require_results(asked.reading)
        session.look, session.archive = asked.look, None
        return StreamingResponse(self._progress(session, results, asked), media_type="application/x-ndjson")

    async def archive(self, request: Request) -> Response:
        """The zip that was made, once."""
        session = self._session(request)
        if session.archive is None:
            raise refused(_GONE, "page.error.no_archive")
        content, session.archive = session.archive, None
        return Response(content, media_type="application/zip", headers=_named("handouts.zip"))

    async def _progress(self, session: Session, results: Results, asked: AskedArchive) -> AsyncIterator[str]:
        style = asked.look.style(session.letterhead, asked.file_format)
        making = make_archive(results, session.problems, dict(session.own), style, today())
        number = session.readings
        while (done := await anyio.to_thread.run_sync(next, making, None)) is not None:
            if session.readings != number:
                return
            if isinstance(done, Archive):
                session.archive = done.content
                yield json.dumps({"ready": True, "failed": done.failed}) + "\n"
            else:
                session.used = self._sessions.now()
                yield json.dumps({"done": done, "of": len(results.patients)}) + "\n"

    def _session(self, request: Request) -> Session:
        return self._sessions.get(request.headers.get(SESSION, ""))

    async def _chosen(self, request: Request, model: type[A]) -> tuple[Session, A, PatientResult]:
        """The session, what is asked of it, and the patient asked for; what was chosen is remembered."""
        session = self._session(request)
        asked = await self._asked(request, model)
        patients = session.require_results(asked.reading).patients
        if asked.patient >= len(patients):
            raise refused(_NOT_FOUND, "page.error.no_patient")
        session.patient, session.own[asked.patient], session.look = asked.patient, asked.own, asked.look
        return session, asked, patients[asked.patient]

    def _keep(self, session: Session, number: int, results: Results, request: Request) -> Response:
        if session.readings != number or not self._sessions.has(session):
            # Another file was given meanwhile, or everything was forgotten.
            raise refused(_GONE, "page.error.overtaken")
        session.results, session.problems = results, _in_order(results)
        return JSONResponse(self._intake(session, results, request))

    def _intake(self, session: Session, results: Results, request: Request) -> dict[str, Any]:
        return {
            "html": fragments.intake(results, session.problems, _language(request)),
            "patients": len(results.patients),
            "patient": session.patient,
            "own": {str(n): own.model_dump(mode="json") for n, own in session.own.items()},
            "look": session.look.model_dump(mode="json") if session.look else None,
            "reading": session.readings,
            "letterhead": session.letterhead.name if session.letterhead else None,
        }

    async def _received(self, request: Request) -> tuple[str, bytes]:
        """The name and content of what is given; several files as an archive of them, packed in memory."""
        data = await body_of(request, self._settings.bytes, "page.error.too_large", most=self._settings.megabytes)
        given = parsed(unquote(request.headers.get(FILE_NAMES, "")).encode(), GivenFiles).files
        if sum(file.size for file in given) != len(data):
            raise refused(_UNUSABLE, "page.error.cut_short")
        if not data.strip():
            raise refused(_UNUSABLE, "page.error.empty")
        return bundled(given, data)

    async def _asked(self, request: Request, model: type[M]) -> M:
        return parsed(await body_of(request, _MOST_JSON_BYTES, "page.error.not_understood"), model)


def _in_order(results: Results) -> tuple[Problem, ...]:
    """The problems of a file and of its patients, in the order of the rows."""
    found = [*results.problems, *(problem for patient in results.patients for problem in patient.problems)]
    return tuple(sorted(found, key=lambda problem: (problem.file or "", problem.row or 0)))


def _language(request: Request) -> str:
    language = request.headers.get(LANGUAGE, "")
    return language if language in available_languages() else "en"


def _named(name: str, *, shown: bool = False) -> dict[str, str]:
    return {"Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"'}
