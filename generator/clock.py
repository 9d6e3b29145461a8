"""The day on which a command runs.

In: the clock of this machine.  Out: a day in ISO form.  Never: used by the core or by pages, which know no clock.
"""

from __future__ import annotations

from datetime import date


def today() -> str:
    """Today, as people on this machine reckon it."""
    return date.today().isoformat()
