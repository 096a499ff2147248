"""Money, units, percentages, fractions, ranges and plain numbers of the languages that share their
rules.
"""

import re

from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.numerals import LONGEST
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world import codes, counting, measures, sizes
from wyoming_kokoro.text.normalize.world.counting import GLYPHS
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    ALONE,
    END,
    FIGURES,
    MARK,
    SPACE,
    number_pattern,
    plain,
    say,
    spoken_language,
)

_GLYPH = re.compile(rf"(?:(?P<whole>[0-9]{{1,6}})[ ]?)?(?P<glyph>[{''.join(GLYPHS)}])")
_SLASHED = re.compile(
    rf"{ALONE}(?:(?P<whole>[0-9]{{1,4}})[ ])?(?P<top>[0-9]{{1,3}}|[0-9]{{4}}(?=/[12][09][0-9]{{2}}))/(?P<bottom>[0-9]{{1,4}}){END}(?![/.,][0-9])"
)
_LAW = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,2}}\.?[0-9]{{3}})/(?P<year>[0-9]{{2}}|(?:19|20)[0-9]{{2}}){END}(?![/.,][0-9])"
)
"""The number of a law that is too long for the top of a fraction, and its year."""
_GRADE = re.compile(
    rf"{ALONE}(?P<mark>[0-9]{{1,3}}(?P<part>[.,][0-9]{{1,2}})?)/(?P<most>5|6|7|10|20|30|40|50|60|100)(?:[.,]0{{1,2}})?{END}(?![/.,][0-9])(?P<unit>分(?!之|钟)|点(?!钟)|颗?星)?"
)
_RATED = re.compile(r"评分|打分|评价|豆瓣|给分|得分|口碑|満足度|評価|レビュー|採点|得点|星")
_PRESSURE = re.compile("血圧|血压")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_OF_LAW = re.compile(
    r"\b(?:n[.º°]|n\.[º°]|núm\.|[Ll]e[yi]|[Ll]egge|[Ll]e[yi] (?:[Oo]rg[áâ]nica|[Cc]omplementar)|[Dd]ecreto|[Dd]écret|[Dd]\.? ?[Ll](?:gs)?\.?|D\.?P\.?R\.?|BOE|[Dd]irectiva|[Rr]eglamento|[Rr]egolamento|LO|RDL?|MP|EC|STS) ?$"
)
_LAWS = {"es": " barra ", "it": " del ", "pt-BR": " de ", "fr": " barre "}
"""What stands between the number of a law and its year."""
_GAP = r"[-. \u00a0]"
_THOUSANDS = r"[0-9]{1,3} [0-9]{3}(?![0-9])"
_PHONE = re.compile(
    rf"{ALONE}(?:\+[0-9]{{1,3}}(?:{_GAP}?\(?[0-9]{{1,5}}\)?){{1,6}}|0[0-9]{{1,4}}(?:{_GAP}[0-9]{{2,4}}){{2,4}}"
    rf"|(?!{_THOUSANDS}-{_THOUSANDS})\(?[0-9]{{2,3}}\)?[- ][0-9]{{3,5}}-[0-9]{{3,4}}|[0-9]{{3}}-[0-9]{{4}}|[0-9]{{5}}-[0-9]{{3}}|0[0-9]{{1,3}}[ /-][0-9]{{6,8}}|3[0-9]{{2}}[ /-][0-9]{{6,7}}|3[0-9]{{2}} [0-9]{{3}} [0-9]{{4}}|0 [0-9]{{3}} [0-9]{{3}} [0-9]{{3}}){END}(?!-[0-9])"
)
_WORDS = re.compile(r"[^\W\d_]+")
EMERGENCIES = frozenset(
    "110 111 112 113 115 118 119 190 192 193 197 198 199 15 17 18 911 061 091 092 988 999 100 101 102 108 1122 116117".split()
)
_CALLED = re.compile(
    rf"{ALONE}[0-9]{{2,12}}(?:{_GAP}[0-9]{{2,4}}){{0,5}}{END}(?![.,:/-][0-9]|[ ]?[%°€$])"
)
_LONG = re.compile(r"(?P<figures>[0-9]{10,})(?![.,][0-9])|[0-9]{19,}")
_PER = re.compile(
    r"/(?P<unit>(?:pers|pess|hab)\.|[A-Za-zµ]{1,10}(?:[²³]|(?<=/m)[23])?(?=[\u3041-\u9fff])|(?:[^\W\d_]|[\u0900-\u0963]){1,10}(?:[²³]|(?<=/m)[23])?(?!\w|/(?!(?:[^\W\d_]|[\u0900-\u0963]))))(?:\.(?= ?[),;]))?"
)
_CHAIN = frozenset(("o", "ou", "e", "et", "y", "ya", "या", "और", ","))
_COUNTED_NOUN = re.compile(r"[ \u00a0](?P<noun>[^\W\d_]{2,24})(?![\w'’@.]\w|\w)")
_LESSER = re.compile("[0-9,]+")
_COUNTED = re.compile(r"[ \u00a0]?(?P<word>[^\W\d_]{1,24}|€|°C?|%)")
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_VOLUMES = frozenset("ml mL l L g kg h min m² m³ ha km²".split())
"""Of which there may be so many things in each: “5 células/ml”."""
_MEASURED = frozenset(("money", "unit", "temperature", "fraction", "symbol"))
"""What may stand before the stroke of a rate: “5 €/kg”, “1/2 g/L”, “10⁹/L”."""
_PERIODS = frozenset(
    "jour mois semaine an heure nuit personne día mes semana año hora noche persona giorno mese settimana anno ora notte aula clase classe turma alumno alumna élève alunno aluno paciente patient paziente habitante habitant abitante hogar foyer familia famiglia família equipo équipe squadra equipe dia mês ano noite pessoa"
    " दिन माह महीना घंटा हफ़्ता".split()
)
_TIMES = re.compile(r"[0-9⁰¹²³⁴-⁹]{1,4}(?: (?:[^\W\d_]|[\u0900-\u0963]){2,24}|x)$")
_EQUALS = re.compile("[ ]?(?:=|等[于於])")
_RESULT = re.compile(r"[ ]?=[ ]?[0-9]")


def _currency(sign: str, language: Language) -> Currency | None:
    return language.currencies.get(sign)


_SINGLES = {
    "millones": "millón", "billones": "billón", "millions": "million", "milliards": "milliard", "milioni": "milione", "mila": "mille", "miliardi": "miliardo",
    "milhões": "milhão", "bilhões": "bilhão", "trilhões": "trilhão",
}  # fmt: skip


def _single(scale: str) -> str:
    """*Millón de* for *millones de*."""
    noun, space, of = scale.partition(" ")
    return f"{_SINGLES.get(noun, noun)}{space}{of}"


def _money(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    code = match.groupdict().get("code") or ""
    currency = _currency(code, language) or _currency(match["sign"], language)
    if currency is None:
        return None
    number = plain(match["number"], language)
    less = language.words["-n"] if match.groupdict().get("less") else ""
    scale = (
        language.scales.get((match["scale"] or "").strip().lower(), "") if match["scale"] else ""
    )
    if below := match.groupdict().get("below"):
        scale += _LESSER.sub(lambda found: say(found.group(), context), below)
    whole, _, part = number.partition(language.numerals.decimal)
    if scale or len(part) > 2 or part and not currency.cent or len(whole) > 15:
        if number == "1" or language.tag == "fr" and whole == "1":
            scale = _single(scale)
        one = number == "1" and (scale in ("mil", "mille") or scale.startswith("mil "))
        words = "" if one else language.agree(language.numerals.number(number or "0"), scale)
        return language.join(less, words, scale, currency.many)
    cents = int(part.ljust(2, "0")) if part else 0
    return language.join(less, language.money(int(whole or 0), cents, currency))


def _glyph(match: re.Match[str], context: Context) -> str | None:
    top, bottom = GLYPHS[match["glyph"]]
    return _fraction(match["whole"], top, bottom, match, context)


def _fraction(
    whole: str | None, top: int, bottom: int, match: re.Match[str], context: Context
) -> str | None:
    language = spoken_language(context)
    if whole:
        return language.mixed(int(whole), top, bottom)
    words = language.fraction(top, bottom)
    return words and counting.behind_article(words, match, context)


def _slashed(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    top, bottom = int(match["top"]), int(match["bottom"])
    if match["whole"]:
        return _fraction(match["whole"], top, bottom, match, context) if 0 < top < bottom else None
    if match.group() == "24/7":
        return f"{language.numerals.cardinal(24)}{language.space or '、'}{language.numerals.cardinal(7)}"
    if (
        _YEAR.fullmatch(match["bottom"])
        and top > 12
        or _OF_LAW.search(context.text[max(0, match.start() - 20) : match.start()])
    ):
        joint = _LAWS.get(language.tag)
        if joint and language.nouns:
            return f"{language.numerals.cardinal(top)}{joint}{language.year(_full_year(bottom))}"
    if counting.is_labelled(match, context) and 0 < top <= bottom and language.words["of"]:
        cardinal = language.numerals.cardinal
        return language.join(cardinal(top), language.words["of"], cardinal(bottom))
    share = 0 < top < bottom and (bottom != 10 or not language.space)
    if not language.space and _PRESSURE.search(context.near_in_sentence(match)) and top >= bottom:
        joint = "の" if language.tag == "ja" else language.words["over"]
        return f"{language.numerals.cardinal(top)}{joint}{language.numerals.cardinal(bottom)}"
    if language.tag == "ja" and bottom > 1 and not 0 < top < bottom:
        share = True  # “over” would say it the wrong way round
    spoken = _fraction(None, top, bottom, match, context) if share else None
    return spoken or language.join(
        language.numerals.cardinal(top), language.words["over"], language.numerals.cardinal(bottom)
    )


_EUROPEAN = re.compile(
    r"(?:(?<=\(UE\) )|(?<=\(CE\) ))(?P<year>20[0-9]{2})/(?P<number>[0-9]{1,4})(?![\w/])"
)


def _european(match: re.Match[str], context: Context) -> str | None:
    """A regulation of the Union: “(UE) 2016/679”."""
    language = spoken_language(context)
    number = language.numerals.cardinal(int(match["number"]))
    return language.join(language.year(int(match["year"])), language.words["/"], number)


def _law(match: re.Match[str], context: Context) -> str | None:
    """“Lei 11.340/2006”; of two years in a row both: “la temporada 2019/20”."""
    language = spoken_language(context)
    joint = _LAWS.get(language.tag)
    number, year = int(match["number"].replace(".", "")), int(match["year"])
    if joint is None or not language.nouns:
        return None
    if _YEAR.fullmatch(match["number"]) and (number + 1) % 10 ** len(match["year"]) == year:
        return language.join(language.year(number), language.numerals.cardinal(year))
    if _OF_LAW.search(context.text[max(0, match.start() - 20) : match.start()]):
        return f"{language.numerals.cardinal(number)}{joint}{language.year(_full_year(year))}"
    return None


def _full_year(year: int) -> int:
    return year if year > 99 else year + (1900 if year > 30 else 2000)


def _grade(match: re.Match[str], context: Context) -> str | None:
    """A mark out of the best: “8,5/10”; a whole one looks like a fraction."""
    language = spoken_language(context)
    unit = match["unit"] or ""
    rated = unit in ("分", "点", "星", "颗星") or _RATED.search(context.near_in_sentence(match))
    if not match["part"] and (language.space or not rated):
        return None
    spoken = language.grade(say(match["mark"], context), int(match["most"]), unit)
    # “9/10分的评价” is said in one breath.
    return spoken.replace("，", "") if context.text.startswith("的", match.end()) else spoken


def _range(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    minus = _EQUALS.match(context.text, match.end("high")) and (
        match["dash"].strip() == "-" or _falls(match, context)
    )
    before = context.before(match.start()).lower()
    joint = "-n" if minus else "and" if before in language.between else "to"
    if before in _REFERENCES and language.nouns or _is_reference(match, context):
        return language.join(say(match["low"], context), language.words["-"]) + language.space
    low = say(match["low"], context)
    counted = _COUNTED_NOUN.match(context.text, match.end("high"))
    if counted and not minus and language.nouns and language.nouns.is_noun(counted["noun"]):
        low = language.agree(low, counted["noun"])
    if not minus and before in ("del", "dal") and language.tag in ("es", "it"):
        return f"{low} {_until(match, language)}"
    if not minus and before in _SEASONS and _YEARS.fullmatch(match["low"] + match["high"]):
        return say(match["low"], context) + language.space
    if joint == "to" and language.paired_ranges and _is_amount(match, context):
        return low + language.space
    word = language.words.get("less") if minus else None  # where it isn't that of “-5”
    word = word or language.words[joint]
    return language.join(low, word, "") + language.space


def _falls(match: re.Match[str], context: Context) -> bool:
    """Whether a smaller number is taken off: “8–5=3”, but not “9–10 = sobresaliente”."""
    if match["dash"] not in ("–", "—", " – ") or not _RESULT.match(context.text, match.end("high")):
        return False
    low, high = (plain(match[name], spoken_language(context)) for name in ("low", "high"))
    return float(low) >= float(high)


_NUMBER_SIGN = re.compile(r"(?:\bn[º°.]|\bn\.[º°]|\bnúm\.|\bn[uú]m[eé]ro|\bloi) ?$", re.IGNORECASE)


def _is_reference(match: re.Match[str], context: Context) -> bool:
    """“n° 2026-0345”, “loi n° 89-462”: the numbers of a file, whose second has a zero before it,
    is the smaller one or follows a year.
    """
    language = spoken_language(context)
    low, high = (match[name].replace(".", "") for name in ("low", "high"))
    if not _NUMBER_SIGN.search(context.text[max(0, match.start() - 8) : match.start()]):
        return False
    if not language.nouns or not low.isdecimal() or not high.isdecimal():
        return False
    year = _YEAR.fullmatch(low) or language.tag == "fr" and len(low) == 2 < len(high)
    return bool(year) or "0" in (low[0], high[0]) or int(high) < int(low)


_REFERENCES = frozenset(
    "ref réf rif referencia référence riferimento referência exp expediente pedido envío colis commande pacco ordine spedizione encomenda dossier pratica processo".split()
)
_SEASONS = frozenset("temporada saison curso campaña stagione campagna campionato".split())
_YEARS = re.compile("(?:19|20)[0-9]{2}(?:(?:19|20)?[0-9]{2})")


def _until(match: re.Match[str], language: Language) -> str:
    """What parts two days of a month after “del”, “dal”: *al*, before a vowel *all'*."""
    vowel = language.tag == "it" and match["high"] in ("8", "11")
    return "all'" if vowel else "al "


def _is_amount(match: re.Match[str], context: Context) -> bool:
    """Whether something is counted after a span of rising numbers."""
    language = spoken_language(context)
    low, high = (plain(match[name], language) for name in ("low", "high"))
    if not low.isdecimal() or not high.isdecimal() or not int(low) < int(high) < 2 * int(low) + 10:
        return False
    following = _COUNTED.match(context.text, match.end("high"))
    if following is None:
        return False
    word = following["word"]
    return (
        word in language.units
        or word in language.currencies
        or language.nouns is not None
        and language.nouns.is_noun(word)
    )


def _ordinal(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    if match["mark"] in ("nd", "nde") and match["number"] == "2":
        return f"second{match['mark'][2:]}{match['many']}"
    words = language.rank(int(match["number"]), feminine=match["mark"] in language.feminine_marks)
    if match["many"]:  # “les 8es de finale”, “os 21ºs Jogos”
        words = f"{words if language.tag == 'fr' else words.replace(' ', 's ')}s"
    noun = context.text[match.end() : match.end() + 1] == " " and context.after(match.end())
    is_noun = noun and f"{noun}." not in language.abbreviations
    return language.ranked_before(words, noun or "") if is_noun else words


def _phone(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    written = match.group()
    if sum(character.isdigit() for character in written) < 7:
        return None
    return _called_groups(written, language)


_DOTTED_PHONE = re.compile(
    rf"{ALONE}(?:0[1-9](?:\.[0-9]{{2}}){{4}}|(?:0[0-9]{{1,3}}|3[0-9]{{2}})\.[0-9]{{5,8}}|[0-9]{{3}}(?:\.[0-9]{{2,4}}){{2,3}}){END}(?!\.[0-9])"
)


def _dotted_phone(match: re.Match[str], context: Context) -> str | None:
    """“01.42.33.44.55”, “tel. 02.1234567”."""
    language = spoken_language(context)
    words = set(_WORDS.findall(context.text[max(0, match.start() - 24) : match.start()].lower()))
    french = language.tag == "fr" and match.group().count(".") == 4
    if not language.nouns or not french and not words & language.calls:
        return None
    return _called_groups(match.group(), language)


def _called_groups(written: str, language: Language) -> str:
    plus = language.words["+"] + language.space if written[0] == "+" else ""
    return plus + language.comma.join(map(language.called, FIGURES.findall(written)))


def _called(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    words = set(_WORDS.findall(context.text[max(0, match.start() - 24) : match.start()].lower()))
    written = match.group()
    figures = "".join(FIGURES.findall(written))
    chained = context.last_class == "phone" and context.since_last(match.start()) or ""
    if chained.strip() in _CHAIN and figures in EMERGENCIES and written == figures:
        return language.called(figures)
    if not words & language.calls or len(figures) == 2 and language.tag != "fr":
        return None
    if len(figures) >= 6:
        return _called_groups(written, language)
    return language.called(figures) if figures in EMERGENCIES else None


def _long(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    if len(match.group()) > LONGEST:
        return language.numerals.digits(match.group())
    if match.group().endswith("000"):
        return None
    names = (
        *(name for _, name in language.units.values()),
        *(c.many for c in language.currencies.values()),
    )
    following = context.text[match.end() : match.end() + 24].lstrip()
    if following.startswith(names):
        return say(match.group(), context)
    return language.numerals.digits(match.group())


_LABELLED = re.compile(
    r"(?:(?<=[A-Za-z])|(?<=Phone )|(?<=Galaxy )|(?<=Pixel ))[0-9]{1,2}(?= [0-9]{3}(?![0-9]))"
)


def _labelled(match: re.Match[str], context: Context) -> str | None:
    """“F3 142 kWh”: a space behind a name with a figure groups no thousands."""
    return context.locale.numerals.code(match.group()) if spoken_language(context).nouns else None


def _plain(match: re.Match[str], context: Context) -> str:
    return say(match["number"], context)


def _per(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    times = _TIMES.search(context.text[max(0, match.start() - 32) : match.start()])
    unit = match["unit"].replace("m2", "m²").replace("m3", "m³")
    stop = "." if unit.endswith(".") and context.ends_sentence(match.end()) else ""
    unit = unit.removesuffix(".")
    if not (times and _RAISED.search(times.group())):  # “10⁶ batteri/g”
        unit = language.short_periods.get(unit, unit)
    counted = context.last_end == match.start() and context.last_class in _MEASURED
    if not counted and not (times and (unit in _PERIODS or unit in _VOLUMES)):
        return None
    power = language.words.get(unit[-1:]) if unit[:-1] in language.units and language.nouns else ""
    if power and unit not in language.units:
        return language.join("", language.per(language.units[unit[:-1]][0]), power)  # “m/s²”
    if unit not in language.units and unit not in _PERIODS and len(unit) < 3:
        return None
    return (
        language.space
        + language.per(language.units[unit][0] if unit in language.units else unit)
        + stop
    )


_PER_SIGN = re.compile(r"/(?P<sign>[€$£¥₹])(?!\w)")


def _per_sign(match: re.Match[str], context: Context) -> str | None:
    """A rate of exchange: “1,08 $/€”."""
    language = spoken_language(context)
    currency = language.currencies.get(match["sign"])
    if currency is None or context.last_class != "money" or context.last_end != match.start():
        return None
    return " " + language.per(currency.one)


_PER_AMOUNT = re.compile(
    r"/(?=[0-9]{1,4} ?(?P<unit>h|ml|mL|l|L|m²|ha|km|kg|gg?|j|d|घंटे|小时|min|(?:hora|heure|noche|nuit|noite|persona|personne|pessoa|d[ií]a|jour)s|ore|giorni|notti|persone)(?![^\W\u2e80-\u9fff]|/))"
)


def _per_amount(match: re.Match[str], context: Context) -> str | None:
    """“500 mg/5 ml”, “4 g/24 h”, “20 €/3 h”; two amounts of one kind stand beside each other."""
    language = spoken_language(context)
    known = context.last_class in ("unit", "money") and context.last_end == match.start()
    if not known or language.tag not in _PER_AMOUNTS:
        return None
    if context.text[context.last_start : context.last_end].endswith(match["unit"]):
        return None
    paid = context.last_class == "money" and language.tag == "fr"
    per = "pour" if paid else _PER_AMOUNTS[language.tag]
    return f"{language.space}{per}{language.space}"


_PER_AMOUNTS = {
    "es": "por cada",
    "fr": "par",
    "it": "ogni",
    "pt-BR": "a cada",
    "hi": "प्रति",
    "ja": "パー",
    "zh": "每",
}
_EITHER_AMOUNT = re.compile(
    rf"{ALONE}(?P<low>[0-9]{{1,3}})/(?=(?P<high>[0-9]{{1,3}}) ?(?:min|mn|minut[io]s?|minutes|gg|giorni|d[ií]as|jours|h?or[ae]s?(?! [0-9])|heures|°C|ºC|pers|person[ae]s?|gr?|kg|ml|cl|cm|€|euros?)(?![^\W_]))"
)
"""Two amounts of which either will do."""


def _either_amount(match: re.Match[str], context: Context) -> str | None:
    """“35/40 min”; small numbers are a fraction."""
    language, low, high = spoken_language(context), int(match["low"]), int(match["high"])
    if not 5 <= low < high <= 3 * low:
        return None
    if high <= 12 and context.before(match.start()).lower() in language.dated:
        return None
    joint = "" if language.paired_ranges else language.words["to"]
    return language.join(language.numerals.cardinal(low), joint) + language.space


PER_RULES = (
    Rule("range", DIGIT, _EITHER_AMOUNT, _either_amount),
    Rule("unit", "/", _PER_AMOUNT, _per_amount),
    Rule("unit", "/", _PER, _per),
    Rule("unit", "/", _PER_SIGN, _per_sign),
)
"""Tried before the addresses, which would take a stroke for a path, and before dates."""


def rules(language: Language) -> tuple[Rule, ...]:
    """Amounts from the most particular form to a bare number."""
    number = number_pattern(language)
    return (
        Rule("phone", DIGIT, _DOTTED_PHONE, _dotted_phone),
        *codes.RULES,
        Rule("phone", DIGIT + "+(", _PHONE, _phone),
        Rule("phone", DIGIT, _CALLED, _called),
        Rule("number", DIGIT, _LABELLED, _labelled),
        *counting.ranked_rules(language),
        *_money_rules(language, number),
        *measures.rules(language, number),
        *_ordinal_rules(language),
        *language.counting,
        *counting.rules(language),
        Rule("fraction", DIGIT + "".join(GLYPHS), _GLYPH, _glyph),
        Rule("fraction", DIGIT, _GRADE, _grade),
        Rule("number", DIGIT, _EUROPEAN, _european),
        Rule("number", DIGIT, _LAW, _law),
        Rule("fraction", DIGIT, _SLASHED, _slashed),
        _range_rule(number),
        *sizes.rules(number),
        Rule("number", DIGIT, _LONG, _long),
        Rule("number", DIGIT, re.compile(rf"(?P<number>{number})(?![0-9])"), _plain),
    )


def _money_rules(language: Language, number: str) -> tuple[Rule, ...]:
    signs = alternation(language.currencies)
    scales = alternation(
        form for key in language.scales for form in (key, key.upper(), key.capitalize())
    )
    ends, named = r"(?![^\W_])", ""
    if not language.space:  # “¥1億2000万” goes on, and “¥5万元” names what its sign has said
        ends = rf"(?P<below>[0-9][0-9,]{{0,4}}(?:{scales})?)?(?![A-Za-z0-9])"
        named = f"(?:{alternation({currency.one for currency in language.currencies.values()})})?"
    scale = rf"(?:(?P<scale>{SPACE}?(?:{scales})){ends})?" if scales else r"(?P<scale>(?!))?"
    codes_after = alternation(
        sign for sign in language.currencies if len(sign) == 3 and sign.isalpha()
    )
    before = re.compile(
        rf"{ALONE}(?<!{MARK})(?P<sign>{signs})(?P<less>(?<=[^A-Za-z.])[-−](?=[0-9]))?{SPACE}?(?P<number>{number}|(?<=\$)\.[0-9]{{2,3}}(?![0-9])){scale}"
        rf"(?:{SPACE}?(?P<code>{codes_after})(?![^\W_]))?{named}"
    )
    after = re.compile(
        rf"{ALONE}(?P<number>{number}){scale}{SPACE}?(?P<sign>{signs}){END}(?!{MARK})"
    )
    starts = LETTER + "".join(sign[0] for sign in language.currencies)
    return (Rule("money", starts, before, _money), Rule("money", DIGIT, after, _money))


def _ordinal_rules(language: Language) -> tuple[Rule, ...]:
    marks = alternation(language.ordinal_marks)
    if not marks:
        return ()
    many = "s?" if language.tag in ("fr", "pt-BR") else ""
    pattern = re.compile(
        rf"{ALONE}(?P<number>[0-9]{{1,6}})(?P<mark>{marks})(?P<many>{many})(?![^\W_])"
    )
    return (Rule("ordinal", DIGIT, pattern, _ordinal),)


def _range_rule(number: str) -> Rule:
    dash = r"(?P<dash>-|–|—|~|〜| [-–~〜] )"
    span = re.compile(rf"{ALONE}(?P<low>{number}){dash}(?=(?P<high>{number})(?!-[0-9]))")
    return Rule("range", DIGIT, span, _range)
