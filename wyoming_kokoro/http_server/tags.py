"""Inline markup in a request's text: checked before anything is said, switched off, and short names
put into full.
"""

import re
from collections.abc import Callable, Mapping

from ..engine.speech import MAX_SPEED, MIN_SPEED
from ..text.directives import RateChange, VoiceChange, is_directive, parse_directive
from .schemas import VoiceAlias

_TAG = re.compile(
    r"(?<!\\)\[(?P<label>[^\S\n]*(?P<kind>voice|rate|pause)[^\S\n]*(?::[^\[\]\n]{0,512})?)\]",
    re.IGNORECASE,
)


def spoken_as_written(text: str) -> str:
    """The text with its voice and rate tags escaped, so that they are words like others."""

    def escape(tag: re.Match[str]) -> str:
        return tag.group() if tag["kind"].lower() == "pause" else "\\" + tag.group()

    return _TAG.sub(escape, text)


class Aliases:
    """A request's own names for voices, upper and lower case alike, some with a pace of their
    own.
    """

    def __init__(self, named: Mapping[str, str | VoiceAlias]) -> None:
        self._named = {
            name.strip().casefold(): (
                (alias, 1.0) if isinstance(alias, str) else (alias.voice, alias.rate or 1.0)
            )
            for name, alias in named.items()
        }

    def resolve(self, voice: str) -> tuple[str, float]:
        """The voice or blend that `voice` stands for, and its pace as a factor on the speed."""
        return self._named.get(voice.casefold(), (voice, 1.0))


def resolved(text: str, opening_pace: float, full_name: Callable[[str], tuple[str, float]]) -> str:
    """The text with the voices of its tags in full, and the paces of aliases as rates.

    `full_name` gives a tag's voice in full and its pace. A pace belongs to its voice: it ends with
    the next voice tag, and rates of the text multiply it. `opening_pace` is that of the voice that
    begins. Raises `BadMarkup`, and what `full_name` raises.
    """
    pace = opening_pace

    def replace(tag: re.Match[str]) -> str:
        nonlocal pace
        if not is_directive(tag["label"]):
            return tag.group()
        order = parse_directive(tag["label"], tag.start())
        if isinstance(order, RateChange):
            return _rate(pace * order.factor)
        if not isinstance(order, VoiceChange):
            return tag.group()
        before = pace
        voice, pace = full_name(order.name) if order.name else ("", opening_pace)
        return f"[voice:{voice}]" + (_rate(pace) if (before, pace) != (1.0, 1.0) else "")

    text = _TAG.sub(replace, text)
    return text if opening_pace == 1.0 else _rate(opening_pace) + text


def _rate(factor: float) -> str:
    return f"[rate:{min(MAX_SPEED, max(MIN_SPEED, factor)):.4g}]"
