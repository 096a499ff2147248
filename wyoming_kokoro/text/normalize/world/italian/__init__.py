"""Italian."""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.italian.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.italian.words import (
    ABBREVIATIONS,
    COMPASS,
    CURRENCIES,
    EVENTS,
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

_SHARED = frozenset("persona classe squadra famiglia alunno paziente abitante aula".split())
"""What each has a share, after which no article stands."""
_COMPOUND_THREE = re.compile(r"(?<=\w)tre\b")


@dataclass(frozen=True, slots=True)
class ItalianNumerals(Numerals):
    """Numbers in words, with the accent of *ventitré*."""

    def cardinal(self, number: int) -> str:
        """A whole number in words."""
        return _COMPOUND_THREE.sub(
            "tré", Numerals.cardinal(self, number).replace("dicotto", "diciotto")
        )

    def ordinal(self, number: int) -> str:
        """Its rank in words."""
        return (
            Numerals.ordinal(self, number)
            .replace("dicottesimo", "diciottesimo")
            .replace("todiecesimo", "todecimo")
        )


_ONE_OF = {
    "pollice": "pollice",
    "pollici": "pollice",
    "bicchieri": "bicchiere",
    "mesi": "mese",
    "chili": "chilo",
    "cucchiai": "cucchiaio",
}
_SAINT = re.compile(r"S\. (?P<name>[A-ZÀ-Ý][a-zà-ÿ]{2,20})")
_MEN = frozenset("Andrea Luca Nicola Mattia Elia Gionata Barnaba Isaia Geremia".split())


_ELIDED_GOAL = re.compile(r"(?<!\w)(?P<at>[Aa])l (?=(?:8[0-9]?|11)['′’])")
_GOAL = re.compile(
    r"(?:(?<=[Aa]l )|(?<=[Aa]ll['’]))(?P<minute>[0-9]{1,3})['′’](?:\+(?P<added>[0-9]{1,2})['′’]?)?(?![\w'′’])"
)


_EXTREME = re.compile(
    r"(?<![\w.])(?<![0-9] )(?P<short>[Mm](?:ax|in))\.?(?=:? ?(?P<number>[-−]?[0-9]{1,5}(?:[.,][0-9]{1,2})?) ?(?P<sign>[°º])?)"
)


def _extreme(match: re.Match[str], context: Context) -> str | None:
    """“max 28 °C”, “max 4”, but not “Mad Max 2”."""
    if match["short"] == "Max" and re.search(r"[A-Z][a-z]+ $", context.text[: match.start()]):
        return None
    word = ("massim" if match["short"][1:] == "ax" else "minim") + ("a" if match["sign"] else "o")
    return word.capitalize() if match["short"][0] == "M" else word


_FLAT = re.compile(r"(?<![\w.,])(?P<floor>[0-9]{1,2})[°º] ?p\.(?=,| |$)")
_SETS = re.compile(r"(?<![\w.,])(?P<sets>[0-5]) set(?= a [0-5](?![\w]))")
_AT_HOUR = re.compile(
    r"(?<![\w])(?<![0-9] )h\.? (?=(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9]|(?![\w.,])|[.,](?:\s|$)))"
)
_AT_COMMA = re.compile(
    r"(?:(?<=[Oo]re )|(?<=[Aa]lle )|(?<=[Dd]elle ))(?P<hour>[01]?[0-9]|2[0-3]),(?P<minute>[0-5][0-9])(?!\w|[,.][0-9])"
)
_DAILY = re.compile(r"(?<=[0-9a-z])/(?:die|dì)(?!\w)")
_TRAIN = re.compile(r"(?<!\w)[Rr]eg\.(?= (?:(?P<train>[0-9]{3,5}(?!/))|\(?(?:UE|CE)\b))")
_LAW = re.compile(r"(?<![\w.])L\.(?= ?(?:n\. ?)?[0-9]{1,4}/)")
_VIA = re.compile(r"(?<![\w.])V\.(?= [A-Z][a-zà-ù]+,? [0-9])")
_BEHIND = re.compile(r"(?<=[a-zà-ù] )(?P<rank>[1-9][0-9]?)[°º](?= (?:a [0-9]|nei |nel |davanti ))")
_HALF_TIME = re.compile(r"(?<=['′’] )[ps]t(?!\w)")
_FOR = re.compile(
    r"(?<![\w.,])(?<![0-9] )x(?= (?:te|me|noi|voi|favore|fv|il|la|i|le|[0-9]{1,2} [a-z]{3,20})(?!\w))|(?<=[a-zàèéìòù] )x(?= [a-zàèéìòù]{2})"
)


def _behind(match: re.Match[str], context: Context) -> str | None:
    """“Leclerc 3° a 12 secondi”."""
    if not context.before(match.start()).istitle():
        return None
    return spoken_language(context).rank(int(match["rank"]), feminine=False)


def _train(match: re.Match[str], context: Context) -> str:
    """“Reg. 17203”, “Reg. (UE) 2016/679”."""
    word = "regionale" if match["train"] else "regolamento"
    return word.capitalize() if match.group()[0] == "R" else word


def _half_time(match: re.Match[str], context: Context) -> str:
    """“12' pt”."""
    return f"{'primo' if match.group() == 'pt' else 'secondo'} tempo"


_CLAUSE = re.compile(r"(?<!\w)(?:co|(?<=[0-9], )c)\.(?= [0-9]{1,2}(?![0-9]))")


def _floor(match: re.Match[str], context: Context) -> str:
    """“4° p.”"""
    return f"{spoken_language(context).rank(int(match['floor']), feminine=False)} piano"


def _sets(match: re.Match[str], context: Context) -> str:
    """“2 set a 1”, which is no September."""
    return f"{context.locale.numerals.cardinal(int(match['sets']))} set"


def _elided_goal(match: re.Match[str], context: Context) -> str:
    """The article before “ottantanovesimo minuto”, which is written as before a figure."""
    return f"{match['at']}ll'"


def _goal(match: re.Match[str], context: Context) -> str:
    """The minute of a game: “al 89' di gioco”."""
    language = spoken_language(context)
    added = f" più {language.numerals.cardinal(int(match['added']))}" if match["added"] else ""
    return f"{language.rank(int(match['minute']), feminine=False)} minuto{added}"


_FIRST = re.compile(
    r"(?:(?<=[Dd]al )|(?<=[Ss]ul )|(?<=[Ii]l )|(?<=[Aa]l )|(?<=[Dd]el )|(?<=[Nn]el ))(?P<number>[1-9][0-9]?)°(?! ?[CF](?![^\W_]))"
)


def _first(match: re.Match[str], context: Context) -> str | None:
    """After an article in the singular a degree sign makes a rank: “dal 1° al 15 agosto”."""
    following = context.after(match.end()).lower()
    if match["number"] == "1" and following != "set":  # of tennis
        if following in spoken_language(context).month_names:
            return None
    return spoken_language(context).rank(int(match["number"]), feminine=False)


_DOOR = re.compile(r"(?<![\w.,/])(?P<number>[0-9]{1,4})/(?P<letter>[a-dA-D])(?![\w/])")
_STREET = re.compile(
    r"\b(?:via|viale|piazza|corso|largo|vicolo|strada|v\.le|c\.so|p\.zza|civico)\b", re.IGNORECASE
)


def _door(match: re.Match[str], context: Context) -> str | None:
    """A house with a small letter: “via Roma 12/b”."""
    if not _STREET.search(context.text[max(0, match.start() - 40) : match.start()]):
        return None
    number = context.locale.numerals.cardinal(int(match["number"]))
    return f"{number} barra {match['letter'].upper()}"


_SPOONS = re.compile(r"(?<![\w.,])(?P<number>[0-9]{1,2}) c\.(?= d(?:[ai]|['’])[ '’]?)")
_FIRST_NAMES = {
    "Vitt": "Vittorio", "Gius": "Giuseppe", "Giov": "Giovanni", "Franc": "Francesco", "Ant": "Antonio", "Aless": "Alessandro", "Gugl": "Guglielmo",
    "Lor": "Lorenzo", "Bart": "Bartolomeo", "Gaet": "Gaetano", "Raff": "Raffaele", "Crist": "Cristoforo", "Umb": "Umberto", "Vinc": "Vincenzo",
}  # fmt: skip
_FIRST_NAME = re.compile(rf"(?<![\w.])(?P<short>{'|'.join(_FIRST_NAMES)})\.(?= ?[A-Z][a-zà-ÿ])")


def _spoons(match: re.Match[str], context: Context) -> str:
    """“2 c. di farina”."""
    return spoken_language(context).count(match["number"], "cucchiaio", "cucchiai")


def _first_name(match: re.Match[str], context: Context) -> str:
    """First names in the names of streets: “corso Vitt. Emanuele”."""
    return _FIRST_NAMES[match["short"]]


def _saint(match: re.Match[str], context: Context) -> str:
    """“santa Maria”, “sant'Antonio”, “santo Stefano”, “san Pietro”."""
    name = match["name"]
    if name[0] in "AEIOU":
        return f"sant'{name}"
    if name.endswith("a") and name not in _MEN:
        return f"santa {name}"
    return f"{'santo' if name.startswith(('St', 'Sp')) else 'san'} {name}"


_ROMAN_DAY = re.compile(
    r"(?<![\w'’])(?P<day>[IVX]{1,6}) (?P<month>[Gg]en|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ag|[Gg]iu|[Ll]ug|[Aa]go|[Ss]ett?|[Oo]tt|[Nn]ov|[Dd]ic)\.(?!\w)"
)


def _roman_day(match: re.Match[str], context: Context) -> str | None:
    """A street that is called by a day: “via XX Sett. 12”."""
    if not SHAPE.fullmatch(match["day"]):
        return None
    language = spoken_language(context)
    month = language.months[language.month_names[match["month"].lower()] - 1]
    return f"{language.day(value(match['day']))} {month}"


@dataclass(frozen=True, slots=True)
class Italian(Language):
    """*Uno* loses its ending before a noun and takes its gender."""

    def short_forms(self) -> frozenset[str]:
        return Language.short_forms(self).union(_FIRST_NAMES)

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        if number != "uno":
            return number
        first = noun.partition(" ")[0]
        if self.is_feminine(noun):
            return "un'" if first[0] in "aeiou" else "una"
        return (
            "uno"
            if first.startswith(("z", "y", "ps", "gn"))
            or first[:1] == "s"
            and first[1:2] not in "aeiou"
            else "un"
        )

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; *una* is elided before a vowel."""
        return Language.count(self, number, one, many).replace("un' ", "un'")

    def hour(self, hour: int) -> str:
        """The hour of a clock time; one is feminine."""
        return "una" if hour == 1 else self.numerals.cardinal(hour)

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time on the 24-hour clock: “diciassette e venticinque”."""
        words = self.join(
            self.hour(hour), "e" if minute else "", self.numerals.cardinal(minute) if minute else ""
        )
        return self.join(words, "e", self.seconds(second)) if second else words

    def days(self, first: str, last: str, *, begun: str = "") -> str:
        """“dal lunedì al venerdì”, “dal martedì alla domenica”, “da lunedì a venerdì”."""
        if begun == "da":
            return f"{first} a {last}"
        to = f"{first} al{'la' if last == 'domenica' else ''} {last}"
        return to if begun else f"dal{'la' if first == 'domenica' else ''} {to}"

    def hours(self, first: str, last: str, *, begun: bool = False) -> str:
        """“dalle nove alle diciotto”, “dall'una alle due”."""
        to = f"all'{last}" if last.startswith("una") else f"alle {last}"
        start = f"dall'{first}" if first.startswith("una") else f"dalle {first}"
        return f"{first if begun else start} {to}"

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: “sette e trenta di sera”."""
        morning, noon, evening = self.halves_of_day
        if hour == 12:
            minutes = f" e {self.numerals.cardinal(minute)}" if minute else ""
            return ("mezzogiorno" if afternoon else "mezzanotte") + minutes
        return self.join(
            self.clock(hour, minute, None),
            (evening if hour in range(6, 12) else noon) if afternoon else morning,
        )

    def fraction(self, top: int, bottom: int) -> str | None:
        """A fraction in words: “tre quarti”."""
        one = "mezzo" if bottom == 2 else self.numerals.ordinal(bottom) if bottom <= 10 else None
        return one and self._parts(top, one)

    def small_fraction(self, top: int, bottom: int) -> str:
        """“un venticinquesimo”, “tre sedicesimi”."""
        return self._parts(top, self.rank(bottom, feminine=False))

    def _parts(self, top: int, one: str) -> str:
        return f"un {one}" if top == 1 else f"{self.numerals.cardinal(top)} {one[:-1]}i"

    def per(self, unit: str) -> str:
        """“al chilogrammo”, “all'ora”, “alla settimana”."""
        if unit in _SHARED:
            return f"{'a' if unit == 'persona' else 'per'} {unit}"
        if unit[0] in "aeiou":
            return f"all'{unit}"
        return f"{'alla' if self.is_feminine(unit) else 'al'} {unit}"

    def half(self, noun: str) -> str:
        """“mezza tazza”."""
        if noun[0] in "aeiou":
            return f"mezz'{noun}"
        return f"mezz{'a' if self.is_feminine(noun) else 'o'} {noun}"

    def and_half(self, whole: int, noun: str) -> str:
        """“due ore e mezza”, “un'ora e mezza”."""
        if whole > 1:
            feminine = noun.endswith("e")
            return f"{self.numerals.cardinal(whole)} {noun} e mezz{'a' if feminine else 'o'}"
        one = _ONE_OF.get(noun) or re.sub("h?e$", "a", noun)
        if noun.endswith("i") and noun not in _ONE_OF:
            one = noun[:-1] + "o" if noun.endswith("ai") else re.sub("h?i$", "o", noun)
        words = self.join(self.agree("uno", one), one).replace("un' ", "un'")
        return f"{words} e mezz{'a' if self.is_feminine(one) else 'o'}"

    def power(self, exponent: int) -> str:
        """“dieci alla nona”, “dieci all'ottava”, “dieci alla meno tre”."""
        if exponent < 1:
            number = self.numerals.cardinal(-exponent)
            return f"alla {'meno ' if exponent else ''}{number}"
        rank = self.rank(exponent, feminine=True)
        return f"all'{rank}" if exponent in (8, 11) else f"alla {rank}"

    def roman(self, number: int, *, ranked: bool) -> str:
        """Rulers and what is numbered alike carry ordinals."""
        return self.numerals.ordinal(number)


def language() -> Italian:
    """Italian."""
    return Italian(
        tag="it",
        episode=("stagione", "episodio"),
        day_letters=tuple(
            zip("LMMGVSD", "lunedì martedì mercoledì giovedì venerdì sabato domenica".split())
        ),
        numerals=ItalianNumerals("it", point="virgola", minus="meno", paired=True),
        words=WORDS,
        units=with_careless_forms(cldr.units("it", UNITS)),
        currencies={**cldr.currencies("it", "centesimo", "centesimi"), **CURRENCIES},
        months=cldr.months("it"),
        month_names={**cldr.short_months("it"), "genn": 1, "febbr": 2, "magg": 5, "sett": 9},
        day_names={
            **cldr.weekdays("it"),
            "mart": "martedì",
            "merc": "mercoledì",
            "giov": "giovedì",
            "ven": "venerdì",
        },
        copulas=frozenset("è sarà numero".split()),
        tails=frozenset("termina con,finisce con,finale".split(",")),
        versions=frozenset(
            "versione versioni firmware aggiornato aggiornata aggiornare aggiornamento".split()
        ),
        lettered=NOUNS.labels | frozenset("posti scala palazzina".split()),
        lasting=frozenset(
            "di in per tra fra dormito dura durata durato durerà circa quasi".split()
        ),
        often=("volta", "volte"),
        spelled=frozenset("FMI CSI PSI CNR".split()),
        acronyms=frozenset("INPS ASL INAIL CISL CGIL DAZN FNAC PNEU".split()),
        clear_days=frozenset("lun mart merc giov gio ven sab dom".split()),
        nouns=NOUNS,
        paired_ranges=True,
        ranked=frozenset(
            "piano posto giorno tempo classe livello anno capitolo turno compleanno anniversario grado premio volta pezzo prodotto titolo giro gol record trimestre trim semestre bimestre quadrimestre".split()
        ),
        dated=frozenset("il dal al entro".split()),
        ambiguous=frozenset(("ha", "mi", "in")),
        placed=frozenset(
            "art articolo comma piano arrivato arrivata arrivati arrivate classificato classificata finito giunto giunta piazzato".split()
        ),
        between=frozenset(("tra", "fra")),
        first=(
            Rule("abbreviation", "V", _VIA, lambda match, context: "via"),
            Rule("ordinal", DIGIT, _BEHIND, _behind),
            Rule("abbreviation", "Rr", _TRAIN, _train),
            Rule("abbreviation", "L", _LAW, lambda match, context: "legge"),
            Rule("abbreviation", "ps", _HALF_TIME, _half_time),
            Rule("abbreviation", "xX", _FOR, lambda match, context: "per"),
            Rule("unit", "/", _DAILY, lambda match, context: " al giorno"),
            Rule("abbreviation", LETTER, _SAINT, _saint),
            Rule("abbreviation", LETTER, _FIRST_NAME, _first_name),
            Rule("unit", DIGIT, _SPOONS, _spoons),
            Rule("ordinal", DIGIT, _FLAT, _floor),
            Rule("date", "IVX", _ROMAN_DAY, _roman_day),
            Rule("number", DIGIT, _SETS, _sets),
            Rule("abbreviation", "h", _AT_HOUR, lambda match, context: "ore "),
            Rule("time", DIGIT, _AT_COMMA, clock_time),
            Rule("abbreviation", "c", _CLAUSE, lambda match, context: "comma"),
            Rule("abbreviation", "aA", _ELIDED_GOAL, _elided_goal),
            Rule("abbreviation", "mM", _EXTREME, _extreme),
            Rule("ordinal", DIGIT, _GOAL, _goal),
            Rule("ordinal", DIGIT, _FIRST, _first),
            Rule("number", DIGIT, _DOOR, _door),
        ),
        calls=frozenset(
            "chiama chiamami chiamaci chiamalo chiamala chiamarmi chiamarci cell contatti chiamare chiamate chiami telefono tel cellulare numero whatsapp fax emergenze componi".split()
        ),
        secrets=frozenset("pin codice password".split()),
        scales=SCALES,
        abbreviations=ABBREVIATIONS,
        numbered_forms=frozenset(("mer", "Mer")),
        spans={
            "p.": "pagine",
            "pag.": "pagine",
            "es.": "esercizi",
            "eserc.": "esercizi",
            "cap.": "capitoli",
            "all.": "allegati",
        },
        tasks={"es.": "esercizio"},
        millions={
            **dict.fromkeys(("mln", "Mln", "M"), "milioni"),
            **dict.fromkeys(("mld", "Mld"), "miliardi"),
        },
        short_periods={"pers": "persona", "g": "giorno", "gg": "giorno", "sett": "settimana"},
        ordinal_marks=("º", "ª", "^"),
        feminine_marks=frozenset(("ª", "^")),
        halves=("mezzo", "mezza"),
        first_day="primo",
        halves_of_day=("di mattina", "del pomeriggio", "di sera"),
        rulers=RULERS,
        events=EVENTS,
        numbered=NUMBERED,
        compass=COMPASS,
        winds=WINDS,
    )
