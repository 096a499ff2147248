"""What people write in a hurry: shorthand of messages and shopping lists, keys to press."""

import re

from wyoming_kokoro.text.normalize.english.abbreviations import ABBREVIATIONS
from wyoming_kokoro.text.normalize.english.lookups import ends_sentence, initials
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_SHORTHAND = dict(
    pair.split("=")
    for pair in (
        "pls=please,plz=please,thx=thanks,thnx=thanks,tnx=thanks,tmrw=tomorrow,tmw=tomorrow,tmr=tomorrow,2moro=tomorrow,2nite=tonight,2day=today,"
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
        "svgs=servings,svgs.=servings,bfast=breakfast,im=I'm,youre=you're,theyre=they're,hes=he's,shes=she's"
    ).split(",")
)
_SHORTHAND |= {short.replace("'", "’"): full for short, full in _SHORTHAND.items()}
_SHORT = re.compile(
    rf"(?<![\w.@/'’#=\[-])(?<!\w\()(?P<short>{alternation(_SHORTHAND)})(?![\w@/'’(=\[\]\"-]|:? ?=|:[a-z]|\.[^\W_])"
)
SHORT_FORMS = {short: full for short, full in _SHORTHAND.items() if short.endswith(".")}
"""With their full stop."""
_NAMES = frozenset("rn tho ty lg. lge. med. sm. jk wk wk. yr yr. yrs yrs. hr hr. svg.".split())
"""Those that with a capital may be a name or something else."""
_CAPITALS = {
    capital
    for capital in (short.capitalize() for short in _SHORTHAND if short not in _NAMES)
    if capital not in ABBREVIATIONS and capital not in _SHORTHAND
}
_CAPITAL = re.compile(rf"(?<![\w.@/'’#-])(?P<short>{alternation(_CAPITALS)})(?![\w@/'’-]|\.[^\W_])")
_OF_SIZE = re.compile(r"(?:\b(?:a|an|one|two|three|extra|w/)|[0-9]) $")
_OFFICES = frozenset(
    "box post home main front school doctor dr the your my our law tax field".split()
)
_ONLY_SIZE = frozenset(("lge.", "lg.", "med.", "sm."))
_TEXTED = re.compile(r"(?<=[a-z0-9] )(?P<digit>2(?= (?:u|ur)\b)|4(?= (?:u|ur|me)\b))")
_MEASURE = re.compile(r"(?P<unit>gal|qt|pt|lb|oz|pk|bu|tab|tabs)\.?(?= of [a-z])")
_MEASURES = {"gal": "gallon", "qt": "quart", "pt": "pint", "lb": "pound", "oz": "ounce", "pk": "pack", "bu": "bushel", "tab": "tablet", "tabs": "tablets"}  # fmt: skip
_BEFORE_MEASURE = frozenset("a an one per half each another the another extra quarter last".split())

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
    if short.startswith("ofc") and context.before(match.start()).lower() in _OFFICES:
        return "office." if short == "ofc." and ends_sentence(context, match.end()) else "office"
    if short == "rn" and context.after(match.end()):
        return None
    spoken = (
        _SHORTHAND[short[0].lower() + short[1:]] if short not in _SHORTHAND else _SHORTHAND[short]
    )
    if match.re is _CAPITAL:
        spoken = spoken[0].upper() + spoken[1:]
    ends = (
        short.endswith(".")
        and short not in (*_ONLY_SIZE, "btwn.")
        and ends_sentence(context, match.end())
    )
    return spoken + ("." if ends else "")


def _texted(match: re.Match[str], context: Context) -> str:
    """“happy bday 2 u”, “w8 4 me”."""
    return "to" if match["digit"] == "2" else "for"


_SEE_YOU = re.compile(
    r"(?<![\w./-])(?<![0-9] )cu(?= (?:@|at|in|on|there|soon|then|l8r|later|next|tmrw|tmr|tmw|tomorrow|tonight|tonite|2nite|around|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?![\w]))"
)
"""In a message: “cu @ 7”."""


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
    Rule("abbreviation", "CcAaSsOWFMP", _KEYS, _keys),
    Rule("abbreviation", "CPDEIF", _KEY_ALONE, _key_alone),
    Rule("abbreviation", DIGIT, _TEXTED, _texted),
    Rule("abbreviation", "c", _SEE_YOU, lambda match, context: "see you"),
    Rule("abbreviation", initials(_MEASURES), _MEASURE, _measure),
    Rule("abbreviation", initials(_SHORTHAND) + DIGIT, _SHORT, _short),
    Rule("abbreviation", initials(_CAPITALS), _CAPITAL, _short),
)
