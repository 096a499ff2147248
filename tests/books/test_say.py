"""A long text becomes a file with chapters, whatever happens on the way."""

import re
import sys
import threading
from collections.abc import AsyncGenerator
from pathlib import Path

import av
import mutagen.flac
import pytest

from tests.http_server.tone_engine import ToneEngine, pcm_of
from wyoming_kokoro.audio.encode import make_encoder
from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.audio.pcm import wav_header
from wyoming_kokoro.books import parts
from wyoming_kokoro.books.binding import bind, words_of
from wyoming_kokoro.books.parts import Narrator, Part, SpokenPart
from wyoming_kokoro.books.say import Task, say
from wyoming_kokoro.engine.speech import SpeechChunk, SpeechRequest
from wyoming_kokoro.errors import SetupError, SynthesisFailed

STORY = "# One\n\nOnce upon a time. There was a fox.\n\n# Two\n\nIt slept.\n"


class Interrupted(ToneEngine):
    """Hums until it has been asked `times` times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times

    async def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechChunk, None]:
        if len(self.requests) == self._times:
            raise SynthesisFailed("The power is gone")
        async for chunk in super().speak(request):
            yield chunk


def task(folder: Path, name: str, subtitles: str | None = None) -> Task:
    source = folder / "story.md"
    source.write_text(STORY)
    srt = folder / subtitles if subtitles else None
    return Task(SpeechRequest(""), "", source, folder / name, srt)


@pytest.mark.parametrize("suffix", ["m4b", "mp3", "flac", "opus", "wav"])
async def test_every_kind_of_file_has_the_sound_and_its_chapters(
    tmp_path: Path, suffix: str
) -> None:
    made = tmp_path / "books" / "new" / f"tale.{suffix}"
    await say(ToneEngine(), task(tmp_path, f"books/new/tale.{suffix}"))  # type: ignore[arg-type]
    with av.open(str(made)) as file:
        seconds = sum(frame.samples / frame.rate for frame in file.decode(audio=0))
        titles = [chapter["metadata"]["title"] for chapter in file.chapters()]
        metadata = {**file.metadata, **file.streams.audio[0].metadata}
    assert (metadata.get("title") or metadata.get("TITLE")) == (
        None if suffix == "wav" else "story"
    )
    assert seconds == pytest.approx(1.4, abs=0.1)
    assert titles == ([] if suffix == "wav" else ["One", "Two"])
    assert list(made.parent.iterdir()) == [made]


@pytest.mark.parametrize("suffix", ["m4b", "mp3", "flac", "opus"])
async def test_a_chapter_goes_from_its_first_sound_to_the_next_one(
    tmp_path: Path, suffix: str
) -> None:
    engine = ToneEngine()
    await say(engine, task(tmp_path, f"story.{suffix}"))  # type: ignore[arg-type]
    one, two = (len(pcm_of(str(request.text))) / 48_000 for request in engine.requests)
    with av.open(str(tmp_path / f"story.{suffix}")) as file:
        starts = [float(each["start"] * each["time_base"]) for each in file.chapters()]
        last_end = float(file.chapters()[-1]["end"] * file.chapters()[-1]["time_base"])
    assert starts == pytest.approx([0.0, one], abs=0.01)
    assert last_end == pytest.approx(one + two, abs=0.1)


async def test_what_was_spoken_before_an_interruption_is_not_spoken_again(tmp_path: Path) -> None:
    with pytest.raises(SynthesisFailed):
        await say(Interrupted(1), task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    assert not (tmp_path / "story.mp3").exists()
    engine = ToneEngine()
    await say(engine, task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    assert len(engine.requests) == 1
    assert (tmp_path / "story.mp3").exists()


@pytest.mark.parametrize(
    ("request_", "manner"),
    [
        (SpeechRequest("", speed=2.0), ""),
        (SpeechRequest("", voice="bf_emma"), ""),
        (SpeechRequest("", language="fr"), ""),
        (SpeechRequest(""), "another model"),
    ],
)
async def test_another_manner_is_spoken_anew(
    tmp_path: Path, request_: SpeechRequest, manner: str
) -> None:
    with pytest.raises(SynthesisFailed):
        await say(Interrupted(1), task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    engine = ToneEngine()
    other = task(tmp_path, "story.mp3")
    changed = Task(request_, "", other.source, other.output, None, manner)
    await say(engine, changed)  # type: ignore[arg-type]
    assert len(engine.requests) == 2


@pytest.mark.parametrize(
    ("suffix", "container", "codec"),
    [
        ("m4b", "mov", "aac"), ("m4a", "mov", "aac"), ("mp3", "mp3", "mp3float"), ("opus", "ogg", "opus"), ("flac", "flac", "flac"),
        ("wav", "wav", "pcm_s16le"), ("M4B", "mov", "aac"),
    ],
)  # fmt: skip
async def test_a_file_is_of_the_kind_that_its_name_says(
    tmp_path: Path, suffix: str, container: str, codec: str
) -> None:
    text = "one two three. " * 60
    spoken = Task(SpeechRequest(text), text, None, tmp_path / f"sound.{suffix}", None)
    await say(ToneEngine(), spoken)  # type: ignore[arg-type]
    with av.open(str(tmp_path / f"sound.{suffix}")) as file:
        stream = file.streams.audio[0]
        assert container in file.format.name.split(",")
        assert (stream.codec_context.name, stream.rate) in ((codec, 24_000), ("opus", 48_000))
        assert stream.channels == 1
        title = {**file.metadata, **stream.metadata}.get("title") or file.metadata.get("TITLE")
        assert title == (None if suffix == "wav" else "sound")
        if suffix.lower() in ("m4b", "m4a", "mp3"):
            assert stream.bit_rate == pytest.approx(64_000, rel=0.01)
    if suffix == "opus":  # which takes more for tones than for speech
        size = (tmp_path / f"sound.{suffix}").stat().st_size
        assert size * 8 / 18 == pytest.approx(67_800, rel=0.05)


async def test_each_part_tells_how_much_of_the_text_it_was(tmp_path: Path) -> None:
    narrator = Narrator(ToneEngine(), SpeechRequest(""), "", tmp_path)  # type: ignore[arg-type]
    texts, done = [Part("A", "one two.", True), Part("A", "three.", False)], list[int]()
    spoken = [part async for part in narrator.speak(texts, done.append)]
    assert done == [8, 6]
    assert [part.seconds for part in spoken] == pytest.approx([0.2, 0.1], abs=0.001)
    words = [word async for word in words_of(spoken)]
    assert [word.text for word in words] == ["one", "two", "three"]
    assert [word.start_s for word in words] == pytest.approx([0.0, 0.1, 0.2], abs=0.01)
    assert [word.end_s for word in words] == pytest.approx([0.1, 0.2, 0.3], abs=0.01)


async def test_a_part_whose_words_are_damaged_is_spoken_again(tmp_path: Path) -> None:
    with pytest.raises(SynthesisFailed):
        await say(Interrupted(1), task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    (words,) = (tmp_path / "story.mp3.parts").glob("*.json")
    words.write_text("{")
    engine = ToneEngine()
    await say(engine, task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    assert len(engine.requests) == 2


@pytest.mark.parametrize("suffix", ["m4b", "mp3", "flac"])
async def test_a_file_says_nothing_of_when_and_by_what_it_was_made(
    tmp_path: Path, suffix: str
) -> None:
    made: list[bytes] = []
    for _ in range(2):
        await say(ToneEngine(), task(tmp_path, f"story.{suffix}"))  # type: ignore[arg-type]
        made.append((tmp_path / f"story.{suffix}").read_bytes())
    assert made[0] == made[1]
    assert not re.search(rb"Lavf[0-9]", made[0])


async def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "story.mp3").mkdir()
    with pytest.raises(SetupError, match="story.mp3 cannot be written: Is a directory$"):
        await say(ToneEngine(), task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("name", "taken", "subtitles"),
    [("story.mp3", "story.mp3.parts", None), ("story.mp3", "story.vtt", "story.vtt")],
)
async def test_what_is_in_the_way_is_named(
    tmp_path: Path, name: str, taken: str, subtitles: str | None
) -> None:
    if taken.endswith(".parts"):
        (tmp_path / taken).write_text("a file")
    else:
        (tmp_path / taken).mkdir()
    with pytest.raises(SetupError, match=f"{taken}: (File exists|Is a directory)"):
        await say(ToneEngine(), task(tmp_path, name, subtitles))  # type: ignore[arg-type]


@pytest.mark.parametrize("is_book", [True, False])
async def test_how_far_a_book_is_is_shown_and_gone_at_its_end(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    is_book: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    if is_book:
        await say(ToneEngine(), task(tmp_path, "story.wav"))  # type: ignore[arg-type]
    else:
        brief = Task(SpeechRequest("Hi"), "Hi", None, tmp_path / "hi.wav", None)
        await say(ToneEngine(), brief)  # type: ignore[arg-type]
    shown = capsys.readouterr().err
    if is_book:
        assert "0.00/57.0 [" in shown and "char/s]" in shown and shown.endswith(" \r")
    else:
        assert shown == ""


async def test_where_there_is_nothing_to_say_that_is_told(tmp_path: Path) -> None:
    empty = Task(SpeechRequest(""), " \n", None, tmp_path / "story.mp3", None)
    with pytest.raises(SetupError, match="nothing to say"):
        await say(ToneEngine(), empty)  # type: ignore[arg-type]


async def test_subtitles_run_through_the_chapters(tmp_path: Path) -> None:
    story = task(tmp_path, "story.wav", "story.SRT")
    story.check()
    assert story.source is not None
    story.source.write_text(STORY + "\n# Three\n\nIt woke.\n")
    await say(ToneEngine(), story)  # type: ignore[arg-type]
    cues = (tmp_path / "story.SRT").read_text().split("\n\n")
    assert cues[0].startswith("1\n00:00:00,000 --> 00:00:01,800\n"), "of 18 words"
    assert cues[-2].endswith("woke")
    web = task(tmp_path, "story.wav", "story.vtt")
    await say(ToneEngine(), web)  # type: ignore[arg-type]
    assert (tmp_path / "story.vtt").read_text().startswith("WEBVTT\n\n1\n00:00:00.000 --> ")


async def test_a_chapter_after_an_hour_has_its_time(tmp_path: Path) -> None:
    await say(ToneEngine(), task(tmp_path, "sound.flac"))  # type: ignore[arg-type]
    long = [
        SpokenPart(Part(name, name, True), tmp_path / "sound.flac", 3725.0506)
        for name in ("One", "Two")
    ]
    bind(long, tmp_path / "book.flac", "Book")
    with av.open(str(tmp_path / "book.flac")) as file:
        one, two = file.chapters()
        metadata = {name.lower(): value for name, value in file.metadata.items()}
    assert metadata["title"] == "Book"
    assert float(one["start"] * one["time_base"]) == 0.0
    assert float(two["start"] * two["time_base"]) == 3725.051
    assert two["metadata"] == {"title": "Two"}
    written = mutagen.flac.FLAC(tmp_path / "book.flac").tags
    assert {name.upper(): value for name, value in written if "chapter" in name.lower()} == {
        "CHAPTER000": "00:00:00.000",
        "CHAPTER000NAME": "One",
        "CHAPTER001": "01:02:05.051",
        "CHAPTER001NAME": "Two",
    }


KINDS = "the file's name ends in one of .m4b, .m4a, .mp3, .opus, .flac, .wav"


@pytest.mark.parametrize(
    ("source", "output", "subtitles", "told"),
    [
        (None, "a.txt", None, f"a.txt: {KINDS}"),
        (None, "a", None, f"a: {KINDS}"),
        ("a.md", "a.wav", "a.ass", "a.ass: the file's name ends in .srt or .vtt"),
        (None, None, "a.srt", "--input and --srt need --output FILE"),
        ("a.md", None, None, "--input and --srt need --output FILE"),
        ("a.md", "a.wav", "a.VTT", None),
        (None, None, None, None),
    ],
)
def test_a_name_without_a_kind_is_refused_before_anything_is_said(
    source: str | None, output: str | None, subtitles: str | None, told: str | None
) -> None:
    paths = [None if name is None else Path(name) for name in (source, output, subtitles)]
    task = Task(SpeechRequest("Hi"), "Hi", *paths)
    if told is None:
        task.check()
        return
    with pytest.raises(SetupError) as refused:
        task.check()
    assert refused.value.message == told


async def test_sound_is_packed_beside_the_loop_and_given_up_where_speech_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the loop it would hold up the speech that is made meanwhile."""
    threads, closed = set[threading.Thread](), list[object]()

    class Noted:
        def __init__(self, *given: AudioFormat) -> None:
            self._encoder = make_encoder(*given)

        def encode(self, pcm: bytes) -> bytes:
            threads.add(threading.current_thread())
            return self._encoder.encode(pcm)

        def finish(self) -> bytes:
            threads.add(threading.current_thread())
            return self._encoder.finish()

        def close(self) -> None:
            closed.append(self)
            self._encoder.close()

    monkeypatch.setattr(parts, "make_encoder", Noted)
    with pytest.raises(SynthesisFailed):
        await say(Interrupted(1), task(tmp_path, "story.mp3"))  # type: ignore[arg-type]
    assert threads and threading.current_thread() not in threads and len(closed) == 2


async def test_what_goes_to_standard_output_is_spoken_as_it_was_asked_for(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    engine, request = ToneEngine(), SpeechRequest("Hi.", speed=1.5, language="en-GB")
    await say(engine, Task(request, "Hi.", None, None, None))  # type: ignore[arg-type]
    assert engine.requests == [request]
    assert capsysbinary.readouterr().out == wav_header(4_800) + pcm_of("Hi.")
