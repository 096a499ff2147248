"""The operator's own voices in the engine."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from tests.conftest import cache_hits, speak
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import MAX_SPEED, SpeechRequest
from wyoming_kokoro.inference.costs import Costs
from wyoming_kokoro.voices.catalog import Voice

TEXT = "The kettle is boiling."
NARRATOR = Voice("narrator", "Narrator", "en-US", "female", blend="af_bella+af_sky", speed=0.5)
Have = Callable[..., None]


@pytest.fixture
def have(engine: SpeechEngine) -> Iterator[Have]:
    """Puts own voices into the catalog, for one test."""
    yield lambda *voices: engine.catalog.replace_own(voices)
    engine.catalog.replace_own([])


@pytest.fixture(autouse=True)
async def steady_costs(engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a span is depends on what spans have cost, and that is learned: work costs next to
    nothing here, so that the same request is cut at the same places each time. Cut otherwise it
    sounds alike, but has other samples.
    """
    async with engine.models.use() as workers:
        for name, value in vars(workers.costs).items():
            monkeypatch.setattr(workers.costs, name, copy(value))
        for _ in range(100):
            workers.costs.learn_plan(20, 100, 1e-6)
            workers.costs.learn_sound(100, 1e-6)
    for learn in ("learn_plan", "learn_sound"):
        monkeypatch.setattr(Costs, learn, lambda *_: None)


async def pcm(engine: SpeechEngine, request: SpeechRequest) -> bytes:
    return b"".join([chunk.pcm for chunk in await speak(engine, request)])


async def test_a_preset_sounds_like_its_blend_at_its_speed(
    engine: SpeechEngine, have: Have
) -> None:
    have(NARRATOR)
    asked = SpeechRequest(TEXT, voice="af_bella+af_sky", speed=0.75)
    # The preset's speed multiplies the request's.
    assert await pcm(engine, replace(asked, voice="narrator", speed=1.5)) == await pcm(
        engine, asked
    )


async def test_markup_that_changes_to_a_preset_changes_to_its_speed(
    engine: SpeechEngine, have: Have
) -> None:
    have(NARRATOR, replace(NARRATOR, id="quick", speed=2.0))
    ssml = '<speak><voice name="{}">The kettle is boiling.</voice></speak>'
    request = SpeechRequest("", voice="quick", text_format="ssml")
    slow = await pcm(engine, replace(request, text=ssml.format("narrator")))
    quick = await pcm(engine, replace(request, text=ssml.format("quick")))
    assert len(slow) > 2.5 * len(quick)


async def test_speeds_beyond_the_models_are_its_fastest(engine: SpeechEngine, have: Have) -> None:
    have(replace(NARRATOR, speed=MAX_SPEED))
    fastest = SpeechRequest(TEXT, voice="af_bella+af_sky", speed=MAX_SPEED)
    assert await pcm(engine, replace(fastest, voice="narrator")) == await pcm(engine, fastest)


async def test_a_changed_preset_is_heard_at_once(
    engine: SpeechEngine, have: Have, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wyoming_kokoro.engine.cache import PhraseCache

    monkeypatch.setattr(engine._phrases, "cache", PhraseCache(8))
    request, known = SpeechRequest(TEXT, voice="narrator"), cache_hits()
    have(replace(NARRATOR, speed=1.0))
    before = await pcm(engine, request)
    assert await pcm(engine, request) == before
    have(replace(NARRATOR, speed=1.0, blend="am_onyx"))
    after = await pcm(engine, request)
    assert after == await pcm(engine, replace(request, voice="am_onyx"))
    assert after != before
    assert cache_hits() == known + 2


async def test_a_changed_pack_is_not_taken_for_the_old_one(
    engine: SpeechEngine, have: Have, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase remembered under the voice's name would outlive the file that it was spoken with."""
    from wyoming_kokoro.engine.cache import PhraseCache

    packs = {name: engine.style(name) for name in ("af_sky", "bm_lewis")}
    own = packs["af_sky"]
    have(Voice("mine", "Mine", "en-US", "neutral"))
    monkeypatch.setattr(engine._phrases, "cache", PhraseCache(8))
    monkeypatch.setattr(engine._phrases, "_style", lambda blend: own)
    request = SpeechRequest(TEXT, voice="mine")
    before = await pcm(engine, request)
    own = packs["bm_lewis"]
    assert await pcm(engine, request) != before
    assert not np.array_equal(packs["af_sky"], own)


async def test_the_speed_of_the_server_multiplies_that_of_the_request(
    engine: SpeechEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await pcm(engine, SpeechRequest(TEXT, speed=1.5))
    monkeypatch.setattr(engine._resolver, "_speed", 1.2)
    assert await pcm(engine, SpeechRequest(TEXT, speed=1.25)) == asked
