"""What the formats are made of, and what breaks programs: the pieces that mutations put in."""

from __future__ import annotations

ALLELES = (
    *("*1", "*2", "*4", "*5", "*10", "*17", "*36", "*41", "*2A", "*57", "*4.013", "*4.021", "*999", "*0", "*01", "*1x2"),
    *("*1xN", "*1x≥3", "*2x99", "*36+*10", "*68+*4", "(*68)+*4", "[2,35]", "*61-like", "*4.ALDY", "*1+rs769258", "?"),
    *("*Amb", "*4NX", "*10*", "hybrid", "*١", "*４", "∗1", "*-1", "*1e3", "*9999999999999999999999", "UNK", "None"),
)
DIPLOTYPES = (
    *("*1/*1", "*1/*4", "*4/*4", "*2/*2", "*1/*17", "*1/*999", "*999/*999", "*1xN/*4", "*36+*10/*1", "*4", "/", "*/*"),
    *("*1/*4,...", "{*2/*41, *21/*41,...}", "3N, *1/*2x2", "99N, *1/*2", "0N, *1/*2", "*1_*2_*68", "*1|*2", "1/2", "0/1"),
    *("*1/*46;*43/*45", "*1/*4 or *2/*10", "*1/*2/*3", "*1/(*68)+*4", "*1/*2 (*35)", "(*1/*2)x2", "*1/*2 x3", "...", "./."),
    *("*1/*2,CN_Gain", "*1/*2 Duplication present", "['*10/*36.ALDY+*10']", "CYP2C19*1/CYP2C19*2", "CYP2D6*1/CYP2C19*2"),
    *("=1+1", "no call", "Not tested", "Indeterminate", "NO_MATCH/NO_MATCH", "Unknown/Unknown", "A/G", "Feb-01", "nan"),
)
PHENOTYPES = (
    *("Poor Metabolizer", "Intermediate Metabolizer", "Normal Metabolizer", "Rapid Metabolizer", "Ultrarapid Metabolizer"),
    *("PM", "IM", "NM", "EM", "UM", "Not_PM", "NM_or_IM", "poor", "not normal", "not poor", "No Result", "n/a", "unknown"),
    *("Normal Metabolizer (PM)", "abnormal metabolizer", "no poor metabolizer", "Likely PM", "métaboliseur lent", "LA9657-3"),
    *("Normal / Poor", "Normal,", "Decreased Function", "Indeterminate", "Carrier", "normal metabolizer, not confirmed"),
)
NUMBERS = (
    *("0", "0.0", "1", "1.0", "1.25", "0.3", "2.5", "40", "41", "≥3.0", "-1", "-0", "+1", "1e400", "1e-400", "1E2", "NaN"),
    *("Infinity", "-Infinity", "0x10", "1_000", "1,5", "1.5.5", "99999999999999999999", "9" * 400, "9" * 5_000, "0." + "0" * 400),
    *("2147483648", "-2147483649", "4294967296", "١", "½", "⅓", "1 or 2", "1.0;2.0", "1.0 / ", "12.5e-1", "0000001"),
)
WORDS = (
    *("CYP2D6", "CYP2C19", "CYP2B6", "cyp 2d6", "CYP2D7", "CYP2C9", "TPMT", "HGNC:2625", "HLA-B", "Gene", "Diplotype"),
    *("Phenotype", "Activity Score", "Sample", "Sample ID", "patient_id", "Patient Name", "DOB", "Genotype", "Filter", "PASS"),
    *("Alleles Tested", "Copy Number Tested", "yes", "no", "NTC", "Empty", "amended", "in error", "final", "preliminary"),
    *("resourceType", "Observation", "Bundle", "component", "valueString", "valueCodeableConcept", "coding", "display", "entry"),
    *("MSH|^~\\&|", "OBX|1|ST|", "PID|1||", "OBR|", "\\F\\", "\\S\\", "\\X0D\\", "\\.br\\", "84413-4", "53040-2", "48018-6"),
    *("geneCalls", "genes", "diplotypes", "sourceDiplotypes", "label", "phenotypes", "activityScore", "lookupKey", "results"),
    *("#Solution 1: *1, *4; gene=CYP2D6", "SolutionID", "pbstarphase_version", "gene_details", "Result:", "==> a <=="),
    *("medicines", "codeine;Celexa", "schema", "pgx-reader/interpretation/1", "reported", "status", "conflicting", "A", "B"),
)
MARKS = (
    *("", " ", "\t", "\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u00a0", "\u200b", "\u202e", "\ufeff", "\x1a", "\0"),
    *(",", ";", "|", "^", "~", "&", "\\", '"', '""', '"""', "'", "`", "{", "}", "[", "]", "(", ")", "<", ">", "</", "/>", "=", "#"),
    *(":", "*", "/", "+", "-", "_", "%", "%s", "{0}", "{gene}", "$", "@", "!", "?", "...", "…", "≥", "null", "true", "[]", "{}"),
    *("\\u0000", "\\ud800", "\\n", "&#0;", "&amp;", "&#x2A;", "&lol;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!--", "<![CDATA[", "]]>"),
    *("<?xml version='1.0' encoding='utf-7'?>", "ﬁ", "İ", "ß", "é", "e\u0301", "\u0378", "👩\u200d👩\u200d👧", "أحمد", "नम", "漢"),
)
SPLITTERS = (",", ";", "\t", "|", "^", "~", "&", "/", "+", " ", "\n", "_", "=", ":", '"')
ALL = (*ALLELES, *DIPLOTYPES, *PHENOTYPES, *NUMBERS, *WORDS, *MARKS)
NAMES = (
    *("results", "results.csv", "a.cyp2d6.tsv", "CYP2C19.txt", "cyp2d6_cyp2c19.tsv", "x/../../y.json", "DEMO-01.report.tsv"),
    *("", " ", ".gz", "standard input", "é.csv", "cyp2d6_summary.txt", "CYP2D6_caller_outputs.tsv", "a\nb", "?" * 300),
)
