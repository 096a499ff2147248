"""Clauses to runs: what the model is given at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from ..models.base import MAX_TOKENS
from ..phonemes.g2p import PhonemeWord, Phonemizer
from ..text.characters import CLAUSE_MARKS, COMMAS
from ..text.document import SpokenClause
from ..text.language import detect_language, script_language
from ..text.languages import PROFILES, lacking
from ..text.segment import Boundary, NormalizationOptions, Segment
from ..voices.blend import Blend, parse_blend
from ..voices.catalog import VoiceCatalog
from .shaping import PAUSE_S
from .speech import MAX_SPEED, MIN_SPEED
from .written import WrittenWords


@dataclass(frozen=True, slots=True)
class Manner:
    """What stays the same within a run; `speed` is relative to the voice's own, which a preset may
    set, and so is `gain_db`.
    """

    voice: Blend
    language: str
    speed: float
    gain_db: float

    @property
    def pace(self) -> float:
        """What divides the model's durations: speed times the voice's own, kept within what the
        model can do.
        """
        return min(MAX_SPEED, max(MIN_SPEED, self.speed * self.voice.speed))


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are spoken in one manner without an ordered pause between them; at most one
    clause.

    `boundary` is the clause's where the run ends it, else `None`; `pause_s` an ordered pause after
    it; `marks` are reached when it begins. A run without words is a pause.
    """

    manner: Manner
    words: tuple[PhonemeWord, ...]
    boundary: Boundary | None
    pause_s: float = 0.0
    marks: tuple[str, ...] = ()

    @property
    def phonemes(self) -> str:
        """All phonemes with the spaces between words, one at the end included if the text has
        it.
        """
        return _phonemes(self.words)

    @property
    def continues(self) -> bool:
        """Whether the next run belongs to the same sentence and follows without an ordered
        pause.
        """
        within = self.boundary is None or self.boundary < Boundary.SENTENCE
        return within and not self.pause_s and bool(self.words)


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What happens when a text is in another language than its voice.

    The script of a clause is always looked at; with `detect` also the words of Latin text.
    `change_voice` takes the recommended voice of the language found; otherwise the voice says the
    foreign words itself, with an accent.
    """

    detect: bool = False
    change_voice: bool = True


_BEFORE_CHARS = 60
"""Of a sentence that are looked at to tell how what follows them is read out."""


@dataclass(frozen=True, slots=True)
class Preceding:
    """The last plain words that were planned of a sentence, and their language."""

    text: str = ""
    language: str = ""

    @classmethod
    def of(cls, segments: Sequence[Segment], language: str) -> "Preceding":
        """The end of those segments, from the beginning of a word on."""
        text = ""
        for segment in reversed(segments):
            special = segment.phonemes, segment.stress, segment.say_as
            if any(value is not None for value in special) or segment.pause_s:
                break
            text = segment.text + text
            if len(text) > _BEFORE_CHARS:
                text = text[-_BEFORE_CHARS:].partition(" ")[2]
                break
        return cls(text, language)

    def text_in(self, language: str) -> str:
        """The words, if they are of that language."""
        return self.text if language == self.language else ""


class Planner:
    """Plans clauses of one request. Blocking; runs on the text thread."""

    def __init__(
        self,
        phonemizer: Phonemizer,
        catalog: VoiceCatalog,
        manner: Manner,
        options: NormalizationOptions,
        languages: LanguageRules | None = None,
    ) -> None:
        """`manner` is the request's own, which markup departs from; without `languages` the text is
        taken to be in its language.
        """
        self._phonemizer = phonemizer
        self._catalog = catalog
        self._default = manner
        self._options = options
        self._languages = languages
        self._sentence = manner
        self._written = WrittenWords()
        self.preceding = Preceding()
        """What the next clause is read after."""

    @property
    def language(self) -> str:
        """The request's language, a canonical tag."""
        return self._default.language

    def check(self, clauses: Iterable[SpokenClause]) -> None:
        """Raises `UnknownVoice` for one that the markup of any of the clauses names."""
        for segment in chain.from_iterable(clause.segments for clause in clauses):
            if segment.voice is not None:
                parse_blend(segment.voice, self._catalog)

    def plan(self, clause: SpokenClause) -> list[Run]:
        """Runs of a clause, none if nothing in it can be spoken. The last run ends the clause.

        Raises `UnknownVoice` for one that the markup names.
        """
        if self._languages is not None:
            self._sentence = self._manner_of_text(clause.text, self._languages)
        runs: list[Run] = []
        marks: list[str] = []
        for manner, segments, words in self._said(clause):
            marks += [segment.mark for segment in segments if segment.mark is not None]
            pause_s = segments[-1].pause_s
            if not any(char.isalnum() for word in words for char in word.phonemes):
                # Marks alone, of which the model would make a noise.
                pause_s += PAUSE_S[clause.boundary] if words else 0.0
                words = []
            for part in _bounded(words):
                runs.append(Run(manner, tuple(part), None, marks=tuple(marks)))
                marks = []
            if words:
                runs[-1] = replace(runs[-1], pause_s=pause_s)
            elif pause_s:
                runs.append(Run(manner, (), None, pause_s, tuple(marks)))
                marks = []
        if marks:
            runs.append(Run(self._default, (), None, 0.0, tuple(marks)))
        if runs:
            runs[-1] = replace(runs[-1], boundary=clause.boundary)
            if clause.text[-1:] in COMMAS | CLAUSE_MARKS and runs[-1].words:
                # Given before its space was there.
                *words, last = runs[-1].words
                runs[-1] = replace(runs[-1], words=(*words, replace(last, space=True)))
        if clause.boundary >= Boundary.SENTENCE:
            self._sentence = self._default
        return runs

    def foresee(self, rest: SpokenClause, manner: Manner) -> str:
        """Phonemes of words that are known before the clause that they will be in is: as far as
        they are said in `manner` and without an ordered pause.
        """
        phonemes = ""
        for own, segments in _same_manner(rest.segments, self._manner):
            if own != manner:
                break
            before = self.preceding.text_in(own.language) if not phonemes else ""
            words = self._phonemizer.phonemize(segments, own.language, self._options, before)
            phonemes += _phonemes(words)
            if segments[-1].pause_s:
                break
        return phonemes

    def _said(
        self, clause: SpokenClause
    ) -> Iterator[tuple[Manner, list[Segment], list[PhonemeWord]]]:
        """Stretches of the clause in one manner, each with the words that are said."""
        stretches = list(_same_manner(clause.segments, self._manner))
        said = []
        for manner, segments in stretches:
            before = self.preceding.text_in(manner.language)
            said.append(
                self._phonemizer.phonemize(segments, manner.language, self._options, before)
            )
            self.preceding = Preceding.of(segments, manner.language)
        if clause.boundary >= Boundary.SENTENCE:
            self.preceding = Preceding()
        words = iter(self._written.attach(clause, list(chain.from_iterable(said))))
        for (manner, segments), part in zip(stretches, said, strict=True):
            yield manner, segments, list(islice(words, len(part)))

    def _manner(self, segment: Segment) -> Manner:
        voice, language = self._sentence.voice, self._sentence.language
        if segment.voice is not None:
            voice = parse_blend(segment.voice, self._catalog)
            language = voice.language
        speed = self._default.speed * segment.rate
        return Manner(
            voice, segment.language or language, speed, self._default.gain_db + segment.gain_db
        )

    def _manner_of_text(self, text: str, rules: LanguageRules) -> Manner:
        """The sentence's manner, in the language that the clause is found to be in."""
        manner = self._sentence
        if rules.detect:
            found = detect_language(text, manner.language)
        else:
            found = script_language(text) or manner.language
        # Han characters alone are as good Japanese as Chinese.
        if found == manner.language or (found, manner.language) == ("zh", "ja"):
            return manner
        if lacking(PROFILES[found]):
            return manner  # its words are said like those of any other foreign script
        voice = manner.voice
        if rules.change_voice:
            voice = parse_blend(self._catalog.default_for(found).id, self._catalog)
        return replace(manner, voice=voice, language=found)


def _phonemes(words: Iterable[PhonemeWord]) -> str:
    return "".join(word.phonemes + " " * word.space for word in words)


def _same_manner(
    segments: Iterable[Segment], manner_of: Callable[[Segment], Manner]
) -> Iterator[tuple[Manner, list[Segment]]]:
    """Stretches of segments in one manner; an ordered pause ends one, and a mark begins one."""
    group: list[Segment] = []
    manner: Manner | None = None
    for segment in segments:
        next_manner = manner_of(segment)
        changes = next_manner != manner or segment.mark is not None
        if group and manner is not None and changes:
            yield manner, group
            group = []
        manner = next_manner
        group.append(segment)
        if segment.pause_s:
            yield manner, group
            group = []
    if group and manner is not None:
        yield manner, group


def _bounded(words: Sequence[PhonemeWord]) -> Iterator[list[PhonemeWord]]:
    """The words in parts of at most 510 phonemes, cut where the sentence breathes if it can be."""
    part: list[PhonemeWord] = []
    length = 0
    for word in _pieces(words):
        size = len(word.phonemes) + 1
        while length + size > MAX_TOKENS:  # what is left of it may still be too long
            cut = _breath(part)
            yield part[:cut]
            part = part[cut:]
            length = sum(len(kept.phonemes) + 1 for kept in part)
        part.append(word)
        length += size
    if part:
        yield part


def _pieces(words: Iterable[PhonemeWord]) -> Iterator[PhonemeWord]:
    """The words, those that are too long for the model cut to pieces."""
    limit = MAX_TOKENS // 2
    for word in words:
        for place in range(0, len(word.phonemes), limit):
            last = place + limit >= len(word.phonemes)
            yield replace(
                word,
                phonemes=word.phonemes[place : place + limit],
                space=word.space if last else False,
                written=word.written if last else (),
            )


def _breath(words: Sequence[PhonemeWord]) -> int:
    """How many of the words to take: up to the last punctuation of the second half, else all."""
    for index in range(len(words), len(words) // 2, -1):
        if words[index - 1].phonemes[-1] in ".!?…;:—,":
            return index
    return len(words)
