"""Patients for every kind of result of the genes, alone and together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from tests.second_opinion.opinion import SLOW_TO_FAST

# Of a patient with a lab's phenotypes: each tested gene with its diplotype and those.
LabCase = dict[str, tuple[str, tuple[str, ...]]]
# Of a patient: each tested gene with its diplotype, or for CYP2B6 its phenotype.
Case = dict[str, str]

_QUARTERS = range(15)
_UNKNOWN = ("*1/*9999", "*1/*4;*1/*9999", "nonsense", "no call")
_PAIRS = dict(
    zip(SLOW_TO_FAST, ("*2/*2", "*2/*9", "*1/*2", "*1/*9", "*1/*1", "*1/*17", "*17/*17"), strict=True),
)
CYP2B6 = (
    "Poor Metabolizer",
    "Intermediate Metabolizer",
    "Normal Metabolizer",
    "Rapid Metabolizer",
    "Ultrarapid Metabolizer",
    "Indeterminate",
)


def scored(quarters: int) -> str:
    """A CYP2D6 diplotype whose score is so many quarters."""
    whole, rest = divmod(quarters, 4)
    return f"{f'*1x{whole}' if whole else '*4'}/{('*5', '*10', '*17', '*17+*10')[rest]}"


def scores() -> list[str]:
    """CYP2D6 diplotypes with every score up to 3.5."""
    return [scored(quarters) for quarters in _QUARTERS]


def cyp2d6() -> list[str]:
    """CYP2D6 with every score up to 3.5, every open score up to 3.0, and each way of not knowing."""
    return [*scores(), *(f"*4/*10x≥{quarters}" for quarters in range(1, 13)), "*1/*22", *_UNKNOWN]


def several_scores() -> list[str]:
    """CYP2D6 with every two scores."""
    return [f"{scored(one)};{scored(two)}" for one, two in combinations(_QUARTERS, 2)]


def cyp2c19() -> list[str]:
    """CYP2C19 with every phenotype, and each way of not knowing."""
    return [*_PAIRS.values(), "*1/*12", *_UNKNOWN]


def several_phenotypes() -> list[str]:
    """CYP2C19 with every choice of two and more phenotypes."""
    return [";".join(chosen) for size in range(2, 8) for chosen in combinations(_PAIRS.values(), size)]


def some() -> Iterator[Case]:
    """Every kind of result with every kind of the other gene's, and each choice of several with one of the other's."""
    yield from _both(cyp2d6(), cyp2c19())
    yield from ({"CYP2D6": text} for text in (*cyp2d6(), *several_scores()) if text != "nonsense")
    yield from ({"CYP2C19": text} for text in (*cyp2c19(), *several_phenotypes()) if text != "nonsense")
    for number, text in enumerate(several_scores()):
        yield {"CYP2D6": text, "CYP2C19": (*_PAIRS.values(),)[number % 7]}
        yield {"CYP2D6": text, "CYP2C19": several_phenotypes()[number]}
    yield from (
        {"CYP2C19": text, "CYP2B6": word}
        for text, word in product((*cyp2c19(), several_phenotypes()[-1]), CYP2B6)
        if text != "nonsense"
    )
    yield from ({"CYP2D6": "*1/*1", "CYP2B6": word} for word in CYP2B6)


def every() -> Iterator[Case]:
    """Every kind of result and every choice of several, each with each of the other gene's."""
    yield from some()
    yield from _both((*cyp2d6(), *several_scores()), (*cyp2c19(), *several_phenotypes()))


def beside_a_lab() -> Iterator[LabCase]:
    """Every kind of CYP2D6 result, and some of CYP2C19, with each phenotype that a lab can name, and with choices."""
    ours = (*cyp2d6(), *several_scores()[::9])
    theirs = (*cyp2c19(), *several_phenotypes()[::13])
    of_both = (*((phenotype,) for phenotype in SLOW_TO_FAST), ("Indeterminate",), *combinations(SLOW_TO_FAST, 2))
    named = [lab for lab in of_both if not {word for word in lab if word.startswith(("Likely", "Rapid"))}]
    for number, (text, lab) in enumerate(product(ours, named)):
        other = theirs[number % len(theirs)]
        if text != other:
            yield {"CYP2D6": (text, lab), "CYP2C19": (other, of_both[number // 3 % len(of_both)])}


def _both(ones: list[str] | tuple[str, ...], others: list[str] | tuple[str, ...]) -> Iterator[Case]:
    return ({"CYP2D6": one, "CYP2C19": other} for one, other in product(ones, others) if {one, other} != {"nonsense"})
