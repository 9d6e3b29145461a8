"""The kinds of page that a reader can open: one page of each, on the shipped site and on a small one with a past.

A new kind of page is added here; `test_accessible.py` fails while one is missing.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.editions import FIRST, SECOND, with_editions
from tests.page.reviewed import add_event, approve_all
from tests.site.gardens import plant
from tests.worlds import World

CASE = "scenarios/mild-osteopenia-three-sites/"
LEAFLET = f"{CASE}patient/"
KINDS = ("", "scenarios/", CASE, LEAFLET, "scenarios/woman-35-z-scores/", "guidelines/", "guidelines/nogg-2024/",
         "disagreement/", "coverage/", "advice/", "advice/calcium/", "drugs/", "drugs/denosumab/", "profiles/",
         "profiles/postmenopausal-no-risk-factors/", "browse/", "browse/class/", "finder/", "glossary/", "references/",
         "data/", "review/", "review/references/", "review/guidelines/acp-2023/", "method/", "editorial-policy/",
         "authoring/", "changes/", "corrections/", "not-found/")
# What the shipped site does not have yet: pages taken down, retired, changed since an approval, approved; editions.
AGED = ("scenarios/wilting-plant/", "scenarios/wilting-plant/patient/", "scenarios/healthy-young-fern/", "advice/daily-care/",
        "drugs/soap_spray/", "glossary/", "changes/", f"changes/{SECOND}/", "corrections/", "review/advice/daily-care/",
        f"editions/{FIRST}/scenarios/wilting-plant/")


def aged(root: Path) -> World:
    """The small world with two editions and a board, later: a page of each state of review."""
    world = with_editions(plant(root))
    approve_all(world)
    world.edit("content/advice/daily-care.yaml", "Look under **3 leaves** a week", "Look under **5 leaves** a week")
    add_event(world, "scenarios/wilting-plant", "hold", "hedy", note="The dose may be wrong", date="2026-01-20")
    add_event(world, "scenarios/healthy-young-fern", "retire", "hedy", replaced_by="scenarios/wilting-plant", date="2026-01-20")
    add_event(world, "drugs/soap_spray", "urgent-update", "hedy", date="2026-01-25")
    return world


def shape(address: str) -> str:
    """What addresses of one kind share: the first part, and how many parts follow."""
    first, *more = address.strip("/").split("/")
    return "/".join([first, *("*" for _ in more)])


def addresses(site: Path) -> list[str]:
    """The address of each page of a built site; 404.html is `not-found/` with links that begin at the root of a host."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return [path.removesuffix("index.html") for path in found if path != "404.html"]


def kind(docs: Path, address: str) -> str:
    """The kind that a page names in its head; reviewers' views name none."""
    paths = (docs / f"{address}index.md", docs / f"{address.removesuffix('/')}.md")
    text = next((path.read_text("utf-8") for path in paths if path.is_file()), "")
    named = re.search(r"^kind: (\w+)$", text, re.MULTILINE)
    return named[1] if named else ""
