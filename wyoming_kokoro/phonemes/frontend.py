"""The languages' own ways from words to phonemes, around misaki."""

import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import ModuleType
from typing import Protocol

from ..text.languages import PROFILES
from .english import english_g2p, english_tagger, misaki_english
from .foreign import ForeignWords
from .heteronyms import heteronyms
from .katakana import Katakana
from .matching import matched
from .override import Override


@dataclass(frozen=True, slots=True)
class Spoken:
    """Phonemes of `text[start:end]`; `space` tells whether a space follows them."""

    phonemes: str
    space: bool
    start: int
    end: int


class Frontend(Protocol):
    """Turns spoken words of one language into phonemes; used from one thread at a time."""

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]: ...


_LONG_WORD = re.compile(r"\S{25,}")
_MOST_PARTS = 24
"""Parts (letters, digits, signs, blanks) in a row that misaki gets; it takes the cube of their
number in time.
"""
_WHITE = re.compile(r"\s")
_GAP = re.compile(r" {%d,}" % _MOST_PARTS)


class EnglishFrontend:
    """misaki's English dictionaries with its part-of-speech rules, and espeak for words they
    lack.
    """

    def __init__(self, british: bool) -> None:
        self._g2p = english_g2p(british)

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]:
        spoken: list[Spoken] = []
        text = _WHITE.sub(" ", text)
        overrides = heteronyms(text, overrides, british=self._g2p.british)
        for start, end in _readable(text, overrides):
            inside = [
                replace(o, start=o.start - start, end=o.end - start)
                for o in overrides
                if start <= o.start < end
            ]
            spoken += self._read(text[start:end], inside, start)
        return spoken

    def knows(self, word: str) -> bool:
        """Whether a word is in the dictionaries."""
        lexicon = self._g2p.lexicon
        return any(
            form in entries
            for form in (word, word.lower())
            for entries in (lexicon.golds, lexicon.silvers)
        )

    def _read(self, text: str, overrides: Sequence[Override], shift: int) -> Iterator[Spoken]:
        """The words of a stretch that begins at `shift`."""
        _, tokens = self._g2p(text, preprocess=lambda whole: _features(whole, overrides))
        place = 0
        for token in tokens:
            found = text.find(token.text, place)
            start = place if found < 0 else found
            place = min(len(text), start + len(token.text))
            yield Spoken(token.phonemes or "", bool(token.whitespace), start + shift, place + shift)


def _readable(text: str, overrides: Sequence[Override]) -> list[tuple[int, int]]:
    """The text in stretches: all of it, unless a word has so many parts (``1/1/1/1…``) that it must
    be cut, or so many blanks stand together that they must be left out.
    """
    subtokenize = misaki_english().subtokenize
    cuts = [0]
    for gap in _GAP.finditer(text):
        if not any(o.start < gap.end() and gap.start() < o.end for o in overrides):
            cuts += [gap.start() + 1, gap.end()]
    for word in _LONG_WORD.finditer(text):
        place = word.start()
        # The tagger takes runs of signs apart, which subtokenize leaves together.
        parts = (
            p for part in subtokenize(word.group()) for p in ([part] if part.isalnum() else part)
        )
        for number, part in enumerate(parts, 1):
            place += len(part)
            if number % _MOST_PARTS == 0 and not any(o.start < place < o.end for o in overrides):
                cuts.append(min(place, word.end()))
    stretches = pairwise([*sorted(cuts), len(text)])
    return [(start, end) for start, end in stretches if not text[start:end].isspace()]


def _features(
    text: str, overrides: Sequence[Override]
) -> tuple[str, list[str], dict[int, str | float]]:
    """Text, words and the overrides by word, as misaki takes them from its own preprocessing."""
    words: list[str] = []
    features: dict[int, str | float] = {}
    place = 0
    for override in overrides:
        words += text[place : override.start].split()
        if override.phonemes is not None:
            features[len(words)] = "/" + override.phonemes
        elif override.stress is not None:
            features[len(words)] = override.stress
        words.append(text[override.start : override.end])
        place = override.end
    return text, words + text[place:].split(), features


class PlainFrontend:
    """A language whose phonemes come as one string for the whole text.

    `segment` gives the words of a text in order, each as it stands there; without it they are what
    white space parts.
    """

    def __init__(
        self,
        phonemize: Callable[[str], str],
        segment: Callable[[str], Iterable[str]] = str.split,
    ) -> None:
        self._phonemize = phonemize
        self._segment = segment

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]:
        spoken: list[Spoken] = []
        for start, end, given in _stretches(text, overrides):
            part = text[start:end]
            phonemes = self._phonemize(part) if given is None else given
            spoken += self._aligned(part, phonemes, start)
        return spoken

    def _aligned(self, text: str, phonemes: str, offset: int) -> list[Spoken]:
        """Phonemes, split at spaces, with the words of the text that they most likely are."""
        words = _places(text, self._segment(text))
        parts = phonemes.split()
        if not words or not parts:
            return []
        if len(words) == len(parts):
            ranges = words
        else:
            alone = (self._phonemize(text[start:end]) for start, end in words)
            expected = [len("".join(phonemes.split())) for phonemes in alone]
            ranges = [
                (words[first][0], words[last][1])
                for first, last in matched([len(part) for part in parts], expected)
            ]
        return [
            Spoken(part, True, start + offset, end + offset)
            for part, (start, end) in zip(parts, ranges, strict=True)
        ]


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where each of the words that have letters or digits stands in the text."""
    found = []
    place = 0
    for word in words:
        start = text.find(word, place)
        if start >= 0 and any(char.isalnum() for char in word):
            place = start + len(word)
            found.append((start, place))
    return found


def _stretches(text: str, overrides: Sequence[Override]) -> Iterator[tuple[int, int, str | None]]:
    place = 0
    for override in overrides:
        if override.phonemes is None:
            continue  # a shift of stress is a notion of the English dictionaries
        if text[place : override.start].strip():
            yield place, override.start, None
        yield override.start, override.end, override.phonemes
        place = override.end
    if text[place:].strip():
        yield place, len(text), None


def _espeak_voice(voice: str) -> Callable[[str], str]:
    from . import espeak

    g2p = espeak.EspeakG2P(language=voice)
    return lambda text: str(g2p(text)[0])


def _espeak(language: str) -> Frontend:
    return PlainFrontend(_espeak_voice(language))


class _Widths(ModuleType):
    """What is left of mojimoji, a package that a compiler must build on some machines, for text
    that misaki has made compatible (NFKC) already.
    """

    @staticmethod
    def zen_to_han(text: str, **_: bool) -> str:
        return text.translate({ord("‘"): "`", ord("’"): "'", ord("”"): '"'})

    @staticmethod
    def han_to_zen(text: str, **_: bool) -> str:
        return text


def _japanese() -> Frontend:
    sys.modules.setdefault("mojimoji", _Widths("mojimoji"))
    from misaki.cutlet import Cutlet  # what JAG2P does, in a module that does not import Open JTalk

    g2p = Cutlet()
    g2p.tagger = Katakana(g2p.tagger)
    return PlainFrontend(
        lambda text: str(g2p(text)[0]),
        lambda text: [str(word.surface) for word in g2p.tagger(text)],
    )


_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]{0,64}(?: [A-Za-z][A-Za-z'’-]{0,64}){0,64}")


class MandarinFrontend(PlainFrontend):
    """misaki's Mandarin; English words between the characters are said in English, which misaki
    would spell as raw letters.
    """

    def __init__(self, english: Callable[[], Frontend]) -> None:
        import jieba  # type: ignore[import-untyped]
        from misaki import zh

        _read_words()
        super().__init__(self._mixed, jieba.cut)
        self._g2p = zh.ZHG2P()
        self._english = english

    def _mixed(self, text: str) -> str:
        parts = []
        place = 0
        for match in _LATIN.finditer(text):
            parts.append(self._mandarin(text[place : match.start()]))
            words = self._english()(match.group(), ())
            parts.append(" ".join(word.phonemes for word in words))
            place = match.end()
        parts.append(self._mandarin(text[place:]))
        return " ".join(part for part in parts if part)

    def _mandarin(self, text: str) -> str:
        return str(self._g2p(text)[0]) if text.strip() else ""


def _read_words() -> None:
    """Read jieba's dictionary, of which there is one for the process.

    It would read it from the folder of all users' temporary files, whoever wrote it there.
    """
    import jieba

    words = jieba.dt
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True


def _forget_words() -> None:
    import jieba

    jieba.dt.FREQ, jieba.dt.initialized = {}, False


class Accented:
    """A front-end that says words of other scripts, too."""

    def __init__(self, frontend: Frontend, language: str, foreign: ForeignWords) -> None:
        self._frontend = frontend
        self._language = language
        self._foreign = foreign
        self._known = frontend.knows if isinstance(frontend, EnglishFrontend) else None

    def __call__(self, text: str, overrides: Sequence[Override]) -> list[Spoken]:
        found = self._foreign.overrides(text, self._language, overrides, self._known)
        return self._frontend(text, found)


class Frontends:
    """One front-end per language, made when it is first needed."""

    def __init__(self) -> None:
        self._made: dict[str, Frontend] = {}
        self._used_at: dict[str, float] = {}
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._voices: dict[str, Callable[[str], str]] = {}
        self._foreign = ForeignWords(self._by_voice, self._by_language)

    def __getitem__(self, language: str) -> Frontend:
        """The front-end of a canonical language tag. Raises KeyError for any other."""
        with self._locks[language]:
            if language not in self._made:
                self._made[language] = Accented(self._make(language), language, self._foreign)
            self._used_at[language] = time.monotonic()
            return self._made[language]

    def forget(self, idle_s: float) -> list[str]:
        """Drop the front-ends that were not asked for in so many seconds; their languages."""
        before = time.monotonic() - idle_s
        idle = [language for language in list(self._made) if self._used_at[language] <= before]
        for language in idle:
            with self._locks[language]:
                del self._made[language]
        self._voices.clear()
        if not {"en-US", "en-GB"} & set(self._made):
            english_tagger.cache_clear()
        if "zh" in idle:
            _forget_words()
        return idle

    def _by_voice(self, text: str, voice: str) -> str:
        """The phonemes of a text by one of espeak's voices."""
        if voice not in self._voices:
            self._voices[voice] = _espeak_voice(voice)
        return self._voices[voice](text)

    def _by_language(self, text: str, language: str) -> str:
        return " ".join(word.phonemes for word in self[language](text, ()))

    def _make(self, language: str) -> Frontend:
        makers: dict[str, Callable[[], Frontend]] = {
            "en-US": lambda: EnglishFrontend(british=False),
            "en-GB": lambda: EnglishFrontend(british=True),
            "ja": _japanese,
            "zh": lambda: MandarinFrontend(lambda: self["en-US"]),
        }
        maker = makers.get(language)
        return maker() if maker else _espeak(PROFILES[language].espeak)
