"""Sums of money."""

import re

from wyoming_kokoro.text.normalize.english import old_money
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    END,
    NUMBER,
    ends_sentence,
    is_one,
    joint,
    numerals,
    say_number,
    spelled,
)
from wyoming_kokoro.text.normalize.english.nouns import describes_noun, is_plural_noun
from wyoming_kokoro.text.normalize.english.numerals import plural
from wyoming_kokoro.text.normalize.english.per import PER
from wyoming_kokoro.text.normalize.locale import Currency
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

CURRENCIES = {
    "$": Currency("dollar", "dollars", "cent", "cents"),
    "€": Currency("euro", "euros", "cent", "cents"),
    "£": Currency("pound", "pounds", "penny", "pence"),
    "¥": Currency("yen", "yen"),
    "₹": Currency("rupee", "rupees", "paisa", "paise"),
    "₩": Currency("won", "won"),
    "₽": Currency("ruble", "rubles", "kopek", "kopeks"),
    "₺": Currency("lira", "lira"),
    "₴": Currency("hryvnia", "hryvnias"),
    "₪": Currency("shekel", "shekels"),
    "₱": Currency("peso", "pesos"),
    "₫": Currency("dong", "dong"),
    "₿": Currency("bitcoin", "bitcoins"),
    "US$": Currency("US dollar", "US dollars", "cent", "cents"),
    "A$": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CAD": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AUD": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "CNY": Currency("yuan", "yuan"),
    "SEK": Currency("Swedish krona", "Swedish kronor"),
    "NOK": Currency("Norwegian krone", "Norwegian kroner"),
    "DKK": Currency("Danish krone", "Danish kroner"),
    "PLN": Currency("zloty", "zlotys"),
    "NZ$": Currency("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "HK$": Currency("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "S$": Currency("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
}
_CODES = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "BTC": "₿",
    "CA$": "C$",
    "AU$": "A$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
    "MX$": "MXN",
    "Rs": "₹",
    "Rs.": "₹",
}
_SCALES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "mm": "million", "MM": "million",
    "b": "billion", "B": "billion", "bn": "billion", "Bn": "billion", "t": "trillion", "T": "trillion", "tn": "trillion",
    "bil": "billion", "mil": "million", "tril": "trillion",
}  # fmt: skip
_RISING = {name: size for size, name in enumerate("thousand million billion trillion".split(), 1)}
_SIGN = r"(?P<sign>(?:US|CA|AU|NZ|HK|MX|A|C|R|S)\$|[$€£¥₹₩₽₺₴₪₱₫₿])"
_CODE_NAMES = "USD|EUR|GBP|JPY|INR|KRW|BTC|CHF|CAD|AUD|CNY|SEK|NOK|DKK|PLN|NZD|HKD|SGD|MXN"
_CODE = rf"(?P<sign>{_CODE_NAMES})"
_AMOUNT = rf"(?P<number>(?:[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}|[0-9]{{1,12}}),[0-9]{{2}}(?![0-9]|,[0-9])|{NUMBER}|\.[0-9]{{1,3}})"
_SCALE = r"(?:(?P<scale>k|K|mm|MM|mn|m|M|bn|Bn|b|B|tn|t|T|[ ](?:bn|tn|mn|m(?!&| (?:of|long)\b)|(?:bil|tril)(?:\.(?= [a-z(]))?|mil\.(?= [a-z(])))(?![^\W_])|[ -](?P<word>thousand|million|billion|trillion|lakh|crore)(?![^\W_]))?"
_UPPER = rf"(?:(?:[ ]?[-–][ ]?|—|(?<=[kKmMnbBtT]) to ){_SIGN.replace('sign', 'again')}?(?P<upper>{NUMBER}))"
_PREFIXED = re.compile(
    rf"{_SIGN}[ ]?{_AMOUNT}{_SCALE}(?: ?(?P<of>USD|CAD|AUD|NZD|HKD|SGD|MXN)(?![^\W_]))?"
)
_RANGE = re.compile(
    rf"{_SIGN}(?P<number>{NUMBER})(?P<lower>k|K|mm|MM|mn|m|M|bn|Bn|b|B|tn|t|T)?{_UPPER}{_SCALE}{END}(?!-[0-9])"
)
_CODED = re.compile(
    rf"(?<![^\W_])(?<!/)(?<!\b[Pp]late )(?P<sign>{_CODE_NAMES}|Rs\.?)[ ]?{_AMOUNT}{_SCALE}{END}"
)
_SUFFIXED = re.compile(
    rf"(?<![^\W_]){_AMOUNT}{_SCALE}[ \u00a0\u202f]?(?:{_SIGN}|{_CODE.replace('sign', 'code')}{END})(?![0-9])"
)
_ROUGHLY = re.compile(rf"[$£€](?P<number>[1-9][0-9]?0|[1-9][0-9]?,[0-9]00)(?P<scale>k|K)?s{END}")
_CENTS = re.compile(
    rf"(?<![^\W_])(?P<number>{NUMBER})[ ]?(?P<unit>¢|[pc](?=[\s.,;:!?)/]|[-–][£0-9]|$))"
)
_BY_CENTS = re.compile(
    r"\b(?:up|down|by|only|costs?|costing|another|extra|under|over|paid|pay|worth|rises?|rose|fell|falls?)(?: (?:by|an extra|another|about|around|just|only))? $"
)
"""What cents of Ireland and Australia stand after: “tolls up 10c”."""
_COSTING = re.compile(
    r"\b(?:costs?|costing|paid|pay|worth)(?: (?:an extra|another|about|around|just|only))? $"
)
"""“c” may be a temperature in America."""
_OFF = re.compile(r" (?:off|cheaper|dearer|a litre|per litre|extra)\b")
_FOR_POWER = re.compile(r"/[kM]Wh(?!\w)")
_LOST = re.compile(rf"\$\((?P<number>{NUMBER})\)")
_A_PERIOD = re.compile(
    r"-(?P<article>an?)-(?P<noun>second|minute|hour|day|night|week|month|year|share|plate|ticket|head|pound|gallon|barrel|piece|bottle|gram|ton)(?![\w])"
)
_CT = re.compile(rf"(?<![^\W_])(?P<number>{NUMBER}) ?(?P<unit>ct)(?=/(?:kWh|min|km|L|l|kg)(?!\w))")
_PER = re.compile(
    r"/(?P<unit>sq\.? ?ft|sq ?m\b|(?:[a-zA-Z]{1,5}[²³]?)(?![\w])|(?=[a-zA-Z]))(?:\.(?= [a-z(+&0-9]|[,;)]))?"
)


def _currency(sign: str, context: Context) -> Currency:
    return context.locale.currencies[_CODES.get(sign, sign)]


def _sum(
    number: str, scale: str, currency: Currency, context: Context, *, one: bool = False
) -> str:
    """An amount; `one` keeps the currency in the singular, as before a noun."""
    if "," in number and len(number.rpartition(",")[2]) == 2:
        number = number.replace(".", "").replace(",", ".")
    number = number.replace(",", "")
    whole, _, part = number.partition(".")
    if scale:
        return f"{say_number(number, context)} {scale} {currency.one if one else currency.many}"
    if part and (len(part) != 2 or not currency.cent):
        return f"{say_number(number, context)} {currency.one if one else currency.many}"
    main, cents = int(whole or 0), int(part or 0)
    cardinal = context.locale.numerals.cardinal
    cent = f"{cardinal(cents)} {currency.cent if one or cents == 1 else currency.cents}"
    if cents and not main:
        return cent
    if cents and one and context.locale.day_first:
        return f"{cardinal(main)} {currency.one} {cardinal(cents)}"  # “a £3.50 fee”
    spoken = f"{cardinal(main)} {currency.one if one or main == 1 else currency.many}"
    return f"{spoken} and {cent}" if cents else spoken


def _scale(match: re.Match[str]) -> str:
    return _SCALES[match["scale"].strip(" .")] if match["scale"] else match["word"] or ""


def _roughly(match: re.Match[str], context: Context) -> str:
    """“in the mid-$400s”: four hundreds; dollars go without saying."""
    number = say_number(match["number"].replace(",", ""), context)
    return plural(f"{number} thousand" if match["scale"] else number)


def _prefixed(match: re.Match[str], context: Context) -> str:
    return _sum(
        match["number"],
        _scale(match),
        _currency(match.groupdict().get("of") or match["sign"], context),
        context,
        one=describes_noun(match, context)
        or _A_PERIOD.match(context.text, match.end()) is not None,
    )


def _suffixed(match: re.Match[str], context: Context) -> str:
    sign = match["sign"] or match["code"]
    return _sum(
        match["number"],
        _scale(match),
        _currency(sign, context),
        context,
        one=describes_noun(match, context),
    )


def _range(match: re.Match[str], context: Context) -> str | None:
    currency = _currency(match["sign"], context)
    upper = _currency(match["again"] or match["sign"], context)
    lower, scale = _SCALES.get(match["lower"] or "", ""), _scale(match)
    if lower and (match["again"] or _RISING[lower] > _RISING.get(scale, 0)):
        return None  # “raised $5M - 20K users joined”
    if " to " in match.group() and is_plural_noun(context.after(match.end())):
        return None  # “$5K to 20K people”
    to = joint(context, match.start())
    if not lower and "." in match["number"] and len(match["number"].rpartition(".")[2]) == 2:
        if "." not in match["upper"] or scale:
            return None
        return to.join(_sum(match[name], "", currency, context) for name in ("number", "upper"))
    one = describes_noun(match, context)
    low = say_number(match["number"], context) + (f" {lower}" if lower != scale and lower else "")
    if upper.one.split()[-1] != currency.one.split()[-1]:  # “$5-€10”
        low, currency = _sum(match["number"], lower, currency, context, one=one), upper
    return f"{low}{to}{_sum(match['upper'], scale, currency, context, one=one)}"


def _lost(match: re.Match[str], context: Context) -> str:
    """“$(250.00)”, as accountants write it."""
    return f"minus {_sum(match['number'], '', _currency('$', context), context)}"


def _a_period(match: re.Match[str], context: Context) -> str | None:
    """“a $1,000-a-month raise”."""
    last = context.last_class == "money" and context.last_end == match.start()
    return f" {match['article']} {match['noun']}" if last else None


def _cents(match: re.Match[str], context: Context) -> str | None:
    if match["unit"] == "ct":
        return f"{say_number(match['number'], context)} cents"
    before = context.text[max(0, match.start() - 16) : match.start()]
    told = _BY_CENTS.search(before) or _OFF.match(context.text, match.end())
    if not _FOR_POWER.match(context.text, match.end()):
        home = context.locale.day_first or _COSTING.search(before)
        if match["unit"] == "c" and not (home and told):
            return None
        if match["unit"] == "p" and not context.locale.day_first:
            return None
    currency = _currency("£" if match["unit"] == "p" else "$", context)
    noun = currency.cent if is_one(match["number"]) else currency.cents
    return f"{say_number(match['number'], context)} {noun}"


def _per(match: re.Match[str], context: Context) -> str | None:
    times = context.last_class == "symbol" and context.text[match.start() - 1] in "x×"
    if (
        context.last_end != match.start()
        or context.last_class not in ("money", "unit")
        and not times
    ):
        return None
    unit = match["unit"]
    return " each" if unit == "ea" else f" per {spelled(PER.get(unit, unit), context)}"


_AFTER_SUM = re.compile(
    r"(?P<short>pppn|ppn|pcm|p\.c\.m\.|p\.w\.|pp|pw|pa|p\.a\.|p/w|p/h|p/m|p/p|ph)(?![\w/])"
)
_AFTER_SUMS = {
    "pppn": "per person per night", "ppn": "per person per night", "pp": "per person", "p/p": "per person", "pw": "per week", "p/w": "per week",
    "pcm": "per calendar month", "p.c.m.": "per calendar month", "p.w.": "per week", "pa": "per annum", "p.a.": "per annum", "p/h": "per hour", "ph": "per hour", "p/m": "per month",
}  # fmt: skip
_MANY_FOR = re.compile(rf"{ALONE}(?P<many>[2-9]|1[0-2])(?:/|-for-)(?=\$[0-9])")
_PER_MANY = re.compile(
    rf"/(?=(?P<many>[0-9]{{1,4}}) ?(?:(?:{alternation(PER.keys() - {'m'})})s?|cl|minutes|hours|days?|nights?|weeks?|miles|acres)(?!\w))"
)


def _many_for(match: re.Match[str], context: Context) -> str:
    """“3/$5”."""
    return f"{say_number(match['many'], context)} for "


def _after_sum(match: re.Match[str], context: Context) -> str | None:
    """“£80 pppn”, “£30k pa”."""
    near = context.last_class == "money" and context.since_last(match.start()) in ("", " ")
    stop = "." if match["short"][-1] == "." and ends_sentence(context, match.end()) else ""
    return _AFTER_SUMS[match["short"]] + stop if near else None


def _per_many(match: re.Match[str], context: Context) -> str | None:
    """“£1.10/100g”."""
    return " per " if context.last_class == "money" and context.last_end == match.start() else None


_OR_SUM = re.compile(r"/(?=[£€$][0-9])")
_YEARS = ("yr", "yrs", "year", "years")


def _or_sum(match: re.Match[str], context: Context) -> str | None:
    """The price for others, “£14/£10 conc.”; what a contract pays, “8 yrs/$218M”."""
    after_sum = context.last_class == "money" and context.last_end == match.start()
    return ", " if after_sum or context.text[: match.start()].endswith(_YEARS) else None


_SIGN_ALONE = re.compile(
    r"(?<= )\${1,3}(?=[.,;:!?)](?![0-9])| (?!(?:sign|symbol|amount|value|index)\b)[A-Za-z(])"
)
_OF_DOLLARS = frozenset("in the us a an strong weak to per cad usd aud canadian".split())


def _sign(match: re.Match[str], context: Context) -> str | None:
    """The sign without a number: “send $ for the trip”."""
    before = context.before(match.start()).lower()
    if context.locale.day_first or not before.isalpha() or before in _OF_DOLLARS:
        return None
    return "money"


_MONTHLY = re.compile(r"p\.?m\b\.?(?!\w)")
_RATE = re.compile(r"(?:% |[£€][0-9][0-9,.]{0,9}k? ?)$")


def _monthly(match: re.Match[str], context: Context) -> str | None:
    """“0.75% p.m.”, “£950 pm”."""
    if not _RATE.search(context.text[max(0, match.start() - 14) : match.start()]):
        return None
    ends = match.group()[-1] == "." and ends_sentence(context, match.end())
    return f"per month{'.' if ends else ''}"


_GASOLINE = re.compile(r"(?<![\w.,$-])\$?(?P<whole>[1-9])\.(?P<part>[0-9]{2})[ -]9/10(?![\w/])")


def _gasoline(match: re.Match[str], context: Context) -> str:
    """What a gallon costs: “Regular 3.29 9/10”."""
    whole = context.locale.numerals.cardinal(int(match["whole"]))
    return f"{whole} {numerals(context).pair(int(match['part']))} and nine tenths"


_HEAP = re.compile(r"(?P<sign>[$€£])(?P=sign){1,4}s?(?![\w$€£])")


def _heap(match: re.Match[str], context: Context) -> str:
    """“save £££s”, “$$$”."""
    return _currency(match["sign"], context).many


_IN_THE_POUND = re.compile(r"(?<=[Ii]n the )£(?![0-9])")
RULES = (
    Rule("money", "£", _IN_THE_POUND, lambda match, context: "pound"),
    Rule("money", "p", _MONTHLY, _monthly),
    Rule("money", DIGIT + "$", _GASOLINE, _gasoline),
    Rule("money", "$", _SIGN_ALONE, _sign),
    Rule("money", "$€£", _HEAP, _heap),
    Rule("money", "$", _LOST, _lost),
    Rule("money", "-", _A_PERIOD, _a_period),
    Rule("money", "/", _OR_SUM, _or_sum),
    *old_money.RULES,
    Rule("money", DIGIT, _MANY_FOR, _many_for),
    Rule("money", "$€£¥₹₩₽₺₴₪₱₫₿" + "UACRNHMS", _RANGE, _range),
    Rule("money", "$€£", _ROUGHLY, _roughly),
    Rule("money", "$€£¥₹₩₽₺₴₪₱₫₿" + "UACRNHMS", _PREFIXED, _prefixed),
    Rule("money", "UEGJIKBCASNDPRHM", _CODED, _prefixed),
    Rule("money", DIGIT, _SUFFIXED, _suffixed),
    Rule("money", DIGIT, _CENTS, _cents),
    Rule("money", DIGIT, _CT, _cents),
    Rule("unit", "/", _PER, _per),
    Rule("unit", "/", _PER_MANY, _per_many),
    Rule("money", "p", _AFTER_SUM, _after_sum),
)
