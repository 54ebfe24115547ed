"""The formats with a form of their own, a module each with one door: `recognize` and `read`.

Adding one is adding a module here, its name below, a page of tests in `tests/unit/readers/formats/`, and a line in the
README's table.
"""

from pgx_reader.readers.reading import Reader

FORMATS: tuple[Reader, ...] = ()
