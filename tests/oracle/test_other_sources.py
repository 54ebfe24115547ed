"""DPWG's and the FDA's tables against what they publish: in the tables, and through `explain --json`."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner

from pgx_reader.cli import main
from pgx_reader.tables import load_tables
from pgx_reader.terms import Phenotype
from tests.oracle.other_sources import (
    dpwg_disagreements,
    dpwg_facts,
    dpwg_facts_of,
    dpwg_keys,
    fda_disagreements,
    fda_sections,
    subgroup,
)
from tests.oracle.published import published

Key = tuple[str, str]
FDA_KEYS = [(gene, phenotype.value) for gene in ("CYP2D6", "CYP2C19") for phenotype in Phenotype]
_NOT_OF_CYP2D6 = {Phenotype.LIKELY_POOR, Phenotype.LIKELY_INTERMEDIATE, Phenotype.RAPID}


def test_the_published_facts_are_all_there() -> None:
    """128 rows of DPWG for 29 medicines, 72 rows of the FDA in three sections."""
    dpwg, fda = published("dpwg_recommendations"), published("fda_associations")
    assert (len(dpwg), len({row["drug"] for row in dpwg})) == (128, 29)
    assert len(fda) == 72
    assert {row["section"] for row in fda} == {"1", "2", "3"}
    assert all(subgroup(row) for row in fda)


@pytest.mark.parametrize("drug", sorted({row["drug"] for row in published("dpwg_recommendations")}))
def test_a_dpwg_table_says_what_is_published_and_no_more(drug: str) -> None:
    """For each score and phenotype: the published flags and publication, or nothing."""
    tables = load_tables()
    assert dpwg_disagreements(drug, tables.guidelines["dpwg"][drug], tables.sources) == []


@pytest.mark.parametrize("drug", sorted({row["drug"] for row in published("fda_associations")}))
def test_an_fda_table_says_what_is_published_and_no_more(drug: str) -> None:
    """For each gene and phenotype: the published sections and the date on which they were read, or nothing."""
    tables = load_tables()
    assert fda_disagreements(drug, tables.guidelines["fda"][drug], tables.sources) == []


@pytest.mark.parametrize("folder", ["dpwg", "fda"])
def test_no_table_is_about_a_medicine_that_the_source_has_not(folder: str) -> None:
    """The tables have the published medicines, each of them and no other."""
    name = {"dpwg": "dpwg_recommendations", "fda": "fda_associations"}[folder]
    assert set(load_tables().guidelines[folder]) == {row["drug"] for row in published(name)}


@pytest.fixture(scope="module")
def explained() -> dict[Key, dict[str, list[dict[str, Any]]]]:
    """For each key, the statements of each medicine in the JSON of an invented patient who has that result alone."""
    keys = sorted({*dpwg_keys(), *FDA_KEYS})
    keys = [(gene, key) for gene, key in keys if not (gene == "CYP2D6" and key in _NOT_OF_CYP2D6)]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("patient_id", "gene", "phenotype", "activity_score"))
    for number, (gene, key) in enumerate(keys):
        writer.writerow((f"KEY-{number}", gene, *(("", key) if key[0].isdigit() else (key, ""))))
    result = CliRunner().invoke(main, ["explain", "-", "--json"], input=file.getvalue())
    assert result.exit_code == 0, result.stderr
    patients = [json.loads(line) for line in result.stdout.splitlines()]
    return {key: {m["name"]: m["statements"] for m in p["medicines"]} for key, p in zip(keys, patients, strict=True)}


@pytest.mark.parametrize("drug", sorted(load_tables().drugs))
def test_dpwg_is_what_explain_gives(drug: str, explained: dict[Key, dict[str, list[dict[str, Any]]]]) -> None:
    """For each key one statement with DPWG's flags, no strength and its publication; none where DPWG is silent."""
    for gene, key in dpwg_keys():
        found = [s for s in explained[gene, key].get(drug, []) if s["source"] == "DPWG"]
        facts = {dpwg_facts_of(set(s["actions"]), s["guideline"]["pmid"]) for s in found}
        assert facts == dpwg_facts(drug, gene, key), (gene, key)
        assert len(found) <= 1
        for statement in found:
            assert statement["genes"] == {gene: str(float(key)) if key[0].isdigit() else key}
            assert (statement["strength"], statement["section"]) == (None, None)
            assert statement["population"] == "general"
            assert (statement["guideline"]["year"] > 2010, statement["guideline"]["url"][:8]) == (True, "https://")


@pytest.mark.parametrize("drug", sorted(load_tables().drugs))
def test_the_fda_is_what_explain_gives(drug: str, explained: dict[Key, dict[str, list[dict[str, Any]]]]) -> None:
    """For each phenotype the FDA's sections with the date they were read; none where the FDA is silent."""
    for gene, key in FDA_KEYS:
        if (gene, key) not in explained:
            continue
        found = [s for s in explained[gene, key].get(drug, []) if s["source"] == "FDA"]
        sections = {(s["section"], s["guideline"]["retrieved_on"]) for s in found}
        assert sections == fda_sections(drug, gene, key), (gene, key)
        assert len({(s["section"], s["population"]) for s in found}) == len(found)
        for statement in found:
            assert statement["genes"] == {gene: key}
            assert statement["strength"] is None
