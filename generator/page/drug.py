"""The page of one drug: what is said of it point by point, its cautions, and the tables of its label.

In: Context, Drug, lines of cases.  Out: DrugPage.  Never: chooses a drug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.page.context import Context
from generator.page.dated import dated
from generator.page.markup import md, prose_md
from generator.page.shelf import CaseLine
from generator.page.status import StatusLine, status_line
from generator.page.tables import RuleTable, rule_tables
from generator.read.drugs import Drug


@dataclass(frozen=True, kw_only=True, slots=True)
class DrugPage:
    """A drug's page."""

    id: str
    title: str
    plain_title: str
    description: str
    brands: str
    kind: str
    summary: str
    points: tuple[tuple[str, str, str, str], ...]
    source: str
    status: StatusLine
    cautions: tuple[tuple[bool, str, str, str, str], ...]
    label_jurisdiction: str
    label_revised: str
    tables: tuple[RuleTable, ...]
    cases: int
    used_count: int


def drug_page(context: Context, drug: Drug, lines: Iterable[CaseLine]) -> DrugPage:
    """The page of one drug: what there is to say of it, and whom its label suits."""
    title = drug.name[:1].upper() + drug.name[1:]
    label, known_lines = drug.label, [line for line in lines if drug.id in line.rows]
    standing = context.standings.whole[f"drugs/{drug.id}"]
    headings, known = context.settings.drug_points, {str(name): point for name, point in drug.points.items()}
    return DrugPage(
        id=drug.id, title=md(title), plain_title=title, description=f"{title}, {drug.kind}",
        brands=md(", ".join(drug.brands)), kind=md(drug.kind), summary=prose_md(drug.summary), source=drug.where.file,
        points=tuple((name, md(heading), prose_md(known[name]), dated(context, standing, f"points/{name}"))
                     for name, heading in headings.items()),
        status=status_line(context, standing, context.settings.edition_date),
        cautions=tuple((caution.boxed, prose_md(caution.clinician), prose_md(caution.patient),
                        md(context.checked_words(caution.checked)), dated(context, standing, f"caution/{caution.id}"))
                       for caution in drug.cautions),
        label_jurisdiction=md(label.jurisdiction) if label else "", label_revised=label.in_force if label else "",
        tables=rule_tables(context, label, known_lines) if label else (), cases=len(label.cases) if label else 0,
        used_count=len(known_lines),
    )
