"""The field's vocabularies, spelled as CPIC spells them.

Sources: CPIC standardized terms (Caudle 2017, PMID 27441996) and the columns of CPIC's recommendation tables.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Function(StrEnum):
    """Clinical function of one star allele. The last three are different reasons for not knowing."""

    NO = "No function"
    DECREASED = "Decreased function"
    NORMAL = "Normal function"
    INCREASED = "Increased function"
    UNCERTAIN = "Uncertain function"
    UNKNOWN = "Unknown function"
    NOT_ASSIGNED = "Not assigned"

    @property
    def is_known(self) -> bool:
        """Whether a phenotype can be derived from this function."""
        return self not in (Function.UNCERTAIN, Function.UNKNOWN, Function.NOT_ASSIGNED)


class Phenotype(StrEnum):
    """Metabolizer phenotype in CPIC's standardized terms."""

    POOR = "Poor Metabolizer"
    LIKELY_POOR = "Likely Poor Metabolizer"
    INTERMEDIATE = "Intermediate Metabolizer"
    LIKELY_INTERMEDIATE = "Likely Intermediate Metabolizer"
    NORMAL = "Normal Metabolizer"
    RAPID = "Rapid Metabolizer"
    ULTRARAPID = "Ultrarapid Metabolizer"
    INDETERMINATE = "Indeterminate"


class GeneStatus(StrEnum):
    """What is known about one gene of one patient.

    `NOT_TESTED`: the file has no result for it. `NO_CALL`: the lab tried and has none. `ALLELE_NOT_RECOGNIZED`: the
    tables do not have the allele. `FUNCTION_UNCERTAIN`: they have it, and nobody knows what it does.
    `INDETERMINATE`: the lab says so, and gives nothing more. `SEVERAL`: more than one phenotype is possible.
    `UNRESOLVED`: the lab leaves open which alleles there are, so that no phenotype, nor a choice of them, follows.
    `NOT_READABLE`: the file's text is not understood. `CONFLICTING`: the file has two different results.
    """

    DETERMINED = "determined"
    SEVERAL = "several"
    NOT_TESTED = "not_tested"
    NO_CALL = "no_call"
    ALLELE_NOT_RECOGNIZED = "allele_not_recognized"
    FUNCTION_UNCERTAIN = "function_uncertain"
    INDETERMINATE = "indeterminate"
    UNRESOLVED = "unresolved"
    NOT_READABLE = "not_readable"
    CONFLICTING = "conflicting"

    @property
    def has_phenotype(self) -> bool:
        """Whether there is at least one phenotype to explain; every other status is a way of not knowing."""
        return self in (GeneStatus.DETERMINED, GeneStatus.SEVERAL)


class CopyNumber(StrEnum):
    """Whether a lab or caller counted the copies of a gene. Without it, deletions and extra copies go unseen."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    NOT_KNOWN = "not_known"


class Basis(StrEnum):
    """What the explained phenotype was read from."""

    DIPLOTYPE = "diplotype"
    ACTIVITY_SCORE = "activity_score"
    PHENOTYPE = "phenotype"


class Agreement(StrEnum):
    """The lab's phenotype and score against those of the reference tables."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARED = "not_compared"


class Preference(StrEnum):
    """Whose result is explained where the lab's and the tables' differ."""

    LAB = "lab"
    TABLES = "tables"


class Method(StrEnum):
    """How a phenotype follows from a gene's alleles."""

    ACTIVITY_SCORE = "activity_score"
    FUNCTION_PAIR = "function_pair"
    PHENOTYPE_ONLY = "phenotype_only"


class Strength(StrEnum):
    """How CPIC classifies a recommendation. DPWG and the FDA have no such classes."""

    STRONG = "Strong"
    MODERATE = "Moderate"
    OPTIONAL = "Optional"
    NO_RECOMMENDATION = "No recommendation"


class Section(IntEnum):
    """
    The section of the FDA's table that an association stands in.

    `MANAGEMENT`: the data support advice on treatment. `IMPACT`: a possible impact on safety or response.
    `LEVEL_ONLY`: shown for the level in blood alone.
    """

    MANAGEMENT = 1
    IMPACT = 2
    LEVEL_ONLY = 3


class Population(StrEnum):
    """Whom a recommendation is for, in the words of CPIC's tables.

    CVI: cardiovascular indications; ACS: acute coronary syndrome; PCI: percutaneous coronary intervention;
    NVI: neurovascular indications.
    """

    GENERAL = "general"
    ADULTS = "adults"
    PEDIATRICS = "pediatrics"
    CVI_ACS_PCI = "CVI ACS PCI"
    CVI_OTHER = "CVI non-ACS non-PCI"
    NVI = "NVI"


class Condition(StrEnum):
    """
    When a row's actions hold, or what is open about them. Without one they hold for everybody with the key.

    What a source advises outside the condition, where it advises anything, is behind its link: the row has no more.
    """

    PCI_STROKE_OR_TIA = "pci_stroke_or_tia"
    OCD_OR_ANXIETY = "ocd_or_anxiety"
    PAIN = "pain"
    H_PYLORI = "h_pylori"
    SLOW_HEART_RATE = "slow_heart_rate"
    NOT_BRUGADA_TEST = "not_brugada_test"
    HIGH_STARTING_DOSE = "high_starting_dose"
    HIGH_DOSE_OR_OTHER_RISKS = "high_dose_or_other_risks"
    CHILDREN = "children"
    CHILDREN_OR_BREASTFEEDING = "children_or_breastfeeding"
    IF_SIDE_EFFECTS = "if_side_effects"
    IF_NOT_ENOUGH = "if_not_enough"
    SLOWER_INCREASE = "slower_increase"
    OTHER_MEDICINES = "other_medicines"
    WITH_UGT2B17 = "with_ugt2b17"
    DIRECTION_OPEN = "direction_open"
    SUBGROUP_NOT_CONFIRMED = "subgroup_not_confirmed"


class Effect(StrEnum):
    """What happens in the body, as a guideline row implies."""

    BUILDS_UP = "builds_up"
    CLEARED_FAST = "cleared_fast"
    LESS_ACTIVE_FORM = "less_active_form"
    MORE_ACTIVE_FORM = "more_active_form"
    AS_EXPECTED = "as_expected"
    UNCLEAR = "unclear"


class Action(StrEnum):
    """What a guideline suggests to the prescriber."""

    STANDARD = "standard"
    LOWER_DOSE = "lower_dose"
    HIGHER_DOSE = "higher_dose"
    ALTERNATIVE = "alternative"
    AVOID = "avoid"
    MONITOR = "monitor"
    NO_RECOMMENDATION = "no_recommendation"


class EnzymeEffect(StrEnum):
    """What a medicine does to an enzyme: an inhibitor slows it down, an inducer speeds it up."""

    INHIBITOR = "inhibitor"
    INDUCER = "inducer"


class EnzymeStrength(StrEnum):
    """How much a medicine changes an enzyme, in the FDA's classes."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class RowStatus(StrEnum):
    """Whether a guideline row is in force. A superseded row is kept as history and gives no statement."""

    CURRENT = "current"
    SUPERSEDED = "superseded"


class NewerChange(StrEnum):
    """What a publisher has done since, that the tables do not have yet."""

    ADDED = "added"
    REWORDED = "reworded"


class Reach(StrEnum):
    """How a crisis line is reached."""

    CALL = "call"
    CALL_OR_TEXT = "call or text"


class MedicineGroup(StrEnum):
    """What a medicine is mainly for; the order is the one in which a handout lists them."""

    MOOD = "mood"
    ATTENTION = "attention"
    PSYCHOSIS = "psychosis"
    PAIN = "pain"
    SEIZURES = "seizures"
    MEMORY = "memory"
    MOVEMENT = "movement"
    HEART = "heart"
    STOMACH = "stomach"
    NAUSEA = "nausea"
    BLADDER = "bladder"
    INFECTION = "infection"
    CANCER = "cancer"
    OTHER = "other"
