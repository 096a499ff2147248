"""Whatever happens to a file of the operator's or of ours: a line that names it, and the best that
can still be done.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from wyoming_kokoro.composition import build_engine, build_voices
from wyoming_kokoro.engine.cache import PhraseCache, PhraseKey
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.packing import KeptSpeech
from wyoming_kokoro.errors import SetupError, SynthesisFailed
from wyoming_kokoro.http_server.auth import read_key_file
from wyoming_kokoro.models.base import FloatArray, Speech
from wyoming_kokoro.settings import load_settings
from wyoming_kokoro.voices.packs import PACK_FORMATS, write_pack

from .damage import DAMAGES, Damage, bound_by_modes, logged

MOST = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PRESETS = '[voices.hall]\nblend = "af_bella(2)+af_sky"\nspeed = 1.1\n'
LEXICON = "kokoro\t/kˈOkəɹO/\nHAOS\thome assistant O S\n"


@contextmanager
def folders(data_dir: Path) -> Iterator[Path]:
    """A folder with everything that the program reads: the model as a link."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        data, own = top / "data", top / "own"
        (data / "voices").mkdir(parents=True)
        own.mkdir()
        for path in data_dir.iterdir():
            if path.is_file():
                (data / path.name).symlink_to(path)
        for path in (data_dir / "voices").iterdir():
            (data / "voices" / path.name).symlink_to(path)
        for path in (data / "config.json", data / "SOURCE.json", data / "voices/af_heart.pt"):
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
        style = np.random.default_rng(0).standard_normal((510, 1, 256), np.float32)
        for suffix in PACK_FORMATS:
            (own / f"mine_{suffix[1:]}{suffix}").write_bytes(write_pack(style, suffix))
        (top / "presets.toml").write_text(PRESETS)
        (top / "lexicon.txt").write_text(LEXICON)
        (top / "keys.txt").write_text("secret\nanother\n")
        named = {"data_dir": data, "voices_dir": own, "presets": top / "presets.toml"}
        named |= {"lexicon": top / "lexicon.txt", "api_key_file": top / "keys.txt"}
        lines = [f'{setting} = "{path}"\n' for setting, path in named.items()]
        (top / "settings.toml").write_text("".join(lines))
        yield top


FILES = (
    "data/config.json", "data/SOURCE.json", "data/voices/af_heart.pt", "presets.toml",
    "lexicon.txt", "keys.txt", "settings.toml",
    *(f"own/mine_{suffix[1:]}{suffix}" for suffix in PACK_FORMATS),
)  # fmt: skip


def begin(top: Path) -> SpeechEngine:
    """An engine that could speak as soon as it has the model."""
    made = load_settings({}, top / "settings.toml")
    if made.api_key_file is not None:
        read_key_file(made.api_key_file)
    return build_engine(made, build_voices(made))


BYTES = ("zeroed", "random", "flipped")
"""Damage that leaves a file's length alone."""


@pytest.fixture(scope="module")
def sound(data_dir: Path) -> dict[str, FloatArray]:
    """The voices' styles as they are without damage."""
    with folders(data_dir) as top:
        engine = begin(top)
        styles = {voice.id: engine.style(voice.id) for voice in engine.catalog}
        asyncio.run(engine.close())
        return styles


@MOST
@given(st.sampled_from(FILES), DAMAGES)
def test_any_damage_to_any_file_is_one_line_and_the_rest_goes_on(
    data_dir: Path, sound: dict[str, FloatArray], file: str, damage: Damage
) -> None:
    with folders(data_dir) as top, logged() as log:
        damaged = top / file
        damage(damaged, data_dir / "voices/bf_emma.pt")
        with bound_by_modes():
            started = check_what_is_left(top, damaged, damage, sound)
        event("a line" if log.lines else "no line")
        assert all(damaged.name in line and "\n" not in line for line in log.lines), log.lines
        assert len(log.lines) <= started


def check_what_is_left(
    top: Path, damaged: Path, damage: Damage, sound: dict[str, FloatArray]
) -> bool:
    """The program does not start and says why, or it has all voices but a damaged one; which."""
    try:
        engine = begin(top)
    except SetupError as error:
        event("refused to start")
        assert "\n" not in error.message
        if damaged.name != "settings.toml" or damage.kind not in BYTES:  # may name anything now
            assert damaged.name in error.message
        assert "download" in error.message or damaged.parent == top
        return False
    for voice in ("af_bella", "af_heart", *(v.id for v in engine.catalog if "mine" in v.id)):
        try:
            style = engine.style(voice)
        except SynthesisFailed:
            assert voice == damaged.stem, "only the damaged voice is lost"
        else:
            assert np.isfinite(style).all()
            if damage.kind in BYTES and damaged.suffix in (".pt", ".npz"):
                assert np.array_equal(style, sound[voice]), "these formats have checksums"
    asyncio.run(engine.close())
    return True


# The cache.

KEYS = [PhraseKey("kokoro", "style", 1.0, (number,), None) for number in range(12)]


def phrase(number: int) -> Speech:
    chance = np.random.default_rng(number)
    samples = chance.standard_normal(2_000 + 700 * number, np.float32)
    return KeptSpeech.of(Speech(samples, chance.integers(0, 9, 12), samples[:480])).speech()


def same(one: Speech, other: Speech) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("samples", "durations", "tail")
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder as a kill leaves it: with a log of what is not yet in the database."""
    folder, left = (tmp_path_factory.mktemp(name) for name in ("cache", "left"))
    cache = PhraseCache(0, folder)
    for number, key in enumerate(KEYS[:8]):
        cache.put(key, phrase(number))
    for path in folder.iterdir():
        shutil.copyfile(path, left / path.name)
    cache.close()
    return left


@MOST
@given(st.sampled_from(["", "-wal", "-shm"]), DAMAGES)
def test_any_damage_to_the_cache_costs_phrases_and_no_speech(
    said: Path, ending: str, damage: Damage
) -> None:
    with tempfile.TemporaryDirectory() as name, logged() as log:
        folder = Path(name) / "cache"
        shutil.copytree(said, folder)
        outside = Path(name) / "outside"
        outside.write_bytes(b"somebody else's\n" * 1_000)
        damaged = folder / f"phrases.sqlite3{ending}"
        damage(damaged, outside)
        with bound_by_modes():
            cache = PhraseCache(0, folder)
            for number, key in enumerate(KEYS):
                found = cache.load(key)
                assert found is None or same(found, phrase(number))
            for number, key in enumerate(KEYS):
                cache.put(key, phrase(number))
            kept = [cache.load(key) for key in KEYS]
            cache.close()
        assert all(speech is None or same(speech, phrase(n)) for n, speech in enumerate(kept))
        given_up = any("cannot be kept" in line for line in log.lines)
        assert given_up or None not in kept, "what is put in after the damage is found again"
        assert all("phrases" in line.lower() and "\n" not in line for line in log.lines)
        assert outside.read_bytes() == b"somebody else's\n" * 1_000
        event("given up" if given_up else f"{len(log.lines)} lines")
