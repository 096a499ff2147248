"""An installation without the dictionaries of Japanese and Mandarin says so, and speaks on."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.errors import RequestError, UnknownVoice
from wyoming_kokoro.phonemes.frontend import Frontends
from wyoming_kokoro.text.language import canonical_language
from wyoming_kokoro.text.languages import PROFILES, installed, lacking
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES, Voice, VoiceCatalog

from .conftest import Listener, samples_of, speak


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No module of an extra is found."""
    extras = {module for profile in PROFILES.values() for module in profile.modules}
    monkeypatch.setattr(
        installed, "find_spec", lambda name: None if name in extras else find_spec(name)
    )
    lacking.cache_clear()
    yield
    lacking.cache_clear()


def test_a_full_installation_lacks_nothing() -> None:
    assert [reason for profile in PROFILES.values() if (reason := lacking(profile))] == []
    assert len(VoiceCatalog()) == len(BUILT_IN_VOICES)


@pytest.mark.usefixtures("plain")
def test_voices_of_a_language_that_is_not_installed_are_not_listed() -> None:
    own = Voice("mine", "Mine", "ja", "neutral")
    catalog = VoiceCatalog()
    catalog.replace_own([own])
    assert {voice.language for voice in catalog} == set(PROFILES) - {"ja", "zh"}
    assert "jf_alpha" not in catalog and "mine" not in catalog
    with pytest.raises(UnknownVoice, match="'JF_alpha' cannot speak: Japanese .* extra 'ja'"):
        catalog["JF_alpha"]
    with pytest.raises(UnknownVoice, match="There is no voice 'nobody'"):
        catalog["nobody"]


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("tag", ["ja", "ja-JP", "j", "zh-Hans", "cmn"])
def test_a_language_that_is_not_installed_is_refused(tag: str) -> None:
    with pytest.raises(RequestError) as caught:
        canonical_language(tag)
    name, extra = ("Japanese", "ja") if tag.startswith("j") else ("Mandarin Chinese", "zh")
    why = f"{name} is not installed; the extra '{extra}' of wyoming-kokoro has it"
    assert (caught.value.message, caught.value.param) == (why, "language")


@pytest.mark.parametrize(
    ("tag", "modules"),
    [("ja", "fugashi jaconv unidic_lite"), ("zh", "cn2an jieba ordered_set pypinyin")],
)
def test_each_module_of_an_extra_is_needed(
    tag: str, modules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for missing in modules.split():
        monkeypatch.setattr(
            installed, "find_spec", lambda name, no=missing: None if name == no else find_spec(name)
        )
        assert [profile.tag for profile in PROFILES.values() if lacking.__wrapped__(profile)] == [
            tag
        ], missing


@pytest.mark.usefixtures("plain")
def test_its_words_within_a_sentence_are_romanised() -> None:
    words = Frontends()["en-US"]("We say ありがとう to 北京.", ())
    assert "ɡ" in words[2].phonemes and "b" in words[4].phonemes


@pytest.mark.usefixtures("plain")
async def test_a_text_in_it_is_said_by_the_voice_at_hand(
    engine: SpeechEngine, hear: Listener
) -> None:
    request = SpeechRequest("ありがとう。The kettle is boiling.", voice="af_heart")
    pcm = b"".join(chunk.pcm for chunk in await speak(engine, request))
    assert "kettle is boiling" in hear(samples_of(pcm)).lower()
