"""Patterns of knitting and crochet: “Row 3 (WS): p2tog, yo”, “ch 3, 2 tr in next sp”."""

import re

from wyoming_kokoro.text.normalize.english.lookups import say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_CHANGED = re.compile(
    r"(?<!\w)(?P<start>[DdIi])(?:(?<=[Dd])ec|(?<=[Ii])nc)\.? (?P<number>[1-9][0-9]?) sts?(?!\w|\.\w)"
)
_SIDE = re.compile(r"(?<= \()(?P<side>RS|WS)(?=\))")
_ROW = re.compile(r"\b(?:[Rr]ows?|[Rr](?:ou)?nds?) [0-9][0-9 ,–-]{0,8} $")
_TOGETHER = re.compile(r"(?<!\w)(?P<stitch>[kKpP])(?P<number>[2-5])tog(?P<loop> ?tbl)?(?!\w)")
_STITCH_NAMES = {
    "dc": ("double crochet", "double crochets"),
    "hdc": ("half double crochet", "half double crochets"),
    "sc": ("single crochet", "single crochets"),
    "tr": ("treble", "trebles"),
    "dtr": ("double treble", "double trebles"),
    "htr": ("half treble", "half trebles"),
    "sl st": ("slip stitch", "slip stitches"),
    "sl": ("slip", "slip"),
    "st": ("stitch", "stitches"),
    "sts": ("stitches", "stitches"),
    "ch": ("chain", "chains"),
    "sp": ("space", "spaces"),
    "sk": ("skip", "skip"),
    "yo": ("yarn over", "yarn overs"),
    "rnd": ("round", "rounds"),
    "rnds": ("rounds", "rounds"),
    "tog": ("together", "together"),
    "psso": ("pass slipped stitch over", "pass slipped stitch over"),
    "patt": ("pattern", "pattern"),
}
_NAMES = "|".join(sorted(_STITCH_NAMES, key=len, reverse=True))
_CAPITALISED = "|".join(name.capitalize() for name in _NAMES.split("|"))
_COUNTED = re.compile(
    rf"(?<![\w.])(?P<number>[1-9][0-9]{{0,2}}) ?(?P<name>{_NAMES})(?![\w'’]|\.\w)"
)
_NAMED = re.compile(
    rf"(?<![\w.'’-])(?P<name>{_NAMES}|(?!St)(?:{_CAPITALISED}))(?P<number> [1-9][0-9]{{0,2}}(?![0-9]|[-–][0-9]))?(?![\w'’]|\.\w)"
)
_PATTERN = re.compile(
    r"\b(?:[Ss]l st|[0-9]{1,2} ?(?:d?tr|h?dc|sc|htr)|[0-9]{1,3} sts|[kKpP][1-9](?:tog)?(?=[,;.]| st)|ch-?sp|[Rr](?:nd|ow) [0-9]{1,3}:|(?:yo|psso)(?=[,;])|from hook|next (?:sp|st|ch|dc|tr|sc)|[Cc]h [0-9]{1,3},? (?:turn|then work|sk|join|sl st))(?![\w])"
)
"""What stands in no other text."""
_STITCHED = re.compile(
    r"\b(?:[Cc]ast(?:ing)? (?:on|off)|CO|BO|[Bb]ind(?:ing)? off|[Kk]nit|[Pp]url|to last) $"
)
"""What is done to stitches: “Cast on 48 st.”"""
_GOES_ON = re.compile(r",? (?:turn|join|then work|sk|sl st)\b")
"""What is done after a chain."""
_NO_STITCH = re.compile(
    r"\b(?:(?:[Cc]hapter|[Pp]age|[Vv]erse|[Tt][Vv]|[Cc]hannel)s?\b|[Pp]p?\.(?=[0-9]))"
)
_PAGED = re.compile(r"\b[Pp]p?\. ?[0-9]{1,4}(?:[-–][0-9]{1,4})?[,:;]? \(?$")


def _changed(match: re.Match[str], context: Context) -> str:
    """“Dec 1 st each end”, which is no day."""
    number, start = match["number"], match["start"]
    noun = "stitch" if number == "1" else "stitches"
    return (
        f"{start}{'ecrease' if start in 'Dd' else 'ncrease'} {say_number(number, context)} {noun}"
    )


def _side(match: re.Match[str], context: Context) -> str | None:
    """“Row 1 (RS)”."""
    if not _ROW.search(context.text[max(0, match.start() - 24) : match.start() - 1]):
        return None
    return "right side" if match["side"] == "RS" else "wrong side"


def _together(match: re.Match[str], context: Context) -> str:
    """“k2tog”."""
    stitch = {"k": "knit", "K": "Knit", "p": "purl", "P": "Purl"}[match["stitch"]]
    loop = " through back loop" if match["loop"] else ""
    return f"{stitch} {say_number(match['number'], context)} together{loop}"


def _is_pattern(match: re.Match[str], context: Context) -> bool:
    """Whether the sentence around is a pattern's by something else than the match alone."""
    near = context.near_in_sentence(match)
    apart = near.replace(match.group(), "", 1)
    if _PAGED.search(context.text[max(0, match.start() - 32) : match.start()]):
        return False
    return _PATTERN.search(apart) is not None and _NO_STITCH.search(near) is None


def _counted(match: re.Match[str], context: Context) -> str | None:
    """“2 tr into the next sp”."""
    stitched = match["name"] == "st" and _STITCHED.search(
        context.text[max(0, match.start() - 12) : match.start()]
    )
    if not stitched and not _is_pattern(match, context):
        return None
    one, many = _STITCH_NAMES[match["name"]]
    number = match["number"]
    return f"{say_number(number, context)} {one if number == '1' else many}"


def _named(match: re.Match[str], context: Context) -> str | None:
    """“Ch 3”, “next sp”."""
    name = match["name"]
    chain = name in ("ch", "Ch") and match["number"] and _GOES_ON.match(context.text, match.end())
    following = context.text[match.end("name") : match.end("name") + 2].strip()
    told = chain or name.lower() in ("rnd", "rnds") and following.isdecimal()
    if not (told or _is_pattern(match, context)):
        return None
    spoken = _STITCH_NAMES[name.lower()][0]
    if name[0].isupper():
        spoken = spoken.capitalize()
    return f"{spoken} {say_number(match['number'].strip(), context)}" if match["number"] else spoken


RULES = (
    Rule("abbreviation", "DdIi", _CHANGED, _changed),
    Rule("abbreviation", "RW", _SIDE, _side),
    Rule("abbreviation", "kKpP", _TOGETHER, _together),
    Rule("abbreviation", DIGIT, _COUNTED, _counted),
    Rule("abbreviation", "cdhprstyCDHPRSTY", _NAMED, _named),
)
