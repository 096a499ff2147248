"""Brazilian Portuguese."""

from dataclasses import dataclass

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import Numerals
from wyoming_kokoro.text.normalize.world import cldr
from wyoming_kokoro.text.normalize.world.language import Language

_WORDS = {
    ".": "ponto", "@": "arroba", "/": "barra", "-": "hífen", "_": "sublinhado", ":": "dois pontos", "?": "interrogação",
    "=": "igual a", "&": "e",
    "%": "por cento", "#": "cerquilha", "+": "mais", "#tag": "hashtag", "www": "dáblio dáblio dáblio", "×": "vezes", "÷": "dividido por",
    "±": "mais ou menos", "≈": "aproximadamente", "≠": "diferente de", "≤": "menor ou igual a", "≥": "maior ou igual a",
    "<": "menor que", ">": "maior que",
    "~": "cerca de", "-n": "menos", "to": "a", "№": "número", "°": "graus", "‰": "por mil", "€": "euros", "£": "libras", "$": "dólares",
    "→": "para", "²": "ao quadrado", "³": "ao cubo", "^": "elevado a", "|": "ou", "sharp": "sustenido", "and": "e",
    "of": "de", "over": "sobre",
    "version": "versão", "past": "e", "∞": "infinito", "√": "raiz quadrada de", "§": "parágrafo", "*": "asterisco",
}  # fmt: skip
_OWN = {
    "dB": ("decibel", "decibéis"), "Wh": ("watt-hora", "watts-hora"), "MWh": ("megawatt-hora", "megawatts-hora"),
    "kV": ("quilovolt", "quilovolts"),
    "mV": ("milivolt", "milivolts"), "Ah": ("ampère-hora", "ampères-hora"), "mAh": ("miliampère-hora", "miliampères-hora"),
    "rpm": ("rotação por minuto", "rotações por minuto"), "ppb": ("parte por bilhão", "partes por bilhão"),
    "lux": ("lux", "lux"), "VA": ("volt-ampère", "volts-ampère"),
    "°": ("grau", "graus"), "seg": ("segundo", "segundos"),
}  # fmt: skip
_CURRENCIES = {
    "R$": Currency("real", "reais", "centavo", "centavos"), "BRL": Currency("real", "reais", "centavo", "centavos"),
    "$": Currency("dólar", "dólares", "centavo", "centavos"), "US$": Currency("dólar", "dólares", "centavo", "centavos"),
    "USD": Currency("dólar", "dólares", "centavo", "centavos"), "€": Currency("euro", "euros", "centavo", "centavos"),
    "EUR": Currency("euro", "euros", "centavo", "centavos"),
    "£": Currency("libra", "libras", "pêni", "pence"), "¥": Currency("iene", "ienes"),
}  # fmt: skip
_ABBREVIATIONS = {
    "Sr.": "senhor", "Sra.": "senhora", "Srta.": "senhorita", "Dr.": "doutor", "Dra.": "doutora", "Prof.": "professor",
    "Profa.": "professora", "Av.": "avenida",
    "R.": "rua", "Pç.": "praça", "etc.": "et cetera", "p. ex.": "por exemplo", "p.ex.": "por exemplo", "nº": "número",
    "Nº": "Número", "n.º": "número",
    "máx.": "máximo", "mín.": "mínimo", "aprox.": "aproximadamente", "pág.": "página", "tel.": "telefone", "Tel.": "Telefone",
    "a.C.": "antes de Cristo",
    "d.C.": "depois de Cristo", "vs.": "contra", "Exmo.": "excelentíssimo", "Ltda.": "limitada",
}  # fmt: skip
_SCALES = {
    "k": "mil",
    "mil": "mil",
    "mi": "milhões de",
    "bi": "bilhões de",
    "milhão": "milhão de",
    "milhões": "milhões de",
    "bilhão": "bilhão de",
    "bilhões": "bilhões de",
}
_FEMININE = frozenset(
    "hora libra milha polegada onça tonelada jarda parte caloria quilocaloria candela rotação".split()
)
_RULERS = frozenset(
    "Pedro João Paulo Luís Carlos Filipe Henrique Bento Pio Elizabeth Isabel Manuel Afonso Napoleão Leão Francisco José"
    " Maria".split()
)
_NUMBERED = frozenset(
    "século séculos capítulo tomo volume ato artigo título guerra mundial".split()
)
_SMALL_WORDS = frozenset(
    "dos das para por com mais como cada que uma até desde sobre entre menos".split()
)


@dataclass(frozen=True, slots=True)
class Portuguese(Language):
    """*Um*, *dois* and the hundreds take the noun's gender."""

    def agree(self, number: str, noun: str) -> str:
        """Number words before a noun, in its gender."""
        if noun.partition(" ")[0] not in self.feminine:
            return number
        words = number.replace("entos", "entas").split(" ")
        words[-1] = {"um": "uma", "dois": "duas"}.get(words[-1], words[-1])
        return " ".join(words)

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

    def day(self, day: int) -> str:
        """The day of a date, the first as an ordinal."""
        return "primeiro" if day == 1 else self.numerals.cardinal(day)

    def mixed(self, whole: int, top: int, bottom: int) -> str | None:
        """A whole number and a fraction: “dois e meio”."""
        return (
            f"{self.numerals.cardinal(whole)} e meio"
            if (top, bottom) == (1, 2)
            else Language.mixed(self, whole, top, bottom)
        )


def language() -> Portuguese:
    """Portuguese as spoken in Brazil."""
    return Portuguese(
        tag="pt-BR",
        numerals=Numerals("pt_BR", point="vírgula", minus="menos"),
        words=_WORDS,
        units=cldr.units("pt_BR", _OWN),
        currencies=_CURRENCIES,
        months=cldr.months("pt_BR"),
        feminine=_FEMININE,
        parts={2: ("meio", "meios"), 3: ("terço", "terços"), 4: ("quarto", "quartos")},
        halves=("meio", "meia"),
        small_words=_SMALL_WORDS,
        scales=_SCALES,
        abbreviations=_ABBREVIATIONS,
        ordinal_marks=("º", "ª", ".º", ".ª", "o", "a"),
        feminine_marks=frozenset(("ª", ".ª", "a")),
        halves_of_day=("da manhã", "da tarde", "da noite"),
        rulers=_RULERS,
        numbered=_NUMBERED,
    )
