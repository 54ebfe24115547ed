"""How star allele callers write their results; one function for each form, from people to a file's text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .samples import Sample

Samples = Sequence[Sample]


def table(*rows: Sequence[str]) -> str:
    """Rows of cells between tabs."""
    return "".join("\t".join(row) + "\n" for row in rows)


def aldy(people: Samples) -> str:
    """A section for each gene; where nothing was called, one without lines."""
    header = (
        "#Sample\tGene\tSolutionID\tMajor\tMinor\tCopy\tAllele\tLocation\tType\tCoverage\tEffect\tdbSNP\tCode\tStatus"
    )
    found = [header]
    for person in people:
        for line in person.lines:
            found.append(f"#Solution 1: *1.001; gene={line.gene}")
            if line.diplotype:
                copies = ((0, "1.001"), (1, "1.001"))
                found += [
                    "\t".join((person.id, line.gene, "1", line.diplotype, "1.001;1.001", str(n), a, *[""] * 7))
                    for n, a in copies
                ]
    return "\n".join(found) + "\n"


def aldy_vcf(people: Samples) -> str:
    """Solutions as names of samples."""
    names = [f"{person.id}:0:{person.lines[0].diplotype}" for person in people]
    fixed = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
    gene = people[0].lines[0].gene
    row = ("22", "42126611", ".", "C", "G", "0", "PASS", f"GENE={gene}", "GT", *["0|1"] * len(names))
    return f"##fileformat=VCFv4.2\n##source=aldy-v4.8 (gene: {gene}-pharmvar-6.2.14)\n" + table((*fixed, *names), row)


def alleletyper(people: Samples) -> str:
    """A plate's summary."""
    rows = [
        ("***", "For Research Use Only. Not for use in diagnostic procedures"),
        ("sample ID", *(line.gene for line in people[0].lines), "C__11484460_40"),
        *((person.id, *(line.diplotype or "UND" for line in person.lines), "A/A") for person in people),
    ]
    return "".join(",".join(row) + "\n" for row in rows)


def astrolabe(people: Samples) -> str:
    """One person's genes under `#ROI_label`."""
    header = (
        *(
            "#ROI_label",
            "diplotype labels",
            "diplotype activity",
            "diplotype calling notes",
            "jaccard",
            "part",
            "pValue",
        ),
        *("ROI notes", "special case", "nomenclature version"),
    )
    rows = [(line.gene, line.diplotype, "?/?", "", "0.8", "0.9", "p: 0.0", "", "", "v1") for line in people[0].lines]
    return "##Astrolabe version: 0.8.7.2\n" + table(header, *rows)


def cyrius(people: Samples) -> str:
    """The table of Cyrius."""
    rows = [(person.id, person.lines[0].diplotype or "None", "PASS") for person in people]
    return table(("Sample", "Genotype", "Filter"), *rows)


def bcyrius(people: Samples) -> str:
    """The table of BCyrius, with score and phenotype."""
    header = ("Sample", "Genotype", "Filter", "Activity score", "Predicted phenotype")
    said = [(person.id, person.lines[0]) for person in people]
    rows = [(whose, x.diplotype or "None", "PASS", x.score or "None", x.phenotype or "None") for whose, x in said]
    return table(header, *rows)


def cyrius_json(people: Samples) -> str:
    """Cyrius's JSON."""
    return json.dumps(
        {
            person.id: {
                "Total_CN": 2,
                "CNV_group": "cn2",
                "Genotype": person.lines[0].diplotype or None,
                "Filter": "PASS",
            }
            for person in people
        }
    )


def ont_wf_pgx(people: Samples) -> str:
    """Two lines for each person."""
    return "".join(table(("Sample", person.id), ("CYP2D6", person.lines[0].diplotype)) for person in people)


def pangu(people: Samples) -> str:
    """Pangu's report of several alignments."""
    return json.dumps(
        [
            {
                "input": f"demo/{person.id}.bam",
                "diplotype": f"CYP2D6 {person.lines[0].diplotype or 'None'}",
                "copynumber": 2,
                "haplotypes": [],
                "warnings": [],
            }
            for person in people
        ]
    )


def pangu_log(people: Samples) -> str:
    """Pangu's log of several alignments."""
    found = []
    for person in people:
        called = person.lines[0].diplotype
        found += [f"INFO | Processing demo/{person.id}.bam", "INFO | Identifying SV signatures"]
        found.append(f"INFO | Diplotype called: CYP2D6 {called}" if called else "ERROR | No Calls found!")
    return "".join(f"2026-01-07 16:48:03,251 | {line}\n" for line in found)


def pharmacoscan(people: Samples) -> str:
    """A plate's phenotype report."""
    header = (
        *("Index", "Filename", "Gene", "Phenotype Call", "Gene Function", "Known Call", "Unknown Call"),
        "Interpretation Code",
    )
    rows = [
        (f"{n}-{m}", f"{person.id}.CEL", line.gene, line.phenotype, "", line.diplotype, "", _code(line.diplotype))
        for n, person in enumerate(people)
        for m, line in enumerate(person.lines)
    ]
    return table(header, *rows)


def _code(diplotype: str) -> str:
    return "UNIQ" if diplotype else "NC/PRA/NA"


def pypgx(people: Samples) -> str:
    """PyPGx's results for the gene of the file's name."""
    header = ("", "Genotype", "Phenotype", "Haplotype1", "Haplotype2", "AlternativePhase", "VariantData", "CNV")
    said = [(person.id, person.lines[0]) for person in people]
    rows = [(whose, x.diplotype or "Indeterminate", x.phenotype, ";", ";", ";", ";", "Normal") for whose, x in said]
    return table(header, *rows)


def pypgx_metadata(people: Samples) -> str:
    """What lies beside PyPGx's results: it holds none."""
    return f"Gene={people[0].lines[0].gene}\nAssembly=GRCh38\nSemanticType=SampleTable[Results]\n"


def sg10k(people: Samples) -> str:
    """Each person's call of one caller."""
    header = ("sample_id", "genotype", "filter", "copy_number", "caller", "novel_allele")
    return table(header, *((person.id, person.lines[0].diplotype, "PASS", "2.0", "aldy", "False") for person in people))


def snp(people: Samples) -> str:
    """Single DNA changes: whatever they are, no star alleles."""
    rows = [("rs4244285", "10", "96541616", "GA"), *((f"rs{n}", "1", "1", "AA") for n in range(len(people)))]
    return "# This data file generated by 23andMe (invented)\n" + table(
        ("# rsid", "chromosome", "position", "genotype"), *rows
    )


def specimmune(people: Samples) -> str:
    """One person's haplotypes, a row for each."""
    header = ("Locus", "Chromosome", "Genotype", "Match_info", "Reads_num", "Step1_type", "One_guess")
    rows = []
    for line in people[0].lines:
        both = line.diplotype.split("/") if line.diplotype.count("/") == 1 else [line.diplotype, ""]
        rows += [
            (line.gene, str(n), f"{line.gene}{h}" if h else "NA", "", "20", "NA", "NA") for n, h in enumerate(both, 1)
        ]
    return "# version: 2024.1\n" + table(header, *rows)


def stargazer(people: Samples) -> str:
    """Stargazer's table for the gene of the file's name."""
    header = ("name", "status", "hap1_main", "hap2_main", "hap1_cand", "hap2_cand", "dip_score", "phenotype", "dip_sv")
    rows = []
    for person in people:
        line = person.lines[0]
        one, _, other = line.diplotype.partition("/")
        rows.append((person.id, "g", one or ".", other or ".", "", "", line.score, line.phenotype, "no_sv,no_sv"))
    return table(header, *rows)


def starphase(people: Samples) -> str:
    """One person's genes by pb-StarPhase."""
    genes = {}
    for line in people[0].lines:
        one, _, other = line.diplotype.partition("/")
        said = {"hap1": one, "hap2": other, "diplotype": line.diplotype or "NO_MATCH/NO_MATCH"}
        genes[line.gene] = {"diplotypes": [said], "simple_diplotypes": None, "inexact_diplotypes": None}
    return json.dumps({"pbstarphase_version": "1.5.0-0", "database_metadata": {}, "gene_details": genes})


def stellarpgx(people: Samples) -> str:
    """A block for each person of one gene."""
    rule = "-" * 44
    blocks = []
    for person in people:
        line = person.lines[0]
        said = [f"\nResult:\n{line.diplotype or 'No_call'}\n"]
        if line.score:
            said.append(f"\nActivity score:\n{line.score}\n")
        if line.phenotype:
            said.append(f"\nMetaboliser status:\n{line.phenotype}\n")
        title = f"{rule}\n\n{line.gene} Star Allele Calling with StellarPGx\n\n{rule}\n\nSample ID: {person.id}\n"
        blocks.append(title + "".join(said))
    return "\n".join(blocks)


def stellarpgx_summary(people: Samples) -> str:
    """A sample and its call in each line."""
    return table(*((person.id, person.lines[0].diplotype or "No_call") for person in people))
