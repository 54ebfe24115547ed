"""What was worked out for one patient holds for the next one who shares it, and for nobody else."""

from __future__ import annotations

from itertools import product

from pgx_reader.interpret.agreement import interpret_gene
from pgx_reader.interpret.guidelines import Results, looked_at, statements_for
from pgx_reader.interpret.medicines import interpret_medicines
from pgx_reader.normalize import diplotype_result
from pgx_reader.tables import load_tables

DIPLOTYPES = {
    "CYP2D6": (
        "*4/*4",
        "*4/*5",
        "*4/*10",
        "*1/*4",
        "*1/*1",
        "*1xN/*4",
        "*1x2/*1",
        "*1/*22",
        "*1/*9999",
        "no call",
        "x",
    ),
    "CYP2C19": ("*2/*2", "*1/*2", "*1/*1", "*1/*17", "*1/*2 or *1/*1", "*1/*9999", "no call"),
}


def test_statements_are_those_that_the_patients_own_results_have() -> None:
    """For every pair of results, in any order, each medicine has the statements that its whole results give."""
    tables = load_tables()
    read = {
        gene: [interpret_gene(diplotype_result(gene, text, tables)[0], tables) for text in texts]
        for gene, texts in DIPLOTYPES.items()
    }
    for cyp2d6, cyp2c19 in (*product(*read.values()), *reversed(list(product(*read.values())))):
        genes = {"CYP2D6": cyp2d6, "CYP2C19": cyp2c19}
        alone = Results({gene: looked_at(result) for gene, result in genes.items()}, tables)
        for medicine in interpret_medicines(("codeine",), genes, tables):
            assert medicine.statements == statements_for(medicine.name, alone)
            assert medicine.taking == (medicine.name == "codeine")


def test_a_gene_that_is_not_there_is_not_one_without_a_result() -> None:
    """A patient with one gene shares nothing with one whose other gene was tested."""
    tables = load_tables()
    cyp2d6, cyp2c19 = (
        interpret_gene(diplotype_result(gene, text, tables)[0], tables)
        for gene, text in (("CYP2D6", "*4/*4"), ("CYP2C19", "*2/*2"))
    )
    both = interpret_medicines((), {"CYP2D6": cyp2d6, "CYP2C19": cyp2c19}, tables)
    one = interpret_medicines((), {"CYP2D6": cyp2d6}, tables)
    of_both, of_one = ({m.name: m.statements for m in found} for found in (both, one))
    assert of_both["amitriptyline"] != of_one["amitriptyline"]
    assert of_both["codeine"] == of_one["codeine"]
