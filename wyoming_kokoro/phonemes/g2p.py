"""Segments to phonemes, each word with its place in the caller's text."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .. import metrics
from ..errors import SetupError, SynthesisFailed
from ..text.normalize import normalize, say_as
from ..text.segment import NormalizationOptions, Reading, Segment, SpokenForm
from .frontend import Frontend, Frontends, Spoken
from .lexicon import Lexicon
from .override import Override
from .vocabulary import Vocabulary

_LOGGER = logging.getLogger(__name__)
_SURROGATE = re.compile("[\x00\ud800-\udfff]")
_STRETCH = re.compile(r"\S{1,60}\s?")
_READ_AHEAD = frozenset(("en-US", "en-GB", "ja"))
"""espeak's languages are there at once; Mandarin's dictionaries take 110 MB, so they wait for a
request.
"""
_WORD = re.compile(r"\w[\w'’.-]{0,98}\w|\w")


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """Known phonemes of one spoken word; it stands at `start` … `end` of the caller's text; `space`
    tells whether a space follows.

    `written` are the caller's words, without markup, that have been said when it ends.
    """

    phonemes: str
    space: bool
    start: int
    end: int
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """Spoken words, where each character of them comes from, and what the caller prescribed for
    some.
    """

    spoken: str
    origins: tuple[tuple[int, int], ...]
    overrides: tuple[Override, ...]


class Phonemizer:
    """Reads segments out as phonemes.

    Not thread-safe: espeak is global; call it from one thread.
    """

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        self.vocabulary = vocabulary
        self._lexicon = lexicon
        self._frontends = Frontends()

    def warm_up(self, language: str) -> None:
        """Load what `language` needs."""
        self._frontends[language]("1", ())

    def forget(self, idle_s: float) -> list[str]:
        """Drop what languages need that were not read for so long; their names. They are loaded
        again when they are needed.
        """
        return self._frontends.forget(idle_s)

    def read_ahead(self, language: str) -> None:
        """Read the dictionaries of `language`, if they are of a kind that takes long and little
        memory; the one method that another thread may call.
        """
        if language in _READ_AHEAD:
            self._frontends[language]

    def spoken(
        self,
        segments: Sequence[Segment],
        language: str,
        options: NormalizationOptions,
        before: str = "",
    ) -> str:
        """The words as they will be said; arguments as for `phonemize`."""
        return _join(self._pronounced(segments, language), language, options, before).spoken

    def phonemize(
        self,
        segments: Sequence[Segment],
        language: str,
        options: NormalizationOptions,
        before: str = "",
    ) -> list[PhonemeWord]:
        """Phonemes of segments that are said in one breath in one language (a canonical tag);
        `before` are plain words that stand before them in their sentence.
        """
        text = _join(self._pronounced(segments, language), language, options, before)
        if not text.spoken.strip():
            return []
        words = []
        for word in self._said(language, _SURROGATE.sub(" ", text.spoken), text.overrides):
            origins = text.origins[word.start : word.end]
            phonemes = self.vocabulary.known(word.phonemes)
            if phonemes and origins:
                words.append(PhonemeWord(phonemes, word.space, origins[0][0], origins[-1][1]))
        return words

    def _said(self, language: str, spoken: str, overrides: Sequence[Override]) -> list[Spoken]:
        """Phonemes of the whole; word by word where a dictionary stumbles, so that its defect costs
        a word and not the utterance.

        Raises `SynthesisFailed` where no word of it can be read.
        """
        frontend = self._frontends[language]
        try:
            return frontend(spoken, overrides)
        except Exception as error:  # misaki and its dictionaries raise whatever they like
            # Of most errors their kind alone: their message may quote the text.
            reason = error.message if isinstance(error, SetupError) else type(error).__name__
            _LOGGER.warning("A clause in %s is read word by word: %s", language, reason)
        words: list[Spoken] = []
        failures, is_read = 0, False
        for match in _STRETCH.finditer(spoken):
            part = _spelt(frontend, match.group())
            if part is None:
                failures += 1
                continue
            is_read = True
            shift = match.start()
            words += [replace(w, start=w.start + shift, end=w.end + shift) for w in part]
        metrics.UNREAD_WORDS.labels(language).inc(failures)
        if not is_read:
            _LOGGER.error("A clause in %s cannot be read: %s", language, reason)
            raise SynthesisFailed(f"A part of the text cannot be read in {language}")
        return words

    def _pronounced(self, segments: Sequence[Segment], language: str) -> Sequence[Segment]:
        """The segments with what the user's lexicon says about their words."""
        if self._lexicon is None:
            return segments
        self._lexicon.refresh()
        if not self._lexicon:
            return segments
        return [
            part for segment in segments for part in _looked_up(segment, self._lexicon, language)
        ]


def _spelt(frontend: Frontend, word: str) -> list[Spoken] | None:
    """A word, letter by letter where it cannot be read as one; `None` if that fails, too."""
    try:
        return frontend(word, ())
    except Exception:
        pass
    letters: list[Spoken] = []
    try:
        for place, letter in enumerate(word):
            if not letter.isspace():
                found = frontend(letter, ())
                letters += [replace(w, start=place, end=place + 1, space=True) for w in found]
    except Exception:
        return None
    return letters


def _looked_up(segment: Segment, lexicon: Lexicon, language: str) -> Iterator[Segment]:
    """A plain segment cut at the words that the lexicon knows; any other as it is."""
    if segment.phonemes is not None or segment.say_as is not None:
        yield segment
        return
    place = 0
    for match in _WORD.finditer(segment.text):
        entry = lexicon.lookup(match.group(), language)
        if entry is None:
            continue
        start, end = match.span()
        yield segment.with_text(segment.text[place:start], segment.offsets[place:start])
        if entry.respelling is None:
            word = segment.with_text(match.group(), segment.offsets[start:end])
            yield replace(word, phonemes=entry.phonemes)
        else:
            offsets = segment.offsets[start:end]
            last = len(offsets) - 1
            spread = tuple(offsets[min(i, last)] for i in range(len(entry.respelling)))
            yield segment.with_text(entry.respelling, spread)
        place = end
    yield segment.with_text(segment.text[place:], segment.offsets[place:])


def _join(
    segments: Sequence[Segment], language: str, options: NormalizationOptions, before: str
) -> _Text:
    """Read out neighbouring plain segments together, so that ``**5** km`` is still five
    kilometers.
    """
    spoken: list[str] = []
    origins: list[tuple[int, int]] = []
    overrides: list[Override] = []
    length = 0
    for group in _groups(segments):
        reading = _read(group, language, options, before)
        before = ""
        offsets = [offset for segment in group for offset in segment.offsets]
        first = group[0]
        if first.phonemes is not None or first.stress is not None:
            end = length + len(reading.text)
            overrides.append(Override(length, end, first.phonemes, first.stress))
        for form in reading.forms:
            spoken.append(form.spoken)
            origins += _origins(form, offsets)
            length += len(form.spoken)
    return _Text("".join(spoken), tuple(origins), tuple(overrides))


def _groups(segments: Sequence[Segment]) -> Iterable[list[Segment]]:
    """Runs of plain segments; every other segment alone; empty ones left out."""
    group: list[Segment] = []
    for segment in segments:
        if not segment.text:
            continue
        if segment.phonemes is None and segment.stress is None and segment.say_as is None:
            group.append(segment)
            continue
        if group:
            yield group
            group = []
        yield [segment]
    if group:
        yield group


def _read(
    group: list[Segment], language: str, options: NormalizationOptions, before: str
) -> Reading:
    text = "".join(segment.text for segment in group)
    first = group[0]
    if first.phonemes is not None or first.stress is not None:
        return Reading((SpokenForm(0, len(text), text),))
    if first.say_as is not None:
        said = say_as(text, first.say_as, first.say_as_format, language)
        return Reading((SpokenForm(0, len(text), said, True),))
    return normalize(text, language, options, before)


def _origins(form: SpokenForm, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """For each character of the spoken form, the stretch of the caller's text that it stands
    for.
    """
    if form.end <= form.start:
        place = offsets[min(form.start, len(offsets) - 1)]
        return [(place, place)] * len(form.spoken)
    if not form.changed and len(form.spoken) == form.end - form.start:
        return [(offsets[i], offsets[i] + 1) for i in range(form.start, form.end)]
    whole = (offsets[form.start], offsets[form.end - 1] + 1)
    return [whole] * len(form.spoken)
