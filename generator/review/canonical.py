"""A value as one line of text that changes when its meaning does, and not when it moves to another line of its file.

In: parsed values.  Out: text.  Never: words for readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from generator.core.conditions import Condition, one_line
from generator.origin import Where

_CONDITIONS = get_args(Condition)


def canonical(value: Any) -> str:
    """One line for a condition, a derived fact, or whatever else is made of dataclasses, tuples and text."""
    if isinstance(value, _CONDITIONS):
        return one_line(value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        inner = ", ".join(f"{name}={canonical(part)}" for name, part in parts if not isinstance(part, Where))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {canonical(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(canonical, value))}]"
    return "" if value is None else str(value)
