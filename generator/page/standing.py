"""What a reference is called, what sort of work it is and what has become of it, in words and signs.

In: Context, Reference.  Out: Markdown.  Never: calls a work current that nobody looked up.
"""

from __future__ import annotations

from generator.page.context import Context
from generator.page.markup import md
from generator.read.notes import Evidence, Status
from generator.read.references import Reference

_SIGNS = {Status.CURRENT: "✓", Status.CORRECTED: "±", Status.OF_CONCERN: "!", Status.SUPERSEDED: "→", Status.RETRACTED: "✗",
          Status.NOT_LOOKED_UP: "?"}


def short_name(reference: Reference) -> str:
    """A name for running text: first author or publisher, and year."""
    authors = reference.csl.get("author") or [{"literal": reference.csl.get("publisher", reference.id)}]
    first = authors[0].get("family") or authors[0].get("literal", "")
    dates = reference.csl.get("issued", {}).get("date-parts", [[""]])
    return f"{first} {dates[0][0]}".strip()


def evidence_words(context: Context, evidence: Evidence) -> str:
    """The sort of work in words."""
    words = context.words
    return md({
        Evidence.GUIDELINE: words.evidence_guideline, Evidence.CONSENSUS: words.evidence_consensus,
        Evidence.LABEL: words.evidence_label, Evidence.REGULATION: words.evidence_regulation,
        Evidence.META_ANALYSIS: words.evidence_meta_analysis, Evidence.SYSTEMATIC_REVIEW: words.evidence_systematic_review,
        Evidence.TRIAL: words.evidence_trial, Evidence.COHORT: words.evidence_cohort, Evidence.REVIEW: words.evidence_review,
        Evidence.NEWS: words.evidence_news, Evidence.OTHER: words.evidence_other,
    }[evidence])


def status_mark(context: Context, status: Status) -> str:
    """A status as shape and words, so that nothing rests on color."""
    words = context.words
    said = {
        Status.CURRENT: words.standing_current, Status.CORRECTED: words.standing_corrected,
        Status.OF_CONCERN: words.standing_of_concern, Status.SUPERSEDED: words.standing_superseded,
        Status.RETRACTED: words.standing_retracted, Status.NOT_LOOKED_UP: words.standing_not_looked_up,
    }[status]
    sign = f'<span aria-hidden="true">{_SIGNS[status]}</span>'
    return f'<span class="standing standing-{status.name.lower()}">{sign} {md(said)}</span>'


def warning(context: Context, reference: Reference) -> str:
    """What a reader of any page must know: a status that was looked up and is not current; else nothing."""
    status = reference.standing.status
    return "" if status in (Status.CURRENT, Status.NOT_LOOKED_UP) else status_mark(context, status)


def standing_line(context: Context, reference: Reference) -> str:
    """The status with the day it was looked up, and where readers go from here; for the page of all references."""
    standing, words = reference.standing, context.words
    mark = status_mark(context, standing.status)
    parts = [f"{mark} ({md(words.standing_seen)} {md(standing.seen)})" if standing.seen else mark]
    if standing.replaced_by:
        parts.append(f"{md(words.replaced_by)} {_there(context, standing.replaced_by)}")
    if standing.notice_doi:
        parts.append(f'{md(words.notice)} doi:<a href="https://doi.org/{md(standing.notice_doi)}">{md(standing.notice_doi)}</a>')
    elif standing.notice:
        parts.append(f"{md(words.notice)} {_there(context, standing.notice)}")
    line = ", ".join(parts)
    return f"{line}. {md(words.still_cited)}: {md(standing.still_cited)}" if standing.still_cited else line


def _there(context: Context, name: str) -> str:
    """A link to another reference on the same page."""
    return f'<a href="#{name}">{md(short_name(context.compendium.knowledge.references[name]))}</a>'
