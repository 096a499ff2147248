"""The forms that are Hindi alone: years, hours with बजे, telephone numbers of ten digits."""

import re

from wyoming_kokoro.text.normalize.roman import SHAPE, value
from wyoming_kokoro.text.normalize.scanner import DIGIT, LETTER, Context, Rule
from wyoming_kokoro.text.normalize.world.lookups import (
    FIGURES,
    clock_time,
    digit_by_digit,
    spoken_language,
)

_ALONE = r"(?<![A-Za-z0-9.,])"
_YEAR = re.compile(
    rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})(?=[ ]?(?:में|से|तक|का|की|के|ई\.|ईस्वी|वाला|वाली|(?:और|या) 1[1-9][0-9]{{2}} (?:के|में|तक)))(?![0-9])"
)
_SINCE = re.compile(rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})(?![0-9.,:])")
_ERA = re.compile(r"(?:सन्?|संवत्?|वर्ष|साल) $")
_HOUR = re.compile(rf"{_ALONE}(?P<hour>[01]?[0-9]|2[0-4])[:.](?P<minute>[0-5][0-9])[ ]?बजे")
_MOBILE = re.compile(
    r"(?<![A-Za-z0-9.,])(?:(?:\+91[- ]?)?[6-9][0-9]{4}[- ]?[0-9]{5}|18[06]0(?:[- ][0-9]{2,4}){2})(?![0-9])"
)
_CALLED = re.compile(rf"{_ALONE}(?P<digits>112|181|1098|139|1930)(?=[ ]?(?:पर|नंबर|डायल|को))")
_SECRET = re.compile(
    rf"{_ALONE}(?P<digits>(?:[0-9]{{3,8}}|[0-9]{{2}}(?=-[0-9]{{2}}-[0-9]{{2}}))(?:[ -][0-9]{{2,4}}){{0,3}})(?![0-9%]|[.,:][0-9]|[ ]?(?:रुपये|लोग|बार))"
)
_SECRETS = re.compile(
    r"(?:पिन|ending|पासवर्ड|ओटीपी|कोड|OTP|PIN|खाता नंबर|खाते|(?:अंतिम|आख़िरी|आखिरी|लास्ट) (?:4|चार) (?:अंक|डिजिट))(?: (?:है|हैं|नंबर|कोड))?[ :]{1,2}$"
)
_POSTPOSITION = re.compile(
    r" (?:पर|से|तक|को|के|का|की|में|है|हैं|हुए|हो|था|थे|बाद|पहले)(?![^\W_])| (?:और|या) (?=[0-9])|[।.,!?]|$"
)
_BOWLED = re.compile(
    rf"{_ALONE}(?P<wickets>[1-9])/(?P<runs>1[1-9]|[2-9][0-9]|1[0-9]{{2}})(?![0-9/.])"
)
_CRICKET = re.compile(rf"{_ALONE}(?P<runs>[0-9]{{1,3}})/(?P<wickets>10|[0-9])(?![0-9/.])")
_PLAYED = re.compile(
    r"स्कोर|ओवर|विकेट|रन|पारी|बल्लेबाज|टीम|मैच|भारत|पाकिस्तान|ऑस्ट्रेलिया|इंग्लैंड|ऑल आउट|IND|AUS|ENG|PAK"
)


def _year(match: re.Match[str], context: Context) -> str:
    return spoken_language(context).year(int(match["year"]))


def _since(match: re.Match[str], context: Context) -> str | None:
    return (
        _year(match, context)
        if _ERA.search(context.text[max(0, match.start() - 8) : match.start()])
        else None
    )


def _hour(match: re.Match[str], context: Context) -> str:
    """A time with minutes is said with “पर” where something happens at it."""
    spoken = clock_time(match, context)
    happens = spoken.endswith("मिनट") and _POSTPOSITION.match(context.text, match.end()) is None
    return spoken + " पर" if happens else spoken


def _phone(match: re.Match[str], context: Context) -> str:
    language = spoken_language(context)
    groups = FIGURES.findall(match.group())
    last = groups[-1]
    if len(last) in (10, 12):  # with 91, or without
        groups[-1:] = [*filter(None, (last[:-10],)), last[-10:-5], last[-5:]]
    plus = "प्लस " if match.group()[0] == "+" else ""
    return plus + ", ".join(map(language.numerals.digits, groups))


def _called(match: re.Match[str], context: Context) -> str:
    return context.locale.numerals.digits(match["digits"])


def _secret(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 24) : match.start()]
    if not _SECRETS.search(before):
        return None
    return digit_by_digit(match["digits"], context)


_OBLIQUE = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,4}})(?:वें|(?<=[1234])[लरथ]े|(?<=6)ठे)(?![^\W_])"
)
_HALF = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,3}})\.5(?=[ ](?:लाख|करोड़|हज़ार|हजार|अरब|घंटे|घंटा|किलो|लीटर|मीटर|महीने|साल|कप|चम्मच|मिनट))"
)


def _oblique(match: re.Match[str], context: Context) -> str:
    words = context.locale.numerals.ordinal(int(match["number"]))
    if words.endswith("वाँ"):
        return words.removesuffix("वाँ") + "वें"
    return words.removesuffix("ा") + "े"


def _half(match: re.Match[str], context: Context) -> str | None:
    whole = int(match["number"])
    return spoken_language(context).mixed(whole, 1, 2) if whole else "आधा"


_CHAIN = re.compile(
    rf"{_ALONE}(?:[0-9](?:-[0-9]){{2,3}}|[0-9]{{1,2}}-[0-9]-[0-9]{{1,3}}-[0-9]{{1,2}})(?![0-9A-Za-z.-])(?P<during> ?[x×] ?(?=[0-9]{{1,2}} (?:दिन|हफ़्ते|हफ्ते|सप्ताह)))?"
)
"""A dose through the day, a line-up, a bowler's figures: “1-0-1”, “4-2-3-1”, “10-2-35-4”."""
_SCORE = re.compile(
    rf"{_ALONE}(?P<left>[0-9]{{1,3}})[-–](?=(?P<right>[0-9]{{1,3}})(?![0-9-])(?P<game>(?:(?:,| और) [0-9]{{1,2}}[-–][0-9]{{1,2}}){{0,4}} से (?!ज़्यादा|ज्यादा|अधिक|कम |ऊपर)(?:[^\s।.,]{{1,16}} ){{0,4}}(?:जीत|हार|हर|आगे|पीछे|मात|नाम|अपने नाम|पराजित))?)"
)


def _chain(match: re.Match[str], context: Context) -> str:
    cardinal = context.locale.numerals.cardinal
    spoken = " ".join(cardinal(int(number)) for number in FIGURES.findall(match.group()))
    return spoken + (", " if match["during"] else "")


_LISTED = re.compile(r"[0-9]{1,2}[-–][0-9]{1,2}(?:,| और) $")
_LISTS = re.compile(r"[0-9]{1,2}(?:,| और) [0-9]{1,2}[-–][0-9]{1,2}(?![0-9-])")
_GAME = re.compile(
    r"जीत|हरा|हार|मात |गेम|सेट|मैच|फ़ाइनल|फाइनल|वापसी|मुक़ाबल|मुकाबल|स्कोर|हाफ़ टाइम|हाफ टाइम|गोल|स्वीप|सीरीज|ड्रॉ|बराबरी|अपने नाम|कबड्डी|लीग|टूर्नामेंट|ओलंपिक|क्वार्टर|राउंड"
)


def _score(match: re.Match[str], context: Context) -> str | None:
    """A score, which alone may fall, as a span of numbers does not."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    listed = _LISTED.search(before) or _LISTS.match(context.text, match.end())
    falls = int(match["left"]) >= int(match["right"]) or match["left"] == "0"
    played = (listed or falls) and _GAME.search(context.near_in_sentence(match, 40))
    if not match["game"] and not before.endswith("स्कोर ") and not played:
        return None
    return context.locale.numerals.cardinal(int(match["left"])) + " "


def _cricket(match: re.Match[str], context: Context) -> str | None:
    """Runs and wickets: “285/7”."""
    if int(match["runs"]) < 5 or not _PLAYED.search(context.near_in_sentence(match)):
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['runs']))} पर {cardinal(int(match['wickets']))}"


def _bowled(match: re.Match[str], context: Context) -> str | None:
    """A bowler's wickets and the runs that they cost: “5/42”."""
    if not _PLAYED.search(context.near_in_sentence(match)):
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['runs']))} पर {cardinal(int(match['wickets']))}"


_TRAIN = re.compile(
    rf"{_ALONE}(?P<digits>[0-2][0-9]{{4}})(?![0-9%]|[.,:][0-9])(?P<train>(?: [^\s।,]{{1,16}}){{1,3}} (?:एक्सप्रेस|राजधानी|शताब्दी))?"
)
_TRAINS = re.compile(r"(?:गाड़ी|ट्रेन|रेलगाड़ी)(?: (?:संख्या|नंबर|नं\.|सं\.|क्रमांक))?[ :]{1,2}$")


def _train(match: re.Match[str], context: Context) -> str | None:
    """The number of a train: “गाड़ी संख्या 12951”, “12951 मुंबई राजधानी एक्सप्रेस”."""
    if not _TRAINS.search(context.text[max(0, match.start() - 24) : match.start()]):
        if not match["train"] or match["digits"].endswith("00"):
            return None
    rest = match["train"] or ""
    return context.locale.numerals.digits(match["digits"]) + rest


_PIN = re.compile(
    rf"{_ALONE}(?P<digits>[1-9][0-9]{{5}})(?![0-9%-]|[.,:][0-9])(?P<end>(?= ?(?:[।.,)\n]|$)))?"
)
_TOWN = re.compile(r"[\u0900-\u0963](?P<dash> ?[-–] ?|,? )$")
_TOWNS = re.compile(
    r"(?:दिल्ली|मुंबई|मुम्बई|कोलकाता|चेन्नई|बेंगलुरु|बैंगलोर|हैदराबाद|पुणे|अहमदाबाद|सूरत|जयपुर|लखनऊ|कानपुर|नागपुर|इंदौर|भोपाल|पटना|वडोदरा|आगरा|मेरठ|नोएडा|गुरुग्राम|गुड़गांव"
    r"|गाज़ियाबाद|गाजियाबाद|फरीदाबाद|वाराणसी|प्रयागराज|इलाहाबाद|रांची|रायपुर|चंडीगढ़|अमृतसर|लुधियाना|जोधपुर|उदयपुर|कोटा|देहरादून|शिमला|ग्वालियर|जबलपुर|बरेली|गोरखपुर|धनबाद"
    r"|जमशेदपुर|गुवाहाटी|भुवनेश्वर|श्रीनगर|जम्मू|ठाणे|नासिक|राजकोट)(?: ?[-–] ?|,? )$"
)
_PRICED = re.compile(
    r"(?:कीमत|क़ीमत|दाम|मूल्य|राशि|वेतन|सैलरी|कुल|जनसंख्या|आबादी|किराया|बजट|रुपये|बिल|बकाया)[ :]{0,2}(?:ह[ै] )?[-–:]? ?$"
)
_ADDRESS = re.compile(
    r"पता|सेक्टर|मकान|नगर|रोड|मार्ग|गली|फ़्लैट|फ्लैट|कॉलोनी|ज़िला|जिला|डाकघर|मोहल्ला|चौक"
)


def _pin(match: re.Match[str], context: Context) -> str | None:
    """The code of a post office after a town: “नोएडा 201301”, “दिल्ली - 110001”."""
    town = _TOWN.search(context.text[max(0, match.start() - 4) : match.start()])
    if town is None or match["digits"].endswith("0000"):
        return None
    before = context.text[max(0, match.start() - 24) : match.start()]
    if match["end"] is None and not ("-" in town["dash"] and _TOWNS.search(before)):
        return None
    if not _TOWNS.search(before) and (match["digits"].endswith("000") or _PRICED.search(before)):
        return None
    if "-" not in town["dash"] and "–" not in town["dash"]:
        if not _TOWNS.search(before) and not _ADDRESS.search(context.near_in_sentence(match)):
            return None
    return context.locale.numerals.digits(match["digits"])


_ROMAN = re.compile(r"(?<=[\u0900-\u0963][ -])(?P<roman>[IVX]{1,7})(?![A-Za-z0-9.])")
_RANKS = "प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम".split()
_RULERS = re.compile(
    r"(?:एलिज़ाबेथ|एलिजाबेथ|चार्ल्स|जॉर्ज|हेनरी|पॉल|विलियम|फ़िलिप|फिलिप|एडवर्ड|नेपोलियन|बेनेडिक्ट|निकोलस|पीटर|कैथरीन|रामसेस"
    r"|अलेक्ज़ेंडर|फ़्रांसिस|चंद्रगुप्त|पुलकेशिन|अकबर|शाह आलम|युद्ध|विश्वयुद्ध)[ -]$"
)


def _roman(match: re.Match[str], context: Context) -> str | None:
    """A rank after a ruler's name, a number after a title: “एलिज़ाबेथ II”, “रॉकी IV”."""
    roman = match["roman"]
    if not SHAPE.fullmatch(roman):
        return None
    number = value(roman)
    if number <= 10 and _RULERS.search(context.text[max(0, match.start() - 16) : match.start()]):
        return _RANKS[number - 1]
    return context.locale.numerals.cardinal(number) if len(roman) > 1 else None


_OF_CHRIST = re.compile(r"(?<=[0-9] )ई\.(?! ?पू)(?![\u0900-\u0963])")


_EACH = re.compile(rf"{_ALONE}(?P<number>[1-9][0-9]?)-(?P=number)(?= [^\W\d_])")
"""So many of each, or each time: “1-1 गोली”."""


def _each(match: re.Match[str], context: Context) -> str:
    number = context.locale.numerals.cardinal(int(match["number"]))
    return f"{number} {number}"


_NOT_OUT = re.compile(rf"{_ALONE}(?P<runs>[0-9]{{1,3}})\*(?![\w*])(?P<said> ?\(?नाबाद\)?)?")


def _not_out(match: re.Match[str], context: Context) -> str | None:
    """A batter's runs so far: “102*”."""
    if not _PLAYED.search(context.near_in_sentence(match)):
        return None
    return f"नाबाद {context.locale.numerals.cardinal(int(match['runs']))}"


_NUMBERED = re.compile(r"(?<=[\u0900-\u0963])[-–](?=[0-9]{1,6}(?![0-9]))")


_AMOUNT_BEFORE = re.compile(r"[0-9] ?(?P<unit>[\u0900-\u0963]{1,12}\.?)$")
_AMOUNT_AFTER = re.compile(
    r"[0-9][0-9.,:]{0,11} ?(?P<unit>[\u0900-\u0963]{1,12}\.?)(?![\u0900-\u0963.]| ?=)"
)
_COLD = re.compile(r"(?:न्यूनतम|अधिकतम|तापमान|पारा|टेंपरेचर|टेम्परेचर)$")


def _numbered(match: re.Match[str], context: Context) -> str:
    """A hyphen between a name and its number, which is no minus: “चंद्रयान-3”; it is one after a
    word of temperature, and parts two amounts: “3 लाख-5 लाख”.
    """
    before = _AMOUNT_BEFORE.search(context.text[max(0, match.start() - 16) : match.start()])
    after = _AMOUNT_AFTER.match(context.text, match.end())
    if before and after and before["unit"] == after["unit"]:
        return " से "
    if _COLD.search(context.text[max(0, match.start() - 12) : match.start()]):
        return f" {context.locale.words['-n']} "
    return " "


_WHEN = re.compile(
    rf"{_ALONE}(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9]) पर(?![\u0900-\u0963])"
)


def _when(match: re.Match[str], context: Context) -> str:
    """A time at which something happens: “6:45 पर जगाना” is “पौने सात बजे जगाना”."""
    spoken = clock_time(match, context)
    return spoken if spoken.endswith("बजे") else f"{spoken} पर"


_SPEED = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?) ?(?:km/h|kmph|किमी/घंटा|कि\.मी\./घंटा|किमी प्रति घंटा)(?= (?:से|की|के|पर|का|तक)(?![\u0900-\u0963]))"
)


def _speed(match: re.Match[str], context: Context) -> str:
    """Before a postposition an hour is oblique: “80 km/h की रफ़्तार”."""
    return f"{context.locale.numerals.number(match['number'])} किलोमीटर प्रति घंटे"


_RUPEE = re.compile(r"₹ ?1(?= (?:की|का|के|में|से|को|पर)(?![\u0900-\u0963]))")
_HALF_SUM = re.compile(
    r"₹ ?(?P<number>[0-9]{1,3})\.5 ?(?P<scale>लाख करोड़|हज़ार करोड़|हजार करोड़|लाख|करोड़|हज़ार|हजार|अरब)(?![\u0900-\u0963])"
)


def _half_sum(match: re.Match[str], context: Context) -> str | None:
    """“₹1.5 लाख”: डेढ़ लाख रुपये."""
    whole = int(match["number"])
    if not whole:
        return None
    return f"{spoken_language(context).mixed(whole, 1, 2)} {match['scale']} रुपये"


_ENGLISH = {"2": "टू", "3": "थ्री", "4": "फ़ोर", "5": "फ़ाइव", "6": "सिक्स", "8": "एट"}
_THOUSANDS = re.compile(rf"{_ALONE}(?P<number>[0-9]{{2,3}})K(?![A-Za-z0-9°])")
_GENERATION = re.compile(r"(?<![\w.,])(?P<number>[2-68])(?P<letter>[KGD])(?![A-Za-z0-9])")


def _generation(match: re.Match[str], context: Context) -> str:
    """“5G”, “4K”, “3D” are said in English."""
    return f"{_ENGLISH[match['number']]} {match['letter']}"


def _thousands(match: re.Match[str], context: Context) -> str:
    """No kelvin, which stand apart: “60K”."""
    return f"{context.locale.numerals.cardinal(int(match['number']))} K"


_TWENTY = re.compile(r"(?<![A-Za-z0-9])(?P<letter>[TG])-?20(?![A-Za-z0-9])")
_DAYS = {
    "सोम": "सोमवार", "मंगल": "मंगलवार", "बुध": "बुधवार", "गुरु": "गुरुवार", "शुक्र": "शुक्रवार", "शनि": "शनिवार", "रवि": "रविवार",
}  # fmt: skip
_DAY_SPAN = re.compile(
    rf"(?<![\u0900-\u0963])(?P<first>{'|'.join(_DAYS)})\.?[-–](?P<last>{'|'.join(_DAYS)})(?![\u0900-\u0963])"
)
_YEARS = re.compile(rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})[-–](?=[0-9]{{2}} के दशक)")
_LIVED = re.compile(
    rf"{_ALONE}(?P<year>1[1-9][0-9]{{2}})[-–](?P<last>(?:1[1-9]|20)[0-9]{{2}})(?=\)| (?:में|के|तक|ई\.))"
)
_FISCAL = re.compile(rf"{_ALONE}(?P<year>(?:1[89]|20)[0-9]{{2}})[-–](?P<next>[0-9]{{2}})(?![0-9-])")


def _twenty(match: re.Match[str], context: Context) -> str:
    """“T20”, “G20”."""
    return f"{match['letter']} ट्वेंटी"


def _day_span(match: re.Match[str], context: Context) -> str:
    return f"{_DAYS[match['first']]} से {_DAYS[match['last']]}"


def _years(match: re.Match[str], context: Context) -> str:
    """“1950-60 के दशक में”."""
    return f"{spoken_language(context).year(int(match['year']))} से "


_EACH_TIME = re.compile(
    r"(?:(?<=[0-9])|(?<=चक्कर)|(?<=माइक्रोग्राम)|(?<=मिलीग्राम)|(?<=ग्राम)|(?<=किलो)|(?<=लीटर)|(?<=घन मीटर)|(?<=लोग)|(?<=व्यक्ति)|(?<=यूनिट)|(?<=रुपये)|(?<=मीटर)|(?<=क्विंटल)|(?<=टन))/(?P<unit>घन मीटर|वर्ग (?:मीटर|किमी|किलोमीटर|फ़ुट|फुट)|हेक्टेयर|एकड़|किलो|लीटर|व्यक्ति|डेसीलीटर|यूनिट|घंटे|किमी|मिनट|सेकंड|घंटा|दिन|माह|ली|kg|km|kWh|[gLl](?![a-zA-Z])|ml)\.?(?![\u0900-\u0963A-Za-z])"
)
_POINTS = {"N": "उत्तर", "S": "दक्षिण", "E": "पूर्व", "W": "पश्चिम"}
_POINT = re.compile(r"(?<=[0-9]°)[NSEW](?![A-Za-z])")
_LEFT = re.compile(
    rf"{_ALONE}(?P<hours>[0-9]{{1,2}}):(?P<minutes>[0-5][0-9])(?= (?:बाकी|बाक़ी|शेष|बचे|बचा)(?![\u0900-\u0963]))"
)
_DURING = re.compile(
    r"(?<= )[x×] (?=[0-9]{1,3} (?:(?P<days>दिन|हफ़्ते|हफ्ते|सप्ताह)|माह|महीने|किस्त|यूनिट))"
)
_SUMS = re.compile(
    r"₹ ?(?P<low>[0-9]{1,3}(?:,[0-9]{2,3})*|[0-9]{1,6})(?:[-–]|(?P<other> ?[-–] ?₹ ?))(?P<high>[0-9]{1,3}(?:,[0-9]{2,3})*|[0-9]{1,6})(?![0-9-]|[.,][0-9])(?P<scale> (?:लाख|करोड़|हज़ार|हजार)(?![\u0900-\u0963]))?"
)
_RANKED = re.compile(
    rf"{_ALONE}(?P<number>1(?=st)|2(?=nd)|3(?=rd)|(?:[4-9]|1[0-2])(?=th))(?:st|nd|rd|th)(?![A-Za-z])"
)
_RANKS_ABROAD = (
    "फ़र्स्ट सेकंड थर्ड फ़ोर्थ फ़िफ़्थ सिक्स्थ सेवंथ एट्थ नाइंथ टेंथ इलेवंथ ट्वेल्थ"
).split()
_DAY = re.compile(
    rf"{_ALONE}(?P<day>[1-9]|[12][0-9]|3[01])/(?P<month>[5-9]|1[0-2]|[1-4](?= की))(?= (?:को|की (?:रात|शाम|सुबह|दोपहर)|तक)(?![\u0900-\u0963]))"
)
_PARTED = re.compile(
    r"₹ ?(?P<crores>[0-9]{1,6}) करोड़ (?P<lakhs>[0-9]{1,2}) लाख(?![\u0900-\u0963])"
)
_LITRES = re.compile(r"(?<=[0-9] )ली(?= (?:पानी|दूध|तेल|छाछ|जूस|पेट्रोल|डीज़ल)(?![\u0900-\u0963]))")
_SPOONS = {"tsp": "छोटा चम्मच", "tbsp": "बड़ा चम्मच"}
_SPOON = re.compile(r"(?:(?<=[½¼¾⅓] )|(?<=[0-9]/[0-9] ))(?:tsp|tbsp)(?![A-Za-z])")
_FEET = re.compile(r"(?<=[0-9])/ ?(?:sq\.? ?ft\.?|sqft)(?![A-Za-z])")
_DRIVEN = re.compile(rf"{_ALONE}4[xX]4(?![0-9A-Za-z.]| ?(?:फ|मी|इं|से))")
_ALWAYS = re.compile(rf"{_ALONE}24 ?[x×*] ?7(?![0-9.])")


def _day(match: re.Match[str], context: Context) -> str:
    """“3/12 की रात”."""
    return spoken_language(context).date(None, int(match["month"]), int(match["day"]))


def _parted(match: re.Match[str], context: Context) -> str:
    """“₹2 करोड़ 35 लाख”: the rupees come last."""
    cardinal = context.locale.numerals.cardinal
    return f"{cardinal(int(match['crores']))} करोड़ {cardinal(int(match['lakhs']))} लाख रुपये"


def _each_time(match: re.Match[str], context: Context) -> str:
    units = spoken_language(context).units
    unit = units[match["unit"]][0] if match["unit"].isascii() else match["unit"]
    return f" प्रति {'लीटर' if unit == 'ली' else unit}"


def _left(match: re.Match[str], context: Context) -> str:
    """What is left of a time: “00:45 बाकी”."""
    language = spoken_language(context)
    both = ((int(match["hours"]), "h"), (int(match["minutes"]), "min"))
    parts = [language.count(str(number), *language.units[unit]) for number, unit in both if number]
    return " ".join(parts) or language.count("0", *language.units["min"])


def _during(match: re.Match[str], context: Context) -> str:
    """For so many days, which wants no word: “650 mg × 5 दिन”."""
    return "" if match["days"] else "गुणा "


def _sums(match: re.Match[str], context: Context) -> str | None:
    """“₹500-800”, “₹500 - ₹800”, “₹50-60 लाख”: the rupees come last."""
    cardinal = context.locale.numerals.cardinal
    low, high = (int(match[name].replace(",", "")) for name in ("low", "high"))
    if match["other"] and low >= high:
        return None  # a difference
    return f"{cardinal(low)} से {cardinal(high)}{match['scale'] or ''} रुपये"


def _lived(match: re.Match[str], context: Context) -> str:
    """“(1542-1605)”."""
    language = spoken_language(context)
    return f"{language.year(int(match['year']))} से {language.year(int(match['last']))}"


def _fiscal(match: re.Match[str], context: Context) -> str | None:
    """Two years that belong together: “2024-25”."""
    if (int(match["year"]) + 1) % 100 != int(match["next"]):
        return None
    cardinal = context.locale.numerals.cardinal
    return f"{spoken_language(context).year(int(match['year']))} {cardinal(int(match['next']))}"


_MONTH = re.compile(
    rf"{_ALONE}(?P<year>20[0-9]{{2}})-(?P<month>0[1-9]|1[0-2])(?![0-9-]|[.,/][0-9])"
)


def _month(match: re.Match[str], context: Context) -> str | None:
    """“2024-05”; of a span of years the second is later."""
    if match["month"] > match["year"][2:]:
        return None
    language = spoken_language(context)
    return f"{language.months[int(match['month']) - 1]} {language.year(int(match['year']))}"


_HALF_KILOMETRE = re.compile(
    rf"{_ALONE}(?P<number>[0-9]{{1,3}})\.5 ?(?:किमी|कि\.मी\.|km)(?![A-Za-z/])"
)


def _half_kilometre(match: re.Match[str], context: Context) -> str:
    """“1.5 किमी”: डेढ़ किलोमीटर."""
    return f"{_half(match, context)} किलोमीटर"


FIRST = (
    Rule("unit", DIGIT, _HALF_KILOMETRE, _half_kilometre),
    Rule("acronym", "TG", _TWENTY, _twenty),
    Rule("date", "".join({name[0] for name in _DAYS}), _DAY_SPAN, _day_span),
    Rule("date", DIGIT, _YEARS, _years),
    Rule("date", DIGIT, _LIVED, _lived),
    Rule("date", DIGIT, _FISCAL, _fiscal),
    Rule("date", DIGIT, _MONTH, _month),
    Rule("unit", "/", _EACH_TIME, _each_time),
    Rule("unit", "NSEW", _POINT, lambda match, context: _POINTS[match.group()]),
    Rule("time", DIGIT, _LEFT, _left),
    Rule("symbol", "x×", _DURING, _during),
    Rule("money", "₹", _SUMS, _sums),
    Rule("ordinal", DIGIT, _RANKED, lambda match, context: _RANKS_ABROAD[int(match["number"]) - 1]),
    Rule("date", DIGIT, _DAY, _day),
    Rule("money", "₹", _PARTED, _parted),
    Rule("unit", LETTER, _LITRES, lambda match, context: "लीटर"),
    Rule("unit", "t", _SPOON, lambda match, context: _SPOONS[match.group()]),
    Rule("unit", "/", _FEET, lambda match, context: " प्रति वर्ग फ़ुट"),
    Rule("number", DIGIT, _DRIVEN, lambda match, context: "फ़ोर बाय फ़ोर"),
    Rule("number", DIGIT, _ALWAYS, lambda match, context: "ट्वेंटी फ़ोर बाय सेवन"),
    Rule("time", DIGIT, _WHEN, _when),
    Rule("unit", DIGIT, _SPEED, _speed),
    Rule("money", "₹", _RUPEE, lambda match, context: "एक रुपये"),
    Rule("money", "₹", _HALF_SUM, _half_sum),
    Rule("number", DIGIT, _GENERATION, _generation),
    Rule("number", DIGIT, _THOUSANDS, _thousands),
    Rule("symbol", "-–", _NUMBERED, _numbered),
    Rule("number", DIGIT, _NOT_OUT, _not_out),
    Rule("number", DIGIT, _EACH, _each),
    Rule("number", DIGIT, _TRAIN, _train),
    Rule("number", DIGIT, _PIN, _pin),
    Rule("roman", LETTER, _ROMAN, _roman),
    Rule("abbreviation", LETTER, _OF_CHRIST, lambda match, context: "ईस्वी"),
    Rule("range", DIGIT, _CRICKET, _cricket),
    Rule("range", DIGIT, _BOWLED, _bowled),
    Rule("number", DIGIT, _CHAIN, _chain),
    Rule("range", DIGIT, _SCORE, _score),
    Rule("phone", DIGIT + "+", _MOBILE, _phone),
    Rule("phone", DIGIT, _CALLED, _called),
    Rule("number", DIGIT, _SECRET, _secret),
    Rule("date", DIGIT, _YEAR, _year),
    Rule("date", DIGIT, _SINCE, _since),
    Rule("time", DIGIT, _HOUR, _hour),
    Rule("ordinal", DIGIT, _OBLIQUE, _oblique),
    Rule("number", DIGIT, _HALF, _half),
)
