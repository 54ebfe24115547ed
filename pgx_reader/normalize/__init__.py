"""The lab's words into standard names; every change is recorded, and what is not understood is quoted back."""

from pgx_reader.normalize.patients import normalize

__all__ = ["normalize"]
