"""What no client should send: each case ends in a reply or a clean close, and the next client is
served.
"""

import asyncio
import json

import pytest

from tests.conftest import until
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.http_server import HttpOptions

from .conftest import PATIENT_S, Serve, Servers

POST = b"POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
DEEP = b'{"input":' + b"[" * 20_000 + b"]" * 20_000 + b"}"


def post(body: bytes, length: int | None = None) -> bytes:
    claimed = len(body) if length is None else length
    return POST + b"Content-Length: %d\r\n\r\n" % claimed + body


def speak(text: str, **fields: object) -> bytes:
    return post(json.dumps({"input": text, "response_format": "pcm", **fields}).encode())


HTTP: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "a header of 200 kB": (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n", (400,)),
    "a path of 200 kB": (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (400,)),
    "10,000 headers": (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n", (400,)),
    "a body of 1 TB": (post(b"{" * 100_000, 10**12), (413,)),
    "a negative length": (post(b"{}", -1), (400,)),
    "a length of letters": (POST + b"Content-Length: ten\r\n\r\n{}", (400,)),
    "two lengths": (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", (400,)),
    "a chunk of 1 TB": (POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\nxx", (408,)),
    "no chunk": (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", (400,)),
    "10 MB of text": (speak("a" * 10 * 2**20), (413,)),
    "JSON 20,000 deep": (post(DEEP), (400,)),
    "NUL bytes": (post(bytes(5_000)), (400,)),
    "no HTTP": (bytes(range(256)) * 100 + b"\r\n\r\n", (400,)),
    "TLS": (bytes.fromhex("16030100c8010000c40303") + bytes(200) + b"\r\n\r\n", (400,)),
    "Wyoming": (b'{"type":"describe"}\n\r\n\r\n', (400,)),
    "half a surrogate pair": (post(b'{"input":"a \\ud800 b"}'), (200, 400)),
    "no UTF-8": (post(b'{"input":"\xff\xfe"}'), (400,)),
    "NaN": (post(b'{"input":"a","speed":NaN}'), (400,)),
    "a number of 5,000 digits": (post(b'{"input":"a","speed":' + b"9" * 5_000 + b"}"), (400,)),
    "a voice of 100 kB": (speak("a", voice="af_" + "a" * 100_000), (400,)),
    "a blend of 100 voices": (speak("a", voice="+".join(["af_sky"] * 100)), (400,)),
    "a blend without an end": (speak("a", voice="(" * 500), (400,)),
    "SSML 1,000 deep": (speak("<p>" * 1_000, text_format="ssml"), (400,)),
    "a billion laughs": (
        speak(
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><speak>&b;</speak>',
            text_format="ssml",
        ),
        (400,),
    ),
    "an endless pause": (speak("a [pause:1e308s] b"), (200, 400)),
    "3,000 digits": (speak("1" * 3_000), (200,)),
    "a word of 4,000 letters": (speak("a" * 4_000), (200,)),
    "4,000 signs": (speak("'" * 4_000), (200,)),
    "4,000 fractions": (speak("1/" * 2_000), (200,)),
    "4,000 line ends": (speak("\n" * 4_000), (400,)),
    "4,000 brackets": (speak("[" * 4_000), (200, 400)),
    "4,000 accents on a letter": (speak("a" + "\u0301" * 3_999), (200,)),
    "NUL in the text": (speak("One \0 two."), (200,)),
    "lone characters of every plane": (speak("".join(map(chr, range(1, 0x2FFFF, 97)))), (200, 400)),
}


@pytest.fixture
async def servers(quick: SpeechEngine, serve: Serve) -> Servers:
    return await serve(quick, options=HttpOptions(body_timeout_s=1.0))


@pytest.mark.parametrize(("raw", "statuses"), HTTP.values(), ids=HTTP)
async def test_http_answers_and_goes_on(
    servers: Servers, raw: bytes, statuses: tuple[int, ...]
) -> None:
    reader, writer = await servers.raw(http=True)
    writer.write(raw)
    async with asyncio.timeout(PATIENT_S):
        line = await reader.readline()
    assert int(line.split()[1]) in statuses, line
    writer.close()
    await servers.serve_the_next()


WYOMING = {
    "3,000 digits": "1" * 3_000,
    "a word of 5,000 letters": "a" * 5_000,
    "10,000 signs": "'" * 10_000,
    "100,000 characters of a word": "-a1B" * 25_000,
    "nothing but breaks": "\n\u2028\x0b\x0c" * 1_000,
    "NUL": "One\0two \0 three",
    "half a bracket": "[word](/" * 5_000,
    "what SSML is made of": "<speak><break time='" * 2_000,
}


@pytest.mark.parametrize("text", WYOMING.values(), ids=WYOMING)
async def test_wyoming_speaks_or_refuses_and_goes_on(servers: Servers, text: str) -> None:
    """One that hangs up at the first audio, as the whole would take hours to listen to."""
    for text_format in ("text", "ssml"):
        data = json.dumps({"text": text, "text_format": text_format}).encode()
        reader, writer = await servers.raw(http=False)
        writer.write(b'{"type":"synthesize","data_length":%d}\n' % len(data) + data)
        async with asyncio.timeout(PATIENT_S):
            line = await reader.readline()
        assert json.loads(line)["type"] in ("audio-start", "error")
        writer.close()
    await servers.serve_the_next()


async def test_200_idle_connections_and_a_slow_one_keep_nobody_out(servers: Servers) -> None:
    idle = [await servers.raw(http=number % 2 == 0) for number in range(200)]
    slow, writer = await servers.raw(http=True)
    for byte in speak("slow")[:100]:
        writer.write(bytes([byte]))
        await asyncio.sleep(0)
    await servers.serve_the_next()
    for _, other in [*idle, (slow, writer)]:
        other.close()


async def test_idle_http_connections_make_way_for_new_ones(
    quick: SpeechEngine, serve: Serve
) -> None:
    servers = await serve(quick, options=HttpOptions(max_connections=10))
    idle = [await servers.raw(http=True) for _ in range(30)]
    await until(lambda: sum(reader.at_eof() for reader, _ in idle) >= 20)
    await servers.serve_the_next()
    for _, writer in idle:
        writer.close()


async def test_those_who_listen_over_http_are_not_put_out_for_a_newcomer(
    quick: SpeechEngine, serve: Serve
) -> None:
    options = HttpOptions(max_connections=1, max_input_chars=200_000)
    servers = await serve(quick, options=options)
    reader, writer = await servers.raw(http=True)
    writer.write(speak("It goes on and on. " * 5_000))
    await reader.readexactly(1_000)
    newcomer, other = await servers.raw(http=True)
    async with asyncio.timeout(PATIENT_S):
        assert (await newcomer.read()).startswith(b"HTTP/1.1 503")
    assert await reader.readexactly(100_000)
    for each in (writer, other):
        each.close()
    await servers.are_idle()


async def test_a_body_that_comes_a_byte_a_second_is_given_up(
    quick: SpeechEngine, serve: Serve
) -> None:
    servers = await serve(quick, options=HttpOptions(body_timeout_s=0.3))
    reader, writer = await servers.raw(http=True)
    writer.write(speak("slow")[:-10])
    async with asyncio.timeout(PATIENT_S):
        assert b" 408 " in await reader.readline()
    writer.close()
    await servers.serve_the_next()


async def test_nul_is_a_space_and_cuts_nothing_off(quick: SpeechEngine) -> None:
    whole = await quick.phonemize("One two three.")
    assert (await quick.phonemize("One\0two \0 three.")).phonemes == whole.phonemes
