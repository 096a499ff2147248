"""French."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.world.french.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.french.words import (
    ABBREVIATIONS,
    CURRENCIES,
    FEMININE,
    NUMBERED,
    OWN,
    RULERS,
    SCALES,
    WORDS,
)
from wyoming_kokoro.text.normalize.world.language import Language


@dataclass(frozen=True, slots=True)
class French(Language):
    """*Un* takes the noun's gender; hours are always named."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        ends_in_one = number.split("-")[-1].split(" ")[-1] == "un"
        return number + "e" if ends_in_one and self.is_feminine(noun) else number

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; the plural begins at two."""
        return Language.count(self, number, one, one if float(number) < 2 else many)

    def hour(self, hour: int) -> str:
        """The hour of a clock time: “dix-sept heures”."""
        return self.count(str(hour), "heure", "heures")

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: “sept heures trente du matin”."""
        morning, noon, evening = self.halves_of_day
        if hour == 12:
            words = "midi" if afternoon else "minuit"
            return self.join(words, self.numerals.cardinal(minute) if minute else "")
        part = (evening if hour in range(6, 12) else noon) if afternoon else morning
        return self.join(self.clock(hour, minute, None), part)

    def half(self, noun: str) -> str:
        """“une demi-tasse”."""
        return f"{'une' if self.is_feminine(noun) else 'un'} demi-{noun}"

    def called(self, digits: str) -> str:
        """A group of a telephone number, said as a number, with its zeros."""
        zeros = len(digits) - len(digits.lstrip("0"))
        words = ["zéro"] * zeros + (
            [self.numerals.cardinal(int(digits))] if zeros < len(digits) else []
        )
        return " ".join(words)

    def rank(self, number: int, *, feminine: bool) -> str:
        """An ordinal number."""
        if number == 1:
            return "première" if feminine else "premier"
        return self.numerals.ordinal(number).replace("vingtsième", "vingtième")

    def roman(self, number: int, *, ranked: bool) -> str:
        """Kings are counted with cardinals, the first one excepted."""
        return "premier" if ranked and number == 1 else self.numerals.cardinal(number)


def language() -> French:
    """French as spoken in France."""
    return French(
        tag="fr",
        numerals=Numerals("fr", point="virgule", minus="moins", paired=True),
        words=WORDS,
        units=cldr.units("fr", OWN),
        currencies=CURRENCIES,
        months=cldr.months("fr"),
        feminine=FEMININE,
        month_names={**cldr.short_months("fr"), "juill": 7, "fév": 2, "fevr": 2},
        day_names=cldr.weekdays("fr"),
        nouns=NOUNS,
        ranked=frozenset(),
        dated=frozenset("le du au".split()),
        ambiguous=frozenset(("mi", "in")),
        between=frozenset(("entre",)),
        calls=frozenset(
            "appelle appelez appeler téléphone tél tel portable mobile numéro composez fax".split()
        ),
        secrets=frozenset(("pin", "code")),
        parts={2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")},
        scales=SCALES,
        abbreviations=ABBREVIATIONS,
        ordinal_marks=("er", "re", "ère", "e", "ème", "eme", "nd", "nde", "ᵉ", "ᵉʳ"),
        feminine_marks=frozenset(("re", "ère", "nde")),
        halves=("demi", "demie"),
        first_day="premier",
        halves_of_day=("du matin", "de l'après-midi", "du soir"),
        rulers=RULERS,
        numbered=NUMBERED,
    )
