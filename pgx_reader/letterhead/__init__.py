"""A clinic's letterhead: a TOML file and a logo become a model, or every reason why not."""

from pgx_reader.letterhead.logo import logo_of
from pgx_reader.letterhead.reading import letterhead_of, read_letterhead

__all__ = ["letterhead_of", "logo_of", "read_letterhead"]
