"""Files in: what the lab wrote, unaltered, with its place.

Adding a format is adding a module with one door (`recognize`, `read`) and a line in `sniff.READERS`.
"""

from pgx_reader.readers.sniff import read_results

__all__ = ["read_results"]
