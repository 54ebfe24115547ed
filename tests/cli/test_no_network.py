"""Every command with sockets and other programs forbidden: nothing goes out, and no file is read that was not given."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import pytest

import pgx_reader
from pgx_reader.cli import main
from tests.web.running import Server
from tests.web.without_browser import Session

PACKAGE = Path(pgx_reader.__file__).parent
REPOSITORY = Path(__file__).parents[2]
TABLES = REPOSITORY / "reference_tables"

# Addresses and files that a text in a results file names. Nothing may open them.
BAIT = (
    "file:///etc/passwd", "/etc/passwd", "../../../../../../etc/passwd", "http://127.0.0.1:1/x.png",
    "<img src='file:///etc/passwd'/><img src=/etc/passwd><a href=http://127.0.0.1:1/>x</a>",
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;', "=WEBSERVICE(\"http://127.0.0.1:1/\")",
    "@import url(http://127.0.0.1:1/); url(file:///etc/passwd)", "canary.txt", "|touch canary.txt",
    "$(touch canary.txt)",
    "<font color=\"open('canary.txt','w')\">x</font>", "\\\\127.0.0.1\\share\\x", "${jndi:ldap://127.0.0.1:1/a}",
)  # fmt: skip
COLUMNS = (
    "patient_name", "birth_date", "sex", "collected_on", "reported_on", "lab", "specimen", "test", "medicines",
    "alleles_tested",
)  # fmt: skip

_HOOK = """
import os, sys
_log = os.open(os.environ["SEEN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
_PROGRAMS = ("subprocess.Popen", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto",
            "socket.sendmsg", "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
            "webbrowser.open")
_inside = False

def _hook(event, arguments):
    global _inside
    if _inside or not (event == "open" or event in _NETWORK or event in _PROGRAMS):
        return
    _inside = True
    try:
        if event == "open":
            what = arguments[0]
            writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            line = ("writes " if writes else "reads ") + repr(what if isinstance(what, int) else os.fsdecode(what))
        elif event == "socket.bind" or event == "socket.connect":
            family = getattr(arguments[0], "family", None)
            line = f"{event} {int(family)} {arguments[1]!r}"
        else:
            line = f"{event} {arguments!r}"
        os.write(_log, (line.replace("\\n", " ") + "\\n").encode("utf-8", "backslashreplace"))
    finally:
        _inside = False
    if event != "open" and (event in _PROGRAMS or event not in os.environ["ALLOWED"].split()):
        raise PermissionError(f"forbidden here: {event}")

sys.addaudithook(_hook)
"""


@dataclass(frozen=True)
class Seen:
    """What a command did: how it ended, what it said, and each event that the hook wrote down."""

    status: int
    said: str
    events: tuple[str, ...]

    def of(self, *kinds: str) -> list[str]:
        """The events of these kinds, without their kind."""
        return [line.partition(" ")[2] for line in self.events if line.partition(" ")[0] in kinds]

    def read_in(self, folder: Path) -> set[Path]:
        """Every file that was opened to read by a program that works in a folder, with no link followed."""
        names = (ast.literal_eval(name) for name in self.of("reads"))
        return {Path(os.path.normpath(folder / name)) for name in names if isinstance(name, str)}


CASES: dict[str, list[list[str]]] = {
    "report": [
        ["report", "results.csv", "-o", "pdf", "--results-card", "--archive", "--letterhead", "clinic.toml"],
        ["report", "results.json", "-o", "html", "--format", "html", "--medicine", BAIT[4], "--reviewed-by", BAIT[4]],
    ],
    "explain": [["explain", "results.csv"], ["explain", "results.json", "--csv", "tables"]],
    "check": [["check", "results.csv"], ["check", "results.xml"]],
    "batch": [["batch", "results.csv", "results.json", "-o", "batch", "--workers", "1"]],
    "summary": [["summary", "results.csv", "--csv"]],
    "demo": [["demo", "-o", "demo"]],
    "tables": [
        ["tables", "CYP2D6"],
        ["tables", "diff", str(TABLES), str(TABLES)],
    ],
    "serve": [],
}
"""What each command is called with; `serve`, which does not end by itself, has a test of its own below."""
_RUNS = [(name, arguments) for name, cases in CASES.items() for arguments in cases]


def test_every_command_has_a_case() -> None:
    """A command that is new has to be tried here."""
    assert isinstance(main, click.Group)
    with click.Context(main) as context:
        assert set(main.list_commands(context)) == set(CASES)
        tables = main.get_command(context, "tables")
    assert isinstance(tables, click.Group)
    assert set(tables.commands) == {"show", "diff"}


def _prepare(folder: Path) -> None:
    """The results with the bait in every place, a letterhead with it, and the hook."""
    rows = [
        {"patient_id": f"P{n} {bait}", "gene": "CYP2D6", "diplotype": "*4/*4"} | dict.fromkeys(COLUMNS, bait)
        for n, bait in enumerate(BAIT)
    ]
    rows += [{"patient_id": f"Q{n}", "gene": bait, "diplotype": bait, bait: bait} for n, bait in enumerate(BAIT)]
    (folder / "results.json").write_text(json.dumps(rows), encoding="utf-8")
    lines = [",".join(("patient_id", "gene", "diplotype", *COLUMNS))]
    lines += [
        ",".join('"' + row.get(column, "").replace('"', '""') + '"' for column in lines[0].split(",")) for row in rows
    ]
    (folder / "results.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "results.xml").write_text(f'<?xml version="1.0"?>{BAIT[5]}<Bundle>&y;</Bundle>', encoding="utf-8")
    (folder / "tmp").mkdir()
    (folder / "canary.txt").write_text("secret", encoding="utf-8")
    (folder / "clinic.toml").write_text(
        "[clinic]\nname = \"<img src='file:///etc/passwd'/>\"\naddress = ['http://127.0.0.1:1/']\nphone = '555-0100'\n",
        encoding="utf-8",
    )
    (folder / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all that a command is given."""
    _prepare(tmp_path)
    return tmp_path


def _environment(folder: Path, log: Path, allowed: str = "") -> dict[str, str]:
    paths = os.pathsep.join((str(folder), str(REPOSITORY)))
    return os.environ | {
        "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "SEEN": str(log), "ALLOWED": allowed, "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "SOURCE_DATE_EPOCH": "1793620800",
    }  # fmt: skip


def _run(folder: Path, arguments: list[str]) -> Seen:
    log = folder / f"seen-{'-'.join(arguments)[:40].replace('/', '_')}.log"
    done = subprocess.run(
        [sys.executable, "-m", "pgx_reader", *arguments],
        cwd=folder,
        env=_environment(folder, log),
        capture_output=True,
        check=False,
        timeout=300,
    )
    events = tuple(log.read_text(encoding="utf-8").splitlines())
    return Seen(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"), events)


@pytest.mark.parametrize(("name", "arguments"), _RUNS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(_RUNS)])
def test_nothing_goes_out_and_nothing_else_is_read(name: str, arguments: list[str], folder: Path) -> None:
    """No socket, no other program; of files only those given, the program's, and Python's own."""
    done = _run(folder, arguments)
    assert "Traceback" not in done.said, done.said
    # An XML file with an entity of its own is refused as a whole.
    assert done.status in ((2,) if "results.xml" in arguments else (0, 1)), done.said
    assert [event for event in done.events if event.partition(" ")[0] not in ("reads", "writes")] == [], done.said
    assert _strange(done.read_in(folder), folder, arguments) == set()


def test_the_page_listens_on_the_loopback_and_speaks_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` takes one port of this machine, and lines to its own processes; a file's addresses are not asked."""
    _prepare(tmp_path)
    for name, value in _environment(tmp_path, tmp_path / "seen.log", "socket.bind socket.connect").items():
        monkeypatch.setenv(name, value)
    (tmp_path / "own").mkdir()
    server = Server(tmp_path / "own", path=str(tmp_path))
    origin = server.address.rstrip("/")
    with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=60) as client:
        session = Session(client)
        read = session.gives(("results.json", (tmp_path / "results.json").read_bytes())).json()
        given = {"reading": read["reading"], "patient": 0, "own": {"medicines": [BAIT[4]], "reviewed_by": BAIT[4]}}
        assert [session.asks(path, **given).status_code for path in ("/api/handout", "/api/file")] == [200, 200]
    assert server.stop() == 0
    events = (tmp_path / "seen.log").read_text(encoding="utf-8").splitlines()
    seen = Seen(0, "", tuple(events))
    unix = f"{int(socket.AF_UNIX)} "
    sockets = [event for event in seen.of("socket.bind", "socket.connect") if not event.startswith(unix)]
    assert sockets == [f"{int(socket.AF_INET)} ('127.0.0.1', 0)"]
    assert {line.partition(" ")[0] for line in events} <= {"reads", "writes", "socket.bind", "socket.connect"}
    assert {Path("/etc/passwd"), tmp_path / "canary.txt"} & seen.read_in(tmp_path) == set()


@pytest.mark.parametrize(
    "code", ["import socket; socket.create_connection(('127.0.0.1', 1))", "import os; os.system('true')"]
)
def test_the_watch_sees_and_forbids(code: str, tmp_path: Path) -> None:
    """The hook that the tests above rely on: a connection and another program are refused, and written down."""
    (tmp_path / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
    log = tmp_path / "seen.log"
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(tmp_path, log), capture_output=True, check=False
    )
    assert b"forbidden here" in done.stderr
    assert "socket.getaddrinfo" in log.read_text(encoding="utf-8") or "os.system" in log.read_text(encoding="utf-8")


def _strange(read: set[Path], folder: Path, arguments: list[str]) -> set[Path]:
    """What was read and is neither given, nor written by the command, nor the program's or Python's own."""
    homes = [
        Path(place)
        for place in {
            *sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, *(p for p in sys.path if p),
        }
    ]  # fmt: skip
    homes += [home.resolve() for home in homes]
    homes += [PACKAGE, TABLES, REPOSITORY / "sample_reports" / "results", Path("/usr/share/zoneinfo")]
    given = {folder / argument for argument in arguments} | {folder / "sitecustomize.py", folder / "pyvenv.cfg"}
    # ReportLab looks for settings of the user's own in the home folder.
    given |= {folder / ".reportlab_settings", folder / ".reportlab_mods"}
    homes.append(folder / "tmp")
    outputs = [folder / argument for argument in arguments if not (folder / argument).is_file()]
    known = {Path("/etc/localtime"), Path("/dev/null"), Path("/dev/urandom"), Path("/etc/os-release")}
    bare = {home for home in homes if home not in (REPOSITORY, folder)}
    return {
        path
        for path in read
        if path not in given | known and not any(path.is_relative_to(home) for home in (*bare, *outputs))
    }


FORBIDDEN = {
    "aiohttp", "asyncore", "boto3", "ftplib", "http.client", "http.server", "httpcore", "httpx", "imaplib", "nntplib",
    "poplib", "requests", "sentry_sdk", "smtplib", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3",
    "websockets", "xmlrpc",
}  # fmt: skip
# Each for one thing: the page's own server with its browser, and a batch's cluster and store where they are asked for.
ONLY_IN = {
    "socket": {"web/server.py"}, "webbrowser": {"web/server.py"}, "uvicorn": {"web/server.py"},
    "distributed": {"batch/cluster.py"}, "fsspec": {"batch/store.py"}, "subprocess": set(),
}  # fmt: skip


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_speaks_to_a_network() -> None:
    """No library for addresses elsewhere is imported: no telemetry, no look for updates; sockets in one module."""
    imported = {path.relative_to(PACKAGE).as_posix(): _imports(path) for path in PACKAGE.rglob("*.py")}
    assert len(imported) > 200
    for module, names in imported.items():
        roots = {name.partition(".")[0] for name in names}
        assert not {name for name in names | roots if name in FORBIDDEN}, module
        assert {root for root in roots if module not in ONLY_IN.get(root, {module})} == set(), module
