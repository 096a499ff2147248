"""`/dev/ssml`: SSML as inline markup, and what is understood of it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from aiohttp import web

from ..engine.speech import MAX_SPEED, MIN_SPEED
from ..text.document import Document, SpokenClause
from ..text.segment import Boundary, Segment
from ..text.ssml_values import BREAK_STRENGTHS, PROSODY_RATES
from .errors import json_reply
from .operations import Operation, read_body
from .orders import check_length
from .ports import ENGINE, OPTIONS
from .replies import InlineMarkup, SsmlSupport
from .schemas import SsmlBody, is_ssml

ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "speak": "The document.",
        "break": "Silence by `time` or `strength`.",
        "voice": "Another voice by `name`, or another language by `language`.",
        "prosody": "`rate` and `volume`; `pitch` has no effect.",
        "emphasis": "Stress and pace by `level`.",
        "phoneme": "Pronunciation by `ph`; `alphabet` is `ipa`, `x-sampa` or `x-kokoro`.",
        "sub": "Says its `alias`.",
        "say-as": "Reads as `interpret-as` and `format` say.",
        "lang": "Another language by `xml:lang`.",
        "mark": "Its time is told among the captions.",
        "p": "A paragraph.",
        "s": "A sentence.",
        "desc": "Is not said; nor are metadata, lexicon, title, style and script.",
    }
)
_IGNORED = ("audio", "w", "token")


async def describe_ssml(_: web.Request) -> web.Response:
    """Tell what is understood of SSML."""
    support = SsmlSupport(
        elements=dict(ELEMENTS),
        ignored=list(_IGNORED),
        break_strengths=dict(BREAK_STRENGTHS),
        prosody_rates=dict(PROSODY_RATES),
        rate_range=[MIN_SPEED, MAX_SPEED],
    )
    return json_reply(support)


async def translate_ssml(request: web.Request) -> web.Response:
    """Write the body's SSML as text with inline markup; other text stays as it is."""
    body = await read_body(request, SsmlBody)
    check_length(body.text, request.app[OPTIONS], "text")
    if not is_ssml(body.text):
        return json_reply(InlineMarkup(text=body.text))
    document = Document("ssml", request.app[ENGINE].catalog.default.language)
    document.feed(body.text)
    inline = "".join(_inline(document.flush(), body.voice))
    return json_reply(InlineMarkup(text=" ".join(inline.split())))


def _inline(clauses: Iterable[SpokenClause], voice: str) -> Iterator[str]:
    manner = Segment()
    for clause in clauses:
        for segment in clause.segments:
            if segment.voice != manner.voice:
                yield f" [voice:{segment.voice or voice}] "
            if segment.rate != manner.rate:
                yield f" [rate:{segment.rate:.4g}] "
            manner = segment
            text = segment.text.replace("[", "\\[")
            yield f"[{text}](/{segment.phonemes}/)" if segment.phonemes else text
            if segment.pause_s:
                yield f" [pause:{segment.pause_s:.4g}s] "
        if clause.boundary >= Boundary.SENTENCE:
            yield " "  # which two paragraphs need not have between them


OPERATIONS = (
    Operation(
        "GET",
        "/dev/ssml",
        describe_ssml,
        "Describe what is understood of SSML",
        replies=(("application/json", SsmlSupport),),
        is_list=True,
    ),
    Operation(
        "POST",
        "/dev/ssml",
        translate_ssml,
        "Write SSML as text with inline markup",
        description=(
            "Volume, language and say-as have no inline form; `text_format` is the way to have"
            " them."
        ),
        body=SsmlBody,
        replies=(("application/json", InlineMarkup),),
    ),
)
