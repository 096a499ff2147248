"""`/v1/lexicon`: the words whose pronunciation the operator has taught."""

from aiohttp import web

from ..errors import RequestError
from ..phonemes.lexicon_file import LexiconFile
from ..phonemes.lexicon_text import language_key
from .errors import json_reply
from .operations import Operation, Parameter, read_body
from .ports import OPTIONS
from .replies import LexiconEntry, LexiconReply, Saved
from .saving import CHANGE_ERRORS, IF_MATCH, changed, on_disk, saving, tagged
from .schemas import LexiconBody


def _lexicon(request: web.Request) -> LexiconFile:
    lexicon = request.app[OPTIONS].lexicon
    assert lexicon is not None
    return lexicon


async def get_lexicon(request: web.Request) -> web.Response:
    """All entries, and the file."""
    lexicon = _lexicon(request)
    state = await on_disk(lexicon.read)
    entries = [
        LexiconEntry(word=entry.word, said=str(entry.said), language=entry.language)
        for entry in state.entries
    ]
    may = await on_disk(lambda: saving(request, lexicon.file))
    return tagged(json_reply(LexiconReply(entries=entries, text=state.text, saving=may)), state.tag)


async def add_to_lexicon(request: web.Request) -> web.Response:
    """Add the entries of the body."""
    lexicon = _lexicon(request)
    body = await read_body(request, LexiconBody)
    return await changed(request, lexicon.file, lambda tag: lexicon.add(body.text, tag))


async def remove_from_lexicon(request: web.Request) -> web.Response:
    """Take the entry out that the query names."""
    lexicon = _lexicon(request)
    word = request.query.get("word", "")
    try:
        language = language_key(request.query.get("language", ""))
    except ValueError as error:
        raise RequestError(str(error), param="language") from error
    return await changed(request, lexicon.file, lambda tag: lexicon.remove(word, language, tag))


OPERATIONS = (
    Operation(
        "GET",
        "/v1/lexicon",
        get_lexicon,
        "List the words that were taught",
        replies=(("application/json", LexiconReply),),
        errors=(500,),
    ),
    Operation(
        "POST",
        "/v1/lexicon",
        add_to_lexicon,
        "Teach words",
        description="Each takes the place of the one for the same word and language.",
        parameters=(IF_MATCH,),
        body=LexiconBody,
        replies=(("application/json", Saved),),
        errors=CHANGE_ERRORS,
    ),
    Operation(
        "DELETE",
        "/v1/lexicon",
        remove_from_lexicon,
        "Forget a word",
        parameters=(
            IF_MATCH,
            Parameter("word", "query", "As it is listed."),
            Parameter("language", "query", "As it is listed."),
        ),
        replies=(("application/json", Saved),),
        errors=(400, *CHANGE_ERRORS),
    ),
)
