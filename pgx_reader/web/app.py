"""The application: routes behind the guard, sessions that are dropped when idle, processes that read."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pgx_reader.web.assets import asset
from pgx_reader.web.gallery import samples
from pgx_reader.web.guard import Guard
from pgx_reader.web.problem import Refused
from pgx_reader.web.reading import Reading
from pgx_reader.web.routes import LANGUAGE, Page
from pgx_reader.web.sessions import Sessions
from pgx_reader.web.settings import Settings
from pgx_reader.web.words import in_html
from pgx_reader.wording import available_languages, load_page_wording

_LOOK_FOR_IDLE_EVERY = 15


def make_app(settings: Settings, hosts: Iterable[str], sessions: Sessions | None = None) -> ASGIApp:
    """
    The page as an ASGI application that answers under these hosts, each with its port.

    `sessions` are new ones unless given. It must be run with its lifespan: the processes that read are started and
    ended with it.
    """
    reading = Reading(settings)
    kept = sessions if sessions is not None else Sessions(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        reading.start()
        dropping = asyncio.create_task(_drop_idle(kept))
        warming = asyncio.create_task(anyio.to_thread.run_sync(samples))
        try:
            yield
        finally:
            dropping.cancel()
            warming.cancel()
            reading.stop()
            kept.drop_all()

    routes = [Route("/static/{name}", asset), *Page(settings, kept, reading).routes()]
    return Guard(Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: _told}), hosts)


async def _drop_idle(sessions: Sessions) -> None:
    while True:
        await asyncio.sleep(_LOOK_FOR_IDLE_EVERY)
        sessions.drop_idle()


async def _told(request: Request, refusal: Exception) -> Response:
    """Why something was not done, in the page's language, and by the id of its message."""
    assert isinstance(refusal, Refused)
    language = request.headers.get(LANGUAGE, "")
    wording = load_page_wording(language if language in available_languages() else "en")
    answer = {"code": refusal.text.message, "html": f"<p>{in_html(refusal.text, wording)}</p>"}
    return JSONResponse(answer, refusal.status, {"Connection": "close"} if refusal.closes else None)
