"""Text that grows while it is read."""

import asyncio

import pytest

from tests.conftest import until
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
    read: list[str] = []

    async def consume() -> None:
        async for delta in text:
            read.append(delta)

    reading = asyncio.create_task(consume())
    for number, piece in enumerate(("one ", "two ", "three"), 1):
        text.append(piece)
        await until(lambda: len(read) == number)
    text.append("")
    for _ in range(5):
        await asyncio.sleep(0)
    assert not reading.done() and len(read) == 3, "nothing is no more of it"
    text.end()
    await asyncio.wait_for(reading, 10)
    assert read == ["one ", "two ", "three"]


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
