"""Invented people's results before they are written down: what each line says, and whether it supports a phenotype."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from pgx_reader.tables import load_tables
from pgx_reader.terms import Function, Method, Phenotype

GENES = ("CYP2D6", "CYP2C19")
_TABLES = load_tables()
_KNOWN = {
    gene: sorted(name for name, row in rows.items() if row.function and row.function.is_known)
    for gene, rows in _TABLES.alleles.items()
}
_UNCERTAIN = {
    gene: sorted(name for name, row in rows.items() if row.function in (Function.UNCERTAIN, Function.UNKNOWN))
    for gene, rows in _TABLES.alleles.items()
}
# No table has them, and no older name is like them.
_STRANGERS = ("*777", "*888", "*998", "*999")
_GARBAGE = (
    "banana",
    "*",
    "*1/",
    "/*4",
    "*1/*2/*4",
    "*1//*4",
    "*x/*y",
    "A/G",
    "CYP3A4*1/*1",
    "rs1065852",
    "*-1/*1",
)
_NO_WORD = ("Carrier", "Decreased Function", "abnormal", "see note", "Normal Metabolizer?!", "no poor metabolizer")
_NO_SCORE = ("high", "1.3", "1.1", "41", "1e3", "1.0.0")


@dataclass(frozen=True)
class Line:
    """
    What a file says of one gene of one person. An empty text is a cell without one.

    `sound` are those of the three texts that support a phenotype by themselves, and `spoiled` those that are not
    understood by anybody: a line with one of them supports nothing.
    """

    gene: str
    diplotype: str = ""
    phenotype: str = ""
    score: str = ""
    sound: frozenset[str] = frozenset()
    spoiled: frozenset[str] = frozenset()

    def with_only(self, carried: frozenset[str]) -> Line:
        """The line in a form that has a place for some of the texts only."""
        gone = {name: "" for name in ("diplotype", "phenotype", "score") if name not in carried}
        return replace(self, sound=self.sound & carried, spoiled=self.spoiled & carried, **gone)

    @property
    def supports_a_phenotype(self) -> bool:
        """Whether anybody could tell a phenotype from it."""
        return bool(self.sound) and not self.spoiled


@dataclass(frozen=True)
class Sample:
    """One invented person's lines."""

    id: str
    lines: tuple[Line, ...]


def _diplotypes(gene: str) -> st.SearchStrategy[tuple[str, str]]:
    """A diplotype and what it is: sound, unknown to the tables or to all, spoiled, or none."""
    pair = st.tuples(st.sampled_from(_KNOWN[gene]), st.sampled_from(_KNOWN[gene]))
    sound = pair.map(lambda both: ("/".join(both), "sound"))
    unknown = st.tuples(st.sampled_from(_KNOWN[gene]), st.sampled_from((*_STRANGERS, *_UNCERTAIN[gene])), st.booleans())
    not_known = unknown.map(lambda all3: ("/".join(all3[:2] if all3[2] else all3[1::-1]), "not known"))
    spoiled = st.sampled_from(_GARBAGE).map(lambda text: (text, "spoiled"))
    return sound | sound | not_known | spoiled | st.just(("", "none"))


def _phenotypes(gene: str) -> st.SearchStrategy[tuple[str, str]]:
    words = sorted(set(_TABLES.phenotypes_of(gene)) - {Phenotype.INDETERMINATE})
    sound = st.sampled_from(words).map(lambda word: (str(word), "sound"))
    return (
        sound | st.just(("", "none")) | st.just(("", "none")) | st.sampled_from(_NO_WORD).map(lambda w: (w, "spoiled"))
    )


def _scores(gene: str) -> st.SearchStrategy[tuple[str, str]]:
    none = st.just(("", "none"))
    if _TABLES.genes[gene].method is not Method.ACTIVITY_SCORE:
        return none
    sound = st.integers(0, 12).map(lambda quarters: (f"{quarters / 4}", "sound"))
    return none | none | sound | st.sampled_from(_NO_SCORE).map(lambda text: (text, "spoiled"))


@st.composite
def lines(draw: st.DrawFn, gene: str) -> Line:
    """A line of any kind: one that supports a phenotype, and one that does not for whichever reason."""
    said = {
        "diplotype": draw(_diplotypes(gene)),
        "phenotype": draw(_phenotypes(gene)),
        "score": draw(_scores(gene)),
    }
    texts = {name: text for name, (text, _) in said.items()}
    kinds = {kind: frozenset(name for name, (_, its) in said.items() if its == kind) for kind in ("sound", "spoiled")}
    return Line(gene, **texts, sound=kinds["sound"], spoiled=kinds["spoiled"])


def samples(
    genes: tuple[str, ...] = GENES, *, most: int = 3, carried: frozenset[str] = frozenset(("diplotype",))
) -> st.SearchStrategy[list[Sample]]:
    """Some people, each with a line for every gene, in which a file's form has a place for what is `carried`."""
    each = st.tuples(*(lines(gene) for gene in genes)).map(lambda found: tuple(f.with_only(carried) for f in found))
    return st.lists(each, min_size=1, max_size=most).map(
        lambda people: [Sample(f"PT-{number:02}", found) for number, found in enumerate(people, 1)]
    )
