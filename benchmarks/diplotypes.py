"""
How many diplotypes a second are read, scored and named in one process: `python benchmarks/diplotypes.py`.

Two lists of texts go through `interpret_diplotypes`, which reads and interprets each as a handout does:

- every pair of the alleles of CPIC's public tables that have a function row, each once, so that no answer is known yet;
- a million as a biobank has them: half of them CYP2D6, half CYP2C19, in equal parts for each of the nine groups of
  people there, both alleles drawn by their frequency in the group, with a fixed seed. Nearly all are repeats.

The frequencies in `allele_frequencies.csv` are those that the package panno 0.3.1 uses to weigh diplotypes, an allele's
taken as the root of that of its pair with itself; its 0.00001, the same for most rare alleles, is taken for a stand-in
and is 0 here. The package does not say where they are from, and they were checked with no table: they make a list as
uneven as a real one, and are no facts about any people. There is no figure for the deletion, copies and tandems of
CYP2D6; those of a group add up to more than 1 for that gene, and are taken as weights.

Every round is a process of its own, in which the tables are loaded and nothing was read before.
"""

from __future__ import annotations

import csv
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations_with_replacement
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from pgx_reader import interpret_diplotypes

ROUNDS = 5
DRAWN = 1_000_000
SEED = 20260529
GENES = ("CYP2D6", "CYP2C19")
PUBLISHED = Path(__file__).resolve().parents[1] / "tests" / "oracle"
FREQUENCIES = Path(__file__).with_name("allele_frequencies.csv")
HEAD = ("diplotypes", "in all", "distinct", "a second")

Texts = dict[str, list[str]]


def main() -> None:
    """Print the table, then the machine."""
    rows = [_row("every pair of alleles, each once", pairs()), _row("drawn from allele frequencies", drawn())]
    print("\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ("---",) * len(HEAD), *rows)))
    print(f"\nMedians of {ROUNDS} processes, one after the other.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


def pairs() -> Texts:
    """Every pair of the alleles that have a function row in CPIC's tables."""
    return {gene: [f"{one}/{two}" for one, two in combinations_with_replacement(_alleles(gene), 2)] for gene in GENES}


def drawn(number: int = DRAWN) -> Texts:
    """So many diplotypes, both alleles drawn by their frequency, in equal parts for each gene and group of people."""
    random = Random(SEED)
    texts: Texts = {}
    for gene in GENES:
        rows = [row for row in _rows(FREQUENCIES) if row["gene"] == gene]
        alleles, groups = [row["allele"] for row in rows], list(rows[0])[2:]
        texts[gene] = []
        for place, group in enumerate(groups):
            half = number // len(GENES)
            size = half * (place + 1) // len(groups) - half * place // len(groups)
            chosen = random.choices(alleles, [float(row[group]) for row in rows], k=2 * size)
            texts[gene] += [f"{one}/{two}" for one, two in zip(chosen[::2], chosen[1::2], strict=True)]
        random.shuffle(texts[gene])
    return texts


def seconds(texts: Texts) -> float:
    """How long it takes to read, score and name them, with the tables loaded."""
    for gene in texts:
        interpret_diplotypes(gene, [])
    start = perf_counter()
    for gene, diplotypes in texts.items():
        for answer in interpret_diplotypes(gene, diplotypes):
            assert answer.interpretation.possible_phenotypes
    return perf_counter() - start


def _row(what: str, texts: Texts) -> tuple[str, ...]:
    number = sum(map(len, texts.values()))
    distinct = sum(len(set(diplotypes)) for diplotypes in texts.values())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        times = list(pool.map(seconds, [texts] * ROUNDS))
    return what, f"{number:,}", f"{distinct:,}", f"{number / median(times):,.0f}"


def _alleles(gene: str) -> list[str]:
    rows = _rows(PUBLISHED / f"{gene.lower()}_alleles.csv")
    return [row["allele"] for row in rows if row["clinical_function"] != "Not assigned"]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
