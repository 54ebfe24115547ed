"""
The software bill of materials of a plain installation, as CycloneDX JSON: `python -m requirements.sbom -o sbom.json`.

The program is installed at the locked versions into a fresh environment, which is then listed, and the list held
against CycloneDX's schema. `--extra web` and the like add an extra. Prints each package's licenses. Needs cyclonedx-bom
(in the extra `supply`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from requirements.environments import Environment
from requirements.pins import ROOT
from requirements.release import write_constraints


def license_words(component: dict[str, Any]) -> str:
    """What a component says of its license: SPDX ids, expressions or names."""
    said = [
        each.get("expression") or each["license"].get("id") or each["license"].get("name", "a text only")
        for each in component.get("licenses", [])
    ]
    return ", ".join(dict.fromkeys(said)) or "nothing said"


def make(output: Path, extras: list[str]) -> None:
    """Write the list; an error where it does not fit the schema."""
    with TemporaryDirectory() as folder:
        environment = Environment(Path(folder, "plain"))
        what = str(ROOT) + (f"[{','.join(extras)}]" if extras else "")
        environment.install("-c", write_constraints(Path(folder)), what)
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "cyclonedx_py",
            "environment",
            "--pyproject",
            ROOT / "pyproject.toml",
        ]
        command += ["--output-reproducible", "--of", "JSON", "--validate", "-o", output]
        subprocess.run([*command, environment.bin / "python"], check=True)


def main() -> None:
    """Make the list and print the licenses."""
    arguments = argparse.ArgumentParser(description="Make a CycloneDX list of what is installed with the program.")
    arguments.add_argument("-o", "--output", type=Path, default=Path("sbom.json"))
    arguments.add_argument("--extra", action="append", default=[])
    options = arguments.parse_args()
    make(options.output, options.extra)
    components = json.loads(options.output.read_text(encoding="utf-8"))["components"]
    for component in sorted(components, key=lambda each: str(each["name"]).lower()):
        print(f"{component['name']} {component['version']}: {license_words(component)}")


if __name__ == "__main__":
    main()
