"""Star alleles, haplotypes, diplotypes and activity scores: values that cannot hold nonsense."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import Field, field_validator, model_validator

from pgx_reader.models.base import Model

_QUARTER = Decimal("0.25")


class Copies(Model):
    """
    How many copies of one allele lie on a haplotype.

    `at_least` is true where the lab left the number open (`x≥3`, `xN`): `count` is then the fewest there can be.
    """

    count: int = Field(ge=1, le=99)
    at_least: bool = False

    def __str__(self) -> str:
        if self.at_least:
            return f"x≥{self.count}"
        return "" if self.count == 1 else f"x{self.count}"


ONE_COPY = Copies(count=1)


class AlleleCopies(Model):
    """A star allele, without the gene (`*4`), and its copies on one haplotype."""

    star_allele: str = Field(pattern=r"^\*[0-9]+$")
    copies: Copies = ONE_COPY

    def __str__(self) -> str:
        return f"{self.star_allele}{self.copies}"


# A haplotype that the lab did not name: the other one is all it could read.
UNNAMED = "?"


class Haplotype(Model):
    """
    All that one chromosome carries of a gene: one allele, copies of it, or several in tandem (`*36+*10`).

    `unknown` is what it carries that has no function in any table, as the lab names it: a further variant
    (`rs140513104`), an allele that is only like a named one (`*61-like`), a gene hybrid, or `?` where the lab named
    nothing. `combined` is a haplotype with the variants of several alleles on one gene copy (`[*3+*4]`): no tandem.
    """

    alleles: tuple[AlleleCopies, ...] = ()
    unknown: tuple[str, ...] = ()
    combined: bool = False

    @model_validator(mode="after")
    def _carries_something(self) -> Self:
        if not self.alleles and not self.unknown:
            raise ValueError("a haplotype names an allele, or says that it is not known")
        return self

    @property
    def is_named(self) -> bool:
        """Whether all that it carries are named alleles, each a gene copy of its own."""
        return not self.unknown and not self.combined

    def __str__(self) -> str:
        text = "+".join((*map(str, self.alleles), *self.unknown))
        return f"[{text}]" if self.combined else text


class Diplotype(Model):
    """Two haplotypes of one gene, in the order the lab wrote them; the order carries no meaning."""

    gene: str
    haplotypes: tuple[Haplotype, Haplotype]

    def __str__(self) -> str:
        return "/".join(str(haplotype) for haplotype in self.haplotypes)

    @property
    def alleles(self) -> tuple[AlleleCopies, ...]:
        """Every allele with its copies, of both haplotypes, in the order written."""
        return self.haplotypes[0].alleles + self.haplotypes[1].alleles

    @property
    def is_named(self) -> bool:
        """Whether both haplotypes are named alleles and nothing else."""
        return all(haplotype.is_named for haplotype in self.haplotypes)

    @property
    def unordered(self) -> tuple[str, ...]:
        """What makes it the same diplotype in either order, and with its tandems in either order."""
        parts = ((*sorted(map(str, h.alleles)), *sorted(h.unknown), str(h.combined)) for h in self.haplotypes)
        return tuple(sorted("+".join(part) for part in parts))


class Call(Model):
    """
    A lab's call of one gene: every diplotype that it can mean, in the order written. None of them is likelier.

    `complete` is false where the lab says that there are more than it names: a list that is cut short.
    """

    readings: tuple[Diplotype, ...] = Field(min_length=1)
    complete: bool = True

    @property
    def gene(self) -> str:
        """The gene that was called."""
        return self.readings[0].gene

    @property
    def alleles(self) -> tuple[AlleleCopies, ...]:
        """Every allele of any reading with its copies, each once, in the order written."""
        return tuple(dict.fromkeys(allele for reading in self.readings for allele in reading.alleles))

    def means_the_same_as(self, other: Call) -> bool:
        """Whether two calls leave the same diplotypes open, in whatever order."""
        ours, theirs = ({reading.unordered for reading in call.readings} for call in (self, other))
        return ours == theirs and self.complete == other.complete

    def __str__(self) -> str:
        return " or ".join((*map(str, self.readings), *(() if self.complete else ("...",))))


class ActivityScore(Model):
    """
    A CYP2D6 activity score: unitless, in the steps of a quarter that CPIC assigns.

    `at_least` is true where a copy number is open: the score is then the lowest there can be.

    >>> str(ActivityScore(value=Decimal("1")))
    '1.0'
    >>> str(ActivityScore(value=Decimal("3.25"), at_least=True))
    '≥3.25'
    """

    value: Decimal = Field(ge=0, le=999)
    at_least: bool = False

    @field_validator("value")
    @classmethod
    def _in_quarters(cls, value: Decimal) -> Decimal:
        if value % _QUARTER:
            raise ValueError("CPIC's activity scores go in steps of 0.25")
        return value

    def __str__(self) -> str:
        places = "0.01" if self.value % Decimal("0.5") else "0.1"
        return f"{'≥' if self.at_least else ''}{self.value.quantize(Decimal(places))}"
