"""One line of a report as the results it states, if every word of it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pgx_reader.readers.columns import Role

_LONGEST = 300

_CYP = (
    r"(?:cytochrome\s+)?(?:p450\s+|cyp\s?-?(?:450\s?)?)\d[a-z]\d{1,2}(?![a-z0-9])"
    r"|(?<![a-z0-9*/])2(?:d6|c19)(?![a-z0-9])"
)
_OTHER = (
    r"(?:abcb1|abcg2|adra2a|ankk1|apoe|cacna1s|ces1|comt|dpyd|drd2|f2|f5|g6pd|grik4|hla-[abc]|htr2a|htr2c|ifnl[34]|mthfr"
    r"|mt-rnr1|nat2|nudt15|oprm1|ryr1|slc6a4|slco1b1|tpmt|ugt1a1|ugt1a4|ugt2b15|vkorc1)(?![a-z0-9])"
)
GENE = re.compile(rf"(?:{_CYP}|{_OTHER})", re.IGNORECASE)
EXPLAINED = re.compile(r"2\s?d\s?6|2\s?c\s?19", re.IGNORECASE)

_ALLELE = (
    r"[*∗＊]\s?\d{1,4}(?:\.\d{1,4}|[A-WYZ][A-Z]?(?![a-z]))?"
    r"(?:\s?[x×]\s?(?:n(?![a-z])|\d{1,2})|\s?x?(?:≥|>=)\s?\d{1,2})?"
)
_HAPLOTYPE = rf"(?:cyp\s?\d[a-z]\d{{1,2}}[\s_]?)?{_ALLELE}(?:\s?\+\s?{_ALLELE})*"
_PAIR = rf"{_HAPLOTYPE}(?:\s?/\s?|\|){_HAPLOTYPE}"
_DIPLOTYPE = re.compile(rf"{_PAIR}(?:\s+or\s+{_PAIR})*(?![*/\w])", re.IGNORECASE)

_LEVEL = r"poor|intermediate|normal|extensive|rapid|ultra[\s-]?rapid|indeterminate|slow"
_LEVELS = (
    rf"(?:(?:likely|possible|probable)\s+)?(?:{_LEVEL})(?:\s*\((?:normal|extensive)\))?"
    rf"(?:(?:\s+to\s+|\s*/\s*|\s+or\s+|\s*-\s*)(?:{_LEVEL}))?"
)
_SHORT = r"(?-i:LPM|LIM|PM|IM|NM|EM|RM|UM|URM)"
_PHENOTYPE = re.compile(
    rf"(?:{_LEVELS}[\s-]+metaboli[sz]er(?:\s*\({_SHORT}\))?|{_SHORT})(?:\s+(?:status|phenotype))?(?![\w/*])",
    re.IGNORECASE,
)
_BARE_LEVEL = re.compile(rf"{_LEVELS}(?![\w/*])", re.IGNORECASE)
_FUNCTION = re.compile(
    r"(?:normal|decreased|reduced|increased|poor|low|high|greatly reduced)\s+"
    r"(?:function|activity|sensitivity|response|risk|expressor)(?![\w/*])",
    re.IGNORECASE,
)
_NO_RESULT = re.compile(
    r"(?:(?:was|is)\s+)?(?:not\s+(?:tested|performed|done|ordered|available|called|determined)|no\s+(?:result|call)"
    r"|undetermined|indeterminate|unknown|inconclusive|failed)(?![\w/*])",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?:≥|>=)?\s?\d{1,2}(?:[.,]\d{1,2})?(?![\w/*.])|n/a(?!\w)", re.IGNORECASE)
_FREE_GENOTYPE = re.compile(r"(?:rs\d+\s*)?[ACGT](?:/[ACGT])?(?![\w/*])|[ACGT]{2}(?!\w)")

_LABEL = re.compile(
    r"(?P<diplotype>(?:genotype|diplotype|star alleles?|alleles?)(?:\s+result)?)\b\s*[:=]?"
    r"|(?P<score>(?:total\s+)?activity\s+score|AS)\s*(?:[:=]|of\b)?(?=\s*[\d≥>n])"
    r"|(?P<phenotype>(?:predicted\s+|metaboli[sz]er\s+)?(?:phenotype|metaboli[sz]er\s+status|status))\b\s*[:=]?"
    r"|(?P<any>results?|call)\b\s*[:=]?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:test\s+)?(?:results?|findings?|impression|pharmacogenomics?|pharmacogenetics?|pgx)\s*[:=-]\s*"
    r"|gene(?:\s+(?:name|symbol))?\s*[:=]\s*|(?:the\s+)?patient\s+is\s+an?\s+|[-•·–—▪*]\s+|\d{1,2}[.)]\s+)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;:=|()\[\]–—-]+|/(?=\s)|\.$")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[A-Za-z(])|(?<=[A-Za-z0-9):])\*\*(?![\w*])|(?<=\w:)\*\*(?=\s|$)")
_FOOTNOTE = re.compile(r"[†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹®™]+(?=\s|$|[,;)])")
_ROLES = {"diplotype": Role.DIPLOTYPE, "phenotype": Role.PHENOTYPE, "score": Role.ACTIVITY_SCORE, "any": None}


@dataclass(frozen=True)
class Statement:
    """What a line says of a gene; the gene is empty where the line gives a result alone."""

    gene: str
    parts: tuple[tuple[Role, str], ...]


def tidy(line: str) -> str:
    """A line without what only dresses it: bullets of boxes, bold type, raised figures that point to footnotes."""
    if len(line) > _LONGEST:
        return line.strip()
    return _FOOTNOTE.sub("", _BOLD.sub("", line.strip(" \t│║┃┆|"))).strip()


def is_label(line: str) -> bool:
    """Whether a line is a label such as `Phenotype:` and nothing else: its value is in the next."""
    return bool(_LABEL.fullmatch(line.strip()))


def is_bare_level(line: str) -> bool:
    """Whether a line is a word such as `Intermediate`, that is a phenotype only where a label says so."""
    return bool(_BARE_LEVEL.fullmatch(line))


def statements_of(line: str) -> tuple[Statement, ...] | None:
    """
    The statements that a line consists of; `None` where a word of it is not understood.

    A gene alone is a statement without parts: its result may stand in the next line.

    >>> statements_of("CYP2D6: *1/*4, Activity score 1.0, Intermediate metabolizer")[0].parts[0]
    (<Role.DIPLOTYPE: 'diplotype'>, '*1/*4')
    >>> statements_of("She is not a CYP2D6 poor metabolizer") is None
    True
    """
    if not line or len(line) > _LONGEST:
        return None
    before = _BEFORE.match(line)
    at = before.end() if before else 0
    gene = ""
    parts: list[tuple[Role, str]] = []
    found: list[Statement] = []
    label: Role | None = None
    labeled = False
    while at < len(line):
        if skipped := _BETWEEN.match(line, at):
            at = skipped.end()
        elif name := GENE.match(line, at):
            if parts or (gene and not _is_same(gene, name[0])):
                found.append(Statement(gene, tuple(parts)))
            gene, parts, label, labeled = name[0], [], None, False
            at = name.end()
        elif (named := _LABEL.match(line, at)) and named.lastgroup:
            label, labeled, at = _ROLES[named.lastgroup], True, named.end()
        elif taken := _part(line, at, gene, label, labeled):
            role, end = taken
            parts.append((role, line[at:end].strip()))
            label, labeled, at = None, False, end
        else:
            return None
    if gene or parts:
        found.append(Statement(gene, tuple(parts)))
    return tuple(found) if _is_whole(found, labeled) else None


def _is_same(gene: str, other: str) -> bool:
    """Whether two names are of one gene: `CYP2D6` and `Cytochrome P450 2D6` side by side."""
    numbers = [re.search(r"\d[a-z]\d{1,2}$", name, re.IGNORECASE) for name in (gene, other)]
    one, two = (number[0].casefold() if number else None for number in numbers)
    return one is not None and one == two


def _is_whole(found: list[Statement], label_is_open: bool) -> bool:
    """Whether each gene has its result, or a single one waits for it; and each part stands there once."""
    if not found or (label_is_open and found[-1].parts):
        return False
    if len(found) > 1 and not all(statement.gene and statement.parts for statement in found):
        return False
    roles = [[role for role, _ in statement.parts] for statement in found]
    return all(len(said) == len(set(said)) for said in roles)


def _part(line: str, at: int, gene: str, label: Role | None, labeled: bool) -> tuple[Role, int] | None:
    """The result that stands at a place of the line, and where it ends."""
    explained = bool(EXPLAINED.search(gene)) or not gene
    tries: list[tuple[Role, re.Pattern[str]]] = [(Role.DIPLOTYPE, _DIPLOTYPE), (Role.PHENOTYPE, _PHENOTYPE)]
    if label is Role.ACTIVITY_SCORE:
        tries = [(Role.ACTIVITY_SCORE, _SCORE)]
    elif label is Role.PHENOTYPE or labeled or line[at - 1 : at] == "(":
        tries.append((Role.PHENOTYPE, _BARE_LEVEL))
    tries += [(Role.PHENOTYPE, _FUNCTION), (Role.DIPLOTYPE, _NO_RESULT)]
    if not explained:
        tries.append((Role.DIPLOTYPE, _FREE_GENOTYPE))
    for role, pattern in tries:
        match = pattern.match(line, at)
        if match:
            no_result = pattern is _NO_RESULT and label is not None
            return (label if no_result and label else role), match.end()
    return None
