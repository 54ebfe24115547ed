"""Every sentence a reader of the handout meets, per language, and the way from a `Text` to words."""

from pgx_reader.wording.catalog import Run, Wording, available_languages, load_page_wording, load_wording

__all__ = ["Run", "Wording", "available_languages", "load_page_wording", "load_wording"]
