"""The page as a process, and the browser."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright

DAY = {"SOURCE_DATE_EPOCH": "1793620800"}
SAMPLES = Path(__file__).parents[2] / "sample_reports" / "results"
FORMATS = Path(__file__).parents[1] / "formats"
AXE = Path(__file__).parents[1] / "html" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Server:
    """
    The page, served by a process with an empty folder as its own, its home and for whatever it may write.

    `path` is where Python looks for modules before it looks elsewhere.
    """

    def __init__(self, folder: Path, *options: object, path: str = "") -> None:
        self.folder = folder
        self.said = folder.parent / f"{folder.name}.said"
        own = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "XDG_CACHE_HOME")}
        paths = os.pathsep.join(filter(None, (path, str(Path(__file__).parents[2]))))
        package = {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
        self._errors = self.said.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pgx_reader", "serve", "--port", "0", "--no-browser", *map(str, options)],
            cwd=folder,
            env=os.environ | DAY | own | package,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.errors()

    @property
    def port(self) -> int:
        """The port that it took."""
        return int(self.address.rsplit(":", 1)[1].strip("/"))

    def errors(self) -> str:
        """What it has said on standard error."""
        return self.said.read_text(encoding="utf-8")

    def stop(self) -> int:
        """End it as Ctrl-C does; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self._errors.close()
        return status


def missing_browser() -> str | None:
    """What the tests in a browser lack here; `None` where all is there."""
    if not shutil.which("chromium"):
        return "chromium is not installed"
    return None if AXE.is_file() else "axe-core is not installed: npm ci --prefix tests/html/axe"


def started_browser(playwright: Playwright) -> Browser:
    """Debian's Chromium, without a screen."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_ARGUMENTS))
