"""Star alleles, haplotypes, diplotypes and activity scores: values that cannot hold nonsense."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, field_validator

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


class Haplotype(Model):
    """All that one chromosome carries of a gene: one allele, copies of it, or several in tandem (`*36+*10`)."""

    alleles: tuple[AlleleCopies, ...] = Field(min_length=1)

    def __str__(self) -> str:
        return "+".join(str(allele) for allele in self.alleles)


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
