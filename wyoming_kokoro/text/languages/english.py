"""English, American and British."""

from dataclasses import replace

from .profile import Profile

_CONJUNCTIONS = """
    and or but nor so because while when which who whom whose that where if although though until till since unless whereas
    as
"""
_COMMON = """
    the and of to a in is it you that was for on are as with his they i at be this have from or
    had by not but what all were we when your can said there use an each which she do how their if
    will up other about out many then them these so some her would make like him into has look two
    more go see no way could my than been who now did get may i'm it's don't what's off please
    turned light door good morning hello thanks today remind call play set add tell show time
    weather timer alarm kitchen living room bedroom garage degrees minutes hours tomorrow tonight
    open close turn stop start volume music message messages new lights doors window windows night
    cold warm hot rain sun am me order say here's that's there's i've you're we're list he one
    people only just man never know life think any should always want things thing love our over
    nothing because where world too must something much its first does most down even can't going
    work well take why those being before long very little better us day days old right every men
    after back ever without find great through another here years year really best anything three
    need last once same person give everything made put still cannot enough between again woman
    women let keep away used money while next isn't makes home live human end real mind doing
    doesn't place asked around also try found else wrong might until name under change run having
    remember course came called ask says less you've full didn't feel they're lot wife often house
    against half point eat least feet head hand young five six seven eight nine ten comes later
    yourself you'll goes anyone since help car far takes become wish high whole pay himself seen
    friends friend age fact nobody everybody he's won't except four rather leave getting given
    looking buy hope either answer speak rest mother father however large together stand making
    hear using looks soon behind longer simple stay got saw sent won lost bought wrote met born
    sang plays played painted built closed opened sold serve serves starts started ends ended
    leaves arrives finished running ready yesterday monday tuesday wednesday thursday friday
    saturday sunday afternoon evening week month reminder minute hour table street road city town
    country school meeting dinner lunch breakfast coffee tea water bottle glass cup fire fridge
    lamp speaker shopping tv phone email text ring book reserve pick feed walk skip shuffle resume
    pause dim lock unlock both own onto upon across along near above below inside outside during
    what'll let's we'll i'd there'll aren't wasn't weren't hasn't haven't couldn't wouldn't
    shouldn't spell translate define means mean word english spanish french italian portuguese
    who's where's how's when's eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million baby boy girl kids kid guys dear oh hey hi ok okay bye sorry sure
    nice cute fun big red blue green white black low late early fast slow yet certain sense
    everyone someone somebody anybody problem problems happy birthday machine
"""

AMERICAN = Profile(
    tag="en-US",
    letter="a",
    name="American English",
    espeak="en-us",
    codes=(
        "en",
        "eng",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    endings=(
        "ing",
        "tion",
        "ness",
        "ly",
        "ed",
        "'s",
        "n't",
    ),
)

_REGIONS = "gb uk ie au nz za in"
"""Regions whose English is nearer to British than to American."""
BRITISH = replace(
    AMERICAN,
    tag="en-GB",
    letter="b",
    name="British English",
    espeak="en-gb",
    codes=(),
    regions=frozenset(_REGIONS.split()),
)
