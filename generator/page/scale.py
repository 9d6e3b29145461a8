"""Draw measured sites on their scale, as inline SVG with a text equivalent.

In: Scale, positions.  Out: SVG markup.  Never: needs color: bands differ in pattern and have labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.page.markup import md
from generator.page.phrases import MINUS
from generator.read.facts import Band, Scale

WIDTH, ROW, TOP, MARGIN = 360, 34, 18, 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One site: its name, what is written beside it, and between which numbers it lies."""

    name: str
    written: str
    low: Fraction
    high: Fraction


def scale_svg(scale: Scale, marks: list[Mark], label: str) -> str:
    """The drawing; `label`, ready to place, says in words what it shows."""
    height = TOP + ROW * len(marks) + 26
    parts = [
        f'<svg class="scale" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">',
        f"<title>{label}</title>",
        *_bands(scale, height),
        *_axis(scale, height),
        *(line for row, mark in enumerate(marks) for line in _mark(scale, mark, TOP + ROW * row)),
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


def _bands(scale: Scale, height: int) -> list[str]:
    shapes = []
    for number, band in enumerate(scale.bands):
        left, right = _edges(scale, band)
        shapes.append(f'<rect class="band band-{number}" x="{left}" y="{TOP - 4}" width="{round(right - left, 1)}" '
                      f'height="{height - TOP - 18}"/>')
    return shapes


def _axis(scale: Scale, height: int) -> list[str]:
    limits = {bound.value for band in scale.bands for bound in (band.test.span.low, band.test.span.high) if bound}
    ticks = sorted({scale.low, scale.high, *limits, *([Fraction(0)] if scale.low < 0 < scale.high else [])})
    shapes = []
    for value in ticks:
        x = _x(scale, value)
        anchor = "start" if value == scale.low else "end" if value == scale.high else "middle"
        written = f"{float(value):.1f}".replace("-", MINUS)
        if value in limits:
            shapes.append(f'<line class="limit" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{height - 20}"/>')
        shapes.append(f'<text class="tick" x="{x}" y="{height - 6}" text-anchor="{anchor}">{written}</text>')
    return shapes


def _mark(scale: Scale, mark: Mark, top: int) -> list[str]:
    left, right = _x(scale, mark.low), _x(scale, mark.high)
    middle = top + ROW - 13
    shape = f'<circle class="mark" cx="{left}" cy="{middle}" r="5"/>'
    if right > left:
        shape = f'<rect class="mark" x="{left}" y="{middle - 4}" width="{round(right - left, 1)}" height="8" rx="4"/>'
    return [
        f'<text class="name" x="{MARGIN + 4}" y="{top + 10}">{md(mark.name)}: {md(mark.written)}</text>',
        f'<line class="track" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{middle}" y2="{middle}"/>',
        shape,
    ]
