"""Go through the corridor once, and say how long each station took.

In: folder of a knowledge base.  Out: seconds per station as JSON, or a profile.  Never: calls what is not public.

`python -m tests.bench.stages FOLDER [--profile]`
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from generator.check.station import check_knowledge, errors_in
from generator.page.context import context_of, decide
from generator.press import press_of
from generator.read.knowledge import Folders, read_knowledge
from generator.render import CaseFile, case_file, render
from generator.site import write_pages

Around = Callable[[str], AbstractContextManager[None]]
TOP = 15


def go_through(root: Path, around: Around) -> int:
    """Read, check, decide, render and write; `around` is entered with the name of each station.  Returns the count of files."""
    folders = Folders(root)
    with around("read"):
        knowledge, problems = read_knowledge(folders)
    assert knowledge is not None, problems
    with around("check"):
        compendium, found = check_knowledge(knowledge)
    assert compendium is not None, found
    assert not errors_in([*problems, *found]), "\n".join(map(str, errors_in([*problems, *found])))
    files: list[CaseFile] = []
    with around("decide"):
        context = context_of(compendium)
    with around("page and render"):
        press = press_of(context)
    for case in compendium.cases:  # as a build does it, so that no decided case is kept
        with around("decide"):
            decided = decide(compendium, case)
        with around("page and render"):
            files.append(case_file(press, decided))
    with around("page and render"):
        pages = render(press, files, root)
    with around("write"):
        write_pages(pages, folders.docs)
    return len(pages)


def timed(root: Path) -> dict[str, object]:
    """Seconds on the clock and on the processor per station, and how many files came out."""
    stations: dict[str, dict[str, float]] = {}

    @contextmanager
    def around(name: str) -> Iterator[None]:
        clock, processor = time.perf_counter(), time.process_time()
        yield
        sums = stations.setdefault(name, {"seconds": 0.0, "processor": 0.0})
        sums["seconds"] += time.perf_counter() - clock
        sums["processor"] += time.process_time() - processor

    files = go_through(root, around)
    return {"stations": stations, "files": files}


def profiled(root: Path) -> None:
    """Print the functions in which each station spent most of its own time."""
    profiles: dict[str, cProfile.Profile] = defaultdict(cProfile.Profile)

    @contextmanager
    def around(name: str) -> Iterator[None]:
        with profiles[name]:
            yield

    go_through(root, around)
    for name, profile in profiles.items():
        print(f"{name}:")
        pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(TOP)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if "--profile" in sys.argv[2:]:
        profiled(folder)
    else:
        print(json.dumps(timed(folder)))
