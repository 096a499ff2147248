"""The package as a library: from the wheel as its users have it, in loops of both kinds, and
however they are left.
"""

import asyncio
import gc
import os
import re
import signal
import subprocess
import sys
import threading
import warnings
import wave
import zipfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import aclosing, closing, suppress
from pathlib import Path
from typing import Any

import pytest

import wyoming_kokoro
from wyoming_kokoro import (
    Audio,
    Kokoro,
    RequestError,
    SetupError,
    SpeechChunk,
    SpeechError,
    Word,
    __main__,
    errors,
)
from wyoming_kokoro import kokoro as kokoro_module
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.sound import silence
from wyoming_kokoro.voices.catalog import VoiceCatalog

from .conftest import Listener, samples_of
from .packaging.test_distributions import distributions

_ = distributions  # a fixture
DOCUMENT = Path(__file__).parents[1] / "docs/python.md"
TEXT = "The kettle is boiling. The lights are on, and the garden door is open."


@pytest.fixture(scope="module")
def kokoro(data_dir: Path) -> Iterator[Kokoro]:
    with Kokoro(data_dir=data_dir, cache_mb=0) as made:
        yield made


def test_every_sample_of_the_document_runs_from_the_wheel(
    data_dir: Path, distributions: Path, tmp_path: Path
) -> None:
    samples = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert len(samples) == 5
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(distributions.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    check = (
        f"import wyoming_kokoro\nassert wyoming_kokoro.__file__.startswith({str(installed)!r})\n"
    )
    (tmp_path / "samples.py").write_text(check + "\n".join(samples), encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(installed),
        "WYOMING_KOKORO_DATA_DIR": str(data_dir),
    }
    done = subprocess.run(
        [sys.executable, "samples.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "done.mp3").stat().st_size > 4000
    assert "Good evening." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("voice ")
    assert "Traceback" not in done.stderr


def test_nothing_else_is_public() -> None:
    for name in wyoming_kokoro.__all__:
        assert name.startswith("__") or getattr(wyoming_kokoro, name).__name__ == name
    assert wyoming_kokoro.SetupError is errors.SetupError
    told = "^module 'wyoming_kokoro' has no attribute 'SpeechEngine'$"
    with pytest.raises(AttributeError, match=told):
        getattr(wyoming_kokoro, "SpeechEngine")
    listed = DOCUMENT.read_text("utf-8").rpartition("Only names imported")[2]
    assert set(re.findall(r"`(\w+)`", listed)) - {"wyoming_kokoro"} == set(wyoming_kokoro.__all__)


def test_importing_the_package_does_not_import_torch() -> None:
    code = "import sys, wyoming_kokoro; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_processor_that_lacks_something_is_told_before_anything_is_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wyoming_kokoro.cli.main", lambda: 7)
    monkeypatch.setattr(__main__, "lacking", lambda: None)
    assert __main__.main() == 7
    monkeypatch.setattr(__main__, "lacking", lambda: "This processor has no popcnt")
    assert __main__.main() == 1
    assert capsys.readouterr() == ("", "wyoming-kokoro: This processor has no popcnt\n")


def test_all_at_once_is_what_the_chunks_are(kokoro: Kokoro, hear: Listener) -> None:
    audio = kokoro.speak(TEXT)
    assert [word.text for word in audio.words] == TEXT.split()
    assert audio.seconds == len(audio.pcm) / 48_000
    heard = hear(samples_of(audio.pcm)).lower()
    assert "kettle is boiling" in heard and "garden door is open" in heard


def test_files_have_the_format_of_their_ending(tmp_path: Path) -> None:
    audio = Audio(bytes(48_000), ())
    audio.save(tmp_path / "silence.WAV")
    with wave.open(str(tmp_path / "silence.WAV")) as file:
        assert (file.getnframes(), file.getframerate()) == (24_000, 24_000)
    audio.save(tmp_path / "silence.flac")
    assert (tmp_path / "silence.flac").read_bytes().startswith(b"fLaC")
    with pytest.raises(ValueError, match="txt"):
        audio.save(tmp_path / "silence.txt")


async def test_both_loops_give_the_same_words(kokoro: Kokoro) -> None:
    collected = await kokoro.stream(TEXT).collect()
    joined = await asyncio.to_thread(kokoro.speak, TEXT)
    assert [word.text for word in collected.words] == [word.text for word in joined.words]


async def test_a_text_that_grows_is_spoken_before_it_ends(kokoro: Kokoro) -> None:
    heard = asyncio.Event()

    async def pieces() -> AsyncIterator[str]:
        yield "The kettle is boiling, and the lights are on in the whole house. The garden"
        await heard.wait()
        yield " door is open."

    words: list[str] = []
    async for chunk in kokoro.stream(pieces()):
        heard.set()
        words += [word.text for word in chunk.words]
    assert words[-2:] == ["is", "open."]


def test_an_iterable_may_wait_for_its_pieces(kokoro: Kokoro) -> None:
    heard = threading.Event()

    def pieces() -> Iterator[str]:
        yield "The kettle is boiling, and the lights are on in the whole house. The garden"
        assert heard.wait(60)
        yield ""  # as chat models send at times
        yield " door is open."

    words: list[str] = []
    for chunk in kokoro.stream(pieces()):
        heard.set()
        words += [word.text for word in chunk.words]
    assert words[-2:] == ["is", "open."]


def test_a_list_is_a_text_in_pieces(kokoro: Kokoro) -> None:
    words = [word.text for chunk in kokoro.stream(["Hello", " there."]) for word in chunk.words]
    assert words == ["Hello", "there."]


async def test_what_the_callers_iterable_raises_is_raised(kokoro: Kokoro) -> None:
    def broken() -> Iterator[str]:
        yield "The kettle is boiling."
        raise ZeroDivisionError

    async def broken_too() -> AsyncIterator[str]:
        yield "The kettle is boiling."
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await asyncio.to_thread(lambda: list(kokoro.stream(broken())))
    with pytest.raises(ZeroDivisionError):
        await kokoro.stream(broken_too()).collect()


async def idle(kokoro: Kokoro) -> None:
    async with asyncio.timeout(60):
        while kokoro._engine.active or kokoro._engine.waiting:
            await asyncio.sleep(0.01)


async def test_leaving_a_loop_cancels_what_is_left(kokoro: Kokoro) -> None:
    def first() -> None:
        for _ in kokoro.stream(TEXT * 50):
            break

    await asyncio.to_thread(first)
    await idle(kokoro)
    async for _ in kokoro.stream(TEXT * 50):
        break
    await idle(kokoro)
    task = asyncio.create_task(kokoro.stream(TEXT * 50).collect())
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await idle(kokoro)


def test_what_is_wrong_is_said_before_the_first_chunk(kokoro: Kokoro) -> None:
    for arguments in ({"voice": "nobody"}, {"speed": 9.0}, {"language": "tlh"}):
        with pytest.raises(RequestError) as raised:
            next(iter(kokoro.stream("Hello.", **arguments)))  # type: ignore[arg-type]
        assert raised.value.param == next(iter(arguments))


def test_an_asynchronous_text_needs_an_asynchronous_loop(kokoro: Kokoro) -> None:
    async def pieces() -> AsyncIterator[str]:
        yield "Hello."

    with pytest.raises(TypeError, match="async for"):
        list(kokoro.stream(pieces()))


class Echo:
    """An engine that says silence, and remembers what was asked of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.catalog = VoiceCatalog()
        self.requests: list[SpeechRequest] = []
        self.starts: list[BaseException | None] = []
        self.failure: BaseException | None = None
        self.closed = 0

    async def start(self) -> None:
        self.starts.append(self.failure)
        if self.failure is not None:
            raise self.failure

    async def close(self) -> None:
        self.closed += 1

    async def speak(self, request: SpeechRequest) -> AsyncIterator[SpeechChunk]:
        self.requests.append(request)
        text = request.text if isinstance(request.text, str) else "many"
        yield SpeechChunk(silence(0.1), 0.0, (Word(text, 0.0, 0.1),))
        yield SpeechChunk(silence(0.2), 0.1, (Word("end", 0.1, 0.3),))


@pytest.fixture
def echoes(monkeypatch: pytest.MonkeyPatch) -> list[Echo]:
    made: list[Echo] = []

    def build_engine(settings: Settings) -> Echo:
        made.append(Echo(settings))
        return made[-1]

    monkeypatch.setattr(kokoro_module, "build_engine", build_engine)
    monkeypatch.delenv("WYOMING_KOKORO_THREADS", raising=False)
    return made


def test_every_argument_arrives(echoes: list[Echo]) -> None:
    files = {name: Path("/x") / name for name in ("data_dir", "voices_dir", "presets", "lexicon")}
    rest: dict[str, Any] = {"device": "cpu", "precision": "fp32", "threads": 3, "cache_mb": 5}
    with Kokoro("bf_emma", **files, **rest) as made:
        assert made.voices == tuple(voice.id for voice in VoiceCatalog())
        how: dict[str, Any] = {"voice": "am_adam", "language": "fr", "speed": 1.5, "volume": 0.5}
        audio = made.speak("Hi.", ssml=True, **how)
        assert [word.text for word in audio.words] == ["Hi.", "end"]
        assert audio.pcm == silence(0.3) and audio.seconds == pytest.approx(0.3)
        list(made.stream("Hi.", ssml=True, **how))
        list(made.stream("Ho."))
    (engine,) = echoes
    given = {"voice": "bf_emma", **files, **rest}
    assert engine.settings == Settings(**given)
    same, again, plain = engine.requests
    assert same == again == SpeechRequest("Hi.", text_format="ssml", **how)
    assert plain == SpeechRequest("Ho.")
    assert (len(engine.starts), engine.closed) == (1, 1)


async def test_a_loop_may_be_left_while_the_text_is_still_awaited(echoes: list[Echo]) -> None:
    awaited, given_up = asyncio.Event(), asyncio.Event()

    async def pieces() -> AsyncIterator[str]:
        awaited.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            given_up.set()
            raise
        yield ""

    with Kokoro() as made:
        async with aclosing(aiter(made.stream(pieces()))) as chunks:
            assert (await anext(chunks)).pcm == silence(0.1)
            await asyncio.wait_for(awaited.wait(), 10)
    assert given_up.is_set()


def test_what_is_refused_leaves_nothing_that_was_never_awaited(echoes: list[Echo]) -> None:
    made = Kokoro()
    made.close()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for _ in range(2):
            with pytest.raises(SpeechError, match="This Kokoro is closed"):
                made.speak("Hi.")
        gc.collect()
    assert not [each for each in warned if "never awaited" in str(each.message)]


def test_it_is_closed_though_its_block_fails(echoes: list[Echo]) -> None:
    with pytest.raises(ZeroDivisionError), Kokoro() as made:
        raise ZeroDivisionError
    with pytest.raises(SpeechError, match="This Kokoro is closed"):
        made.speak("Hi.")


def test_who_is_spoken_to_when_it_is_closed_is_told(echoes: list[Echo]) -> None:
    made = Kokoro()
    spoken = iter(made.stream("Hi."))
    echoes[0].speak = _endless  # type: ignore[method-assign]
    assert next(spoken).seconds
    closing = threading.Timer(0.1, made.close)
    closing.start()
    with pytest.raises(SpeechError, match="This Kokoro is closed"):
        next(spoken)
    closing.join()


async def test_who_is_spoken_to_when_it_is_closed_is_told_asynchronously(
    echoes: list[Echo],
) -> None:
    made = Kokoro()
    echoes[0].speak = _endless  # type: ignore[method-assign]
    spoken = aiter(made.stream("Hi."))
    assert (await anext(spoken)).seconds
    waiting = asyncio.ensure_future(anext(spoken))
    await asyncio.sleep(0)
    await asyncio.to_thread(made.close)
    with pytest.raises(SpeechError, match="This Kokoro is closed"):
        await waiting


async def _endless(_: SpeechRequest) -> AsyncIterator[SpeechChunk]:
    yield SpeechChunk(silence(0.1), 0.0)
    await asyncio.sleep(60)


def test_what_is_asked_while_it_is_closed_is_not_lost(
    echoes: list[Echo], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Kokoro()
    closing = threading.Thread(target=made.close)
    send = asyncio.run_coroutine_threadsafe

    def send_late(work: Any, loop: asyncio.AbstractEventLoop) -> "Future[Any]":
        if closing.ident is None:
            closing.start()
            closing.join(0.3)
        return send(work, loop)

    monkeypatch.setattr(asyncio, "run_coroutine_threadsafe", send_late)
    with suppress(SpeechError):
        made.speak("Hi.")
    closing.join()


def test_it_may_be_closed_by_its_own_thread(echoes: list[Echo]) -> None:
    """Garbage is collected in any thread."""
    before = threads_called("kokoro")
    made = Kokoro()
    closed = threading.Event()

    async def close(_: SpeechRequest) -> AsyncIterator[SpeechChunk]:
        made.close()
        closed.set()
        yield SpeechChunk(silence(0.1), 0.0)

    def speak() -> None:
        with suppress(SpeechError):
            made.speak("Hi.")

    echoes[0].speak = close  # type: ignore[method-assign]
    threading.Thread(target=speak, daemon=True).start()
    assert closed.wait(10)
    for thread in threads_called("kokoro") - before:
        thread.join(10)
    assert threads_called("kokoro") <= before and echoes[0].closed == 1


def threads_called(name: str) -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == name}


def test_closing_ends_the_thread_and_its_loop(echoes: list[Echo]) -> None:
    before = threads_called("kokoro")
    with Kokoro() as made:
        assert len(threads_called("kokoro") - before) == 1
    assert threads_called("kokoro") <= before and made._loop.is_closed()
    forgotten = Kokoro()
    engine = echoes[-1]
    del forgotten
    gc.collect()
    assert engine.closed == 1, "nor when nobody refers to it any more"


def test_a_model_that_could_not_be_loaded_is_tried_again(echoes: list[Echo]) -> None:
    with Kokoro() as made:
        echoes[0].failure = SetupError("a file is missing")
        for _ in range(2):
            with pytest.raises(SetupError, match="a file is missing"):
                made.speak("Hi.")
        echoes[0].failure = None
        assert made.speak("Hi.").seconds and made.speak("Hi.").seconds
    assert len(echoes[0].starts) == 3 and echoes[0].settings == Settings()


def test_an_interruption_ends_what_is_spoken(echoes: list[Echo]) -> None:
    """As by a Ctrl+C, while the next chunk is waited for."""
    main = threading.main_thread().ident
    assert main == threading.get_ident()
    ended: list[str] = []

    async def speak(_: SpeechRequest) -> AsyncIterator[SpeechChunk]:
        yield SpeechChunk(silence(0.1), 0.0)
        signal.pthread_kill(main, signal.SIGINT)
        try:
            await asyncio.sleep(10)
            ended.append("by itself")
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    # Who runs tests side by side ignores the signal.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Kokoro() as made:
            echoes[0].speak = speak  # type: ignore[method-assign]
            with pytest.raises(KeyboardInterrupt):
                made.speak("Hi.")
            assert ended == ["cancelled"]
    finally:
        signal.signal(signal.SIGINT, handler)


async def test_who_gives_up_while_the_model_loads_gives_it_up_for_nobody_else(
    echoes: list[Echo],
) -> None:
    loading, loaded = threading.Event(), asyncio.Event()

    async def start() -> None:
        echoes[0].starts.append(None)
        loading.set()
        await loaded.wait()

    with Kokoro() as made:
        echoes[0].start = start  # type: ignore[method-assign]
        hasty = asyncio.create_task(made.stream("Hi.").collect())
        patient = asyncio.create_task(made.stream("Ho.").collect())
        await asyncio.to_thread(loading.wait, 10)
        hasty.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hasty
        made._loop.call_soon_threadsafe(loaded.set)
        assert (await patient).words[0].text == "Ho."
    assert len(echoes[0].starts) == 1


async def test_a_loop_may_be_left_after_closing(echoes: list[Echo]) -> None:
    made = Kokoro()
    with closing(iter(made.stream("Hi."))) as chunks:
        assert next(chunks).pcm == silence(0.1)
        made.close()
    made = Kokoro()
    async with aclosing(aiter(made.stream("Hi."))) as later_chunks:
        assert (await anext(later_chunks)).pcm == silence(0.1)
        made.close()


def test_after_closing_nothing_is_spoken(data_dir: Path) -> None:
    closed = Kokoro("am_puck", data_dir=data_dir)
    assert "am_puck" in closed.voices
    closed.close()
    closed.close()
    with pytest.raises(SpeechError, match="closed"):
        closed.speak("Hello.")


def run(code: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A program of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_program_ends_though_nobody_closes(data_dir: Path) -> None:
    code = (
        "from wyoming_kokoro import Kokoro\n"
        f"kokoro = Kokoro(data_dir={str(data_dir)!r}, cache_mb=0)\n"
        "stream = iter(kokoro.stream('The kettle is boiling. ' * 50))\n"
        "print(len(next(stream).pcm))\n"
    )
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 4800


def test_threads_of_numpy_stay_asleep(data_dir: Path) -> None:
    """Woken for a product of a millisecond, they spin for a tenth of a second on the cores that the
    model needs: phrases took twice as long.
    """
    code = (
        "import os, time\n"
        "import numpy\n"
        "time.sleep(0.5)  # new ones spin, too\n"
        "threads = set(os.listdir('/proc/self/task')) - {str(os.getpid())}\n"
        "def ticks():\n"
        "    stats = [open(f'/proc/self/task/{one}/stat').read() for one in threads]\n"
        "    return sum(int(value) for stat in stats for value in stat.split()[13:15])\n"
        "before = ticks()\n"
        "from wyoming_kokoro import Kokoro\n"
        f"kokoro = Kokoro(data_dir={str(data_dir)!r}, cache_mb=0)\n"
        f"kokoro.speak({TEXT!r})\n"
        "print(len(threads), ticks() - before)\n"
    )
    done = run(code, OPENBLAS_NUM_THREADS=str(os.cpu_count()))
    assert (done.stdout, done.stderr) == (f"{(os.cpu_count() or 1) - 1} 0\n", "")
