"""Build the same Markdown with MkDocs, ProperDocs and Zensical, and compare what they make.

In: the folder in which the engines are installed.  Out: a table, and whatever is missing or broken.  Never: trusts an exit
code alone.

`make engines`, or `python -m tests.engines .venv-engines`
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import yaml

from tests.bench.table import number, table
from tests.site.links import dead_links, pages_of

REPOSITORY = Path(__file__).parents[1]
DOCS, SITES = REPOSITORY / "build/docs", REPOSITORY / "build/engines"
OWN_PAGE = "404.html"  # MkDocs and ProperDocs fill it from a page; an engine that cannot has words of its own there
WORDS = {"KB_SEARCH": "search", "KB_FOOT": "foot_said", "KB_BASIS": "foot_basis"}  # variables of engines.yml by the words in them
SHOWN = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What an engine made: whether it said that all went well, what each page says, and links that lead nowhere."""

    engine: str
    version: str
    seconds: float
    code: int
    said: str
    words: dict[str, str]
    dead: list[str] = field(default_factory=list)


def main(folder: Path) -> int:
    """Render once, build with each engine, compare.  The exit code is 1 where a page is missing or a link broken."""
    subprocess.run([sys.executable, "-m", "generator", "render", "--quiet"], cwd=REPOSITORY, check=True)
    expected = pages_expected(DOCS)
    first, *others = [built(name, program) for name, program in programs(folder).items()]
    rows, wrong = [], []
    for site in (first, *others):
        found = {"missing": sorted(expected - set(site.words)), "beyond": sorted(set(site.words) - expected - {OWN_PAGE}),
                 "broken links": site.dead, "other words": other_words(first, site)}
        rows.append((site.engine, site.version, number(site.seconds), str(len(site.words)),
                     *(str(len(names)) for names in found.values())))
        wrong += [f"{site.engine} ended with {site.code}: {site.said}"] if site.code else []
        wrong += [f"{site.engine}, {kind}: {name}" for kind, names in found.items() for name in names[:SHOWN]]
    print(f"{len(expected)} pages are rendered.\n")
    print(table(("engine", "version", "seconds", "pages", "missing", "beyond", "broken links", "other words"), rows))
    print("\n".join(wrong) or "All engines make the same pages.")
    return int(bool(wrong))


def programs(folder: Path) -> dict[str, list[str]]:
    """How each engine is called; MkDocs, with which the site is built, comes first."""
    quiet = ["build", "--strict", "--quiet", "--config-file", "engines.yml"]
    properdocs, zensical = (str(folder.resolve() / name / "bin" / name) for name in ("properdocs", "zensical"))
    return {"MkDocs": [sys.executable, "-m", "mkdocs", *quiet], "ProperDocs": [properdocs, *quiet],
            "Zensical": [zensical, "build", "--strict", "--clean", "--config-file", "zensical.yml"]}


def pages_expected(docs: Path) -> set[str]:
    """The pages that Markdown files become, each in a folder of its own, and pages that are there as they are."""
    pages = {path.relative_to(docs) for path in docs.rglob("*.md")}
    placed = {path if path.name == "index.md" else path.with_suffix("") / "index.md" for path in pages}
    return {path.with_suffix(".html").as_posix() for path in placed} | {
        path.relative_to(docs).as_posix() for path in docs.rglob("*.html")}


def built(engine: str, program: list[str]) -> Site:
    """The site that an engine makes of the rendered pages, in a fresh folder."""
    folder = SITES / engine.lower()
    shutil.rmtree(folder, ignore_errors=True)
    settings = yaml.safe_load((REPOSITORY / "content/kb.yaml").read_text("utf-8"))
    told = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPOSITORY), "KB_SITE": str(folder),
            "KB_TITLE": escape(settings["title"]), "KB_DESCRIPTION": escape(settings["description"]),
            **{name: escape(settings["words"][word]) for name, word in WORDS.items()}}
    started = time.perf_counter()
    done = subprocess.run(program, cwd=REPOSITORY, env=os.environ | told, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    version = subprocess.run([*program[:program.index("build")], "--version"], capture_output=True, text=True, check=True)
    return Site(engine=engine, version=next(word for word in version.stdout.split() if word[0].isdigit()), seconds=seconds,
                code=done.returncode, said=(done.stdout + done.stderr).strip(), words=words_of(folder), dead=dead_links(folder))


def words_of(site: Path) -> dict[str, str]:
    """What each page says and where its links lead, without what the theme puts around it in its own words."""
    found = {}
    for path, page in pages_of(site):
        for tools in page.find_class("page-tools"):
            tools.drop_tree()
        article = page.find(".//article")
        body = page if article is None else article
        links = [posixpath.normpath(urljoin(f"/{path.relative_to(site).as_posix()}", link.get("href")))
                 for link in body.iterfind(".//a[@href]")]
        found[path.relative_to(site).as_posix()] = " ".join([*body.text_content().split(), *links])
    return found


def other_words(one: Site, other: Site) -> list[str]:
    """Pages of both on which the other says something else."""
    return sorted(path for path in one.words.keys() & other.words.keys()
                  if path != OWN_PAGE and one.words[path] != other.words[path])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
