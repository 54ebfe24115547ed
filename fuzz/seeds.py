"""The inputs that fuzzing begins with: the examples of every format, invented patients' files, and the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = Path(__file__).parent / "corpus"
FINDINGS = Path(__file__).parent / "findings"
_LARGEST = 20_000


@dataclass(frozen=True)
class Input:
    """Bytes and what they are called: some formats have the gene in the file's name."""

    name: str
    data: bytes


def in_corpus(folder: Path = CORPUS) -> tuple[Input, ...]:
    """
    The corpus, or another folder of inputs, in the order of names.

    `NN--NAME` is called `NAME`: the same name can stand for many inputs.
    """
    paths = sorted(path for path in folder.glob("*") if path.is_file())
    return tuple(Input(path.name.split("--", 1)[-1], path.read_bytes()) for path in paths)


@lru_cache(maxsize=1)
def seeds() -> tuple[Input, ...]:
    """All inputs that are changed by mutation, small ones only."""
    examples = [path for path in sorted(ROOT.glob("tests/formats/*/*")) if path.name != "index.csv"]
    samples = [path for path in sorted(ROOT.glob("sample_reports/results/*")) if path.is_file()]
    found = [Input(path.name, path.read_bytes()) for path in (*examples, *samples) if path.stat().st_size <= _LARGEST]
    return (*found, *in_corpus())
