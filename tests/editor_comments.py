"""The first line of every YAML file, which tells editors where its schema is.

`python -m tests.editor_comments` puts it where it is missing or wrong; a test sees that none is.
"""

from pathlib import Path

from generator.authoring.schemas import editor_comment

ROOT = Path(__file__).parents[1]
STARTS = "# yaml-language-server:"


def shipped_files() -> list[str]:
    """Every YAML file that editors write, below the root of the repository."""
    found = (path for folder in ("content", "scenarios") for path in (ROOT / folder).rglob("*.yaml"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def with_comment(path: str, text: str) -> str:
    """The text of a file with the right first line."""
    lines = text.splitlines(keepends=True)
    rest = lines[1:] if lines and lines[0].startswith(STARTS) else lines
    return f"{editor_comment(path)}\n{''.join(rest)}"


if __name__ == "__main__":
    for name in shipped_files():
        text = (ROOT / name).read_text("utf-8")
        if text != with_comment(name, text):
            (ROOT / name).write_text(with_comment(name, text), "utf-8")
