"""The reference tables: where they are, what a row must look like, loading and checking."""

from pgx_reader.tables.check import check_tables
from pgx_reader.tables.help_lines import help_lines, home_help_lines
from pgx_reader.tables.load import Fault, ReferenceTables, load_tables, read_tables, tables_folder
from pgx_reader.tables.signing import sign

__all__ = [
    "Fault",
    "ReferenceTables",
    "check_tables",
    "help_lines",
    "home_help_lines",
    "load_tables",
    "read_tables",
    "sign",
    "tables_folder",
]
