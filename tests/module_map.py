"""The map of the generator, printed from the first lines of its modules.

`make map` writes it into generator/README.md; a test sees that it is true.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "generator" / "README.md"
START, END = "<!-- map: printed by `make map` -->", "<!-- end of map -->"
ROOMS = (
    ("", "The corridor and its ends"),
    ("read", "Read"),
    ("review", "Review"),
    ("check", "Check"),
    ("authoring", "Help for authors"),
    ("core", "Decide"),
    ("page", "Page"),
    ("search", "Search"),
    ("twins", "Machine twins"),
    ("impact", "What an edit changes"),
    ("finder", "Case finder"),
    ("commands", "Commands"),
)


def module_map() -> str:
    """One table per room: module, what it is, what comes in and goes out."""
    parts = []
    for folder, title in ROOMS:
        modules = sorted((ROOT / "generator" / folder).glob("*.py"))
        rows = [_row(path) for path in modules if path.stem not in ("__init__", "__main__")]
        where = f"generator/{folder}/" if folder else "generator/"
        parts.append("\n".join([f"### {title}: `{where}`", "", "| module | what it is | in → out |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _row(path: Path) -> str:
    lines = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()
    flow = next((line for line in lines if line.startswith("In:")), "")
    flow = flow.split("Never:")[0].replace("In: ", "").replace("  Out: ", " → ").strip().rstrip(".")
    return f"| `{path.name}` | {lines[0] if lines else ''} | {flow.replace('. →', ' →').replace('|', '/')} |"


def with_map(text: str) -> str:
    """The README with the map put between its marks."""
    head, rest = text.split(START)
    return f"{head}{START}\n\n{module_map()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(with_map(README.read_text("utf-8")), "utf-8")
