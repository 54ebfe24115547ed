"""Every example of every format, cut short and spoiled: it is read or refused, and nothing breaks."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .test_hostile_input import go_through

FORMATS = Path(__file__).parents[1] / "formats"
EXAMPLES = [path for path in sorted(FORMATS.glob("*/*")) if path.name != "index.csv" and path.is_file()]
_SPOIL = st.sampled_from(
    (
        *(b"", b"\0", b"\n", b"\t", b",", b'"', b"{", b"]", b"null", b"[[[", b"*", b"/", b"\xff", b"\xef\xbb\xbf"),
        *(
            b"None",
            b"CYP2D6",
            b"*1/*4,...",
            b"&amp;",
            b"<a>",
            b"9" * 5_000,
            b"\\ud800",
            b"|",
            b"^",
            b"~",
            b"\r",
            b"PT-1",
        ),
    )
)


@pytest.mark.share(3)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
@given(
    spots=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), _SPOIL), min_size=1, max_size=3), cut=st.booleans()
)
@settings(max_examples=10, deadline=None)
def test_a_spoiled_example_is_read_or_refused(path: Path, spots: list[tuple[float, int, bytes]], cut: bool) -> None:
    """Bytes taken out, put in or cut off anywhere give an answer or a refusal in words."""
    spoiled = path.read_bytes()
    for place, length, insertion in spots:
        at = int(place * len(spoiled))
        spoiled = spoiled[:at] + insertion + spoiled[at + length :]
    go_through(spoiled[: int(spots[0][0] * len(spoiled))] if cut else spoiled)


@given(st.binary(max_size=300), st.integers(0, 300), st.sampled_from(["zip", "gz"]))
@settings(max_examples=150, deadline=None)
def test_a_spoiled_archive_is_read_or_refused(content: bytes, at: int, kind: str) -> None:
    """An archive with a byte changed anywhere is read or refused."""
    packed = BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a/results.csv", b"patient_id,gene,diplotype\nA,CYP2D6,*1/*4\n" + content)
            archive.writestr("a/metadata.txt", content)
    else:
        packed.write(gzip.compress(b"patient_id,gene,diplotype\nA,CYP2D6,*1/*4\n" + content))
    spoiled = bytearray(packed.getvalue())
    spoiled[at % len(spoiled)] ^= 0xFF
    go_through(bytes(spoiled))
