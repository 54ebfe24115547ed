"""What the reference tables say: function, activity score, phenotype, agreement with the lab, statements."""

from pgx_reader.interpret.agreement import interpret_gene
from pgx_reader.interpret.names import find_medicines
from pgx_reader.interpret.patient import interpret

__all__ = ["find_medicines", "interpret", "interpret_gene"]
