"""How the program ends: the one place where what stops a command becomes a message and a status."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

from pgx_reader.cli.fault import told_without_values
from pgx_reader.cli.stopping import stopped_on_request
from pgx_reader.cli.streams import (
    LostOutputError,
    given_up_when_lost,
    output_got_out,
    prepare_streams,
    say,
    tell_lost_output,
)
from pgx_reader.errors import PgxReaderError
from pgx_reader.render.printable import printable

PARTLY_DONE = 1
STOPPED = "Stopped. What is written is whole."
_NO_MEMORY = (
    "there is not enough memory for this. What is written is whole. Close other programs, or give a part of the "
    "results at a time."
)
_WAYS_OUT = {
    errno.EMFILE: "Raise the limit of open files (ulimit -n)",
    errno.ENFILE: "Close other programs",
    errno.ENOSPC: "Free some room",
    errno.EDQUOT: "Free some room",
    errno.ENOMEM: "Close other programs",
    errno.EAGAIN: "Close other programs",
}


class Group(click.Group):
    """
    A group of commands that end with a message and an exit status, and never with a traceback.

    `modules` says which module has the command of each name, as an attribute of that name. It is imported when the
    command is asked for: no command waits for what the others need.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, sorted."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name. For an unknown name all are imported, so that click can say which are near."""
        for name in [cmd_name] if cmd_name in self.modules else self.modules:
            self.add_command(getattr(import_module(self.modules[name]), name))
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the program and end with its status. What the terminal's encoding lacks is shown by another character."""
        prepare_streams()
        run = super().main
        with stopped_on_request():
            status = _status_of(lambda: run(*args, **(extra | {"standalone_mode": False})))
        sys.exit(status)


def _status_of(run: Callable[[], Any]) -> int:
    """What a command ends with; whatever stops it is said."""
    try:
        status = int(run() or 0)
    except click.ClickException as error:
        with given_up_when_lost(sys.stderr):
            _printable(error).show()
        status = error.exit_code
    except PgxReaderError as error:
        say(f"Error: {error}")
        status = error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say(STOPPED)
        status = PARTLY_DONE
    except MemoryError:
        say(f"Error: {_NO_MEMORY}")
        status = PARTLY_DONE
    except ImportError as error:
        say(f"Error: a part of the program cannot be loaded: {error}. Install it anew, or free some memory.")
        status = PgxReaderError.exit_status
    except RuntimeError as error:
        status = _status_of_fault(error, _NO_MEMORY if "start new thread" in str(error) else None)
    except LostOutputError as error:
        tell_lost_output(error)
        status = PARTLY_DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        way_out = _WAYS_OUT.get(error.errno or 0, "Check the disk, and who may read and write there")
        say(f"Error: {where}{error.strerror or error}. {way_out}, and run the same again.")
        status = PARTLY_DONE
    except SystemExit as ended:
        # click's answer to a reader who went away.
        status = ended.code if isinstance(ended.code, int) else PARTLY_DONE
    except Exception as error:
        status = _status_of_fault(error)
    got_out = output_got_out()
    return status or (0 if got_out else PARTLY_DONE)


def _printable(error: click.ClickException) -> click.ClickException:
    """What click says. It quotes arguments, and those may be names of files that somebody else gave."""
    if isinstance(error, click.UsageError) and not isinstance(error, click.exceptions.NoArgsIsHelpError):
        return click.UsageError(printable(error.format_message()), error.ctx)
    return error


def _status_of_fault(error: Exception, known: str | None = None) -> int:
    """A fault of the program is told by its place alone; one that is known for what it is, in words."""
    for line in (f"Error: {known}",) if known else told_without_values(error):
        say(line)
    return PARTLY_DONE
