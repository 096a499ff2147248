"""The real model: how far each precision is from float32, in sound and in prosody."""

from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import torch
from kokoro import KModel
from torch import Tensor

from wyoming_kokoro.models.decoder import TorchDecoder, fold_weight_norm
from wyoming_kokoro.models.excitation import HarmonicSource
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import FastProsody
from wyoming_kokoro.models.kernels.library import Kernels, Kind, best_kind
from wyoming_kokoro.models.kokoro_kernels import KernelNetwork
from wyoming_kokoro.models.network import Network
from wyoming_kokoro.models.prosody import TorchProsody
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.voices.packs import PackFile, read_pack

from .conftest import most_rounded
from .log_mel import log_mel_distance
from .tensors import TensorDecoder, TensorProsody, TensorSource, weights_of

_LIMIT_DB = {Kind.fp32: 0.01, Kind.bf16: 0.2, Kind.int8: 1.0, Kind.mixed: 0.2}
_MOVED = (
    {"frames": 0.5, "hertz": 1.0, "energy": 0.1, "text": 0.02},
    {"frames": 1e-3, "hertz": 0.01, "energy": 1e-3, "text": 1e-4},
)
"""How far prosody may be from torch's: rounded, and in float32."""
_PHONEMES = ("ðə lˈɪvɪŋ ɹˈum lˈIts ɑɹ nˌW ˈɔn.", "kʊd ju pˈʊt ðə kˈɛɾᵊl ˈɔn, plˈiz?")
_VOICES = ("af_heart", "bf_emma", "am_michael")


class _Case:
    """One phrase in one voice: what the model's own torch code hands to the decoder."""

    def __init__(self, model: KModel, source: TensorSource, phonemes: str, row: Tensor) -> None:
        self.ids = torch.tensor([[0, *(model.vocab[p] for p in phonemes), 0]])
        self.style = row[:, 128:]
        layers = TorchProsody(model)
        encoded = layers.encode(model.bert_encoder(layers.albert(self.ids)), self.style)
        self.frames = layers.durations(encoded)
        durations = self.frames.round().clamp(min=1).long()[0]
        self.aligned = encoded.repeat_interleave(durations, dim=1)
        self.pitch, self.energy = layers.curves(self.aligned, self.style)
        self.text = layers.text(self.ids)
        text = self.text.repeat_interleave(durations, dim=2)
        self.timbre = row[:, :128]
        self.inputs = (text, self.pitch, self.energy, self.timbre)
        self.noise, self.other_noise = source(self.pitch, 1), source(self.pitch, 2)

    def sound(self, decoder: TensorDecoder | TorchDecoder, noise: Tensor | None = None) -> Tensor:
        """All of it as `decoder` makes it."""
        features = decoder.front(*self.inputs)
        return decoder.sound(features, self.timbre, self.noise if noise is None else noise)


@pytest.fixture(scope="session")
def cases(model: KModel, data_dir: Path) -> list[_Case]:
    mixer = model.decoder.generator.m_source.l_linear
    source = TensorSource(mixer)
    packs = [read_pack(PackFile(AssetPaths(data_dir).voice(name))) for name in _VOICES]
    with torch.inference_mode():
        return [
            _Case(model, source, phonemes, torch.tensor(pack[len(phonemes) - 1]))
            for phonemes, pack in zip(_PHONEMES * 2, packs)
        ]


@pytest.fixture(scope="session")
def pristine(model: KModel) -> KModel:
    """A copy of the model before `TorchDecoder` takes it over."""
    fold_weight_norm(model)  # with which torch copies no module
    return deepcopy(model)


@pytest.fixture(scope="session")
def references(model: KModel, pristine: KModel, cases: list[_Case]) -> list[Tensor]:
    decoder = TorchDecoder(model.decoder)
    return [case.sound(decoder) for case in cases]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=[] if kind in (Kind.int8, Kind.fp32) else pytest.mark.long)
        for kind in Kind
    ],
)
def test_the_sound_is_that_of_float32(
    model: KModel, kernels: Kernels, cases: list[_Case], references: list[Tensor], kind: Kind
) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    decoder = TensorDecoder.pack(model.decoder, kernels, kind.name, 2)
    pairs = zip(cases, references)
    distances = [log_mel_distance(case.sound(decoder), right) for case, right in pairs]
    mean = sum(distances) / len(distances)
    print(f"{kind.name}: {mean:.3f} dB, at most {max(distances):.3f} dB")
    assert mean < _LIMIT_DB[kind]


@pytest.mark.long
def test_the_sound_of_every_instruction_set_is_that_of_float32(
    model: KModel, each_kernels: Kernels, cases: list[_Case], references: list[Tensor]
) -> None:
    """In the arithmetic that it speaks in by default; on two cases, for some sets are slow."""
    kind = Kind[best_kind(each_kernels, "auto") or "fp32"]
    decoder = TensorDecoder.pack(model.decoder, each_kernels, kind.name, 2)
    pairs = zip(cases[:2], references)
    distances = [log_mel_distance(case.sound(decoder), right) for case, right in pairs]
    print(f"{each_kernels.path.stem}, {kind.name}: {distances[0]:.3f}, {distances[1]:.3f} dB")
    assert max(distances) < _LIMIT_DB[kind]


def test_another_noise_changes_more_than_int8(
    model: KModel, kernels: Kernels, cases: list[_Case], references: list[Tensor]
) -> None:
    kind = most_rounded(kernels)
    decoder = TensorDecoder.pack(model.decoder, kernels, kind.name, 2)
    for case, right in zip(cases[:2], references):
        ours = case.sound(decoder)
        other = log_mel_distance(case.sound(decoder, case.other_noise), ours)
        assert log_mel_distance(ours, right) < other


@pytest.mark.parametrize("kind", [Kind.fp32, Kind.bf16, Kind.mixed])
def test_prosody_is_that_of_float32(
    model: KModel, kernels: Kernels, cases: list[_Case], kind: Kind
) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    prosody = TensorProsody(FastProsody.pack(weights_of(model), kernels, kind.name, 2))
    with torch.inference_mode():
        for case in cases:
            frames = prosody.durations(prosody.encode(prosody.albert(case.ids), case.style))
            pitch, energy = prosody.curves(case.aligned, case.style)
            text = prosody.text(case.ids)
            moved = {
                "frames": (frames - case.frames).abs().max(),
                "hertz": (pitch - case.pitch).abs().max(),
                "energy": (energy - case.energy).abs().max(),
                "text": (text - case.text).abs().max() / case.text.abs().max(),
            }
            assert [
                name for name, most in _MOVED[kind is Kind.fp32].items() if moved[name] > most
            ] == []
    prosody.fast.close()


def test_torch_and_the_kernels_are_one_network(
    model: KModel, pristine: KModel, kernels: Kernels, data_dir: Path
) -> None:
    mixer = pristine.decoder.generator.m_source.l_linear
    source = HarmonicSource(mixer.weight.detach().numpy(), mixer.bias.detach().numpy())
    weights = weights_of(model)
    ours = KernelNetwork(
        FastProsody.pack(weights, kernels, "fp32", 2),
        FastDecoder.pack(weights, kernels, "fp32", 2),
        source,
        0,
    )
    theirs = Network(pristine, "cpu", 5)
    tokens = [model.vocab[p] for p in "lˈIts ˈɔn."]
    style = read_pack(PackFile(AssetPaths(data_dir).voice("bf_emma")))[len(tokens) - 1]
    planned, right = (each.plan(tokens, style, 1.3) for each in (ours, theirs))
    assert planned.durations.tolist() == right.durations.tolist()
    assert len(planned.durations) == len(tokens) + 2
    for name, off in (("pitch", 0.05), ("energy", 1e-3), ("features", 1e-2), ("timbre", 0.0)):
        np.testing.assert_allclose(
            getattr(planned, name), getattr(right, name), atol=off, rtol=1e-3
        )
    assert planned.excitation.shape == right.excitation.shape
    assert np.array_equal(right.excitation, source(right.pitch, 5))
    hurried = [each.plan(tokens, style, 4.0).durations.tolist() for each in (ours, theirs)]
    assert hurried[0] == hurried[1] and min(hurried[0]) == 1
    first, last = 8, int(right.durations.sum()) - 4  # so that some of it does not count
    spoken, wanted = ours.sound(right, first, last), theirs.sound(right, first, last)
    assert spoken.samples.shape == wanted.samples.shape == (600 * (last - first),)
    assert spoken.tail.shape == wanted.tail.shape == (480,)
    both = (torch.from_numpy(each.samples) for each in (spoken, wanted))
    assert log_mel_distance(*both) < _LIMIT_DB[Kind.fp32]
    ours.close()
