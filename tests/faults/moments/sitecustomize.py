"""
Sends the program a signal at its n-th step: an import, a file that is opened, a folder, a process.

Steps are counted from the moment when the program has said what is done at a signal, and in its first process alone.
Python loads this module by its name, where its folder stands in PYTHONPATH.
"""

import os
import signal
import sys
from pathlib import Path

_number = int(os.environ.pop("FAULTS_SIGNAL", "0"))
_moment = int(os.environ.pop("FAULTS_MOMENT", "0"))
_told = os.environ.pop("FAULTS_STEPS", None)
_steps = 0


def _step(event: str, _arguments: object) -> None:
    """Count a step; at the one that was asked for, send the signal."""
    global _steps  # noqa: PLW0603 - a hook has nothing else to keep it in
    if event not in ("import", "open", "os.mkdir", "os.rename", "os.remove", "subprocess.Popen", "sqlite3.connect"):
        return
    if _steps or callable(signal.getsignal(signal.SIGTERM)):
        _steps += 1
        if _steps == _moment:
            os.kill(os.getpid(), _number)


if _told is not None:
    sys.addaudithook(_step)
    import atexit

    atexit.register(lambda: Path(_told).write_text(str(_steps), encoding="ascii"))
