"""The `say` command: a text, or a file with one, to an audio file."""

import asyncio
import shutil
import sys
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from ..audio.pcm import WavEncoder
from ..engine.engine import SpeechEngine
from ..engine.speech import SpeechRequest
from ..engine.subtitles import SubtitleFormat, subtitles
from ..errors import SetupError
from ..reasons import reason
from .binding import bind, binding_of, words_of
from .chapters import Chapter, read_chapters
from .parts import Narrator, SpokenPart, parts_of

_SUBTITLES: dict[str, SubtitleFormat] = {".srt": "srt", ".vtt": "vtt"}


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be said and where to: `text` or the file `source`; without `output`, WAV to
    standard output.

    `subtitles` is a file for them. `manner` is as in `Narrator`.
    """

    request: SpeechRequest
    text: str
    source: Path | None
    output: Path | None
    subtitles: Path | None
    manner: str = ""

    def check(self) -> None:
        """Raises `SetupError` for names that say nothing about the kind of file, before anything is
        spoken.
        """
        if self.output is not None:
            binding_of(self.output)
        elif self.source is not None or self.subtitles is not None:
            raise SetupError("--input and --srt need --output FILE")
        if self.subtitles is not None and self.subtitles.suffix.lower() not in _SUBTITLES:
            raise SetupError(f"{self.subtitles}: the file's name ends in .srt or .vtt")


async def say(engine: SpeechEngine, task: Task) -> None:
    """Speak with a started engine. Raises `SetupError` for files, `SpeechError` for the rest."""
    if task.output is None:
        sys.stdout.buffer.write(await _wav(engine, task))
        return
    if task.source is not None:
        chapters = await asyncio.to_thread(read_chapters, task.source)
    else:
        chapters = [Chapter(task.output.stem, task.text)]
    folder = task.output.with_name(task.output.name + ".parts")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"{folder}: {reason(error)}") from error
    spoken = await _spoken(engine, task, chapters, folder)
    await asyncio.to_thread(bind, spoken, task.output, (task.source or task.output).stem)
    if task.subtitles is not None:
        await _write_subtitles(spoken, task.subtitles)
    await asyncio.to_thread(shutil.rmtree, folder)


async def _spoken(
    engine: SpeechEngine, task: Task, chapters: list[Chapter], folder: Path
) -> list[SpokenPart]:
    parts = parts_of(chapters)
    if not parts:
        raise SetupError("There is nothing to say")
    narrator = Narrator(engine, task.request, task.manner, folder)
    total = sum(len(part.text) for part in parts)
    hidden = None if task.source is not None else True  # None: unless it is no terminal
    with tqdm(total=total, unit="char", unit_scale=True, disable=hidden, leave=False) as bar:
        return [spoken async for spoken in narrator.speak(parts, bar.update)]


async def _write_subtitles(spoken: list[SpokenPart], path: Path) -> None:
    async with aclosing(subtitles(words_of(spoken), _SUBTITLES[path.suffix.lower()])) as cues:
        text = "".join([cue async for cue in cues])
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path}: {reason(error)}") from error


async def _wav(engine: SpeechEngine, task: Task) -> bytes:
    encoder = WavEncoder(whole=True)
    async with aclosing(engine.speak(task.request)) as spoken:
        data = [encoder.encode(chunk.pcm) async for chunk in spoken]
    return b"".join(data) + encoder.finish()
