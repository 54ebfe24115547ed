"""Changes that are made in a copy of the reference tables, and what is then to be found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pgx_reader.tables.diff import Kind, Subject

_CODEINE = {"publisher": "CPIC", "drug": "codeine", "population": "general"}
_FDA_CODEINE = {"publisher": "FDA", "drug": "codeine", "population": "general"}
_NEW_SOURCE = "new-2027,CPIC,A new table,1,2027,,https://example.org/,CC0-1.0,,"


@dataclass(frozen=True)
class Planted:
    """In `file`, `old` becomes `new`; an `old` that is empty adds a line. Then a change of this kind is there."""

    name: str
    file: str
    old: str
    new: str
    subject: Subject
    kind: Kind
    key: dict[str, Any]
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    clinical: bool = True
    words: str = ""

    def make(self, folder: Path) -> None:
        """Change the file."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text
        path.write_text(text.replace(self.old, self.new, 1) if self.old else f"{text}{self.new}\n", encoding="utf-8")


CHANGES = [
    Planted(
        "value", "alleles/CYP2D6.csv", "*41,Decreased function,0.25,", "*41,Decreased function,0.5,",
        Subject.ALLELE, Kind.CHANGED, {"gene": "CYP2D6", "allele": "*41"},
        {"activity_value": ("0.25", "0.5")}, words="*41: activity value 0.25 -> 0.5",
    ),
    Planted(
        "function", "alleles/CYP2C19.csv", "*2,No function,", "*2,Uncertain function,",
        Subject.ALLELE, Kind.CHANGED, {"gene": "CYP2C19", "allele": "*2"},
        {"function": ("No function", "Uncertain function")}, words="*2: function No function -> Uncertain function",
    ),
    Planted(
        "allele added", "alleles/CYP2D6.csv", "", "*999,No function,0.0,caudle-2020,row *999",
        Subject.ALLELE, Kind.ADDED, {"gene": "CYP2D6", "allele": "*999"},
        {"function": (None, "No function"), "activity_value": (None, "0.0")},
        words="*999: added (function No function; activity value 0.0; source caudle-2020)",
    ),
    Planted(
        "allele removed", "alleles/CYP2D6.csv", "*4,No function,0.0,cpic-cyp2d6-alleles-2024-06,row CYP2D6 *4\n", "",
        Subject.ALLELE, Kind.REMOVED, {"gene": "CYP2D6", "allele": "*4"},
        {"function": ("No function", None), "activity_value": ("0.0", None)}, words="*4: removed (function No function",
    ),
    Planted(
        "allele cited anew", "alleles/CYP2D6.csv", "row CYP2D6 *4\n", "row CYP2D6 *4 of the table\n",
        Subject.ALLELE, Kind.CITED_ANEW, {"gene": "CYP2D6", "allele": "*4"},
        {"source_location": ("row CYP2D6 *4", "row CYP2D6 *4 of the table")},
        clinical=False, words="alleles/CYP2D6: 1 row",
    ),
    Planted(
        "cut-off", "phenotypes/CYP2D6.csv", "1.25,2.25,", "1.0,2.25,",
        Subject.PHENOTYPE_RULE, Kind.CHANGED, {"gene": "CYP2D6", "phenotype": "Normal Metabolizer"},
        {"score_from": ("1.25", "1.0")}, words="Normal Metabolizer: score from 1.25 -> 1.0",
    ),
    Planted(
        "pair", "phenotypes/CYP2C19.csv",
        "No function,Normal function,Intermediate", "No function,Normal function,Poor",
        Subject.PHENOTYPE_RULE, Kind.CHANGED,
        {"gene": "CYP2C19", "function_1": "No function", "function_2": "Normal function"},
        {"phenotype": ("Intermediate Metabolizer", "Poor Metabolizer")},
        words="No function, Normal function: phenotype Intermediate Metabolizer -> Poor Metabolizer",
    ),
    Planted(
        "former value", "history/alleles/CYP2D6.csv", "*41,0.5,2022-11", "*41,0.5,2023-11",
        Subject.FORMER_RULE, Kind.CHANGED, {"gene": "CYP2D6", "allele": "*41"},
        {"until": ("2022-11", "2023-11")}, words="*41: until 2022-11 -> 2023-11",
    ),
    Planted(
        "gene spoken", "genes.csv", "sip two bee six", "sip two B six",
        Subject.GENE, Kind.CHANGED, {"gene": "CYP2B6"}, {"spoken": ("sip two bee six", "sip two B six")},
        clinical=False, words="CYP2B6: spoken sip two bee six -> sip two B six",
    ),
    Planted(
        "brand", "drugs.csv", "\ncitalopram,Celexa,", "\ncitalopram,Celexa;Cipramil,",
        Subject.MEDICINE, Kind.CHANGED, {"drug": "citalopram"}, {"brand_names": (("Celexa",), ("Celexa", "Cipramil"))},
        words="citalopram: brand names Celexa -> Celexa, Cipramil",
    ),
    Planted(
        "identifier", "drugs.csv", ",38400,", ",38401,",
        Subject.MEDICINE, Kind.CHANGED, {"drug": "atomoxetine"}, {"rxnorm": ("38400", "38401")},
        clinical=False, words="atomoxetine: rxnorm 38400 -> 38401",
    ),
    Planted(
        "medicine added", "drugs.csv", "", "newdrug,,sleep,other,caudle-2020,p. 1,,,caudle-2020,p. 1",
        Subject.MEDICINE, Kind.ADDED, {"drug": "newdrug"}, {"used_for": (None, ("sleep",))},
        words="newdrug: added (used for sleep; group other)",
    ),
    Planted(
        "strength and actions", "guidelines/cpic/codeine.csv",
        "0.0,Strong,less_active_form,avoid;alternative", "0.0,Moderate,less_active_form,alternative",
        Subject.STATEMENT, Kind.CHANGED, _CODEINE | {"CYP2D6": ("0.0",)},
        {"strength": ("Strong", "Moderate"), "actions": (("avoid", "alternative"), ("alternative",))},
        words="general, CYP2D6 0.0: strength Strong -> Moderate; actions avoid, alternative -> alternative",
    ),
    Planted(
        "effect", "guidelines/cpic/codeine.csv", "1.25 to 2.25,Strong,as_expected", "1.25 to 2.25,Strong,unclear",
        Subject.STATEMENT, Kind.CHANGED, _CODEINE | {"CYP2D6": ("1.25 to 2.25",)},
        {"effect": ("as_expected", "unclear")},
        words="general, CYP2D6 1.25 to 2.25: effect as_expected -> unclear",
    ),
    Planted(
        "status", "guidelines/cpic/codeine.csv", "as_expected,standard,current", "as_expected,standard,superseded",
        Subject.STATEMENT, Kind.CHANGED, _CODEINE | {"CYP2D6": ("1.25 to 2.25",)},
        {"status": ("current", "superseded")}, words="general, CYP2D6 1.25 to 2.25: status current -> superseded",
    ),
    Planted(
        "section", "guidelines/fda/codeine.csv", "Poor Metabolizer,2,", "Poor Metabolizer,3,",
        Subject.STATEMENT, Kind.CHANGED, _FDA_CODEINE | {"CYP2D6": ("Poor Metabolizer",)}, {"section": (2, 3)},
        words="general, CYP2D6 Poor Metabolizer: section 2 -> 3",
    ),
    Planted(
        "condition", "guidelines/fda/codeine.csv", ",avoid,children,", ",avoid,,",
        Subject.STATEMENT, Kind.CHANGED, _FDA_CODEINE | {"CYP2D6": ("Ultrarapid Metabolizer",)},
        {"condition": (("children",), ())},
        words="general, CYP2D6 Ultrarapid Metabolizer: condition children -> none",
    ),
    Planted(
        "statement added", "guidelines/fda/codeine.csv", "",
        "general,Normal Metabolizer,3,,no_recommendation,,current,fda-pgx-2025-11,section 3",
        Subject.STATEMENT, Kind.ADDED, _FDA_CODEINE | {"CYP2D6": ("Normal Metabolizer",)}, {"section": (None, 3)},
        words="general, CYP2D6 Normal Metabolizer: added (section 3; actions no_recommendation; status current; source",
    ),
    Planted(
        "interaction", "interactions.csv", "\nparoxetine,CYP2D6,inhibitor,strong,", "\nparoxetine,CYP2D6,inhibitor,,",
        Subject.INTERACTION, Kind.CHANGED, {"drug": "paroxetine", "gene": "CYP2D6"}, {"strength": ("strong", None)},
        words="paroxetine, CYP2D6: strength strong -> none",
    ),
    Planted(
        "interaction added", "interactions.csv", "", "codeine,CYP2D6,inducer,weak,fda-interactions-2026-05,invented",
        Subject.INTERACTION, Kind.ADDED, {"drug": "codeine", "gene": "CYP2D6"}, {"effect": (None, "inducer")},
        words="codeine, CYP2D6: added (effect inducer; strength weak; source fda-interactions-2026-05)",
    ),
    Planted(
        "newer word", "newer.csv", "\neliglustat,DPWG,reworded,", "\neliglustat,DPWG,added,",
        Subject.NEWER, Kind.CHANGED, {"drug": "eliglustat", "publisher": "DPWG"}, {"change": ("reworded", "added")},
        words="eliglustat, DPWG: change reworded -> added",
    ),
    Planted(
        "gene name", "synonyms/genes.csv", "", "D6,CYP2D6",
        Subject.SYNONYM, Kind.ADDED, {"name": "D6"}, {"gene": (None, "CYP2D6")}, words="D6: added (gene CYP2D6)",
    ),
    Planted(
        "allele name", "synonyms/alleles.csv", "CYP2D6,*57,*36,", "CYP2D6,*57,*10,",
        Subject.SYNONYM, Kind.CHANGED, {"gene": "CYP2D6", "name": "*57"}, {"allele": ("*36", "*10")},
        words="CYP2D6, *57: allele *36 -> *10",
    ),
    Planted(
        "phenotype word", "synonyms/phenotypes.csv", "\nPM,Poor Metabolizer,", "\nPM,Normal Metabolizer,",
        Subject.SYNONYM, Kind.CHANGED, {"term": "PM"}, {"meaning": (("Poor Metabolizer",), ("Normal Metabolizer",))},
        words="PM: meaning Poor Metabolizer -> Normal Metabolizer",
    ),
    Planted(
        "source added", "sources.csv", "", _NEW_SOURCE,
        Subject.SOURCE, Kind.ADDED, {"source_id": "new-2027"}, {"title": (None, "A new table")},
        clinical=False, words="new-2027: added (publisher CPIC; title A new table; published on 2027)",
    ),
    Planted(
        "source superseded", "sources.csv", "CC0-1.0,33387367,", "CC0-1.0,33387367,caudle-2020",
        Subject.SOURCE, Kind.CHANGED, {"source_id": "cpic-opioids-2021"}, {"superseded_by": (None, "caudle-2020")},
        clinical=False, words="cpic-opioids-2021: superseded by none -> caudle-2020",
    ),
    Planted(
        "edition", "editions.csv", "alleles/CYP2D6,2024-06,", "alleles/CYP2D6,2026-06,",
        Subject.EDITION, Kind.CHANGED, {"table": "alleles/CYP2D6"}, {"as_of": ("2024-06", "2026-06")},
        clinical=False, words="alleles/CYP2D6: as of 2024-06 -> 2026-06",
    ),
]  # fmt: skip
