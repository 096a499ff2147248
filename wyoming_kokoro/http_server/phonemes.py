"""`/dev/phonemize` and `/dev/generate_from_phonemes`: how a text is read, and speech from that."""

from xml.sax.saxutils import quoteattr

from aiohttp import web

from ..audio.formats import AudioFormat
from ..engine.engine import ReadClause
from ..errors import RequestError, TextTooLong
from .aliases import kokoro_voice
from .errors import json_reply
from .operations import Operation, in_time, read_body
from .orders import check_length, order, refusals_counted
from .ports import ENGINE, OPTIONS
from .replies import ReadClause as ReadClauseReply
from .replies import ReadText, ReadWord
from .schemas import PhonemesBody, PhonemizeBody, SpeechBody
from .speech import reply_with_speech

_STOPS = frozenset(".!?…;:,—")


async def phonemize(request: web.Request) -> web.Response:
    """Tell how the body's text would be read."""
    body = await read_body(request, PhonemizeBody)
    check_length(body.text, request.app[OPTIONS], "text")
    engine = request.app[ENGINE]
    voice = kokoro_voice(body.voice or "", engine.catalog)
    async with in_time(request):
        read = await engine.phonemize(body.text, body.language or None, voice)
    return json_reply(
        ReadText(
            phonemes=read.phonemes,
            tokens=read.tokens,
            normalized=read.normalized,
            clauses=read.clauses,
            read=[_clause(clause) for clause in read.read],
        )
    )


def _clause(clause: ReadClause) -> ReadClauseReply:
    return ReadClauseReply(
        written=clause.written,
        said=clause.said,
        phonemes=clause.phonemes,
        language=clause.language,
        words=[ReadWord(written=word, phonemes=phonemes) for word, phonemes in clause.words],
    )


async def generate_from_phonemes(request: web.Request) -> web.StreamResponse:
    """Speak the body's phonemes."""
    with refusals_counted():
        body = await read_body(request, PhonemesBody)
        limit = request.app[OPTIONS].max_input_chars
        check_length(body.phonemes, request.app[OPTIONS], "phonemes")
        if len(document := _document(body.phonemes)) > limit:
            raise TextTooLong(
                f"The phonemes are too many words: as SSML they are over {limit} characters",
                param="phonemes",
            )
        speech = SpeechBody.model_validate(
            {
                "input": document,
                "voice": body.voice,
                "speed": body.speed,
                "response_format": AudioFormat.WAV,
                "text_format": "ssml",
            }
        )
        ordered = order(request, speech)
    return await reply_with_speech(request, speech, ordered)


def _document(phonemes: str) -> str:
    """SSML that says the phonemes; punctuation stands in the text too, where sentences are
    parted.
    """
    words = phonemes.split()
    if not words:
        raise RequestError("The phonemes are empty", param="phonemes")
    said = (
        f'<phoneme alphabet="x-kokoro" ph={quoteattr(word)}>x{_stop(word)}</phoneme>'
        for word in words
    )
    return f"<speak>{' '.join(said)}</speak>"


def _stop(word: str) -> str:
    return word[-1] if word[-1] in _STOPS else ""


OPERATIONS = (
    Operation(
        "POST",
        "/dev/phonemize",
        phonemize,
        "Show how a text is read",
        body=PhonemizeBody,
        replies=(("application/json", ReadText),),
        errors=(500, 503, 504),
    ),
    Operation(
        "POST",
        "/dev/generate_from_phonemes",
        generate_from_phonemes,
        "Speak phonemes",
        body=PhonemesBody,
        replies=((AudioFormat.WAV.content_type, None),),
        errors=(404, 500, 503, 504),
    ),
)
