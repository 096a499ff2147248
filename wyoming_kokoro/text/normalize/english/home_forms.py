"""Short forms of notices, bills, recipes and listings that only their neighbours tell."""

from wyoming_kokoro.text.normalize.english.lookups import DAY
from wyoming_kokoro.text.normalize.english.readings import Reading

_NUMBER = r":? ?(?:#|[Nn]o\.?|[0-9])"
_GREENS = r"(?:(?:fresh|flat-leaf|curly|baby|green|red|lacinato) )?(?:cilantro|parsley|kale|onions|scallions|basil|asparagus|radishes|beets|dill|spinach|mint|thyme|carrots|grapes|chard|broccolini|celery|bananas|leeks|chives)\b"
_CHILLED = (
    r" (?:[0-9]|(?:['’]?till?|after|overnight|until|leftovers|for|up to|immediately|at least|it)\b)"
)
_BUNCHES = (
    Reading("bunch", r"\b(?:1|[Aa]|one|½|half a) $", rf" (?:of )?{_GREENS}"),
    Reading("bunches", "[0-9] $", rf" (?:of )?{_GREENS}"),
)
READINGS: dict[str, tuple[Reading, ...]] = {
    # bills and papers
    "pd.": (
        Reading(
            "paid",
            after=r" (?:in full|on|by|via|online|cash|[0-9]+[/.]|\$|thru|through|for|to|up)\b",
        ),
        Reading(
            "paid",
            r"(?:\b(?:been|bill|rent|dues|is|was|are|were|fees?|amt\.?|already|not|deposit|balance|invoice|inv\.)|[0-9]) $",
        ),
    ),
    **dict.fromkeys(("ins. co", "ins. co."), (Reading("insurance company"),)),
    "ins.": (
        Reading("insured", r"\b[Ll]ic\. (?:&|and) $"),
        Reading(
            "insurance",
            r"(?:\b(?:[Cc]ar|[Aa]uto|[Hh]ome|[Hh]ealth|[Ll]ife|[Dd]ental|[Rr]enters?|[Mm]edical|[Ff]lood|[Tt]ravel|[Yy]our|[Tt]he|[Nn]o|[Pp]et|and)|&) $",
        ),
        Reading(
            "insurance",
            after=r" (?:card|co|claims?|policy|premiums?|pmts?|info|id|number|no|quotes?)\b",
        ),
    ),
    "est.": (Reading("estimates", r"\b(?:[2-9]|two|three|written|free|repair) $"),),
    "ref.": (Reading("reference", after=rf"{_NUMBER}| (?:code|letter|number)\b"),),
    "reg.": (
        Reading(
            "regular",
            after=r" (?:prices?|gas|hours?|sizes?|season|unleaded|coffee|ground|schedule|pay|milk|strength|cut|grind|admission|rate|\$?[0-9])",
        ),
        Reading(
            "registration",
            after=r" (?:renewals?|opens?|opened|closes?|closed|fees?|forms?|deadline|ends|starts|is|begins|desk|packets?|due|required|no|number|online|by|for|card|sticker|expires?)\b",
        ),
        Reading(
            "registration",
            r"\b(?:[Vv]ehicle|[Cc]ar|[Vv]oter|[Ss]ummer|[Cc]amp|[Cc]lass|[Oo]nline|[Ll]ate|[Ee]arly) $",
        ),
    ),
    "req.": (
        Reading(
            "required",
            r"\b(?:[Ss]ignature|sig\.|ID|RSVP|[Dd]eposit|[Rr]eservations?|[Aa]pp(?:oin)?t(?:ment)?s?\.?|[Tt]ickets?|[Nn]o \w+|[Mm]asks?|[Rr]egistration|is|are|not) $",
        ),
        Reading("required", after=r" (?:for|by|to|at|reading|courses?|fields?)\b"),
    ),
    "cert.": (
        Reading(
            "certificate",
            r"\b(?:[Bb]irth|[Gg]ift|[Dd]eath|[Ss]tock|[Mm]arriage|[Tt]raining|CPR|[Tt]itle) $",
        ),
        Reading(
            "certified", after=r" (?:mail|checks?|pre-owned|used|public|nurse|copy|copies|letter)\b"
        ),
    ),
    "del.": (
        Reading(
            "delivery",
            r"\b(?:[Ff]ree|[Nn]ext[- ]day|[Ss]ame[- ]day|for|[Ee]st\.|[Ee]stimated|[Cc]urbside|[Hh]ome) $",
        ),
        Reading("delivery", after=r" (?:fees?|windows?|dates?|charges?|time|attempt|address)\b"),
        Reading("delivered", after=r" (?:by|on|to|at|[0-9])"),
    ),
    "adj.": (
        Reading("adjustable", after=r" (?:base|bed|wrench|height|rate|seat|straps?|legs?|desk)\b"),
    ),
    "bal.": (Reading("balance"),),
    "lic.": (Reading("licensed", after=r" (?:&|and) (?:ins|bonded)"),),
    # homes
    "elec.": (
        Reading(
            "electricity",
            r"(?:\b(?:water|gas|heat|and|plus)|[&,+]) $",
            r"(?:[.,;:!?)]|$| (?:incl|included|bill)\b)",
        ),
    ),
    "furn.": (
        Reading("furnace", after=r" (?:filters?|repairs?|inspection|tune|room)\b"),
        Reading("furniture", after=r" (?:for sale|stores?|delivery|polish|movers?)\b"),
        Reading(
            "furniture",
            r"\b(?:[Tt]ools|[Bb]aby|[Kk]ids|[Pp]atio|[Oo]ffice|[Oo]utdoor|[Aa]ntiques?|[Tt]oys|[Cc]lothes|[Hh]ousehold|[Bb]edroom|[Aa]ppliances|[Ll]awn),? (?:& )?$",
        ),
        Reading("furnished"),
    ),
    "att.": (Reading("attached", after=r" (?:gar|garage|2|two|1|one|file|bill)"),),
    "occ.": (
        Reading("occasional", after=r" (?:gale|rain|showers?|drizzle|gusts?)\b"),
        Reading("occupancy", r"\b(?:[Mm]ax\.?|[Mm]aximum|[Dd]ouble|[Ss]ingle) $"),
    ),
    "neg.": (
        Reading(
            "negative",
            r"\b(?:[Tt]ested|[Tt]est|is|was|COVID|Covid|flu|strep|mono|result|results|came back|Rh|[ABO]):? $",
        ),
        Reading("negotiable", r"(?:\b(?:price|rent)|[0-9]) $"),
    ),
    # recipes and shopping
    "veg.": (
        Reading(
            "vegetable", after=r" (?:oil|soup|broth|stock|garden|platter|plate|burgers?|tray)\b"
        ),
    ),
    "org.": (
        Reading(
            "organic", after=r" (?!charts?\b|structure|meeting|name|is\b|was\b|and\b|for\b)[a-z]{3}"
        ),
    ),
    "Refrig.": (Reading("Refrigerate", after=_CHILLED),),
    "refrig.": (
        Reading(
            "refrigerated", r"\b(?:[Kk]eep|[Kk]ept|[Ss]tore|[Ss]tay|be|is|are)(?: it| them)? $"
        ),
        Reading("refrigerator", r"\b(?:in|the|your|my|our|a) $"),
        Reading("refrigerate", after=_CHILLED),
        Reading("refrigerate", r"\b(?:[Cc]over and|and|then|must) $"),
    ),
    "HI": (
        Reading(
            "high",
            r"\b(?:on|to|at|setting|cook) $",
            r"(?:[.,;:!?)](?! ?[0-9]{5})|$| (?:for|until|heat|setting|or|and|[0-9]{1,2} ?(?:h|min)))",
        ),
    ),
    "LO": (
        Reading(
            "low",
            r"\b(?:on|to|at|or|setting|cook) $",
            r"(?:[.,;:!?)]|$| (?:for|until|heat|setting|or|and|[0-9]{1,2} ?(?:h|min)))",
        ),
    ),
    "wt.": (
        Reading(
            "weight",
            r"\b(?:[Ff]or|[Bb]y|[Yy]our|[Hh]is|[Hh]er|[Bb]irth|[Nn]et|[Gg]ross|[Bb]ody|and|in) $",
        ),
    ),
    "ht.": (Reading("height", r"\b(?:[Ff]or|[Bb]y|[Yy]our|[Hh]is|[Hh]er|[Cc]eiling|and|in) $"),),
    "blk": (Reading("black", after=r" (?!of\b|and\b|party\b|to\b|from\b|away\b)(?:[a-z]{3}|SUV)"),),
    **dict.fromkeys(("bn.", "bch."), _BUNCHES),
    **dict.fromkeys(
        ("bu.", "bu"),
        (
            *_BUNCHES,
            Reading("bushel", r"\b(?i:1|an?|one|per|half|each|another|the|extra|quarter|last) $"),
            Reading("bushels", r"[0-9] $"),
        ),
    ),
    "chc": (Reading("chance", after=r" (?:of|for)\b"),),
    "per.": (Reading("period", r"[0-9](?:st|nd|rd|th) $"),),
    "ck": (Reading("check", after=r" ?#| [0-9]{2}"),),
    "trig.": (Reading("triglycerides", after=r":? [0-9]{2,3}(?!\w)"),),
    "batt": (
        Reading(
            "battery",
            r"(?:%|\b(?:[Ll]ow|[Bb]ad|[Cc]ar|[Ss]pare|[Dd]ead|[Nn]ew|volt|AA|[0-9]V|[Kk]ey ?fob|[Pp]hone)) $",
        ),
        Reading("battery", after=r":? (?:[0-9]|at\b|is\b|low\b|levels?\b|life\b)"),
    ),
    "FW": (Reading("forward", after=r": "),),
    **dict.fromkeys(("pw", "pwd"), (Reading("password"),)),
    "fw": (Reading("firmware", after=r" v?[0-9]"),),
    "spd": (
        Reading("speed", after=r" (?:[0-9]|limit)"),
        Reading("speed", r"(?:[4-9]|[12][0-9]) $"),
    ),
    "bus.": (Reading("business", after=r" (?:cas|days?|hours?|hrs|trips?|class|card)\b"),),
    "var.": (Reading("variable", r"% $"),),
    "cat.": (Reading("category", r"\b(?:[Hh]urricane|[Ss]torm|[Aa]) $", r" [1-5](?![\w.])"),),
    "adv.": (
        Reading(
            "advisory",
            r"\b(?:[Ff]rost|[Hh]eat|[Ww]ind|[Ff]og|[Ff]lood|[Ww]inter|[Ff]reeze|[Ss]urf|[Ss]mall craft|[Ww]eather|[Qq]uality|[Tt]ravel|[Ss]now|[Ww]ater|[Bb]each) $",
        ),
    ),
    "ltd.": (Reading("limited", after=r" (?:[0-9]|time|to|edition|quantit\w+|supply|offer)\b"),),
    "lv.": (Reading("leaves", after=r" (?:at |@ ?)?[0-9]"),),
    "lv": (Reading("leave", after=r" (?:at |@ ?)[0-9]"),),
    "enc.": (
        Reading("enclosed", after=r":"),
        Reading("enclosures", r"(?<!\w)[0-9] $"),
        Reading("enclosed", r"(?:[a-z]|\b[A-Z][A-Z0-9]{1,4}) $"),
    ),
    **{
        short: (
            Reading(size, after=r" (?!students?\b|schools?\b|kits?\b|tech|centers?\b)[a-z]{3}"),
        )
        for short, size in (("Lg.", "Large"), ("Sm.", "Small"), ("Med.", "Medium"))
    },
    # ways and days
    "eve.": (Reading("evening", rf"\b{DAY}\.? $"),),
    "aft.": (Reading("afternoon", rf"\b{DAY}\.? $"),),
    "ea": (Reading("each", r"[0-9]p? $"),),
    "Term.": (Reading("Terminal", after=r" (?:[A-Z]|[0-9]{1,2})(?![\w:])"),),
    "dist.": (
        Reading("district", r"\b(?:[Ss]chool|[Pp]ark|[Ww]ater|[Ff]ire|[Ll]ibrary) $"),
        Reading("distance", after=r":? [0-9]"),
    ),
    "ln.": (Reading("lane", r"\b(?:[Ll]eft|[Rr]ight|[Cc]enter|HOV|[Ee]xpress|[Bb]us) $"),),
    "lns.": (Reading("lanes", r"\b(?:[Ll]eft|[Rr]ight|[Cc]enter|[Aa]ll|[Bb]oth) $"),),
    "res.": (
        Reading("reservation", after=r" ?(?:#|no\.|number)"),
        Reading("reservation", after=r" (?:at|for|is|@|under)(?: |\b)"),
        Reading(
            "reservation", r"\b(?:[Dd]inner|[Hh]otel|[Tt]able|[Cc]amp\w*|[Yy]our|[Oo]ur|[Mm]y) $"
        ),
    ),
    "trans.": (Reading("transmission", r"\b(?:[Aa]uto(?:matic)?|[Mm]anual|speed|[Nn]ew|the) $"),),
    "opt.": (Reading("optional", r"[(,] ?$", r"\)"), Reading("optional", r"\b(?:is|are) $")),
    "cond.": (
        Reading(
            "condition",
            r"\b(?:[Gg]ood|[Gg]d|[Gg]reat|[Ee]xc(?:ellent|\.)|[Mm]int|[Ff]air|[Pp]oor|[Nn]ew|[Uu]sed|[Vv]ery good) $",
        ),
    ),
    "exc.": (Reading("excellent", after=r" cond(?:\.|ition)"),),
    **dict.fromkeys(("attn", "ATTN"), (Reading("attention", after=": | [A-Z]"),)),
}
"""Forms with a full stop that may be words, too."""
