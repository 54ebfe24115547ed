"""
Look up the locked versions in a database of known vulnerabilities: `python -m requirements.audit`.

Status 0: every package was looked up and none is known to be vulnerable. 1: some are, or were not found. 75: nothing
was audited, for no database could be reached. pip-audit itself says "No known vulnerabilities found" and ends with 0
where an index has no data on vulnerabilities; so an old release that is known to be vulnerable is looked up first, and
a database that knows nothing against it is not believed. Needs pip-audit (in the extra `supply`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from requirements.pins import locks, read_pins

KNOWN_TO_BE_VULNERABLE = "jinja2==2.11.2"  # CVE-2020-28493
SERVICES = ("pypi", "osv")
NOT_AUDITED = 75
_AT_MOST_SECONDS = 300


@dataclass(frozen=True)
class Finding:
    """What a database says of the packages that were asked for."""

    vulnerable: tuple[str, ...]
    not_looked_up: tuple[str, ...]


def read_answer(answer: dict[str, Any]) -> Finding:
    """pip-audit's JSON: who is vulnerable and by what, and who was left out."""
    vulnerable, left_out = [], []
    for each in answer["dependencies"]:
        if "skip_reason" in each:
            left_out.append(f"{each['name']}: {each['skip_reason']}")
        elif each["vulns"]:
            vulnerable.append(f"{each['name']} {each['version']}: {', '.join(vuln['id'] for vuln in each['vulns'])}")
    return Finding(tuple(vulnerable), tuple(left_out))


def ask(service: str, requirements: str) -> Finding | None:
    """What a service says of requirements, or None where it gives no answer."""
    with TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.txt"), Path(folder, "answer.json")
        asked.write_text(requirements, encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--progress-spinner", "off"]
        command += ["--vulnerability-service", service, "--format", "json", "--output", str(answer), "-r", str(asked)]
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_AT_MOST_SECONDS)
        except subprocess.TimeoutExpired:
            return None
        return read_answer(json.loads(answer.read_text(encoding="utf-8"))) if answer.exists() else None


def trusted_service() -> str | None:
    """The first service that knows what is known against the old release."""
    for service in SERVICES:
        finding = ask(service, f"{KNOWN_TO_BE_VULNERABLE}\n")
        if finding and finding.vulnerable:
            return service
    return None


def locked_versions() -> str:
    """Every version in the two locks of the newest versions, a line each, without hashes and markers."""
    pins = [pin for lock in locks() if lock.has_hashes for pin in read_pins(lock.path.read_text(encoding="utf-8"))]
    return "".join(sorted({f"{pin.name}=={pin.version}\n" for pin in pins}))


def main() -> int:
    """Say what was found, or that nothing was audited."""
    service = trusted_service()
    # A package at two versions, for two Pythons, is asked for twice: pip-audit takes one version at a time.
    finding = ask(service, locked_versions()) if service else None
    if finding is None:
        print(f"NOT AUDITED: no database of known vulnerabilities could be reached ({', '.join(SERVICES)}).")
        return NOT_AUDITED
    for line in finding.vulnerable:
        print(f"vulnerable: {line}")
    for line in finding.not_looked_up:
        print(f"not looked up: {line}")
    print(f"Audited with {service}: {len(finding.vulnerable)} vulnerable, {len(finding.not_looked_up)} not looked up.")
    return int(bool(finding.vulnerable or finding.not_looked_up))


if __name__ == "__main__":
    sys.exit(main())
