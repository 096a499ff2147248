"""Framing, with bytes and no sockets."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wyoming.event import Event

from wyoming_kokoro.client_memory import OWN_BYTES, ClientMemory
from wyoming_kokoro.wyoming_server.limits import Limits
from wyoming_kokoro.wyoming_server.protocol import EventReader, ProtocolError, parse_header

LIMITS = Limits(max_header_bytes=1000, max_data_bytes=2000, max_payload_bytes=200_000)


async def events_in(raw: bytes) -> list[Event]:
    """All events in a stream that ends after `raw`."""
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    stream.feed_data(raw)
    stream.feed_eof()
    reader = EventReader(stream, LIMITS, ClientMemory().account())
    events = []
    while (event := await reader.read()) is not None:
        events.append(event)
    return events


def frame(header: dict[str, Any], body: bytes = b"") -> bytes:
    return json.dumps(header).encode() + b"\n" + body


async def test_data_comes_from_the_header_and_from_the_section_after_it() -> None:
    section = '{"text": "Grüße 👋"}'.encode()
    raw = frame({"type": "a", "data": {"n": 1, "text": "x"}, "data_length": len(section)}, section)
    assert await events_in(raw) == [Event("a", {"n": 1, "text": "Grüße 👋"})]


async def test_a_payload_is_dropped_and_the_next_event_read() -> None:
    raw = frame({"type": "audio-chunk", "payload_length": 150_000}, bytes(150_000))
    events = await events_in(raw + frame({"type": "describe"}))
    assert [event.type for event in events] == ["audio-chunk", "describe"]
    assert events[0].payload is None


async def test_as_much_as_the_limits_allow_may_come() -> None:
    section = b'{"text": "' + b"a" * 1988 + b'"}'
    assert len(section) == LIMITS.max_data_bytes
    raw = frame({"type": "a", "data_length": 2000, "payload_length": 200_000}, section)
    (event,) = await events_in(raw + bytes(200_000))
    assert len(event.data["text"]) == 1988


async def test_null_and_zero_stand_for_nothing() -> None:
    for length in (None, 0):
        lengths = {"data_length": length, "payload_length": length}
        raw = frame({"type": "describe", "data": None, **lengths})
        assert await events_in(raw) == [Event("describe", {})]


async def test_surrogate_pairs_are_characters() -> None:
    assert (await events_in(b'{"type":"a","data":{"text":"\\ud83d\\udc4b"}}\n'))[0].data == {
        "text": "👋"
    }


async def test_bytes_may_come_one_at_a_time() -> None:
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    reading = asyncio.create_task(EventReader(stream, LIMITS, ClientMemory().account()).read())
    for byte in frame({"type": "a", "data_length": 9, "payload_length": 3}, b'{"n": 12}xyz'):
        stream.feed_data(bytes([byte]))
        await asyncio.sleep(0)
    assert await reading == Event("a", {"n": 12})


async def test_waiting_for_an_event_may_be_given_up_without_losing_a_byte() -> None:
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    reader = EventReader(stream, LIMITS, ClientMemory().account())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await reader.begins()
    stream.feed_data(frame({"type": "a"}))
    assert await reader.begins()
    assert await reader.begins()
    assert await reader.read() == Event("a", {})


BAD_FRAMES = {
    "no JSON": b"GET / HTTP/1.1\r\nHost: kokoro\r\n\r\n",
    "an empty line": b"\n",
    "a list": b"[1, 2]\n",
    "a string": b'"describe"\n',
    "null": b"null\n",
    "no type": b"{}\n",
    "type is null": frame({"type": None}),
    "type is a number": frame({"type": 7}),
    "type is empty": frame({"type": ""}),
    "data is a list": frame({"type": "a", "data": [1]}),
    "data is a string": frame({"type": "a", "data": "x"}),
    "length is a string": frame({"type": "a", "data_length": "5"}),
    "length is a float": frame({"type": "a", "data_length": 5.0}),
    "length is true": frame({"type": "a", "payload_length": True}, b"x"),
    "length is negative": frame({"type": "a", "payload_length": -1}),
    "length is infinite": b'{"type":"a","data_length":Infinity}\n',
    "length of 500 digits": b'{"type":"a","data_length":' + b"9" * 500 + b"}\n",
    "data over the limit": frame({"type": "a", "data_length": 2001}),
    "a payload of 1 TB": frame({"type": "a", "payload_length": 10**12}),
    "a header over the limit": frame({"type": "a" * 1000}),
    "an endless header": b"a" * 200_000,
    "not UTF-8": b'{"type":"\xff"}\n',
    "UTF-16": '{"type":"a"}\n'.encode("utf-16"),
    "NUL bytes": b'{"type":"a\x00"}\n',
    "half a surrogate pair": b'{"type":"a","data":{"text":"\\ud83d"}}\n',
    "half a surrogate pair as a key": b'{"type":"a","data":{"\\udc4b":1}}\n',
    "data section is a list": frame({"type": "a", "data_length": 3}, b"[1]"),
    "data section is no JSON": frame({"type": "a", "data_length": 3}, b"{,}"),
    "data section is half a surrogate": frame({"type": "a", "data_length": 14}, b'{"t":"\\ud83d"}'),
    "cut within the header": b'{"type":"a"',
    "cut within the data": frame({"type": "a", "data_length": 9}, b'{"n"'),
    "cut within the payload": frame({"type": "a", "payload_length": 9}, b"xyz"),
}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a list", "The event's header is not a JSON object"),
        ("no JSON", "The event's header is not JSON in UTF-8"),
        ("half a surrogate pair", "The event's header is not JSON in UTF-8"),
        ("type is null", "The event has no type"),
        ("data is a list", "The event's data is not an object"),
        ("length is true", "payload_length is not a count of bytes"),
        ("length is a string", "data_length is not a count of bytes"),
        ("data over the limit", "data_length is over the limit of 2000 bytes"),
        ("a payload of 1 TB", "payload_length is over the limit of 200000 bytes"),
        ("a header over the limit", "The event's header is over 1000 bytes"),
        ("an endless header", "The event's header is over 1000 bytes"),
        ("data section is a list", "The event's data is not a JSON object"),
        ("cut within the data", "The stream ended within an event"),
    ],
)
async def test_what_is_wrong_with_a_frame_is_told(name: str, told: str) -> None:
    with pytest.raises(ProtocolError) as raised:
        await events_in(BAD_FRAMES[name])
    assert (raised.value.message, raised.value.code) == (told, "protocol_error")


async def test_a_header_may_be_as_long_as_the_limit() -> None:
    for length, okay in ((1000, True), (1001, False)):
        line = frame({"type": "a" * (length - 13)})
        assert len(line) == length
        if okay:
            assert len(await events_in(line)) == 1
        else:
            with pytest.raises(ProtocolError):
                await events_in(line)


def test_the_longest_text_fits_into_an_event_in_any_script() -> None:
    """Wyoming's library escapes what is not ASCII."""
    limits = Limits()
    event = {"text": "한" * limits.max_text_chars}
    assert len(json.dumps(event)) <= limits.max_data_bytes


async def test_what_is_read_counts_until_it_is_an_event() -> None:
    """Bytes that have come, not those that were announced."""
    memory = ClientMemory()
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    limits = Limits(max_data_bytes=400_000)
    reader = EventReader(stream, limits, memory.account())
    text = b'{"text": "' + b"a" * 199_988 + b'"}'
    stream.feed_data(frame({"type": "a", "data_length": 200_000}, text[:150_000]))
    reading = asyncio.create_task(reader.read())
    await asyncio.sleep(0.01)
    assert memory.bytes == 2 * 65_536 - OWN_BYTES
    stream.feed_data(text[150_000:])
    event = await reading
    assert event is not None and len(event.data["text"]) == 199_988
    assert memory.bytes == 0


@pytest.mark.parametrize("raw", BAD_FRAMES.values(), ids=BAD_FRAMES)
async def test_a_bad_frame_is_a_protocol_error(raw: bytes) -> None:
    with pytest.raises(ProtocolError):
        await events_in(raw)


@pytest.mark.parametrize("shape", ["[", '{"a":'])
async def test_json_nested_20000_deep_is_a_protocol_error(shape: str) -> None:
    limits = Limits()
    stream = asyncio.StreamReader(limit=limits.max_header_bytes)
    deep = f'{{"data": {shape * 20_000}'.encode()
    stream.feed_data(frame({"type": "a", "data_length": len(deep)}, deep))
    with pytest.raises(ProtocolError, match="nested too deeply"):
        await EventReader(stream, limits, ClientMemory().account()).read()


def test_a_number_too_long_for_an_int_is_a_protocol_error() -> None:
    with pytest.raises(ProtocolError):
        parse_header(b'{"type":"a","data_length":' + b"9" * 5000 + b"}", Limits())


async def test_an_event_that_does_not_end_is_given_up() -> None:
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    stream.feed_data(b'{"type":')
    with pytest.raises(ProtocolError, match="not complete within 0.05 s"):
        await EventReader(stream, Limits(event_timeout_s=0.05), ClientMemory().account()).read()


async def test_a_claimed_length_reserves_no_memory() -> None:
    # A claim of 400 MB made a server of the wyoming library grow by 300 MB.
    stream = asyncio.StreamReader(limit=LIMITS.max_header_bytes)
    stream.feed_data(frame({"type": "a", "payload_length": 4 * 10**8}))
    with pytest.raises(ProtocolError, match="over the limit of 200000 bytes"):
        await EventReader(stream, LIMITS, ClientMemory().account()).read()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
_headers = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["describe", "synthesize"]) | _json,
        "data": _json,
        "data_length": st.integers(-3, 40) | _json,
        "payload_length": st.integers(-3, 40) | _json,
    },
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(frame, _headers, st.binary(max_size=40)) | st.binary(), max_size=4))
def test_any_bytes_are_events_or_a_protocol_error(pieces: list[bytes]) -> None:
    try:
        events = asyncio.run(events_in(b"".join(pieces)))
    except ProtocolError:
        return
    for event in events:
        assert event.type and isinstance(event.data, dict)
