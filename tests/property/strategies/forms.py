"""Every form that results are written in, with the reader that knows it, and files of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from . import callers, documents, pharmcat
from .callers import Samples
from .samples import GENES, Sample, samples

_DIPLOTYPE = frozenset(("diplotype",))
_AND_PHENOTYPE = _DIPLOTYPE | {"phenotype"}
_ALL = _AND_PHENOTYPE | {"score"}
_D6 = ("CYP2D6",)


@dataclass(frozen=True)
class Form:
    """
    A form of a file: the module that reads it, how it is written, and what it has a place for.

    `name` is the file's, from which some readers take the gene and the person. `most` is how many people one is about.
    A form that holds no star alleles is always refused.
    """

    reader: str
    write: Callable[[Samples], str]
    name: str = "invented.txt"
    genes: tuple[str, ...] = GENES
    most: int = 3
    carried: frozenset[str] = field(default=_DIPLOTYPE)
    refused: bool = False

    @property
    def people(self) -> st.SearchStrategy[list[Sample]]:
        """Invented people with lines that this form has a place for."""
        return samples(self.genes, most=self.most, carried=self.carried)


FORMS = (
    Form("aldy", callers.aldy),
    Form("aldy_vcf", callers.aldy_vcf, genes=_D6),
    Form("alleletyper", callers.alleletyper),
    Form("astrolabe", callers.astrolabe, most=1),
    Form("cyrius", callers.cyrius, genes=_D6),
    Form("cyrius", callers.bcyrius, genes=_D6, carried=_ALL),
    Form("cyrius_json", callers.cyrius_json, genes=_D6),
    Form("fhir", documents.fhir_json, carried=_AND_PHENOTYPE),
    Form("fhir", documents.fhir_xml, carried=_AND_PHENOTYPE),
    Form("generic_json", documents.records, carried=_ALL),
    Form("hl7v2", documents.hl7v2, carried=_AND_PHENOTYPE),
    Form("interpretation", documents.interpretations, carried=_ALL),
    Form("ont_wf_pgx", callers.ont_wf_pgx, genes=_D6),
    Form("pangu", callers.pangu, genes=_D6),
    Form("pangu_log", callers.pangu_log, genes=_D6),
    Form("pharmacoscan", callers.pharmacoscan, carried=_AND_PHENOTYPE),
    Form("pharmcat_json", pharmcat.report_json, most=1, carried=_ALL),
    Form("pharmcat_json2tsv", pharmcat.json2tsv, carried=_ALL),
    Form("pharmcat_outside_calls", pharmcat.outside_calls, most=1, carried=_ALL),
    Form("pharmcat_tsv", pharmcat.report_tsv, carried=_ALL),
    Form("pypgx", callers.pypgx, name="CYP2C19.tsv", genes=("CYP2C19",), carried=_AND_PHENOTYPE),
    Form("pypgx_metadata", callers.pypgx_metadata, refused=True),
    Form("report_text", documents.report_text, most=1, carried=_ALL),
    Form("sg10k", callers.sg10k, name="CYP2D6_caller_outputs.tsv", genes=_D6),
    Form("snp", callers.snp, refused=True),
    Form("specimmune", callers.specimmune, most=1),
    Form("stargazer", callers.stargazer, name="batch.cyp2d6.genotype-calls.tsv", genes=_D6, carried=_ALL),
    Form("starphase", callers.starphase, most=1),
    Form("stellarpgx", callers.stellarpgx, name="all_cyp2d6.alleles", genes=_D6, carried=_ALL),
    Form("stellarpgx_summary", callers.stellarpgx_summary, name="demo_cyp2c19_summary.txt", genes=("CYP2C19",)),
    Form("table", documents.long_table, name="invented.csv", carried=_ALL),
    Form("table", documents.wide_table, name="invented.csv", carried=_AND_PHENOTYPE),
)
