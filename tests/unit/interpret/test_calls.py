from __future__ import annotations

import pytest

from pgx_reader.interpret import interpret
from pgx_reader.interpret.genes import read_call, read_diplotype
from pgx_reader.models.interpretation import GeneInterpretation, Interpretation
from pgx_reader.models.results import Cell, LabFile, LabPatient, Patient
from pgx_reader.normalize import normalize
from pgx_reader.normalize.diplotypes import parse_call
from pgx_reader.tables import load_tables
from pgx_reader.terms import Agreement, CopyNumber, GeneStatus, Phenotype

from .conftest import row_of

P = Phenotype


def interpreted(
    diplotype: str,
    phenotype: str = "",
    score: str = "",
    *,
    copy_number: CopyNumber = CopyNumber.NOT_KNOWN,
    remark: str = "",
    gene: str = "CYP2D6",
) -> Interpretation:
    """One invented patient with this result."""
    remarks = (Cell(value=remark, column="Filter"),) if remark else ()
    row = row_of(gene, diplotype, phenotype, score, copy_number=copy_number, remarks=remarks)
    patient = LabPatient(patient=Patient(id="A"), row=2, rows=(row,))
    results = normalize(LabFile(name="r.csv", description="", patients=(patient,)), load_tables())
    return interpret(results.patients[0], load_tables())


def gene_of(interpretation: Interpretation, gene: str = "CYP2D6") -> GeneInterpretation:
    """One gene's interpretation."""
    return next(found for found in interpretation.genes if found.gene == gene)


@pytest.mark.parametrize(
    ("diplotype", "status", "phenotypes", "scores"),
    [
        ("*1/*4 or *2/*10", GeneStatus.SEVERAL, (P.INTERMEDIATE, P.NORMAL), ["1.0", "1.25"]),
        ("*4/*10x2, *4x2/*10", GeneStatus.DETERMINED, (P.INTERMEDIATE,), ["0.5", "0.25"]),
        ("*1_*2_*68", GeneStatus.DETERMINED, (P.NORMAL,), ["2.0"]),
        ("*1/*4;*1/*22", GeneStatus.UNRESOLVED, (), []),
        ("*1/*4;*1/*999", GeneStatus.UNRESOLVED, (), []),
        ("*1/*22;*2/*22", GeneStatus.FUNCTION_UNCERTAIN, (P.INDETERMINATE,), []),
        ("{*1/*2, *1/*21,...}", GeneStatus.UNRESOLVED, (), []),
        ("*1/*1,...", GeneStatus.UNRESOLVED, (), []),
        ("*1/UNK", GeneStatus.UNRESOLVED, (), []),
        ("*5/*other", GeneStatus.UNRESOLVED, (), []),
        ("*1+rs140513104/*4", GeneStatus.FUNCTION_UNCERTAIN, (P.INDETERMINATE,), []),
        ("[*2 + *6]/*1", GeneStatus.FUNCTION_UNCERTAIN, (P.INDETERMINATE,), []),
        ("*1/*2, CN_HybridGain", GeneStatus.FUNCTION_UNCERTAIN, (P.INDETERMINATE,), []),
        ("(*1/*4)xN", GeneStatus.SEVERAL, (P.INTERMEDIATE, P.NORMAL, P.ULTRARAPID), ["≥2.0", "1.0"]),
        ("*36+*10/*1", GeneStatus.DETERMINED, (P.NORMAL,), ["1.25"]),
        ("*68+*4/*1", GeneStatus.DETERMINED, (P.INTERMEDIATE,), ["1.0"]),
        ("*4xN/*4", GeneStatus.DETERMINED, (P.POOR,), ["0.0"]),
    ],
)
def test_a_call_means_all_that_its_readings_mean(
    diplotype: str, status: GeneStatus, phenotypes: tuple[Phenotype, ...], scores: list[str]
) -> None:
    """The phenotypes of every reading are possible; one reading that nobody knows leaves the whole call open."""
    gene = gene_of(interpreted(diplotype))
    assert (gene.status, gene.possible_phenotypes) == (status, phenotypes)
    assert [str(score) for score in gene.activity_scores] == scores


@pytest.mark.parametrize(
    ("diplotype", "phenotype", "status", "agreement", "note"),
    [
        ("*1/UNK", "IM", GeneStatus.UNRESOLVED, Agreement.NOT_COMPARED, "note.phenotype_beside_unsettled"),
        ("{*1/*2, *1/*4,...}", "NM", GeneStatus.UNRESOLVED, Agreement.NOT_COMPARED, "note.phenotype_beside_unsettled"),
        ("*1/*4 or *2/*10", "IM", GeneStatus.DETERMINED, Agreement.AGREES, "note.lab_narrows"),
        ("*1/*4 or *2/*10", "NM_or_IM", GeneStatus.SEVERAL, Agreement.AGREES, None),
        ("*1/*4 or *2/*10", "PM", GeneStatus.DETERMINED, Agreement.DIFFERS, "note.phenotype_differs"),
        ("*1/*2", "IM,unknown", GeneStatus.INDETERMINATE, Agreement.DIFFERS, "note.phenotype_differs"),
        ("*1/*2", "Not_PM", GeneStatus.SEVERAL, Agreement.AGREES, "note.lab_leaves_open"),
    ],
)
def test_a_labs_phenotype_beside_an_open_call(
    diplotype: str, phenotype: str, status: GeneStatus, agreement: Agreement, note: str | None
) -> None:
    """The lab's phenotype is explained, unless the call is not settled; a professional is told what is open."""
    interpretation = interpreted(diplotype, phenotype)
    gene = gene_of(interpretation)
    assert (gene.status, gene.agreement) == (status, agreement)
    assert note is None or note in {found.code for found in gene.notes}
    assert interpretation.review.needed


def test_statements_of_an_open_call_are_those_of_its_scores() -> None:
    """Of two possible scores each one's statement stands, and none of a score that is not possible."""
    interpretation = interpreted("*1/*4 or *2/*10")
    atomoxetine = next(medicine for medicine in interpretation.medicines if medicine.name == "atomoxetine")
    keys = {statement.genes["CYP2D6"] for statement in atomoxetine.statements if statement.source == "CPIC"}
    assert all(key.startswith("1.0 or 1.25") for key in keys)
    assert not any("0.25" in key.replace("1.25", "") for key in keys)


@pytest.mark.parametrize(
    ("gene", "copy_number", "noted"),
    [
        ("CYP2D6", CopyNumber.NOT_COUNTED, True),
        ("CYP2D6", CopyNumber.COUNTED, False),
        ("CYP2D6", CopyNumber.NOT_KNOWN, False),
        ("CYP2C19", CopyNumber.NOT_COUNTED, False),
    ],
)
def test_copies_that_were_not_counted_are_a_finding(gene: str, copy_number: CopyNumber, noted: bool) -> None:
    """Where a caller did not look at CYP2D6 copy number, that is a finding and calls for a review."""
    interpretation = interpreted("*1/*2", copy_number=copy_number, gene=gene)
    found = gene_of(interpretation, gene)
    assert ("note.copies_not_counted" in {note.code for note in found.notes}) is noted
    assert interpretation.review.needed is noted
    assert found.copy_number is copy_number


def test_a_doubt_of_the_file_is_a_finding() -> None:
    """A filter that was not passed is quoted, and calls for a review."""
    interpretation = interpreted("*1/*2", remark="LowQ_high_CN")
    (note,) = gene_of(interpretation).notes
    assert (note.code, note.values["remark"], note.values["column"]) == (
        "note.remark_of_the_file",
        "LowQ_high_CN",
        "Filter",
    )
    assert interpretation.review.needed


@pytest.mark.parametrize(
    ("score", "agrees"), [("1.25 or 0.5", False), ("1.0 or 1.25", True), ("1.0", True), ("0", False)]
)
def test_a_labs_several_scores_are_compared_with_all_readings(score: str, agrees: bool) -> None:
    """A lab's score agrees where it is one of the possible scores."""
    gene = gene_of(interpreted("*1/*4 or *4/*2", score=score))
    assert (gene.agreement is Agreement.AGREES) is agrees


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("*1/*4", GeneStatus.DETERMINED),
        ("*1xN/*4", GeneStatus.SEVERAL),
        ("*1/*4 or *4/*2", GeneStatus.DETERMINED),
        ("*1/*2 or *4/*4", GeneStatus.SEVERAL),
    ],
)
def test_the_tables_say_whether_one_phenotype_is_left(text: str, status: GeneStatus) -> None:
    """One is `DETERMINED`, more are `SEVERAL`: of a call, and of each of its readings."""
    tables = load_tables()
    call = parse_call("CYP2D6", text, tables).call
    assert read_call(call, tables).status is status
    if len(call.readings) == 1:
        assert read_diplotype(call.readings[0], tables).status is status


@pytest.mark.parametrize(("gene", "text"), [("CYP2D6", "*1/UNK"), ("CYP2C19", "*1/*2")])
def test_a_reading_names_its_alleles(gene: str, text: str) -> None:
    """Whatever becomes of it, each allele that it names stands there with its function."""
    tables = load_tables()
    (reading,) = parse_call(gene, text, tables).call.readings
    named = [allele.star_allele for allele in read_diplotype(reading, tables).alleles]
    assert named == [allele.star_allele for allele in reading.alleles]


def test_a_score_alone_is_also_what_the_tables_say() -> None:
    """Without a diplotype, the lab's score and what it means stand in the tables' place too."""
    gene = gene_of(interpreted("", score="1.0"))
    assert [str(score) for score in gene.tables_scores] == ["1.0"]
    assert gene.tables_phenotypes == (P.INTERMEDIATE,)


def test_a_score_that_does_not_fit_the_phenotype_is_not_explained() -> None:
    """Where a lab contradicts itself, its phenotype is explained, and its score is not shown as if it went with it."""
    gene = gene_of(interpreted("*1xN/*4", "UM", score="2.0"))
    assert (gene.phenotype, gene.activity_scores) == (P.ULTRARAPID, ())
