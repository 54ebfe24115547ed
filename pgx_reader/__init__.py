"""
Plain-language handouts that explain CYP2D6 and CYP2C19 results. Not a prescribing tool.

The five stages, each usable on its own, and one call for the lot:

    results = read_results("results.csv")
    interpretation = interpret(results.patients[0], medicines=["citalopram"])
    document = build_handout(interpretation, made_on=date.today())
    pdf = render_pdf(document)

    handouts = make_handouts("results.csv", made_on=date.today())
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pgx_reader.errors import PgxReaderError
    from pgx_reader.pipeline import (
        Handout,
        InterpretedDiplotype,
        build_handout,
        interpret,
        interpret_diplotypes,
        make_handouts,
        read_letterhead,
        read_results,
        render_html,
        render_pdf,
    )
    from pgx_reader.readers import Limits
    from pgx_reader.render.paper import Paper
    from pgx_reader.terms import Preference
    from pgx_reader.version import __version__

__all__ = [
    "Handout",
    "InterpretedDiplotype",
    "Limits",
    "Paper",
    "PgxReaderError",
    "Preference",
    "__version__",
    "build_handout",
    "interpret",
    "interpret_diplotypes",
    "make_handouts",
    "read_letterhead",
    "read_results",
    "render_html",
    "render_pdf",
]
_ELSEWHERE = {
    "Limits": "readers",
    "Paper": "render.paper",
    "PgxReaderError": "errors",
    "Preference": "terms",
    "__version__": "version",
}


class _Package(ModuleType):
    """The package, of which `interpret` is the function and never the folder of that name."""

    @property
    def interpret(self) -> Any:
        return import_module(f"{__name__}.pipeline").interpret

    @interpret.setter
    def interpret(self, _folder: ModuleType) -> None:
        """Python hangs each folder that is imported here under its name."""


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Load what is asked for, when it is: the program can be stopped from its first moment, before all is loaded."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'pipeline')}"), name)
    globals()[name] = value
    return value
