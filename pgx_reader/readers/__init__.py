"""Files in: what the lab wrote, unaltered, with its place.

`sources` gives the files of an input as text, `sniff` finds the one reader that recognizes each, `formats/` has the
formats with a form of their own, and `table` takes the tables that have none.
"""

from pgx_reader.readers.file_names import name_as_text
from pgx_reader.readers.limits import DEFAULT_LIMITS, Limits
from pgx_reader.readers.merging import merged
from pgx_reader.readers.sniff import read_results
from pgx_reader.readers.streaming import Part, stream_results

__all__ = ["DEFAULT_LIMITS", "Limits", "Part", "merged", "name_as_text", "read_results", "stream_results"]
