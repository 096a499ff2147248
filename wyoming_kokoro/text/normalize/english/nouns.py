"""Whether an amount describes the noun after it, and so stands in the singular: “a 60 W bulb”."""

import re

from wyoming_kokoro.text.normalize.scanner import Context

_SMALL_WORDS = frozenset(
    "a an the and or but is are was were be been has have had do does did will would can could shall should may might must"
    " of in on at to for from by with as if than then that this per not no so it he she they we you i who which whose"
    " left remaining ago later away today tomorrow tonight yesterday now each more less extra total only again please"
    " when while because until before after during since over under above below between into onto off up down out there here".split()
)
_AFTERWARDS = frozenset(
    "due available short long high deep wide tall thick worth cheaper higher lower missing going coming remaining being needed just also still"
    " already back every plus minus about around through too either my your his her its our their well once ever never"
    " won lost spent paid made cost went came got took gave sent kept meant put set sold bought brought found saved"
    " grows falls rises remains equals gets goes does has makes takes gives needs lets costs weighs seems works starts".split()
)
"""What follows an amount that describes nothing."""
_MASSES = frozenset(
    "butter flour sugar milk water rice cheese oil cream salt pasta honey yoghurt yogurt chocolate beef pork lamb bacon mince"
    " spinach stock broth juice wine beer vinegar syrup oats cocoa yeast coffee tea dough meat fat protein fibre fiber carbs alcohol"
    " sodium carbon snow rain ice gas diesel petrol fuel sand soil gravel cement paint medicine insulin paracetamol ibuprofen aspirin caffeine"
    " plain white brown caster icing self unsalted salted soft fresh frozen grated chopped minced ground double single".split()
)
"""Of these a recipe weighs some: “the 200 g flour” are grams."""
_DETERMINERS = frozenset(
    "the this that these those his her its my your our their another same".split()
)
_SEVERAL = frozenset("two three four five six seven eight nine ten several few".split())
_THINGS = re.compile(
    r"(?:spending|budget|infrastructure|stimulus|tax|relief|aid|defense|funding|rescue|bailout) (?:bill|package|plan|program|fund)s?\b"
    r"|(?:cutting|working|focal|sawing) (?:width|depth|height|length)s?|No\. [0-9]{1,2} (?:wood )?(?:screw|bolt|nail)s?|(?:(?:wood|deck|drywall|machine|carriage|hex|copper|PVC|birch|marine|oak|pine|brass|steel) )?(?:condo|townhouse|apartment|duplex|bungalow|bulb|lamp|fuse|spanner|wrench|bolt|screw|nail|washer|pipe|hose|cable|charger|batt(?:ery)?|adapter|adaptor|bottle|bag|jar|jug|carton"
    r"|packet|pack|sack|box|tub|tube|board|plank|beam|lens|monitor|screen|telly|tablet|laptop|SSD|wheelie bin|bin|bar tab|serving|portion|pen(?:alty)?|voucher|coupon|coin|bill|note|budget|loan"
    r"|prize|fee|bond|bail|deposit|stamp|ticket|dumbbell|kettlebell|capsule|tab|cap|pill|syringe|tile|drill|socket|plug|motor|heater|panel|inverter|resistor"
    r"|capacitor|circuit|breaker|outlet|receptacle|rug|mattress|blind|curtain|clearance|jog|repeat|magnet|speaker|camera|sprint|relay|hurdles|freestyle|backstroke|butterfly|breaststroke|medley|radius|inhaler|scan|fix|lease|mortgage|sentence|ban|anniversary|deal|queue|journey|man|woman|final|term|range|limit|average speed|gust|cube|spoonful|clip|needle|hook|cord|flex|ctr|centre|garden|gdn|delay|fixed (?:rate|deal|mortgage|term|bond|saver)|ply|plywood|MDF|chipboard|plasterboard|chunk|dose|dram|tip|co-?pay|discount|rebate|refund|deductible|surcharge|bonus|credit(?! (?:card|score)))"
    r"(?:s|es)?\b|(?:piece(?= of\b)|(?:loaf|cake|roasting|baking|springform|flan|pie|sandwich|(?:loose-)?bottomed) (?:tins?|dish(?:es)?|pans?)|plant pots?|ramekins?|area(?! of)|ovens?|weather(?! is\b)|temps|loops?|hikes?|trails?|(?:weight |elevation )?gain|rounds|slices|pieces|strips|squares|lengths|sections|discs|circles|measures|shots|winds|waves|swells|seas|sets|ceilings|limits|zones|rolls|gaps|intervals|contracts|warranties|terms|can(?= of\b)|tins|cans|drives|batteries|boxes|gift card|hard drives?|lot(?! of))\b(?!(?<=s) (?:it|them|him|her|us|me)\b)"
)
"""Things that are told by their size or price, with an article or without."""
_NAMED_THING = re.compile(
    r" (?P<name>[A-Z][\w&'’]{0,20}(?: [A-Z][\w&'’]{0,20})?|[a-z-]{3,20}) (?:(?:gift |e-)?(?:vouchers?|cards?|coupons?|tokens?)|tablets?|capsules?|pills?|caplets?|inhalers?|bulbs?|chargers?|notes?|cables?|SSDs?|sheets?|boards?|panels?|screws?|bolts?|worktops?|tiles?|drivers?|cordless drills?|TVs?|monitors?|bits?|drills?|blades?|plugs?)\b"
)
"""Things with a name or a substance before them: “a £20 M&S voucher”, “500mg paracetamol tablets”."""
_ALSO = re.compile(
    r" (?:b\.i\.d\.|t\.i\.d\.|q\.i\.d\.|q\.d\.|BID|TID|QID|QD)(?= )|(?: or | ?/ ?|, | )[0-9][0-9,.]{0,6}[ -]?(?:A|V|W|Ah|mAh|Wh|Hz|[GT]B|rpm|RPM|MB/s|mph)(?= )|/[0-9.½¼¾]{1,5}[ -]?(?:g|kg|ml|l|oz|lb|in|cm|mm|pints?|inch|A|V|W|Ah|Hz)(?= )| \([0-9.½¼¾]{1,5} ?(?:g|kg|ml|l|oz|lb|in|cm|mm|pints?|inch)\)(?= )"
)
_PAID = re.compile(
    r" (?:(?P<kind>[a-z][a-z-]{2,14}) )?(?:plan|payment|grant|fine|scheme|project|settlement|purchase|charge|transfer|withdrawal|jackpot|donation|contract|check(?! (?:in|out)\b)|cheque|investment|overhaul|upgrade"
    r"|renovation|verdict|award|pledge|bid|takeover|merger|acquisition|expansion|campaign|facility|stadium|reward|bounty|ransom|heist|scam|fraud|shortfall|deficit|surplus|windfall"
    r"|facelift|makeover|revamp|refurb|refurbishment|redevelopment|development|extension|lawsuit|bailout|package|programme|program|proposal|subscription|giveaway|fundraiser|appeal|mansion|tip|gift(?! aid)|order)s?\b"
)
"""What sums are told of, in headlines without an article: “approves $1.2M plan”."""
_SUM = re.compile("[$£€]")
_APERTURE = re.compile(r" f/[0-9.]{1,4}(?= )")
_EXCEEDS = re.compile(
    r"\b(?:[Aa]ny|[Ee]very|[Ss]ome|[Nn]o)(?:thing|one|body|where) (?:over|above|below|under|beyond|past) $"
)
"""A limit, and what comes of it: “anything over 5kg costs extra”."""
_ALSO_BEFORE = re.compile(r"\b[Aa]n? [0-9.]{1,6}[ -]?[A-Za-z]{1,3}/$")
"""The same in other units: “a 20cm/8in tin”."""
_DETERMINED = re.compile(
    r"\b(?P<determiner>[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Oo]ur|[Tt]heir) (?:brand )?(?:new|old|proposed|planned|existing|controversial|massive|huge|record|whopping|delayed|latest|original|[a-z]{2,12}-[a-z]{2,12}ed) $"
)
_EACH = re.compile(r"\b[Ee]ach $")
_SPAN_BEFORE = re.compile(r"(?<![\w.,])[0-9.½¼¾]{1,5}(?:[-–]| to | or )$")
"""What an amount goes on from: “a 15–18 lb turkey”."""
_TIMES = re.compile("[0-9]{0,3}x")
_WEIGHED = re.compile(r"[0-9] ?(?:g|kg|mg|mcg|ml|cl|l|oz|lb|pts?)$")
_LONG = re.compile(r"[0-9.,½¼¾]+ ?(?:cm|mm|in|inch|ft|yr|hr|wk|mth|min|[\"″”])$")
_SIZED = re.compile(
    r" (?!(?:above|across|along|between|inside|outside|rem|that|which|altogether|apart|around|away|behind|below|clear|diag|diagonal|diam|down|further|gone|from|into|inland|left|long|longer|max|min|north|off|offshore|only|onto|over|overall|possible|ago|later|early|late|now|remaining|daily|weekly|straight|old|overdue|running|prior|since|until|ahead|flat|sharp|stirring|again|already|before|after|maximum|minimum|nightly|extra|solid|per|every|and|but|plus|when|while|if|one|two|three|right|round|short|shorter|south|square|east|tall"
    r"|taller|then|there|thick|through|today|tonight|tomorrow|total|towards|under|underwater|uphill|upstream|wide|wider|deep|deeper|high|higher|yesterday|least|most|more|less|each|expected|diameter|rain|snow|ice|water|rainfall|snowfall)\b)"
    r"(?!\w{1,14}(?:ed|ly|wards|wise|s)\b)[a-z]{3,12}(?=[.,;:!?)]|$| (?:and|or|with|for|from)\b)"
)
"""What ends a phrase after a length is so long or wide: “Grease a loaf tin, 22cm tin.”"""
_FUSE = re.compile(r"[0-9] ?A$")
"""What a fuse is called by: “otherwise a 3A”."""
_BRACKETED = re.compile(
    r"\) (?:pkgs?|packages?|cans?|bars?|box(?:es)?|bags?|jars?|containers?|bottles?|cartons?|tubs?|blocks?|sticks?|steaks?|fillets?|tubes?|tins?|pouch(?:es)?|rolls?|loa(?:f|ves))\b"
)
"""“2 (8 oz) pkgs.”"""
_BARE = re.compile(r" (?:[a-z][A-Za-z]|SSD|PVC|MDF|No\. [0-9])")
_JOINED = re.compile(r"-(?:an?-|per-)?(?!ish\b|and\b|or\b|to\b)[a-z]{3}")
"""“60W-equivalent”, “a £5-a-month plan”."""
_PER_THEN = re.compile(
    r"/(?P<per>month|mth|mo|week|wk|year|yr|day|night|hour|hr|kg|litre|mile|head) (?!for|and|or|to|in|on|at|if|plus|each|from|with|but|is|by)[a-z]{3}"
)
_CAN = re.compile(
    r" can(?=[.,;:!?)]|$| (?:of|with|in|from|and|for|on|or|opener|is|was|has|costs?|contains)\b)"
)
"""No verb."""
_PROPER = re.compile(r" [A-Z][\w-]")
"""With an article: “a 9W LED”, “a 3m Cat 6 cable”."""
_LASTING = re.compile(
    r" (?:(?:working|business|school|calendar|consecutive|full|more|extra|good|bank|trading|short|long) )?"
    r"(?:seconds|secs|minutes|mins|hours|hrs|days|nights|weeks|wks|months|years|yrs|people|persons|players|adults|children|guests|servings|portions|pages|inches|metres"
    r"|meters|miles|times|tablespoons|teaspoons|cups|cloves|attempts|visits|tablets|capsules|puffs|drops|sprays|sachets)"
)
"""What a span of numbers counts, and no score does."""
_COORDINATE = re.compile(
    r"(?<![\w.,])[0-9][\w.]{0,5}-(?:year|yr\.?|month|mo\.?|day|week|wk|game|man|foot|ft\.?|mile|mi\.?|acre|page|story|bedroom|hour|hr\.?|lb\.?|point), $",
    re.IGNORECASE,
)
"""The first of two amounts that describe one noun: “a 10-year, $375M deal”."""
_NOT_VERBS = frozenset("bed shed sled seed feed breed family supply fly".split())
_PLURALS = frozenset(
    "people men women children feet mice sheep fish percent million billion thousand".split()
)
_NO_PLURALS = frozenset(
    "was has does series sees says goes olympics elections always perhaps news".split()
)


def describes_noun(match: re.Match[str], context: Context) -> bool:
    """Whether the amount stands before a noun as its size or price, and so in the singular: “a 60 W
    bulb”, “the $1.2T bill”, “10 mm bolts”.
    """
    also = _ALSO.match(context.text, match.end()) or _APERTURE.match(context.text, match.end())
    end = also.end() if also else match.end()
    if context.text[max(0, match.start() - 1) : match.start()] == "(":
        return _BRACKETED.match(context.text, end) is not None
    if _JOINED.match(context.text, end) or _is_rate(match, context, end):
        return True
    if not _BARE.match(context.text, end):
        return _describes_name(match, context, end)
    if _EXCEEDS.search(context.text[max(0, match.start() - 20) : match.start()]):
        return False
    named = _is_named_thing(context, end) or _is_paid(match, context, end)
    if named or _THINGS.match(context.text, end + 1):
        return True
    following = context.after(end)
    before = _determiner(match, context)
    times = _TIMES.fullmatch(before) is not None
    if before in ("a", "an") and _CAN.match(context.text, end) or times and following == "can":
        return True
    if not following[:1].islower() or following in _SMALL_WORDS:
        return False
    sized = _LONG.fullmatch(match.group()) and _SIZED.match(context.text, end)
    if sized and following not in _AFTERWARDS:
        return True
    if _COORDINATE.search(context.text[max(0, match.start() - 24) : match.start()]):
        return True
    if _ALSO_BEFORE.search(context.text[max(0, match.start() - 14) : match.start()]):
        return True
    each = (
        _EACH.search(context.text[max(0, match.start() - 5) : match.start()])
        and following not in _AFTERWARDS | _MASSES
        and not following.endswith(("ed", "ly", "ing"))
    )
    if each or before in ("a", "an") or times and _WEIGHED.search(match.group()):
        return True
    several = before in _SEVERAL and is_plural_noun(following)  # “two 5 km runs”
    return (
        (several or before in _DETERMINERS)
        and following not in _AFTERWARDS
        and following not in _MASSES
        and (not following.endswith(("ed", "ly")) or following in _NOT_VERBS)
    )


def _is_rate(match: re.Match[str], context: Context, end: int) -> bool:
    """“a £5/month plan”, “the $8/month plan”; “the $8/month covers” is none."""
    rate = _PER_THEN.match(context.text, end)
    before = context.before(match.start()).lower()
    if rate is None or before in ("a", "an"):
        return rate is not None
    following = context.after(rate.end("per"))
    return before in _DETERMINERS and not (
        is_small_word(following) or following.endswith(("s", "ed", "ly"))
    )


def _describes_name(match: re.Match[str], context: Context, end: int) -> bool:
    """“a 9W LED”, “24 x 330ml Coke”."""
    before = context.before(match.start()).lower()
    if _WEIGHED.search(match.group()) and _TIMES.fullmatch(before):
        return _PROPER.match(context.text, end) is not None
    article = before in ("a", "an")
    if article and _FUSE.search(match.group()):
        return True
    named = article and _PROPER.match(context.text, end) is not None
    return named or _is_named_thing(context, end)


def _determiner(match: re.Match[str], context: Context) -> str:
    """The word before an amount, or before its adjective: “the new £3m health centre”."""
    before = context.text[max(0, match.start() - 40) : match.start()]
    span = _SPAN_BEFORE.search(before)
    start = match.start() - len(span.group()) if span else match.start()
    determined = _DETERMINED.search(context.text[max(0, start - 32) : start])
    return (determined["determiner"] if determined else context.before(start)).lower()


def _is_named_thing(context: Context, end: int) -> bool:
    named = _NAMED_THING.match(context.text, end)
    if named is None or named["name"].endswith("ing"):
        return False
    return named["name"] not in _SMALL_WORDS and named["name"] not in _AFTERWARDS


def _is_paid(match: re.Match[str], context: Context, end: int) -> bool:
    """Whether a sum stands before what it is for: “approves $1.2M plan”."""
    paid = _PAID.match(context.text, end) if _SUM.match(match.group()) else None
    if paid is None or (paid["kind"] or "").endswith(("ing", "ed", "ly")):
        return False
    return paid["kind"] not in _SMALL_WORDS and paid["kind"] not in _AFTERWARDS


def precedes_thing(context: Context, end: int) -> bool:
    """Whether what is told by its size follows: “1-1/4 in. wood screws”."""
    return context.text[end : end + 1] == " " and _THINGS.match(context.text, end + 1) is not None


def counts_after(match: re.Match[str], context: Context) -> bool:
    """Whether things or time are counted after two numbers: “5-7 working days”."""
    return _LASTING.match(context.text, match.end()) is not None


def is_small_word(word: str) -> bool:
    """Whether a word after an amount is no noun."""
    return word in _SMALL_WORDS or word in _AFTERWARDS


def is_plural_noun(word: str) -> bool:
    """Whether a lower-case word looks like the plural of something that can be counted."""
    if word in _PLURALS:
        return True
    return (
        len(word) > 3
        and word.islower()
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _NO_PLURALS
    )
