"""The handout as HTML: one file that holds all it needs and runs no script; and its steps, for a page of a talk."""

from pgx_reader.render.html.render import render_html
from pgx_reader.render.html.styles import color_variables, handout_css
from pgx_reader.render.html.talk import RenderedStep, render_steps

__all__ = ["RenderedStep", "color_variables", "handout_css", "render_html", "render_steps"]
