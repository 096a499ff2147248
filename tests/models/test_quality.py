"""The real model: what the kernels make of twenty sentences in five voices, next to plain float32
with the same noise.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.shaping import joined
from wyoming_kokoro.models.base import FloatArray, IntArray
from wyoming_kokoro.models.kernels.library import Kernels
from wyoming_kokoro.models.kokoro_kernels import KernelNetwork, packed
from wyoming_kokoro.models.network import Network, read_model
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.sound import FRAME_SAMPLES
from wyoming_kokoro.voices.packs import PackFile, read_pack

from ..conftest import Listener
from ..sentences import SENTENCES, VOICES, words
from .conftest import most_rounded
from .log_mel import log_mel_distance

_LIMIT_DB = 1.0
_SENTENCES = SENTENCES[:20]
_MORE_ERRORS = 0.005
"""Of all words; half of what this listener itself gets wrong."""


@dataclass(frozen=True)
class Spoken:
    samples: FloatArray
    durations: IntArray


def speak(network: Network | KernelNetwork, tokens: list[int], pack: FloatArray) -> Spoken:
    row = pack[len(tokens) - 1]
    passage = network.plan(tokens, row, 1.0)
    frames = int(passage.durations.sum())
    return Spoken(network.sound(passage, 0, frames).samples, passage.durations)


def distance(one: Spoken, other: Spoken) -> float:
    """Log-mel distance in dB; of a token that lasts longer in one of them, only as much as both
    have.
    """
    common = np.minimum(one.durations, other.durations).tolist()
    parts: tuple[list[FloatArray], list[FloatArray]] = [], []
    for spoken, kept in zip((one, other), parts):
        starts = [0, *spoken.durations.cumsum().tolist()]
        for start, frames in zip(starts, common):
            kept.append(spoken.samples[start * FRAME_SAMPLES : (start + frames) * FRAME_SAMPLES])
    return log_mel_distance(*(torch.from_numpy(np.concatenate(kept)) for kept in parts))


@pytest.fixture(scope="module")
def plain(data_dir: Path) -> Network:
    return Network(read_model(AssetPaths(data_dir)), "cpu", 0)


@pytest.fixture(scope="module")
def rounded(kernels: Kernels) -> str:
    """The most rounded arithmetic that this processor has."""
    return most_rounded(kernels).name


@pytest.fixture(scope="module")
def quick(data_dir: Path, kernels: Kernels, rounded: str) -> KernelNetwork:
    return KernelNetwork.open(packed(AssetPaths(data_dir), kernels, rounded), kernels, 2, 0)


@dataclass(frozen=True)
class Reference:
    """An utterance in plain float32, and what is heard of it."""

    text: str
    tokens: list[int]
    pack: FloatArray
    spoken: Spoken
    heard: str


@pytest.fixture(scope="module")
def references(
    engine: SpeechEngine, data_dir: Path, plain: Network, hear: Listener
) -> list[Reference]:
    made = []
    for voice in VOICES:
        pack = read_pack(PackFile(AssetPaths(data_dir).voice(voice)))
        for sentence in _SENTENCES:
            tokens = asyncio.run(engine.phonemize(sentence, voice=voice)).tokens
            spoken = speak(plain, tokens, pack)
            heard = words(hear(spoken.samples))
            made.append(Reference(words(sentence), tokens, pack, spoken, heard))
    return made


@pytest.mark.long
def test_speech_is_as_good_as_in_float32(
    data_dir: Path, references: list[Reference], each_kernels: Kernels, hear: Listener
) -> None:
    """In the most rounded arithmetic of every instruction set."""
    rounded = most_rounded(each_kernels).name
    arrays = packed(AssetPaths(data_dir), each_kernels, rounded)
    network = KernelNetwork.open(arrays, each_kernels, 2, 0)
    quick = [speak(network, each.tokens, each.pack) for each in references]
    distances = [distance(each.spoken, ours) for each, ours in zip(references, quick)]
    moved = sum(
        int((each.spoken.durations != ours.durations).sum())
        for each, ours in zip(references, quick)
    )
    said = [each.text for each in references]
    errors = jiwer.wer(said, [each.heard for each in references])
    errors_quick = jiwer.wer(said, [words(hear(each.samples)) for each in quick])
    print(
        f"{each_kernels.path.stem}, {rounded}, {len(distances)} utterances:"
        f" {np.mean(distances):.3f} dB from float32"
        f" in the mean, {max(distances):.3f} at most; {moved} of"
        f" {sum(len(each.tokens) for each in references)} durations differ; word"
        f" errors {errors:.4f} in float32, {errors_quick:.4f} in {rounded}"
    )
    assert np.mean(distances) <= _LIMIT_DB
    assert errors_quick <= errors + _MORE_ERRORS


@pytest.mark.parametrize("sentences", [4, pytest.param(8, marks=pytest.mark.long)])
async def test_windows_of_a_sentence_join_as_if_it_were_spoken_whole(
    engine: SpeechEngine,
    data_dir: Path,
    quick: KernelNetwork,
    monkeypatch: pytest.MonkeyPatch,
    sentences: int,
) -> None:
    pack = read_pack(PackFile(AssetPaths(data_dir).voice(VOICES[0])))

    async def compare() -> NDArray[np.float64]:
        """Of both parts: distance from the whole in dB, level against it in dB; and the steps
        between two samples at the join.
        """
        figures = []
        for sentence in _SENTENCES[:sentences]:
            read = await engine.phonemize(sentence, voice=VOICES[0])
            row = pack[len(read.tokens) - 1]
            passage = quick.plan(read.tokens, row, 1.0)
            ends = passage.durations.cumsum().tolist()
            cut = ends[read.phonemes.index(" ", 14) + 1]
            whole = quick.sound(passage, 0, ends[-1]).samples
            place = cut * FRAME_SAMPLES
            opening = quick.sound(passage, 0, cut)
            first = opening.samples
            second = joined(opening.tail, quick.sound(passage, cut, ends[-1]).samples)
            parts = ((first, whole[:place]), (second, whole[place:]))
            distances = [log_mel_distance(torch.tensor(a), torch.tensor(b)) for a, b in parts]
            levels = [abs(10 * np.log10(np.mean(a**2) / np.mean(b**2))) for a, b in parts]
            steps = [abs(second[0] - first[-1]), abs(whole[place] - whole[place - 1])]
            figures.append([*distances, *levels, *steps])
        return np.mean(figures, 0)

    ours = await compare()
    monkeypatch.setattr("wyoming_kokoro.models.frames.window_weights", lambda *_: None)
    plain = await compare()
    for name, values in (("weighted", ours), ("plain", plain)):
        print(name, "distances %.2f %.2f dB, levels %.2f %.2f dB, steps %.4f %.4f" % tuple(values))
    assert ours[:2].mean() < plain[:2].mean()
    assert ours[2:4].mean() < plain[2:4].mean()
    assert ours[2:4].mean() < 1
    assert ours[4] < 2 * ours[5]
