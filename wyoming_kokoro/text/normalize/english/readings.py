"""How the reading of a short form is told by what stands beside it."""

from typing import NamedTuple

NAMED = r"(?<![^\W_])[A-Z][\w'’]{1,20} $"
"""Right before it: a name."""


class Reading(NamedTuple):
    """What a short form stands for where both patterns are found, right before and right after it."""

    spoken: str
    before: str = ""
    after: str = ""
