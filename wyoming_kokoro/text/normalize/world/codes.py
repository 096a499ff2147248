"""Digits that name something: releases of programs, codes, cards, lines and seats, decades."""

import re

from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    ALONE,
    END,
    FIGURES,
    digit_by_digit,
    spoken_language,
)

_PROGRAMS = frozenset("""
    android ansible api assistant bluetooth chrome chromeos core debian django docker dsm edge esphome fedora firefox firmware frigate git
    gpt grafana haos hassio hassos hdmi home homekit html http influxdb ios ipados java javascript jellyfin kernel kodi kotlin kubernetes
    libreoffice linux macos mariadb matter mosquitto mqtt mysql nextcloud nginx node numpy opencv openssl openwrt php piper plex
    postgresql proxmox python pytorch qt raspbian react redis ruby rust safari signal sqlite supervisor swift tasmota tensorflow thread tls
    truenas tvos typescript ubuntu unraid usb visionos vscode watchos whisper windows wyoming zigbee zigbee2mqtt zwave
    """.split())
"""Programs and standards, in lower case, after which numbers with points are releases."""
_SECTIONS = frozenset(
    "artículo art apartado sección figura figure fig tabla epígrafe ejercicio article section tableau exercice paragraphe articolo paragrafo par sezione tabella"
    " esercizio artigo item seção tabela exercício parágrafo".split()
)
"""Nouns before numbers whose parts are counted anew."""
_SHORT = frozenset(("HA", "OS"))
"""Such as are told from words by their capitals alone."""
_VERSION = re.compile(
    rf"{ALONE}(?P<mark>[vV]\.?[ ]?)?(?P<numbers>[0-9]{{1,5}}(?:\.[0-9]{{1,5}}){{2,5}}){END}(?!\.[0-9])"
)
_MARKED = re.compile(
    rf"{ALONE}(?P<mark>[vV])(?P<numbers>[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?){END}(?![.,][0-9])"
)
_RELEASE = re.compile(
    rf"{ALONE}(?P<numbers>[0-9]{{1,4}}(?:\.[0-9]{{1,5}}){{1,3}})(?P<stage>\.?dev|b|rc|beta|alpha)?(?P<build>(?<=[a-z])[0-9]{{1,8}})?{END}"
    r"(?![.,:/-][0-9]|[ ]?[%°€$])"
)
_STAGES = {"b": "beta", "rc": "RC", ".dev": "dev"}
_NEXT = re.compile(r"[ \u00a0]?(?P<unit>[A-Za-zµΩ][A-Za-z/²³]{0,6})(?![^\W_])")
_LATIN_BEFORE = re.compile(r"([A-Za-z]{1,16}) ?$")
_SPEAKING = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?;\n](?=\s|$)")
_SECRET = re.compile(
    rf"{ALONE}[0-9]{{2,12}}(?:[ \u00a0-][0-9]{{2,4}}){{0,3}}{END}(?![.,:/-][0-9]|[ ]?[%°€$])"
)
_ARTICLES = frozenset("le el il lo o la a l".split())
_OF = frozenset("de del d di du do da dell della das dos des".split())
_MASKED = re.compile(
    r"(?<![A-Za-z0-9*•])(?:[Xx]{2,12}-?|[*•]{2,12}[- ]?|(?<= )[*•](?=[0-9]{4}(?![0-9#*])))(?P<figures>[0-9]{3,4})(?![0-9A-Za-z])"
)
_HEAD = re.compile(r"(?<![A-Za-z0-9.,-])[0-9]{4}(?=[ -]?[*•]{4})")
"""The first figures of a card whose others are hidden: “6222 **** **** 1234”."""
_TAIL = re.compile(rf"{ALONE}(?P<figures>[0-9]{{3,4}}){END}(?![.,:/-][0-9]|[ ]?[%°€$])")
_LINE = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,4}})(?P<letter>[A-Z])(?:-(?P<rest>[0-9]{{1,4}}))?{END}(?!-)"
)
_DOSES = re.compile(rf"{ALONE}[0-4]-[0-4]-[0-4](?:-[0-4])?{END}(?!-|[.,/][0-9])")
_LIST = re.compile(rf"{ALONE}[0-9]{{1,2}}(?:-[0-9]{{1,2}}){{2,6}}{END}(?!-|[.,/][0-9])")
_DATE = re.compile("(?:0?[1-9]|[12][0-9]|3[01])-(?:0?[1-9]|1[0-2])-[0-9]{2}")
_DECADE = re.compile(r"(?<![^\W_])['’](?=(?:[1-9]00|[0-9]{2})(?![0-9'’]|[.,][0-9]))")


def _words_before(match: re.Match[str], context: Context, width: int) -> list[str]:
    """The words before a match, within its sentence, in lower case."""
    before = context.text[max(0, match.start() - width) : match.start()]
    return [word.lower() for word in _SPEAKING.findall(_SENTENCE.split(before)[-1])]


def _is_announced(match: re.Match[str], context: Context) -> bool:
    """Whether a program, or a word such as *version*, stands before or after a number."""
    language = spoken_language(context)
    before = context.text[max(0, match.start() - 24) : match.start()]
    if language.acronyms and context.before(match.start()).lower() in _SECTIONS:
        return True
    if language.space and before.rstrip(" :").endswith(tuple(language.versions)):
        return True
    if language.space:
        written = context.before(match.start())
        if written.lower() in _PROGRAMS and not written.islower() or written in _SHORT:
            return True
        return bool(set(_words_before(match, context, 40)[-3:]) & language.versions)
    latin = _LATIN_BEFORE.search(before)
    after = context.text[match.end() : match.end() + 12]
    return bool(
        latin
        and (latin.group(1).lower() in _PROGRAMS or latin.group(1) in _SHORT)
        or before.rstrip(" :：").endswith(tuple(language.versions))
        or after.startswith(tuple(language.released))
    )


def _is_build(numbers: str, language: Language) -> bool:
    """Year, month and a number without a zero before it, which no date in such a language has."""
    parts = numbers.split(".")
    return (
        bool(language.space)
        and len(parts) == 3
        and re.fullmatch("20[0-9]{2}", parts[0]) is not None
        and any(len(part) == 1 for part in parts[1:])
    )


def _release(match: re.Match[str], context: Context) -> str | None:
    """“Home Assistant 2024.6.1”, “Python 3.12”, “versión 2.1”."""
    language = spoken_language(context)
    numbers = match["numbers"]
    staged = numbers.count(".") > 1 and (match["build"] or len(match["stage"] or "") > 1)
    if not staged and not _is_announced(match, context) and not _is_build(numbers, language):
        return None
    whole, _, part = numbers.partition(".")
    if language.decimals == "," and len(part) == 3 and part.isdecimal() and len(whole) < 4:
        return None  # “1.250 habitantes”
    unit = _NEXT.match(context.text, match.end())
    tenth = language.tag == "ja" and len(part) == 2 and part[1] == "0"
    year = re.match(r"20[0-9]{2}\.", numbers)
    if (
        numbers.count(".") == 1
        and not tenth
        and (not language.space and not year or unit and unit["unit"] in language.units)
    ):
        return None
    stage = _STAGES.get(match["stage"] or "", match["stage"] or "")
    build = language.numerals.code(match["build"]) if match["build"] else ""
    return " ".join(filter(None, (_numbers(numbers, language), stage, build)))


def _numbers(numbers: str, language: Language) -> str:
    point = language.words["."] if language.space else language.numerals.point
    spoken = [
        part for number in numbers.split(".") for part in (point, language.numerals.code(number))
    ]
    return language.space.join(spoken[1:])


def _version(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    parts = match["numbers"].split(".")
    if (
        not match["mark"]
        and all(len(part) == 3 for part in parts[1:])
        and len(parts[0]) <= 3
        and (len(parts) != 4 or parts[-1] == "000" or max(map(int, parts)) > 255)
    ):
        return None
    spoken = _numbers(match["numbers"], language)
    if not match["mark"] or context.before(match.start()).lower() == language.words["version"]:
        return spoken
    if context.text.startswith(tuple(language.released), match.end()):
        return f"{match['mark'].strip('. ').upper()}{spoken}"  # “V2.1版本”
    if not language.space and context.text.endswith(language.words["version"], 0, match.start()):
        return spoken
    return language.join(language.words["version"], spoken)


def _is_secret(match: re.Match[str], figures: str, context: Context) -> bool:
    """Whether a word for a code announces digits: “código 4821”, “el código de acceso es 739 204”."""
    language = spoken_language(context)
    words = _words_before(match, context, 64)
    place = next((at for at in range(len(words) - 1, -1, -1) if words[at] in language.secrets), -1)
    if place < 0:
        return False
    between = words[place + 1 :]
    while between and between[-1] in _ARTICLES:
        between = between[:-1]
    if not between or between[-1] in language.copulas:
        return True
    if context.text[max(0, match.start() - 2) : match.start()].rstrip().endswith((":", "：")):
        return True
    noun = context.text[match.end() : match.end() + 1] == " " and context.after(match.end())
    counted = language.nouns is not None and noun and language.nouns.is_noun(noun)
    return between[0] in _OF and len(between) <= 5 and len(figures) >= 4 and not counted


def _secret(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    figures = "".join(FIGURES.findall(match.group()))
    if not language.secrets or not _is_secret(match, figures, context):
        return None
    return digit_by_digit(match.group(), context)


def _doses(match: re.Match[str], context: Context) -> str:
    """Pills in the morning, at noon and at night: “1-0-1”; a count: “1-2-3”."""
    return digit_by_digit(match.group(), context)


def _list(match: re.Match[str], context: Context) -> str | None:
    """“90-60-90”, “05-12-23-34-48-59”."""
    language = spoken_language(context)
    if not language.nouns or _DATE.fullmatch(match.group()):
        return None
    return language.comma.join(
        language.numerals.cardinal(int(number)) for number in match.group().split("-")
    )


def _masked(match: re.Match[str], context: Context) -> str:
    return context.locale.numerals.digits(match["figures"])


def _tail(match: re.Match[str], context: Context) -> str | None:
    """The end of a card's number: “terminada en 4321”."""
    before = context.text[max(0, match.start() - 24) : match.start()].rstrip().lower()
    tails = tuple(spoken_language(context).tails)
    return _masked(match, context) if tails and before.endswith(tails) else None


def _resolution(match: re.Match[str], context: Context) -> str:
    """“4K” is a picture and no temperature."""
    return f"{context.locale.numerals.cardinal(int(match['number']))} K"


def _house(match: re.Match[str], context: Context) -> str:
    """A house with a letter: “12/A”."""
    language = spoken_language(context)
    number = language.numerals.cardinal(int(match["number"]))
    stroke = "" if language.tag == "fr" else language.words["/"]
    return language.join(number, stroke, match["letter"])


def _often(match: re.Match[str], context: Context) -> str | None:
    """“10x de R$ 99”, “3x sans frais”, “3x/dia”."""
    language = spoken_language(context)
    if not language.often[1]:
        return None
    words = language.agree(language.numerals.cardinal(int(match["number"])), language.often[1])
    return f"{words} {language.often[match['number'] != '1']}"


def _line(match: re.Match[str], context: Context) -> str | None:
    """A line, a seat or a flat: “autobús 875A-10”, “asiento 12A”."""
    language = spoken_language(context)
    before = context.text[max(0, match.start() - 24) : match.start()].rstrip().lower()
    labelled = context.before(match.start()).lower() in language.lettered
    devanagari = language.nouns is None and before.endswith(tuple(language.lettered))
    if not match["rest"] and not labelled and not devanagari:
        return None
    rest = language.numerals.code(match["rest"]) if match["rest"] else ""
    return " ".join(filter(None, (language.numerals.code(match["number"]), match["letter"], rest)))


_RESOLUTION = re.compile(r"(?<![\w.,])(?P<number>[24568]|12|16)K(?![^\W_])")
_HOUSE = re.compile(rf"{ALONE}(?P<number>[0-9]{{1,4}})/(?P<letter>[A-Z])(?![\w/])")
_OFTEN = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,3})[xX](?=/| d['’]| R\$| (?:de|di|sem|sin|sans|senza|mais|más|plus|più|moins|menos?|mieux|meglio|por|par|al|à|ao|às|na|no|en|in|em|maior(?:es)?|menor(?:es)?|melhor(?:es)?|mayor(?:es)?|mejor(?:es)?|superior(?:es|e|i)?|inferior(?:es|e|i)?|maggior[ei]|minor[ei]|supérieure?s?|inférieure?s?|consécutives|ontem|hoje|ayer|hoy|ieri|oggi|hier|cada|chaque|ogni|campe[ãoõó]\w{0,4}|seguid[ao]s|consecutiv[aoie]s?)(?![^\W_]))"
)
FIRST = (
    Rule("version", DIGIT, _RELEASE, _release),
    Rule("number", LETTER + "*•", _MASKED, _masked),
    Rule(
        "number",
        DIGIT,
        _HEAD,
        lambda match, context: context.locale.numerals.digits(match.group()),
    ),
    Rule("number", DIGIT, _TAIL, _tail),
    Rule("number", DIGIT, _DOSES, _doses),
    Rule("number", DIGIT, _LIST, _list),
    Rule("number", DIGIT, _LINE, _line),
    Rule("number", DIGIT, _OFTEN, _often),
    Rule("date", "'’", _DECADE, lambda match, context: ""),
)
"""Tried before dates and times, which look alike."""


def latin_rules(language: Language) -> tuple[Rule, ...]:
    """Those of languages that set words apart."""
    if not language.space:
        return ()
    resolution = Rule("number", DIGIT, _RESOLUTION, _resolution)
    house = (Rule("number", DIGIT, _HOUSE, _house),) if language.acronyms else ()
    return (resolution, *house)


RULES = (
    Rule("version", DIGIT + LETTER, _VERSION, _version),
    Rule("version", LETTER, _MARKED, _version),
    Rule("number", DIGIT, _SECRET, _secret),
)
"""Tried before telephone numbers."""
