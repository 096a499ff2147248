"""French."""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.french.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.french.words import (
    ABBREVIATIONS,
    COMPASS,
    CURRENCIES,
    FEMININE,
    NUMBERED,
    RULERS,
    SCALES,
    UNITS,
    WINDS,
    WORDS,
)
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import clock_time, spoken_language
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_ELIDED = re.compile(
    r"\bde (?=[aeiouyàâéèêëîïôûœ]|h(?:eure|ect|ertz|abitant|iver|omme))", re.IGNORECASE
)


_AND_HALF = re.compile(r"(?<=[a-zé] )(?:1/2|½)(?![\w/.,]\w|[0-9])(?P<on>(?= [a-z]))?")
_TIMES = frozenset("an année moi semaine jour heure minute siècle".split())
"""Nouns in whose midst a half is theirs, whatever word follows; without the s of a plural."""
_HALVED = re.compile(r"(?:[0-9]|\bune?) (?P<noun>(?!et )[a-zéèûê]{2,20}) $")


def _and_half(match: re.Match[str], context: Context) -> str | None:
    """“3 ans 1/2”."""
    found = _HALVED.search(context.text[max(0, match.start() - 28) : match.start()])
    if found is None or match["on"] is not None and found["noun"].rstrip("s") not in _TIMES:
        return None
    feminine = spoken_language(context).is_feminine(found["noun"])
    return f"et demi{'e' if feminine else ''}"


_SHORT_NUMBER = re.compile(
    r"(?:(?<=[Ll]e )|(?<=\b1[578], )|(?<=\b1[578] ou ))(?:3[0-9]{3}|10[1-9][0-9])(?= |[.,!?]|$)(?!,[0-9])"
)
_ANSWERED = re.compile(
    r"\b(?:appel|répond|compos|joindre|contact|numéro|gratuit|écoute|disponible|service|urgence)",
    re.IGNORECASE,
)


_OF_ONE = re.compile(
    r"\bde (?=(?:1(?:,[0-9]+)?|1 ?[½¼⅓⅛]|(?:1 )?1/[1-9][0-9]{0,3})(?: ?(?!(?:à|et|ou)\b)[^\W\d_]|[ \u00a0\u202f]?€)|£1(?!\d|[.,]\d)|[½¼⅓⅛]|(?:avr|oct)\.)",
    re.IGNORECASE,
)
"""“une durée de 1 h 30”: *de* is elided before *un* and *une*."""
_FOUR_BY_FOUR = re.compile(r"\b4 ?[x×] ?4\b")
_OF_ORDINAL = re.compile(r"(?:(?<=[0-9]e )|(?<=[0-9]ᵉ ))min\.?(?![^\W_])")
_CENTURY = re.compile(r"(?<=[IVX]e )s\.")


_APART = re.compile(
    r"(?<![\w.,])(?P<hour>[0-9]{1,2})[ \u00a0\u202f]h[ \u00a0\u202f](?P<minute>[0-5][0-9])(?![\w'′’]|[.,:][0-9]|[ \u00a0\u202f]?(?:min|mn|km|m|kg|€|%)(?!\w))"
)


_KNOTS = re.compile(r"(?<=[0-9] )nds?(?!\w)")
_SCHOOL = re.compile(r"(?<![^\W_])CM(?=[12](?!\w))")
"""Classes of a school, which the phonemiser would take for centimetres."""
_STREET = re.compile(r"(?<=[0-9] )r\.(?= (?:d[eu]s? |d['’]|[A-Z]))")
_LAW = re.compile(r"(?<![\w.])L\.(?= n°)")
_LESS = re.compile(r"(?<=\bde )-(?= de [0-9])")
_FEVER = re.compile(r"(?<!\w)T°(?= ?[<>=:à])")
_FORM = re.compile(
    r"(?:(?<=en )|(?<=de )|(?<=les )|(?<=la ))(?P<form>[3-6])[eè](?P<group>[1-9])(?!\w)"
)
_WAR = re.compile(
    r"(?:(?<=guerre de )|(?<=guerre )|(?<=celle de ))(?P<begun>14|39|70)-(?=(?:18|45|71)(?![\w/-]| ?(?:ans|h|%|°|€|kg|cm|mm)(?!\w)))"
)


def _form(match: re.Match[str], context: Context) -> str:
    """A class of a school: “en 3e2”."""
    language = spoken_language(context)
    rank = language.rank(int(match["form"]), feminine=False)
    return f"{rank} {language.numerals.cardinal(int(match['group']))}"


_OFFICERS = {"Gal": "général", "Mal": "maréchal", "Cdt": "commandant", "Cel": "colonel"}
_OFFICER = re.compile(r"(?:(?<=\bdu )|(?<=\bDu ))(?:Gal|Mal|Cdt|Cel)(?=\.? (?:de |[A-Z]))")
_POWER = re.compile(r"(?<![\w.,])(?P<number>[0-9]{1,4}) ch(?!\w|\.\w)(?P<stop>(?=\.))?")
_ARRIVAL = re.compile(r"\b[aA]rr\.(?= [0-9]{1,2} ?[h:])")
_SIZE = re.compile(r"(?<![\w.])T\.(?= ?(?:[0-9]{2}|X{0,2}[SL]|M)(?!\w))")
_LEFT = re.compile(r"(?:(?<=[0-9]e )|(?<=étage ))g\.(?!\w)")


def _power(match: re.Match[str], context: Context) -> str | None:
    """Horses of an engine, of which there are many, and rooms to sleep in: “90 ch”, “3 ch”."""
    several = int(match["number"]) > 12
    if match["stop"] is not None and not several:
        return None
    names = ("cheval", "chevaux") if several else ("chambre", "chambres")
    return spoken_language(context).count(match["number"], *names)


_CHARGED = {"CC": "charges comprises", "HC": "hors charges", "FAI": "frais d'agence inclus"}
_CHARGES = re.compile(r"(?<=€ )(?:CC|HC|FAI)(?![\w])|(?<=€/mois )(?:CC|HC)(?!\w)")
_LIVED = re.compile(r"(?<=[0-9] )p\.(?! ?[0-9])|(?<= m² )hab\.|(?<= m2 )hab\.")
_HOME = re.compile(
    r"\b(?:maison|appt?|appartement|villa|duplex|studio|loft|pavillon)\b", re.IGNORECASE
)


def _lived(match: re.Match[str], context: Context) -> str | None:
    """“maison 5 p., 120 m² hab.”, “cahier 96 p.”, “pour 4 p.”"""
    stop = "." if context.ends_sentence(match.end()) else ""
    if match.group() == "hab.":
        return f"habitables{stop}"
    if _HOME.search(context.near_in_sentence(match, 24)):
        return f"pièces{stop}"
    before = context.text[max(0, match.start() - 12) : match.start()]
    return f"{'personnes' if 'pour ' in before else 'pages'}{stop}"


def _short_number(match: re.Match[str], context: Context) -> str | None:
    """A service of four figures, said as two numbers: “le trente-neuf quarante-neuf”."""
    if not _ANSWERED.search(context.near_in_sentence(match)):
        return None
    return spoken_language(context).called(match.group())


_ARTICLE = re.compile(r"(?<![\w.,-])(?P<number>[0-9]{1,4})-(?=(?P<part>[0-9]{1,3})(?![0-9-]))")
_OF_LAW = re.compile(r"\b(?:articles?|art\.?) (?P<code>[LRDA]\.? ?)?$", re.IGNORECASE)


def _article(match: re.Match[str], context: Context) -> str | None:
    """A part of an article: “l'art. 14-2”, “l'article L. 121-3”."""
    before = _OF_LAW.search(context.text[max(0, match.start() - 14) : match.start()])
    if before is None or not before["code"] and int(match["part"]) > int(match["number"]):
        return None
    return f"{context.locale.numerals.cardinal(int(match['number']))} tiret "


def _century(match: re.Match[str], context: Context) -> str:
    """“XXIe s.”; the full stop may end the sentence as well."""
    return "siècle." if context.ends_sentence(match.end()) else "siècle"


@dataclass(frozen=True, slots=True)
class French(Language):
    """*Un* takes the noun's gender; hours are always named."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        ends_in_one = number.split("-")[-1].split(" ")[-1] == "un"
        return number + "e" if ends_in_one and self.is_feminine(noun) else number

    def join(self, *words: str) -> str:
        """Words with spaces between them; *de* is elided before a vowel."""
        return _ELIDED.sub("d'", Language.join(self, *words))

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time on the 24-hour clock; minutes are feminine, too: “vingt et une heures vingt et
        une”.
        """
        minutes = self.agree(self.numerals.cardinal(minute), "minute") if minute else ""
        words = self.join(self.hour(hour), minutes)
        return self.join(words, self.words["and"], self.seconds(second)) if second else words

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; the plural begins at two."""
        return Language.count(self, number, one, one if float(number) < 2 else many)

    def hour(self, hour: int) -> str:
        """The hour of a clock time: “dix-sept heures”."""
        return self.count(str(hour), "heure", "heures")

    def days(self, first: str, last: str, *, begun: str = "") -> str:
        """“du lundi au vendredi”, “de lundi à vendredi”."""
        to = "à" if begun in ("de", "des", "dès") else "au"
        return f"{'' if begun else 'du '}{first} {to} {last}"

    def hours(self, first: str, last: str, *, begun: bool = False) -> str:
        """“de neuf heures à dix-huit heures”."""
        return self.join("" if begun else "de", first, "à", last)

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: “sept heures trente du matin”."""
        morning, noon, evening = self.halves_of_day
        if hour == 12:
            words = "midi" if afternoon else "minuit"
            minutes = self.agree(self.numerals.cardinal(minute), "minute")
            return self.join(words, minutes if minute else "")
        part = (evening if hour in range(6, 12) else noon) if afternoon else morning
        return self.join(self.clock(hour, minute, None), part)

    def half(self, noun: str) -> str:
        """“une demi-tasse”."""
        return f"{'une' if self.is_feminine(noun) else 'un'} demi-{noun}"

    def called(self, digits: str) -> str:
        """A group of a telephone number, said as a number, with its zeros; four figures are two
        numbers, and more than four are pairs.
        """
        if len(digits) == 6 and digits.startswith("116"):
            return f"{self.called(digits[:3])}{self.comma}{self.called(digits[3:])}"
        if len(digits) > 4:
            if digits.startswith("33"):
                return f"{self.called('33')}{self.comma}{self.called(digits[2:])}"
            first = 2 - len(digits) % 2
            pairs = (digits[at : at + 2] for at in range(first, len(digits), 2))
            return self.comma.join(map(self.called, (digits[:first], *pairs)))
        if len(digits) == 4 and digits[0] != "0" and digits[2] != "0":
            return f"{self.called(digits[:2])} {self.called(digits[2:])}"
        zeros = len(digits) - len(digits.lstrip("0"))
        words = ["zéro"] * zeros + (
            [self.numerals.cardinal(int(digits))] if zeros < len(digits) else []
        )
        return " ".join(words)

    def rank(self, number: int, *, feminine: bool) -> str:
        """An ordinal number."""
        if number == 1:
            return "première" if feminine else "premier"
        return self.numerals.ordinal(number).replace("tsième", "tième")

    def roman(self, number: int, *, ranked: bool) -> str:
        """Kings are counted with cardinals, the first one excepted."""
        return "premier" if ranked and number == 1 else self.numerals.cardinal(number)


def language() -> French:
    """French as spoken in France."""
    return French(
        tag="fr",
        episode=("saison", "épisode"),
        day_letters=tuple(
            zip("LMMJVSD", "lundi mardi mercredi jeudi vendredi samedi dimanche".split())
        ),
        numerals=Numerals("fr", point="virgule", minus="moins", paired=True),
        words=WORDS,
        units=with_careless_forms(cldr.units("fr", UNITS)),
        currencies={**cldr.currencies("fr", "cent", "cents"), **CURRENCIES},
        months=cldr.months("fr"),
        feminine=FEMININE,
        month_names={**cldr.short_months("fr"), "juill": 7, "fév": 2, "fevr": 2},
        day_names=cldr.weekdays("fr"),
        nouns=NOUNS,
        ranked=frozenset(),
        dated=frozenset("le du au".split()),
        ambiguous=frozenset(("mi", "in")),
        between=frozenset(("entre",)),
        first=(
            Rule("unit", "n", _KNOTS, lambda match, context: "nœuds"),
            Rule("time", DIGIT, _APART, clock_time),
            Rule("abbreviation", "r", _STREET, lambda match, context: "rue"),
            Rule("abbreviation", "L", _LAW, lambda match, context: "loi"),
            Rule("symbol", "-", _LESS, lambda match, context: "moins"),
            Rule("abbreviation", "T", _FEVER, lambda match, context: "température"),
            Rule("number", DIGIT, _FORM, _form),
            Rule(
                "number",
                DIGIT,
                _WAR,
                lambda match, context: f"{context.locale.numerals.cardinal(int(match['begun']))} ",
            ),
            Rule("acronym", "C", _SCHOOL, lambda match, context: "C M "),
            Rule("abbreviation", "GMC", _OFFICER, lambda match, context: _OFFICERS[match.group()]),
            Rule("unit", DIGIT, _POWER, _power),
            Rule("abbreviation", "aA", _ARRIVAL, lambda match, context: "arrivée"),
            Rule("abbreviation", "T", _SIZE, lambda match, context: "taille"),
            Rule("abbreviation", "g", _LEFT, lambda match, context: "gauche"),
            Rule("abbreviation", LETTER, _CHARGES, lambda match, context: _CHARGED[match.group()]),
            Rule("abbreviation", "hp", _LIVED, _lived),
            Rule("fraction", DIGIT + "½", _AND_HALF, _and_half),
            Rule("phone", DIGIT, _SHORT_NUMBER, _short_number),
            Rule("number", DIGIT, _ARTICLE, _article),
            Rule("number", "dD", _OF_ONE, lambda match, context: "d'"),
            Rule("number", DIGIT, _FOUR_BY_FOUR, lambda match, context: "quatre-quatre"),
            Rule("abbreviation", LETTER, _OF_ORDINAL, lambda match, context: "minute"),
            Rule("abbreviation", LETTER, _CENTURY, _century),
        ),
        calls=frozenset(
            "appelle appeler contacter appelez contactez joignez téléphone tél tel portable mobile numéro composez fax".split()
        ),
        secrets=frozenset("pin code digicode passe otp".split()),
        copulas=frozenset("est sera c'est numéro suivant".split()),
        tails=frozenset(
            "se terminant par,finissant par,se termine par,finit par,terminée par".split(",")
        ),
        versions=frozenset("version versions firmware micrologiciel jour mettre passage".split()),
        lettered=NOUNS.labels | frozenset("places fauteuil bâtiment hall".split()),
        spelled=frozenset(
            "FAI CHU DUT BEP CAP PLU SAV TER ARS VIH SPA BRI FMI BCE PSA PIB OM OL QI RER USA SUV IUT AOP AOC EPR".split()
        ),
        often=("fois", "fois"),
        acronyms=frozenset("INSEE SMIC EHPAD CAPES FNAC CNAM CNED CNIL PNEU".split()),
        clear_days=frozenset("lun mar ven sam dim".split()),
        parts={2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")},
        scales=SCALES,
        abbreviations=ABBREVIATIONS,
        numbered_forms=frozenset(("mer", "Mer")),
        named_forms=frozenset("all chem imp pl sq".split()),
        spans={
            "p.": "pages",
            "ex.": "exercices",
            "exerc.": "exercices",
            "chap.": "chapitres",
        },
        tasks={"ex.": "exercice"},
        millions={
            "M": "millions",
            **dict.fromkeys(("Md", "Mds", "md", "mds", "Mrd", "Mrds"), "milliards"),
        },
        short_periods={"pers": "personne", "hab": "habitant", "j": "jour", "sem": "semaine"},
        ordinal_marks=("er", "re", "ère", "e", "ème", "eme", "nd", "nde", "ᵉ", "ᵉʳ"),
        feminine_marks=frozenset(("re", "ère", "nde")),
        halves=("demi", "demie"),
        first_day="premier",
        halves_of_day=("du matin", "de l'après-midi", "du soir"),
        rulers=RULERS,
        numbered=NUMBERED,
        compass=COMPASS,
        winds=WINDS,
    )
