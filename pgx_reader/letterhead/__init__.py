"""A clinic's letterhead: a TOML file and a logo become a model, or every reason why not."""

from pgx_reader.letterhead.reading import read_letterhead

__all__ = ["read_letterhead"]
