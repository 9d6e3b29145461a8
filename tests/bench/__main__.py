"""Measure the generator, and print what came out as Markdown.

In: arguments.  Out: the report on standard output, progress on the error stream.  Never: fails because a machine is slow.

`make bench`, or `python -m tests.bench --sizes 100,1000 --only building`. Figures are only good within one run: read the ratios.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from tests.bench.authoring import authoring
from tests.bench.building import building
from tests.bench.children import REPOSITORY, progress, python
from tests.bench.growing import growth
from tests.bench.table import section
from tests.bench.workshop import Workshop

SECTIONS = ("race", "core", "compiling", "growth", "authoring", "building", "weights", "loading")
WRITTEN = 100  # scenarios where an author's waiting and the core are measured


@click.command()
@click.option("--sizes", default="100,1000,3000", show_default=True, help="How many scenarios to build.")
@click.option("--only", type=click.Choice(SECTIONS), multiple=True, help="Sections to measure; all if left out.")
@click.option("--no-mkdocs", is_flag=True, help="Leave out what builds a site with MkDocs.")
def main(sizes: str, only: tuple[str, ...], no_mkdocs: bool) -> None:
    """Measure the generator: builds, page weights, the core, and what an author waits for."""
    try:
        counts = [int(size) for size in sizes.split(",")]
    except ValueError:
        raise click.BadParameter(f'"{sizes}" is not a list such as 100,1000.', param_hint="--sizes") from None
    print(f"# Bench\n\n{machine()}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for text in report(Workshop(Path(folder)), counts, only or SECTIONS, mkdocs=not no_mkdocs):
            print(text, flush=True)


def report(shop: Workshop, sizes: list[int], wanted: tuple[str, ...], *, mkdocs: bool) -> Iterator[str]:
    """The sections, one by one, as they are done."""
    if "race" in wanted:
        progress("one table in other engines")
        yield python("-m", "tests.bench.race", str(REPOSITORY)).output
    if "core" in wanted:
        base = shop.base(WRITTEN)
        progress("the core")
        yield python("-m", "tests.bench.deciding", str(base)).output
    if "compiling" in wanted:
        progress("compiling and proving")
        yield python("-m", "tests.bench.compiling", str(REPOSITORY)).output
    if "growth" in wanted:
        yield growth()
    if "authoring" in wanted and mkdocs:
        yield authoring(shop, WRITTEN)
    for size in sizes:
        if "building" in wanted:
            yield building(shop, size, mkdocs=mkdocs)
        if "weights" in wanted and mkdocs:
            weights = python("-m", "tests.bench.weights", str(shop.site(size))).output
            yield section(f"Weights at {size:,} scenarios", weights)
            progress("the case finder")
            figures = python("-m", "tests.bench.finder", str(shop.site(size))).output
            yield section(f"The case finder at {size:,} scenarios", figures)
        if "loading" in wanted and mkdocs:
            site = shop.site(size)
            progress(f"{size:,} scenarios: opening pages")
            yield section(f"Opening a page at {size:,} scenarios", python("-m", "tests.bench.loading", str(site)).output)
        shop.clear(size)


def machine() -> str:
    """The machine, so far as it explains figures."""
    return (f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start. Seconds depend on the machine and on what else "
            "it does; shares and ratios are of processor time.")


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
