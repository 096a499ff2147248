"""Times, durations and dates of the languages that share their rules."""

import re

from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.language import Language
from wyoming_kokoro.text.normalize.world.lookups import (
    ALONE,
    END,
    MARKS,
    clock_time,
    end_stop,
    spoken_language,
)

_HALF = re.compile(
    rf"{ALONE}(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0\u202f]?(?P<half>[AaPp])\.?[ ]?[Mm](?:\.(?=\S"
    rf"| [^\W\d_A-Z])|{END})"
)
_CLOCK = re.compile(
    rf"{ALONE}(?P<hour>[01]?[0-9]|2[0-4])(?P<sep>[:hH])(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?:[ ]?(?:hs?|hrs?|horas?|heures?"
    rf"|बजे))?{END}(?!:[0-9])"
)
_DAY_PART = re.compile(
    "(?:(?<![最更稍])[早晚晩]|[早晚]上|[上下中]午|[凌清早]晨|夜里|[夜朝]|午前|午後|夕方)の?[ 的]?$|(?:सुबह|दोपहर|शाम|रात) $"
)
"""What says the half of the day already."""
_COUNTER = re.compile(rf"{ALONE}(?P<hour>00):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9]){END}")
_PART = r"[0-9]{1,4}[ ]?(?:d|h|min|m|s)"
_COMPOUND = re.compile(rf"{ALONE}{_PART}(?:[ ]?{_PART}){{1,3}}{END}")
_PARTS = re.compile(r"([0-9]{1,4}) ?([a-z]+)")
_ISO = re.compile(
    rf"{ALONE}(?P<year>[12][0-9]{{3}})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])"
    rf"(?:T(?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?(?:Z"
    rf"|[+-][0-9]{{2}}:?[0-9]{{2}})?)?{END}(?![./][0-9]|-(?![12][0-9]{{3}}(?P=sep)[01]?[0-9](?P=sep))[0-9])"
)
_NUMERIC = re.compile(
    rf"{ALONE}(?P<day>0?[1-9]|[12][0-9]|3[01])(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<year>[12][0-9]{{3}}"
    rf"|[0-9]{{2}}){END}(?![./][0-9]|-(?!(?:0?[1-9]|[12][0-9]|3[01])(?P=sep)(?:0?[1-9]|1[0-2])(?P=sep))[0-9])"
)
_SHORT = re.compile(
    rf"{ALONE}(?P<day>[0-2][0-9]|3[01]|[1-9](?=/0))/(?P<month>0[1-9]|1[0-2]){END}(?![/0-9]|{MARKS})"
)
_DATED = re.compile(
    rf"{ALONE}(?P<day>[1-9]|[12][0-9]|3[01])/(?P<month>[1-9]|1[0-2]){END}(?=[.,;:!?)]|$| (?:a las?|à|alle|all'|às|at|e|y|et|ma|pero|mais|con|avec|ore|ci|si)\b)(?![./][0-9])"
)
_BEFORE_DAY = re.compile(
    r"(?:(?<=ntes del )|(?<=asta el )|(?<=vant le )|(?<=ntro il )|(?<=té )|(?<=té o dia )|(?<=esde el ))"
    r"(?P<day>[12][0-9]|3[01]|0[1-9])-(?P<month>0[1-9]|1[0-2])(?![\w/-]|[.,][0-9]|[ ]?[%°€])(?! de )"
)
_UNTIL_DAY = re.compile(
    rf"{ALONE}(?P<day>[1-9]|[12][0-9]|3[01])/(?P<month>[1-9]|1[0-2]){END}(?![./][0-9]|[ ]?[%°€])"
)
_FROM_DAY = re.compile(
    r"\b(?:de|del|da|dal|du|dias?) [0-9]{1,2} (?:a|al|ao|au|e|à) $|\bdias (?:[0-9]{1,2}, ){1,4}[0-9]{1,2} e $",
    re.IGNORECASE,
)
_UNTIL_MONTH = re.compile(
    rf"{ALONE}(?P<month>0[1-9]|1[0-2])/(?P<year>20[0-9]{{2}}|[2-4][0-9]){END}(?![./][0-9])"
)
_EXPIRY = re.compile(
    r"\b(?:hasta|cad|caduc\w{1,6}|itv|v[áa]lid\w{1,4}|venc\w{0,6}|vto|matr\w{0,9}|fino (?:a|al)|scad\w{0,5}|rev|revisione|immatr\w{0,10}|imm|jusqu['’](?:en|au|à)|valable|expir\w{1,5}|exp|ct|fin|até|validade|val|desde|dal|depuis)[.:]*(?: (?:el|en|em|al|il|le|de|a|au))? ?:? $",
    re.IGNORECASE,
)
"""Words before the month and the year when something ends, or was made."""
_STOPWATCH = re.compile(
    rf"{ALONE}(?P<minute>[0-9]{{1,3}})['′’] ?(?P<second>[0-5]?[0-9])(?:[\"″”]|''|’’)(?![\w'’])"
)
_SPLIT = re.compile(
    rf"{ALONE}(?:(?P<minute>[0-9]{{1,3}})['′’] ?)?(?P<second>[0-5]?[0-9])(?:[\"″”]|''|’’)(?P<part>[0-9]{{1,3}})(?![\w'’\"])"
)
_RACE = re.compile(
    rf"{ALONE}(?P<hour>[0-9]{{1,3}}) ?h ?(?P<minute>[0-5]?[0-9])['′’](?: ?(?P<second>[0-5]?[0-9])(?:[\"″”]|''|’’))?(?![\w'’])"
)
_BEHIND = re.compile(
    r"(?:(?<= a )|(?<= à )|(?<=\+)|(?<=\+ ))(?P<second>[0-9]{1,2})(?:[\"″”]|''|’’)(?![\w'’\"])"
)
_RACED = re.compile(r"[0-9]['′’] ?[0-9]{1,2}(?:[\"″”]|''|’’)")
_UNTIL = re.compile(r" ?(?:-|–|às?|as?|alle|au?|até) ?[0-9]")
_ORDER = "dhms"
_FULL_HOURS = re.compile(
    rf"{ALONE}(?P<hour1>[01]?[0-9]|2[0-4]) ?[-–] ?(?P<hour2>[01]?[0-9]|2[0-4])(?: ?(?:h|hs|horas|heures|ore)(?![^\W_]))?{END}(?![-–.,:/][0-9]| ?[%°€])"
)
_BEGUN = frozenset("dal dalle dall dalla da das do de del desde du des dès".split())
"""Words that begin a span of days or hours."""
_HOURS = re.compile(
    rf"{ALONE}(?P<hour1>[01]?[0-9]|2[0-4])(?P<sep>[:hH])(?P<minute1>[0-5][0-9])?(?: ?h{END})? ?[-–—] ?"
    rf"(?P<hour2>[01]?[0-9]|2[0-4])(?P=sep)(?P<minute2>[0-5][0-9])?(?: ?(?:h|hs|hrs|horas|heures)(?![^\W_]))?{END}(?!:[0-9])(?![-–][0-9])"
)
_DAY_MONTH = r"(?P<day{0}>0?[1-9]|[12][0-9]|3[01])(?P<sep{0}>[/-])(?P<month{0}>0?[1-9]|1[0-2])"
_MONTH_DAY = r"(?P<month{0}>0?[1-9]|1[0-2])(?P<sep{0}>/)(?P<day{0}>0?[1-9]|[12][0-9]|3[01])"
_DOTTED = re.compile(
    rf"(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>[0-5][0-9]){END}(?![.,:/][0-9]|[ ]?[%°€$])(?:[ ]?h{END})?"
)
_BEFORE_CLOCK = re.compile(
    r"(?:\b(?:las?|alle|dalle|delle|ore|h\.?|rientro|partenza|inizio|arrivo|uscita|ritorno|salida|regreso|llegada|inicio) |\b(?:all|dall|dell)['’])$",
    re.IGNORECASE,
)
_HOURS_AFTER = re.compile(r" ?h(?![^\W_])")
_MINUTES = frozenset("00 10 15 20 30 40 45".split())
"""Which a stop parts from one figure of an hour, and hardly ever a decimal: “8.30 h”."""
_ROUGHLY = frozenset("de di in en em por per tra fra circa casi quasi quase cerca unas".split())
"""Words of `Language.lasting` before a time of the day as well: “la reunión de 12.30 h”."""
_SHOWN = re.compile(r"(?:^|\n|[,;.] )$")
"""What stands before a time of a programme: “Antena 3, 21.45: …”."""


def _half(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if _DAY_PART.search(context.text[max(0, match.start() - 8) : match.start()]):
        return language.clock(hour % 12 if language.tag == "ja" else hour, minute, None)
    return language.half_day(hour, minute, afternoon=match["half"] in "Pp")


def _clock(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    second = int(match["second"]) if match["second"] else None
    if (match["sep"] in "hH" or second is not None) and _lasts(match, context):
        return _length(int(match["hour"]), int(match["minute"]), language, second or 0)
    return language.clock(int(match["hour"]), int(match["minute"]), second)


def _lasts(match: re.Match[str], context: Context) -> bool:
    """Whether hours and minutes are a length of time: “dormiu 7h15”, but not “de 8h30 a 12h”."""
    lasting = spoken_language(context).lasting
    before = context.text[max(0, match.start() - 16) : match.start()].rstrip(" :")
    named = context.before(match.start()).lower() in lasting
    if not named and not (context.locale.tag == "hi" and before.endswith(tuple(lasting))):
        return False
    return _UNTIL.match(context.text, match.end()) is None


def _length(hours: int, minutes: int, language: Language, seconds: int = 0) -> str:
    both = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    counted = [
        language.count(str(number), *language.units[unit]) for number, unit in both if number
    ]
    if not counted:
        return language.count("0", *language.units["h"])
    joint = language.words["and"] if counted[1:] and language.nouns else ""
    return language.join(*counted[:-1], joint, counted[-1])


def _stopwatch(match: re.Match[str], context: Context) -> str:
    """Minutes and seconds: “45'30"”."""
    language = spoken_language(context)
    counts = ((match["minute"], "min"), (match["second"], "s"))
    return language.join(
        *(language.count(str(int(number)), *language.units[unit]) for number, unit in counts)
    )


def _race(match: re.Match[str], context: Context) -> str:
    """Hours, minutes and seconds: “4h32'15"”, “2h47'”."""
    language = spoken_language(context)
    counts = ((match["hour"], "h"), (match["minute"], "min"), (match["second"], "s"))
    return language.join(
        *(
            language.count(str(int(number)), *language.units[unit])
            for number, unit in counts
            if number
        )
    )


def _behind(match: re.Match[str], context: Context) -> str | None:
    """Seconds behind the first, near the times of others: “a 43"”."""
    if not _RACED.search(context.text[max(0, match.start() - 80) : match.end() + 80]):
        return None
    language = spoken_language(context)
    return language.count(str(int(match["second"])), *language.units["s"])


def _split(match: re.Match[str], context: Context) -> str:
    """Seconds and parts of them: “12"3”, “14'32"80”."""
    language = spoken_language(context)
    minutes = language.count(match["minute"], *language.units["min"]) if match["minute"] else ""
    seconds = language.count(str(int(match["second"])), *language.units["s"])
    return language.join(minutes, seconds, language.numerals.code(match["part"]))


def _counter(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    counts = ((match["minute"], "min"), (match["second"], "s"))
    return language.join(
        *(
            language.count(str(int(number)), *language.units[unit])
            for number, unit in counts
            if int(number)
        )
    )


def _compound(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    parts = [
        (str(int(number)), "min" if unit == "m" else unit)
        for number, unit in _PARTS.findall(match.group())
    ]
    order = [_ORDER.index(unit[0]) for _, unit in parts]
    if order != sorted(set(order)):
        return None
    counted = [language.count(number, *language.units[unit]) for number, unit in parts]
    last = (language.words["and"], counted.pop()) if language.tag == "pt-BR" and counted[1:] else ()
    return language.join(*counted, *last)


def _iso(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    spoken = language.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return spoken
    return language.comma.join(
        (spoken, language.clock(int(match["hour"]), int(match["minute"]), None))
    )


def _numeric(match: re.Match[str], context: Context) -> str | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        if match["sep"] != "/" and not len(match["day"]) == len(match["month"]) == 2:
            return None
        year += 1900 if year > 40 else 2000
    return _elided(
        spoken_language(context).date(year, int(match["month"]), int(match["day"])), match, context
    )


def _dated(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    comma = 2 * context.text.endswith(", ", 0, match.start())
    before = context.before(match.start() - comma).lower()
    names = {part for name in language.day_names.values() for part in name.split("-")}
    weekday = before in language.day_names or before in names
    if not weekday and (comma or before not in language.dated):
        return None
    return _elided(language.date(None, int(match["month"]), int(match["day"])), match, context)


def _until_day(match: re.Match[str], context: Context) -> str | None:
    """“de 3 a 7/3”."""
    if not _FROM_DAY.search(context.text[max(0, match.start() - 16) : match.start()]):
        return None
    language = spoken_language(context)
    return language.date(None, int(match["month"]), int(match["day"]))


def _until_month(match: re.Match[str], context: Context) -> str | None:
    """“ITV hasta 06/27”."""
    language = spoken_language(context)
    if not _EXPIRY.search(context.text[max(0, match.start() - 24) : match.start()]):
        return None
    year = int(match["year"])
    words = language.year(year if year > 99 else 2000 + year)
    return language.join(language.months[int(match["month"]) - 1], language.words["of"], words)


def _elided(spoken: str, match: re.Match[str], context: Context) -> str:
    """After an article that lost its vowel the first of a month is a plain one: “l'uno giugno”."""
    after_apostrophe = context.text[max(0, match.start() - 1) : match.start()] in ("'", "’")
    return spoken.replace("primo ", "uno ", 1) if after_apostrophe else spoken


_SHARES = re.compile("[1-4]/[2-8][^0-9]+[1-7]/[2-8]$")
_CUPS = re.compile("カップ|個|本|杯|量|小さじ|大さじ|丁|合|袋|枚|匙|勺|颗|块")
_TO_DAY = {"del": "al", "dal": "al", "du": "au"}
"""What parts two days that a dash joins, after a *from* with an article."""


def _span(match: re.Match[str], context: Context) -> str | None:
    """From a day to a day: “del 24-12 al 6-1”, “10/1-10/7”."""
    language = spoken_language(context)
    joint = match["joint"]
    if (
        not language.space
        and _SHARES.match(match.group())
        and _CUPS.match(context.text, match.end())
    ):
        return None  # “1/2～3/4カップ”
    if not joint.strip() and match["sep1"] == "-":
        return None
    year = match.groupdict().get("year")
    first = language.date(int(year) if year else None, int(match["month1"]), int(match["day1"]))
    last = language.date(None, int(match["month2"]), int(match["day2"]))
    first = _elided(first, match, context)
    word = joint.strip(" -–—~〜～") or _TO_DAY.get(context.before(match.start()).lower())
    if word == "al" and language.tag == "it" and last.startswith(("otto", "undici")):
        word = "all'"
    if word and word[-1] in "'’":
        return f"{first} {word}{last}"
    return language.join(first, word or language.words["to"], last)


def _span_rule(language: Language) -> Rule:
    form = _DAY_MONTH if language.space else _MONTH_DAY
    year = "" if language.space else "(?:(?P<year>[12][0-9]{3})/)?"
    joint = r"(?P<joint> ?[-–—~〜～到至] ?|から)"
    if language.space:
        joint = (
            r"(?P<joint> (?:a|al|ao|à|au|से) | all['’]| ?[–—] ?|(?<=/[0-9])-|(?<=/[0-9]{2})-| - )"
        )
    return Rule(
        "date",
        DIGIT,
        re.compile(rf"{ALONE}{year}{form.format(1)}{joint}{form.format(2)}{END}(?![-./][0-9])"),
        _span,
    )


def _dotted(match: re.Match[str], context: Context) -> str | None:
    """“alle 20.30”, “a las 8.30”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    shown = (
        len(match["hour"]) == 2
        and context.text.startswith(": ", match.end())
        and _SHOWN.search(before)
    )
    likely = len(match["hour"]) == 2 or (
        spoken_language(context).nouns and match["hour"] != "0" and match["minute"] in _MINUTES
    )
    hours = likely and _HOURS_AFTER.match(context.text, match.end("minute"))
    lasting = context.before(match.start()).lower() not in _ROUGHLY
    if hours and (len(match["hour"]) == 1 or lasting) and _lasts(match, context):
        return _length(int(match["hour"]), int(match["minute"]), spoken_language(context))
    if not shown and not hours and not _BEFORE_CLOCK.search(before):
        return None
    return clock_time(match, context)


_QUARTERS = frozenset("00 15 30 45".split())
_NEXT = re.compile(r" ?(?P<word>[^\W\d_]+)")
_DOTTED_HOURS = re.compile(
    rf"{ALONE}(?P<hour1>[01]?[0-9]|2[0-4])\.(?P<minute1>[0-5][05]) ?[-–] ?(?P<hour2>[01]?[0-9]|2[0-4])\.(?P<minute2>[0-5][05])(?: ?(?:h|horas)(?![^\W_]))?{END}(?![.,:-][0-9]|/[0-9](?![0-9]?\.[0-5][05]-)|[ ]?[%°€$])"
)


def _dotted_hours(match: re.Match[str], context: Context) -> str | None:
    """“7.30-8.20” in Italy and Spain."""
    language = spoken_language(context)
    if language.tag not in ("it", "es") or int(match["hour1"]) >= int(match["hour2"]):
        return None
    minutes = (match["minute1"], match["minute2"])
    following = _NEXT.match(context.text, match.end())
    word = following["word"] if following else ""
    day = any(word.startswith(name) for name in language.day_names.values())
    counted = word in language.currencies or (
        word in language.units and word not in language.ambiguous
    )
    noun = language.nouns is not None and language.nouns.is_noun(word)
    if counted or not day and (noun or word.islower() and not _QUARTERS >= set(minutes)):
        return None  # “3.50-4.20 metros”, “7.50-8.50 su 10”
    return _hours(match, context)


def _short(match: re.Match[str], context: Context) -> str:
    return spoken_language(context).date(None, int(match["month"]), int(match["day"]))


def _named(match: re.Match[str], context: Context) -> str | None:
    language = spoken_language(context)
    day, month = int(match["day"]), language.month_names[match["month"].lower()]
    abbreviated = match["stop"] and (match["year"] or not context.ends_sentence(match.end()))
    full = match["month"].lower() in language.months or abbreviated
    begun = match["month"].lower() in ("sept", "sett") and (
        context.before(match.start()).lower() in language.dated
    )
    if not 1 <= day <= 31 or match["mark"] and not full and (day > 1 or month == 9 and not begun):
        return None  # “el 3º set”
    year = int(match["year"]) if match["year"] else None
    spoken = language.date(year, month, day)
    if day == 1 and match["mark"] and not language.first_day:
        spoken = spoken.replace(language.day(1), language.rank(1, feminine=False), 1)
    return _elided(spoken, match, context) + end_stop(match, context)


def _joined(match: re.Match[str], context: Context) -> str | None:
    """A month's name between dashes: “3-mar-2025”, “15/ene/24”."""
    language = spoken_language(context)
    day, year = int(match["day"]), match["year"]
    if not 1 <= day <= 31:
        return None
    month = language.month_names[match["month"].lower()]
    number = None if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    return _elided(language.date(number, month, day), match, context)


def _month_year(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    month = language.months[language.month_names[match["month"].lower()] - 1]
    return language.join(month, language.words["of"], language.year(int(match["year"])))


def _month_alone(match: re.Match[str], context: Context) -> str | None:
    """“en oct.”, “em out.”, “de janv. à juill.”."""
    language, stop = spoken_language(context), end_stop(match, context)
    joined = context.last_class == "date" and context.since_last(match.start()) in _JOINTS
    before = context.before(match.start()).lower()
    word = stop and match["month"] in _WORDS and before in ("a", "da", "de", "di")
    word = word or before == "di" and match["month"].lower() in language.day_names
    if not joined and (word or before in _ALSO):
        return None  # “agua de mar.”, “il part à sept.”
    month = language.months[language.month_names[match["month"].lower()] - 1]
    return f"{match['of'] or ''}{month}{stop}"


_JOINTS = frozenset((" a ", " à ", " al ", " e ", " y ", " et ", " o ", " ou ", ", "))
_ALSO = frozenset("à y e et o ou".split())
"""Words before a short month behind another one."""
_WORDS = frozenset("gen mar set dez".split())
"""Short months that are words as well."""


def _months(match: re.Match[str], context: Context) -> str | None:
    """“janv.-févr.”, but not “mars-avril.”"""
    language = spoken_language(context)
    written = (match["month"].lower(), (match["last"] or match["last2"]).lower())
    if all(name in language.months for name in written):
        return None
    first, last = (language.months[language.month_names[name] - 1] for name in written)
    return language.join(first, language.words["to"], last) + end_stop(match, context)


def _full_hours(match: re.Match[str], context: Context) -> str | None:
    """Hours without minutes after days or “ore”: “lun.-ven. 9-17”, “L-V, 9-14 h”."""
    language = spoken_language(context)
    first, last = int(match["hour1"]), int(match["hour2"])
    after_days = context.last_class == "date" and context.since_last(match.start()) in (
        " ",
        ", ",
        ": ",
        " : ",
    )
    if not after_days or not first < last <= 24:
        return None
    times = [language.clock(hour, 0, None) for hour in (first, last)]
    if language.tag in ("es", "pt-BR"):
        times[0] = times[0].removesuffix(" horas")
    return language.hours(*times)


def _weekday(match: re.Match[str], context: Context) -> str:
    return spoken_language(context).day_names[match["weekday"].lower()]


def _dotted_day(match: re.Match[str], context: Context) -> str | None:
    """“el sáb. a las 14:00”, “nos vemos el dom.”; a small letter follows, or the sentence ends."""
    if context.text[max(0, match.start() - 2) : match.start() - 1].isdigit():
        return None  # “30 seg. depois”
    stop = end_stop(match, context)
    joint = context.since_last(match.start()) if context.last_class == "date" else None
    if joint in (" e ", " y ", " et ", " o ", " ou ", ", "):
        return _weekday(match, context) + stop
    if stop and match["weekday"] not in spoken_language(context).clear_days:
        return None
    return _weekday(match, context) + stop


def _days(match: re.Match[str], context: Context) -> str:
    """“lun-vie”."""
    language = spoken_language(context)
    first, last = (language.day_names[match[name].lower()] for name in ("weekday", "last"))
    before = context.before(match.start()).lower()
    return language.days(first, last, begun=before if before in _BEGUN else "")


def _hours(match: re.Match[str], context: Context) -> str:
    """“10:00-14:00”, “9h-18h”."""
    language = spoken_language(context)
    before = context.before(match.start()).lower()
    times = [(int(match[f"hour{at}"]), int(match[f"minute{at}"] or 0)) for at in (1, 2)]
    first, last = (language.clock(hour, minute, None) for hour, minute in times)
    if times[0][1] == 0 and times[1][1] == 0 and language.tag in ("es", "pt-BR"):
        first = first.removesuffix(" horas")
    if before in language.between:
        return language.join(first, language.words["and"], last)
    return language.hours(first, last, begun=before in _BEGUN)


def _named_rules(language: Language) -> tuple[Rule, ...]:
    """Dates whose month is a word, in full or abbreviated."""
    if not language.month_names:
        return ()
    forms = {form for name in language.month_names for form in (name, name.capitalize())}
    capitals = {name.upper() for name in language.month_names if name not in language.months}
    months = alternation(forms | capitals - {"SET", "OUT"})
    day = r"(?P<day>[0-9]{1,2})(?P<mark>er|[º°ª]|\.º)?"
    year = r"(?:[ ](?:de[l]?[ ])?(?P<year>[12][0-9]{3})(?![0-9:]|[.,][0-9]))?"
    named = re.compile(
        rf"{ALONE}{day}[ ](?:de[ ])?(?P<month>{months})(?![^\W_])(?P<stop>\.)?{year}"
    )
    joined = re.compile(
        rf"{ALONE}(?P<day>[0-9]{{1,2}})(?P<sep>[-/])(?P<month>{alternation(forms | capitals)})\.?(?:(?P=sep)(?P<year>[12][0-9]{{3}}|[0-9]{{2}}))?{END}(?![-/][0-9])"
    )
    month_year = re.compile(
        rf"(?P<month>{months})\.?[ ](?:de[l]?[ ])?(?P<year>[12][0-9]{{3}})(?![0-9:]|[.,][0-9]|[ ]?[%°])"
    )
    days = alternation({form for name in language.day_names for form in (name, name.capitalize())})
    weekday = re.compile(
        rf"(?<![\w.-])(?P<weekday>{days})(?![^\W_])(?:\.,?(?=[ ][0-9])|(?=,?[ ][0-9]{{1,2}}[ /]))"
    )
    dotted = re.compile(rf"(?<![\w.-])(?P<weekday>{days})\.(?!\w)")
    span = re.compile(
        rf"(?<![\w.-])(?P<weekday>{days})\.?[ ]?[-–][ ]?(?P<last>{days})(?![\w-])(?:\.(?=[ ]?[,:]?[ ][0-9a-zà-ÿ]))?"
    )
    alone = re.compile(
        rf"(?:(?<=\b[Ee]n )|(?<=\b[Ee]m )|(?<=\b[AaÀà] )|(?<=\b[Dd][ai] )|(?<=\b[yeo] )|(?<=\bet )|(?<=\bou )|(?<![\w'’])(?P<of>[Dd]['’])|(?<=\b[Ii]n )|(?<=\b[Dd]e )|(?<=\b[Ff]in )|(?<=\b[Aa]té ))(?P<month>{alternation(forms)})\.(?!\w| [0-9]{{1,2}}(?![0-9]))"
    )
    short = alternation(forms)
    months_span = re.compile(
        rf"(?<![\w.-])(?P<month>{short})(?:\.[-–](?P<last>{short})\.?|[-–](?P<last2>{short})\.)(?![\w-])"
    )
    return (
        Rule("date", LETTER, span, _days),
        Rule("date", LETTER, months_span, _months),
        Rule("date", DIGIT, named, _named),
        Rule("date", DIGIT, joined, _joined),
        Rule("date", LETTER, month_year, _month_year),
        Rule("date", LETTER, alone, _month_alone),
        Rule("date", LETTER, weekday, _weekday),
        Rule("date", LETTER, dotted, _dotted_day),
    )


def rules(language: Language) -> tuple[Rule, ...]:
    """Dates first, then times."""
    return (
        *_named_rules(language),
        _span_rule(language),
        Rule("date", DIGIT, _ISO, _iso),
        Rule("date", DIGIT, _NUMERIC, _numeric),
        Rule("date", DIGIT, _SHORT, _short),
        *((Rule("date", DIGIT, _BEFORE_DAY, _short),) if language.nouns else ()),
        *((Rule("date", DIGIT, _UNTIL_MONTH, _until_month),) if language.nouns else ()),
        Rule("date", DIGIT, _DATED, _dated),
        *((Rule("date", DIGIT, _UNTIL_DAY, _until_day),) if language.nouns else ()),
        *((Rule("time", DIGIT, _HOURS, _hours),) if language.nouns else ()),
        *((Rule("time", DIGIT, _DOTTED_HOURS, _dotted_hours),) if language.nouns else ()),
        *((Rule("time", DIGIT, _FULL_HOURS, _full_hours),) if language.nouns else ()),
        *((Rule("time", DIGIT, _RACE, _race),) if language.nouns else ()),
        *((Rule("time", DIGIT, _SPLIT, _split),) if language.nouns else ()),
        *((Rule("time", DIGIT, _BEHIND, _behind),) if language.nouns else ()),
        Rule("time", DIGIT, _STOPWATCH, _stopwatch),
        Rule("time", DIGIT, _COUNTER, _counter),
        Rule("time", DIGIT, _HALF, _half),
        Rule("time", DIGIT, _DOTTED, _dotted),
        Rule("time", DIGIT, _CLOCK, _clock),
        Rule("time", DIGIT, _COMPOUND, _compound),
    )
