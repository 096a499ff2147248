"""French."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.world import cldr
from wyoming_kokoro.text.normalize.world.french.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.language import Language

_WORDS = {
    ".": "point", "@": "arobase", "/": "slash", "-": "tiret", "_": "tiret bas", ":": "deux points", "?": "point d'interrogation",
    "=": "égale",
    "&": "et", "%": "pour cent", "#": "dièse", "+": "plus", "#tag": "hashtag", "www": "trois w", "×": "fois", "÷": "divisé par",
    "±": "plus ou moins", "≈": "environ", "≠": "différent de", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "<": "inférieur à",
    ">": "supérieur à", "~": "environ", "-n": "moins", "to": "à", "№": "numéro", "°": "degrés", "‰": "pour mille", "€": "euros",
    "£": "livres",
    "$": "dollars", "→": "vers", "²": "au carré", "³": "au cube", "^": "puissance", "|": "ou", "sharp": "dièse", "and": "et", "of": "",
    "over": "sur", "part of": "de", "per": "par", "version": "version", "∞": "infini", "√": "racine carrée de", "§": "paragraphe", "*": "étoile",
}  # fmt: skip
_OWN = {
    "dB": ("décibel", "décibels"), "Wh": ("watt-heure", "watts-heures"), "kWh": ("kilowatt-heure", "kilowatts-heures"),
    "MWh": ("mégawatt-heure", "mégawatts-heures"), "kV": ("kilovolt", "kilovolts"), "mV": ("millivolt", "millivolts"),
    "Ah": ("ampère-heure", "ampères-heures"),
    "mAh": ("milliampère-heure", "milliampères-heures"), "l/100 km": ("litre aux cent kilomètres", "litres aux cent kilomètres"), "rpm": ("tour par minute", "tours par minute"),
    "tr/min": ("tour par minute", "tours par minute"),
    "ppb": ("partie par milliard", "parties par milliard"), "ppm": ("partie par million", "parties par million"), "lux": ("lux", "lux"),
    "Go": ("gigaoctet", "gigaoctets"), "Mo": ("mégaoctet", "mégaoctets"), "Ko": ("kilooctet", "kilooctets"),
    "ko": ("kilooctet", "kilooctets"),
    "To": ("téraoctet", "téraoctets"), "VA": ("voltampère", "voltampères"), "sec": ("seconde", "secondes"),
    "dBm": ("décibel-milliwatt", "décibels-milliwatts"), "mn": ("minute", "minutes"), "j": ("jour", "jours"),
}  # fmt: skip
_CURRENCIES = {
    "€": Currency("euro", "euros", "centime", "centimes"), "EUR": Currency("euro", "euros", "centime", "centimes"),
    "$": Currency("dollar", "dollars", "cent", "cents"), "US$": Currency("dollar", "dollars", "cent", "cents"),
    "USD": Currency("dollar", "dollars", "cent", "cents"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
    "CHF": Currency("franc suisse", "francs suisses", "centime", "centimes"), "£": Currency("livre sterling", "livres sterling", "penny", "pence"),
    "¥": Currency("yen", "yens"),
}  # fmt: skip
_ABBREVIATIONS = {
    "M.": "monsieur", "MM.": "messieurs", "Mme": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle", "Dr": "docteur",
    "Dr.": "docteur", "Pr": "professeur",
    "Pr.": "professeur", "Me": "maître", "St": "saint", "Ste": "sainte", "etc.": "et cætera", "p. ex.": "par exemple",
    "p.ex.": "par exemple",
    "c.-à-d.": "c'est-à-dire", "c-à-d": "c'est-à-dire", "n°": "numéro", "N°": "Numéro", "nº": "numéro", "av.": "avenue",
    "Av.": "Avenue", "bd": "boulevard",
    "Bd": "Boulevard", "bd.": "boulevard", "max.": "maximum", "min.": "minimum", "env.": "environ", "tél.": "téléphone",
    "Tél.": "Téléphone",
    "svp": "s'il vous plaît", "vs": "contre", "J.-C.": "Jésus-Christ",
}  # fmt: skip
_SCALES = {
    "k": "mille",
    "m": "millions de",
    "md": "milliards de",
    "million": "million de",
    "millions": "millions de",
    "milliard": "milliard de",
    "milliards": "milliards de",
}
_FEMININE = frozenset(("livre sterling",))
_RULERS = frozenset(
    "Louis Charles François Henri Philippe Napoléon Jean Paul Pie Benoît Léon Élisabeth Elizabeth Guillaume George Édouard"
    " Jacques".split()
)
_NUMBERED = frozenset(
    "siècle siècles chapitre tome volume acte article titre guerre mondiale arrondissement".split()
)


@dataclass(frozen=True, slots=True)
class French(Language):
    """*Un* takes the noun's gender; hours are always named."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        ends_in_one = number.split("-")[-1].split(" ")[-1] == "un"
        return number + "e" if ends_in_one and self.is_feminine(noun) else number

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

    def day(self, day: int) -> str:
        """The day of a date, the first as an ordinal."""
        return "premier" if day == 1 else self.numerals.cardinal(day)

    def half(self, noun: str) -> str:
        """“une demi-tasse”."""
        return f"{'une' if self.is_feminine(noun) else 'un'} demi-{noun}"

    def and_half(self, whole: int, noun: str) -> str:
        """“deux heures et demie”."""
        things = NOUNS.one_of(noun) if whole == 1 and NOUNS.is_plural(noun) else noun
        return f"{self.agree(self.numerals.cardinal(whole), noun)} {things} et demi{'e' if self.is_feminine(noun) else ''}"

    def called(self, digits: str) -> str:
        """A group of a telephone number, said as a number, with its zeros."""
        zeros = len(digits) - len(digits.lstrip("0"))
        words = ["zéro"] * zeros + (
            [self.numerals.cardinal(int(digits))] if zeros < len(digits) else []
        )
        return " ".join(words)

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction: “deux et demi”."""
        return (
            f"{self.numerals.cardinal(whole)} et demi"
            if (top, bottom) == (1, 2)
            else Language.mixed(self, whole, top, bottom)
        )

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
        numerals=Numerals("fr", point="virgule", minus="moins"),
        words=_WORDS,
        units=cldr.units("fr", _OWN),
        currencies=_CURRENCIES,
        months=cldr.months("fr"),
        feminine=_FEMININE,
        month_names={**cldr.short_months("fr"), "juill": 7, "fév": 2, "fevr": 2},
        day_names=cldr.weekdays("fr"),
        nouns=NOUNS,
        ranked=frozenset(),
        between=frozenset(("entre",)),
        calls=frozenset(
            "appelle appelez appeler téléphone tél tel portable mobile numéro composez fax".split()
        ),
        secrets=frozenset(("pin",)),
        parts={2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")},
        scales=_SCALES,
        abbreviations=_ABBREVIATIONS,
        ordinal_marks=("er", "re", "ère", "e", "ème", "eme", "nd", "nde", "ᵉ", "ᵉʳ"),
        feminine_marks=frozenset(("re", "ère", "nde")),
        halves_of_day=("du matin", "de l'après-midi", "du soir"),
        rulers=_RULERS,
        numbered=_NUMBERED,
    )
