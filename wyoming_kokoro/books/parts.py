"""The parts of a long text, each spoken into a file of its own, so that an interruption costs one
of them at most.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pydantic import BaseModel

from ..audio.encode import make_encoder
from ..audio.formats import AudioFormat
from ..engine.engine import SpeechEngine
from ..engine.speech import SpeechRequest, Word
from ..sound import SAMPLE_RATE
from .chapters import Chapter

_PART_CHARS = 4_000
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of a chapter that are spoken together; `is_first` of the chapter."""

    chapter: str
    text: str
    is_first: bool


class _Sound(BaseModel):
    """What is known of a part's sound; it lies beside that once it is complete."""

    seconds: float
    words: tuple[Word, ...]

    @classmethod
    def load(cls, path: Path) -> Self:
        """That of the sound at `path`. Raises `OSError` and `ValueError`."""
        return cls.model_validate_json(path.with_suffix(".json").read_bytes())

    @classmethod
    def find(cls, path: Path) -> Self | None:
        """The same, or `None` where it is missing or damaged."""
        try:
            return cls.load(path)
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """A part and where its sound (FLAC) and its words lie; `seconds` is its length."""

    part: Part
    path: Path
    seconds: float

    def words(self) -> list[Word]:
        """Its words, with times from its own beginning."""
        return list(_Sound.load(self.path).words)


def parts_of(chapters: Sequence[Chapter]) -> list[Part]:
    """The chapters in parts of about 4,000 characters, cut between paragraphs."""
    return [
        Part(chapter.title, text, number == 0)
        for chapter in chapters
        for number, text in enumerate(_stretches(chapter.text))
    ]


def _stretches(text: str) -> Iterator[str]:
    gathered: list[str] = []
    size = 0
    for paragraph in filter(None, map(str.strip, _PARAGRAPH.split(text))):
        if gathered and size + len(paragraph) > _PART_CHARS:
            yield "\n\n".join(gathered)
            gathered, size = [], 0
        gathered.append(paragraph)
        size += len(paragraph)
    if gathered:
        yield "\n\n".join(gathered)


class Narrator:
    """Speaks parts into a folder; a part that was spoken before in the same manner is taken from
    there.
    """

    def __init__(
        self, engine: SpeechEngine, request: SpeechRequest, manner: str, folder: Path
    ) -> None:
        """`manner` is all else that decides about the sound, such as the model."""
        self._engine = engine
        self._request = request
        self._manner = manner
        self._folder = folder

    async def speak(
        self, parts: Sequence[Part], done: Callable[[int], None]
    ) -> AsyncIterator[SpokenPart]:
        """The parts in order, each when it is spoken; `done` hears how many characters that
        were.
        """
        for part in parts:
            path = self._folder / f"{self._digest(part)}.flac"
            if (spoken := await asyncio.to_thread(_Sound.find, path)) is None:
                spoken = await self._speak(part, path)
            done(len(part.text))
            yield SpokenPart(part, path, spoken.seconds)

    async def _speak(self, part: Part, path: Path) -> _Sound:
        """Write the sound first and its words last: where these are, the part is complete."""
        encoder = make_encoder(AudioFormat.FLAC)
        words: list[Word] = []
        samples = 0
        with path.open("wb") as file:
            chunks = self._engine.speak(replace(self._request, text=part.text))
            try:
                async with aclosing(chunks):
                    async for chunk in chunks:
                        words += chunk.words
                        samples += len(chunk.pcm) // 2
                        file.write(await asyncio.to_thread(encoder.encode, chunk.pcm))
                file.write(await asyncio.to_thread(encoder.finish))
            finally:
                encoder.close()
        spoken = _Sound(seconds=samples / SAMPLE_RATE, words=tuple(words))
        path.with_suffix(".json").write_text(spoken.model_dump_json(), encoding="utf-8")
        return spoken

    def _digest(self, part: Part) -> str:
        request = self._request
        manner = (self._manner, request.voice, request.language, request.speed, part.text)
        return hashlib.sha256(repr(manner).encode()).hexdigest()[:32]
