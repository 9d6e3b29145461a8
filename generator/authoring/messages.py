"""What every code in a message means.

In: the checks, and the table below for codes of the readers.  Out: MessageGroups.  Never: makes a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.check.registry import meanings
from generator.check.station import LOADED


@dataclass(frozen=True, slots=True)
class MessageGroup:
    """Codes that belong together, each with what it means."""

    title: str
    codes: Mapping[str, str]


_FILE = {
    "alias": "A * repeats another part of the file. Every line stands for itself here.",
    "anchor": "An & names a part of the file for reuse. Every line stands for itself here.",
    "bad-character": "The file holds a sign that cannot be seen, mostly from copying out of another program.",
    "bad-name": "The name of a file or a folder becomes an address, and this one cannot.",
    "bad-style": "The style of the references (content/references.csl) cannot be used.",
    "complex-key": "A list or a bracket stands where a key should be.",
    "duplicate-key": "A key stands twice in one place; only one of its values could count.",
    "empty-file": "The file holds nothing, or only comments.",
    "json-syntax": "The references are not well-formed JSON, so none of them can be read.",
    "leads-outside": "A link leads out of the folders of the knowledge base; what lies there is not read.",
    "link-to-folder": "A link to a folder is not followed: every file lies where it is.",
    "merge-conflict": "Two people changed the file, and the program that joined their changes left the choice to an editor.",
    "merge-key": "<< takes over keys from elsewhere. Every line stands for itself here.",
    "missing-file": "A file is missing that the rest depends on.",
    "missing-head": "A hand-written page does not begin with its title and description.",
    "not-a-file": "A folder, or something else that is no file, has the name of a file.",
    "not-utf-8": "The file is not saved as UTF-8, so its signs could come out wrong.",
    "reserved-name": "Another page, or a device of one operating system, has this name already.",
    "second-document": "A line of three hyphens starts a second document; one file is one thing.",
    "stray-file": "A file lies where nobody looks, so it would be left out without a word.",
    "tab": "A tab stands in the indent; only spaces count.",
    "tag": "A ! tells YAML what sort of value follows; the key says so already.",
    "too-deep": "So many levels stand inside each other that some bracket must be left open.",
    "too-large": "The file is longer than any file of one idea.",
    "unreadable": "The system does not let the file be read; look at its permissions.",
    "unknown-placeholder": "A hand-written page asks for a table that nobody makes.",
    "xml-syntax": "The style of the references is not well-formed XML.",
    "yaml-syntax": "The lines do not form YAML here: mostly a quotation mark, a colon or an indent.",
}
_KEYS = {
    "bad-value": "A value is not of the sort that its key or its fact has.",
    "duplicate-id": "An id stands for one thing only, for good: pages, links and reviews name things by it.",
    "empty-value": "A key is there, and nothing is written after it.",
    "id-not-file-name": "The id and the name of the file differ; the address is made from them.",
    "misplaced-key": "A key stands where it has no effect.",
    "missing-key": "Something that every entry of this sort needs is left out.",
    "unknown-key": "A key is misspelled or stands in the wrong place, so nothing would read it.",
    "wrong-type": "A list stands where a text should be, or the other way round.",
}
_CASES = {
    "bad-axis": "An axis of a map has no fact with numbers, no part to draw, or a fact that stands elsewhere on the map.",
    "contradictory-facts": "Nobody can have all these facts together; the line below says why.",
    "profile-clash": "A case and one of its profiles, or two profiles, contradict each other.",
    "unknown-fact": "A fact has another name, so no rule would ever see it.",
    "unknown-map": "A map waits for another one that does not stand above it.",
    "unknown-guideline": "No guideline has this id, so it could neither lead nor be linked to.",
    "unread-profile": "A profile of this case has mistakes of its own, so the case could not be judged.",
    "unknown-profile": "No profile has this id, so none of its facts would hold.",
}
_FACTS = {
    "bad-range": "A range is open, runs backwards, or ends between two values that can be reported.",
    "nobody-left": "The combinations declared as impossible leave nobody, so nothing could be decided.",
    "unknown-route": "A fact or group names a route that is not declared, so nobody would know how it changes.",
    "unknown-group": "A fact names a group that is not declared, so nobody would be asked for it.",
}
_RULES = {
    "bad-condition": "A condition is not one of the few forms there are, so it could be misread.",
    "bad-derived": "A derived fact is made in no way, in two ways, or from too little.",
    "bad-difference": "The two parts of a difference cannot be subtracted from each other.",
    "circle": "Something depends on itself by a detour, so it could never be worked out.",
    "difference-in-table": "A difference stands in a decision table; only advice and notices may ask for one.",
    "not-a-condition": "A number or a choice stands alone where a comparison is needed.",
    "not-a-number": "Something that has no size is compared by size.",
    "not-a-threshold": "The right side of a comparison is neither a number nor a table of thresholds.",
    "unknown-decision": "A decision has another name, so nothing would show what is written for it.",
    "unknown-outcome": "An answer is not among the answers of its decision.",
}
_TEXTS = {
    "bad-citation": "A citation is not written as one, so it would lead nowhere.",
    "bad-spelling": "A spelling of a term begins with a sign, so it would not be found on any page.",
    "bad-markup": "Bold words begin with ** and never end.",
    "duplicate-spelling": "A spelling names two terms of the glossary; a page could explain it in one way only.",
    "one-position": "A contested question names one side only.",
}
_REMARKS = {
    "finer-than-step": "Between two comparisons is a space narrower than the step of the fact, of which no row speaks.",
    "outcome-never-given": "An answer stands in a row, and nobody gets it.",
    "rule-never-needed": "A row never decides, since rows above it give all its patients the same answer.",
    "silent-between": "Between two values of which rows speak lie some of which no row does, so that only silence is left.",
}
_REVIEWS = {
    "approves-own": "Somebody approves what they submitted themselves.",
    "bad-board": "Fewer people approve something than roles or institutions must be heard.",
    "bad-snapshot": "What a reviewer saw can no longer be read.",
    "date-ahead": "An event is yet to come; a clock was wrong, and an approval would hold too long.",
    "date-goes-back": "An event is older than the one before it; perhaps a clock was wrong.",
    "forged-snapshot": "What a reviewer saw was changed afterwards.",
    "event-changed": "A recorded event was changed afterwards; an event is written once.",
    "event-inserted": "An event was put before others that were recorded already, so that it would look older.",
    "event-removed": "A recorded event was removed, so that nobody would know of it.",
    "interest-bars-approval": "Somebody approves what names a drug in which they have an interest.",
    "interests-not-declared": "Somebody approves without a declaration of interests that is in date.",
    "missing-board": "Nobody approves this kind of content.",
    "not-read-at-source": "Something is approved that rests on a source that nobody has read.",
    "not-senior": "An event takes a role that the policy gives to few.",
    "out-of-turn": "An event cannot happen to an item of this status.",
    "record-removed": "A record of reviews was removed, and with it what was approved or refused.",
    "record-rewritten": "A record of reviews is only ever added to, and this one was changed before its end.",
    "role-not-held": "Somebody acted in a role that was not theirs on that day.",
    "unknown-board": "A board is for a kind of content that is not reviewed.",
    "unknown-digest": "An event speaks of content that nobody has seen.",
    "unknown-event": "An event says that another is void, which is not there.",
    "unknown-reviewer": "An event names nobody who reviews.",
    "unknown-role": "A role is not one of those in the review policy.",
}
_EDITIONS = {
    "changed-edition": "The archive of an edition is not the one that was released.",
    "half-an-edition": "An archive lies there without its edition: a release was cut short.",
    "missing-archive": "An edition without its archive could not be read any more.",
}
# Title, codes of the readers, and the modules whose checks belong to the group.
_GROUPS = (
    ("The file itself", _FILE, ()), ("Keys and values", _KEYS, ()),
    ("Cases and names", _CASES, ("browsing", "editions", "links", "maps")),
    ("Facts", _FACTS, ("names", "scales")), ("Rules and answers", _RULES, ("rules", "proofs", "sizes")),
    ("Texts and sources", _TEXTS, ("references", "texts")),
    ("Reviews", _REVIEWS, ("records",)),
    ("Editions and corrections", _EDITIONS, ("releases",)),
    ("Remarks of kb explore", _REMARKS, ()),
)


def message_groups() -> tuple[MessageGroup, ...]:
    """Every code that `kb check` and `kb explore` can print; a check says itself why it matters."""
    told = {code for _, codes, _ in _GROUPS for code in codes}
    homes = {module.__name__.rpartition(".")[2] for module in LOADED}
    assert homes == {home for _, _, modules in _GROUPS for home in modules}, "a module of checks belongs to no group"
    checks = [(code, home, words) for code, home, words in meanings() if code not in told]
    return tuple(
        MessageGroup(title, dict(sorted({**codes, **{code: words for code, home, words in checks if home in modules}}.items())))
        for title, codes, modules in _GROUPS
    )
