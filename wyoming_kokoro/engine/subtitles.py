"""Words with their times as subtitles: SubRip and WebVTT."""

from collections.abc import AsyncGenerator, AsyncIterable
from typing import Literal

from ..text.characters import is_unspaced
from .speech import Word

SubtitleFormat = Literal["srt", "vtt"]
_LINE_CHARS = 42
_LINES = 2
_LONGEST_S = 7.0
_SILENCE_S = 1.0
"""A pause that ends a cue."""
_ENDS = frozenset(".!?…。！？।")
_CLOSERS = "\"'”’»)]」』"


async def subtitles(words: AsyncIterable[Word], form: SubtitleFormat) -> AsyncGenerator[str, None]:
    """Cues as soon as they are complete, the header of WebVTT before them.

    A cue is at most two lines of 42 characters and 7 seconds, and ends with the sentence where that
    fits. A word alone may be longer.
    """
    if form == "vtt":
        yield "WEBVTT\n\n"
    cue: list[Word] = []
    number = 0
    async for word in words:
        if cue and _ends(cue, word):
            number += 1
            yield _cue(cue, number, form)
            cue = []
        cue.append(word)
    if cue:
        yield _cue(cue, number + 1, form)


def _ends(cue: list[Word], word: Word) -> bool:
    """Whether the cue is complete before `word`."""
    last = cue[-1]
    return (
        last.text.rstrip(_CLOSERS)[-1:] in _ENDS
        or word.start_s - last.end_s >= _SILENCE_S
        or word.end_s - cue[0].start_s > _LONGEST_S
        or len(_lines([*cue, word])) > _LINES
    )


def _cue(cue: list[Word], number: int, form: SubtitleFormat) -> str:
    times = f"{_clock(cue[0].start_s, form)} --> {_clock(cue[-1].end_s, form)}"
    text = "\n".join(_lines(cue))
    if form == "vtt":
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{number}\n{times}\n{text}\n\n"


def _lines(words: list[Word]) -> list[str]:
    lines: list[str] = []
    for word in words:
        text = " ".join(word.text.split())
        gap = "" if lines and _unspaced(lines[-1][-1:], text[:1]) else " "
        if lines and len(lines[-1]) + len(gap) + len(text) <= _LINE_CHARS:
            lines[-1] += gap + text
        else:
            lines.append(text)
    return lines


def _unspaced(before: str, after: str) -> bool:
    """Whether the two characters stand together without a space, as in Japanese and Chinese."""
    wide = "\u3000" <= before <= "\u303f" or "\uff00" <= before <= "\uffef"
    return wide or bool(before and after) and (is_unspaced(before) or is_unspaced(after))


def _clock(seconds: float, form: SubtitleFormat) -> str:
    whole = round(seconds * 1000)
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    sign = "," if form == "srt" else "."
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{sign}{rest % 1000:03}"
