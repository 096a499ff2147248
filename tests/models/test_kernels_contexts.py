"""Contexts that share packed weights, and what the kernels refuse."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest
import torch
from kokoro.istftnet import Decoder as KokoroDecoder
from torch import Tensor

from wyoming_kokoro.memory import give_memory_back, resident
from wyoming_kokoro.models.base import FloatArray
from wyoming_kokoro.models.kernels.graphs import NativeDecoder, NativeProsody
from wyoming_kokoro.models.kernels.library import Kernels, Kind

from .tensors import TensorDecoder, transparent_decoder

_FRAMES = 9
_STYLE = torch.zeros(128)


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


def _run(decoder: NativeDecoder, frames: int) -> FloatArray:
    excitation = np.random.default_rng(frames).normal(size=600 * frames, scale=0.1)
    return decoder.run(np.zeros((2 * frames, 512)), _STYLE, excitation, None)


def test_callers_of_one_context_take_turns(kernels: Kernels) -> None:
    decoder = transparent_decoder(kernels, 2)
    alone = {frames: _run(decoder, frames) for frames in (30, 40)}
    with ThreadPoolExecutor(2) as threads:
        asked = list(alone) * 4
        for frames, samples in zip(asked, threads.map(lambda n: _run(decoder, n), asked)):
            assert np.array_equal(samples, alone[frames])


def test_a_context_is_closed_after_the_call_in_hand(kernels: Kernels) -> None:
    decoder = transparent_decoder(kernels, 2)
    right = _run(decoder, 200)
    with ThreadPoolExecutor(1) as thread:
        in_hand = thread.submit(_run, decoder, 200)
        while not decoder._lock.locked() and not in_hand.done():
            sleep(0.001)
        decoder.close()
        assert np.array_equal(in_hand.result(), right)


def test_trimmed_memory_is_given_back_and_the_next_sound_is_the_same(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 2)
    before = decoder.sound(*_inputs(200))
    used = resident()["private"]
    decoder.fast.trim()
    assert used - resident()["private"] > 30_000_000
    assert torch.equal(decoder.sound(*_inputs(200)), before)


def test_memory_of_a_very_long_call_is_given_back_at_once(kernels: Kernels) -> None:
    first = transparent_decoder(kernels, 2)
    second = first.sibling(2)
    _run(second, 500)
    give_memory_back()
    held = resident()["private"]
    second.close()
    give_memory_back()
    assert held - resident()["private"] < 35_000_000
    first.close()


_PARTS: list[Callable[[NativeDecoder, NativeProsody], object]] = [
    lambda decoder, _: decoder.set_conv(0, Kind.fp32, torch.zeros(64, 32, 1), None),
    lambda decoder, _: decoder.set_alpha(21, torch.ones(8)),
    lambda decoder, _: decoder.set_pool(0, torch.zeros(8, 3), torch.zeros(8)),
    lambda _, prosody: prosody.set_norms(torch.zeros(4, 768)),
    lambda _, prosody: prosody.set_text_norms(torch.zeros(6, 512)),
    lambda _, prosody: prosody.set_projection(0, torch.zeros(256), 0.0),
]


@pytest.mark.parametrize("change", _PARTS)
def test_shared_weights_are_final(
    kernels: Kernels, change: Callable[[NativeDecoder, NativeProsody], object]
) -> None:
    decoder, prosody = NativeDecoder(kernels, 1), NativeProsody(kernels, 1)
    change(decoder, prosody)
    siblings = decoder.sibling(1), prosody.sibling(1)
    told = "(decoder|prosody) kernels: the weights are shared and cannot be changed any more"
    for one in ((decoder, prosody), siblings):
        with pytest.raises(RuntimeError, match=told):
            change(*one)


@pytest.mark.filterwarnings("error")
def test_no_threads_are_refused(kernels: Kernels) -> None:
    with pytest.raises(MemoryError, match="^no context of the kernels: no threads$"):
        NativeDecoder(kernels, 0)
    first = NativeProsody(kernels, 1)
    with pytest.raises(MemoryError, match="^no context of the kernels: no threads$"):
        first.sibling(0)
    with pytest.raises(ValueError, match="^no packed weights for these kernels: no threads$"):
        NativeProsody(kernels, 0, first.save())


def test_a_context_that_nobody_has_any_more_is_closed(kernels: Kernels) -> None:
    before = _busy_ticks().keys()
    context = NativeProsody(kernels, 3)
    assert len(_busy_ticks().keys() - before) == 2
    del context
    assert _busy_ticks().keys() <= before


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda p: p.albert(1, torch.zeros(1, 768)), "ALBERT's normalisations are missing"),
        (lambda p: p.text(0, torch.zeros(1, 512)), "the text encoder's normalisations are missing"),
        (lambda p: p.linear(34, torch.zeros(1, 640), 50), "a convolution is missing"),
        (lambda p: p.curves(torch.zeros(1, 512), _STYLE), "a convolution is missing"),
    ],
)
def test_a_layer_that_is_missing_is_named(
    kernels: Kernels, call: Callable[[NativeProsody], object], told: str
) -> None:
    prosody = NativeProsody(kernels, 1)
    with pytest.raises(RuntimeError) as caught:
        call(prosody)
    assert str(caught.value) == f"prosody kernels: {told}"
    prosody.close()
    with pytest.raises(RuntimeError, match="^these kernels are closed$"):
        call(prosody)


def test_what_is_refused_is_told(kernels: Kernels) -> None:
    decoder = NativeDecoder(kernels, 1)
    told = r"^an array of shape \(2, 511\) where \(2, 512\) is expected$"
    with pytest.raises(ValueError, match=told):
        decoder.run(torch.zeros(2, 511), _STYLE, torch.zeros(600), None)
    with pytest.raises(ValueError, match="^decoder kernels: ."):
        decoder.set_alpha(20, torch.ones(128))
    with pytest.raises(ValueError, match="^prosody kernels: ."):
        NativeProsody(kernels, 1).lstm(6, torch.zeros(1, 640))
    decoder.close()
    with pytest.raises(RuntimeError, match="^these kernels are closed$"):
        decoder.trim()


def _busy_ticks() -> dict[str, int]:
    """What each thread of this process has computed so far."""
    stats = {path.parent.name: path.read_text() for path in Path("/proc/self/task").glob("*/stat")}
    return {name: int(stat.rpartition(")")[2].split()[11]) for name, stat in stats.items()}


def test_threads_that_have_slept_wake_up_for_work(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    before = _busy_ticks()
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 2)
    (helper,) = _busy_ticks().keys() - before.keys()
    deadline = monotonic() + 60.0
    while (asleep := _busy_ticks()[helper]) and monotonic() < deadline:
        sleep(0.05)
        if _busy_ticks()[helper] == asleep:
            break
    while _busy_ticks()[helper] < asleep + 5 and monotonic() < deadline:
        decoder.sound(*_inputs(20))
    assert _busy_ticks()[helper] >= asleep + 5


def _prosody(call: Callable[[NativeProsody], object]) -> Callable[[Kernels], object]:
    return lambda kernels: call(NativeProsody(kernels, 1))


def _decoder(call: Callable[[NativeDecoder], object]) -> Callable[[Kernels], object]:
    return lambda kernels: call(NativeDecoder(kernels, 1))


_ONE = torch.zeros(1)
_WIDE, _BIAS = torch.zeros(2048, 640), torch.zeros(2048)


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (
            "there is no such convolution",
            _decoder(lambda d: d.set_conv(71, Kind.fp32, torch.zeros(8, 8, 1), None)),
        ),
        (
            "there is no such convolution",
            _decoder(lambda d: d.set_conv(-1, Kind.fp32, torch.zeros(8, 8, 1), None)),
        ),
        (
            "(7,) where (8,)",
            _decoder(lambda d: d.set_conv(0, Kind.fp32, torch.zeros(8, 8, 1), torch.zeros(7))),
        ),
        ("there is no such Snake", _decoder(lambda d: d.set_alpha(20, torch.ones(128)))),
        (
            "there is no such upsampling",
            _decoder(lambda d: d.set_pool(2, torch.zeros(8, 3), torch.zeros(8))),
        ),
        (
            "(8, 2) where (8, 3)",
            _decoder(lambda d: d.set_pool(0, torch.zeros(8, 2), torch.zeros(8))),
        ),
        (
            "(2, 511) where (2, 512)",
            _decoder(
                lambda d: d.front(torch.zeros(2, 511), torch.zeros(2), torch.zeros(2), _STYLE)
            ),
        ),
        (
            "no frames",
            _decoder(
                lambda d: d.front(torch.zeros(0, 512), torch.zeros(0), torch.zeros(0), _STYLE)
            ),
        ),
        (
            "(3,) where (2,)",
            _decoder(
                lambda d: d.front(torch.zeros(2, 512), torch.zeros(3), torch.zeros(2), _STYLE)
            ),
        ),
        (
            "(1,) where (2,)",
            _decoder(
                lambda d: d.front(torch.zeros(2, 512), torch.zeros(2), torch.zeros(1), _STYLE)
            ),
        ),
        (
            "(256,) where (128,)",
            _decoder(lambda d: d.front(torch.zeros(1, 512), _ONE, _ONE, torch.zeros(256))),
        ),
        (
            "(2, 511) where (2, 512)",
            _decoder(lambda d: d.run(torch.zeros(2, 511), _STYLE, torch.zeros(600), None)),
        ),
        (
            "(256,) where (128,)",
            _decoder(
                lambda d: d.run(torch.zeros(2, 512), torch.zeros(256), torch.zeros(600), None)
            ),
        ),
        (
            "(599,) where (600,)",
            _decoder(lambda d: d.run(torch.zeros(2, 512), _STYLE, torch.zeros(599), None)),
        ),
        (
            "(3, 512) where (2, 512)",
            _decoder(lambda d: d.run(torch.zeros(3, 512), _STYLE, torch.zeros(600), None)),
        ),
        (
            "(3,) where (2,)",
            _decoder(lambda d: d.run(torch.zeros(2, 512), _STYLE, torch.zeros(600), torch.ones(3))),
        ),
        ("there is no such LSTM", _prosody(lambda p: p.lstm(6, torch.zeros(1, 640)))),
        ("there is no such LSTM", _prosody(lambda p: p.lstm(-1, torch.zeros(1, 640)))),
        ("no rows", _prosody(lambda p: p.lstm(0, torch.zeros(0, 640)))),
        ("no tokens", _prosody(lambda p: p.text(0, torch.zeros(0, 512)))),
        ("(1, 511) where (1, 512)", _prosody(lambda p: p.text(0, torch.zeros(1, 511)))),
        ("no tokens", _prosody(lambda p: p.albert(1, torch.zeros(0, 768)))),
        (
            "another number of values is expected",
            _prosody(lambda p: p.set_text_norms(torch.zeros(5, 512))),
        ),
        (
            "there is no such LSTM",
            _prosody(lambda p: p.set_lstm(6, Kind.fp32, _WIDE, torch.zeros(2048, 256), _BIAS)),
        ),
        (
            "an LSTM is not kept in int8",
            _prosody(lambda p: p.set_lstm(0, Kind.int8, _WIDE, torch.zeros(2048, 256), _BIAS)),
        ),
        (
            "another number of values is expected",
            _prosody(lambda p: p.set_lstm(0, Kind.fp32, _WIDE, torch.zeros(2048, 255), _BIAS)),
        ),
        (
            "a convolution of no size",
            _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(0, 8, 1), None)),
        ),
        (
            "a convolution of no size",
            _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 0, 1), None)),
        ),
        (
            "a convolution of no size",
            _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 8, 0), None)),
        ),
        (
            "a convolution of no size",
            _prosody(lambda p: p.set_conv(0, Kind.fp32, torch.zeros(8, 8, 1), None, 0)),
        ),
        ("there is no such Snake", _decoder(lambda d: d.set_alpha(69, torch.ones(128)))),
        (
            "a Snake of too many channels or none",
            _decoder(lambda d: d.set_alpha(21, torch.ones(2049))),
        ),
        (
            "a Snake of too many channels or none",
            _decoder(lambda d: d.set_alpha(21, torch.ones(0))),
        ),
        (
            "there is no such upsampling",
            _decoder(lambda d: d.set_pool(-1, torch.zeros(8, 3), torch.zeros(8))),
        ),
        (
            "an upsampling of too many channels or none",
            _decoder(lambda d: d.set_pool(0, torch.zeros(2049, 3), torch.zeros(2049))),
        ),
        (
            "an upsampling of too many channels or none",
            _decoder(lambda d: d.set_pool(0, torch.zeros(0, 3), torch.zeros(0))),
        ),
        ("no frames", _decoder(lambda d: d.run(torch.zeros(0, 512), _STYLE, torch.zeros(0), None))),
        ("there is no such curve", _prosody(lambda p: p.set_projection(-1, torch.zeros(256), 0.0))),
        ("there is no such curve", _prosody(lambda p: p.set_projection(2, torch.zeros(256), 0.0))),
        (
            "another number of values is expected",
            _prosody(lambda p: p.set_projection(0, torch.zeros(255), 0.0)),
        ),
        (
            "another number of values is expected",
            _prosody(lambda p: p.set_norms(torch.zeros(3, 768))),
        ),
        ("(1, 512) where (1, 768)", _prosody(lambda p: p.albert(12, torch.zeros(1, 512)))),
        ("no frames", _prosody(lambda p: p.curves(torch.zeros(0, 512), _STYLE))),
        (
            "(127,) where (128,)",
            _prosody(lambda p: p.curves(torch.zeros(1, 512), torch.zeros(127))),
        ),
        ("there is no such convolution", _prosody(lambda p: p.linear(36, torch.zeros(1, 128), 64))),
        ("there is no such convolution", _prosody(lambda p: p.linear(-1, torch.zeros(1, 128), 64))),
    ],
)
def test_places_and_sizes_that_do_not_exist_are_refused(
    kernels: Kernels, words: str, call: Callable[[Kernels], object]
) -> None:
    with pytest.raises(ValueError) as caught:
        call(kernels)
    told = f"an array of shape {words} is expected" if words[0] == "(" else f" kernels: {words}"
    assert str(caught.value).removeprefix("decoder").removeprefix("prosody") == told


def test_a_number_format_that_is_not_there_is_refused(narrow_kernels: Kernels) -> None:
    decoder = NativeDecoder(narrow_kernels, 1)
    with pytest.raises(ValueError, match="number format"):
        decoder.set_conv(0, Kind.bf16, torch.zeros(8, 8, 1), None)


def _front(decoder: TensorDecoder) -> Tensor:
    curve = torch.zeros(1, 2 * _FRAMES)
    return decoder.front(torch.zeros(1, 512, _FRAMES), curve, curve, torch.zeros(1, 128))


def test_a_style_that_gives_too_few_or_too_many_gains_is_refused(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    for slot, needed in ((70, 18_432), (69, 18_964)):
        for values in (64, needed - 64, needed + 64, 40_000):
            decoder.fast._native.set_linear(slot, torch.zeros(values, 128), torch.ones(values))
            told = "fewer" if values < needed else "more"
            with pytest.raises(ValueError, match=f"there are {told} gains and biases than norm"):
                decoder.sound(*_inputs()) if slot == 70 else _front(decoder)


def test_a_decoder_that_lacks_a_layer_is_refused(
    kernels: Kernels, random_decoder: KokoroDecoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for left_out in ("set_alpha", "set_pool"):
        monkeypatch.setattr(NativeDecoder, left_out, lambda *_: None)
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    with pytest.raises(RuntimeError, match="Snake is missing"):
        decoder.sound(*_inputs())
    with pytest.raises(RuntimeError, match="upsampling is missing"):
        _front(decoder)
    with pytest.raises(RuntimeError, match="convolution is missing"):
        NativeDecoder(kernels, 1).run(torch.zeros(2, 512), _STYLE, torch.zeros(600), None)


@pytest.mark.parametrize(
    ("slot", "shape"),
    [
        (16, (320, 384, 1)),
        (17, (192, 22, 1)),
        (20, (22, 96, 1)),
        (21, (320, 256, 1)),
        (22, (320, 256, 1)),
    ],
)
def test_layers_that_do_not_fit_each_other_are_refused(
    kernels: Kernels, slot: int, shape: tuple[int, int, int]
) -> None:
    decoder = transparent_decoder(kernels, 1)
    decoder.set_conv(slot, Kind.fp32, torch.zeros(*shape), None)
    with pytest.raises(ValueError, match="number of (in|out)puts"):
        decoder.run(torch.zeros(2, 512), _STYLE, torch.zeros(600), None)


def test_a_block_whose_second_layer_is_wider_than_its_first_is_refused(
    kernels: Kernels, random_decoder: KokoroDecoder
) -> None:
    decoder = TensorDecoder.pack(random_decoder, kernels, "fp32", 1)
    decoder.fast._native.set_conv(1, Kind.fp32, torch.zeros(1088, 1024, 3), None)
    with pytest.raises(ValueError, match="number of outputs"):
        _front(decoder)


@pytest.mark.parametrize("outputs", [1, 50, 64, 130])
def test_a_product_equals_numpy(kernels: Kernels, outputs: int) -> None:
    rng = np.random.default_rng(outputs)
    native = NativeProsody(kernels, 2)
    weight, bias = rng.normal(size=(outputs, 640)), rng.normal(size=outputs)
    native.set_linear(34, weight, bias)
    for rows in (1, 7, 130):
        x = rng.normal(size=(rows, 640))
        np.testing.assert_allclose(native.linear(34, x, outputs), x @ weight.T + bias, atol=2e-3)
    for inputs, wanted in ((640, outputs + 64), (640, outputs - 64), (512, outputs)):
        with pytest.raises(ValueError, match="size|inputs"):
            native.linear(34, np.zeros((1, inputs)), max(0, wanted))


def test_a_convolution_of_several_taps_is_no_product(kernels: Kernels) -> None:
    native = NativeProsody(kernels, 1)
    native.set_conv(34, Kind.fp32, np.zeros((64, 64, 3)), None)
    with pytest.raises(ValueError, match="another size"):
        native.linear(34, np.zeros((5, 64)), 64)


def test_more_inputs_than_there_is_room_for_are_refused(kernels: Kernels) -> None:
    native = NativeProsody(kernels, 1)
    native.set_linear(34, np.zeros((64, 2080)), np.zeros(64))
    with pytest.raises(ValueError, match="inputs"):
        native.linear(34, np.zeros((1, 2080)), 64)


def test_a_curve_is_that_of_its_last_product_and_refused_without(kernels: Kernels) -> None:
    native = NativeProsody(kernels, 1)
    places, outputs, inputs = (0, 1, 3, 4, 5, 6, 7), (2, 2, 1, 1, 1, 1, 1), (2, 2, 2, 1, 2, 1, 1)
    for slot, wide, deep in zip(places, outputs, inputs, strict=True):
        for first in (4, 13):
            native.set_conv(first + slot, Kind.fp32, torch.zeros(256 * wide, 256 * deep, 1), None)
    native.set_linear(35, torch.zeros(9216, 128), torch.zeros(9216))
    for index in range(2):
        native.set_pool(index, torch.zeros(512, 3), torch.zeros(512))
    for index in range(2):
        with pytest.raises(RuntimeError, match="kernels: a curve's last product is missing$"):
            native.curves(torch.zeros(1, 512), _STYLE)
        native.set_projection(index, torch.zeros(256), index + 1.0)
    pitch, energy = native.curves(torch.zeros(3, 512), _STYLE)
    assert (pitch.tolist(), energy.tolist()) == ([1.0] * 6, [2.0] * 6)
