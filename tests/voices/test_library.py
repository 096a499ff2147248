"""All voices in step with their files."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from wyoming_kokoro.errors import SetupError, UnknownVoice
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.library import VoiceLibrary
from wyoming_kokoro.voices.packs import write_pack
from wyoming_kokoro.wyoming_server.info import Description

PACK = np.ones((510, 1, 256), np.float32)


class Home:
    """A folder of voices and a file of presets."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "own"
        self.folder.mkdir()
        self.presets = tmp_path / "presets.toml"
        self.write('[voices.narrator]\nblend = "af_bella+af_sky"')

    def add(self, name: str, pack: object = PACK) -> None:
        (self.folder / name).write_bytes(write_pack(np.asarray(pack), Path(name).suffix))

    def write(self, text: str) -> None:
        self.presets.write_text(text)

    def library(self, default: str = "af_heart") -> VoiceLibrary:
        return VoiceLibrary(self.folder / "none", self.folder, self.presets, default)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def library(home: Home) -> Iterator[VoiceLibrary]:
    made = home.library()
    yield made
    made.close()


def own(library: VoiceLibrary) -> list[str]:
    return [voice.id for voice in library.catalog][54:]


def test_own_voices_come_after_the_built_in_ones(home: Home) -> None:
    home.add("mine.bin")
    assert own(home.library()) == ["mine", "narrator"]


def test_changes_are_seen_and_only_changes(home: Home, library: VoiceLibrary) -> None:
    assert not library.refresh()
    home.add("mine.bin")
    assert library.refresh()
    assert own(library) == ["mine", "narrator"]
    home.write('[voices.teller]\nblend = "mine(2)+af_sky"')
    assert library.refresh()
    assert own(library) == ["mine", "teller"]
    (home.folder / "mine.bin").unlink()
    assert library.refresh()
    assert own(library) == []  # a preset without its voice cannot speak
    home.add("mine.bin")
    assert library.refresh()
    assert own(library) == ["mine", "teller"]


def test_presets_are_read_again_where_their_file_has_another_time_or_size(
    home: Home, library: VoiceLibrary
) -> None:
    when = home.presets.stat().st_mtime_ns
    home.write(home.presets.read_text().replace("narrator", "narrates"))
    os.utime(home.presets, ns=(when, when + 1))
    assert library.refresh() and own(library) == ["narrates"]
    home.write(home.presets.read_text().replace("narrates", "teller"))
    os.utime(home.presets, ns=(when, when + 1))
    assert library.refresh() and own(library) == ["teller"]


def test_of_two_who_refresh_at_once_one_waits(library: VoiceLibrary) -> None:
    with library._refreshing:
        second = threading.Thread(target=library.refresh)
        second.start()
        second.join(0.05)
        assert second.is_alive()
    second.join()


def test_a_replaced_pack_is_read_anew(home: Home, library: VoiceLibrary) -> None:
    home.add("mine.bin")
    library.refresh()
    assert library.packs.get("mine")[0, 0, 0] == 1
    home.add("mine.bin", 2 * PACK)
    os.utime(home.folder / "mine.bin", ns=(1, 1))
    library.refresh()
    assert library.packs.get("mine")[0, 0, 0] == 2


def test_an_own_voice_can_be_the_default_and_its_end_is_survived(home: Home) -> None:
    home.add("mine.bin")
    library = home.library(default="mine")
    assert library.catalog.default.id == "mine"
    assert library.catalog.default_for("en-US").id == "mine"
    assert library.catalog.default.blend is None and library.catalog.default.name == "Mine"
    (home.folder / "mine.bin").unlink()
    library.refresh()
    assert library.catalog.default.id == "af_heart"
    home.add("mine.bin")
    library.refresh()
    assert library.catalog.default.id == "mine"


def test_a_default_that_is_not_there_is_an_error(home: Home) -> None:
    with pytest.raises(UnknownVoice, match="narrator"):
        home.library(default="narator")


def test_the_default_may_be_a_blend_and_is_listed(home: Home) -> None:
    home.add("mine.bin")
    library = home.library(default=" bm_lewis(2) - mine")
    default = library.catalog.default
    assert own(library) == ["mine", "narrator", default.id]
    assert default.label == "bm_lewis(2) - mine (British English, male)"
    terms = dict(parse_blend(default.id, library.catalog).terms)
    assert terms == {"bm_lewis": 2.0, "mine": -1.0}
    (home.folder / "mine.bin").unlink()
    library.refresh()
    assert library.catalog.default.id == "af_heart"


@pytest.mark.parametrize(
    ("default", "complaint"),
    [
        ("af_bella+", "its end at column 10"),
        ("af_bella+nobody", "'nobody'"),
        ("", "''"),
        ("+", "column 1"),
    ],
)
def test_a_default_that_is_no_blend_is_an_error(home: Home, default: str, complaint: str) -> None:
    with pytest.raises(UnknownVoice, match=complaint):
        home.library(default=default)


def test_what_is_missing_at_the_start_is_an_error(home: Home) -> None:
    home.presets.unlink()
    with pytest.raises(SetupError, match="presets.toml"):
        home.library()


def test_a_file_that_breaks_later_leaves_the_presets_as_they_were(
    home: Home, library: VoiceLibrary
) -> None:
    home.write("[voices")
    home.add("mine.bin")
    with pytest.raises(SetupError, match="presets.toml"):
        library.refresh()
    assert own(library) == ["mine", "narrator"]
    assert not library.refresh()


def test_files_are_watched_and_clients_are_told(
    home: Home, library: VoiceLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    description = Description(library.catalog)
    description.event()

    def wait_for(wanted: list[str]) -> None:
        until = time.monotonic() + 20
        while own(library) != wanted and time.monotonic() < until:
            time.sleep(0.01)
        listed = [voice["name"] for voice in description.event().data["tts"][0]["voices"]]
        assert own(library) == wanted
        assert listed[54:] == wanted

    with caplog.at_level(logging.INFO):
        library.watch(0.01)
        home.add("mine.bin")
        wait_for(["mine", "narrator"])
        moved = home.folder.rename(home.folder.with_name("elsewhere"))
        time.sleep(0.1)
        moved.rename(home.folder)
        home.write('[voices.teller]\nblend = "mine"')
        wait_for(["mine", "teller"])
    assert len([r for r in caplog.records if "cannot be listed" in r.getMessage()]) == 1
    assert "The voices have changed; there are 56 now" in caplog.text


@pytest.mark.parametrize("what", ["folder", "presets"])
def test_either_is_watched_alone(home: Home, what: str) -> None:
    home.write("")
    folder, presets = (home.folder, None) if what == "folder" else (None, home.presets)
    library = VoiceLibrary(home.folder / "none", folder, presets)
    library.watch(0.01)
    home.add("mine.bin") if what == "folder" else home.write('[voices.mine]\nblend = "af_sky"')
    until = time.monotonic() + 20
    while own(library) != ["mine"] and time.monotonic() < until:
        time.sleep(0.01)
    library.close()
    assert own(library) == ["mine"]


def test_presets_may_come_and_go_where_they_may_be_missing(home: Home) -> None:
    text = home.presets.read_text()
    home.presets.unlink()
    library = VoiceLibrary(home.folder, None, home.presets, presets_may_be_missing=True)
    assert own(library) == [] and not library.refresh()
    home.write(text)
    assert library.refresh() and own(library) == ["narrator"]
    home.presets.unlink()
    assert library.refresh() and own(library) == []
    assert not library.refresh()


def test_without_own_voices_there_is_nothing_to_watch(tmp_path: Path) -> None:
    library = VoiceLibrary(tmp_path)
    library.watch()
    assert not [thread for thread in threading.enumerate() if thread.name == "voices"]
    library.close()
    assert len(library.catalog) == 54
    assert not library.refresh()


def test_a_blend_may_be_the_default_without_own_voices(tmp_path: Path) -> None:
    catalog = VoiceLibrary(tmp_path, default="af_sky+af_bella").catalog
    assert catalog.default.id == "af_sky+af_bella" and len(catalog) == 55


def test_files_are_looked_at_every_two_seconds_unless_told_otherwise(
    library: VoiceLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(library, "_refresh_for_ever", told.append)
    library.watch()
    library.close()
    assert told == [2.0]


def test_one_thread_watches_and_keeps_no_program_alive(home: Home, library: VoiceLibrary) -> None:
    for _ in range(2):
        library.watch(60.0)
    (watching,) = [thread for thread in threading.enumerate() if thread.name == "voices"]
    assert watching.daemon


def test_the_default_language_chooses_the_default_voice_where_that_does_not_speak_it(
    home: Home,
) -> None:
    catalog = VoiceLibrary(home.folder / "none", None, None, "af_bella", "fr").catalog
    assert (catalog.default.id, catalog.default_for("en-US").id) == ("ff_siwis", "af_bella")
    catalog.choose_default("af_bella", "en-US")
    assert catalog.default.id == "af_bella"


def test_a_look_that_fails_is_logged_and_the_next_may_go_better(
    home: Home, library: VoiceLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    refresh, failed = library.refresh, threading.Event()

    def fail_once() -> bool:
        if failed.is_set():
            return refresh()
        failed.set()
        raise ValueError

    library.refresh = fail_once  # type: ignore[method-assign]
    library.watch(0.01)
    home.add("mine.bin")
    until = time.monotonic() + 20
    while own(library) != ["mine", "narrator"] and time.monotonic() < until:
        time.sleep(0.01)
    assert own(library) == ["mine", "narrator"]
    assert caplog.text.count("Looking for changed voices failed") == 1


def test_trouble_that_comes_back_is_told_again(
    home: Home, library: VoiceLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    def told(times: int) -> bool:
        until = time.monotonic() + 20
        while caplog.text.count("are no TOML") < times and time.monotonic() < until:
            time.sleep(0.01)
        return caplog.text.count("are no TOML") == times

    library.watch(0.01)
    for times in (1, 2):
        home.write("[voices")
        assert told(times)
        home.write(f'[voices.number{times}]\nblend = "af_sky"')
        until = time.monotonic() + 20
        while own(library) != [f"number{times}"] and time.monotonic() < until:
            time.sleep(0.01)
    library.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "voices"]
