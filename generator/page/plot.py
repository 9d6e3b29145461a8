"""Draw a plane of answers as inline SVG: patches, the lines between them, axes, and numbered pins; a strip is a low plane.

In: Scales, Patches, Pins, a Room.  Out: SVG markup.  Never: needs color: patches differ in pattern, and bear letters where there
is room.

Positions are ticks; a value takes up the room of one tick, half of it on either side, so that a line stands between two values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.page.markup import md

WIDTH = 340
_LETTER, _LINE, _PIN = 7.2, 16, 7  # room for one letter; height of a line of text; radius of a pin
_SPOTS = (0.5, 0.25, 0.75, 0.12, 0.88)  # where in a patch its letters may stand, as parts of its width or height
_TEXTURES = ("", "M4 4h.01", "M-2 10L10-2M-2 2L2-2M6 10L10 6", "M0 4h8M4 0v8", "M0 4h8", "M4 0v8")


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """The height of a drawing, and the room around the plane in it."""

    height: float = 262
    left: float = 40
    right: float = 8
    top: float = 22
    bottom: float = 34


MAP = Room()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """One axis: the ticks between which it is drawn, its name, and what is written at which tick."""

    low: int
    high: int
    name: str
    marks: tuple[tuple[float, str], ...]

    def part(self, tick: float) -> float:
        """Where a tick lies, from 0 at the beginning to 1 at the end."""
        return (min(max(tick, self.low - 0.5), self.high + 0.5) - self.low + 0.5) / (self.high - self.low + 1)

    def shows(self, low: int, high: int) -> bool:
        """Whether something of a range is drawn."""
        return low <= self.high and high >= self.low


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """A rectangle of equal answer, both ends included: its pattern, and the letters of its answers, ready to place."""

    across: tuple[int, int]
    up: tuple[int, int]
    pattern: str
    letters: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """Where cases lie, both ends included, and the number that stands for them."""

    across: tuple[int, int]
    up: tuple[int, int]
    number: int


@dataclass(frozen=True, slots=True)
class _Area:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return round((self.left + self.right) / 2, 1), round((self.top + self.bottom) / 2, 1)

    def within(self, across: float, up: float) -> _Area | None:
        """What is left inside a margin, if anything is."""
        inner = _Area(self.left + across, self.top + up, self.right - across, self.bottom - up)
        return inner if inner.left <= inner.right and inner.top <= inner.bottom else None

    def spots(self) -> Iterator[tuple[float, float]]:
        """Points all over the rectangle, the middle first."""
        width, height = self.right - self.left, self.bottom - self.top
        for down in _SPOTS:
            for along in _SPOTS:
                yield round(self.left + along * width, 1), round(self.top + down * height, 1)


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plane."""

    across: Scale
    up: Scale
    room: Room = MAP

    def svg(self, patches: Sequence[Patch], pins: Sequence[Pin], label: str) -> str:
        """The drawing; `label`, ready to place, says in words what it shows."""
        room = self.room
        shown, placed = [patch for patch in patches if self._shows(patch)], [pin for pin in pins if self._shows(pin)]
        return "".join((
            f'<svg class="map" viewBox="0 0 {WIDTH} {room.height}" role="img" aria-label="{label}">',
            *(_rect(self._area(patch), f'fill="url(#{patch.pattern})"') for patch in shown),
            f'<path class="border" d="{"".join(self._borders(shown))}"/>',
            _rect(_Area(room.left, room.top, WIDTH - room.right, room.height - room.bottom), 'class="frame"'),
            *self._axes(), *(self._letters(patch, placed) for patch in shown),
            *(self._pin(pin) for pin in placed), "</svg>"))

    def _shows(self, what: Patch | Pin) -> bool:
        return self.across.shows(*what.across) and self.up.shows(*what.up)

    def _area(self, what: Patch | Pin) -> _Area:
        (left, right), (low, high) = what.across, what.up
        return _Area(self._x(left - 0.5), self._y(high + 0.5), self._x(right + 0.5), self._y(low - 0.5))

    def _x(self, tick: float) -> float:
        room = self.room
        return round(room.left + (WIDTH - room.left - room.right) * self.across.part(tick), 1)

    def _y(self, tick: float) -> float:
        room = self.room
        return round(room.height - room.bottom - (room.height - room.top - room.bottom) * self.up.part(tick), 1)

    def _borders(self, patches: Sequence[Patch]) -> Iterator[str]:
        """The lines between patches of different answers."""
        areas = [(self._area(patch), (patch.pattern, patch.letters)) for patch in patches]
        for one, filled in areas:
            for other, beside in areas:
                if filled == beside:
                    continue
                top, bottom = max(one.top, other.top), min(one.bottom, other.bottom)
                left, right = max(one.left, other.left), min(one.right, other.right)
                if one.right == other.left and top < bottom:
                    yield f"M{one.right} {top}V{bottom}"
                if one.top == other.bottom and left < right:
                    yield f"M{left} {one.top}H{right}"

    def _axes(self) -> Iterator[str]:
        """The names of both axes as far as they have one, and the numbers that have room beside each other."""
        room, right = self.room, WIDTH - self.room.right
        base = room.height - room.bottom
        if self.up.name:
            yield f'<text class="name" x="2" y="13">{md(self.up.name)}</text>'
        if self.across.name:
            yield f'<text class="name" x="{right}" y="{room.height - 4}" text-anchor="end">{md(self.across.name)}</text>'
        for x, words in _apart(((self._x(tick), words) for tick, words in self.across.marks), 6.2):
            yield f'<text x="{x}" y="{base + 14}" text-anchor="middle">{words}</text>'
            yield f'<path class="tick" d="M{x} {base}v4"/>'
        for y, words in _apart(((self._y(tick), words) for tick, words in self.up.marks), 0):
            yield f'<text x="{room.left - 6}" y="{round(y + 4, 1)}" text-anchor="end">{words}</text>'
            yield f'<path class="tick" d="M{room.left - 4} {y}h4"/>'

    def _letters(self, patch: Patch, pins: Sequence[Pin]) -> str:
        """The letters of a patch where they hide no pin, if there is room for them at all."""
        area, half = self._area(patch), _LETTER * len(patch.letters) / 2
        room = area.within(half + 2, _LINE / 2)
        if room is None:
            return ""
        taken = [self._area(pin).middle for pin in pins]
        free = (spot for spot in room.spots()
                if all(abs(spot[0] - x) > half + _PIN or abs(spot[1] - y) > _LINE / 2 + _PIN for x, y in taken))
        x, y = next(free, room.middle)
        return f'<text class="letter" x="{x}" y="{round(y + 4.5, 1)}" text-anchor="middle">{patch.letters}</text>'

    def _pin(self, pin: Pin) -> str:
        area = self._area(pin)
        x, y = area.middle
        wide = pin.across[0] < pin.across[1] or pin.up[0] < pin.up[1]
        bar = _rect(area, 'class="reach" rx="3"') if wide else ""
        return (f'{bar}<circle class="pin" cx="{x}" cy="{y}" r="{_PIN}"/>'
                f'<text class="pin-number" x="{x}" y="{round(y + 3.2, 1)}" text-anchor="middle">{pin.number}</text>')


def _rect(area: _Area, rest: str) -> str:
    width, height = round(area.right - area.left, 1), round(area.bottom - area.top, 1)
    return f'<rect x="{area.left}" y="{area.top}" width="{width}" height="{height}" {rest}/>'


def _apart(marks: Iterable[tuple[float, str]], letter: float) -> Iterator[tuple[float, str]]:
    """Marks that do not run into those before them; what comes first in the list stays."""
    kept: list[tuple[float, float]] = []
    for place, words in marks:
        room = max(letter * len(words), 13) / 2
        if all(abs(place - other) >= room + beside for other, beside in kept):
            kept.append((place, room))
            yield place, words


def pattern(name: str, tones: Sequence[str], texture: int) -> str:
    """How a set of answers is filled: one tone with a texture of its own, or stripes of the tones of all answers."""
    if len(tones) == 1:
        ground = f'<rect class="{tones[0]}" width="8" height="8"/>'
        lines = f'<path class="texture" d="{_TEXTURES[texture % len(_TEXTURES)]}"/>'
        return f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">{ground}{lines}</pattern>'
    stripes = "".join(f'<rect class="{tone}" x="{7 * place}" width="7" height="8"/>' for place, tone in enumerate(tones))
    return (f'<pattern id="{name}" width="{7 * len(tones)}" height="8" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)">{stripes}</pattern>')


def swatch(name: str) -> str:
    """A small piece of a pattern, beside what it means."""
    patch = f'<rect x="0.5" y="0.5" width="29" height="15" fill="url(#{name})"/>'
    return f'<svg class="swatch" viewBox="0 0 30 16" aria-hidden="true" focusable="false">{patch}</svg>'
