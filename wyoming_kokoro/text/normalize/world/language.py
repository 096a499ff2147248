"""A language whose written forms are read by shared rules: its words, and the turns of phrase that
differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wyoming_kokoro.text.normalize.locale import Currency, Locale
from wyoming_kokoro.text.normalize.scanner import Rule
from wyoming_kokoro.text.normalize.world.nouns import Nouns

_MILLIONS = re.compile(r"(?:[mb]ill?|trill?)(?:ón|ones|ions?|iards?|ion[ei]|iard[io]|hão|hões)$")
"""Nouns of themselves in Romance languages, in which things are counted."""


@dataclass(frozen=True, slots=True)
class Language(Locale):
    """The words of one language.

    Subclasses change the phrases whose order or agreement is their own.

    `feminine` holds the nouns, in the singular, that want feminine numbers; `parts` the names of
    halves, thirds and quarters, singular and plural; `scales` what ``k``, ``M``, ``million`` …
    after a sum of money become.
    """

    feminine: frozenset[str] = frozenset()
    decimals: str = ","
    """The decimal sign; the other one of point and comma groups thousands."""
    parts: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, str] = field(default_factory=dict)
    """What abbreviations stand for before a span of numbers."""
    tasks: Mapping[str, str] = field(default_factory=dict)
    """What abbreviations stand for before a number, if that is another thing: *exercise*."""
    millions: Mapping[str, str] = field(default_factory=dict)
    """Millions and billions in short behind a bare number."""
    short_periods: Mapping[str, str] = field(default_factory=dict)
    """Units of time in short, as after “3 times/”."""
    ordinal_marks: tuple[str, ...] = ()
    """What may follow a number to make it an ordinal; those in `feminine_marks` a feminine one."""
    feminine_marks: frozenset[str] = frozenset()
    halves: tuple[str, str] = ("", "")
    """The word for half of a thing, masculine and feminine, where it follows an *and*: *medio*, *media*."""
    first_day: str = ""
    """The first day of a month, where it has an ordinal."""
    halves_of_day: tuple[str, str, str] = ("", "", "")
    """What is said after a twelve-hour time in the morning, the afternoon and the evening."""
    rulers: frozenset[str] = frozenset()
    """Names after which a Roman numeral is a rank."""
    numbered: frozenset[str] = frozenset()
    """Lower-case nouns after which a Roman numeral of any length is a number, such as the word for
    century.
    """

    events: frozenset[str] = frozenset()
    """Lower-case nouns before which a Roman numeral is a rank, such as the word for congress."""
    month_names: Mapping[str, int] = field(default_factory=dict)
    """Months in full and abbreviated, in lower case, to their numbers."""
    day_letters: tuple[tuple[str, str], ...] = ()
    """Letters that stand for the days of the week from Monday on, and their names."""
    episode: tuple[str, str] = ("", "")
    """What is said before the numbers of a season and an episode; … is the number itself where words are not set apart."""
    day_names: Mapping[str, str] = field(default_factory=dict)
    """Abbreviated days of the week, in lower case, to their names."""
    nouns: Nouns | None = None
    """Genders of nouns, where numbers agree with them."""
    ranked: frozenset[str] = frozenset()
    """Nouns before which a number with a degree sign is an ordinal, such as the word for floor."""
    between: frozenset[str] = frozenset()
    """Words after which a dash between numbers is an *and*."""
    calls: frozenset[str] = frozenset()
    """Words, in lower case, that announce a telephone number."""
    secrets: frozenset[str] = frozenset()
    """Words, in lower case, that announce digits which are said one by one."""
    copulas: frozenset[str] = frozenset()
    """Words, in lower case, between such a word and the digits: *is*."""
    tails: frozenset[str] = frozenset()
    """What stands, in lower case, before the last digits of a card."""
    versions: frozenset[str] = frozenset()
    """Words, in lower case, that announce the number of a release."""
    released: frozenset[str] = frozenset()
    """What follows the number of a release without a space."""
    lettered: frozenset[str] = frozenset()
    """Nouns, in lower case, after which a number with a letter is a name: *seat 12A*."""
    lasting: frozenset[str] = frozenset()
    """Words, in lower case, after which hours and minutes are a length of time."""
    acronyms: frozenset[str] = frozenset()
    """Acronyms that do not look like words and are said as such; none where the front end tells."""
    shares: Mapping[str, str] = field(default_factory=dict)
    """Nouns that a fraction is counted in with ordinals, and ordinals that are other words there."""
    paired_ranges: bool = False
    """Whether the two numbers of a span before what is counted follow each other: *trenta quaranta
    minuti*.
    """
    often: tuple[str, str] = ("", "")
    """*Once* and *many times* as counted: *vez*, *veces*."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Names of letters that are words when they stand alone."""
    formula_numbers: Mapping[str, str] = field(default_factory=dict)
    """Numbers as they are said in chemical formulas, where these are other words."""
    substances: Mapping[str, str] = field(default_factory=dict)
    """Chemical formulas that are said by the name of what they are."""
    clear_days: frozenset[str] = frozenset()
    """Abbreviated days that are no words when a full stop follows them."""
    ambiguous: frozenset[str] = frozenset()
    """Symbols of units that are words of the language as well, and are read as these."""
    dated: frozenset[str] = frozenset()
    """Words, in lower case, after which figures with a slash are a day and a month."""
    games: frozenset[str] = frozenset()
    """Words, in lower case, near which an x between numbers makes a score."""
    placed: frozenset[str] = frozenset()
    """Words, in lower case, after which a number with a degree sign is a rank."""
    compass: Mapping[str, str] = field(default_factory=dict)
    """Points of the compass, in capitals, to their names, which are said of winds."""
    winds: frozenset[str] = frozenset()
    """Words, in lower case, that speak of wind."""
    first: tuple[Rule, ...] = ()
    """Rules of this language alone, tried before the shared ones of dates and times."""
    counting: tuple[Rule, ...] = ()
    """Rules of this language alone, tried before those of bare numbers."""

    def short_forms(self) -> frozenset[str]:
        dates = {*self.month_names, *self.clear_days}.difference(map(str.lower, self.months))
        return Locale.short_forms(self) | dates

    def join(self, *words: str) -> str:
        """Words with this language's space between them; empty ones are left out."""
        return self.space.join(filter(None, words))

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        return number

    def before_noun(self, number: str, noun: str) -> str:
        """Number words right before a noun: in its gender, and *dos millones de*."""
        words = self.agree(number, noun)
        return f"{words} {self.words['part of']}" if _MILLIONS.search(words) else words

    def count(self, number: str, one: str, many: str) -> str:
        """A number, written with this language's decimal sign, and what it counts."""
        words = self.numerals.number(number)
        return self.join(self.before_noun(words, one), one if number == "1" else many)

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time on the 24-hour clock."""
        words = self.join(self.hour(hour), self.numerals.cardinal(minute) if minute else "")
        return self.join(words, self.words["and"], self.seconds(second)) if second else words

    def hour(self, hour: int) -> str:
        """The hour of a clock time."""
        return self.numerals.cardinal(hour)

    def seconds(self, second: int) -> str:
        """Seconds after a clock time."""
        return self.count(str(second), *self.units["s"])

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock."""
        morning, noon, evening = self.halves_of_day
        part = (evening if hour in (8, 9, 10, 11) else noon) if afternoon else morning
        minutes = (
            self.join(self.words.get("past", ""), self.numerals.cardinal(minute)) if minute else ""
        )
        return self.join(
            self.agree(self.numerals.cardinal(hour), self.units["h"][0]), minutes, part
        )

    def date(self, year: int | None, month: int, day: int) -> str:
        """A date, day first."""
        of = self.words.get("of", "")
        words = self.join(self.day(day), of, self.months[month - 1])
        return self.join(words, of, self.year(year)) if year is not None else words

    def days(self, first: str, last: str, *, begun: str = "") -> str:
        """From one day of the week to another; `begun` is the “from” that stands before them
        already, in small letters, or empty.
        """
        return self.join(first, self.words["to"], last)

    def hours(self, first: str, last: str, *, begun: bool = False) -> str:
        """From one time of the day to another, both in words; `begun` if “from” stands before
        them already.
        """
        return self.join(first, self.words["to"], last)

    def day(self, day: int) -> str:
        """The day of a date."""
        return self.first_day if self.first_day and day == 1 else self.numerals.cardinal(day)

    def money(self, main: int, cents: int, currency: Currency) -> str:
        """A sum; `cents` is 0 to 99."""
        part = self.count(str(cents), currency.cent, currency.cents) if cents else ""
        if part and not main:
            return part
        whole = self.count(str(main), currency.one, currency.many)
        return self.join(whole, self.words["and"], part) if part else whole

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction in words, or `None` where only “over” will do."""
        if bottom in self.parts:
            one, many = self.parts[bottom]
        elif bottom <= 10:
            one = self.numerals.ordinal(bottom)
            many = one + "s"
        else:
            return None
        return self.join(self.agree(self.numerals.cardinal(top), one), one if top == 1 else many)

    def small_fraction(self, top: int, bottom: int) -> str:
        """A part of a unit whose parts are many: “un vingt-cinquième”."""
        rank = self.rank(bottom, feminine=False)
        return self.join(self.numerals.cardinal(top), rank if top == 1 else f"{rank}s")

    def grade(self, mark: str, most: int, unit: str = "") -> str:
        """A mark out of the best; `unit` is what is written after it."""
        return self.join(mark, self.words["over"], self.numerals.cardinal(most))

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction: *dos y medio*."""
        if (top, bottom) == (1, 2) and self.halves[0]:
            return self.join(self.numerals.cardinal(whole), self.words["and"], self.halves[0])
        fraction = self.fraction(top, bottom)
        return fraction and self.join(self.numerals.cardinal(whole), self.words["and"], fraction)

    def is_feminine(self, noun: str) -> bool:
        """Whether a noun, or the first word of a unit's name, wants feminine numbers."""
        first = noun.partition(" ")[0]
        return (
            noun in self.feminine
            or first in self.feminine
            or self.nouns is not None
            and self.nouns.is_feminine(first)
        )

    def half(self, noun: str) -> str:
        """Half of a thing: *media taza*."""
        return f"{self.halves[self.is_feminine(noun)]} {noun}"

    def share(self, top: int, bottom: int) -> str:
        """Parts of a whole: *tres cuartas partes*."""
        one, many = ("parte", "partes")
        rank = self.shares.get(str(bottom)) or self.rank(bottom, feminine=True)
        number = self.agree(self.numerals.cardinal(top), one)
        return self.join(number, rank if top == 1 else f"{rank}s", one if top == 1 else many)

    def and_half(self, whole: int, noun: str) -> str:
        """A number of things and a half: *dos tazas y media*, *una taza y media*."""
        one_of_many = whole == 1 and self.nouns is not None and self.nouns.is_plural(noun)
        things = self.nouns.one_of(noun) if one_of_many and self.nouns is not None else noun
        number = self.agree(self.numerals.cardinal(whole), noun)
        return self.join(number, things, self.words["and"], self.halves[self.is_feminine(noun)])

    def per(self, unit: str) -> str:
        """What stands after a price or an amount for one `unit`."""
        return self.join(self.words.get("per", ""), unit)

    def year(self, year: int) -> str:
        """The year of a date."""
        return self.numerals.cardinal(year)

    def called(self, digits: str) -> str:
        """A group of a telephone number."""
        return self.numerals.digits(digits)

    def power(self, exponent: int) -> str:
        """What is said after a number that is raised to a power; … stands for the exponent where
        words are not set apart.
        """
        number = self.numerals.cardinal(abs(exponent))
        if exponent < 0:
            number = self.join(self.words["-n"], number)
        return self.raised(number)

    def raised(self, exponent: str) -> str:
        """As `power`, of an exponent in words or a letter."""
        before, gap, after = self.words["^"].partition("…")
        return f"{before}{exponent}{after}" if gap else self.join(before, exponent)

    def percentage(self, number: str) -> str:
        """A number of percent."""
        return self.join(number, self.words["%"])

    def rank(self, number: int, *, feminine: bool) -> str:
        """An ordinal number."""
        words = self.numerals.ordinal(number)
        return (
            " ".join(word[:-1] + "a" if word.endswith("o") else word for word in words.split())
            if feminine
            else words
        )

    def ranked_before(self, words: str, noun: str) -> str:
        """An ordinal as it is said before a noun."""
        return words

    def roman(self, number: int, *, ranked: bool) -> str:
        """A Roman numeral, after a ruler's name (`ranked`) or after something that is numbered."""
        return (
            self.numerals.ordinal(number)
            if ranked and number <= 10
            else self.numerals.cardinal(number)
        )
