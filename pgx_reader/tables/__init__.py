"""The reference tables: where they are, what a row must look like, loading and checking."""

from pgx_reader.tables.check import check_tables
from pgx_reader.tables.load import Fault, ReferenceTables, load_tables, tables_folder

__all__ = ["Fault", "ReferenceTables", "check_tables", "load_tables", "tables_folder"]
