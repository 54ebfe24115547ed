"""The last page, for the doctor or pharmacist: results, statements with their sources, findings, versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pgx_reader.handout.interactions import interaction_blocks, medicine_name
from pgx_reader.handout.say import either, say, shown, word_of
from pgx_reader.handout.statements import cited_guidelines, statement_blocks
from pgx_reader.handout.terms import diplotypes_named, in_words, say_note, scores_named
from pgx_reader.handout.tested import tested_sentences
from pgx_reader.handout.versions import version_sentences
from pgx_reader.models.document import (
    Audience,
    Block,
    Heading,
    Items,
    Paragraph,
    Section,
    SignatureLine,
    Table,
    Text,
    Title,
    in_english,
    verbatim,
)
from pgx_reader.models.interpretation import (
    AlleleReading,
    GeneInterpretation,
    Interpretation,
    MedicineInterpretation,
    UnknownMedicine,
)
from pgx_reader.models.results import Problem
from pgx_reader.terms import Agreement


def professional_section(
    interpretation: Interpretation,
    medicines: tuple[MedicineInterpretation, ...],
    *,
    made_on: date,
    program_version: str,
) -> Section:
    """Everything a professional needs to check the handout, for the medicines that it speaks of."""
    versions = tuple(version_sentences(interpretation, made_on=made_on, program_version=program_version))
    blocks: list[Block] = [
        Title(text=say("pro.title")),
        Paragraph(sentences=(say("pro.lead"),), small=True),
        Heading(level=2, text=say("pro.results.heading")),
        _results_table(interpretation.genes),
        Paragraph(
            sentences=(*_allele_lines(interpretation.genes), *tested_sentences(interpretation.genes)), small=True
        ),
        Heading(level=2, text=say("pro.statements.heading")),
        *statement_blocks(medicines),
        *interaction_blocks(interpretation),
        *_finding_blocks(interpretation),
        Heading(level=2, text=say("pro.versions.heading")),
        Items(items=(versions, *cited_guidelines(medicines)), small=True, kept=True),
        SignatureLine(who=say("signature.who"), when=say("signature.when")),
    ]
    return Section(audience=Audience.PROFESSIONAL, blocks=tuple(blocks))


def _results_table(genes: tuple[GeneInterpretation, ...]) -> Table:
    columns = ("gene", "diplotype", "score", "phenotype", "lab", "agreement")
    return Table(
        header=tuple(say(f"pro.results.{column}") for column in columns),
        rows=tuple(_result_row(gene) for gene in genes),
    )


def _result_row(gene: GeneInterpretation) -> tuple[Text, ...]:
    scores = gene.activity_scores or gene.tables_scores
    return (
        verbatim(gene.gene),
        diplotypes_named(shown(gene.diplotype)) if gene.diplotype else say("pro.none"),
        scores_named(scores, shown) if scores else say("pro.none"),
        explained_phenotype(gene),
        _reported(gene),
        agreement_of(gene),
    )


def explained_phenotype(gene: GeneInterpretation) -> Text:
    """The phenotype that is explained, "one or two" for several; why there is none where there is none."""
    if not gene.status.has_phenotype:
        return say(f"pro.status.{gene.status.value}")
    return either(tuple(say(f"phenotype.standard.{word_of(phenotype)}") for phenotype in gene.possible_phenotypes))


def agreement_of(gene: GeneInterpretation) -> Text:
    """Whether lab and tables agree, and what the tables give where they do not."""
    if gene.agreement is not Agreement.DIFFERS:
        return say(f"pro.agreement.{gene.agreement.value}")
    tables = in_words(" or ".join(gene.tables_phenotypes))
    if gene.tables_scores:
        tables = say("pro.agreement.with_score", phenotypes=tables, scores=scores_named(gene.tables_scores))
    return say(f"pro.agreement.{'older_rules' if gene.former_rules else 'differs'}", tables=tables)


def _reported(gene: GeneInterpretation) -> Text:
    values = (gene.reported.diplotype, gene.reported.phenotype, gene.reported.activity_score)
    given = tuple(value for value in values if value)
    return verbatim("; ".join(map(shown, given))) if given else say("pro.lab.nothing")


def _allele_lines(genes: tuple[GeneInterpretation, ...]) -> tuple[Text, ...]:
    return tuple(
        say(
            "pro.alleles",
            gene=gene.gene,
            alleles=tuple(map(_allele, {a.star_allele: a for a in gene.alleles}.values())),
        )
        for gene in genes
        if gene.alleles
    )


def _each_once(gene: GeneInterpretation) -> Iterable[AlleleReading]:
    return {allele.star_allele: allele for allele in gene.alleles}.values()


def _allele(allele: AlleleReading) -> Text:
    function = in_words(allele.function.value) if allele.function else say("pro.status.allele_not_recognized")
    if allele.activity_value is None:
        return say("pro.allele", allele=allele.star_allele, function=function)
    return say("pro.allele.value", allele=allele.star_allele, function=function, value=allele.activity_value)


def _finding_blocks(interpretation: Interpretation) -> Iterator[Block]:
    """The findings under a heading, or one line where there is none; and who has looked at them, if anybody has."""
    findings, reviewed = _findings(interpretation), _reviewed(interpretation)
    if not findings:
        yield Paragraph(sentences=(say("pro.findings.none"), *reviewed))
        return
    yield Heading(level=2, text=say("pro.findings.heading"))
    if reviewed:
        yield Paragraph(sentences=reviewed, small=True)
    yield Items(items=tuple((finding,) for finding in findings), small=True)


def _reviewed(interpretation: Interpretation) -> tuple[Text, ...]:
    """That a professional has looked; nothing where nobody has."""
    who = interpretation.review.reviewed_by
    return () if who is None else (say("pro.reviewed", who=shown(who)),)


def _findings(interpretation: Interpretation) -> tuple[Text, ...]:
    findings = [say_note(note) for gene in interpretation.genes for note in gene.notes]
    if interpretation.other_genes:
        findings.append(say("note.other_genes", genes=tuple(map(shown, interpretation.other_genes))))
    findings += medicines_without_advice(interpretation)
    findings += [_problem(problem) for problem in interpretation.problems]
    return tuple(findings)


def medicines_without_advice(interpretation: Interpretation) -> list[Text]:
    """The medicines of the patient's list that no guideline here speaks of, all of them."""
    findings = []
    if interpretation.other_medicines:
        others = tuple(map(medicine_name, interpretation.other_medicines))
        findings.append(say("note.other_medicines", medicines=others))
    if interpretation.unknown_medicines:
        unknown = tuple(map(_unknown_medicine, interpretation.unknown_medicines))
        findings.append(say("note.unknown_medicines", medicines=unknown))
    return findings


def _unknown_medicine(medicine: UnknownMedicine) -> str | Text:
    name = shown(medicine.name)
    if medicine.nearest is None:
        return name
    return say("note.unknown_medicine.nearest", name=name, nearest=medicine_name(medicine.nearest))


def _problem(problem: Problem) -> Text:
    """A problem with its row; with its file or path where rows mean nothing, or there is more than one file."""
    message = in_english(problem.message)
    if problem.row is not None and problem.file is None:
        return say("note.problem", row=problem.row, message=message)
    return say("note.problem.elsewhere", place=_place(problem), message=message)


def _place(problem: Problem) -> Text:
    if problem.row is not None:
        return say("note.problem.file_and_row", file=shown(problem.file or ""), row=problem.row)
    place = ", ".join(shown(part) for part in (problem.file, problem.column) if part)
    return verbatim(place) if place else say("note.file")
