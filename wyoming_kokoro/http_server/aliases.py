"""OpenAI's voice names."""

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
_NAME = re.compile(r"[A-Za-z]\w*")


def kokoro_voice(voice: str, catalog: VoiceCatalog) -> str:
    """`voice`, an id or a blend, with OpenAI's names replaced; a name that the catalog has is its own."""

    def replace(match: re.Match[str]) -> str:
        name = match.group()
        return name if name in catalog else OPENAI_VOICES.get(name.lower(), name)

    return _NAME.sub(replace, voice.strip())
