"""Draw measured sites on their scale, as inline SVG with a text equivalent.

In: Scale, positions.  Out: SVG markup.  Never: needs color: bands differ in pattern and have labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.page.markup import md
from generator.page.phrases import MINUS
from generator.read.scales import Band, Scale

WIDTH, ROW, TOP, MARGIN = 360, 38, 4, 12
_STRIP = 14  # height of the colored strip of one row; its label stands above it, on plain ground


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One site: its name, what is written beside it, and between which numbers it lies."""

    name: str
    written: str
    low: Fraction
    high: Fraction


def scale_svg(scale: Scale, marks: list[Mark], label: str) -> str:
    """The drawing; `label`, ready to place, says in words what it shows."""
    height = TOP + ROW * len(marks) + 24
    parts = [
        f'<svg class="scale" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">',
        *(line for row in range(len(marks)) for line in _bands(scale, _strip_top(row))),
        *_axis(scale, height),
        *(line for row, mark in enumerate(marks) for line in _mark(scale, mark, _strip_top(row))),
        "</svg>",
    ]
    return "".join(parts)


def _x(scale: Scale, value: Fraction) -> float:
    inside = min(max(value, scale.low), scale.high)
    return round(float(MARGIN + (WIDTH - 2 * MARGIN) * (inside - scale.low) / (scale.high - scale.low)), 1)


def _edges(scale: Scale, band: Band) -> tuple[float, float]:
    span = band.test.span
    low = scale.low if span.low is None else span.low.value
    high = scale.high if span.high is None else span.high.value
    return _x(scale, low), _x(scale, high)


def _strip_top(row: int) -> int:
    return TOP + ROW * row + ROW - _STRIP - 4


def _bands(scale: Scale, top: int) -> list[str]:
    shapes = []
    for number, band in enumerate(scale.bands):
        left, right = _edges(scale, band)
        width = round(right - left, 1)
        shapes.append(f'<rect class="band band-{number}" x="{left}" y="{top}" width="{width}" height="{_STRIP}"/>')
    lines = [f'<line class="limit" x1="{x}" x2="{x}" y1="{top - 3}" y2="{top + _STRIP + 3}"/>'
             for x in (_x(scale, value) for value in _limits(scale))]
    return ["<g>", *shapes, *lines, "</g>"]


def _limits(scale: Scale) -> list[Fraction]:
    return sorted({bound.value for band in scale.bands for bound in (band.test.span.low, band.test.span.high) if bound})


def _axis(scale: Scale, height: int) -> list[str]:
    ticks = sorted({scale.low, scale.high, *_limits(scale), *([Fraction(0)] if scale.low < 0 < scale.high else [])})
    shapes = []
    for value in ticks:
        x = _x(scale, value)
        anchor = "start" if value == scale.low else "end" if value == scale.high else "middle"
        written = f"{float(value):.1f}".replace("-", MINUS)
        shapes.append(f'<text class="tick" x="{x}" y="{height - 6}" text-anchor="{anchor}">{written}</text>')
    return shapes


def _mark(scale: Scale, mark: Mark, top: int) -> list[str]:
    left, right = _x(scale, mark.low), _x(scale, mark.high)
    middle = top + _STRIP // 2
    shape = f'<circle class="mark" cx="{left}" cy="{middle}" r="5"/>'
    if right > left:
        shape = f'<rect class="mark" x="{left}" y="{middle - 4}" width="{round(right - left, 1)}" height="8" rx="4"/>'
    return [
        f'<text class="name" x="{MARGIN}" y="{top - 6}">{md(mark.name)}: {md(mark.written)}</text>',
        shape,
    ]
