"""
Plain-language handouts that explain CYP2D6 and CYP2C19 results. Not a prescribing tool.

The five stages, each usable on its own, and one call for the lot:

    results = read_results("results.csv")
    interpretation = interpret(results.patients[0], medicines=["citalopram"])
    document = build_handout(interpretation, made_on=date.today())
    pdf = render_pdf(document)

    handouts = make_handouts("results.csv", made_on=date.today())
"""

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
from pgx_reader.render.pdf import Paper
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
