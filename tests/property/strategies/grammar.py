"""Calls made from the grammar of diplotypes itself (`normalize/diplotypes.py`, `haplotypes.py`), and near to it."""

from __future__ import annotations

from hypothesis import strategies as st

_NUMBERS = st.sampled_from(("1", "2", "4", "5", "10", "17", "36", "41", "57", "68", "139", "777", "999", "01", "1000"))
_SUFFIXES = st.sampled_from(("", "", "", "", "A", "B", ".001", ".013", ".4021", ".ALDY"))
_COPIES = st.sampled_from(("", "", "", "x2", "x1", "x20", "x99", "xN", "X3", "x≥3", "≥2", "x 2"))


@st.composite
def alleles(draw: st.DrawFn) -> str:
    """`allele [copies]`, with a star or without."""
    return draw(st.sampled_from(("*", "*", "*", ""))) + draw(_NUMBERS) + draw(_SUFFIXES) + draw(_COPIES)


_ODD_UNITS = st.sampled_from(("rs769258", "*61-like", "*10*", "*4NX", "hybrid", "?", "UNK", "other", "(rs140513104)"))
_UNITS = alleles() | alleles() | alleles() | _ODD_UNITS


@st.composite
def haplotypes(draw: st.DrawFn) -> str:
    """`unit {"+" unit}`, with brackets in each place that the grammar has for them."""
    units = draw(st.lists(_UNITS, min_size=1, max_size=3))
    form = draw(
        st.sampled_from(("plain", "plain", "plain", "missing", "candidates", "other reading", "combined", "copied"))
    )
    tandem = "+".join(units)
    if form == "missing":
        return f"({draw(alleles())})+{tandem}"
    if form == "candidates":
        return f"[{','.join([*units, draw(alleles())])}]"
    if form == "other reading":
        return f"{units[0]} ({draw(alleles())})"
    if form == "combined":
        return f"[{draw(alleles())}+{tandem}]"
    return f"({tandem}){draw(_COPIES)}" if form == "copied" else tandem


@st.composite
def diplotypes(draw: st.DrawFn) -> str:
    """Two haplotypes, or alleles that the caller did not assign to any."""
    if draw(st.integers(0, 9)) == 0:
        return "_".join(draw(st.lists(alleles(), min_size=2, max_size=5)))
    prefix = draw(st.sampled_from(("", "", "", "CYP2D6", "CYP2C19 ", "CYP2D6_")))
    return prefix + draw(haplotypes()) + draw(st.sampled_from(("/", "/", "/", "|", " / "))) + draw(haplotypes())


@st.composite
def segments(draw: st.DrawFn) -> str:
    """A diplotype, one with another in brackets, one with copies behind it, or `...`."""
    form = draw(st.sampled_from(("plain", "plain", "plain", "plain", "second", "copied", "bare copies", "more")))
    first = draw(diplotypes())
    if form == "second":
        return f"{first} ({draw(diplotypes())})"
    if form == "copied":
        return f"({first}){draw(_COPIES)}"
    if form == "bare copies":
        return f"{first} {draw(_COPIES)}"
    return "..." if form == "more" else first


@st.composite
def written_calls(draw: st.DrawFn) -> str:
    """A whole call: alternatives, in braces or a list, with a total before them or a gain behind."""
    joined = draw(st.sampled_from((";", ",", ", ", " or "))).join(draw(st.lists(segments(), min_size=1, max_size=3)))
    around = draw(st.sampled_from((("", ""), ("", ""), ("", ""), ("{", "}"), ("['", "']"), ("[", "]"), ('"', '"'))))
    total = draw(st.sampled_from(("", "", "", "", "2N, ", "3N, ", "4N+, ", "0N,")))
    gain = draw(
        st.sampled_from(("", "", "", "", ",CN_Gain", ",CN_HybridGain", "; CN_HybridLoss", "\tDuplication present"))
    )
    return total + around[0] + joined + around[1] + gain


@st.composite
def nearly_written_calls(draw: st.DrawFn) -> str:
    """A call with one to three signs taken out, put in or changed."""
    text = draw(written_calls())
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(tuple("*/+()[]{},;x≥N?._ 019aé٤４")))
            + text[at + draw(st.integers(0, 2)) :]
        )
    return text


@st.composite
def plain_calls(draw: st.DrawFn) -> str:
    """A call that nobody could misunderstand: star alleles with a slash between them, or two such calls."""
    pair = st.tuples(_NUMBERS, _NUMBERS).map(lambda both: f"*{both[0]}/*{both[1]}")
    return draw(st.sampled_from((" or ", ";", ", "))).join(draw(st.lists(pair, min_size=1, max_size=3)))
