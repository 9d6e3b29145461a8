"""What a build takes, station by station, beside a plain Material site of the same Markdown.

In: a Workshop, a size.  Out: a section of the report.  Never: works in its own process.
"""

from __future__ import annotations

import json
import shutil

from tests.bench.children import Child, progress, python
from tests.bench.table import number, percent, section, table, times, under
from tests.bench.workshop import Workshop

OWN_SHARE, MEGABYTES, LARGEST = 0.25, 600, 3000
SMALL = 100  # up to this size there is a site with all pages in its navigation, which takes the square of their number
VANILLA = """\
site_name: Plain
docs_dir: build/docs
site_dir: plain
theme: material
plugins: [search]
markdown_extensions: [attr_list, md_in_html, tables]
"""
LISTS = ("nav: [index.md, scenarios/index.md, guidelines/index.md, advice/index.md, drugs/index.md, glossary.md, references.md, "
         "coverage.md, changes/index.md, review/index.md]\n")
PLAIN = {"plain Material, same navigation": VANILLA + LISTS, "plain Material, all pages in the navigation": VANILLA}


def building(shop: Workshop, size: int, *, mkdocs: bool) -> str:
    """The section on one size."""
    stages = _stages(shop, size)
    stations = json.loads(stages.output)["stations"]
    own = sum(station["processor"] for station in stations.values())
    builds = _builds(shop, size) if mkdocs else {}
    whole = builds["whole build"].processor if builds else 0.0
    rows = [(name, number(took["seconds"]), number(took["processor"]), _share(took["processor"], whole), "", "")
            for name, took in stations.items()]
    rows.append(("**the generator's own work**", number(sum(took["seconds"] for took in stations.values())), number(own),
                 _share(own, whole), number(stages.megabytes), under(own / whole, OWN_SHARE) if whole else ""))
    aim = under(builds["whole build"].megabytes, MEGABYTES, " MB") if builds and size == LARGEST else ""
    rows += [(name, number(build.seconds), number(build.processor), _share(build.processor, whole), number(build.megabytes),
              aim if name == "whole build" else "") for name, build in builds.items()]
    notes = [_notes(builds, size)] if builds else []
    return section(f"Building {size:,} scenarios ({json.loads(stages.output)['files']:,} files)",
                   table(("stage", "seconds", "processor seconds", "of the whole", "peak MB", "aim"), rows), *notes)


def _share(part: float, whole: float) -> str:
    return percent(part / whole) if whole else ""


def _stages(shop: Workshop, size: int) -> Child:
    """The corridor alone; it begins with an empty docs folder."""
    folder = shop.base(size)
    progress(f"{size:,} scenarios: read, check, decide, render")
    shutil.rmtree(folder / "build", ignore_errors=True)
    return python("-m", "tests.bench.stages", str(folder))


def _builds(shop: Workshop, size: int) -> dict[str, Child]:
    """The whole build, hook included, and plain sites of the Markdown it left behind."""
    folder = shop.base(size)
    builds = {"whole build": shop.build(size)}
    for name, configuration in PLAIN.items() if size <= SMALL else list(PLAIN.items())[:1]:
        progress(f"{size:,} scenarios: {name}")
        (folder / "plain.yml").write_text(configuration, encoding="utf-8")
        builds[name] = python("-m", "mkdocs", "build", "--quiet", "--config-file", "plain.yml", folder=folder)
        shutil.rmtree(folder / "plain")
    return builds


def _notes(builds: dict[str, Child], size: int) -> str:
    whole, *plains = builds.items()
    said = [f"{times(whole[1].processor / plain.processor)} that of {name}" for name, plain in plains]
    return (f"The processor time of the whole build is {', '.join(said)}; {number(whole[1].processor / size * 1000)} ms "
            "per scenario.\n")
