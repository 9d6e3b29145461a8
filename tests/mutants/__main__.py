"""Alter every rule in every way, and print how many alterations the cases and scenarios notice, and which they do not.

In: perhaps ids of guidelines and drugs.  Out: the report on standard output.  Never: writes, or changes a rule.

`python -m tests.mutants`, or `python -m tests.mutants EDITION ...`; a label goes by the id of its drug.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache

import click

from generator.check.compendium import Compendium
from generator.corridor import check_all
from generator.read.knowledge import Folders
from generator.terminal import watching
from generator.watch import Watch
from tests.mutants.mutants import Mutant
from tests.mutants.trials import Bench, Trial, Verdict
from tests.worlds import REPOSITORY


@cache
def shipped() -> Compendium:
    """The knowledge base, read once in each process."""
    report = check_all(Folders(REPOSITORY))
    if report.compendium is None or report.errors:
        raise click.ClickException("There are mistakes in the knowledge base: kb check names them. Mend them first.")
    return report.compendium


@cache
def _bench(name: str) -> tuple[Bench, list[Mutant]]:
    bench = Bench(shipped(), name)
    return bench, bench.mutants()


def _trial(place: tuple[str, int]) -> Trial:
    bench, mutants = _bench(place[0])
    return bench.trial(mutants[place[1]])


@click.command()
@click.argument("editions", metavar="[EDITION]...", nargs=-1)
@click.option("--processes", type=click.IntRange(min=1), help="How many work at a time; one for each core, unless given.")
def main(editions: tuple[str, ...], processes: int | None) -> None:
    """Alter every rule of each EDITION, or of all guidelines and labels, in every way, and report what is not noticed."""
    known = [edition.id for edition in shipped().knowledge.editions]
    for name in editions:
        if name not in known:
            raise click.BadParameter(f'"{name}" has no tables. It can be {", ".join(known)}.', param_hint="EDITION")
    watch, every = watching(quiet=False), list[Trial]()
    with ProcessPoolExecutor(processes) as pool:
        for name in editions or known:
            trials = tried(name, pool, watch)
            every += trials
            for line in report(name, trials):
                print(line, flush=True)
    print(summary("together", every))


def tried(name: str, pool: Executor, watch: Watch) -> list[Trial]:
    """Every mutant of one edition, tried."""
    places = [(name, number) for number in range(len(_bench(name)[1]))]
    trials = pool.map(_trial, places, chunksize=8)
    return [trial for _, trial in zip(watch(f"Altering {name}", places), trials, strict=True)]


def report(name: str, trials: list[Trial]) -> Iterator[str]:
    """The figures of one edition, and each survivor."""
    yield summary(name, trials)
    for trial in trials:
        if trial.verdict is Verdict.SURVIVED:
            yield f"  {trial.mutant.where} [{trial.mutant.kind}] {trial.mutant.said}\n      {trial.example}"


def summary(name: str, trials: Iterable[Trial]) -> str:
    """How many mutants differ from what is written, and how many of these are noticed."""
    count = Counter(trial.verdict for trial in trials)
    return (f"{name}: {count[Verdict.NOTICED]} of {count[Verdict.NOTICED] + count[Verdict.SURVIVED]} noticed "
            f"({share(count):.1%}); {count[Verdict.SAME]} more decide the same")


def share(count: Counter[Verdict]) -> float:
    """The share noticed of those that decide otherwise for somebody; all where there are none."""
    differing = count[Verdict.NOTICED] + count[Verdict.SURVIVED]
    return count[Verdict.NOTICED] / differing if differing else 1.0


if __name__ == "__main__":
    main()
