"""Words about references: what sort of work each is, what has become of it, what it supports.

In: nothing.  Out: SourceWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class SourceWords(Shape):
    """The words of a site that speak of its sources."""

    evidence: Line = Field(description="Before what sort of work a reference is.")
    evidence_guideline: Line = Field(description="A guideline.")
    evidence_consensus: Line = Field(description="A consensus or position of experts.")
    evidence_label: Line = Field(description="The label of a drug, or a notice about it.")
    evidence_regulation: Line = Field(description="A law or regulation.")
    evidence_meta_analysis: Line = Field(description="A meta-analysis.")
    evidence_systematic_review: Line = Field(description="A systematic review.")
    evidence_trial: Line = Field(description="A randomized trial.")
    evidence_cohort: Line = Field(description="A study that only observes.")
    evidence_review: Line = Field(description="A review of another sort.")
    evidence_news: Line = Field(description="News.")
    evidence_other: Line = Field(description="Any other work.")
    standing: Line = Field(description="Before what has become of a work.")
    standing_current: Line = Field(description="It still stands.")
    standing_corrected: Line = Field(description="A correction came out.")
    standing_of_concern: Line = Field(description="Its publisher has expressed concern.")
    standing_superseded: Line = Field(description="A newer work took its place.")
    standing_retracted: Line = Field(description="It was retracted.")
    standing_not_looked_up: Line = Field(description="Nobody looked up what has become of it.")
    standing_seen: Line = Field(description="Before the day on which that was looked up.")
    replaced_by: Line = Field(description="Before the work that took its place.")
    notice: Line = Field(description="Before the notice that says so.")
    still_cited: Line = Field(description="Before the reason why a superseded work is cited all the same.")
    entry_seen: Line = Field(description="Before where the entry was seen.")
    set_id: Line = Field(description="Before the set id of a label.")
    supports: Line = Field(description="Opens the list of what rests on a reference.")
    supports_rules: Line = Field(description="Of that list: rules of guidelines.")
    supports_guidelines: Line = Field(description="Of that list: what is said of guidelines as a whole.")
    supports_advice: Line = Field(description="Of that list: advice, pitfalls and notices.")
    supports_labels: Line = Field(description="Of that list: rows of the labels of drugs.")
    supports_drugs: Line = Field(description="Of that list: what is said of drugs.")
    supports_cases: Line = Field(description="Of that list: the own words of cases.")
    supports_terms: Line = Field(description="Of that list: terms.")
    supports_values: Line = Field(description="Of that list: questions and classes of values.")
