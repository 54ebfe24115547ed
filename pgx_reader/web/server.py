"""Runs the page on this machine's loopback, and on nothing else."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from pgx_reader.errors import PgxReaderError
from pgx_reader.web.app import make_app
from pgx_reader.web.settings import Settings

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")
# What an event loop and the process that reads results open before anybody has asked for anything.
_FILES_AT_LEAST = 16
_NOT_STARTED = (
    "the page cannot be started: too little memory, or too few files may be open. Close other programs, or raise the "
    "limit (ulimit -n)."
)


class PortError(PgxReaderError):
    """The page cannot be opened at the port that it should have."""


def serve(settings: Settings, port: int, *, opened: Callable[[str], None], browser: bool = True) -> None:
    """
    Serve the page until the program is ended. `opened` gets its address once it can be reached.

    Port 0 takes any that is free. With `browser` the page is opened in the user's. Raises `PortError` where the port
    is in use, or may not be used, and where the page cannot be started.
    """
    _require_files()
    with _bound(port) as listening:
        number = listening.getsockname()[1]
        hosts = [f"{name}:{number}" for name in _NAMES]
        server = _Server(_config(settings, hosts))
        address = f"http://{LOOPBACK}:{number}/"
        server.when_started = lambda: _announce(address, opened, browser=browser)
        # Where it cannot begin, uvicorn ends the program with a status of its own, and says why in the log alone.
        with suppress(SystemExit):
            server.run(sockets=[listening])
        if not server.started:
            raise PortError(_NOT_STARTED)


def _require_files() -> None:
    """An event loop that cannot open what it needs leaves half of itself behind, which complains when it is removed."""
    held: list[int] = []
    try:
        while len(held) < _FILES_AT_LEAST:
            held.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        raise PortError(_NOT_STARTED) from None
    finally:
        for number in held:
            os.close(number)


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise PortError(
            f"port {port} cannot be used: {error.strerror}. Is the page open already, at http://{LOOPBACK}:{port}/ ? "
            "Else give another number with --port; 0 takes any that is free."
        ) from None
    except OverflowError:
        raise PortError(f"port {port}: there is no such port. Give a number from 0 to 65535.") from None


def _config(settings: Settings, hosts: list[str]) -> uvicorn.Config:
    """Without a log: it would have the names of files and patients in it sooner or later."""
    return uvicorn.Config(
        make_app(settings, hosts),
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=2,
    )


class _Server(uvicorn.Server):
    when_started: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.when_started()


def _announce(address: str, opened: Callable[[str], None], *, browser: bool) -> None:
    opened(address)
    if browser:
        # A browser that does not come up must not keep the page waiting.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
