"""What real files do that could silently give a wrong answer: each test fails if it does."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from pgx_reader import build_handout, interpret, read_results
from pgx_reader.errors import UnusableInputError
from pgx_reader.models.results import GeneResult, PatientResult, Results, Severity
from pgx_reader.terms import CopyNumber, GeneStatus, Phenotype
from pgx_reader.wording import load_wording
from tests.grid import patient_blocks, texts_in

FORMATS = Path(__file__).parents[1] / "formats"


def read(content: str | bytes, name: str = "results.csv") -> Results:
    """A file with this content."""
    return read_results(BytesIO(content.encode() if isinstance(content, str) else content), name=name)


def gene_of(patient: PatientResult, gene: str = "CYP2D6") -> GeneResult:
    """One gene's result."""
    return next(found for found in patient.genes if found.gene == gene)


def said_to_patient(patient: PatientResult) -> str:
    """Every sentence that a patient reads."""
    document = build_handout(interpret(patient), made_on=date(2026, 11, 24))
    wording = load_wording()
    return " ".join(wording.plain(text) for block in patient_blocks(document) for text in texts_in(block))


@pytest.mark.parametrize("diplotype", ["NA/NA", "no call", "./.", "None", "Unknown/Unknown", "Multiple/Multiple"])
def test_a_phenotype_beside_a_no_call_is_dropped(diplotype: str) -> None:
    """Callers print "poor metabolizer" where they have no call: it is not explained, and a note quotes it."""
    content = f"patient_id,gene,diplotype,phenotype\nA,CYP2D6,{diplotype},poor_metabolizer\nA,CYP2C19,*1/*1,\n"
    (patient,) = read(content).patients
    result = gene_of(patient)
    assert (result.unusable, result.phenotypes) == (GeneStatus.NO_CALL, ())
    assert [note.code for note in result.notes] == ["note.phenotype_beside_no_call"]
    assert "oor metabolizer" not in said_to_patient(patient)


def test_a_callers_default_phenotype_is_dropped_in_its_own_format() -> None:
    """SpecImmune's poor metabolizer beside `NA/NA` is no poor metabolizer."""
    results = read_results(FORMATS / "specimmune" / "DEMO-02.CYP.merge.type.result.txt")
    for patient in results.patients:
        assert gene_of(patient).unusable is GeneStatus.NO_CALL


@pytest.mark.parametrize("control", ["NTC", "ntc 2", "Empty", "Blank", "H2O"])
def test_a_negative_control_is_no_patient(control: str) -> None:
    """A well without DNA gets no handout, in any format, and a notice names it."""
    results = read(f"Sample,CYP2D6,CYP2C19\nPT-1,*1/*4,*1/*1\n{control},*1/*1,*1/*1\n")
    assert [patient.patient.id for patient in results.patients] == ["PT-1"]
    assert any(control in problem.message for problem in results.problems)


def test_a_plates_control_is_no_patient() -> None:
    """The row `NTC` of a plate, with its list of every candidate, is left out."""
    results = read_results(FORMATS / "alleletyper" / "detail_bare_cr.csv")
    assert "NTC" not in {patient.patient.id for patient in results.patients}


@pytest.mark.parametrize("cell", ["{*2/*2x2, *2/*29x2,...}", "*1/*1, *1/*2, ...", "*1/*1 or ..."])
def test_a_list_that_is_cut_short_gives_no_phenotype(cell: str) -> None:
    """Where more candidates exist than are named, the named ones' phenotype is not the answer."""
    (patient,) = read(f'patient_id,gene,diplotype\nA,CYP2D6,"{cell}"\n').patients
    gene = next(found for found in interpret(patient).genes if found.gene == "CYP2D6")
    assert (gene.status, gene.phenotype, gene.possible_phenotypes) == (GeneStatus.UNRESOLVED, None, ())


def test_copies_that_nobody_counted_are_said_to_patient_and_professional() -> None:
    """A CYP2D6 caller that did not look at copy number gets a finding, and a sentence for the patient."""
    results = read_results(FORMATS / "pypgx" / "CYP2D6.tsv")
    uncounted = [p for p in results.patients if gene_of(p).copy_number is CopyNumber.NOT_COUNTED and gene_of(p).call]
    counted = [p for p in results.patients if gene_of(p).copy_number is CopyNumber.COUNTED and gene_of(p).call]
    assert uncounted
    assert counted
    for patient in uncounted:
        assert "note.copies_not_counted" in {note.code for note in gene_of(patient).notes}
        assert "Your test did not count its copies." in said_to_patient(patient)
    for patient in counted:
        assert "Your test did not count its copies." not in said_to_patient(patient)


@pytest.mark.parametrize(
    ("diplotype", "phenotype", "both"),
    [("*1/*1", "IM", ("Intermediate Metabolizer", "Normal Metabolizer")), ("*1/*2", "IM", None)],
)
def test_a_phenotype_that_contradicts_its_diplotype_stands_beside_it(
    diplotype: str, phenotype: str, both: tuple[str, str] | None
) -> None:
    """The lab's phenotype and the tables' are both shown, and a professional is asked to look."""
    (patient,) = read(f"patient_id,gene,diplotype,phenotype\nA,CYP2C19,{diplotype},{phenotype}\n").patients
    interpretation = interpret(patient)
    notes = [n for gene in interpretation.genes for n in gene.notes if n.code == "note.phenotype_differs"]
    assert [(note.values["lab"], note.values["tables"]) for note in notes] == ([both] if both else [])
    assert interpretation.review.needed is bool(both)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_any_line_end_gives_the_same_patients(end: str) -> None:
    """Bare carriage returns are line ends too: no plate becomes one endless row."""
    content = end.join(["Sample,CYP2D6,CYP2C19", "PT-1,*1/*4,*1/*1", "PT-2,*4/*4,*2/*2", ""])
    assert [str(gene_of(patient).call) for patient in read(content).patients] == ["*1/*4", "*4/*4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"])
def test_any_encoding_gives_the_same_result(encoding: str) -> None:
    """Star alleles and ids are the same in every encoding, whatever becomes of an accent."""
    content = "patient_id;patient_name;gene;diplotype\nPT-1;José Müller (invented);CYP2D6;*1/*4\n"
    (patient,) = read(content.encode(encoding)).patients
    assert (patient.patient.id, str(gene_of(patient).call)) == ("PT-1", "*1/*4")
    assert patient.patient.name == "José Müller (invented)"


def test_a_letter_lost_before_the_file_was_written_is_said() -> None:
    """The sign for a lost letter costs no result, and a notice says where it stands."""
    results = read("patient_id,patient_name,gene,diplotype\nPT-1,Jos\ufffd (invented),CYP2D6,*1/*4\n")
    assert str(gene_of(results.patients[0]).call) == "*1/*4"
    assert any("a letter was lost" in problem.message and problem.row == 2 for problem in results.problems)


def test_loinc_never_outranks_the_genes_name() -> None:
    """One LOINC code stands for different genes in different files: the gene's name decides."""
    content = """{"resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/DEMO-01"},
      "code": {"coding": [{"system": "http://loinc.org", "code": "79714-2", "display": "CYP2C19 gene"}]},
      "valueString": "*2/*2", "component": [{"code": {"coding": [{"system": "http://loinc.org", "code": "48018-6"}]},
      "valueCodeableConcept": {"text": "CYP2D6"}}]}"""
    (patient,) = read(content, "observation.json").patients
    assert str(gene_of(patient, "CYP2D6").call) == "*2/*2"
    assert gene_of(patient, "CYP2C19").unusable is GeneStatus.NOT_TESTED


def test_ids_are_kept_as_they_are_and_never_guessed_together() -> None:
    """A hash, an id with a suffix and the same id with another are three patients."""
    ids = ["54db734bc1ec46b29fc6c5c6df35ca65", "HG00276.wgs", "HG00276", "7NA19207", "NA19207"]
    results = read("sample,CYP2D6\n" + "".join(f"{sample},*1/*4\n" for sample in ids))
    assert [patient.patient.id for patient in results.patients] == ids


def test_a_gene_that_is_named_nowhere_is_not_guessed(tmp_path: Path) -> None:
    """A file of a format without a gene column, named after no gene, gives no result and the way out."""
    content = (FORMATS / "stargazer" / "DEMO-01.cyp2d6.stargazer-genotype.txt").read_bytes()
    nameless = tmp_path / "genotypes.txt"
    nameless.write_bytes(content)
    results = read_results(nameless)
    assert results.patients == ()
    assert any("does not name the gene" in problem.message for problem in results.problems)
    named = tmp_path / "genotypes.CYP2C19.txt"
    named.write_bytes(content)
    assert gene_of(read_results(named).patients[0], "CYP2C19").unusable is not GeneStatus.NOT_TESTED


@pytest.mark.parametrize("heading", ["2C", "CYP2CRS12777823", "CYP2C", "CYP2D", "CYP2F2", "CYP2C1"])
def test_a_column_like_a_gene_is_not_taken_for_it(heading: str) -> None:
    """A misspelled or neighboring gene's column is never CYP2D6's or CYP2C19's."""
    results = read(f"Sample,CYP2D6,{heading}\nPT-1,*1/*4,*2/*2\n")
    (patient,) = results.patients
    assert str(gene_of(patient).call) == "*1/*4"
    assert gene_of(patient, "CYP2C19").unusable is GeneStatus.NOT_TESTED
    assert any(heading in problem.message for problem in results.problems)


@pytest.mark.parametrize(
    ("cell", "possible"),
    [
        ("*1/*46;*43/*45", []),
        ("*4/*10 or *2/*41", [Phenotype.INTERMEDIATE, Phenotype.NORMAL]),
        ("*1/*2 OR *4/*10", [Phenotype.INTERMEDIATE, Phenotype.NORMAL]),
        ("*1/*2,*1/*41", [Phenotype.NORMAL]),
    ],
)
def test_of_several_solutions_none_is_the_first(cell: str, possible: list[Phenotype]) -> None:
    """All solutions are kept, in either order with the same answer."""
    forward, separator = cell, next(mark for mark in (";", " or ", " OR ", ",") if mark in cell)
    backward = separator.join(reversed(cell.split(separator)))
    for text in (forward, backward):
        (patient,) = read(f'patient_id,gene,diplotype\nA,CYP2D6,"{text}"\n').patients
        gene = next(found for found in interpret(patient).genes if found.gene == "CYP2D6")
        assert list(gene.possible_phenotypes) == possible
        assert len(gene.diplotypes) == 2


def test_two_results_of_one_gene_are_never_one_of_them() -> None:
    """Two rows with different results are in conflict: neither is explained, and an error names the rows."""
    (patient,) = read("patient_id,gene,diplotype\nA,CYP2D6,*1/*4\nA,CYP2D6,*4/*4\nA,CYP2C19,*1/*1\n").patients
    assert gene_of(patient).unusable is GeneStatus.CONFLICTING
    assert [problem.row for problem in patient.problems if problem.severity is Severity.ERROR] == [3]


def test_a_file_of_single_changes_is_refused_with_the_way_out() -> None:
    """Consumer raw data cannot show CYP2D6 copy number: no star allele is made of it."""
    content = "# rsid\tchromosome\tposition\tgenotype\nrs3892097\t22\t42128945\tCC\nrs4244285\t10\t94781859\tGG\n"
    with pytest.raises(UnusableInputError, match="Ask the lab"):
        read(content, "genome.txt")
