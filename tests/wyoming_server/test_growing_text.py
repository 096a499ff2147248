"""Text that grows while it is read."""

import asyncio

import pytest

from wyoming_kokoro.errors import TextTooLong
from wyoming_kokoro.wyoming_server.growing_text import GrowingText


async def test_what_was_appended_is_read_in_order_and_at_once() -> None:
    text = GrowingText(100)
    for piece in ("The ", "", "living ", "room"):
        text.append(piece)
    text.end()
    assert [delta async for delta in text] == ["The living room"]


async def test_the_reader_waits_for_more() -> None:
    text = GrowingText(100)

    async def read() -> list[str]:
        return [delta async for delta in text]

    reading = asyncio.create_task(read())
    for piece in ("one ", "two"):
        text.append(piece)
        await asyncio.sleep(0.01)
    assert not reading.done()
    text.end()
    assert await asyncio.wait_for(reading, 10) == ["one ", "two"]


async def test_nothing_appended_is_an_empty_text() -> None:
    text = GrowingText(100)
    text.end()
    assert [delta async for delta in text] == []


async def test_all_pieces_together_are_limited() -> None:
    text = GrowingText(10)
    text.append("12345")
    assert await anext(text) == "12345"
    text.append("67890")
    with pytest.raises(TextTooLong, match="over 10 characters"):
        text.append("1")
