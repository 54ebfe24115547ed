"""The lab's words into standard names; every change is recorded, and what is not understood is quoted back."""

from pgx_reader.normalize.alone import diplotype_result, explained_gene
from pgx_reader.normalize.patients import normalize

__all__ = ["diplotype_result", "explained_gene", "normalize"]
