"""JSON Schemas of what lies below /data/.

In: the files beside this module.  Out: paths and bytes.  Never: describes a file that is not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

FOLDER = "data/schemas"
# Which schema is that of a file: the first that fits the path.
SCHEMAS = (("data/scenarios/*.json", "scenario"), ("data/scenarios.json", "scenarios"), ("data/references.json", "references"),
           ("data/references/*.json", "references"), ("data/knowledge.json", "knowledge"), ("data/search.json", "search"))
_HERE = Path(__file__).parent / "schemas"


def schema_files() -> Iterator[tuple[str, bytes]]:
    """Every schema, once."""
    for name in dict.fromkeys(name for _, name in SCHEMAS):
        yield f"{FOLDER}/{name}.schema.json", (_HERE / f"{name}.schema.json").read_bytes()


def schema_of(path: str) -> str:
    """The name of the schema of a file; nothing where there is none."""
    return next((name for pattern, name in SCHEMAS if fnmatch(path, pattern)), "")
