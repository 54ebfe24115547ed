"""`pgx-reader tables`: every row can be found by a name, with its source and date; what changed is said in words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pgx_reader.cli import main
from pgx_reader.tables import load_tables, tables_folder
from pgx_reader.tables.contents import all_tables
from tests.tables.spoiling import CHANGES, Planted

Run = Callable[..., Result]
TABLES = load_tables()
ALLELES = [(gene, allele) for gene, alleles in TABLES.alleles.items() for allele in alleles]
DATED = ("alleles/", "guidelines/", "interactions")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The reference tables, to be changed."""
    return Path(shutil.copytree(tables_folder(), tmp_path / "tables"))


def _json(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["tables", *arguments, "--json"])
    assert (result.exit_code, result.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def _rows(answer: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return [row for found in answer["tables"] if found["table"] == table for row in found["rows"]]


def _assert_traceable(answer: dict[str, Any]) -> None:
    """Each row leads to a source that is there with publisher, title, licence, link and a date."""
    sources = {source["source_id"]: source for source in answer["sources"]}
    assert answer["tables_version"] == TABLES.version
    for table in answer["tables"]:
        assert set(table["source_ids"]) <= sources.keys()
        assert (table["as_of"] is not None) == table["table"].startswith(DATED)
        assert table["as_of"] is None or table["as_of_source_id"] in sources
        for row in table["rows"]:
            assert row["row"] >= 2
            assert row.get("source_id", "none") in (*sources, "none")
    for source in sources.values():
        assert all(source[key] for key in ("publisher", "title", "licence", "url"))
        assert source["published_on"] or source["retrieved_on"]
        assert source["superseded_by"] in (*sources, None)


def _has_no_null_list(value: Any) -> bool:
    if isinstance(value, dict):
        lists = ("meanings", "tables", "sources", "rows", "source_ids", "actions", "brand_names", "used_for", "atc")
        return all(v is not None for k, v in value.items() if k in lists) and all(
            map(_has_no_null_list, value.values())
        )
    return all(map(_has_no_null_list, value)) if isinstance(value, list) else value != ""


@pytest.mark.parametrize("drug", sorted(TABLES.drugs))
def test_each_drug_has_its_row_and_every_statement_with_their_sources(drug: str) -> None:
    """The row of the drug, every statement of each publisher, and every source of them."""
    answer = _json(drug)
    assert [(meaning["kind"], meaning["name"]) for meaning in answer["meanings"]] == [("drug", drug)]
    assert [row["drug"] for row in _rows(answer, "drugs")] == [drug]
    for name, guidelines in TABLES.guidelines.items():
        found = _rows(answer, f"guidelines/{name}/{drug}")
        assert [row["source_location"] for row in found] == [r.source_location for r in guidelines.get(drug, ())]
        assert [row["actions"] for row in found] == [list(r.actions) for r in guidelines.get(drug, ())]
    interactions = [(row.gene, row.strength) for row in TABLES.interactions if row.drug == drug]
    assert [(row["gene"], row["strength"]) for row in _rows(answer, "interactions")] == interactions
    _assert_traceable(answer)
    assert _has_no_null_list(answer)


@pytest.mark.parametrize("gene", sorted(TABLES.genes))
def test_each_gene_has_its_row_alleles_and_rules_with_their_sources(gene: str) -> None:
    """By each of its names: the row of the gene, each allele, each rule, each name."""
    answer = _json(gene)
    assert [row["gene"] for row in _rows(answer, "genes")] == [gene]
    assert [row["allele"] for row in _rows(answer, f"alleles/{gene}")] == list(TABLES.alleles.get(gene, ()))
    assert _rows(answer, f"phenotypes/{gene}")
    names = [row.name for row in TABLES.gene_synonyms if row.gene == gene]
    assert [row["name"] for row in _rows(answer, "synonyms/genes")] == names
    assert all(_json(name.lower())["tables"] == answer["tables"] for name in names)
    _assert_traceable(answer)


@pytest.mark.parametrize(("gene", "allele"), ALLELES)
def test_each_allele_has_its_function_and_value_with_their_source(gene: str, allele: str) -> None:
    """The row of the allele, of its gene alone; a number that retired names the allele of today."""
    answer = _json(f"{gene}{allele}")
    (meaning,) = answer["meanings"]
    today = meaning["stands_for"] or allele
    found = {row["allele"]: row for row in _rows(answer, f"alleles/{gene}")}
    row = TABLES.alleles[gene][today]
    assert (meaning["kind"], meaning["gene"], meaning["name"]) == ("allele", gene, allele)
    assert found[today]["function"] == row.function
    assert found[today]["activity_value"] == (None if row.activity_value is None else str(row.activity_value))
    assert found[today]["source_id"] == row.source_id
    _assert_traceable(answer)


@pytest.mark.parametrize("synonym", TABLES.allele_synonyms, ids=lambda row: f"{row.gene}{row.name}")
def test_each_retired_name_says_what_it_stands_for(synonym: Any) -> None:
    """A retired or sub-allele name leads to the allele of today, and its own row is there with its source."""
    answer = _json(f"{synonym.gene} {synonym.name.lower()}")
    (meaning,) = answer["meanings"]
    assert (meaning["name"], meaning["stands_for"]) == (synonym.name, synonym.allele)
    assert synonym.name in [row["name"] for row in _rows(answer, "synonyms/alleles")]
    assert synonym.allele in [row["allele"] for row in _rows(answer, f"alleles/{synonym.gene}")]


@pytest.mark.parametrize(
    ("name", "meanings"),
    [
        ("*41", [("CYP2D6", "*41", None), ("CYP2C19", "*41", None)]),
        ("*17", [("CYP2D6", "*17", None), ("CYP2C19", "*17", None)]),
        ("CYP2D6 *41", [("CYP2D6", "*41", None)]),
        ("2d6*41", [("CYP2D6", "*41", None)]),
        ("CYP2D6  * 41", None),
        ("*27", [("CYP2D6", "*27", None), ("CYP2C19", "*27", "*1")]),
        ("*57", [("CYP2D6", "*57", "*36")]),
        ("*2a", [("CYP2D6", "*2A", "*2"), ("CYP2C19", "*2A", "*2")]),
        ("CYP2B6*6", None),
        ("TPMT*2", None),
        ("*9999", None),
        ("*1/*41", None),
        ("*", None),
    ],
)
def test_a_star_allele_is_of_the_gene_before_it_or_of_each_that_has_it(
    run: Run, name: str, meanings: list[tuple[str, str, str | None]] | None
) -> None:
    """With a gene, of that one; without, of each; what no gene has is refused."""
    result = run("tables", name, "--json")
    if meanings is None:
        assert (result.exit_code, result.stdout) == (2, "")
        return
    found = {(m["gene"], m["name"], m["stands_for"]) for m in json.loads(result.stdout)["meanings"]}
    assert found == set(meanings)


def test_every_row_of_the_tables_is_found_by_some_name() -> None:
    """Genes, drugs and countries reach every row but the words for phenotypes and the dates of the tables."""
    names = [*TABLES.genes, *TABLES.drugs, *(country.lower() for country in TABLES.crisis_lines)]
    reached = {
        (table["table"], row["row"]) for name in names for table in _json(name)["tables"] for row in table["rows"]
    }
    for table, rows in all_tables(TABLES):
        if table not in ("synonyms/phenotypes", "editions"):
            assert {(table, number) for number in range(2, len(rows) + 2)} <= reached, table


def test_the_overview_counts_every_table_and_lists_every_source() -> None:
    """Without a name: each table with its number of rows, date and sources, and all sources."""
    answer = _json()
    assert (answer["name"], answer["meanings"]) == (None, [])
    assert {table["table"]: table["row_count"] for table in answer["tables"]} == {
        table: len(rows) for table, rows in all_tables(TABLES)
    }
    assert [source["source_id"] for source in answer["sources"]] == list(TABLES.sources)
    _assert_traceable(answer)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["Reference tables", "alleles/CYP2D6", "guidelines/cpic/codeine", "2024-06", "Sources"]),
        (["CYP2D6"], ["*4", "No function", "Poor Metabolizer", "as of 2024-06"]),
        (["cyp2d6"], ["*4", "No function"]),
        (["2C19"], ["*17", "Increased function"]),
        (["CYP2B6"], ["Poor Metabolizer"]),
        (["codeine"], ["Statements: CPIC", "Statements: FDA", "as of 2024-04", "Sources", "pubmed", "PMID 33387367"]),
        (["Celexa"], ["Celexa is a name of citalopram", "Statements"]),
        (["st. john's wort"], ["st. john's wort"]),
        (["ondansetron"], ["superseded", "cpic-ondansetron-2026"]),
        (["*41"], ["CYP2D6 *41", "CYP2C19 *41", "0.25", "0.5", "until"]),
        (["CYP2D6*57"], ["CYP2D6 *57 stands for CYP2D6 *36", "retired name"]),
    ],
)
@pytest.mark.parametrize("columns", [None, "80", "40"])
def test_tables_shows_rows_and_where_they_come_from(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str | None, arguments: list[str], words: list[str]
) -> None:
    """The overview and the rows of a name are on standard output, with their sources, in a narrow terminal too."""
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    result = run("tables", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = "".join(result.stdout.split())
    for word in words if columns != "40" else words[:1]:
        assert "".join(word.split()) in shown


@pytest.mark.parametrize("drug", ["codeine", "amitriptyline", "eliglustat", "clopidogrel", "sertraline"])
@pytest.mark.parametrize("columns", ["80", "100", "140"])
def test_a_narrow_terminal_loses_nothing(monkeypatch: pytest.MonkeyPatch, drug: str, columns: str) -> None:
    """Every word of every cell is there, whole and on lines that fit, at every usual width."""
    monkeypatch.setenv("COLUMNS", columns)
    result = CliRunner().invoke(main, ["tables", drug])
    words = set(result.stdout.replace(";", " ").split())
    assert max(map(len, result.stdout.splitlines())) <= int(columns)
    for table in _json(drug)["tables"]:
        for row in table["rows"]:
            cells = [cell for name, cell in row.items() if name not in ("row", "source_location") and cell]
            texts = [str(part) for cell in cells for part in (cell if isinstance(cell, list) else [cell])]
            assert {word for text in texts for word in text.split()} <= words


@pytest.mark.parametrize(
    "name", ["nonsense", "", "CYP2D7", "[bold]x[/bold]", "x" * 10_000, "*4\x1b[31m", "ſ*4", "CYP2D6*4*5"]
)
def test_tables_refuses_an_unknown_name(run: Run, name: str) -> None:
    """A name that the tables do not have ends with 2, and says which genes there are and how to list the drugs."""
    result = run("tables", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not a gene, a drug, a brand, a star allele or a country" in result.stderr
    assert "CYP2D6" in result.stderr
    assert f'{len(TABLES.drugs)} drugs are listed by "pgx-reader tables"' in result.stderr
    assert "\x1b" not in result.stderr
    assert len(result.stderr) < 500


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--help"], 0, ["tables NAME", "--json", "--check", "--sign", "diff OLD NEW", "*41"]),
        (["-h"], 0, ["diff OLD NEW"]),
        (["codeine", "--help"], 0, ["diff OLD NEW"]),
        (["diff", "--help"], 0, ["OLD NEW", "--json"]),
        (["show", "--help"], 0, ["--check", "--sign"]),
        (["show", "codeine"], 0, ["codeine"]),
        (["show", "diff"], 2, ["is not a gene"]),
        (["--json", "codeine"], 0, ['"schema": "pgx-reader/tables/1"']),
        (["codeine", "tramadol"], 2, ["unexpected extra argument"]),
        (["--nonsense"], 2, ["No such option"]),
        (["diff"], 2, ["Missing argument 'OLD'"]),
        (["diff", "a"], 2, ["Missing argument 'NEW'"]),
        (["diff", "a", "b", "c"], 2, ["unexpected extra argument"]),
        (["diff", "a", "b", "--check"], 2, ["No such option"]),
    ],
)
def test_the_word_diff_is_the_command_and_all_else_is_a_name(
    run: Run, arguments: list[str], status: int, words: list[str]
) -> None:
    """What is not a command's name is shown; help names all that there is."""
    result = run("tables", *arguments)
    assert result.exit_code == status
    for word in words:
        assert word in result.output


def test_check_finds_what_check_tables_finds(run: Run, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is a line on standard output and status 2; without one, the counts are said."""
    monkeypatch.setattr(import_module("pgx_reader.cli.tables"), "tables_folder", lambda: copy)
    (copy / "editions.csv").unlink()
    result = run("tables", "--check")
    assert result.exit_code == 2
    assert "editions.csv: cannot be read" in result.stdout
    assert "faults in the reference tables" in result.stderr


def test_the_tables_that_ship_have_no_fault(run: Run) -> None:
    """`tables --check` finds nothing in the tables of this installation."""
    result = run("tables", "--check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no faults" in result.stderr


def test_unchanged_tables_have_no_clinical_change(run: Run, copy: Path) -> None:
    """Nothing but the version and that."""
    result = run("tables", "diff", tables_folder(), copy)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"Reference tables {TABLES.version}", "No clinical change."]
    assert json.loads(run("tables", "diff", copy, copy, "--json").stdout)["clinical_change"] is False


def test_a_new_version_alone_is_said(run: Run, copy: Path) -> None:
    """The versions of both folders stand first."""
    (copy / "VERSION").write_text("2999.1\n", encoding="utf-8")
    lines = run("tables", "diff", tables_folder(), copy).stdout.splitlines()
    assert lines == [f"Reference tables {TABLES.version} -> 2999.1", "No clinical change."]


@pytest.mark.parametrize("planted", CHANGES, ids=lambda planted: planted.name)
def test_each_kind_of_change_is_said_in_words(run: Run, copy: Path, planted: Planted) -> None:
    """One line says what was and what is; the line that nothing clinical changed is there where nothing did."""
    planted.make(copy)
    result = run("tables", "diff", tables_folder(), copy)
    assert (result.exit_code, result.stderr) == (0, "")
    assert sum(line.strip().startswith(planted.words) for line in result.stdout.splitlines()) == 1, result.stdout
    assert ("No clinical change." in result.stdout) is not planted.clinical


@pytest.mark.parametrize("planted", CHANGES[::3], ids=lambda planted: planted.name)
def test_changes_are_told_in_json(run: Run, copy: Path, planted: Planted) -> None:
    """The same as one object: whether it is clinical, the subject, the kind, the table, the key."""
    planted.make(copy)
    answer = json.loads(run("tables", "diff", tables_folder(), copy, "--json").stdout)
    (change,) = answer["changes"]
    assert answer["clinical_change"] is change["clinical"] is planted.clinical
    assert (change["subject"], change["kind"], f"{change['table']}.csv") == (
        planted.subject,
        planted.kind,
        planted.file,
    )
    assert change["key"] == json.loads(json.dumps(planted.key))


def test_many_changes_stand_under_their_headings_with_their_numbers(run: Run, copy: Path) -> None:
    """Changes of one drug and publisher stand under it, headings count theirs, and one version of two is told."""
    for planted in CHANGES:
        if planted.name in ("strength and actions", "effect", "section", "value", "allele name", "gene name"):
            planted.make(copy)
    lines = run("tables", "diff", tables_folder(), copy).stdout.splitlines()
    assert "The contents differ, and the version does not: one of the two needs a version of its own." in lines
    for heading in ("Alleles: 1 changed", "Statements: 3 changed", "Synonyms: 1 added, 1 changed"):
        assert heading in lines
    for scope in ("  CYP2D6", "  codeine, CPIC", "  codeine, FDA", "  synonyms/alleles", "  synonyms/genes"):
        assert lines.count(scope) == 1


def test_a_folder_called_diff_can_be_compared(run: Run, copy: Path) -> None:
    """Only the first word is the command's; options may stand before it."""
    folder = copy.rename(copy.parent / "diff")
    assert "No clinical change." in run("tables", "diff", "diff", folder).stdout
    assert json.loads(run("tables", "--json", "diff", "diff", "diff").stdout)["changes"] == []


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "empty", "spoiled", "x\x1b[31m"])
def test_a_folder_that_is_no_tables_ends_with_two(run: Run, copy: Path, name: str) -> None:
    """A path that is not there, is a file, is empty or has a broken table is named; nothing is compared."""
    (copy.parent / "file.txt").write_text("x", encoding="utf-8")
    (copy.parent / "empty").mkdir()
    shutil.copytree(copy, copy.parent / "spoiled")
    (copy.parent / "spoiled" / "alleles" / "CYP2D6.csv").write_text("allele,function\n*1,Good\n", encoding="utf-8")
    for folders in ((name, copy), (copy, name)):
        result = run("tables", "diff", *folders)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"Error: {name.replace(chr(27), '�')}: ")
        assert "\x1b" not in result.stderr
        assert "tables" in result.stderr
