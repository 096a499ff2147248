"""`/v1/audio/voices`."""

from aiohttp import web

from ..errors import RequestError
from ..text.language import canonical_language
from ..voices.catalog import Voice
from .errors import json_reply
from .operations import Operation, Parameter
from .ports import ENGINE
from .replies import VoiceEntry, VoiceList

_SWITCH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}


async def list_voices(request: web.Request) -> web.Response:
    """All voices, or those of a language."""
    wished = request.query.get("language", "")
    voices = [voice for voice in request.app[ENGINE].catalog if _speaks(voice, wished)]
    legacy = _SWITCH.get(request.query.get("legacy", "").lower())
    if legacy is None:
        raise RequestError("Invalid 'legacy': it is true or false.", param="legacy")
    if legacy:
        return json_reply(VoiceList(voices=[voice.id for voice in voices]))
    return json_reply(VoiceList(voices=[_entry(voice) for voice in voices]))


def _speaks(voice: Voice, wished: str) -> bool:
    """Whether the voice's language is `wished`, or of any region where that names none; "" stands
    for all.
    """
    if not wished.strip():
        return True
    try:
        language = canonical_language(wished)
    except RequestError:
        return False
    if wished.strip().isalpha() and len(wished.strip()) > 1:
        return voice.language.partition("-")[0] == language.partition("-")[0]
    return voice.language == language


def _entry(voice: Voice) -> VoiceEntry:
    return VoiceEntry(
        id=voice.id,
        name=voice.label,
        language=voice.language,
        gender=voice.gender,
        recommended=voice.recommended,
    )


OPERATIONS = (
    Operation(
        "GET",
        "/v1/audio/voices",
        list_voices,
        "List the voices",
        description="OpenAI's voice names are not listed and work all the same.",
        parameters=(
            Parameter("language", "query", "BCP-47 tag, or Kokoro's letter."),
            Parameter("legacy", "query", "Give the ids alone.", kind="boolean"),
        ),
        replies=(("application/json", VoiceList),),
        errors=(400,),
        is_list=True,
    ),
)
