"""Spoken parts to one audio file with chapters, and its subtitles."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import av

from ..engine.speech import Word
from ..errors import SetupError
from ..reasons import reason
from ..sound import SAMPLE_RATE
from .parts import SpokenPart


@dataclass(frozen=True, slots=True)
class Binding:
    """A kind of file: libav's container and codec, and the bits per second where they are
    chosen.
    """

    container: str
    codec: str
    bit_rate: int | None = None


BINDINGS: Mapping[str, Binding] = MappingProxyType(
    {
        ".m4b": Binding("ipod", "aac", 64_000),
        ".m4a": Binding("ipod", "aac", 64_000),
        ".mp3": Binding("mp3", "libmp3lame", 64_000),
        ".opus": Binding("ogg", "libopus", 48_000),
        ".flac": Binding("flac", "flac"),
        ".wav": Binding("wav", "pcm_s16le"),
    }
)
"""The files that can be made, by suffix. WAV has no place for chapters."""


def binding_of(path: Path) -> Binding:
    """The kind of file that a name asks for. Raises `SetupError`."""
    binding = BINDINGS.get(path.suffix.lower())
    if binding is None:
        raise SetupError(f"{path}: the file's name ends in one of {', '.join(BINDINGS)}")
    return binding


def bind(parts: Sequence[SpokenPart], path: Path, title: str) -> None:
    """Write the parts as one file.

    Raises `SetupError` when it cannot be written, and leaves none behind then.
    """
    binding = binding_of(path)
    unfinished = path.with_name(path.name + ".part")
    try:
        options = {"fflags": "+bitexact"}  # no date, no name of a program
        with av.open(str(unfinished), "w", format=binding.container, options=options) as container:
            chapters = list(_chapters(parts))
            if binding.container != "wav":
                container.metadata["title"] = title
                container.set_chapters(chapters)
            if binding.container == "flac":  # libav writes none, but this is how players read them
                container.metadata.update(_comments(chapters))
            stream = container.add_stream(binding.codec, rate=SAMPLE_RATE, layout="mono")
            if binding.bit_rate is not None:
                stream.bit_rate = binding.bit_rate
            for frame in _frames(parts):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        unfinished.replace(path)
    except (OSError, av.FFmpegError) as error:
        raise SetupError(f"{path} cannot be written: {reason(error)}") from error
    finally:
        unfinished.unlink(missing_ok=True)


async def words_of(parts: Sequence[SpokenPart]) -> AsyncGenerator[Word, None]:
    """All words, with times from the beginning of the whole."""
    start_s = 0.0
    for part in parts:
        for word in part.words():
            yield replace(word, start_s=start_s + word.start_s, end_s=start_s + word.end_s)
        start_s += part.seconds


def _chapters(parts: Sequence[SpokenPart]) -> "Iterator[dict[str, object]]":
    starts: list[tuple[float, str]] = []
    place_s = 0.0
    for part in parts:
        if part.part.is_first:
            starts.append((place_s, part.part.chapter))
        place_s += part.seconds
    ends = [start for start, _ in starts[1:]] + [place_s]
    for number, ((start, title), end) in enumerate(zip(starts, ends, strict=True)):
        yield {
            "id": number,
            "start": round(start * 1000),
            "end": round(end * 1000),
            "time_base": Fraction(1, 1000),
            "metadata": {"title": title},
        }


def _comments(chapters: "Sequence[dict[str, object]]") -> dict[str, str]:
    comments = {}
    for number, chapter in enumerate(chapters):
        milliseconds, metadata = chapter["start"], chapter["metadata"]
        assert isinstance(milliseconds, int) and isinstance(metadata, dict)
        minutes, rest = divmod(milliseconds, 60_000)
        clock = f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
        comments[f"CHAPTER{number:03}"] = clock
        comments[f"CHAPTER{number:03}NAME"] = metadata["title"]
    return comments


def _frames(parts: Sequence[SpokenPart]) -> Iterator[av.AudioFrame]:
    samples = 0
    for part in parts:
        with av.open(str(part.path)) as source:
            for frame in source.decode(audio=0):
                frame.pts, frame.time_base = samples, Fraction(1, SAMPLE_RATE)
                samples += frame.samples
                yield frame
