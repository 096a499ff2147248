"""The values that the rooms of `text` hand to each other."""

from dataclasses import dataclass, field, replace
from enum import IntEnum

from .tokens import Token


class Boundary(IntEnum):
    """Where a clause ends, from the weakest to the strongest; sets the silence after it."""

    CUT = 0
    """In running words, because the clause would have become too long."""
    PHRASE = 1
    """At a comma or before a conjunction."""
    CLAUSE = 2
    """At one of ``;:—`` or their kin."""
    SENTENCE = 3
    """At a full stop, question mark or exclamation mark, or at the end of a line."""
    PARAGRAPH = 4
    """At an empty line, or at the end of the text."""


class Need(IntEnum):
    """How much whoever listens needs the next words, and so where they may be parted from what
    follows.
    """

    SOON = 0
    """Where the sentence breathes: at a mark or before a conjunction."""
    NOW = 1
    """Also where a phrase ends."""
    OVERDUE = 2
    """Between any two words that do not belong closely together."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the caller's text that is synthesised at once; clauses joined are the text
    again.

    `text` is verbatim, white space included; `start` is its offset in code points from the
    beginning of the utterance's text.
    """

    text: str
    start: int
    boundary: Boundary
    tokens: tuple[Token, ...] = field(default=(), compare=False, repr=False)
    """What `text` consists of."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words spoken in one manner, or a pause, or a mark.

    `offsets[i]` is the place in the caller's text (code points) of `text[i]`, so that markup can be
    taken out and a word still be found in what the caller wrote; it has the length of `text`.
    """

    text: str = ""
    offsets: tuple[int, ...] = ()
    phonemes: str | None = None
    """Kokoro phonemes to say instead of what a dictionary gives for `text`."""
    stress: float | None = None
    """misaki's stress shift of the word: −2 … 2."""
    say_as: str | None = None
    """SSML `interpret-as`, e.g. ``cardinal``, ``characters``, ``date``, ``telephone``."""
    say_as_format: str | None = None
    """SSML `format` of say-as, e.g. ``mdy``."""
    voice: str | None = None
    """Voice id or blend; `None` is the request's."""
    language: str | None = None
    """BCP-47 tag; `None` is the voice's."""
    rate: float = 1.0
    """Factor on the request's speed, 0.25 … 4."""
    gain_db: float = 0.0
    """Volume in decibels relative to the voice's own."""
    pause_s: float = 0.0
    """Silence after the words, seconds."""
    mark: str | None = None
    """Name reported when playback comes to this place."""
    written: str | None = None
    """What the caller wrote where `text` is said instead; `None` if that is `text` itself."""

    def with_text(self, text: str, offsets: tuple[int, ...]) -> "Segment":
        """The same manner for other words."""
        return replace(self, text=text, offsets=offsets)


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """`written[start:end]` is read as `spoken`; `changed` tells whether normalisation had a say."""

    start: int
    end: int
    spoken: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is spoken. `forms` cover the written text in order, without gap or overlap."""

    forms: tuple[SpokenForm, ...]

    @property
    def text(self) -> str:
        """The spoken form."""
        return "".join(form.spoken for form in self.forms)

    def after(self, place: int) -> "Reading | None":
        """That of the written text from `place` on, or `None` where a form reaches over it."""
        forms: list[SpokenForm] = []
        for form in self.forms:
            if form.start < place < form.end:
                if form.changed or len(form.spoken) != form.end - form.start:
                    return None
                rest = form.spoken[place - form.start :]
                forms.append(SpokenForm(0, form.end - place, rest))
            elif form.start >= place:
                forms.append(replace(form, start=form.start - place, end=form.end - place))
        return Reading(tuple(forms))


CLASSES = (
    "temperature", "time", "date", "fraction", "range", "money", "number", "ordinal", "roman", "phone",
    "version", "unit", "abbreviation", "address", "acronym", "symbol", "emoji",
)  # fmt: skip
"""The classes of written forms that normalisation reads out, each of which can be switched off."""


@dataclass(frozen=True, slots=True)
class NormalizationOptions:
    """What normalisation may do.

    `disabled` names classes of `CLASSES` to leave as they are written; `emoji` is ``drop`` or
    ``name``; `enabled` off leaves all as is.
    """

    enabled: bool = True
    disabled: frozenset[str] = field(default_factory=frozenset)
    emoji: str = "drop"
