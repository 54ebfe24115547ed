"""Files that list single DNA changes: they have no star alleles, and are refused with the reason and the way out."""

from __future__ import annotations

import re
from collections.abc import Callable

from pgx_reader.errors import UnusableInputError
from pgx_reader.readers.columns import folded
from pgx_reader.readers.raw import RawFile
from pgx_reader.readers.reading import Contents, Recognition

_TOP = 200_000
_MOST_LINES = 200

_ASK = "Ask the lab for the CYP2D6 and CYP2C19 result, as star alleles (such as *1/*4) or as a phenotype."
_SINGLE = (
    "It lists single DNA changes, not star alleles, and cannot show how many copies of CYP2D6 there are; nothing of it "
    "is read."
)
_READS = "It holds the letters that a machine read, and no result yet; nothing of it is read."
_TAQMAN = f"{_ASK} On TaqMan instruments, AlleleTyper makes star alleles of it: export its results."
_PROGRAMS = (
    f"{_ASK} Programs make star alleles of it: PharmCAT does for CYP2C19; CYP2D6 needs one that counts its copies in "
    "the aligned reads, such as PyPGx, Cyrius, StellarPGx or Aldy. Give what they write."
)

_SAMPLE_WITH_DIPLOTYPE = re.compile(r":\d+:")
_SPLIT = re.compile(r"[\t,; ]+")
_RSID = re.compile(r"(?:rs|i|kgp|vg)\d+|\w+:\d+", re.IGNORECASE)
_BASES = re.compile(r"[ACGTDI0-]{1,2}|[ACGTDI-]+[/|][ACGTDI-]+", re.IGNORECASE)
_ASSAY = re.compile(r"C_+\d+[A-Za-z]?_\w+|hCV\d+|rs\d+\w*|A[NH](?=[A-Z]*\d)[A-Z0-9]{5}")
_CHROMOSOME = re.compile(r"(?:chr)?(?:\d{1,2}|x|y|xy|mt?)", re.IGNORECASE)
_NUCLEOTIDES = re.compile(r"[ACGTUNRYKMSWBDHVacgtun.*-]{10,}")

_LETTERS = re.compile(r"(?:(?:homo|hetero)zygous )?(?:[acgt]{1,2}|[acgtdi-]+[/|.][acgtdi-]+)")
_NO_CALLS = {
    "", "-", "--", "0", "00", "nc", "na", "n/a", "und", "noamp", "discrepancy", "undetermined", "no call",
    "no amplification", "invalid", "failed",
}  # fmt: skip
_MARKERS = {"rsid", "rs_id", "snp", "snp_id", "snp_name", "marker", "marker_name", "assay", "assay_id", "assay_name"}
_CALLS = {"call", "genotype", "genotype_id", "result", "alleles"}
_STAR_RESULTS = {"gene_result", "diplotype", "haplotype", "star_allele", "star_alleles", "phenotype", "activity_score"}


def recognize(raw: RawFile) -> Recognition | None:
    """Files of single changes, and of what a sequencing machine read; known by their first lines."""
    is_final_report = raw.text.lstrip().startswith("[Header]")
    if raw.looks_like_xml or (raw.looks_like_json and not is_final_report):
        return None
    found = _kind(raw)
    return Recognition(found[0], "its first lines say so") if found else None


def read(raw: RawFile) -> Contents:
    """Always raises `UnusableInputError`: what the file is, why nothing of it is read, and what to give instead."""
    what, why = _kind(raw) or ("a file of single DNA changes", f"{_SINGLE} {_ASK}")
    raise UnusableInputError(f"{raw.name}: this is {what}. {why}")


_Kind = tuple[str, str]


def _kind(raw: RawFile) -> _Kind | None:
    """What the file is, and why nothing is read with the way out; `None` for a file that is none of these."""
    top = raw.text.lstrip()[:_TOP]
    lines = top.split("\n")[:_MOST_LINES]
    kinds: tuple[Callable[[], _Kind | None], ...] = (
        lambda: _vcf(raw),
        lambda: _reads(lines),
        lambda: _consumer(top, lines),
        lambda: _array(lines),
        lambda: _taqman(lines),
        lambda: _assay_table(raw, lines),
    )
    return next((kind for look in kinds if (kind := look())), None)


def _vcf(raw: RawFile) -> _Kind | None:
    """A VCF, unless the name of one of its samples carries a diplotype."""
    if not raw.text.lstrip()[:17].casefold().startswith("##fileformat=vcf"):
        return None
    start = raw.text.find("\n#CHROM")
    end = raw.text.find("\n", start + 1)
    samples = raw.text[start + 1 : end if end > 0 else None].split("\t")[9:] if start >= 0 else []
    if any(_SAMPLE_WITH_DIPLOTYPE.search(sample) for sample in samples):
        return None
    return "a list of variants (VCF)", f"{_SINGLE} {_PROGRAMS}"


def _reads(lines: list[str]) -> _Kind | None:
    first = lines[0]
    if re.match(r"@(?:HD|SQ|RG|PG)\t[A-Z]{2}:", first):
        return "an alignment (SAM)", f"{_READS} {_PROGRAMS}"
    if len(lines) > 3 and first.startswith("@") and lines[2].startswith("+") and _is_sequence(lines[1]):  # noqa: PLR2004 - a record has 4 lines
        return "a sequencing machine's reads (FASTQ)", f"{_READS} {_PROGRAMS}"
    if len(lines) > 1 and first.startswith(">") and _is_sequence(lines[1]):
        return "a DNA sequence (FASTA)", f"{_READS} {_PROGRAMS}"
    return None


def _is_sequence(line: str) -> bool:
    return bool(_NUCLEOTIDES.fullmatch(line.strip()))


def _consumer(top: str, lines: list[str]) -> _Kind | None:
    """23andMe, AncestryDNA, MyHeritage and their kin: an rs number, a chromosome, a position and two letters a line."""
    if not any(_is_consumer_header(line) for line in lines) and not _has_consumer_rows(lines):
        return None
    maker = next((name for name in ("23andMe", "AncestryDNA", "MyHeritage", "Living DNA") if name in top[:5000]), None)
    what = f"raw data of {maker}" if maker else "raw data of a consumer's DNA test"
    return f"{what}, single changes by rs number", f"{_SINGLE} {_ASK}"


def _is_consumer_header(line: str) -> bool:
    names = [folded(name) for name in re.split(r"[\t,;]| {2,}|(?<=\w) (?=\w)", line.lstrip('#" '))]
    return (
        names[:1] == ["rsid"]
        and not {"chromosome", "chrom", "chr"}.isdisjoint(names)
        and (not {"genotype", "result", "allele1", "allele_1"}.isdisjoint(names))
    )


def _has_consumer_rows(lines: list[str]) -> bool:
    rows = [_SPLIT.split(line.replace('"', "").strip()) for line in lines if line.strip() and line[0] != "#"][:3]
    return (
        len(rows) == 3  # noqa: PLR2004 - fewer are too few to tell
        and all(
            len(row) in (4, 5)
            and _RSID.fullmatch(row[0])
            and _CHROMOSOME.fullmatch(row[1])
            and row[2].isdecimal()
            and all(_BASES.fullmatch(cell) for cell in row[3:])
            for row in rows
        )
    )


def _array(lines: list[str]) -> _Kind | None:
    """Illumina's final report: a row a marker, its letters in columns such as `Allele1 - Forward`."""
    for line in lines:
        names = [folded(cell) for cell in re.split(r"[\t,]", line)]
        if "snp_name" in names and any(re.match(r"allele_?1(?:_|$)", name) for name in names):
            return "an array's markers (Illumina final report)", f"{_SINGLE} {_ASK}"
    return None


def _taqman(lines: list[str]) -> _Kind | None:
    for line in lines:
        if re.match(r'"?sample/assay"?\s*[,;\t]', line, re.IGNORECASE):
            return "TaqMan Genotyper's table of assays", f"{_SINGLE} {_TAQMAN}"
    return None


def _assay_table(raw: RawFile, lines: list[str]) -> _Kind | None:
    """A table of letters by assay or rs number, long or wide, that has nothing else where a result stands."""
    header = next((_tabled(line) for line in lines if line.strip() and line[0] != "#"), [])
    names = [folded(cell) for cell in header]
    is_wide = len(header) > 1 and all(_ASSAY.fullmatch(cell) for cell in header[1:] if cell)
    is_long = not _MARKERS.isdisjoint(names) and not _CALLS.isdisjoint(names) and _STAR_RESULTS.isdisjoint(names)
    if not (is_wide or is_long) or "*" in raw.text:
        return None
    columns = range(1, len(header)) if is_wide else [at for at, name in enumerate(names) if name in _CALLS]
    rows = [_tabled(line) for line in raw.lines if line.strip() and line[0] != "#"][1:]
    calls = {row[at].casefold() for row in rows for at in columns if at < len(row)}
    letters = {call for call in calls if _LETTERS.fullmatch(call)}
    if not letters or not letters | _NO_CALLS >= calls:
        return None
    return "a table of single changes by assay or rs number", f"{_SINGLE} {_TAQMAN}"


def _tabled(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"[\t,;]", line.replace('"', ""))]
