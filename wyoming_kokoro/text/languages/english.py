"""English, American and British."""

from dataclasses import replace

from .profile import Profile

_CONJUNCTIONS = """
    and or but nor so because while when which who whom whose that where if although though until till since unless whereas
    as
"""
_COMMON = """
    the and of to a in is it you that was for on are as with his they i at be this have from or had by not but what all were
    we when your can said there use an each which she do how their if will up other about out many then them these so some
    her would make like him into has look two more go see no way could my than been who now did get may i'm it's don't what's
    is off please turned light door good morning hello thanks today remind call play set add tell show time weather timer
    alarm kitchen living room bedroom garage degrees minutes hours tomorrow tonight open close turn stop start volume music
    message messages new lights doors window windows night cold warm hot rain sun am me order say here's that's there's i've
    you're we're list
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
