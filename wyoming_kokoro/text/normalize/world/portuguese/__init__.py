"""Brazilian Portuguese."""

import re
from dataclasses import dataclass

from wyoming_kokoro.text.normalize import cldr
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import digit_by_digit, spoken_language
from wyoming_kokoro.text.normalize.world.portuguese.nouns import NOUNS
from wyoming_kokoro.text.normalize.world.portuguese.words import (
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
from wyoming_kokoro.text.normalize.world.unit_forms import with_careless_forms

_JOINED_MILLION = re.compile(r"(ilhão|ilhões) e (?=.* mil .)")


_LOCAL = re.compile(
    r"(?<![\w.,-])(?!(?:1[0-9]|20)[0-9]{2}-(?:1[0-9]|20))[0-9]{4}-[0-9]{4}(?![\w-]|[.,][0-9])"
)


_WEEKDAYS = {2: "segunda", 3: "terça", 4: "quarta", 5: "quinta", 6: "sexta"}
_WEEKDAY = re.compile(r"(?<![\w.,])(?P<day>[2-6])[ªa](?P<many>s)?(?=[- ]feiras?(?![^\W_]))")


def _weekday(match: re.Match[str], context: Context) -> str:
    """“3ª-feira” is terça-feira."""
    return _WEEKDAYS[int(match["day"])] + ("s" if match["many"] else "")


_YEARLY = re.compile(r"(?<=% )a\. ?(?P<period>[am])\.")
_SPOON = re.compile(r"\((?P<of>chá|sopa|sobremesa|café)\)")


def _yearly(match: re.Match[str], context: Context) -> str:
    """Interest: “15% a.a.”."""
    stop = "." if context.ends_sentence(match.end()) else ""
    return f"ao {'ano' if match['period'] == 'a' else 'mês'}{stop}"


def _spoon(match: re.Match[str], context: Context) -> str | None:
    """“1 colher (chá)”."""
    before = context.text[max(0, match.start() - 12) : match.start()].lower()
    spoon = before.rstrip().endswith(("colher", "colheres", "col.", "cols.", "colh."))
    return f"de {match['of']}" if spoon else None


_DOCUMENT = re.compile(
    r"(?<![\w.,-])(?:[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}|[0-9]{8}/[0-9]{4}-[0-9]{2})(?![\w-]|[.,][0-9])"
)
_FOR_EACH = re.compile(r"\bp/(?: ?kg\b|(?= ?(?:unidade|pessoa|dia|mês|hora|noite)\b))")
_EVERY = re.compile(
    r"(?P<of>(?<=[Dd]e )|(?<![0-9/]))(?P<hours>[1-9]|1[0-9]|2[0-4])/(?P=hours) ?(?:h|hs|horas)\b"
)


_PLATE = re.compile(
    r"(?<=[Pp]laca )(?P<letters>[A-Z]{3})-?(?P<figures>[0-9][A-Z0-9][0-9]{2})(?!\w)"
)


def _plate(match: re.Match[str], context: Context) -> str:
    """The plate of a car: “placa ABC1D23”."""
    signs = (
        context.locale.numerals.digits(sign) if sign.isdecimal() else sign
        for sign in match["figures"]
    )
    return f"{' '.join(match['letters'])} {' '.join(signs)}"


def _document(match: re.Match[str], context: Context) -> str:
    """The numbers of people (CPF) and companies (CNPJ)."""
    return digit_by_digit(match.group(), context)


_BLOOD = re.compile(r"(?<=\bPA )(?P<high>[0-9]{1,2}) ?[xX×] ?(?=[0-9]{1,2}(?![0-9]))")
_PRESSED = re.compile(
    r"(?<![\w.,/])(?P<high>[5-9]|1[0-9]|2[0-4]|[89][0-9]|1[0-9]{2}|2[0-4][0-9])/(?=[0-9]{1,3}(?![\w/]|[.,][0-9]))"
)
_PRESSURE = re.compile(
    r"\b(?:[Pp]ressão(?! d[oe]s? (?:pneus?|ar|gás|vapor|água))|PA)\b[^.;!?0-9]{0,40}$"
)
_PAID = re.compile(r"(?<=[Ee]m )(?P<number>[0-9]{1,2})[xX](?=[.,;!)]|$| [a-zà-ÿ])")
_CODE = re.compile(r"(?<![\w.,-])[0-9]{3,8}-[0-9]{1,2}(?![\w-]|[.,][0-9])")
_CODES = re.compile(
    r"\b(?:CNPJ|CPF|RG|PIS|cartão|[Cc]onta|[Aa]gência|[Aa]g\.|[Cc]/[Cc]|[Cc]\.?[Cc]\.?|[Mm]atrícula|termina(?:d[ao])? em)(?![^\W_])[^.;!?0-9]{0,32}$"
)
_VOLLEY = re.compile(
    r"(?<![\w/.,])(?P<left>1[0-9]|2[0-9]|3[0-9])/(?=(?:1[0-9]|2[0-9]|3[0-9])(?![\w/]))"
)
_SETS = re.compile(r"\b(?:vôlei|sets?|parciais)\b", re.IGNORECASE)
_FIRST_DAY = re.compile(r"(?<![\w.,/])1º/(?P<month>0?[1-9]|1[0-2])(?![\w/])")
_STREET_DAY = re.compile(r"(?<![\w.])(?P<day>[IVX]{1,5}) de (?P<month>[A-Z][a-zç]{3,8})(?!\w)")
_HALF_TIME = re.compile(r"(?<![\w.,])(?P<minute>[0-9]{1,3})['′’][/ ](?P<half>[12])[ºo] ?T(?!\w)")
_SEEDED = re.compile(r"(?<=\()(?P<rank>[1-9][0-9]{0,2})º(?=\))")


def _code(match: re.Match[str], context: Context) -> str | None:
    """A number whose last figures a hyphen parts: “conta 98765-4”, “o CNPJ termina em 0001-62”."""
    if not _CODES.search(context.text[max(0, match.start() - 48) : match.start()]):
        return None
    return digit_by_digit(match.group(), context)


def _blood(match: re.Match[str], context: Context) -> str:
    """“PA 13x8”."""
    return f"{context.locale.numerals.cardinal(int(match['high']))} por "


def _pressed(match: re.Match[str], context: Context) -> str | None:
    """“A pressão está em 12/8.”"""
    if not _PRESSURE.search(context.text[max(0, match.start() - 60) : match.start()]):
        return None
    return _blood(match, context)


def _paid(match: re.Match[str], context: Context) -> str:
    """“em 10x.”"""
    return spoken_language(context).count(match["number"], "vez", "vezes")


def _volley(match: re.Match[str], context: Context) -> str | None:
    """“Vôlei: 25/21”."""
    if not _SETS.search(context.near_in_sentence(match, 80)):
        return None
    return f"{context.locale.numerals.cardinal(int(match['left']))} a "


def _first_day(match: re.Match[str], context: Context) -> str:
    """“1º/09”."""
    return spoken_language(context).date(None, int(match["month"]), 1)


def _street_day(match: re.Match[str], context: Context) -> str | None:
    """“rua XV de Novembro”."""
    language, month = spoken_language(context), match["month"].lower()
    if not SHAPE.fullmatch(match["day"]) or month not in language.months:
        return None
    return f"{language.day(value(match['day']))} de {month}"


def _half_time(match: re.Match[str], context: Context) -> str:
    """“12'/1ºT”."""
    minutes = spoken_language(context).count(match["minute"], "minuto", "minutos")
    return f"{minutes} do {'primeiro' if match['half'] == '1' else 'segundo'} tempo"


def _seeded(match: re.Match[str], context: Context) -> str:
    """A player's place: “Fonseca (42º)”."""
    return spoken_language(context).rank(int(match["rank"]), feminine=False)


_ITEM = re.compile(r"(?<=[0-9][º°o], )(?P<item>[IVXLC]{1,9})(?=[,.; ]|$)")
_ITEM_OF = re.compile(r"\bart(?:igo|\.) ?[0-9]{1,3}[º°o], $", re.IGNORECASE)
_CONSTITUTION = re.compile(r"(?:(?<=\bC[FC])|(?<=\bCPC))/(?=[1-9][0-9](?:[0-9]{2})?(?![0-9/]))")


def _item(match: re.Match[str], context: Context) -> str | None:
    """“art. 5º, XXXV”."""
    if not SHAPE.fullmatch(match["item"]):
        return None
    found = _ITEM_OF.search(context.text[max(0, match.start() - 16) : match.start()])
    return found and context.locale.numerals.cardinal(value(match["item"]))


def _local(match: re.Match[str], context: Context) -> str:
    """A telephone number without its area; spans of years look alike."""
    language = spoken_language(context)
    return language.comma.join(map(language.called, match.group().split("-")))


@dataclass(frozen=True, slots=True)
class PortugueseNumerals(Numerals):
    """Numbers in words; millions take no *e* before thousands that go on."""

    def cardinal(self, number: int) -> str:
        """A whole number in words."""
        return _JOINED_MILLION.sub(r"\1 ", Numerals.cardinal(self, number))


@dataclass(frozen=True, slots=True)
class Portuguese(Language):
    """*Um*, *dois* and the hundreds take the noun's gender."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        if not self.is_feminine(noun):
            return number
        words = number.replace("entos", "entas").split(" ")
        words[-1] = {"um": "uma", "dois": "duas"}.get(words[-1], words[-1])
        return " ".join(words)

    def count(self, number: str, one: str, many: str) -> str:
        """A number and what it counts; the plural begins at two, and at zero."""
        return Language.count(self, number, one, one if 1 <= float(number) < 2 else many)

    def hour(self, hour: int) -> str:
        """The hour of a clock time."""
        return self.agree(self.numerals.cardinal(hour), "hora")

    def clock(self, hour: int, minute: int, second: int | None) -> str:
        """A time on the 24-hour clock: “dezessete e vinte e cinco”, “dezoito horas”."""
        if not minute and not second:
            return f"{self.hour(hour)} {'hora' if hour == 1 else 'horas'}"
        words = self.join(
            self.hour(hour),
            "e" if minute else "horas",
            self.numerals.cardinal(minute) if minute else "",
        )
        return self.join(words, "e", self.seconds(second)) if second else words

    def small_fraction(self, top: int, bottom: int) -> str:
        """“um vinte e cinco avos”, “um milésimo”."""
        if bottom in (100, 1000):
            return Language.small_fraction(self, top, bottom)
        return f"{self.numerals.cardinal(top)} {self.numerals.cardinal(bottom)} avos"

    def days(self, first: str, last: str, *, begun: str = "") -> str:
        """“de segunda a sexta”, “da segunda à sexta”."""
        of_last = ("ao" if last in ("sábado", "domingo") else "à") if begun in ("da", "do") else "a"
        first, last = (day.removesuffix("-feira") for day in (first, last))
        return self.join("" if begun else "de", first, of_last, last)

    def hours(self, first: str, last: str, *, begun: bool = False) -> str:
        """“das nove às dezoito horas”."""
        to = "à" if last.startswith("uma ") or last == "uma" else "às"
        start = "da" if first.startswith("uma ") or first == "uma" else "das"
        return self.join("" if begun else start, first, to, last)

    def half_day(self, hour: int, minute: int, *, afternoon: bool) -> str:
        """A time on the twelve-hour clock: “sete e meia da manhã”, “meio-dia”, “meia-noite”."""
        words = (
            {True: "meio-dia", False: "meia-noite"}[afternoon] if hour == 12 else self.hour(hour)
        )
        if minute:
            words += f" e {'meia' if minute == 30 else self.numerals.cardinal(minute)}"
        morning, noon, evening = self.halves_of_day
        part = "" if hour == 12 else (evening if hour >= 6 else noon) if afternoon else morning
        return self.join(words, part)

    def called(self, digits: str) -> str:
        """Digits of a telephone number; six is *meia*, half a dozen, so that it is not heard as
        three.
        """
        return self.numerals.digits(digits).replace("seis", "meia")


def _every(match: re.Match[str], context: Context) -> str:
    """How often medicine is taken: “de 8/8 h”."""
    hours = int(match["hours"])
    number = spoken_language(context).hour(hours)
    of = "" if context.before(match.start()).lower() == "de" else "de "
    return f"{of}{number} em {number} {'hora' if hours == 1 else 'horas'}"


def language() -> Portuguese:
    """Portuguese as spoken in Brazil."""
    return Portuguese(
        tag="pt-BR",
        episode=("temporada", "episódio"),
        numerals=PortugueseNumerals("pt_BR", point="vírgula", minus="menos", paired=True),
        words=WORDS,
        units=with_careless_forms(cldr.units("pt_BR", UNITS)),
        currencies={**cldr.currencies("pt_BR", "centavo", "centavos"), **CURRENCIES},
        months=cldr.months("pt_BR"),
        month_names=cldr.short_months("pt_BR"),
        day_names=cldr.weekdays("pt_BR"),
        nouns=NOUNS,
        ranked=frozenset(
            "andar lugar grau ano prêmio aniversário dia vez volta trimestre trim semestre bimestre".split()
        ),
        games=frozenset(
            "tempo jogo partida placar venceu ganhou perdeu empatou gol gols time final terminou acabou ficou brasil".split()
        ),
        dated=frozenset("dia até em".split()),
        ambiguous=frozenset(("mi", "in")),
        between=frozenset(("entre",)),
        first=(
            Rule("range", DIGIT, _VOLLEY, _volley),
            Rule("number", DIGIT, _PAID, _paid),
            Rule("number", DIGIT, _BLOOD, _blood),
            Rule("number", DIGIT, _PRESSED, _pressed),
            Rule("date", DIGIT, _FIRST_DAY, _first_day),
            Rule("roman", "IVX", _STREET_DAY, _street_day),
            Rule("time", DIGIT, _HALF_TIME, _half_time),
            Rule("ordinal", DIGIT, _SEEDED, _seeded),
            Rule("roman", "IVXLC", _ITEM, _item),
            Rule("number", "/", _CONSTITUTION, lambda match, context: " de "),
            Rule("phone", DIGIT, _LOCAL, _local),
            Rule("date", DIGIT, _WEEKDAY, _weekday),
            Rule("number", DIGIT, _DOCUMENT, _document),
            Rule("number", DIGIT, _CODE, _code),
            Rule("number", LETTER, _PLATE, _plate),
            Rule("time", DIGIT, _EVERY, _every),
            Rule("abbreviation", "a", _YEARLY, _yearly),
            Rule("unit", "(", _SPOON, _spoon),
            Rule(
                "abbreviation",
                "p",
                _FOR_EACH,
                lambda match, context: "por quilo" if "kg" in match.group() else "por",
            ),
        ),
        calls=frozenset(
            "ligue contato fone ligar liga disque discar telefone tel celular número whatsapp fax emergência".split()
        ),
        secrets=frozenset("pin código senha otp token".split()),
        copulas=frozenset("é será foi número".split()),
        tails=frozenset("final,terminado em,terminada em,termina em,com final".split(",")),
        versions=frozenset(
            "versão versões firmware atualizado atualizada atualizar atualização".split()
        ),
        lettered=NOUNS.labels | frozenset("poltrona bloco apto linhas assentos torre".split()),
        lasting=frozenset(
            "de em por durante há dormiu dormi dura durou leva levou faltam falta restam quase cerca duração".split()
        ),
        spelled=frozenset("FMI IPCA IPVA IPTU UTI OAB IOF EAD SUV UPS AVC IBGE TRE BNDES".split()),
        letters={"O": "Ó"},
        often=("vez", "vezes"),
        acronyms=frozenset("ONG USP ONGS OFF ON AIDS PNEU".split()),
        shares={"parte": "", "partes": "", "3": "terça"},
        clear_days=frozenset("seg qua qui sex sáb".split()),
        parts={2: ("meio", "meios"), 3: ("terço", "terços"), 4: ("quarto", "quartos")},
        scales=SCALES,
        abbreviations=ABBREVIATIONS,
        numbered_forms=frozenset("val Val dom cols".split()),
        spans={
            **dict.fromkeys(("p.", "pág.", "pag.", "pg."), "páginas"),
            "ex.": "exercícios",
            "exerc.": "exercícios",
            "cap.": "capítulos",
        },
        tasks={"ex.": "exercício"},
        millions={"mi": "milhões", "M": "milhões", "bi": "bilhões", "tri": "trilhões"},
        short_periods={"pess": "pessoa", "hab": "habitante", "d": "dia", "sem": "semana"},
        ordinal_marks=("º", "ª", ".º", ".ª", "o", "a"),
        placed=frozenset(("art", "artigo", "parágrafo", "andar", "piso")),
        feminine_marks=frozenset(("ª", ".ª", "a")),
        halves=("meio", "meia"),
        first_day="primeiro",
        halves_of_day=("da manhã", "da tarde", "da noite"),
        rulers=RULERS,
        events=EVENTS,
        numbered=NUMBERED,
        compass=COMPASS,
        winds=WINDS,
    )
