"""Alter every rule in every way, and print how many alterations the cases and scenarios notice, and which they do not.

In: perhaps a guideline's id.  Out: the report on standard output.  Never: writes, or changes a rule.

`python -m tests.mutants`, or `python -m tests.mutants GUIDELINE`; some minutes in all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import click

from generator.check.compendium import Compendium
from generator.corridor import check_all
from generator.read.knowledge import Folders
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
@click.argument("guideline", required=False)
def main(guideline: str | None) -> None:
    """Alter every rule of GUIDELINE, or of all guidelines, in every way, and report what is not noticed."""
    known = [edition.id for edition in shipped().knowledge.guidelines]
    if guideline is not None and guideline not in known:
        raise click.BadParameter(f'"{guideline}" is no guideline. It can be {", ".join(known)}.', param_hint="GUIDELINE")
    every: list[Trial] = []
    with ProcessPoolExecutor() as pool:
        for name in known if guideline is None else [guideline]:
            trials = list(pool.map(_trial, [(name, number) for number in range(len(_bench(name)[1]))], chunksize=8))
            every += trials
            for line in report(name, trials):
                print(line, flush=True)
    print(summary("all" if guideline is None else guideline, every))


def report(name: str, trials: list[Trial]) -> Iterator[str]:
    """The figures of one guideline, and each survivor."""
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
