"""The published facts of DPWG and of the FDA, and how statements are held against them.

`dpwg_recommendations.csv` was carried over from ClinPGx's curation: keys, whether another drug is advised or other
guidance given, which way a dose is to change, publication. A dose that is to be another one, in no said direction, has
both. `fda_associations.csv` was carried over from the FDA's table: gene, subgroup, section, and when it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pgx_reader.tables.schemas import GuidelineRow, SourceRow
from pgx_reader.terms import Action, Phenotype
from tests.oracle.published import answers, published

Facts = tuple[object, ...]
# A word of the FDA's table, and the phenotype that it stands for. None stands for a likely or a rapid metabolizer.
SUBGROUPS = {
    "poor": Phenotype.POOR,
    "intermediate": Phenotype.INTERMEDIATE,
    "normal": Phenotype.NORMAL,
    "ultrarapid": Phenotype.ULTRARAPID,
}


def dpwg_facts(drug: str, gene: str, key: str) -> set[Facts]:
    """What DPWG publishes for a gene's score or phenotype; empty where it is silent. Rows that repeat are one."""
    column = "cyp2d6_activity_scores" if gene == "CYP2D6" else "cyp2c19_phenotype"
    found = set()
    for row in published("dpwg_recommendations"):
        keys = tuple(row[column].split(";")) if row[column] else ()
        if row["drug"] == drug and keys and (key in keys or (gene == "CYP2D6" and _reaches(keys, key))):
            flags = (row[name] == "true" for name in ("alternative_drug", "lower_dose", "higher_dose"))
            found.add((*flags, row["pmid"] or None))
    return found


def _reaches(keys: tuple[str, ...], score: str) -> bool:
    """Whether a score is at or above one of the open scores (`≥3.0`) of a row."""
    return any(key.startswith("≥") and float(score) >= float(key[1:]) for key in keys)


def dpwg_facts_of(actions: set[str], pmid: str | None) -> Facts:
    """What of a statement is published, in the order of `dpwg_facts`."""
    return (bool(actions & {"alternative", "avoid"}), "lower_dose" in actions, "higher_dose" in actions, pmid)


def fda_sections(drug: str, gene: str, phenotype: str) -> set[tuple[int, str]]:
    """The sections in which the FDA names a phenotype for a drug, each with when it was read; empty where none."""
    return {
        (int(row["section"]), row["read"])
        for row in published("fda_associations")
        if row["drug"] == drug and row["gene"].split()[0] == gene and phenotype in subgroup(row)
    }


def subgroup(row: dict[str, str]) -> set[Phenotype]:
    """The phenotypes that a row of the FDA's table is about."""
    return {phenotype for word, phenotype in SUBGROUPS.items() if word in row["affected_subgroup"].replace(",", "")}


def dpwg_disagreements(drug: str, rows: tuple[GuidelineRow, ...], sources: dict[str, SourceRow]) -> list[object]:
    """Every key for which a table's rows say anything else than is published, or speak where nothing is."""
    wrong: list[object] = []
    for gene, key in dpwg_keys():
        found = {_row_facts(row, sources) for row in rows if gene in row.keys and answers(row.keys[gene], key)}
        if found != dpwg_facts(drug, gene, key):
            wrong.append((drug, gene, key, found))
    other = {row["other_guidance"] for row in published("dpwg_recommendations") if row["drug"] == drug}
    if "true" in other and not any(Action.MONITOR in row.actions for row in rows):
        wrong.append((drug, "nobody is told to watch"))
    wrong += [(drug, row.population, row.strength, row.section) for row in rows if row.population != "general"]
    return wrong


def _row_facts(row: GuidelineRow, sources: dict[str, SourceRow]) -> Facts:
    source = sources.get(row.source_id)
    return dpwg_facts_of({str(action) for action in row.actions}, (source.pmid or None) if source else "no source")


def dpwg_keys() -> Iterator[tuple[str, str]]:
    """Every CYP2D6 score up to 6 in steps of 0.25, and every CYP2C19 phenotype."""
    yield from (("CYP2D6", str(n / 4)) for n in range(25))
    yield from (("CYP2C19", phenotype.value) for phenotype in Phenotype)


def fda_disagreements(drug: str, rows: tuple[GuidelineRow, ...], sources: dict[str, SourceRow]) -> list[object]:
    """Every gene and phenotype for which a table's rows, for each population, have other sections than the FDA's."""
    wrong: list[object] = [(drug, row.population) for row in rows if row.population not in _populations(drug)]
    for population, gene, phenotype in product(_populations(drug), ("CYP2D6", "CYP2C19"), Phenotype):
        found = {
            (int(row.section or 0), sources[row.source_id].retrieved_on if row.source_id in sources else "")
            for row in rows
            if row.population == population and phenotype in row.keys.get(gene, ())
        }
        if found != fda_sections(drug, gene, phenotype):
            wrong.append((drug, population, gene, phenotype, found))
    return wrong


def _populations(drug: str) -> set[str]:
    """The FDA's table has a note on children for one medicine, whose rows are for adults and for children."""
    noted = any(
        "[pediatrics note]" in row["affected_subgroup"] for row in published("fda_associations") if row["drug"] == drug
    )
    return {"adults", "pediatrics"} if noted else {"general"}
