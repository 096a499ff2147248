"""Hindi."""

from .profile import Profile

_CONJUNCTIONS = """
    और या लेकिन क्योंकि कि जब तो मगर परन्तु परंतु एवं तथा जो जहाँ अगर यदि इसलिए
"""

LANGUAGE = Profile(
    tag="hi",
    letter="h",
    name="Hindi",
    espeak="hi",
    codes=(
        "hi",
        "hin",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
)
