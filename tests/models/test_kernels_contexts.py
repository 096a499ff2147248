"""Contexts that share packed weights, and what the kernels refuse."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor

from wyoming_kokoro.memory import resident
from wyoming_kokoro.models.kernels.graphs import NativeDecoder, NativeProsody
from wyoming_kokoro.models.kernels.library import Kernels, Kind

from .tensors import TensorDecoder

_FRAMES = 9


def _inputs(frames: int = _FRAMES) -> tuple[Tensor, Tensor, Tensor]:
    """Features, style and excitation of some frames."""
    torch.manual_seed(4)
    return torch.randn(2 * frames, 512), torch.randn(1, 128), torch.randn(600 * frames)


@pytest.mark.parametrize("kind", list(Kind))
def test_siblings_at_the_same_time_give_the_same_bits(
    kernels: Kernels, random_decoder: KokoroDecoder, kind: Kind
) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    first = TensorDecoder.pack(random_decoder, kernels, kind.name, 2)
    inputs = _inputs()
    alone = first.sound(*inputs)
    decoders = [first, first.sibling(1), first.sibling(2)]
    with ThreadPoolExecutor(3) as threads:
        sounds = list(threads.map(lambda d: [d.sound(*inputs) for _ in range(4)], decoders))
    assert all(torch.equal(sound, alone) for several in sounds for sound in several)


def test_a_sibling_outlives_the_one_it_was_made_from(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    first = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    before, second = first.sound(*_inputs()), first.sibling(1)
    first.close()
    first.close()
    assert torch.equal(second.sound(*_inputs()), before)
    with pytest.raises(RuntimeError, match="closed"):
        first.sound(*_inputs())
    with pytest.raises(RuntimeError, match="closed"):
        first.sibling(1)


def test_trimmed_memory_is_given_back_and_the_next_sound_is_the_same(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 2)
    before = decoder.sound(*_inputs(200))
    used = resident()["private"]
    decoder.fast.trim()
    assert used - resident()["private"] > 30_000_000
    assert torch.equal(decoder.sound(*_inputs(200)), before)


def test_shared_weights_are_final(kernels: Kernels) -> None:
    first = NativeDecoder(kernels, 1)
    second = first.sibling(1)
    for one in (first, second):
        with pytest.raises(RuntimeError, match="shared"):
            one.set_conv(0, Kind.fp32, torch.zeros(64, 32, 1), None)


def _prosody(call: Callable[[NativeProsody], object]) -> Callable[[Kernels], object]:
    return lambda kernels: call(NativeProsody(kernels, 1))


def _decoder(call: Callable[[NativeDecoder], object]) -> Callable[[Kernels], object]:
    return lambda kernels: call(NativeDecoder(kernels, 1))


_STYLE = torch.zeros(128)
_WIDE, _BIAS = torch.zeros(2048, 640), torch.zeros(2048)


@pytest.mark.parametrize(
    "call",
    [
        _decoder(lambda d: d.set_conv(71, Kind.fp32, torch.zeros(8, 8, 1), None)),
        _decoder(lambda d: d.set_conv(-1, Kind.fp32, torch.zeros(8, 8, 1), None)),
        _decoder(lambda d: d.set_conv(0, Kind.fp32, torch.zeros(8, 8, 1), torch.zeros(7))),
        _decoder(lambda d: d.set_alpha(20, torch.ones(128))),
        _decoder(lambda d: d.set_pool(2, torch.zeros(8, 3), torch.zeros(8))),
        _decoder(lambda d: d.set_pool(0, torch.zeros(8, 2), torch.zeros(8))),
        _decoder(lambda d: d.front(torch.zeros(2, 511), torch.zeros(2), torch.zeros(2), _STYLE)),
        _decoder(lambda d: d.front(torch.zeros(0, 512), torch.zeros(0), torch.zeros(0), _STYLE)),
        _decoder(lambda d: d.run(torch.zeros(3, 512), _STYLE, torch.zeros(600), None)),
        _decoder(lambda d: d.run(torch.zeros(2, 512), _STYLE, torch.zeros(600), torch.ones(3))),
        _prosody(lambda p: p.lstm(6, torch.zeros(1, 640))),
        _prosody(lambda p: p.lstm(-1, torch.zeros(1, 640))),
        _prosody(lambda p: p.lstm(0, torch.zeros(0, 640))),
        _prosody(lambda p: p.text(0, torch.zeros(0, 512))),
        _prosody(lambda p: p.text(0, torch.zeros(1, 511))),
        _prosody(lambda p: p.albert(1, torch.zeros(0, 768))),
        _prosody(lambda p: p.set_text_norms(torch.zeros(5, 512))),
        _prosody(lambda p: p.set_lstm(6, Kind.fp32, _WIDE, torch.zeros(2048, 256), _BIAS)),
        _prosody(lambda p: p.set_lstm(0, Kind.int8, _WIDE, torch.zeros(2048, 256), _BIAS)),
        _prosody(lambda p: p.set_lstm(0, Kind.fp32, _WIDE, torch.zeros(2048, 255), _BIAS)),
        _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(0, 8, 1), None)),
        _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 0, 1), None)),
        _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 8, 0), None)),
        _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 8, 1), None, 0)),
        _decoder(lambda d: d.set_alpha(69, torch.ones(128))),
        _decoder(lambda d: d.set_alpha(21, torch.ones(2049))),
        _decoder(lambda d: d.set_alpha(21, torch.ones(0))),
        _decoder(lambda d: d.set_pool(-1, torch.zeros(8, 3), torch.zeros(8))),
        _decoder(lambda d: d.set_pool(0, torch.zeros(2049, 3), torch.zeros(2049))),
        _decoder(lambda d: d.set_pool(0, torch.zeros(0, 3), torch.zeros(0))),
        _decoder(lambda d: d.run(torch.zeros(0, 512), _STYLE, torch.zeros(0), None)),
        _prosody(lambda p: p.set_projection(-1, torch.zeros(256), 0.0)),
        _prosody(lambda p: p.set_projection(2, torch.zeros(256), 0.0)),
        _prosody(lambda p: p.set_projection(0, torch.zeros(255), 0.0)),
        _prosody(lambda p: p.set_norms(torch.zeros(3, 768))),
        _prosody(lambda p: p.albert(12, torch.zeros(1, 512))),
        _prosody(lambda p: p.curves(torch.zeros(0, 512), _STYLE)),
        _prosody(lambda p: p.curves(torch.zeros(1, 512), torch.zeros(127))),
        _prosody(lambda p: p.linear(36, torch.zeros(1, 128), 64)),
    ],
)
def test_places_and_sizes_that_do_not_exist_are_refused(
    kernels: Kernels, call: Callable[[Kernels], object]
) -> None:
    with pytest.raises(ValueError, match="."):
        call(kernels)


def test_a_number_format_that_is_not_there_is_refused(narrow_kernels: Kernels) -> None:
    decoder = NativeDecoder(narrow_kernels, 1)
    with pytest.raises(ValueError, match="number format"):
        decoder.set_conv(0, Kind.bf16, torch.zeros(8, 8, 1), None)


@pytest.mark.parametrize("values", [64, 40_000])
def test_a_style_that_gives_too_few_or_too_many_gains_is_refused(
    kernels: Kernels, random_decoder: KokoroDecoder, values: int
) -> None:
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    decoder.fast._native.set_linear(70, torch.zeros(values, 128), torch.ones(values))
    with pytest.raises(ValueError, match="gains and biases"):
        decoder.sound(*_inputs())


@pytest.mark.parametrize("outputs", [1, 50, 64, 130])
def test_a_product_equals_numpy(kernels: Kernels, outputs: int) -> None:
    rng = np.random.default_rng(outputs)
    native = NativeProsody(kernels, 2)
    weight, bias = rng.normal(size=(outputs, 640)), rng.normal(size=outputs)
    native.set_linear(34, weight, bias)
    for rows in (1, 7, 130):
        x = rng.normal(size=(rows, 640))
        np.testing.assert_allclose(native.linear(34, x, outputs), x @ weight.T + bias, atol=2e-3)
    for inputs, wanted in ((640, outputs + 64), (512, outputs)):
        with pytest.raises(ValueError, match="size|inputs"):
            native.linear(34, np.zeros((1, inputs)), wanted)
