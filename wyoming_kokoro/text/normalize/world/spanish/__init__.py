"""Spanish."""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.roman import value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import end_stop, spoken_language
from wyoming_kokoro.text.normalize.world.spanish.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.spanish.words import (
    ABBREVIATIONS,
    COMPASS,
    CURRENCIES,
    EVENTS,
    NUMBERED,
    RULERS,
    SCALES,
    STRESSED,
    UNITS,
    WINDS,
    WORDS,
)
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_MOBILE = re.compile(
    r"(?<![\w.,])(?:[67][0-9]{2}|90[0-2]|800) [0-9]{3} [0-9]{3}(?![0-9]|[.,][0-9]| [a-z€$%°])"
)


_PULSE = re.compile(r"(?<![\w.,])(?P<number>[0-9]{2,3})[ \u00a0]?ppm(?![^\W_])")
_HEART = re.compile(r"puls|cardíac|cardiac|corazón|latid|ritmo", re.IGNORECASE)
_ONE_TENTH = re.compile(r"(?<![\w.,])[0-9]{1,6},[0-9]{0,2}1(?= (?:mil )?[mb]illones(?![^\W_]))")


def _pulse(match: re.Match[str], context: Context) -> str | None:
    """Beats of a heart, whose symbol means parts per million as well."""
    if not _HEART.search(context.near_in_sentence(match)):
        return None
    return context.locale.numerals.number(match["number"]) + " pulsaciones por minuto"


_KILOMETRE = re.compile(r"(?<!\w)km\.(?= [0-9])")
_DOCUMENT = re.compile(r"(?<![\w.,-])(?P<figures>[0-9]{8})-?(?P<letter>[A-Z])(?![\w-])")


def _document(match: re.Match[str], context: Context) -> str:
    """The number of an identity card: “12345678Z”."""
    return f"{context.locale.numerals.digits(match['figures'])} {match['letter']}"


_FLOOR = re.compile(r"(?:(?<=ª )|(?<=[0-9]a ))pl\.(?![^\W_])")


def _floor(match: re.Match[str], context: Context) -> str:
    """“2ª pl.”, where it is no square."""
    return f"planta{'.' if context.ends_sentence(match.end()) else ''}"


_SIZE = re.compile(r"(?<![\w.])T\.(?= ?(?:[0-9]{2}|X{0,2}[SL]|M)(?!\w))")
_COMPANY = re.compile(r"(?<![\w.,-])(?P<letter>[ABFGJNUVW])-?(?P<figures>[0-9]{8})(?![\w-])")
_ROAD = re.compile(r"(?<=\bN-)(?P<road>I{1,3}|IV|VI?)(?![\w-])")
_FOR = re.compile(
    r"(?<![\w.,])(?<![0-9] )x(?= (?:ti|mí|mi|favor|eso|aquí|ahí|allí|la|el|los|las|lo|q|que|si|donde|[0-9]{1,2} [a-z]{3,20})(?!\w))"
)


def _company(match: re.Match[str], context: Context) -> str:
    """The number of a company: “CIF B-12345678”."""
    return f"{match['letter']} {context.locale.numerals.digits(match['figures'])}"


def _road(match: re.Match[str], context: Context) -> str:
    """“N-II”."""
    return context.locale.numerals.cardinal(value(match["road"]))


_MINUTE = re.compile(r"(?:(?<=[ae]l )|(?<=[0-9], )|(?<=[0-9] \())min\.(?= [0-9])")


def _one_tenth(match: re.Match[str], context: Context) -> str:
    """“dos coma un millones”."""
    return context.locale.numerals.number(match.group().replace(",", "."))[:-1]


def _mobile(match: re.Match[str], context: Context) -> str:
    """A mobile number in groups of three."""
    language = spoken_language(context)
    return language.comma.join(map(language.called, match.group().split()))


_EVERY = re.compile(r"(?<!\w)c/ ?(?=[0-9]{1,2} ?(?:h|hs|horas|días|d|min|semanas)(?![^\W_]))")
_STREET = re.compile(r"(?<!\w)c/(?= ?(?:[A-ZÁÉÍÓÚÑ]|del? ))")
_ROOMS = re.compile(
    r"hab\.?(?=,| ?(?:y|\+|con|dobles?|individual(?:es)?|triples?)(?![^\W_])|[.;]|$)"
)
_ROOM = re.compile(r" (?:doble|individual|triple)(?P<several>e?s)?(?![^\W_])")
_ONE_ROOM = re.compile(rf"(?<![\w.,])1(?= {_ROOMS.pattern})")


def _rooms(match: re.Match[str], context: Context) -> str | None:
    """Rooms of a flat, of which there are few: “3 hab.”, and the room of a hotel: “en hab. doble”."""
    if context.last_class != "number" or context.since_last(match.start()) != " ":
        room = _ROOM.match(context.text, match.end())
        return room and ("habitaciones" if room["several"] else "habitación")
    number = context.text[context.last_start : context.last_end].strip()
    if not number.isdecimal() or int(number) > 12:
        return None
    return ("habitación" if number == "1" else "habitaciones") + end_stop(match, context)


_ONE = re.compile(r"(?<![0-9] )(?<![0-9])(?<!/)\b[hH]ab\.(?= [0-9a-z])")


_CROWD = re.compile(r"\b(?:mil|por|cada|mill[oó]n(?:es)? de) $", re.IGNORECASE)


def _one_room(match: re.Match[str], context: Context) -> str | None:
    """“en la hab. 2”, “busco hab. para dos”; a crowd is counted: “12.000 hab.”"""
    if _CROWD.search(context.text[max(0, match.start() - 14) : match.start()]):
        return None
    return "habitación" if match.group()[0] == "h" else "Habitación"


_SEVERAL = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,2})(?:\.?(?P<ending>[oa]s)|(?P<mark>[ºª])s)(?![\w])"
)


def _several(match: re.Match[str], context: Context) -> str:
    """“los 3.os premios”, “las 2.as plazas”."""
    feminine = match["ending"] == "as" or match["mark"] == "ª"
    words = spoken_language(context).rank(int(match["number"]), feminine=feminine)
    return " ".join(f"{word}s" for word in words.split())


_RANKS = {11: "undécimo", 12: "duodécimo"}


_UNACCENTED = str.maketrans("éó", "eo")


@dataclass(frozen=True, slots=True)
class SpanishNumerals(Numerals):
    """Numbers in words: *uno* is *un* before *mil*, and ordinals are spelled as today."""

    def cardinal(self, number: int) -> str:
        """A whole number in words."""
        words = Numerals.cardinal(self, number)
        return words.replace("veintiuno mil", "veintiún mil").replace("uno mil", "un mil")

    def ordinal(self, number: int) -> str:
        """Its rank in words."""
        words = _RANKS.get(number) or Numerals.ordinal(self, number)
        return (
            words.replace("quadr", "cuadr")
            .replace("décimo ", "decimo", number // 10 == 1)
            .replace("decimooctavo", "decimoctavo")
        )


@dataclass(frozen=True, slots=True)
class Spanish(Language):
    """*Uno* loses its ending before a noun; hundreds and *uno* take the noun's gender."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        if " coma " in number:
            return number
        if self.is_feminine(noun):
            words = number.replace("cientos", "cientas").replace("quinientos", "quinientas")
            if noun.removesuffix("s") in STRESSED:
                return words.replace("veintiuno", "veintiún").removesuffix("o")
            return words[:-1] + "a" if words.endswith("uno") else words
        if number.endswith("veintiuno"):
            return number[:-3] + "ún"
        return number[:-1] if number.endswith("uno") else number

    def hour(self, hour: int) -> str:
        """The hour of a clock time."""
        return self.agree(self.numerals.cardinal(hour), "hora")

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time on the 24-hour clock; full hours from thirteen on are counted in hours."""
        if minute == 0 and not second and (hour > 12 or hour == 0):
            return f"{self.hour(hour)} horas"
        if 0 < minute < 10 and not second:
            return f"{self.hour(hour)} y {self.numerals.cardinal(minute)}"
        return Language.clock(self, hour, minute, second)

    def money(self, main: int, cents: int, currency: Currency) -> str:
        """A sum: “doce euros con cuarenta céntimos”."""
        if main and cents:
            return f"{Language.money(self, main, 0, currency)} con {Language.money(self, 0, cents, currency)}"
        return Language.money(self, main, cents, currency)

    def small_fraction(self, top: int, bottom: int) -> str:
        """“un veinticincoavo”, “tres dieciseisavos”."""
        parts = self.numerals.cardinal(bottom).replace(" y ", "i").translate(_UNACCENTED)
        words = {100: "centésimo", 1000: "milésimo"}.get(bottom) or f"{parts}avo".replace(
            "aavo", "avo"
        )
        number = self.agree(self.numerals.cardinal(top), words)
        return f"{number} {words}{'' if top == 1 else 's'}"

    def days(self, first: str, last: str, *, begun: str = "") -> str:
        """“de lunes a viernes”, “del lunes al viernes”."""
        return self.join("" if begun else "de", first, "al" if begun == "del" else "a", last)

    def hours(self, first: str, last: str, *, begun: bool = False) -> str:
        """“de diez a catorce horas”."""
        return self.join("" if begun else "de", first, "a", last)

    def per(self, unit: str) -> str:
        """“al mes”, “a la semana”."""
        if unit in ("semana", "día", "mes", "año"):
            return f"{'a la' if unit == 'semana' else 'al'} {unit}"
        return Language.per(self, unit)

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: “siete y media de la mañana”; twelve belongs to noon or
        to the night.
        """
        words = self.hour(hour)
        if minute:
            words += " y " + {15: "cuarto", 30: "media"}.get(minute, self.numerals.cardinal(minute))
        if hour == 12:
            return f"{words} {'del mediodía' if afternoon else 'de la noche'}"
        morning, noon, evening = self.halves_of_day
        return f"{words} {(evening if hour >= 8 else noon) if afternoon else morning}"

    def ranked_before(self, words: str, noun: str) -> str:
        """*Primero* and *tercero* lose their ending before a noun."""
        return (
            words[:-1] if words.endswith(("primero", "tercero")) and NOUNS.is_noun(noun) else words
        )


def language() -> Spanish:
    """Spanish as spoken in Spain, with the names of currencies that serve both sides of the
    ocean.
    """
    return Spanish(
        tag="es",
        episode=("temporada", "episodio"),
        numerals=SpanishNumerals("es", point="coma", minus="menos", paired=True),
        words=WORDS,
        units=with_careless_forms(cldr.units("es", UNITS)),
        currencies={**cldr.currencies("es", "centavo", "centavos"), **CURRENCIES},
        months=cldr.months("es"),
        month_names={**cldr.short_months("es"), "sep": 9, "set": 9},
        day_names={
            **cldr.weekdays("es"),
            "miérc": "miércoles",
            "mie": "miércoles",
            "vier": "viernes",
            "sab": "sábado",
        },
        nouns=NOUNS,
        ranked=frozenset(
            "piso planta puesto lugar grado curso premio aniversario cumpleaños día vez vuelta trimestre trim semestre".split()
        ),
        day_letters=tuple(
            zip("LMXJVSD", "lunes martes miércoles jueves viernes sábado domingo".split())
        ),
        dated=frozenset("el del al día".split()),
        ambiguous=frozenset(("ha", "mi", "in")),
        between=frozenset(("entre",)),
        first=(
            Rule("abbreviation", "T", _SIZE, lambda match, context: "talla"),
            Rule("number", LETTER, _COMPANY, _company),
            Rule("roman", "IVX", _ROAD, _road),
            Rule("abbreviation", "x", _FOR, lambda match, context: "por"),
            Rule("abbreviation", "p", _FLOOR, _floor),
            Rule("abbreviation", "k", _KILOMETRE, lambda match, context: "kilómetro"),
            Rule("ordinal", DIGIT, _SEVERAL, _several),
            Rule("abbreviation", "c", _EVERY, lambda match, context: "cada "),
            Rule("abbreviation", "c", _STREET, lambda match, context: "calle"),
            Rule("number", DIGIT, _ONE_ROOM, lambda match, context: "una"),
            Rule("abbreviation", "h", _ROOMS, _rooms),
            Rule("abbreviation", "hH", _ONE, _one_room),
            Rule("phone", DIGIT, _MOBILE, _mobile),
            Rule("unit", DIGIT, _PULSE, _pulse),
            Rule("number", DIGIT, _DOCUMENT, _document),
            Rule("abbreviation", LETTER, _MINUTE, lambda match, context: "minuto"),
            Rule("number", DIGIT, _ONE_TENTH, _one_tenth),
        ),
        calls=frozenset(
            "llama llámame llámanos llámale llámala llámalo llámeme llámenos llame llamar llamarme llamarnos llamarle llamen escríbeme tfno tlf contacto marca marque marcar teléfono tel móvil número whatsapp fax emergencias".split()
        ),
        secrets=frozenset("pin código contraseña clave otp token".split()),
        copulas=frozenset("es será son fue número correcto".split()),
        tails=frozenset(
            "terminada en,terminado en,acabada en,acabado en,termina en,acaba en,con final".split(
                ","
            )
        ),
        versions=frozenset(
            "versión version versiones firmware actualizado actualizada actualizar actualiza actualización".split()
        ),
        lettered=NOUNS.labels
        | frozenset("butaca plaza bloque portal aula asientos butacas".split()),
        lasting=frozenset(
            "de en durante tras dormido dormiste duermes dura duró tarda tardó tardamos quedan faltan llevas casi unas duración".split()
        ),
        spelled=frozenset("IPC UPS SUV SMI VIH".split()),
        often=("vez", "veces"),
        acronyms=frozenset("INEM RENFE IMSERSO".split()),
        shares={"parte": "", "partes": "", "3": "tercera"},
        clear_days=frozenset("lun vier miérc mié mie jue vie sáb sab dom".split()),
        parts={2: ("medio", "medios"), 3: ("tercio", "tercios"), 4: ("cuarto", "cuartos")},
        scales=SCALES,
        abbreviations=ABBREVIATIONS,
        named_forms=frozenset(("pl",)),
        numbered_forms=frozenset("exp Exp bl".split()),
        spans={
            "p.": "páginas",
            "pág.": "páginas",
            "pag.": "páginas",
            "ej.": "ejercicios",
            "ejerc.": "ejercicios",
            "act.": "actividades",
            "cap.": "capítulos",
        },
        tasks={"ej.": "ejercicio"},
        millions={"M": "millones", "mill.": "millones"},
        short_periods={"pers": "persona", "hab": "habitante", "d": "día", "sem": "semana"},
        ordinal_marks=(
            "º",
            "ª",
            ".º",
            ".ª",
            "er",
            "er.",
            ".er",
            ".ro",
            ".do",
            ".to",
            ".ra",
            ".da",
            ".ta",
            "ro",
            "do",
            "to",
            "ra",
            "da",
            "ta",
        ),
        placed=frozenset(("art", "artículo", "párrafo", "apartado", "piso")),
        feminine_marks=frozenset(("ª", ".ª", "ra", ".ra", "da", ".da", "ta", ".ta")),
        halves=("medio", "media"),
        halves_of_day=("de la mañana", "de la tarde", "de la noche"),
        rulers=RULERS,
        events=EVENTS,
        numbered=NUMBERED,
        compass=COMPASS,
        winds=WINDS,
    )
