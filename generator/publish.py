"""Put a finished site in the place of the last one.

In: the folder of the site.  Out: a fresh folder to build into, then the finished site in its place.  Never: changes the last
site before the next is finished, or removes a file that no build made.

MkDocs builds into ".site.being-built" beside "site". When it is done, "site" is renamed ".site.being-replaced", the new one
is renamed "site", and the replaced one is removed. What a build that was cut short leaves behind is put right by the next.
From beginning to end the build holds a claim, so that no other clears its folder away.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from generator.disk import give_up
from generator.site import CannotWrite, claim_alone, list_of_files, owned_files, writing

_LIST = ".site-files.json"


def begin(site: Path) -> Path:
    """A fresh folder to build into, beside the last site.  Raises CannotWrite where the last site is not one."""
    site = Path(os.path.realpath(site))
    new, old = _beside(site)
    with writing(site), ExitStack() as unless_begun:
        site.parent.mkdir(parents=True, exist_ok=True)
        claim_alone(_claim(site), site)
        unless_begun.callback(give_up, _claim(site))
        _put_right(site, new, old)
        _refuse_foreign(site)
        new.mkdir()
        unless_begun.pop_all()
    return new


def finish(site: Path) -> None:
    """Put the new site in the place of the last one; files in it that no build made move along."""
    site = Path(os.path.realpath(site))
    new, old = _beside(site)
    with writing(site):
        made = _files(new)
        _take_along(site, new, made)
        (new / _LIST).write_bytes(list_of_files(made))
        if site.exists():
            os.rename(site, old)
        try:
            os.rename(new, site)
        except OSError:
            if old.exists():
                os.rename(old, site)
            raise
        if old.exists():
            shutil.rmtree(old)
        give_up(_claim(site))


def abandon(site: Path) -> None:
    """Remove what a build that failed has made."""
    site = Path(os.path.realpath(site))
    new, _ = _beside(site)
    shutil.rmtree(new, ignore_errors=True)  # what is left is removed by the next build
    give_up(_claim(site))


def files_made(site: Path) -> set[str]:
    """The files of a finished site, without what somebody put there by hand."""
    return owned_files(site / _LIST) or set()


def _beside(site: Path) -> tuple[Path, Path]:
    """The folder that is being built, and the one that is being replaced."""
    return site.with_name(f".{site.name}.being-built"), site.with_name(f".{site.name}.being-replaced")


def _claim(site: Path) -> Path:
    return site.with_name(f".{site.name}.being-claimed")


def _put_right(site: Path, new: Path, old: Path) -> None:
    """Undo what a build that was cut short has left."""
    if not site.exists() and old.exists():
        os.rename(old, site)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def _from_mkdocs(folder: Path) -> bool:
    """Whether MkDocs made a folder without this module: it would have emptied the folder itself."""
    index = folder / "index.html"
    return index.is_file() and b'<meta name="generator" content="mkdocs' in index.read_bytes()


def _refuse_foreign(site: Path) -> None:
    """A folder with files of other makers is no site: somebody may have named the wrong one."""
    if site.is_dir():
        names = sorted(path.name for path in site.iterdir() if not path.name.startswith("."))
        if names and not owned_files(site / _LIST) and not _from_mkdocs(site):
            raise CannotWrite(f'"{site}" holds files that no build of a site made ({", ".join(names[:3])}'
                              f'{", …" if len(names) > 3 else ""}). Name another folder, or empty this one.')
    elif site.exists():
        raise CannotWrite(f'"{site}" is not a folder. Name another one for the site.')


def _take_along(site: Path, new: Path, made: set[str]) -> None:
    """Copy what somebody put into the last site; MkDocs by itself keeps only hidden files there."""
    listed = owned_files(site / _LIST) or None
    for path in sorted(_files(site) - {_LIST}):
        if path in (listed or ()) or (listed is None and not path.startswith(".")):
            continue
        if path in made:
            raise CannotWrite(f'"{site / path}" was put there by hand, and now the site has a page or file of that name. '
                              "Move it away.")
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(site / path, new / path, follow_symlinks=False)


def _files(folder: Path) -> set[str]:
    """All files below a folder, links among them."""
    return {(Path(here) / name).relative_to(folder).as_posix() for here, folders, names in os.walk(folder)
            for name in [*names, *(one for one in folders if (Path(here) / one).is_symlink())]}
