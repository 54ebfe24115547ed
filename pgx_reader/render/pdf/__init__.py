"""The handout as a tagged PDF that anybody can read, print, and have read aloud (PDF/UA-1)."""

from pgx_reader.render.paper import Paper
from pgx_reader.render.pdf.render import render_pdf

__all__ = ["Paper", "render_pdf"]
