"""One pass over a text with a table of rules; every rule reads one written form out."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wyoming_kokoro.text.normalize.locale import Locale
from wyoming_kokoro.text.segment import NormalizationOptions, Reading, SpokenForm

_LOGGER = logging.getLogger(__name__)
DIGIT = "0"
"""Stands for every ASCII digit in `Rule.starts`."""
LETTER = "\ue000"
"""Stands for every letter in `Rule.starts`."""

_LETTER = r"[^\W\d_²³¹¼½¾⅐-⅞⁰-ₜᵢ-ᵥⱼ]"
_CLOSE = "\u2e80-\u9fff\uf900-\uffdc"
"""Scripts whose words stand next to Latin ones without a space."""
_LETTERS = re.compile(
    rf"(?:(?=[{_CLOSE}]){_LETTER})+|(?:(?![{_CLOSE}]){_LETTER})+(?:['’](?:(?![{_CLOSE}]){_LETTER})+)*"
)
_DIGITS = re.compile(r"[0-9]+")
_SPACE = re.compile(r"\s+")
_HARD_SPACE = re.compile(r"(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])")
"""Spaces that typographers set; between digits they group them, elsewhere they are like others."""
_WORD_BEFORE = re.compile(r"([^\W_]+)[\s:,(#=.]{0,3}$")
_WORD_AFTER = re.compile(r"[\s,(]{0,3}([^\W\d_]+)")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_KATAKANA = re.compile("[ァ-ヴー]")
_CLOSING = frozenset(("", ".", ",", ";", ":", "!", "?", "…", "。", "！", "？", "।"))
"""What follows a word without a space, and the end of the text."""
_CLOSERS = frozenset(")]")
_WINDOW = 40
"""Characters before or after a form in which its neighbours are looked for."""


@dataclass(slots=True)
class Context:
    """What a rule may look at besides its own match."""

    text: str
    locale: Locale
    options: NormalizationOptions
    last_class: str = ""
    """Class of the last form that was read out."""
    last_start: int = -1
    last_end: int = -1
    """Where that form began and ended."""

    def before(self, position: int) -> str:
        """The word that ends within three signs or spaces before `position`, as written, or an
        empty string.
        """
        found = _WORD_BEFORE.search(self.text[max(0, position - _WINDOW) : position])
        return found.group(1) if found else ""

    def after(self, position: int) -> str:
        """The word that begins at or soon after `position`, as written, or an empty string."""
        found = _WORD_AFTER.match(self.text[position : position + _WINDOW])
        return found.group(1) if found else ""

    def near(self, match: re.Match[str], width: int = 2 * _WINDOW) -> str:
        """The text around a match, `width` characters on both sides."""
        return self.text[max(0, match.start() - width) : match.end() + width]

    def near_in_sentence(self, match: re.Match[str], width: int = 2 * _WINDOW) -> str:
        """As `near`, but within the sentence."""
        before = _SENTENCE_END.split(self.text[max(0, match.start() - width) : match.start()])[-1]
        after = _SENTENCE_END.split(self.text[match.end() : match.end() + width])[0]
        return f"{before}{match.group()}{after}"

    def since_last(self, position: int) -> str | None:
        """What stands between the last form that was read out and `position`, or `None` when that
        is far or none was.
        """
        return (
            self.text[self.last_end : position]
            if 0 <= position - self.last_end <= 8 and self.last_end >= 0
            else None
        )

    def ends_sentence(self, position: int) -> bool:
        """Whether a full stop just before `position` is the sentence's own as well."""
        rest = self.text[position : position + 4].lstrip(" \"')”’*_")
        return not rest or rest[0].isupper() or rest[0] == "\n"


Speak = Callable[[re.Match[str], Context], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A class of written forms: where it may start, how it looks, how it is read.

    `starts` lists first characters, also single letters; `DIGIT` and `LETTER` stand for all of
    their kind. `speak` gets
    the match and returns the words, or `None` when the form is something else after all. A pattern
    must look at a bounded stretch of text only.
    """

    name: str
    starts: str
    pattern: re.Pattern[str]
    speak: Speak


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, in the order in which they are tried, by first character."""

    locale: Locale
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, locale: Locale, rules: Iterable[Rule]) -> "Grammar":
        """Sorts the rules by the characters at which they may start."""
        ordered = tuple(rules)
        characters = {character for rule in ordered for character in rule.starts}
        return cls(
            locale,
            {
                character: tuple(
                    rule
                    for rule in ordered
                    if character in rule.starts or character.isalpha() and LETTER in rule.starts
                )
                for character in characters
            },
        )

    def _at(self, character: str) -> tuple[Rule, ...]:
        """The rules that may start at a character."""
        if "0" <= character <= "9":
            return self.rules.get(DIGIT, ())
        found = self.rules.get(character)
        if found is not None:
            return found
        return self.rules.get(LETTER, ()) if character.isalpha() else ()

    def read(self, text: str, options: NormalizationOptions) -> Reading:
        """Reads a text out in one pass."""
        builder = _ReadingBuilder(text, self.locale.space)
        text = _HARD_SPACE.sub(" ", text.translate(self.locale.figures))
        context = Context(text, self.locale, options)
        tells = _LOGGER.isEnabledFor(logging.DEBUG)
        position = 0
        while position < len(text):
            character = text[position]
            if character.isspace():
                position = _run_end(_SPACE, text, position)
                continue
            for rule in self._at(character):
                match = rule.pattern.match(text, position)
                if match is None or match.end() == position:
                    continue
                spoken = rule.speak(match, context)
                if spoken is None:
                    continue
                position = match.end()
                if rule.name not in options.disabled:
                    if (
                        not spoken
                        and text[position : position + 1] == " "
                        and not builder.before(match.start()).strip()
                    ):
                        position += 1  # two spaces in a row would become a word of their own
                    start = match.start()
                    following = spoken[:1] or text[position : position + 1]
                    if (
                        (not spoken or following == ",")
                        and following in _CLOSING
                        and (builder.before(start) == " ")
                    ):
                        start = builder.without_space(start)
                    builder.replace(start, position, spoken)
                    if tells:
                        _tell(rule, match.start(), position)
                    context.last_class, context.last_start, context.last_end = (
                        rule.name,
                        match.start(),
                        match.end(),
                    )
                break
            else:
                position = _after_plain(text, position, character)
        return builder.reading()


def _tell(rule: Rule, start: int, end: int) -> None:
    """Log which rule has read a form, without its text."""
    speak = rule.speak
    _LOGGER.debug(
        "Characters %d to %d are read as %s by %s of %s",
        start,
        end,
        rule.name,
        speak.__qualname__,
        speak.__module__,
    )


def _after_plain(text: str, position: int, character: str) -> int:
    if "0" <= character <= "9":
        return _run_end(_DIGITS, text, position)
    if character.isalpha():
        return _run_end(_LETTERS, text, position)
    return position + 1


def _run_end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position + 1


def ends_word(character: str) -> bool:
    """Whether it is a letter, a digit or a sign on a letter, as Hindi's vowels are."""
    return character.isalnum() or unicodedata.category(character or " ")[0] == "M"


class _ReadingBuilder:
    """Collects replaced stretches and fills what lies between them, with spaces where words would
    run together.
    """

    def __init__(self, text: str, space: str) -> None:
        self._text = text
        self._space = space
        self._forms: list[SpokenForm] = []
        self._end = 0

    def replace(self, start: int, end: int, spoken: str) -> None:
        """Adds a stretch that is read as `spoken`; starts come in rising order."""
        if start > self._end:
            self._forms.append(SpokenForm(self._end, start, self._text[self._end : start]))
        if spoken:
            following = self._text[end : end + 1]
            spoken = f"{self._between(self._last(), spoken[0])}{spoken}{self._between(spoken[-1], following)}"
        self._forms.append(SpokenForm(start, end, spoken, changed=spoken != self._text[start:end]))
        self._end = end

    def without_space(self, position: int) -> int:
        """The place before a space that stands before `position`, if the space is not part of a
        form already.
        """
        return (
            position - 1
            if position - 1 >= self._end and self._text[position - 1] == " "
            else position
        )

    def before(self, position: int) -> str:
        """The last character that is spoken before `position`, or an empty string."""
        return self._text[position - 1] if position > self._end else self._last()

    def _between(self, left: str, right: str) -> str:
        if not ((ends_word(left) or left in _CLOSERS) and right.isalnum() and right not in "¹²³"):
            return ""
        if not self._space and _KATAKANA.match(left) and _KATAKANA.match(right):
            return " "  # two readings in a row would become one word
        return " " if left.isascii() and right.isascii() else self._space

    def _last(self) -> str:
        for form in reversed(self._forms[-4:]):
            if form.spoken:
                return form.spoken[-1]
        return ""

    def reading(self) -> Reading:
        """All forms, the rest of the text included."""
        if self._end < len(self._text):
            self._forms.append(SpokenForm(self._end, len(self._text), self._text[self._end :]))
        return Reading(tuple(self._forms))
