"""How PharmCAT writes results."""

from __future__ import annotations

import json

from .callers import Samples, table
from .samples import Line


def report_json(people: Samples) -> str:
    """The report of version 3, about one person."""
    genes = {line.gene: _gene(line) for line in people[0].lines}
    return json.dumps(
        {
            "title": "invented",
            "pharmcatVersion": "v3.1.0",
            "genes": genes,
            "matcherMetadata": {"sampleId": people[0].id},
        }
    )


def _gene(line: Line) -> dict[str, object]:
    one, _, other = (line.diplotype or "Unknown/Unknown").partition("/")
    called = {
        "gene": line.gene,
        "allele1": {"gene": line.gene, "name": one},
        "allele2": {"gene": line.gene, "name": other} if other else None,
        "label": line.diplotype or "Unknown/Unknown",
        "phenotypes": [line.phenotype or "No Result"],
        "activityScore": line.score or None,
        "outsidePhenotype": False,
        "outsidePhenotypeMismatch": None,
    }
    return {
        "geneSymbol": line.gene,
        "callSource": "MATCHER" if line.diplotype else "NONE",
        "messages": [],
        "sourceDiplotypes": [called],
        "recommendationDiplotypes": [called],
    }


def report_tsv(people: Samples) -> str:
    """The calls-only report of several people."""
    header = (
        "Sample ID",
        "Gene",
        "Source Diplotype",
        "Phenotype",
        "Activity Score",
        "Outside Call",
        "Missing positions",
    )
    rows = [
        (person.id, x.gene, x.diplotype or "no call", x.phenotype, x.score, "no", "no")
        for person in people
        for x in person.lines
    ]
    return "PharmCAT v3.1.0\n" + table(header, *rows)


def json2tsv(people: Samples) -> str:
    """The table that a script of PharmCAT makes of many reports."""
    header = (
        *(
            "sample",
            "gene",
            "phenotype",
            "activity_score",
            "diplotype",
            "dpyd_ryr1_variants",
            "haplotype_1",
            "haplotype_2",
        ),
        *("haplotype_1_functions", "haplotype_2_functions", "missing_positions", "uncallable_haplotypes"),
    )
    rows = [
        (person.id, x.gene, x.phenotype, x.score, x.diplotype, *[""] * 7) for person in people for x in person.lines
    ]
    return table(header, *rows)


def outside_calls(people: Samples) -> str:
    """One person's calls of another caller, as PharmCAT takes them in; a gene it has nothing of is a comment."""
    said = [(x.gene, x.diplotype, x.phenotype, x.score) for x in people[0].lines]
    return table(("# an invented sample",), *(row if any(row[1:]) else (f"#{row[0]}",) for row in said))
