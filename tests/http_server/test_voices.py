"""The list of voices."""

import aiohttp
import pytest

from tests.http_server.tone_engine import ToneEngine
from wyoming_kokoro.voices.catalog import Voice


async def listed(http: aiohttp.ClientSession, **query: str) -> list[str]:
    async with http.get("/v1/audio/voices", params=query) as reply:
        assert reply.status == 200
        return [voice["id"] for voice in (await reply.json())["voices"]]


@pytest.mark.parametrize(
    ("tag", "letters"),
    [
        ("", "abefhijpz"),
        (" ", "abefhijpz"),
        (" en ", "ab"),
        (" en-US ", "a"),
        (" a ", "a"),
        ("en", "ab"),
        ("ENG", "ab"),
        ("en-US", "a"),
        ("en_us", "a"),
        ("a", "a"),
        ("en-GB", "b"),
        ("en-AU", "b"),
        ("B", "b"),
        ("pt", "p"),
        ("pt_br", "p"),
        ("zh-Hans-CN", "z"),
        ("cmn", "z"),
        ("jpn", "j"),
        ("de", ""),
        ("no tag at all", ""),
    ],
)
async def test_a_language_may_be_written_in_any_way(
    http: aiohttp.ClientSession, tag: str, letters: str
) -> None:
    assert sorted({voice[0] for voice in await listed(http, language=tag)}) == list(letters)


async def test_own_voices_are_listed_as_they_come_and_go(
    http: aiohttp.ClientSession, engine: ToneEngine
) -> None:
    engine.catalog.replace_own([Voice("narrator", "Narrator", "fr", "neutral", blend="af_sky")])
    assert await listed(http, language="fr") == ["ff_siwis", "narrator"]
    engine.catalog.replace_own([])
    assert await listed(http, language="fr") == ["ff_siwis"]
