"""What alleles and genes are called: prefixes taken off, old names replaced, and each change noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pgx_reader.models.results import Note
from pgx_reader.normalize.notation import NotationError, folded_gene, shortened
from pgx_reader.tables import ReferenceTables


@dataclass
class GeneNotation:
    """One gene's notation: what it is read with, and what was changed on the way, each change noted once."""

    gene: str
    tables: ReferenceTables
    notes: list[Note] = field(default_factory=list)

    def note(self, code: str, **values: str) -> None:
        """Record a change or a doubt, once."""
        self.add((Note(code=code, values=values),))

    def add(self, notes: Iterable[Note]) -> None:
        """Record what was noted already elsewhere, each once."""
        self.notes += [note for note in notes if note not in self.notes]

    def without_gene(self, text: str) -> str:
        """A text without the gene's name before its first star. Another gene's name is an error, not a prefix."""
        name, star, rest = text.partition("*")
        if not star or not name.strip("_ ") or not any(letter.isalpha() for letter in name):
            return text
        bracket = name[: len(name) - len(name.lstrip("([{ "))]
        named = {folded_gene(row.name): row.gene for row in self.tables.gene_synonyms}
        if named.get(folded_gene(name)) == self.gene:
            return bracket + star + rest
        if folded_gene(name).startswith("cyp") or folded_gene(name) in named:
            raise NotationError(f'has "{shortened(name)}" before a star allele, in a row for {self.gene}.')
        return text

    def current_name(self, name: str, suffix: str) -> str:
        """
        The name in force of an allele: retired names and old letter names by the table, a sub-allele as its core.

        Raises `NotationError` for a letter name that the table does not have: letters are never simply cut off.
        """
        written = name + suffix
        renamed = self.tables.allele_names.get(self.gene, {})
        if written in renamed:
            self.note("note.allele_renamed", reported=written, allele=renamed[written])
            return renamed[written]
        if suffix.startswith("."):
            self.note("note.suballele", reported=written, allele=name)
            return self.current_name(name, "")
        if suffix:
            raise NotationError(
                f"has {written}, an old sub-allele name that is not in our tables. Give the allele's number."
            )
        return name
