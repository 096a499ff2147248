"""Tells abbreviations, and the names and numbers that go on after them."""

import re
from functools import lru_cache

from . import characters as ch
from . import words
from .normalize.grammars import locale_of
from .normalize.locale import Locale

_HALF_OF_DAY = re.compile(r"[ap]\.m", re.IGNORECASE)
_SIZED = re.compile(r"[0-9].*-[a-z]{1,4}$")
_SHILLINGS = re.compile("[0-9]{1,2}s")
_VOWELS = frozenset("aeiouyàáâãäèéêëìíîïòóôõöùúûü")
_UNITS = frozenset("ghlmst")
_POINTS = frozenset("NSEW")


def _unelided(core: str) -> str:
    """A word without the article, the preposition or the number that is written together with it:
    *l'art*, *1341–c*.
    """
    return core[max(core.rfind("'"), core.rfind("’"), core.rfind("–")) + 1 :]


class Abbreviations:
    """Those of a language.

    A `core` is the word before a full stop, `before` the token before it.
    """

    def __init__(self, locale: Locale) -> None:
        self._short_forms = locale.short_forms()
        self._numbered_forms = locale.numbered_forms
        self._words_as_well = locale.words_as_well
        self._regions = locale.regions
        self._region_names = locale.region_names
        self._followers = locale.followers
        names = {form for form in self._short_forms if form.istitle()}
        is_english = locale.tag.partition("-")[0] == "en"
        self._roman = re.compile("[IVXLC]{2,8}[a-f]?|[VX]" if is_english else "[IVXLC]{2,8}|[IVX]")
        self._letters = frozenset("AIOYÀÈÉ") if is_english else frozenset("AEIOUYÀÈÉÊÓÔ")
        """Letters that are words."""
        self._lettered = words.LETTERED | (frozenset(("a", "an")) if is_english else frozenset())
        self._named = locale.named_forms
        """What stands before names, in small letters: “edif. Sol”."""
        if not is_english:
            self._named |= frozenset(map(str.lower, names)) - self._short_forms

    def waits_for_more(self, core: str, following: str, before: str) -> bool:
        """Whether no sentence ends after `core`, the next word beginning with `following`."""
        name = _unelided(core).lower()
        if self._is_numbered(core):
            inside = following.islower() or following == "("
            if following.isdigit() or following in ("#", "~") or inside and name not in words.NO:
                return True
            return self._is_abbreviation(core, before)
        if _is_county(core, before):
            return True
        if following.islower() and (_is_measured(core, before) or _is_clipped(core)):
            return True
        if following.isdigit() and _is_counted(core, before):
            return True
        if self._is_trailer(core, before) or name in words.TRAILERS:
            return bool(following) and not following.isupper()
        if self._is_abbreviation(core, before):
            return True
        return self._is_short_form(core) and bool(following) and not following.isupper()

    def is_label(self, core: str) -> bool:
        """Whether `core` stands before a number."""
        return self._is_numbered(core) or self._is_short_form(core)

    def may_be(self, core: str, before: str) -> bool:
        """Whether a full stop after `core` may be no sentence's."""
        return self._is_known(core, before) or core[:1].isupper() and core in self._followers

    def is_doubtful(self, core: str, following: str, before: str) -> bool:
        """Whether the whole next word tells."""
        if following.isdigit():  # “Dan. 3:17”
            known = self._is_known(core, before) or _is_counted(core, before)
            return core in self._followers and not known
        return following.isupper() and self.may_be(core, before)

    def starts_sentence(self, word: str, after: str, core: str, before: str) -> bool:
        """Whether `word`, with the characters `after` behind it, begins a sentence behind `core`."""
        name, short = word.lower().replace("’", "'"), _unelided(core)
        if _HALF_OF_DAY.fullmatch(short) and word in words.CALENDAR:
            return False  # “9 a.m. Sat.”
        if after[:1].isdigit() or self._is_letter(word, after):
            return False
        if after[:1] == "." and word in words.APPOSED:
            return False  # “Kaiser Bros. Inc.”
        if self._goes_on(word + after, short, before):
            return False
        if not self._is_abbreviation(core, before):
            return self._roman.fullmatch(word) is None and not (word.isupper() and len(word) > 1)
        named = short in self._named or short.istitle() and short in self._short_forms
        if named and name in words.ARTICLES_OF_NAMES:
            return False  # Av. Los Pinos, but: EE. UU. Los …
        return after[:1] != "." and name in words.STARTERS

    def is_apposed(self, word: str, after: str) -> bool:
        """Whether `word` belongs to the name before its comma: “Atlanta, Ga.”, “Acme, Inc.”."""
        stopped = after[:1] == "." and (word in self._regions or word in words.APPOSED)
        return stopped or word in self._region_names or word in words.APPOSED_BARE

    def _is_known(self, core: str, before: str) -> bool:
        name = _unelided(core).lower()
        if self._is_numbered(core) or name in words.TRAILERS or self._is_trailer(core, before):
            return True
        if self._is_short_form(core) or _is_measured(core, before):
            return True
        return _is_clipped(core) or name in words.TITLES or self._is_abbreviation(core, before)

    def _goes_on(self, text: str, short: str, before: str) -> bool:
        """Whether `text` is one of the words behind `short` that go on with its sentence."""
        goes_on = None if self._is_behind_town(short, before) else self._followers.get(short)
        return goes_on is not None and goes_on.match(text) is not None

    def _is_behind_town(self, short: str, before: str) -> bool:
        """“in Gary, Ind. Police said …”."""
        return short in self._regions and before[-1:] == "," and before[:1].isupper()

    def _is_letter(self, word: str, after: str) -> bool:
        """A code, the initial of a name, a point of the compass."""
        if len(word) > 1 or not word.isalpha():
            return False
        return after[:1] in (".", "-", "‐") or word in _POINTS or word not in self._letters

    def _is_numbered(self, core: str) -> bool:
        short = _unelided(core)
        return short in self._numbered_forms or short.lower() in words.NUMBERED

    def _is_trailer(self, core: str, before: str) -> bool:
        """Whether `core` ends a sentence where a capital follows: a date, a unit, a state, a firm."""
        if _is_dated(core) or core in self._regions:
            return True
        if len(core) == 1:
            told = before.rstrip(".").lower() in self._lettered or before[-1:] in ("º", "ª")
            lettered = core.isupper() and told  # “Plan B”, “3.º B”
            return lettered or core in _UNITS and before[-1:].isdigit()
        doubled = _is_doubled(core) and _is_doubled(before.rstrip("."))
        return doubled or core in words.DOTTED_TRAILERS and core in self._short_forms

    def _is_short_form(self, core: str) -> bool:
        short = _unelided(core)
        first, _, last = short.rpartition("-")
        if first.endswith(".") and first.rstrip(".").lower() in self._short_forms or last.istitle():
            short = last  # “lun.-ven. 9-17”, “the K-Gr. 2 lunch”
        short = short[short.rfind("/") + 1 :]  # “12 owls/sq. mi.”
        return short in self._short_forms or short.lower() in self._short_forms

    def _is_abbreviation(self, core: str, before: str) -> bool:
        short = _unelided(core)
        name = short.lower()
        if self._is_trailer(core, before):
            named = core in self._regions and core not in self._followers
            return named and not self._is_behind_town(core, before)
        if len(core) == 1 or len(short) == 1 and short.islower() and core[-2] == "–":
            return short.isalpha() and not ch.is_unspaced(short)
        first, _, last = name.rpartition("-")
        if first.endswith(".") and last in words.TITLES or _SIZED.search(core):
            return True  # “Sgt.-Maj. Hale”, “a 12-oz. Coke”
        if name in words.TITLES:
            return not (name in words.MEASURES and before[-1:].isdigit() and short.islower())
        if _is_county(core, before) or _is_label(short, before):
            return True
        if name in words.TRAILERS or name in words.NO or short in self._words_as_well:
            return False
        if (
            short in self._named
            or short.istitle()
            and (short in self._short_forms or name == "cap")
        ):
            return True
        if _is_doubled(core):
            return True
        return words.DOTTED.fullmatch(core) is not None and not any(c.isdigit() for c in core)


@lru_cache(maxsize=16)
def abbreviations_of(language: str) -> Abbreviations:
    """Those of a language (BCP-47), collected once."""
    return Abbreviations(locale_of(language))


def _is_clipped(core: str) -> bool:
    """Two letters without a vowel: “a hx. of asthma”."""
    if len(core) != 2 or core.isupper() or not core.isalpha():
        return False
    return not _VOWELS.intersection(core.lower()) and core.lower() not in ("hm", "sh")


def _is_measured(core: str, before: str) -> bool:
    """Whether `core` has a unit before what is measured: “an 8x8-in. pan”, “3 in. wide”."""
    return _SIZED.search(core) is not None or core == "in" and before[-1:].isdigit()


def _is_county(core: str, before: str) -> bool:
    """Whether a name of Ireland follows: “in Co. Mayo”, but not “Hill and Co.”."""
    return core == "Co" and (before[-1:] == "," or words.is_preposition(before.lower()))


def _is_doubled(core: str) -> bool:
    """A word of the plural that Spanish doubles: EE. UU."""
    return len(core) == 2 and core.isupper() and core[0] == core[1]


def _is_dated(core: str) -> bool:
    """A day or a month: “Sat”, “M-Sat”."""
    return core[core.rfind("-") + 1 :] in words.CALENDAR


def _is_label(short: str, before: str) -> bool:
    """Whether `short` is no unit, for its capital and the number that is missing: “Sec. Hill”, “Max.
    Speed”.
    """
    return short in words.LABELS and not before[-1:].isdigit()


def _is_counted(core: str, before: str) -> bool:
    """Whether `core` has a number after it: shillings before pence, a book of the Bible."""
    return (
        _SHILLINGS.fullmatch(core) is not None
        or before in ("1", "2", "3", "I", "II", "III")
        and core.istitle()
    )
