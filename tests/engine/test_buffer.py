"""Speech waits for its reader, and its writer for the reader to catch up."""

import asyncio

import pytest

from wyoming_kokoro.engine.buffer import ChunkBuffer
from wyoming_kokoro.engine.speech import SpeechChunk
from wyoming_kokoro.errors import SynthesisFailed
from wyoming_kokoro.sound import silence

SECOND = SpeechChunk(silence(1.0), 0.0)


async def test_the_writer_waits_until_there_is_room() -> None:
    buffer = ChunkBuffer(2.0)
    await buffer.put(SECOND)
    await buffer.put(SECOND)
    third = asyncio.create_task(buffer.put(SECOND))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not third.done()
    assert await buffer.get() is SECOND
    await asyncio.wait_for(third, 10)


async def test_what_is_taken_makes_room_for_no_more_than_that() -> None:
    buffer = ChunkBuffer(2.25)
    async with asyncio.timeout(10):
        for _ in range(3):
            await buffer.put(SECOND)
        await buffer.get()
        await buffer.put(SECOND)
    fifth = asyncio.create_task(buffer.put(SECOND))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not fifth.done()
    await buffer.get()
    await asyncio.wait_for(fifth, 10)


async def test_who_waits_for_speech_is_told_that_it_has_ended() -> None:
    buffer = ChunkBuffer(2.0)
    reading = asyncio.create_task(buffer.get())
    await asyncio.sleep(0)
    await buffer.end()
    assert await asyncio.wait_for(reading, 10) is None


async def test_many_seconds_pass_through_a_small_buffer() -> None:
    buffer = ChunkBuffer(2.0)

    async def write() -> None:
        for _ in range(20):
            await buffer.put(SECOND)
        await buffer.end()

    writing = asyncio.create_task(write())
    count = 0
    async with asyncio.timeout(10):
        while await buffer.get() is not None:
            count += 1
    await writing
    assert count == 20


async def test_an_error_comes_after_what_was_said_before_it() -> None:
    buffer = ChunkBuffer(9.0)
    await buffer.put(SECOND)
    await buffer.end(SynthesisFailed("The model failed"))
    assert await buffer.get() is SECOND
    with pytest.raises(SynthesisFailed):
        await buffer.get()
