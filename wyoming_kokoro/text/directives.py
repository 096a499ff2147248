"""The inline markup of plain text: pauses, voices, rates, phonemes, stress."""

import re
from dataclasses import dataclass

from ..errors import BadMarkup
from .segment import Segment

MAX_PAUSE_S = 10.0
MIN_RATE, MAX_RATE = 0.25, 4.0
MAX_STRESS = 2.0
_SHOWN = 40
_DIRECTIVE = re.compile(r"\s*(pause|rate|voice)\s*(?::(.*))?", re.IGNORECASE | re.DOTALL)
_PAUSE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}) ?(s|sec|secs|seconds?|ms|milliseconds?)?")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}")
_STRESS = re.compile(r"[+-]?(?:\d|\d?\.\d{1,2})")


@dataclass(frozen=True, slots=True)
class Pause:
    """``[pause:1.5s]``: silence of so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class RateChange:
    """``[rate:1.2]``: a factor on the speed from here on; 1.0 resets it."""

    factor: float


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """``[voice:af_sky]``: another voice from here on; `None` is the request's."""

    name: str | None


def is_directive(label: str) -> bool:
    """Whether ``[label]`` is an instruction, be its value right or wrong."""
    match = _DIRECTIVE.fullmatch(label)
    return match is not None and (match.group(2) is not None or match.group(1).lower() != "pause")


def is_manner(target: str) -> bool:
    """Whether ``[…](target)`` prescribes phonemes or stress; else it is a link."""
    is_phonemes = len(target) > 1 and target[0] == target[-1] == "/"
    return is_phonemes or _STRESS.fullmatch(target) is not None


def parse_directive(label: str, place: int) -> Pause | RateChange | VoiceChange:
    """What ``[label]`` orders, which `is_directive`.

    `place` is where the bracket stands in the caller's text. Raises `BadMarkup` for values that are
    wrong.
    """
    name, _, value = label.partition(":")
    name, value = name.strip().lower(), value.strip()
    if name == "voice":
        return VoiceChange(value or None)
    if name == "rate":
        return RateChange(_rate(value, label, place) if value else 1.0)
    return Pause(_pause(value, label, place))


def parse_target(label: str, target: str, manner: Segment, place: int) -> Segment:
    """The manner that ``[label](target)`` prescribes for its words, where `is_manner`.

    ``/…/`` are phonemes, a number from −2 to 2 shifts the stress. Raises `BadMarkup` for a stress
    beyond that.
    """
    if target[0] == "/":
        return Segment(phonemes=target[1:-1], voice=manner.voice, rate=manner.rate)
    stress = float(target)
    if abs(stress) > MAX_STRESS:
        raise bad_markup(f"[{label}]({target})", "stress goes from -2 to 2", place)
    return Segment(stress=stress, voice=manner.voice, rate=manner.rate)


def bad_markup(markup: str, why: str, place: int) -> BadMarkup:
    """The error for markup that begins at `place`."""
    shown = markup if len(markup) <= _SHOWN else markup[: _SHOWN - 1] + "…"
    return BadMarkup(f"{shown} at character {place + 1}: {why}")


def _rate(value: str, label: str, place: int) -> float:
    if _NUMBER.fullmatch(value) and MIN_RATE <= float(value) <= MAX_RATE:
        return float(value)
    raise bad_markup(f"[{label}]", f"a rate is a number from {MIN_RATE} to {MAX_RATE:g}", place)


def _pause(value: str, label: str, place: int) -> float:
    match = _PAUSE.fullmatch(value.lower())
    if match is not None:
        seconds = float(match.group(1)) * (0.001 if (match.group(2) or "").startswith("m") else 1)
        if seconds <= MAX_PAUSE_S:
            return seconds
    why = f"a pause is written like 1.5s or 300ms and lasts at most {MAX_PAUSE_S:g} seconds"
    raise bad_markup(f"[{label}]", why, place)
