"""Nothing of a patient is written, logged or kept."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.web.running import Server
from tests.web.without_browser import HEADER, Session, one

NAME = "Zelmira Quandt (invented)"
SECRETS = ("Zelmira", "PT-SECRET", "secret-file", "*4/*41", "venlafaxine")


def _used(server: Server) -> None:
    """All that a counselor does, with a file that has problems, one that cannot be read and one that is too large."""
    origin = server.address.rstrip("/")
    with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=60) as client:
        session = Session(client)
        content = one("PT-SECRET", NAME, "venlafaxine") + b"PT-SECRET-2,Zelmira,CYP2D6,*4/*41 or nonsense,\n"
        read = session.gives(("secret-file.csv", content)).json()
        given = {"reading": read["reading"], "patient": 0, "own": {"medicines": ["venlafaxine"], "reviewed_by": NAME}}
        for path in ("/api/handout", "/api/file", "/api/steps"):
            assert session.asks(path, **given).status_code == 200
        assert session.asks("/api/archive", reading=read["reading"]).status_code == 200
        assert client.get("/api/archive", headers={"X-Session": session.token}).status_code == 200
        assert session.asks("/api/handout", reading=read["reading"], patient=9).status_code == 404
        assert session.gives(("secret-file.exe", b"MZ\x00\x90 Zelmira")).status_code == 422
        many = HEADER + "".join(f"PT-SECRET-{n},Zelmira,CYP2D6,*4/*41,\n" for n in range(600))
        assert session.gives(("secret-file.csv", many.encode())).status_code == 413
        session.gives(("secret-file.csv", content))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_written_or_logged_however_it_ends(serve: Callable[..., Server], how: signal.Signals) -> None:
    """No file in its folder, home or place for temporary files, and no word of a patient in what it says."""
    server = serve()
    _used(server)
    assert _files(server.folder) == []
    server.process.send_signal(how)
    server.process.wait(timeout=20)
    assert _files(server.folder) == []
    assert not {secret for secret in SECRETS if secret in server.errors()}
    assert "Traceback" not in server.errors()


def test_it_opens_no_file_to_write(tmp_path: Path) -> None:
    """Python itself is asked, by an audit hook: nothing is opened for writing while the page is used."""
    opened = tmp_path / "opened"
    hook = (
        "import os, sys\n"
        f"log = os.open({str(opened)!r}, os.O_WRONLY | os.O_CREAT, 0o600)\n"
        "def hook(event, arguments):\n"
        "    if event == 'open' and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):\n"
        "        os.write(log, f'{arguments[0]}\\n'.encode())\n"
        "sys.addaudithook(hook)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(hook, encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    server = Server(folder, path=str(tmp_path))
    _used(server)
    assert server.stop() == 0
    # Numbers are lines to its own processes.
    written = {line for line in opened.read_text(encoding="utf-8").splitlines() if not line.isdecimal()}
    assert written <= {"/dev/null"}


def test_it_listens_on_the_loopback_alone(server: Server) -> None:
    """No other machine can reach it, under any of this machine's addresses."""
    port = f"{server.port:04X}"
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not Path(table).exists():
            pytest.skip("this system does not tell what listens")
        for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
            address, number = line.split()[1].split(":")
            if number == port and line.split()[3] == "0A":
                listening.add(address)
    assert listening == {"0100007F"}


def test_ctrl_c_ends_it_quietly(serve: Callable[..., Server]) -> None:
    """Exit status 0, and one word that all is forgotten."""
    server = serve()
    assert server.stop() == 0
    assert server.errors().splitlines()[-1] == "Ended. Everything is forgotten."
