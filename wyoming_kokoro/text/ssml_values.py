"""The values of SSML's attributes. Every function raises `ValueError` with what is wrong."""

import math
import re
from collections.abc import Mapping
from typing import TypeVar

from ..errors import RequestError
from .directives import MAX_PAUSE_S, MAX_RATE, MIN_RATE
from .ipa import ipa_to_kokoro, xsampa_to_ipa
from .language import canonical_language

T = TypeVar("T")
SILENT_DB = -96.0
MAX_GAIN_DB = 12.0
_NUMBER = r"([+-]?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6}))"
_TIME = re.compile(rf"\+?{_NUMBER}\s?(ms|s)")
_RATE = re.compile(rf"{_NUMBER}(%?)")
_VOLUME = re.compile(rf"{_NUMBER}\s?(db|%)?", re.IGNORECASE)
BREAK_STRENGTHS: Mapping[str, float] = {
    "none": 0.0, "x-weak": 0.1, "weak": 0.25, "medium": 0.5, "strong": 0.8, "x-strong": 1.2,
}  # fmt: skip
PROSODY_RATES: Mapping[str, float] = {
    "x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6,
}  # fmt: skip
_VOLUMES: Mapping[str, float] = {
    "silent": SILENT_DB, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "default": 0.0, "loud": 4.0, "x-loud": 8.0,
}  # fmt: skip
_EMPHASES: Mapping[str, tuple[float | None, float]] = {
    "strong": (1.0, 0.9), "moderate": (0.5, 0.95), "none": (None, 1.0), "reduced": (-1.0, 1.05),
}  # fmt: skip


def pause_of(time: str | None, strength: str | None) -> float:
    """Seconds of a break, 0 … 10."""
    if time is None:
        return _named(BREAK_STRENGTHS, "medium" if strength is None else strength, "strength")
    match = _TIME.fullmatch(time.strip())
    seconds = -1.0
    if match is not None:
        seconds = float(match.group(1)) * (0.001 if match.group(2) == "ms" else 1.0)
    if not 0 <= seconds <= MAX_PAUSE_S:
        raise ValueError(f"time={time!r} is not a time like 500ms or 2s of at most 10s")
    return seconds


def rate_of(value: str, current: float) -> float:
    """The rate within `<prosody rate=…>` where it was `current`; names are absolute, numbers and
    percentages relative to it.
    """
    plain = value.strip().lower()
    if plain in PROSODY_RATES:
        return PROSODY_RATES[plain]
    match = _RATE.fullmatch(plain)
    if match is None:
        raise ValueError(f"rate={value!r} is not a rate like slow, 80% or 1.2")
    factor = float(match.group(1))
    if match.group(2):
        factor = factor / 100 + (1.0 if plain[0] in "+-" else 0.0)
    if factor <= 0:
        raise ValueError(f"rate={value!r} is not above zero")
    return min(MAX_RATE, max(MIN_RATE, current * factor))


def gain_of(value: str, current: float) -> float:
    """Decibels within `<prosody volume=…>` where they were `current`; a number is a percentage of
    the amplitude.
    """
    plain = value.strip().lower()
    if plain in _VOLUMES:
        return _VOLUMES[plain]
    match = _VOLUME.fullmatch(plain)
    if match is None:
        raise ValueError(f"volume={value!r} is not a volume like soft, -6dB or 50%")
    amount = float(match.group(1))
    if match.group(2) == "db":
        gain = current + amount
    else:
        share = amount / 100 + (1.0 if plain[0] in "+-" else 0.0)
        gain = current + (20 * math.log10(share) if share > 0 else SILENT_DB)
    return min(MAX_GAIN_DB, max(SILENT_DB, gain))


def emphasis_of(level: str | None) -> tuple[float | None, float]:
    """Stress shift and rate factor of `<emphasis level=…>`."""
    return _named(_EMPHASES, "moderate" if level is None else level, "level")


def phonemes_of(ph: str | None, alphabet: str | None, language: str) -> str:
    """Kokoro's phonemes of `<phoneme ph=… alphabet=…>`."""
    if not ph or not ph.strip():
        raise ValueError("ph is missing")
    name = (alphabet or "ipa").strip().lower()
    if name == "ipa":
        return ipa_to_kokoro(ph.strip(), language)
    if name in ("x-sampa", "xsampa"):
        return ipa_to_kokoro(xsampa_to_ipa(ph.strip()), language)
    if name in ("kokoro", "x-kokoro", "misaki"):
        return ph.strip()
    raise ValueError(f"alphabet={alphabet!r} is not known; use ipa, x-sampa or kokoro")


def language_of(tag: str) -> str:
    """The canonical tag of `xml:lang`."""
    try:
        return canonical_language(tag)
    except RequestError as error:
        raise ValueError(error.message) from error


def _named(values: Mapping[str, T], name: str, attribute: str) -> T:
    try:
        return values[name.strip().lower()]
    except KeyError:
        raise ValueError(f"{attribute}={name!r} is not one of {', '.join(values)}") from None
