"""What the case finder weighs, and how long it keeps a browser's main thread.

In: the folder of a built site.  Out: a table.  Never: fails where there is no Chromium; it says so.

`python -m tests.bench.finder SITE`
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.page.finder import SCRIPTS
from tests.bench.table import number, table, under
from tests.hosting import chromium

RULES, PACKED, ANSWER = 400, 100, 100  # kB as they are, kB gzipped, ms for one answer
TRIED = ("values", "diagrams", "narrowing", "answers", "words", "nearest", "sentences")
PROBE = """<!doctype html><meta charset="utf-8"><pre id="said"></pre><script>window.began = performance.now();</script>
{scripts}<script>
const loaded = performance.now(), engine = caseFinder.engineOf(finderKnowledge), ready = performance.now();
const facts = engine.facts, talk = caseFinder.sentencesOf(engine, finderKnowledge.words);
const times = [new Map(), ...caseFinder.casesOf(finderCases, facts).map((one) => one.stated)].map((stated) => {{
  const start = performance.now(), box = engine.open(stated);
  const evaluation = engine.evaluate(box);
  engine.askNext(evaluation);
  talk.branches(evaluation);
  engine.heard(evaluation).forEach((one) => evaluation.places.compare.forEach((name) => (one.answers[name] || {{}}).needs));
  return performance.now() - start;
}});
const sorted = times.slice(1).sort((one, other) => one - other);
document.getElementById("said").textContent = JSON.stringify(
  [loaded - began, ready - loaded, times[0], sorted[sorted.length >> 1], sorted[sorted.length - 1]]);
</script>"""
STEPS = ("read the scripts and the rules", "unpack the rules", "answer a blank form", "answer a case, median",
         "answer a case, slowest")


def finder(site: Path) -> str:
    """The weights of one site's finder, in kB of 1,000 bytes, and times in ms."""
    return f"{table(('what', 'kB', 'gzip kB', 'aim'), _weights(site))}\n{_times(site)}"


def _weights(site: Path) -> list[tuple[str, ...]]:
    files = {"page": [site / "finder/index.html"], "rules": [site / "data/knowledge.js"],
             "cases": [site / "data/finder-cases.js"],
             f"scripts ({len(SCRIPTS)})": [site / f"assets/finder/{name}.js" for name in SCRIPTS]}
    rows = []
    for name, paths in files.items():
        bare, packed = (sum(len(pack(path.read_bytes())) for path in paths) / 1000 for pack in (bytes, gzip.compress))
        aims = f"{under(bare, RULES, ' kB')}; gzipped {under(packed, PACKED, ' kB')}" if name == "rules" else ""
        rows.append((name, number(bare), number(packed), aims))
    return rows


def _times(site: Path) -> str:
    browser = chromium()
    if browser is None:
        return "No Chromium here, so no times.\n"
    files = ["data/knowledge.js", "data/finder-cases.js", *(f"assets/finder/{name}.js" for name in TRIED)]
    scripts = "".join(f'<script src="{(site / file).resolve().as_uri()}"></script>' for file in files)
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.html"
        probe.write_text(PROBE.format(scripts=scripts), encoding="utf-8")
        done = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", probe.as_uri()],
                              capture_output=True, text=True, check=True, timeout=300)
    found = re.search(r'<pre id="said">(\[.*?\])</pre>', done.stdout)
    assert found is not None, done.stderr
    rows = [(name, number(took), under(took, ANSWER, " ms") if name.startswith("answer") else "")
            for name, took in zip(STEPS, json.loads(found[1]), strict=True)]
    return table(("main thread", "ms", "aim"), rows)


if __name__ == "__main__":
    print(finder(Path(sys.argv[1])))
