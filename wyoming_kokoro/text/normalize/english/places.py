"""Where something is: states after a city, ZIP codes."""

import re

from wyoming_kokoro.text.normalize.english import compass
from wyoming_kokoro.text.normalize.english.lookups import (
    ALONE,
    CAPITALS,
    END,
    ends_sentence,
    initials,
    numerals,
)
from wyoming_kokoro.text.normalize.english.nouns import is_plural_noun
from wyoming_kokoro.text.normalize.english.place_names import (
    BEHIND_PRESS,
    CITIES,
    CLEAR_PRESS,
    COUNTIES,
    DOUBTFUL,
    DOUBTFUL_PRESS,
    IN_OKLAHOMA,
    OF_COUNTY,
    PRESS,
    STATES,
)
from wyoming_kokoro.text.normalize.patterns import alternation
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_STATE = re.compile(
    rf"(?P<state>{alternation(STATES)})(?![\w'’&/])(?!\.[A-Z])(?P<zip>,? [0-9]{{5}}{END}(?!-[0-9]))?"
)
_PRESS = re.compile(rf"(?P<state>{alternation(PRESS)})(?!\w)")
_PRESS_NAMES = alternation(PRESS)
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))
_WITH_STATE = re.compile(
    rf" (?:{alternation(BEHIND_PRESS)}|Att'y|A\.G|State (?:Police|Senate|House|Rep|Sen|Patrol|National Guard|University)|National Guard)(?!\w)"
    rf"|,?(?: and| or)? (?:{_PRESS_NAMES})(?!\w)"
)
"""What stands after a state that no city stands before: its officers, another state."""
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) $")
_IN_STATE = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Aa]cross|[Tt]hroughout|[Oo]f|(?:[Ss]outh|[Nn]orth|[Ee]ast|[Ww]est)(?:ern)?|[Cc]entral|[Rr]ural|[Uu]pstate) $"
)
_OTHER_WORDS = frozenset(
    "Miss. Mass. Ill. Ind. Wash. Ore. Ark. Del. Mo. La. Mont. Tex. Nev.".split()
)
_PLAIN_STATES = frozenset("Mo. Ill. Ind. Ore. Ark. Mont. Tex. Nev.".split())
"""Which after *in* are states, where the sentence goes on."""
_ALONE = frozenset(
    "NY NJ TX FL CA GA NC SC TN KY OH MI MN WI IL MO AZ NV UT WA NM KS IA RI NH VT WV WY AK".split()
)
"""Letters that after *in* are nothing but a state."""
_WITHIN = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Aa]cross|[Tt]hroughout|[Uu]pstate|[Nn]orthern|[Ss]outhern|[Ww]estern|[Ee]astern|[Cc]entral) $"
)
_CITY = re.compile(r"(?<![^\W_])(?P<city>[A-Z][a-z]+)(?P<comma>,?) $")
_LONG_CITY = re.compile(
    r"(?<![^\W_])(?:St\.|Ft\.|Mt\.|San|Santa|Los|Las|El|Fort|Port|Palm|Lake) [A-Z][a-z]+,? $"
)
_LOCATED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Dd]owntown|[Ff]rom|[Tt]o) (?:(?:North|South|East|West|New|Mount) )?[A-Z][a-z]{3,}, $"
)
"""A city that no list has; what stands after it may be okay as well."""
_PARTY = re.compile(r"(?<![^\W_])[DRI]-$")
_NO_CITIES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November"
    " December However Well Yes No Yeah Sure Okay Hello Sorry Please Thanks Today Tomorrow Also So And But Dear Inc Ltd Jr Sr".split()
)
_COUNTY = re.compile(rf"(?P<county>{alternation(COUNTIES)})(?P<dot>\.?)(?!\w)")
_COUNTY_OF = re.compile(r"Co\.? (?=(?P<name>[A-Z][a-z]+)(?!\w))")
_ZIP = re.compile(
    rf"{ALONE}(?P<zip>[0-9]{{5}})(?:-(?P<more>[0-9]{{4}}))?{END}(?![,.:][0-9]|-[0-9])"
)
_BEFORE_ZIP = re.compile(
    rf"(?:[A-Z][a-z]+,? (?:{alternation(STATES)}|D\.C\.|N\.Y\.)|, (?:{alternation(set(STATES.values()))})|, (?:{alternation(PRESS)})),? $"
)
_ZIP_SENTENCE = re.compile(
    r"\b(?:[Zz][Ii][Pp]|[Pp]ostal)(?: ?[Cc]odes?|s)?(?! (?:file|archive|folder|tie|drive|line|disk)s?\b)(?!\w)[^.!?;]{0,80}(?:\b(?:is|was|are|were|to|from|and|or|in|for|now)|[:=,]|[Cc]odes) $"
)
"""“The ZIP code for Beverly Hills is 90210.”"""
_CANADIAN = re.compile(
    rf"{ALONE}(?P<a>[A-Z])(?P<b>[0-9])(?P<c>[A-Z]) (?P<d>[0-9])(?P<e>[A-Z])(?P<f>[0-9]){END}"
)


def _known(before: str, doubtful: bool, posted: bool, cities: frozenset[str] = CITIES) -> bool:
    """Whether what stands before a state's letters is a city."""
    found = _CITY.search(before)
    if found is None or found["city"] in _NO_CITIES:
        return False
    city = (
        found["city"] in cities
        or posted
        or _LONG_CITY.search(before) is not None
        or cities is CITIES
        and _LOCATED.search(before) is not None
    )
    return city if doubtful or not found["comma"] else True


def _before(match: re.Match[str], context: Context, width: int = 28) -> str:
    return context.text[max(0, match.start() - width) : match.start()]


def _state(match: re.Match[str], context: Context) -> str | None:
    """A state's letters after a city or a party: “Austin, TX”, “(D-MA)”."""
    state, before = match["state"], _before(match, context)
    posted = match["zip"] is not None
    addressed = posted and before.endswith(", ") and state not in DOUBTFUL
    addressed |= re.search(r"\b(?:County|Co\.|Parish), $", before) is not None
    cities = IN_OKLAHOMA if state == "OK" else CITIES
    known = _known(before, state in DOUBTFUL, posted, cities)
    listed = context.since_last(match.start()) in _LISTED
    known |= listed and context.text[context.last_start : context.last_end] in STATES
    inside = state in _ALONE and not context.locale.day_first and _WITHIN.search(before)
    if not (addressed or inside or _PARTY.search(before) or known):
        return None
    zipped = f" {numerals(context).digits(match['zip'])}" if posted else ""
    return f"{STATES[state]}{zipped}"


def _press(match: re.Match[str], context: Context) -> str | None:
    state, before = match["state"], _before(match, context)
    if not context.locale.day_first and _is_alone(match, context):
        ruled = _WITH_STATE.match(context.text, match.end()) or _THE.search(_before(match, context))
        return PRESS[state] + ("." if not ruled and ends_sentence(context, match.end()) else "")
    doubtful = state in DOUBTFUL_PRESS and context.text[match.end() : match.end() + 1] != ","
    if not _PARTY.search(before) and not (
        before.endswith(", ") and _known(before, doubtful, False)
    ):
        return None
    return PRESS[state] + ("." if ends_sentence(context, match.end()) else "")


def _is_alone(match: re.Match[str], context: Context) -> bool:
    """Whether a state is meant though no city stands before it: “Fla. Gov. Doe”, “in Wis.”, “N.C.,
    Ga. and Fla.”.
    """
    state = match["state"]
    if _WITH_STATE.match(context.text, match.end()):
        return True
    if context.since_last(match.start()) in _LISTED:
        return context.text[context.last_start : context.last_end] in PRESS
    if state in CLEAR_PRESS:
        return True
    inside = _IN_STATE.search(_before(match, context)) is not None
    if (
        inside
        and state in _PLAIN_STATES
        and re.match(",| [a-z]", context.text[match.end() : match.end() + 2])
    ):
        return True
    return inside and state not in _OTHER_WORDS


def _county(match: re.Match[str], context: Context) -> str | None:
    before = _CITY.search(_before(match, context))
    if before is None or not before["comma"]:
        return None
    stop = "." if match["dot"] and ends_sentence(context, match.end()) else ""
    return COUNTIES[match["county"]] + stop


def _county_of(match: re.Match[str], context: Context) -> str | None:
    return "County " if match["name"] in OF_COUNTY else None


def _is_zip(match: re.Match[str], context: Context) -> bool:
    if is_plural_noun(context.after(match.end())):
        return False
    return _ZIP_SENTENCE.search(_before(match, context, 100)) is not None


def _zip(match: re.Match[str], context: Context) -> str | None:
    """The five or nine digits after a state."""
    told = match["more"] or _BEFORE_ZIP.search(_before(match, context, 40))
    if not told and not _is_zip(match, context):
        return None
    spoken = numerals(context).digits(match["zip"])
    return f"{spoken}, {numerals(context).digits(match['more'])}" if match["more"] else spoken


def _canadian(match: re.Match[str], context: Context) -> str:
    """A Canadian postcode, the letters dotted, so that misaki takes no A for an article."""
    digits = numerals(context).digits
    return f"{match['a']}. {digits(match['b'])} {match['c']}., {digits(match['d'])} {match['e']}. {digits(match['f'])}"


SHORT_FORMS = {state: PRESS[state] for state in CLEAR_PRESS}
"""Those that end no sentence."""
RULES = (
    *compass.RULES,
    Rule("abbreviation", initials(STATES), _STATE, _state),
    Rule("abbreviation", initials(PRESS), _PRESS, _press),
    Rule("abbreviation", initials(COUNTIES), _COUNTY, _county),
    Rule("abbreviation", "C", _COUNTY_OF, _county_of),
    Rule("number", CAPITALS, _CANADIAN, _canadian),
    Rule("number", DIGIT, _ZIP, _zip),
    *compass.MORE_RULES,
)
