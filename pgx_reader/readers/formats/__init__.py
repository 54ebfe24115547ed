"""
The formats with a form of their own, a module each with one door: `recognize` and `read`.

Adding one is adding a module here, a page of tests in `tests/unit/readers/formats/`, and a line in the README's table:
every module of this folder is a reader.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from pgx_reader.readers.reading import Reader

FORMATS: tuple[Reader, ...] = tuple(
    cast(Reader, import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)
)
