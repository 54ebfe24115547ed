"""Diplotypes drawn at random, as odd as labs can write them: copies, tandems, old names, several readings."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parents[2] / "reference_tables"
GENES = ("CYP2C19", "CYP2D6")
_PUBLISHED = Path(__file__).parents[1] / "oracle"
_COPIES = ("x1", "x2", "x2", "x3", "x4", "x7", "x12", "x20", "xN", "xN", "x≥1", "x≥2", "x≥3", "x≥3", "x≥4", "x≥20")
_NO_COPIES = ("x0", "x21", "x100", "x≥0", "x≥21", "x")


def pairs(gene: str) -> list[str]:
    """Every pair of the alleles and duplications that CPIC gives a function, each once."""
    rows = _rows(_PUBLISHED / f"{gene.lower()}_alleles.csv")
    named = [row["allele"] for row in rows if row["clinical_function"] != "Not assigned"]
    return [f"{one}/{two}" for one, two in combinations_with_replacement(named, 2)]


def drawn(seed: int, number: int) -> Iterator[tuple[str, str]]:
    """So many genes and diplotypes, no text of a gene twice; the same ones for the same seed."""
    random = Random(seed)
    names = {gene: _Names(gene) for gene in GENES}
    seen: set[str] = set()
    while len(seen) < number:
        gene = random.choice(("CYP2C19", "CYP2D6", "CYP2D6", "CYP2D6"))
        readings = [names[gene].diplotype(random) for _ in range(random.choice((1, 1, 1, 1, 1, 1, 1, 1, 2, 3)))]
        if random.random() < 0.02:
            # The same diplotype once more, in the other order.
            readings.append("/".join(reversed(readings[0].split("/"))))
        text = random.choice((";", "; ", " ; ")).join(readings)
        if f"{gene} {text}" not in seen:
            seen.add(f"{gene} {text}")
            yield gene, text


class _Names:
    """The names that a gene's alleles go by."""

    def __init__(self, gene: str) -> None:
        self.copied = gene == "CYP2D6"
        rows = _rows(FOLDER / f"alleles/{gene}.csv")
        self.all = [row["allele"] for row in rows]
        self.known = [row["allele"] for row in rows if row["function"].split()[0] in _KNOWN]
        self.former = [row["name"] for row in _rows(FOLDER / "synonyms/alleles.csv") if row["gene"] == gene]

    def diplotype(self, random: Random) -> str:
        """Two chromosomes."""
        return f"{self._chromosome(random)}/{self._chromosome(random)}"

    def _chromosome(self, random: Random) -> str:
        # CYP2C19 has no rule for more than one copy: now and then is enough to see that it is refused.
        many = random.random() < (0.15 if self.copied else 0.005)
        parts = random.choice((2, 2, 2, 2, 3)) if many else 1
        return "+".join(self._copies(random) for _ in range(parts))

    def _copies(self, random: Random) -> str:
        name = self._name(random)
        chance = random.random()
        if chance < 0.002:
            return name + random.choice(_NO_COPIES)
        return name + random.choice(_COPIES) if chance < (0.2 if self.copied else 0.01) else name

    def _name(self, random: Random) -> str:
        chance = random.random()
        if chance < 0.78:
            return random.choice(self.known)
        if chance < 0.84:
            return random.choice(self.all)
        if chance < 0.90:
            return random.choice(self.former)
        if chance < 0.98:
            # A sub-allele of any allele; of one with a former name, too.
            whole = [name for name in (*self.known, *self.former) if name[-1].isdigit()]
            return f"{random.choice(whole)}.{random.randint(1, 40):03d}"
        return random.choice(("*0", "*200", "*999", f"*{random.randint(186, 9999)}", "*4ZZ", "*13A", "*10D", "A", "*"))


_KNOWN = ("No", "Decreased", "Normal", "Increased")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
