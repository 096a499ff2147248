"""The program as its users meet it: a process of its own, real sockets, the real model."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import aiohttp
import av
import numpy as np
import openai
import pytest
from numpy.typing import NDArray
from wyoming.audio import AudioChunk, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

from wyoming_kokoro.audio.formats import AudioFormat

from .audio.decoders import decode
from .conftest import Listener, Samples, samples_of

LONG = (
    "This is a long announcement for the whole house, so please listen to it for a while. The"
    " garden lights will be switched on when it gets dark, and they stay on until midnight. The"
    " heating goes down at ten, the doors are locked at eleven, and the alarm is set after that."
)


@dataclass(frozen=True)
class Server:
    """A running server and where it listens."""

    process: subprocess.Popen[str]
    port: int
    http_port: int

    def client(self) -> AsyncTcpClient:
        return AsyncTcpClient("127.0.0.1", self.port)


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(data_dir: Path, *flags: str) -> Server:
    """A server process that is ready to speak."""
    port, http_port = free_port(), free_port()
    command = [sys.executable, "-m", "wyoming_kokoro", "serve"]
    command += ["--data-dir", str(data_dir), "--uri", f"tcp://127.0.0.1:{port}"]
    command += ["--http-uri", f"http://127.0.0.1:{http_port}", *flags]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "Ready" in line:
            break
    else:
        raise AssertionError("the server ended: " + "".join(lines))
    # Someone has to go on reading, or the server's log fills the pipe.
    subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    return Server(process, port, http_port)


@pytest.fixture(scope="module")
def server(data_dir: Path) -> Iterator[Server]:
    running = start_server(data_dir, "--cache-mb", "0")
    yield running
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(30) == 0


@dataclass
class Heard:
    """What a client got, and when, in seconds after it asked."""

    events: list[str]
    pcm: bytes
    first_s: float
    errors: list[str]


async def collect(client: AsyncTcpClient, until: str) -> Heard:
    began = time.monotonic()
    heard = Heard([], b"", 0.0, [])
    while (event := await client.read_event()) is not None:
        if AudioChunk.is_type(event.type):
            if not heard.pcm:
                heard.first_s = time.monotonic() - began
            heard.pcm += AudioChunk.from_event(event).audio
        elif Error.is_type(event.type):
            heard.errors.append(Error.from_event(event).code or "")
        if not heard.events or heard.events[-1] != event.type:
            heard.events.append(event.type)
        if event.type == until:
            break
    return heard


async def synthesize(server: Server, text: str, voice: str = "af_heart") -> Heard:
    async with server.client() as client:
        await client.write_event(Synthesize(text, voice=SynthesizeVoice(name=voice)).event())
        return await collect(client, "audio-stop")


async def test_a_whole_text_is_one_start_chunks_and_one_stop(
    server: Server, hear: Listener
) -> None:
    heard = await synthesize(server, "The living room lights are now on.")
    assert heard.events == ["audio-start", "audio-chunk", "audio-stop"]
    assert "living room lights are now on" in hear(samples_of(heard.pcm)).lower()


async def test_a_stream_is_spoken_before_its_text_has_ended(server: Server, hear: Listener) -> None:
    """As Home Assistant does it: start, pieces with pauses, the whole text again, stop."""
    async with server.client() as client:
        await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name="af_heart")).event())
        *pieces, last = LONG.split(" ")
        for piece in pieces:
            await client.write_event(SynthesizeChunk(piece + " ").event())
            await asyncio.sleep(0.15)
        first = await asyncio.wait_for(collect(client, "audio-chunk"), 120)
        await client.write_event(SynthesizeChunk(last).event())
        await client.write_event(Synthesize(LONG).event())
        await client.write_event(SynthesizeStop().event())
        heard = await collect(client, "synthesize-stopped")
    assert first.events == ["audio-start", "audio-chunk"]
    assert heard.events == ["audio-chunk", "audio-stop", "synthesize-stopped"]
    assert "alarm is set after that" in hear(samples_of(first.pcm + heard.pcm)).lower()


async def test_a_connection_is_as_good_as_new_after_each_utterance(server: Server) -> None:
    async with server.client() as client:
        lengths = []
        for _ in range(2):
            await client.write_event(SynthesizeStart().event())
            await client.write_event(SynthesizeChunk("It works again.").event())
            await client.write_event(SynthesizeStop().event())
            lengths.append(len((await collect(client, SynthesizeStopped().event().type)).pcm))
            await client.write_event(Synthesize("It works again.").event())
            lengths.append(len((await collect(client, AudioStop().event().type)).pcm))
    assert len(set(lengths)) == 1 and lengths[0] > 24_000


async def test_two_clients_at_once_get_their_own_voices(server: Server) -> None:
    text = "Everyone gets the voice that was asked for."
    voices = ("am_onyx", "bf_emma")
    alone = [spectrum(await synthesize(server, text, voice)) for voice in voices]
    together = await asyncio.gather(*(synthesize(server, text, voice) for voice in voices))
    for number, heard in enumerate(together):
        # Not the very samples: how far a span reaches depends on who else listens.
        distances = [np.abs(spectrum(heard) - voice).mean() for voice in alone]
        assert distances[number] < 0.5 * distances[1 - number]


def spectrum(heard: Heard) -> NDArray[np.float64]:
    """The mean spectrum of speech in dB, (513,): what tells voices apart that say the same."""
    samples = samples_of(heard.pcm)
    frames = samples[: len(samples) // 1024 * 1024].reshape(-1, 1024) * np.hanning(1024)
    return 10 * np.log10((np.abs(np.fft.rfft(frames)) ** 2).mean(axis=0) + 1e-9)


async def test_a_listener_who_hangs_up_delays_nobody_beyond_one_clause(server: Server) -> None:
    """The clause in hand is finished, the other ones never run; what one clause takes is measured
    here.
    """
    words = "A short sentence."
    quick = (await synthesize(server, words)).first_s
    clause = (await synthesize(server, LONG.partition(".")[0] + ".")).first_s
    for _ in range(3):
        client = server.client()
        await client.connect()
        await client.write_event(Synthesize(LONG).event())
        while (event := await client.read_event()) is not None:
            if AudioChunk.is_type(event.type):
                break
        await client.disconnect()
    after = await synthesize(server, words)
    print(f"alone {quick:.2f} s, a clause {clause:.2f} s, after hang-ups {after.first_s:.2f} s")
    assert after.events == ["audio-start", "audio-chunk", "audio-stop"]


async def test_describe_is_answered_while_a_long_text_is_spoken(server: Server) -> None:
    speaking = asyncio.create_task(synthesize(server, LONG))
    answers = []
    while not speaking.done():
        began = time.monotonic()
        async with server.client() as client:
            await client.write_event(Describe().event())
            event = await client.read_event()
        answers.append(time.monotonic() - began)
        assert event is not None and Info.is_type(event.type)
        await asyncio.sleep(0.1)
    print(f"describe: median {sorted(answers)[len(answers) // 2] * 1000:.0f} ms")
    assert len(answers) > 3
    assert (await speaking).pcm


async def test_unknown_voice_is_an_error_and_the_connection_is_closed(server: Server) -> None:
    heard = await synthesize(server, "Hello.", voice="../../etc/passwd")
    assert heard.errors == ["voice_not_found"]
    assert not heard.pcm


async def test_info_lists_every_voice_and_puts_a_good_one_first(server: Server) -> None:
    async with server.client() as client:
        await client.write_event(Describe().event())
        event = await client.read_event()
    assert event is not None
    program = Info.from_event(event).tts[0]
    assert program.supports_synthesize_streaming and len(program.voices) == 54
    by_label = sorted(program.voices, key=lambda voice: voice.description or voice.name)
    firsts = {}
    for voice in by_label:
        firsts.setdefault(voice.languages[0], voice.name)
    assert firsts["en-US"] == "af_heart" and firsts["en-GB"] == "bf_emma"


def test_wyoming_bench_finds_no_failure(server: Server, tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("The kettle is boiling.\n")
    command = [str(Path(sys.executable).parent / "wyoming-bench"), "tts"]
    command += [f"127.0.0.1:{server.port}", "--texts-file", str(texts), "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stderr


def test_say_writes_a_wav_file_and_standard_output(
    data_dir: Path, tmp_path: Path, hear: Listener
) -> None:
    command = [sys.executable, "-m", "wyoming_kokoro", "say", "--data-dir", str(data_dir)]
    # Made in one piece: how more words are parted is a matter of the load.
    command += ["Breakfast."]
    file = tmp_path / "kettle.wav"
    with subprocess.Popen([*command, "-o", str(file)]) as beside:
        piped = subprocess.run(command, check=True, capture_output=True).stdout
    assert beside.returncode == 0
    assert file.read_bytes() == piped
    with wave.open(io.BytesIO(piped)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (24_000, 1, 2)
        assert "breakfast" in hear(samples_of(sound.readframes(sound.getnframes()))).lower()


def test_missing_files_are_one_line_and_exit_code_1(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--data-dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and "download" in done.stderr


def test_stdio_speaks_and_ends_with_its_input(data_dir: Path) -> None:
    command = [sys.executable, "-m", "wyoming_kokoro", "serve", "--data-dir", str(data_dir)]
    command += ["--uri", "stdio://", "--http-uri", "none"]
    request = json.dumps({"type": "synthesize", "data": {"text": "Hello there."}}) + "\n"
    done = subprocess.run(
        command, input=request.encode(), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b'"audio-stop"' in done.stdout and len(done.stdout) > 24_000


def test_signal_while_speaking_ends_with_0(data_dir: Path) -> None:
    running = start_server(data_dir, "--http-uri", "none", "--drain-seconds", "1")

    async def cut() -> Heard:
        async with running.client() as client:
            await client.write_event(Synthesize(LONG * 40).event())
            collecting = asyncio.create_task(collect(client, "audio-stop"))
            await asyncio.sleep(1.0)
            os.kill(running.process.pid, signal.SIGTERM)
            try:
                return await collecting
            except ConnectionError:
                return Heard([], b"", 0.0, ["cut"])

    heard = asyncio.run(cut())
    assert running.process.wait(30) == 0
    assert "audio-stop" not in heard.events


@pytest.mark.parametrize("name", AudioFormat)
async def test_every_format_is_heard_word_for_word_over_http(
    server: Server, hear: Listener, name: str
) -> None:
    url = f"http://127.0.0.1:{server.http_port}/v1"
    async with openai.AsyncOpenAI(base_url=url, api_key="none") as client:
        reply = client.audio.speech.with_streaming_response.create(
            model="kokoro",
            voice="af_heart",
            input="The living room lights are now on.",
            response_format=name,  # type: ignore[arg-type]
        )
        async with reply as response:
            body = await response.read()
    samples = decoded(body, name)
    heard = hear(samples)
    assert "living room lights are now on" in heard.lower(), heard


def decoded(body: bytes, name: str) -> Samples:
    """Mono samples at 24 kHz, by libsndfile but for AAC, which it does not know."""
    if name != "aac":
        return decode(AudioFormat(name), body).astype(np.float32)
    with av.open(io.BytesIO(body)) as file:
        resampler = av.AudioResampler("s16", "mono", 24_000)
        frames = [part for frame in file.decode(audio=0) for part in resampler.resample(frame)]
    return samples_of(b"".join(frame.to_ndarray().tobytes() for frame in frames))


async def test_a_long_text_begins_as_soon_as_its_first_clause_alone(server: Server) -> None:
    """Measured here, asserted nowhere: `script/bench` has the figures."""
    url = f"http://127.0.0.1:{server.http_port}/v1"
    times: dict[str, float] = {}
    async with openai.AsyncOpenAI(base_url=url, api_key="none") as client:
        for name, text in (("clause", LONG.partition(",")[0] + "."), ("whole", LONG)):
            began = time.monotonic()
            reply = client.audio.speech.with_streaming_response.create(
                model="kokoro", voice="af_heart", input=text, response_format="pcm"
            )
            async with reply as response:
                async for _ in response.iter_bytes():
                    times.setdefault(name, time.monotonic() - began)
    print({name: round(seconds, 2) for name, seconds in times.items()})
    assert set(times) == {"clause", "whole"}


async def test_metrics_count_what_was_spoken(server: Server) -> None:
    await synthesize(server, "Counted.")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{server.http_port}/metrics") as response:
            text = await response.text()
    assert 'kokoro_utterances_total{language="en-US",protocol="wyoming",result="spoken"}' in text
    assert "kokoro_active_utterances 0.0" in text
