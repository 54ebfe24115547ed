"""
Fuzzing that is guided by what of the program an input reaches. It needs atheris; without it, it says so.

    python -m fuzz.guided file|grammar|letterhead [--seconds 60] [--seed 1]

`file` is the whole program, with its inputs changed by `mutate`; `grammar` is calls, phenotypes and scores alone;
`letterhead` a clinic's TOML file. Inputs that reach something new are kept while it runs, and none behind it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from .mutate import MOST_BYTES, changed
from .seeds import ROOT, Input, seeds

_NAME_END = b"\n"
_LONGEST = {"file": MOST_BYTES // 4, "grammar": 400, "letterhead": 4_000}
_INSTRUMENTED = ("pgx_reader.readers", "pgx_reader.normalize", "pgx_reader.interpret", "pgx_reader.letterhead")


def as_bytes(given: Input) -> bytes:
    """An input with its name on the first line: what the file target takes."""
    return given.name.replace("\n", " ").encode("utf-8", "replace") + _NAME_END + given.data


def as_input(data: bytes) -> Input:
    """The input that such bytes are."""
    name, _, content = data.partition(_NAME_END)
    return Input(name.decode("utf-8", "replace") or "results", content)


def file(data: bytes) -> None:
    """The whole program, as the harness holds it."""
    from .harness import holds  # noqa: PLC0415 - after the program is instrumented

    given = as_input(data)
    holds(given.data, given.name)


def grammar(data: bytes) -> None:
    """A text as a call, a phenotype and a score: read or refused in words, and of what is read nothing is made up."""
    from pgx_reader.tables import load_tables  # noqa: PLC0415 - as above

    from .notation import notation_holds  # noqa: PLC0415

    text = data.decode("utf-8", "replace")
    for gene in load_tables().explained_genes:
        notation_holds(gene, text)


def letterhead(data: bytes) -> None:
    """A clinic's letterhead is read or refused in words; nothing but its two files is touched."""
    from pgx_reader.errors import LetterheadError  # noqa: PLC0415 - as above
    from pgx_reader.pipeline import read_letterhead  # noqa: PLC0415

    from .watching import changes  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clinic.toml")
        path.write_bytes(data)
        with changes(None) as made:
            try:
                read_letterhead(path)
            except LetterheadError as error:
                assert str(error).strip()  # noqa: PT017 - most files raise
        assert not made, made


TARGETS: dict[str, Callable[[bytes], None]] = {"file": file, "grammar": grammar, "letterhead": letterhead}


def beginnings(target: str) -> list[bytes]:
    """The inputs that a target begins with."""
    if target == "file":
        return [as_bytes(given) for given in seeds()]
    if target == "grammar":
        rows = [path.read_text(encoding="utf-8").splitlines() for path in sorted(ROOT.glob("tests/notation/*.csv"))]
        return [row.split(",")[column].encode() for lines in rows for row in lines for column in (0, 1) if "," in row]
    examples = sorted((ROOT / "docs").glob("*.md"))
    blocks = [block for path in examples for block in path.read_text(encoding="utf-8").split("```toml\n")[1:]]
    return [block.split("```")[0].encode() for block in blocks]


def _change(data: bytes, most: int, seed: int) -> bytes:
    """A change of the format's own kind for the file target; the name stays, mostly."""
    random, given = Random(seed), as_input(data)
    return as_bytes(Input(given.name, changed(random, given.data)))[:most]


def main() -> int:
    """The exit status: 2 without atheris; else it ends with libFuzzer's own."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.guided")
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        print("It needs atheris: pip install atheris. `python -m fuzz` needs nothing.", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=list(_INSTRUMENTED)):
        import_module("pgx_reader.pipeline")
        import_module("pgx_reader.letterhead")
    # Whatever imports the program before it is instrumented leaves it without.
    from .run import Finding, save  # noqa: PLC0415

    run = TARGETS[chosen.target]

    def kept(data: bytes) -> None:
        """The target; an input that fails is kept as the file that it is."""
        try:
            run(data)
        except Exception as error:
            failed = as_input(data) if chosen.target == "file" else Input(f"{chosen.target}.txt", data)
            print(*save([Finding(failed, f"{type(error).__name__}: {error}")]))
            raise

    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(beginnings(chosen.target)):
            Path(corpus, f"{number:04}").write_bytes(data)
        options = [
            sys.argv[0],
            corpus,
            f"-max_total_time={chosen.seconds}",
            f"-seed={chosen.seed}",
            f"-max_len={_LONGEST[chosen.target]}",
            "-len_control=0",
            "-timeout=60",
            "-rss_limit_mb=4000",
            "-print_final_stats=1",
            "-artifact_prefix=" + corpus + "/",
        ]
        mutator = {"custom_mutator": _change} if chosen.target == "file" else {}
        atheris.Setup(options, kept, **mutator)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
