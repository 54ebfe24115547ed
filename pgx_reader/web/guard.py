"""
Keeps the page to itself: no other site's page can read from it or write to it, whatever port it stands on.

The loopback is no border. Any page that is open in the browser can send requests to it, a name can be made to point to
it (DNS rebinding), and cookies do not tell ports apart. So there are no cookies: who has no token gets nothing
(`routes`). Here the host must be our own, what a page sends must come from our own page, and the browser is told to
load nothing from elsewhere, to show the page in no other one, and to keep nothing of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pgx_reader.web.problem import place_in_code

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: its own files, and nothing that stands in it as a script or style."""

FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""What the handout inside the page may do: show itself, with the styles, fonts and pictures that it holds."""

FRAME = "/frame"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), fullscreen=(self)",
}
_READS = ("GET", "HEAD")
_OWN = ("same-origin", "none")
_MISDIRECTED, _FORBIDDEN, _BROKEN = 421, 403, 500


class Guard:
    """
    Stands before the whole application. `hosts` are the names and ports that the page is reached by.

    An error of the program ends here: the page is told that there was one, and the log where in the code, never what
    the request or the file said.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        why = self._why_not(Headers(scope=scope), scope["method"])
        if why is not None:
            await PlainTextResponse(why[1], why[0])(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except Exception as error:
            print(f"error: {place_in_code(error)}", file=sys.stderr)
            if not begun:
                await PlainTextResponse("The program has failed here. Please report it.", _BROKEN)(
                    scope, receive, guarded
                )

    def _why_not(self, headers: Headers, method: str) -> tuple[int, str] | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return _MISDIRECTED, "This page is only at the address that the program has printed."
        own = f"http://{host}"
        if headers.get("origin", own).lower() != own:
            return _FORBIDDEN, "Another site's page asks for this. It gets nothing."
        if method not in _READS and "origin" not in headers:
            return _FORBIDDEN, "Only the page itself may ask for this."
        opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if headers.get("sec-fetch-site", "same-origin") not in _OWN and not (opened and method in _READS):
            return _FORBIDDEN, "Another site's page asks for this. It gets nothing."
        return None


def _add_headers(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    framed = path == FRAME
    headers.setdefault("X-Frame-Options", "SAMEORIGIN" if framed else "DENY")
    headers.setdefault("Content-Security-Policy", FRAME_POLICY if framed else PAGE_POLICY)
