"""OpenAI's voice names, and those of Kokoro's earlier voices."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..voices.catalog import VoiceCatalog

OPENAI_VOICES: Mapping[str, str] = MappingProxyType(
    {
        # Namesakes.
        "alloy": "af_alloy",
        "echo": "am_echo",
        "fable": "bm_fable",
        "nova": "af_nova",
        "onyx": "am_onyx",
        # Like in sex, age and manner.
        "ash": "am_michael",
        "ballad": "bm_george",
        "cedar": "am_fenrir",
        "coral": "af_bella",
        "marin": "af_heart",
        "sage": "af_sarah",
        "shimmer": "af_sky",
        "verse": "am_puck",
    }
)
"""Each of OpenAI's voices and the Kokoro voice that speaks for it."""
RETIRED_VOICES: Mapping[str, str] = MappingProxyType(
    {
        # Namesakes in Kokoro v1.0.
        "af_v0bella": "af_bella",
        "af_v0nicole": "af_nicole",
        "af_v0sarah": "af_sarah",
        "af_v0sky": "af_sky",
        "am_v0adam": "am_adam",
        "am_v0michael": "am_michael",
        "bf_v0emma": "bf_emma",
        "bf_v0isabella": "bf_isabella",
        "bm_v0george": "bm_george",
        "bm_v0lewis": "bm_lewis",
        # The default of v0.19 was the mean of Bella and Sarah.
        "af_v0": "af_bella+af_sarah",
        # Without a successor: the recommended voice, and another of the same sex.
        "af_jadzia": "af_heart",
        "af_v0irulan": "af_heart",
        "am_v0gurney": "am_fenrir",
    }
)
"""Voices of Kokoro v0.19 by the names that Kokoro-FastAPI gave them, and those that speak for them.
"""
DEPRECATED_SINCE = "@1737936000"
"""When Kokoro v1.0 took their place (27 January 2025), in the form of the Deprecation header (RFC
9745).
"""
_NAME = re.compile(r"[A-Za-z]\w*")


def kokoro_voice(voice: str, catalog: VoiceCatalog) -> str:
    """`voice`, an id or a blend, with the names of others replaced; a name that the catalog has is
    its own.
    """

    def replace(match: re.Match[str]) -> str:
        name = match.group()
        if name in catalog:
            return name
        return OPENAI_VOICES.get(name.lower()) or RETIRED_VOICES.get(name.lower(), name)

    return _NAME.sub(replace, voice.strip())


def retired(voice: str, catalog: VoiceCatalog) -> bool:
    """Whether a voice or blend has a name of an earlier Kokoro in it."""
    return any(
        name not in catalog and name.lower() in RETIRED_VOICES for name in _NAME.findall(voice)
    )
