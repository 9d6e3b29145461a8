"""Tables in Markdown, with aims beside the figures.

In: headings, rows of text.  Out: Markdown.  Never: fails a run because an aim is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is set right."""
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def section(title: str, *parts: str) -> str:
    """A section of the report."""
    return "\n".join([f"## {title}", "", *parts])


def under(figure: float, aim: float, unit: str = "") -> str:
    """An aim that a figure should stay under, and whether it does."""
    return f"< {number(aim)}{unit}: {'met' if figure < aim else 'missed'}"


def number(figure: float) -> str:
    """Three digits that say something, thousands apart."""
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}" if figure >= 0.1 else f"{figure:.3f}"


def percent(share: float) -> str:
    """A share of one as a percentage."""
    return f"{share * 100:.0f} %"


def times(ratio: float) -> str:
    """How many times as much."""
    return f"× {number(ratio)}"
