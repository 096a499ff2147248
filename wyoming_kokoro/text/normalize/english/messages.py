"""What people write in a hurry: shorthand of messages and shopping lists, keys to press."""

import re

from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.calendar import DAY_OF
from wyoming_kokoro.text.normalize.english.lookups import DAY, ends_sentence, initials
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHORTHAND = dict(
    pair.split("=")
    for pair in (
        "pls=please,plz=please,tdy=today,hv=have,frm=from,thx=thanks,thnx=thanks,tnx=thanks,tmrw=tomorrow,tmw=tomorrow,tmr=tomorrow,2moro=tomorrow,2nite=tonight,2day=today,"
        "tonite=tonight,txt=text,nite=night,msg=message,msgs=messages,msgd=messaged,ppl=people,bday=birthday,b-day=birthday,btw=by the way,idk=I don't know,"
        "omw=on my way,imo=in my opinion,imho=in my humble opinion,brb=be right back,ttyl=talk to you later,afaik=as far as I know,"
        "tbh=to be honest,nvm=never mind,jk=just kidding,rn=right now,hbu=how about you,gr8=great,l8=late,w8=wait,l8r=later,"
        "b4=before,m8=mate,cuz=because,tho=though,thru=through,btwn=between,rtn=return,hrs=hours,mins=minutes,secs=seconds,wks=weeks,"
        "yrs=years,mths=months,lbs=pounds,wk=week,yr=year,hr=hour,mth=month,wknd=weekend,pkg=package,pkgs=packages,pkt=packet,pkts=packets,"
        "doz=dozen,tbsp=tablespoon,tbsps=tablespoons,tsp=teaspoon,tsps=teaspoons,Tbsp=tablespoon,Tsp=teaspoon,xmas=Christmas,"
        "Xmas=Christmas,wkly=weekly,mthly=monthly,fwd=forward,rsvp=R S V P,asst=assistant,mgr=manager,mgmt=management,acct=account,"
        "accts=accounts,appts=appointments,appt=appointment,qtr=quarter,addl=additional,recd=received,"
        "appt.=appointment,appts.=appointments,asst.=assistant,mgr.=manager,mgmt.=management,accts.=accounts,qtr.=quarter,addl.=additional,reqd.=required,recd.=received,"
        "pls.=please,wkts=wickets,wkt=wicket,Utd=United,doz.=dozen,ea.=each,pkg.=package,pkgs.=packages,pkt.=packet,acct.=account,mtg.=meeting,mtgs.=meetings,"
        "wks.=weeks,wk.=week,hr.=hour,yr.=year,yrs.=years,ofc=of course,mth.=month,mths.=months,lge.=large,lg.=large,med.=medium,sm.=small,Tbsp.=tablespoon,Tsp.=teaspoon,"
        "nec.=necessary,chk=check,chks=checks,btwn.=between,del'd=delivered,sz=size,sz.=size,ty=thank you,lmk=let me know,ur=your,req'd=required,reqd=required,rec'd=received,hrs.=hours,mins.=minutes,secs.=seconds,grp=group,grp.=group,grps=groups,qtrly=quarterly,qtrly.=quarterly,batt.=battery,sched=schedule,sched.=schedule,svg.=serving,"
        "svgs=servings,svgs.=servings,bfast=breakfast,im=I'm,youre=you're,theyre=they're,hes=he's,shes=she's,"
        "ngl=not gonna lie,wyd=what you doing,wya=where you at,hmu=hit me up,ily=I love you,ilysm=I love you so much,szn=season,smh=shaking my head,icymi=in case you missed it,iykyk=if you know you know,"
        "istg=I swear to God,wbu=what about you,idc=I don't care,ikr=I know right,irl=in real life,ttys=talk to you soon,gtg=got to go,g2g=got to go,sry=sorry,otw=on the way,skl=school,hw=homework,"
        "rlly=really,srry=sorry,tysm=thank you so much,gna=gonna,ownr=owner,btw.=between"
    ).split(",")
)
_SHORTHAND |= {short.replace("'", "’"): full for short, full in _SHORTHAND.items()}
_SHORT = re.compile(
    rf"(?<![\w.@/'’#=\[-])(?<!\w\()(?P<short>{alternation(_SHORTHAND)})(?![\w@/(=\[\]\"-]|['’](?!s\b)|:? ?=|:[a-z]|\.[^\W_])"
)
SHORT_FORMS = {short: full for short, full in _SHORTHAND.items() if short.endswith(".")}
"""With their full stop."""
_LOAN = re.compile(r" (?:py?mts?\b|payments?\b|rates?\b|loan\b|escrow\b|int\.|bal\.)")
"""What a mortgage has, and no meeting."""
_KEPT = re.compile(r" (?:a/?c|acct|accounts?|bonds?|plan|rates?|bal|goal|bank|&|and)(?!\w)")
"""What savings have, and no servings."""
_SECTIONS = re.compile(
    r" [0-9]{1,4}[A-Za-z]?(?:\([a-z0-9]\))?(?:, ?|,? (?:and|&|to|through|or) | ?[-–] ?)[0-9]"
)
"""Sections of a law: “Secs. 4 and 5”."""
_FOLLOWED = {
    **dict.fromkeys(("mtg", "mtg."), (_LOAN, "ortgage")),
    **dict.fromkeys(("svgs", "svgs."), (_KEPT, "avings")),
    "secs.": (_SECTIONS, "ections"),
}
"""What they are before something else, without the first letter."""
_BETWEEN = re.compile(
    r" (?:(?:exits?|MP|miles?|[0-9]{1,2}(?::[0-9]{2})?(?: ?[ap]m?)? ?[-–]) ?[0-9]|[0-9]{1,2}(?::[0-9]{2})?(?: ?[ap]m?)? (?:&|and) [0-9])",
    re.IGNORECASE,
)
"""What makes of “by the way” a stretch of time: “btw 2-4 pm”, “btw 6 and 7”."""
_BETWEEN_STREETS = re.compile(
    r" (?!I\b)(?:[A-Z0-9][\w'’]*\.? ){1,3}(?:&|and) (?:[A-Z0-9][\w'’]*[ .]{0,2}){1,3}(?:[,;:)]|$| (?:on|until|for|due|from)\b|(?<=\. )(?=[A-Z]))"
)
_NAMES = frozenset("m8 rn tho ty lg. lge. med. sm. jk wk wk. yr yr. yrs yrs. hr hr. svg.".split())
"""Those that with a capital may be a name or something else."""
_CAPITALS = {
    capital
    for capital in (short.capitalize() for short in _SHORTHAND if short not in _NAMES)
    if capital not in ABBREVIATIONS and capital not in _SHORTHAND
}
_CAPITAL = re.compile(
    rf"(?<![\w.@/'’#-])(?P<short>{alternation(_CAPITALS)})(?![\w@/-]|['’](?!s\b)|\.[^\W_])"
)
_SOONER = re.compile(
    rf" (?:u|ur|you|your|I|i|we|he|she|they|it|the|my|our|his|her|noon|midnight|dinner|lunch|breakfast|work|school|class|bed|[0-9]|{DAY}|[A-Z][a-z]+ (?:is|gets|leaves|comes|goes)\b)(?!\w)"
)
"""“B4 u go”."""
_OF_SIZE = re.compile(r"(?:\b(?:a|an|one|two|three|extra|w/)|[0-9]) $")
_OFFICES = frozenset(
    "box post home main front school doctor dr the your my our law tax field".split()
)
_ONLY_SIZE = frozenset(("lge.", "lg.", "med.", "sm."))
_TEXTED = re.compile(r"(?<=[a-z0-9] )(?P<digit>2(?= (?:u|ur)\b)|4(?= (?:u|ur|me)\b))")
_GIVEN = re.compile(
    r"(?<=[a-z] )(?P<digit>4(?= (?:[A-Z][a-z]{1,11}|us|him|her|them|the|my|ur)\b(?! [0-9]))|2(?= (?:me|us|him|her|them|my|[A-Z][a-z]{1,11})\b(?! [0-9])))"
)
_GIVEN_BEFORE = {
    "4": re.compile(
        r"\b(?:party|gifts?|presents?|shower|cakes?|cards?|prayers?|pray|praying|surprise|fundraiser|something|thx|thanks|ty|waiting|looking|ready|dinner|flowers|tix|tickets|sitter|luv|hugs|congrats|bday) $",
        re.IGNORECASE,
    ),
    "2": re.compile(
        r"\b(?:talk|talking|talked|speak|spoke|listen|nice|luv|bday|welcome|congrats|hi|hello) $",
        re.IGNORECASE,
    ),
}
"""What is for or to somebody in a message: “party 4 Mia”, “talk 2 her”."""
_MEASURE = re.compile(r"(?P<unit>gal|qt|pt|lb|oz|pk|tab|tabs)\.?(?= of [a-z])")
_MEASURES = {"gal": "gallon", "qt": "quart", "pt": "pint", "lb": "pound", "oz": "ounce", "pk": "pack", "tab": "tablet", "tabs": "tablets"}  # fmt: skip
_BEFORE_MEASURE = frozenset("a an one per half each another the extra quarter last".split())

_NAMED = {
    "Ctrl": "Control", "CTRL": "Control", "ctrl": "control", "Cmd": "Command", "cmd": "command", "Del": "Delete", "Esc": "Escape",
    "Opt": "Option", "PgUp": "Page Up", "PgDn": "Page Down", "PrtSc": "Print Screen", "PrtScn": "Print Screen", "Ins": "Insert",
    "Win": "Windows", "alt": "alt", "Alt": "Alt", "Shift": "Shift", "shift": "shift", "Option": "Option", "Fn": "Function",
    "Control": "Control", "Command": "Command", "Meta": "Meta", "Super": "Super",
}  # fmt: skip
_HOLD = (
    r"(?:Ctrl|CTRL|ctrl|Cmd|cmd|Alt|alt|Shift|shift|Opt|Option|Win|Fn|Control|Command|Meta|Super)"
)
_KEY = r"(?:[A-Z][A-Za-z]{1,8}|[A-Za-z]|F[0-9]{1,2}|[0-9])"
_SIGNS = {".": "Period", ",": "Comma", "/": "Slash", ";": "Semicolon", "=": "Equals", "-": "Minus", "`": "Backtick", "\\": "Backslash"}  # fmt: skip
_KEYS = re.compile(
    rf"(?<![\w+-]){_HOLD}(?: ?\+ ?{_KEY}){{0,2}} ?\+ ?[.,/;=`\\-](?= [a-z])|(?<![\w+-]){_HOLD}(?: ?\+ ?{_KEY}){{1,3}}(?![\w+])|(?<![\w+-])(?:Ctrl|Cmd|Alt|Shift)(?:-{_KEY}){{1,2}}(?![\w-])"
)
_KEY_ALONE = re.compile(
    r"(?<![\w.:/-])(?:Ctrl|CTRL|(?:(?<=[Pp]ress )|(?<=[Hh]old )|(?<=[Hh]it )|(?<=[Tt]he ))Cmd|PgUp|PgDn|PrtScn?)(?!\w)|(?:(?<=[Pp]ress )|(?<=[Hh]it ))(?:Del|Esc|Ins|Fn)(?!\w)|(?<=the )(?:Del|Esc|Ins|Fn)(?= (?:key|button))"
)
_JOINT = re.compile(r" ?[+-] ?")
_F_KEY = re.compile(r"F[0-9]{1,2}")


_LETTER_ALONE = re.compile(r" [B-HJ-Z](?![\w'’]|\. [A-Z])")
"""No sentence: “Sched. C”."""


def _short(match: re.Match[str], context: Context) -> str | None:
    short = match["short"]
    if context.last_class == "fraction" and context.since_last(match.start()) == " ":
        return None
    sized = _OF_SIZE.search(context.text[max(0, match.start() - 6) : match.start()])
    if short in _ONLY_SIZE and not sized and not context.after(match.end()).islower():
        return None
    if short in ("Im", "Hes", "Shes") and not context.after(match.end()).islower():
        return None
    if f"{short}." in ABBREVIATIONS and context.text.startswith(".", match.end()):
        return None
    if short == "Ofc" and context.text.startswith(".", match.end()):
        return None
    if short.startswith("ofc") and context.before(match.start()).lower() in _OFFICES:
        return "office." if short == "ofc." and ends_sentence(context, match.end()) else "office"
    if short == "rn" and context.after(match.end()) or short == "B4" and _is_place(match, context):
        return None
    known = _FOLLOWED.get(short.lower())
    if known and known[0].match(context.text, match.end()):
        return short[0] + known[1]
    if short.startswith("wk") and context.before(match.start()).lower() in ("road", "rd"):
        return "work"
    if short.rstrip(".").lower() == "btw":
        return _by_the_way(match, context)
    spoken = (
        _SHORTHAND[short[0].lower() + short[1:]] if short not in _SHORTHAND else _SHORTHAND[short]
    )
    if match.re is _CAPITAL:
        spoken = spoken[0].upper() + spoken[1:]
    ends = (
        short.endswith(".")
        and short not in (*_ONLY_SIZE, "btwn.")
        and (
            short != "ea." or context.text[max(0, match.start() - 2) : match.start()][:1].isdigit()
        )
        and ends_sentence(context, match.end())
        and not _LETTER_ALONE.match(context.text, match.end())
    )
    return spoken + ("." if ends else "")


def _is_place(match: re.Match[str], context: Context) -> bool:
    """Whether B4 is a gate, a seat or a size of paper, and not before."""
    named = context.before(match.start()).lower() in ("gate", "gt", "seat", "room", "bay", "cell")
    return named or _SOONER.match(context.text, match.end()) is None


def _by_the_way(match: re.Match[str], context: Context) -> str:
    """“btw I left”, “arriving btw 2-4”, “closed btw. Elm & Oak”."""
    short = match["short"]
    between = short.endswith(".") and _BETWEEN_STREETS.match(context.text, match.end())
    if between or _BETWEEN.match(context.text, match.end()):
        return "between"
    ends = short == "btw." and ends_sentence(context, match.end())
    return f"{'B' if short[0] == 'B' else 'b'}y the way{'.' if ends else ''}"


def _texted(match: re.Match[str], context: Context) -> str:
    """“happy bday 2 u”, “w8 4 me”."""
    return "to" if match["digit"] == "2" else "for"


def _given(match: re.Match[str], context: Context) -> str | None:
    before = context.text[max(0, match.start() - 16) : match.start()]
    return _texted(match, context) if _GIVEN_BEFORE[match["digit"]].search(before) else None


_SEE_YOU = re.compile(
    r"(?<![\w./-])(?<![0-9] )cu(?= (?:@|at|in|on|there|soon|then|l8r|later|next|tmrw|tmr|tmw|tomorrow|tonight|tonite|2nite|around|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?![\w]))"
)
"""In a message: “cu @ 7”."""


_DAY = re.compile(
    r"(?:(?P<day>tues?|weds|thurs?|thu|fri)(?=[.,;:!?)/]|$| (?!y\b))"
    r"|(?P<word>mon|wed|sat|sun)(?=[.,;:!?)/&]|$| (?:at|@|night|nite|morning|morn|afternoon|eve|by|if|or|and|&|from|around|till?|b4|before|after|w/|for|n|4|2|u|[0-9]{1,2})(?!\w)))(?P<dot>\.(?= ))?"
)
_DAY_BEFORE = re.compile(
    r"\b(?:free|busy|avail|available|closed|open|off|due|next|every|this|last|until|till|til|by|thru|working|game|practice|party|test|quiz|exam|dinner|lunch|movie|home|back|tix|u|ya|it|mon|tues|wed|thurs|fri|sat|or|and|&|/)[ /]$"
)
_CHAIN = re.compile(r"\b(?:mon|tues?|weds?|thurs?|thu|fri|sat)(?:(?:,| or| and| &| n) |/)$")
_HOUR = re.compile(r" (?:@ ?|at )?[0-9]")
_NO_DAY = re.compile(
    r"\b(?:(?:cat|dog|who|he|she|it|and|they) sat|(?:it|and|u|ya|or|by|off|open|last|this|back|due) sun|(?:and|or|it|by) wed|(?:it|and) mon)\b"
)


def _day(match: re.Match[str], context: Context) -> str | None:
    """A weekday in small letters: “due thurs”, “r u free sat?”."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    if match["word"] and not _is_day(before, match, context):
        return None
    return DAY_OF[match.group()[:3]] + (match["dot"] or "")


def _is_day(before: str, match: re.Match[str], context: Context) -> bool:
    """Whether letters that may be a word are a day: “free sat”, “this sun @ 3”, “fri or sat”."""
    if _CHAIN.search(before):
        return True
    if before.endswith("this ") and _HOUR.match(context.text, match.end()):
        return True
    return _DAY_BEFORE.search(before) is not None and not _NO_DAY.search(before + match["word"])


_YOU_ARE = re.compile(
    r"(?<![\w.@/'’#=\[-])(?P<u>[uU])r(?= (?:(?:coming|going|doing|kidding|joking|making|getting|being|looking|leaving|driving|staying|trying|talking|having|bringing|asking|saying|taking|wearing|missing|gonna|gna|not|so|too|the|an?|in|on(?! call)|at|with|still|always|never|such|welcome|invited|ready|done|late|here)(?! (?:rate|fees?)\b)|free(?=[.,;!?)]|$| (?:and|or|at|on|for|this|2|4|after|tomorrow|tonight|tmrw|sat|sun|fri)\b))(?![\w'’-]))"
)
"""“ur coming”: you're, no “your coming”."""
_YOURS = re.compile(
    r"(?P<y>[Yy])r(?= (?!(?:groups?|end|round|and|but|for|with|from|this|then|now|later|was|has|will|out|because|than|until)\b)(?:[a-z]{3,}|[A-Z]{2,5}\b))"
)
_NOT_YOURS = re.compile(
    r"(?i:[0-9]|\b(?:an?|the|this|last|next|per|every|each|that|another|same|new|school|tax|leap|gap|academic|calendar|half|whole|full|one|two|three|first|second|third|final|NY))(?:[ -][a-z]+)?[ -]$"
)
"""Before a year."""


def _you_are(match: re.Match[str], context: Context) -> str:
    return f"{'y' if match['u'] == 'u' else 'Y'}ou're"


def _yours(match: re.Match[str], context: Context) -> str | None:
    """“on yr way home”, no year; “Yr parcel” at the beginning of a sentence."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    begins = not before.strip() or before.rstrip()[-1] in ".!?"
    if match["y"] == "Y" and not begins or _NOT_YOURS.search(before):
        return None
    return f"{match['y']}our"


def _measure(match: re.Match[str], context: Context) -> str | None:
    """A measure without a number: “a gal of milk”."""
    if context.before(match.start()).lower() not in _BEFORE_MEASURE:
        return None
    return _MEASURES[match["unit"]]


def _key(name: str, context: Context) -> str:
    if _F_KEY.fullmatch(name):
        return f"F {context.locale.numerals.cardinal(int(name[1:]))}"
    if name.isdecimal():
        return context.locale.numerals.cardinal(int(name))
    return _NAMED.get(name, name.upper() if len(name) == 1 else name)


def _keys(match: re.Match[str], context: Context) -> str:
    """Keys that are pressed together: “Ctrl+Alt+Del”."""
    written = match.group()
    sign = _SIGNS.get(written[-1])
    names = _JOINT.split(written[:-1].rstrip(" +") if sign else written)
    return " ".join([*(_key(name, context) for name in names), *([sign] if sign else [])])


def _key_alone(match: re.Match[str], context: Context) -> str:
    return _NAMED[match.group()]


RULES = (
    Rule("abbreviation", "CcAaSsOWFM", _KEYS, _keys),
    Rule("abbreviation", "CPDEIF", _KEY_ALONE, _key_alone),
    Rule("abbreviation", DIGIT, _TEXTED, _texted),
    Rule("abbreviation", DIGIT, _GIVEN, _given),
    Rule("abbreviation", "c", _SEE_YOU, lambda match, context: "see you"),
    Rule("date", "tfmws", _DAY, _day),
    Rule("abbreviation", "uU", _YOU_ARE, _you_are),
    Rule("abbreviation", "yY", _YOURS, _yours),
    Rule("abbreviation", initials(_MEASURES), _MEASURE, _measure),
    Rule("abbreviation", initials(_SHORTHAND) + DIGIT, _SHORT, _short),
    Rule("abbreviation", initials(_CAPITALS), _CAPITAL, _short),
)
