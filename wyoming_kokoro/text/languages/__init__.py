"""The languages, one module each: tags, names, front ends, and the words that cutting and
recognition look at.
"""

from collections.abc import Mapping

from . import chinese, english, french, hindi, italian, japanese, portuguese, spanish
from .installed import lacking
from .profile import Profile

__all__ = ["PROFILES", "Profile", "lacking"]

_ALL = (
    english.AMERICAN,
    english.BRITISH,
    spanish.LANGUAGE,
    french.LANGUAGE,
    hindi.LANGUAGE,
    italian.LANGUAGE,
    japanese.LANGUAGE,
    portuguese.LANGUAGE,
    chinese.LANGUAGE,
)
PROFILES: Mapping[str, Profile] = {profile.tag: profile for profile in _ALL}
"""By BCP-47 tag, canonically written."""
