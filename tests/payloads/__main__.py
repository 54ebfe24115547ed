"""`python -m tests.payloads`: how many payloads are tried, in how many places, looked at in how many outputs."""

from __future__ import annotations

from tests.payloads import PAYLOADS
from tests.payloads.places import PLACES

OUTPUTS = (
    "PDF", "HTML", "terminal", "JSON", "standard error", "tidy tables", "manifest and problems", "names of files",
    "counselor's page",
)  # fmt: skip


def main() -> None:
    """Print the figure."""
    tried = len(PAYLOADS) * len(PLACES) * len(OUTPUTS)
    print(f"{len(PAYLOADS)} payloads x {len(PLACES)} places x {len(OUTPUTS)} outputs: {tried:,} tried")


if __name__ == "__main__":
    main()
