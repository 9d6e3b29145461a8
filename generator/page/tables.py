"""Decision tables line by line: in short for the drawing, in full for the table, with the cases that come to each line.

In: Context, a guideline, lines of cases.  Out: RuleTables.  Never: decides; which rows decide for a case stands on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.check.proofs import MILDER, NEVER_REACHED
from generator.core.guidelines import Decision, DecisionKind, Rule
from generator.page.context import Context, capital, in_own_words
from generator.page.dated import dated
from generator.page.markup import cite, md, prose_md
from generator.page.shelf import CaseLine
from generator.read.excuses import Excuse
from generator.read.guidelines import GuidelineEdition

MOST_NAMED = 3  # cases named at a line, of each sort
LONG = 120      # characters from which a line of the drawing does without what stands in parentheses
SHORT = 80      # characters up to which a condition stands in the drawing, too
_CLAUSE = re.compile(r"(?:[^;(]|\([^()]*\))*")
_ASIDE = re.compile(r"\s*\([^()]*\)")

# Cases, each with the places of the rows that decide for some of its patients.
Coming = Sequence[tuple[CaseLine, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Cases:
    """Some cases: how many, the first of them as id and title, and how many more."""

    count: int
    first: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The cases that a line decides, those it is open for, and how many can go on to the next line."""

    decides: Cases
    open: Cases
    goes_on: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outcome stands among those of its table: `ordered` with dots from mild to strong, `unordered`, or `outside`."""

    kind: str
    dots: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow:
    """One rule in words."""

    id: str
    number: int
    brief: str
    test: str
    otherwise: bool
    outcome: str
    standing: Standing
    because: str
    condition: str
    grade: str
    locator: str
    checked: str
    mark: str
    cases: Arrivals
    dated: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What a proof finds in a table and the source means: the finding, what it is about, and why it stands."""

    finding: str
    about: str
    because: str
    locator: str
    checked: str
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTable:
    """One decision of a guideline."""

    id: str
    label: str
    question: str
    note: str
    rows: tuple[RuleRow, ...]
    meant: tuple[Meant, ...]


def rule_tables(context: Context, edition: GuidelineEdition, lines: Iterable[CaseLine]) -> tuple[RuleTable, ...]:
    """All decisions of a guideline, in its order."""
    known = [line for line in lines if edition.id in line.rows]
    return tuple(_table(context, edition, name, known) for name in edition.rules.tables)


def _table(context: Context, edition: GuidelineEdition, name: str, lines: list[CaseLine]) -> RuleTable:
    decision = context.compendium.knowledge.decisions[name]
    coming = [(line, line.rows[edition.id][name]) for line in lines]
    return RuleTable(
        id=name, label=md(decision.label), question=md(decision.question),
        note="" if context.proved(edition.id, name) else md(context.words.not_proved),
        rows=tuple(_row(context, edition, name, place, coming) for place in range(len(edition.rules.tables[name]))),
        meant=tuple(_meant(context, edition, excuse) for excuse in edition.accepted if excuse.decision == name))


def _row(context: Context, edition: GuidelineEdition, name: str, place: int, coming: Coming) -> RuleRow:
    rules = edition.rules.tables[name]
    rule, because = rules[place], edition.reasons[f"{name}.{rules[place].id}"]
    cited, condition = cite(edition.reference, rule.locator, rule.checked), _condition(context, edition, rule)
    return RuleRow(
        id=rule.id, number=place + 1, otherwise=rule.when is None,
        brief=md(capital(brief(because.plain))) + cited, because=capital(prose_md(because)) + cited,
        outcome=md(in_own_words(context.outcome_words(name, rule.outcome), rule.tier)),
        standing=_standing(context.compendium.knowledge.decisions[name], rules, rule),
        test=md(condition) if rule.when is not None and len(condition) <= SHORT else "", condition=md(condition),
        grade=md(rule.grade), locator=md(rule.locator), checked=md(context.checked_words(rule.checked)), mark=rule.checked,
        cases=_arrivals(coming, place), dated=_dated(context, edition, f"{name}/{rule.id}"))


def _dated(context: Context, edition: GuidelineEdition, part: str) -> str:
    """When a row was reviewed; those of a label are parts of their drug."""
    standings = context.standings.whole
    if edition.id in context.compendium.knowledge.drugs:
        return dated(context, standings[f"drugs/{edition.id}"], f"label/{part}")
    return dated(context, standings[f"guidelines/{edition.id}"], part)


def brief(words: str) -> str:
    """A reason up to its first semicolon and, if that is long, without what stands in parentheses; … for what is left out."""
    words = words.strip()
    clause = (_CLAUSE.match(words) or [""])[0].strip() or words
    said = clause if len(clause) <= LONG else _ASIDE.sub(" …", clause)
    return said if clause == words else f"{said.removesuffix('…').strip()} …"


def _condition(context: Context, edition: GuidelineEdition, rule: Rule) -> str:
    phrases = context.phrases.local(edition.rules.local)
    return context.words.otherwise if rule.when is None else phrases.condition(rule.when)


def _standing(decision: Decision, rules: tuple[Rule, ...], rule: Rule) -> Standing:
    if rule.outcome in decision.outside:
        return Standing("outside")
    if decision.kind is not DecisionKind.ORDERED:
        return Standing("unordered")
    given = sorted({row.outcome for row in rules} - decision.outside, key=decision.rank)
    filled = given.index(rule.outcome) + 1
    return Standing("ordered", "●" * filled + "○" * (len(given) - filled))


def _arrivals(coming: Coming, place: int) -> Arrivals:
    """A row decides for a case if no other row decides for any of its patients."""
    return Arrivals(
        decides=_cases(line for line, places in coming if places == (place,)),
        open=_cases(line for line, places in coming if place in places and places != (place,)),
        goes_on=sum(max(places) > place for _, places in coming))


def _cases(lines: Iterable[CaseLine]) -> Cases:
    found = [(line.id, line.short_title) for line in lines]
    return Cases(len(found), tuple(found[:MOST_NAMED]), max(0, len(found) - MOST_NAMED))


def _meant(context: Context, edition: GuidelineEdition, excuse: Excuse) -> Meant:
    """An excuse in words; what it is about is a fact, or the row that never decides."""
    row = edition.reasons.get(f"{excuse.decision}.{excuse.about}") if excuse.finding == NEVER_REACHED else None
    finding = {MILDER: context.words.meant_milder, NEVER_REACHED: context.words.meant_never}[excuse.finding]
    return Meant(
        finding=md(finding), about=md(row.plain if row else context.phrases.label(excuse.about)),
        because=capital(md(excuse.because)) + cite(excuse.reference, excuse.locator, excuse.checked),
        locator=md(excuse.locator), checked=md(context.checked_words(excuse.checked)), mark=excuse.checked)
