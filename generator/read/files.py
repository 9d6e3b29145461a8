"""The files of a knowledge base: which there are, and what is in them.

In: the folder of a knowledge base.  Out: paths, bytes, Problems.  Never: follows a link out of that folder, or looks at
hidden files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from generator.origin import Level, Problem, Where
from generator.read.text import LARGEST_FILE

# Windows keeps the first four, with or without a number, for devices; "index" is the list above the pages.
RESERVED = frozenset({"con", "prn", "aux", "nul", "index", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))})
_YAML = (".yaml", ".yml")


class Files:
    """The files below some folders of a knowledge base; paths are relative to its root, with / between their parts."""

    def __init__(self, root: Path, folders: Iterable[str], problems: list[Problem]) -> None:
        self.root, self.problems = root, problems
        self._home = os.path.realpath(root)
        self._found: dict[str, tuple[str, ...]] = {}  # each path and its parts
        for folder in folders:
            self._walk(folder)

    def __contains__(self, path: str) -> bool:
        return path in self._found

    def matching(self, folder: str, pattern: str) -> list[str]:
        """The files that a pattern names, such as `*.yaml`, sorted; each * stands for one name."""
        wanted = f"{folder}/{pattern}".split("/")
        return sorted(path for path, parts in self._found.items()
                      if len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted)))

    def data(self, path: str, most: int = LARGEST_FILE) -> bytes | None:
        """The bytes of a file that is there; None, with a problem, where they cannot be had.

        Of a file that is too large only the beginning is read: enough for its reader to say so.
        """
        try:
            with (self.root / path).open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            self._report(path, "unreadable", f"the system does not let this file be read: {error.strerror}",
                         "It would be left out of the site. Look at its owner and its permissions.")
            return None

    def strays(self, places: Iterable[tuple[str, str]]) -> None:
        """Files where nobody looks: they would be left out without a word."""
        known = {path for folder, pattern in places for path in self.matching(folder, pattern)}
        for path in sorted(self._found):
            if path in known:
                continue
            if path.lower().endswith(_YAML):
                self._report(path, "stray-file", "no part of the site reads this file",
                             "Move it to its folder, and let its name end in .yaml.")
            else:
                self.problems.append(Problem(Where(path), "stray-file", "no part of the site reads this file",
                                             "Move it elsewhere, or let its name end as others in this folder do.",
                                             Level.WARNING))

    def _walk(self, folder: str) -> None:
        top = self.root / folder
        if not self._inside(top):
            self._report(folder, "leads-outside", "this is a link that leads out of the knowledge base",
                         "A copy of the knowledge base would lack it. Put the folder itself here.")
            return
        for here, folders, names in os.walk(top, onerror=self._closed):
            at = Path(here).relative_to(self.root).as_posix()
            folders[:] = [name for name in sorted(folders) if not name.startswith(".") and self._is_folder(f"{at}/{name}")]
            for path in (f"{at}/{name}" for name in sorted(names) if not name.startswith(".")):
                if self._is_file(path):
                    self._found[path] = tuple(path.split("/"))

    def _is_folder(self, path: str) -> bool:
        """Whether a folder is to be looked into."""
        if not self._speakable(path):
            return False
        if path.lower().endswith(_YAML):
            self._report(path, "not-a-file", "this is a folder, not a file", "Rename it: only files end in .yaml.")
            return False
        if (self.root / path).is_symlink():
            self._report(path, "link-to-folder", "this is a link to a folder, and such links are not followed",
                         "What is in it would be left out. Put the folder itself here.")
            return False
        return True

    def _is_file(self, path: str) -> bool:
        """Whether something is a file that can be read."""
        full = self.root / path
        if not self._speakable(path):
            return False
        if not self._inside(full):
            self._report(path, "leads-outside", "this is a link that leads out of the knowledge base",
                         "A copy of the knowledge base would lack it. Put the file itself here.")
            return False
        if not full.is_file():
            said = "this link leads nowhere" if full.is_symlink() else "this is not a file"
            self._report(path, "not-a-file", said, "It would be left out of the site. Remove it, or put a file here.")
            return False
        return True

    def _inside(self, full: Path) -> bool:
        return Path(os.path.realpath(full)).is_relative_to(self._home)

    def _speakable(self, path: str) -> bool:
        """Whether a path can be printed, linked and checked out on any machine."""
        if path.isprintable() and path.isascii():
            return True
        said = path.encode("ascii", "backslashreplace").decode()
        shown = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in said)
        self._report(shown, "bad-name", "this name has characters that some machines cannot store or show",
                     "Rename it with the letters a to z, digits and hyphens.")
        return False

    def _closed(self, error: OSError) -> None:
        if isinstance(error, FileNotFoundError):  # a folder that is missing has no files
            return
        path = Path(str(error.filename)).relative_to(self.root).as_posix()
        self._report(path, "unreadable", f"the system does not let this folder be read: {error.strerror}",
                     "Its files would be left out of the site. Look at its owner and its permissions.")

    def _report(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Where(path), code, message, hint))
