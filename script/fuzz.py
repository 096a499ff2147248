"""Targets for libFuzzer: bytes of a stranger's to one part each. Whatever raises anything but the
errors that a client can be told is a finding.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["wyoming_kokoro"]):
    from wyoming_kokoro.client_memory import ClientMemory
    from wyoming_kokoro.engine.plan import Manner, Planner
    from wyoming_kokoro.errors import RequestError, SetupError
    from wyoming_kokoro.http_server.schemas import SpeechBody
    from wyoming_kokoro.models.store import AssetPaths
    from wyoming_kokoro.phonemes.g2p import Phonemizer
    from wyoming_kokoro.phonemes.vocabulary import Vocabulary
    from wyoming_kokoro.settings import Settings
    from wyoming_kokoro.text.document import Document
    from wyoming_kokoro.text.languages import PROFILES
    from wyoming_kokoro.text.normalize import normalize
    from wyoming_kokoro.text.segment import NormalizationOptions
    from wyoming_kokoro.voices.blend import parse_blend
    from wyoming_kokoro.voices.catalog import VoiceCatalog
    from wyoming_kokoro.voices.packs import PACK_FORMATS, PackFile, members, read_pack
    from wyoming_kokoro.wyoming_server import Limits
    from wyoming_kokoro.wyoming_server.protocol import EventReader, ProtocolError

from pydantic import ValidationError

_LANGUAGES = tuple(PROFILES)
_CATALOG = VoiceCatalog()
_FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def wyoming(data: bytes) -> None:
    """Events out of bytes."""

    async def read() -> None:
        stream = asyncio.StreamReader(limit=64 * 1024)
        stream.feed_data(data)
        stream.feed_eof()
        reader = EventReader(stream, Limits(), ClientMemory().account())
        while (event := await reader.read()) is not None:
            assert isinstance(event.type, str) and isinstance(event.data, dict)

    try:
        asyncio.run(read())
    except ProtocolError as error:
        assert error.message


def http(data: bytes) -> None:
    """A body out of bytes."""
    try:
        SpeechBody.model_validate_json(data)
    except ValidationError as error:
        assert error.errors(include_url=False, include_context=False, include_input=False)


def _document(kind: str, data: bytes) -> None:
    text = data[2:].decode("utf-8", "replace")
    language = _LANGUAGES[data[0] % len(_LANGUAGES)] if data else "en-US"
    size = 1 + (data[1] if len(data) > 1 else 0)
    document = Document("ssml" if kind == "ssml" else "text", language)
    try:
        clauses = []
        for start in range(0, len(text), size):
            clauses += document.feed(text[start : start + size])
        clauses += document.flush()
    except RequestError as error:
        assert error.message
        return
    assert len("".join(clause.text for clause in clauses)) <= len(text) + 1


def ssml(data: bytes) -> None:
    """A document of SSML in pieces."""
    _document("ssml", data)


def markup(data: bytes) -> None:
    """A text with markup in pieces."""
    _document("text", data)


def reading(data: bytes) -> None:
    """A text on its way to phonemes, in any of the languages."""
    if not data:
        return
    language = _LANGUAGES[data[0] % len(_LANGUAGES)]
    voice = parse_blend(_CATALOG.default_for(language).id, _CATALOG)
    manner = Manner(voice, language, 1.0, 0.0)
    planner = Planner(_phonemizer(), _CATALOG, manner, NormalizationOptions(), None)
    document = Document("text", language)
    try:
        clauses = document.feed(data[1:].decode("utf-8", "replace")) + document.flush()
        runs = [run for clause in clauses for run in planner.plan(clause)]
    except RequestError as error:
        assert error.message
        return
    assert all(len(run.phonemes) <= 510 for run in runs)


@cache
def _phonemizer() -> Phonemizer:
    return Phonemizer(Vocabulary.load(AssetPaths(Settings().data_dir).config))


def normalize_text(data: bytes) -> None:
    """Written forms in any of the languages."""
    if data:
        language = _LANGUAGES[data[0] % len(_LANGUAGES)]
        text = data[1:1_000].decode("utf-8", "ignore")
        normalize(text, language, NormalizationOptions())


def voices(data: bytes) -> None:
    """A voice's file of any format."""
    if not data:
        return
    path = _FOLDER / f"voice{PACK_FORMATS[data[0] % len(PACK_FORMATS)]}"
    path.write_bytes(data[1:])
    try:
        for member in members(path) or (None,):
            assert read_pack(PackFile(path, member)).shape == (510, 1, 256)
    except SetupError as error:
        assert "\n" not in error.message


_TARGETS: dict[str, Callable[[bytes], None]] = {
    "wyoming": wyoming,
    "http": http,
    "ssml": ssml,
    "markup": markup,
    "reading": reading,
    "normalize": normalize_text,
    "voices": voices,
}

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    target = _TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
