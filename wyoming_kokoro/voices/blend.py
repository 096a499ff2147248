"""Blends: new voices out of the catalog's by weighted sums of style packs.

::

    blend  = term { ("+" | "-") term }          at most 8 terms, white space between any two parts
    term   = voice id [ "(" weight ")" ]        1 where no weight is given
    weight = a positive decimal number          2, 0.5, .25

``af_bella+af_sky`` is the mean of two voices, ``af_bella(2)+af_sky(1)`` has twice as much of the
first, ``af_bella(2)-af_sky(1)`` leads away from the second. A voice named twice counts with the sum
of its weights, and one whose weights cancel drops out. A preset counts as the voices that it is
made of.

The weights, those of subtracted voices negative, are divided by their sum, so that the result stays
as far from zero as a voice is: the model answers packs near zero, and packs far beyond all voices,
with noise hundreds of times too loud. For the same reason at most half as much may be subtracted as
is added.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..errors import UnknownVoice
from .catalog import Voice, VoiceCatalog
from .packs import ROWS, STYLE, Pack, VoicePacks

MAX_TERMS = 8
_MOST_SUBTRACTED = 0.5
_NEGLIGIBLE = 1e-9
_HEAVIEST = 1e9
_DIGITS = 12
_ROUNDING = 1e-4  # so that a blend at the limit passes again in its canonical form
_PART = re.compile(
    r"\s*(?:(?P<sign>[+-])|(?P<id>\w+)|\((?P<weight>[^()]*)\)|(?P<end>$)|(?P<other>.))", re.DOTALL
)
_WEIGHT = re.compile(r"\s*(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")


@dataclass(frozen=True, slots=True)
class Blend:
    """A parsed blend: voice ids with weights that sum to one (to twelve digits), no id twice, added
    voices first.

    `language` is that of the first voice. `speed` multiplies the request's; it is a preset's, where
    one is named alone, else 1. As a string it is in canonical form, which parses to the same voices
    and serves as a key for their pack; one voice alone is its id.
    """

    terms: tuple[tuple[str, float], ...]
    language: str
    speed: float = 1.0

    def __str__(self) -> str:
        if len(self.terms) == 1:
            return self.terms[0][0]
        first, *others = self.terms
        rest = (f"{'-' if weight < 0 else '+'}{voice}({abs(weight)!r})" for voice, weight in others)
        return f"{first[0]}({first[1]!r}){''.join(rest)}"


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    text: str
    column: int


def parse_blend(text: str, catalog: VoiceCatalog) -> Blend:
    """The blend that `text` names; the id of any voice of the catalog is one.

    Raises `UnknownVoice`, with `param` ``voice``: its code is ``voice_not_found`` where a voice is
    not in the catalog and
    ``invalid_voice`` where the text does not parse; the message says at which column.
    """
    whole = text.strip()
    if whole in catalog or not any(sign in whole for sign in "+-("):
        return _of_voice(catalog[whole], catalog)
    return _weighed(text, catalog)


def _weighed(text: str, catalog: VoiceCatalog) -> Blend:
    """The blend of the terms in `text`, presets replaced by the voices that they are made of."""
    signed: dict[str, float] = {}
    for named, factor in _terms(text, catalog):
        for voice_id, weight in _of_voice(catalog[named], catalog).terms:
            signed[voice_id] = signed.get(voice_id, 0.0) + factor * weight
    return _normalised(signed, catalog)


def _of_voice(voice: Voice, catalog: VoiceCatalog) -> Blend:
    """A voice alone, or what a preset is made of, in the preset's language and at its speed."""
    if voice.blend is None:
        return Blend(((voice.id, 1.0),), voice.language)
    return replace(_weighed(voice.blend, catalog), language=voice.language, speed=voice.speed)


def mix(blend: Blend, packs: VoicePacks) -> Pack:
    """The style pack of a blend, float32 (510, 1, 256), read-only and cached; of a single voice it
    is the voice's own, bit by bit.

    May read files. Raises what `VoicePacks.get` does. Thread-safe.
    """
    if len(blend.terms) == 1:
        return packs.get(blend.terms[0][0])
    return packs.cached(str(blend), lambda: _weighted_sum(blend, packs))


def _weighted_sum(blend: Blend, packs: VoicePacks) -> Pack:
    result = np.zeros((ROWS, 1, STYLE))
    for voice_id, weight in blend.terms:
        result += packs.get(voice_id).astype(np.float64) * weight
    return result.astype(np.float32)


def _normalised(signed: dict[str, float], catalog: VoiceCatalog) -> Blend:
    largest = max(abs(weight) for weight in signed.values())
    scaled = {voice_id: weight / largest for voice_id, weight in signed.items() if largest > 0}
    kept = {voice_id: w for voice_id, w in scaled.items() if abs(w) > _NEGLIGIBLE}
    added = math.fsum(w for w in kept.values() if w > 0)
    subtracted = -math.fsum(w for w in kept.values() if w < 0)
    if added <= 0 or subtracted > _MOST_SUBTRACTED * added * (1 + _ROUNDING):
        raise _invalid(
            "What is subtracted from a blend may weigh at most half of what is added, as in"
            " af_bella(2)-af_sky(1)"
        )
    total = added - subtracted
    terms = tuple(
        (voice_id, float(f"{w / total:.{_DIGITS}g}"))
        for voice_id, w in sorted(kept.items(), key=lambda term: term[1] < 0)
    )
    return Blend(terms, catalog[terms[0][0]].language)


def _terms(text: str, catalog: VoiceCatalog) -> Iterator[tuple[str, float]]:
    """Voice ids with signed weights, in the order of the text."""
    parts = _parts(text)
    sign, count = 1.0, 0
    part = next(parts)
    while True:
        if part.kind != "id":
            raise _unexpected(part, "the name of a voice")
        count += 1
        if count > MAX_TERMS:
            raise _invalid(
                f"A blend has at most {MAX_TERMS} voices; column {part.column} begins another"
            )
        voice_id = catalog[part.text].id
        weight = 1.0
        part = next(parts)
        if part.kind == "weight":
            weight = _weight(part)
            part = next(parts)
        yield voice_id, sign * weight
        if part.kind == "end":
            return
        if part.kind != "sign":
            raise _unexpected(part, "'+' or '-'")
        sign = 1.0 if part.text == "+" else -1.0
        part = next(parts)


def _parts(text: str) -> Iterator[_Part]:
    position = 0
    while True:
        match = _PART.match(text, position)
        assert match is not None and match.lastgroup is not None  # one of them matches anything
        kind = match.lastgroup
        inside = kind == "weight"  # the part begins at its parenthesis
        yield _Part(kind, match[kind], match.start(kind) + 1 - inside)
        position = match.end()


def _weight(part: _Part) -> float:
    valid = len(part.text) <= 64 and _WEIGHT.fullmatch(part.text) is not None
    weight = float(part.text) if valid else math.nan
    if not 0 < weight <= _HEAVIEST:
        raise _invalid(
            f"The weight {_shown(part.text)} at column {part.column + 1} of the blend is not a"
            f" positive number up to {_HEAVIEST:.0e}"
        )
    return weight


def _unexpected(part: _Part, expected: str) -> UnknownVoice:
    found = "its end" if part.kind == "end" else _shown(part.text)
    return _invalid(f"The blend has {found} at column {part.column}, where {expected} is expected")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 32 else text[:31] + "…")


def _invalid(message: str) -> UnknownVoice:
    error = UnknownVoice(message, param="voice")
    error.code = "invalid_voice"
    return error
