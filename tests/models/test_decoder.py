"""The excitation, and the decoder on kernels against the plain one, with drawn weights."""

from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from kokoro.istftnet import Decoder as KokoroDecoder
from kokoro.istftnet import SourceModuleHnNSF
from torch import Tensor, nn

from wyoming_kokoro.models import fast_decoder
from wyoming_kokoro.models.decoder import TorchDecoder
from wyoming_kokoro.models.fast_decoder import FastDecoder
from wyoming_kokoro.models.fast_prosody import prosody_precision
from wyoming_kokoro.models.kernels.library import Kernels, Kind

from .conftest import most_rounded
from .tensors import TensorDecoder, TensorSource

Inputs = tuple[Tensor, Tensor, Tensor, Tensor]


def _inputs(frames: int, size: float = 1.0) -> Inputs:
    """Text, pitch (voiced, then not), energy and style of `frames` frames."""
    torch.manual_seed(frames)
    pitch = torch.cat((torch.linspace(90, 300, frames), torch.zeros(frames)))[None]
    energy = torch.randn(1, 2 * frames)
    return (
        torch.randn(1, 512, frames) * size,
        pitch,
        energy * size,
        torch.randn(1, 128) * 0.1 * size,
    )


def _decode(
    decoder: TensorDecoder | TorchDecoder,
    text: Tensor,
    pitch: Tensor,
    energy: Tensor,
    style: Tensor,
    excitation: Tensor,
    weights: Tensor | None = None,
) -> Tensor:
    features = decoder.front(text, pitch, energy, style)
    return decoder.sound(features, style, excitation, weights)


@pytest.fixture
def source() -> TensorSource:
    torch.manual_seed(4)
    return TensorSource(nn.Linear(9, 1))


def test_voiced_excitation_is_that_of_kokoro() -> None:
    torch.manual_seed(5)
    theirs = SourceModuleHnNSF(
        sampling_rate=24000, upsample_scale=300, harmonic_num=8, voiced_threshod=10
    )
    theirs.l_sin_gen.noise_std = 0.0
    ours = TensorSource(theirs.l_linear)
    steps = torch.linspace(80, 400, 60)
    right, _, _ = theirs(steps.repeat_interleave(300)[None, :, None])
    mixed = ours.mix(steps, torch.zeros(60 * 300))
    torch.testing.assert_close(mixed, right.detach().flatten(), atol=2e-3, rtol=0)


def test_unvoiced_excitation_has_the_spread_of_kokoro() -> None:
    torch.manual_seed(6)
    theirs = SourceModuleHnNSF(
        sampling_rate=24000, upsample_scale=300, harmonic_num=8, voiced_threshod=10
    )
    ours = TensorSource(theirs.l_linear)
    with torch.no_grad():
        right, _, _ = theirs(torch.zeros(1, 60_000, 1))
    drawn = ours(torch.zeros(1, 200), seed=1)
    assert float(drawn.std() / right.std()) == pytest.approx(1, abs=0.03)
    assert float(drawn.mean() - right.mean()) == pytest.approx(0, abs=0.003)


def test_noise_is_loud_where_nothing_is_voiced_and_faint_elsewhere(source: TensorSource) -> None:
    weight = source.source._weight
    spread, noise = float(np.sqrt((weight**2).sum())), torch.randn(4 * 300)
    for hertz, amplitude in ((0.0, 0.1 / 3), (10.0, 0.1 / 3), (10.5, 0.003), (200.0, 0.003)):
        steps = torch.full((4,), hertz)
        silent = source.mix(steps, torch.zeros(4 * 300)).atanh()
        added = source.mix(steps, noise).atanh() - silent
        torch.testing.assert_close(added, noise * spread * amplitude, atol=2e-6, rtol=1e-4)
        if hertz <= 10:
            bias = torch.full_like(silent, float(source.source._bias))
            torch.testing.assert_close(silent, bias, atol=1e-6, rtol=0)
    drawn = source(torch.zeros(1, 8), 3)
    right = np.random.Generator(np.random.SFC64(3)).standard_normal(8 * 300, dtype=np.float32)
    assert torch.equal(drawn, source.mix(torch.zeros(8), torch.from_numpy(right)))


def test_harmonics_keep_their_phase_over_a_long_passage(source: TensorSource) -> None:
    """25 turns of 250 Hz take eight steps, so a minute later they are what they were."""
    steps = torch.full((4800,), 250.0)
    mixed = source.mix(steps, torch.zeros(4800 * 300))
    torch.testing.assert_close(mixed[-4800:-2400], mixed[2400:4800], atol=1e-4, rtol=0)


def test_a_seed_gives_the_same_excitation_again(source: TensorSource) -> None:
    pitch = _inputs(8)[1]
    assert torch.equal(source(pitch, 7), source(pitch, 7))
    assert not torch.equal(source(pitch, 7), source(pitch, 8))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("frames", [2, 3, 7, 20])
def test_in_float32_the_kernels_equal_torch(
    kernels: Kernels, random_decoder: KokoroDecoder, frames: int, weighted: bool
) -> None:
    inputs = _inputs(frames)
    # Without the angles of the excitation: with drawn weights they make torch itself differ from
    # double precision by a fifth.
    excitation = torch.randn(600 * frames)
    for conv in random_decoder.generator.noise_convs:
        conv.weight.data[:, 11:] = 0
    weights = torch.rand(2 * frames) + 0.2 if weighted else None
    fast = TensorDecoder.pack(random_decoder, kernels, "fp32", 2)
    torch_decoder = TorchDecoder(random_decoder)
    samples = _decode(fast, *inputs, excitation, weights)
    right = _decode(torch_decoder, *inputs, excitation, weights)
    assert samples.shape == (600 * frames,)
    torch.testing.assert_close(samples, right, atol=float(right.abs().max()) * 5e-3, rtol=0)


def test_the_plain_decoder_in_two_steps_is_that_of_kokoro(random_decoder: KokoroDecoder) -> None:
    inputs = _inputs(9)
    decoder = TorchDecoder(random_decoder)
    samples = _decode(decoder, *inputs, torch.zeros(5400))
    with torch.inference_mode():
        right = random_decoder(*inputs).flatten()
    torch.testing.assert_close(samples, right)


def test_equal_weights_are_no_weights(random_decoder: KokoroDecoder) -> None:
    inputs, silent = _inputs(9), torch.zeros(5400)
    decoder = TorchDecoder(random_decoder)
    samples = _decode(decoder, *inputs, silent, torch.full((18,), 3.0))
    right = _decode(decoder, *inputs, silent)
    torch.testing.assert_close(samples, right, atol=float(right.abs().max()) * 5e-3, rtol=0)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "make", [lambda x: torch.zeros_like(x), lambda x: x * 1e4], ids=["zero", "huge"]
)
def test_extreme_inputs_give_finite_samples(
    kernels: Kernels,
    random_decoder: KokoroDecoder,
    source: TensorSource,
    kind: Kind,
    make: Callable[[Tensor], Tensor],
) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    text, pitch, energy, style = _inputs(5)
    fast = TensorDecoder.pack(random_decoder, kernels, kind.name, 2)
    samples = _decode(fast, make(text), make(pitch), make(energy), style, source(make(pitch), 1))
    assert samples.isfinite().all()


def test_results_do_not_depend_on_what_was_decoded_before(
    kernels: Kernels, random_decoder: KokoroDecoder, source: TensorSource
) -> None:
    fast = TensorDecoder.pack(random_decoder, kernels, most_rounded(kernels).name, 2)
    inputs = _inputs(9)
    excitation = source(inputs[1], 1)
    first = _decode(fast, *inputs, excitation)
    for frames in (31, 2):
        other = _inputs(frames, 100.0)
        _decode(fast, *other, source(other[1], 1), torch.linspace(1, 9, 2 * frames))
    assert torch.equal(_decode(fast, *inputs, excitation), first)


def test_a_closed_decoder_refuses_and_closes_again(
    kernels: Kernels, random_decoder: KokoroDecoder, source: TensorSource
) -> None:
    fast = TensorDecoder.pack(random_decoder, kernels, "fp32", 2)
    fast.close()
    fast.close()
    inputs = _inputs(2)
    with pytest.raises(RuntimeError):
        _decode(fast, *inputs, source(inputs[1], 1))


def test_excitation_of_another_length_is_refused(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    fast = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    with pytest.raises(ValueError):
        _decode(fast, *_inputs(4), torch.zeros(600))


def test_curves_of_another_length_than_the_text_are_refused() -> None:
    nothing: Any = None
    fast = TensorDecoder(FastDecoder(nothing, {}))
    text, pitch, energy, style = _inputs(4)
    for curves in ((pitch[:, 1:], energy[:, 1:]), (pitch, energy[:, 1:]), (pitch[:, 1:], energy)):
        with pytest.raises(ValueError, match="^pitch and energy do not cover the frames"):
            fast.front(text, *curves, style)


@pytest.mark.parametrize(
    ("kind", "has", "kinds"),
    [
        ("fp32", "fp32 mixed bf16 int8", "fp32 fp32 fp32"),
        ("bf16", "fp32 mixed bf16 int8", "bf16 bf16 bf16"),
        ("mixed", "fp32 mixed", "mixed mixed mixed"),
        ("int8", "fp32 mixed bf16 int8", "int8 bf16 bf16"),
        ("int8", "fp32 mixed int8", "int8 int8 fp32"),
    ],
)
def test_int8_is_for_the_residual_blocks_where_something_better_is_there_for_the_others(
    kind: str, has: str, kinds: str
) -> None:
    library: Any = SimpleNamespace(kinds={Kind[name] for name in has.split()})
    chosen = fast_decoder._Kinds.of(Kind[kind], library)
    weights = defaultdict(lambda: np.zeros((2, 2, 2), np.float32))
    layers = fast_decoder._layers(weights, chosen)
    residual, front, spectrum = (Kind[name] for name in kinds.split())
    assert {layer.slot: layer.kind for layer in layers} == {
        **dict.fromkeys((*range(16), 18, 19), front),
        **dict.fromkeys((16, 17), Kind.fp32),  # of the excitation
        20: spectrum,
        **dict.fromkeys(range(21, 69), residual),
    }


@pytest.mark.parametrize(
    ("has", "decoder", "prosody"),
    [
        ("fp32 mixed bf16 int8", "int8", "bf16"),
        ("fp32 mixed bf16 int8", "bf16", "bf16"),
        ("fp32 mixed bf16 int8", "fp32", "fp32"),
        ("fp32 mixed int8", "int8", "mixed"),
    ],
)
def test_int8_is_not_for_prosody(has: str, decoder: str, prosody: str) -> None:
    library: Any = SimpleNamespace(kinds={Kind[name] for name in has.split()})
    assert prosody_precision(library, decoder) == prosody


def test_a_precision_that_the_kernels_lack_is_refused(
    narrow_kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    with pytest.raises(ValueError):
        TensorDecoder.pack(random_decoder, narrow_kernels, "bf16", 1)
