"""The index of search: a script that the browser loads when somebody begins to search, and what it shows of each page.

In: Context, Entries.  Out: paths and bytes below /data/.  Never: says anything that the pages do not say.

The first search loads `search.js`: of each page what it can be found by, and nothing else. What is shown of it stands in small
files of `SHELF` pages each, loaded for pages that were found. Both are plain scripts, since a page that is opened from a disk
can load nothing else. `search.json` says the same for programs.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from generator.core.facts import Fact, Kind, Values
from generator.page.context import Context
from generator.read.facts import Group
from generator.search.entries import SearchEntry
from generator.search.tokens import is_number, tokens
from generator.twins.plain import compact, json_bytes

SHELF = 12
COMMON, MANY = 0.25, 20  # a word on more than this share of a kind's pages finds none of them, once there are this many
_STEPS = string.ascii_uppercase + string.ascii_lowercase
ADDRESSES = {"case": "scenarios/*/", "drug": "drugs/*/", "guideline": "guidelines/*/", "topic": "advice/*/",
             "profile": "profiles/*/", "term": "glossary/#*", "page": "*/"}


def search_files(context: Context, entries: Iterable[SearchEntry]) -> Iterator[tuple[str, bytes]]:
    """The index as a script, what is shown as scripts, and both as JSON."""
    found = tuple(entries)
    facts = context.compendium.knowledge.facts.facts
    yield "data/search.js", _script("window.kbSearchIndex=", _index(context, found, facts))
    for number in range(0, len(found), SHELF):
        shown = [[entry.short_title, entry.status, entry.line] for entry in found[number:number + SHELF]]
        yield f"data/search/{number // SHELF}.js", _script(f"window.kbSearchShown[{number // SHELF}]=", shown)
    yield "data/search.json", json_bytes([_plain(entry, context) for entry in found])


def address(entry: SearchEntry) -> str:
    """Where a page is, below the root of the site."""
    return ADDRESSES[entry.kind].replace("*", entry.id)


def _plain(entry: SearchEntry, context: Context) -> dict[str, Any]:
    facts = context.compendium.knowledge.known_facts
    return {"url": address(entry), "kind": entry.kind, "title": entry.title, "short_title": entry.short_title,
            "status": entry.status, "line": entry.line, "names": list(entry.names),
            "facts": {name: facts[name].write(values) for name, values in entry.facts.items()}}


def _index(context: Context, entries: Sequence[SearchEntry], facts: Sequence[Fact]) -> dict[str, Any]:
    words = context.words
    kinds = {"case": words.case_kind, "drug": words.drug, "guideline": words.guideline, "topic": words.advice_kind,
             "profile": words.profile_used, "term": words.glossary, "page": words.search_page}
    common = {kind: _common([entry for entry in entries if entry.kind == kind]) for kind in ADDRESSES}
    order = list(ADDRESSES)
    return {
        "kinds": [[ADDRESSES[kind], kinds[kind]] for kind in order], "shelf": SHELF,
        "words": {"one": words.search_one, "many": words.search_many, "none": words.search_none, "nearest": words.search_nearest,
                  "because": words.search_because, "to": words.search_to},
        "facts": [_fact(fact, context) for fact in facts], "names": _names(context, facts),
        "same": [spellings for term in context.compendium.knowledge.glossary
                 if len(spellings := list(dict.fromkeys(" ".join(tokens(name)) for name in term.spellings))) > 1],
        "pages": [_page(entry, order.index(entry.kind), common[entry.kind], facts) for entry in entries],
    }


def _page(entry: SearchEntry, kind: int, common: Set[str], facts: Sequence[Fact]) -> list[Any]:
    """A page as it is found: kind, id, words of its title, other words, stated facts, names.  What its facts say is left out."""
    stated = [fact for fact in facts if fact.id in entry.facts]
    title = dict.fromkeys(_without_labels(tokens(entry.short_title), stated))
    known = {*common, *title, *(word for fact in stated for word in _said(fact, entry.facts[fact.id]))}
    words = dict.fromkeys(word for word in tokens(entry.words) if word not in known and not (stated and is_number(word)))
    names = [[" ".join(tokens(name)) for name in entry.names]] if entry.names else []
    return [kind, entry.id, " ".join(title), " ".join(words), stated_steps(entry.facts, facts), *names]


def _without_labels(title: list[str], stated: Iterable[Fact]) -> list[str]:
    """A title without the whole labels of stated facts."""
    said = f" {' '.join(title)} "
    for label in (tokens(fact.label) for fact in stated):
        if len(label) > 1:
            said = said.replace(f" {' '.join(label)} ", " ")
    return said.split()


def _said(fact: Fact, values: Values) -> list[str]:
    """The words by which the browser finds a page that states a fact."""
    if fact.kind is Kind.CHOICE:
        return tokens(" ".join(fact.choice_words[tick] for low, high in values.ranges for tick in range(low, high + 1)))
    return [] if fact.choices and not values.high else _fact_words(fact)


def _fact_words(fact: Fact) -> list[str]:
    return list(dict.fromkeys(tokens(" ".join((fact.label, fact.site, *fact.also)))))


def _fact(fact: Fact, context: Context) -> dict[str, Any]:
    """What the browser needs to compare a number with a fact, and to name it."""
    said: dict[str, Any] = {"label": fact.label, "words": " ".join(_fact_words(fact))}
    if not fact.kind.numeric:
        return said | ({"choices": list(fact.choice_words)} if fact.choices != ("no", "yes") else {})
    scaled = fact.group in context.phrases.scaled
    return said | {"step": float(fact.step), "low": fact.low, "high": fact.high, "digits": fact.digits if scaled else 0,
                   "unit": "" if scaled else fact.unit, "units": tokens(fact.unit)[:1]}


def _names(context: Context, facts: Sequence[Fact]) -> list[tuple[str, list[int]]]:
    """Every name of facts, with the facts that it names; names of a group name all of its numbers."""
    groups = {group.id: group for group in context.compendium.knowledge.facts.groups}
    found: dict[str, list[int]] = {}
    for number, fact in enumerate(facts):
        for name in dict.fromkeys(" ".join(tokens(name)) for name in _called(fact, groups[fact.group])):
            found.setdefault(name, []).append(number)
    found.pop("", None)
    return list(found.items())


def _called(fact: Fact, group: Group) -> tuple[str, ...]:
    shared = (group.label, *group.also) if group.scale else group.also
    return (fact.label, fact.site, *fact.also, *(shared if fact.kind.numeric else ()))


def _common(entries: Sequence[SearchEntry]) -> set[str]:
    """Words that too many pages of one kind have in common."""
    counts = Counter(word for entry in entries for word in {*tokens(f"{entry.short_title} {entry.words}")})
    return {word for word, count in counts.items() if len(entries) >= MANY and count > COMMON * len(entries)}


def stated_steps(stated: Mapping[str, Values], facts: Sequence[Fact]) -> str:
    """Stated values, as short as text can be; a plain "no" is nothing that anybody looks for, and left out.

    A letter says how many places a fact stands after the last one: A is 1, Z 26, a 27, z 52; "z!" goes on by 52 and states
    nothing, "+" is the same fact once more. Then comes the value in steps, `12` or `-14:-10`; a 1 is left out.
    """
    said, last = "", -1
    for number, fact in enumerate(facts):
        for low, high in stated[fact.id].ranges if fact.id in stated else ():
            if not high and fact.choices == ("no", "yes"):
                continue
            while number - last > len(_STEPS):
                said, last = f"{said}{_STEPS[-1]}!", last + len(_STEPS)
            value = f"{low}" if low == high else f"{low}:{high}"
            said += ("+" if number == last else _STEPS[number - last - 1]) + ("" if value == "1" else value)
            last = number
    return said


def _script(opens: str, data: Any) -> bytes:
    """A statement; U+2028 and U+2029 end lines in older scripts."""
    text = compact(data).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{opens}{text};\n".encode()
