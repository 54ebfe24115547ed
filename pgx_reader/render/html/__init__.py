"""The handout as one HTML file that holds all it needs: no script, and nothing that is fetched."""

from pgx_reader.render.html.render import render_html

__all__ = ["render_html"]
