"""Beats in a bar: “a waltz in 3/4”, “6/8 time”."""

import re

from wyoming_kokoro.text.normalize.scanner import Context

_BEATS = frozenset((2, 4, 8, 16))
_IN_TIME = re.compile(
    r"[ -](?:time(?! (?:off|job|work|to|on|in|and a half))|met(?:er|re)|signatures?|bars?|beats?|grooves?|feel|waltz|tempo|rhythms?|measures?)\b|,? ?[♩♪]"
)
_TIMING = re.compile(
    r"\b(?:in|to|from|into|a|an|the|that|this|signature(?: is| of|:)?|and|or|is) $"
)
_MUSIC = re.compile(
    r"\b(?:waltz\w*|metronome|bpm|time signature|drum\w*|beats?|bars?|songs?|tunes?|jigs?|reels?|polkas?|mazurkas?|marche?s?|rhythm\w*|grooves?|music\w*|pieces?|(?:men|min)uets?|major|minor|score|tempo"
    r"|melod\w+|chords?|quavers?|crotchets?|conduct\w*|compound time)\b|[♩♪♫]",
    re.IGNORECASE,
)


def is_time_signature(
    top: int, bottom: int, before: str, match: re.Match[str], context: Context
) -> bool:
    """Whether beats in a bar are told: “a waltz in 3/4”, “6/8 time”."""
    if bottom not in _BEATS or not 2 <= top <= 15:
        return False
    if _IN_TIME.match(context.text, match.end()):
        return top > 1 and not context.text.startswith(" cup", match.end())
    if context.text.startswith(" time in ", match.end()) and (
        before.endswith("in ") or _MUSIC.search(context.near_in_sentence(match, 40))
    ):
        return True
    return (
        _TIMING.search(before) is not None
        and (
            top > bottom
            and before.endswith("in ")
            or _MUSIC.search(context.near_in_sentence(match, 40)) is not None
        )
        and context.after(match.end()) not in ("of", "cup", "inch", "mile")
        and not re.match(
            " at(?! [♩♪♫]| [0-9]{2,3} ?(?:bpm|BPM))", context.text[match.end() : match.end() + 12]
        )
    )
