"""Single layers of the compiled kernels against torch."""

import ctypes

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from wyoming_kokoro.models.kernels import installed
from wyoming_kokoro.models.kernels.graphs import NativeProsody
from wyoming_kokoro.models.kernels.library import Kernels, Kind, best_kind

from .conftest import most_rounded

_TOLERANCE = {
    Kind.fp32: 2e-5,
    Kind.bf16: 1.5e-2,
    Kind.int8: 3e-2,
    Kind.mixed: 1e-2,
}  # of the largest value
_NONE, _LEAKY, _SNAKE, _GELU = range(4)


@pytest.fixture(scope="module")
def untiled_kernels(kernels: Kernels) -> Kernels:
    """Those for processors without matrix tiles."""
    return installed.load("avx512bf16")


def _run_layer(
    kernels: Kernels,
    kind: Kind,
    x: Tensor,
    weight: Tensor,
    dilation: int,
    act: int = _NONE,
    threads: int = 2,
) -> tuple[Tensor, Tensor]:
    """The layer's output (rows, outputs) and the scale that its moments give (outputs,)."""
    rows, (outputs, inputs, taps) = len(x), weight.shape
    bias, scale, shift, alpha = (
        torch.linspace(-1, 1, outputs),
        torch.linspace(0.5, 1.5, inputs),
        torch.linspace(-0.5, 0.5, inputs),
        torch.linspace(0.2, 3, inputs),
    )
    y, gain, offset = torch.empty(rows, outputs), torch.empty(outputs), torch.empty(outputs)
    code = kernels.functions.kk_layer(
        *(threads, int(kind), rows, inputs, outputs, taps, dilation),
        *(t.data_ptr() for t in (weight, bias, x, scale, shift)),
        *(act, ctypes.c_float(0.2)),
        *(t.data_ptr() for t in (alpha, y, gain, offset)),
    )
    assert code == 0
    return y, gain


def _torch_layer(x: Tensor, weight: Tensor, dilation: int, act: int) -> Tensor:
    outputs, inputs, taps = weight.shape
    v = x * torch.linspace(0.5, 1.5, inputs) + torch.linspace(-0.5, 0.5, inputs)
    alpha = torch.linspace(0.2, 3, inputs)
    if act == _LEAKY:
        v = F.leaky_relu(v, 0.2)
    elif act == _SNAKE:
        v = v + torch.sin(alpha * v) ** 2 / alpha
    elif act == _GELU:
        v = F.gelu(v, approximate="tanh")
    bias = torch.linspace(-1, 1, outputs)
    return F.conv1d(v.t()[None], weight, bias, padding=taps // 2 * dilation, dilation=dilation)[
        0
    ].t()


def _error(
    kernels: Kernels, kind: Kind, rows: int, shape: tuple[int, int, int], dilation: int, act: int
) -> float:
    torch.manual_seed(rows)
    x, weight = torch.randn(rows, shape[1]), torch.randn(*shape)
    y, _ = _run_layer(kernels, kind, x, weight, dilation, act)
    right = _torch_layer(x, weight, dilation, act)
    return float((y - right).abs().max() / right.abs().max())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("rows", [1, 2, 3, 5, 6, 7, 47, 48, 49, 97, 400, 1003])
def test_a_convolution_of_any_length_equals_torch(kernels: Kernels, kind: Kind, rows: int) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    assert _error(kernels, kind, rows, (128, 64, 11), 5, _SNAKE) < _TOLERANCE[kind]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("shape", [(22, 128, 7), (64, 512, 1), (70, 30, 3), (256, 1090, 3)])
def test_channels_that_fill_no_vector_are_padded(
    kernels: Kernels, kind: Kind, shape: tuple[int, int, int]
) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    assert _error(kernels, kind, 50, shape, 1, _NONE) < _TOLERANCE[kind]


@pytest.mark.parametrize("act", [_NONE, _LEAKY, _SNAKE, _GELU])
def test_activations_equal_torch(kernels: Kernels, act: int) -> None:
    assert _error(kernels, Kind.fp32, 33, (64, 64, 3), 3, act) < _TOLERANCE[Kind.fp32]


@pytest.mark.parametrize("kind", list(Kind))
def test_narrow_vectors_compute_the_same(narrow_kernels: Kernels, kind: Kind) -> None:
    if kind not in narrow_kernels.kinds:
        pytest.skip(f"no {kind.name} with narrow vectors")
    assert _error(narrow_kernels, kind, 101, (80, 64, 7), 3, _SNAKE) < _TOLERANCE[kind]


@pytest.mark.parametrize("rows", [1, 16, 17, 33, 96, 97])
@pytest.mark.parametrize("shape", [(64, 32, 1), (70, 33, 3), (128, 128, 11)])
def test_matrix_tiles_add_up_what_vectors_do(
    kernels: Kernels, rows: int, shape: tuple[int, int, int], request: pytest.FixtureRequest
) -> None:
    if not kernels.has_tiles:
        pytest.skip("no matrix tiles here")
    untiled_kernels: Kernels = request.getfixturevalue("untiled_kernels")
    assert not untiled_kernels.has_tiles
    torch.manual_seed(rows)
    x, weight = torch.randn(rows, shape[1]), torch.randn(*shape)
    tiled, _ = _run_layer(kernels, Kind.bf16, x, weight, 5, _SNAKE)
    plain, _ = _run_layer(untiled_kernels, Kind.bf16, x, weight, 5, _SNAKE)
    # The same products of the same numbers, added in another order.
    assert (tiled - plain).abs().max() < 1e-5 * plain.abs().max()


def test_auto_is_the_fastest_and_bf16_in_tiles(kernels: Kernels) -> None:
    fastest = Kind.bf16 if kernels.has_tiles else most_rounded(kernels)
    assert best_kind(kernels, "auto") == fastest.name


def test_moments_are_those_of_the_output(kernels: Kernels) -> None:
    torch.manual_seed(1)
    x, weight = torch.randn(1003, 32), torch.randn(64, 32, 3)
    y, gain = _run_layer(kernels, Kind.fp32, x, weight, 1)
    expected = 1 / (y.var(0, unbiased=False) + 1e-5).sqrt()
    torch.testing.assert_close(gain, expected, rtol=1e-4, atol=0)


def test_moments_of_what_hardly_varies_are_held_off_from_zero(kernels: Kernels) -> None:
    torch.manual_seed(1)
    shift = torch.linspace(-0.5, 0.5, 32) / torch.linspace(0.5, 1.5, 32)
    x, weight = 1e-4 * torch.randn(1003, 32) - shift, torch.randn(64, 32, 3)
    y, gain = _run_layer(kernels, Kind.fp32, x, weight, 1)
    inner = (y - torch.linspace(-1, 1, 64)).var(0, unbiased=False)
    assert 1e-7 < inner.mean() < 1e-4
    torch.testing.assert_close(gain, 1 / (inner + 1e-5).sqrt(), rtol=1e-2, atol=0)


@pytest.mark.parametrize("kind", [Kind.bf16, Kind.int8, Kind.mixed])
def test_rounding_is_as_loud_as_float32(each_kernels: Kernels, kind: Kind) -> None:
    """Rounding goes either way; a scale that is one part in 127 off goes one way, and so does
    cutting off.
    """
    if kind not in each_kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    torch.manual_seed(4)
    x, weight = torch.randn(400, 64), torch.randn(64, 64, 3)
    y, _ = _run_layer(each_kernels, kind, x, weight, 1)
    bias = torch.linspace(-1, 1, 64)
    right = _torch_layer(x, weight, 1, _NONE) - bias
    loudness = float(((y - bias) * right).sum() / (right * right).sum())
    assert loudness == pytest.approx(1.0, abs={Kind.int8: 0.002}.get(kind, 0.0005))


def _product(kernels: Kernels, kind: Kind, x: Tensor, weight: Tensor) -> Tensor:
    """What a convolution of one tap makes of x (rows, inputs): (rows, outputs)."""
    (rows, inputs), outputs = x.shape, len(weight)
    y, ones, zeros = torch.empty(rows, outputs), torch.ones(inputs), torch.zeros(inputs)
    moments = torch.empty(2, outputs)
    code = kernels.functions.kk_layer(
        *(1, int(kind), rows, inputs, outputs, 1, 1),
        *(weight.data_ptr(), None, x.data_ptr(), ones.data_ptr(), zeros.data_ptr()),
        *(_NONE, ctypes.c_float(1.0), None),
        *(y.data_ptr(), moments[0].data_ptr(), moments[1].data_ptr()),
    )
    assert code == 0
    return y


def _drawn_and_awkward() -> Tensor:
    """Rows of 96 numbers of many sizes: drawn; within ±127, all halves; and nothing but zeros."""
    torch.manual_seed(6)
    halves = torch.arange(-127, 128) / 2
    even = torch.stack([halves[i : i + 96] for i in (0, 80, 159)])
    even[:, 0], even[:, 1] = 127, -127
    drawn = torch.randn(40, 96) * torch.logspace(-3, 3, 40)[:, None]
    return torch.cat((drawn, even, torch.zeros(1, 96)))


def test_each_number_is_rounded_to_the_nearest_of_its_format(each_kernels: Kernels) -> None:
    x, same = _drawn_and_awkward(), torch.eye(96)[..., None]
    assert torch.equal(_product(each_kernels, Kind.mixed, x, same), x)
    assert torch.equal(_product(each_kernels, Kind.fp32, x, same), x)
    if Kind.bf16 in each_kernels.kinds:
        assert torch.equal(_product(each_kernels, Kind.bf16, x, same), x.bfloat16().float())
    if Kind.int8 in each_kernels.kinds:
        peak = x.abs().amax(1, keepdim=True)
        step, factor = peak / 127, torch.where(peak > 0, 127 / peak, 0)
        whole = (x * factor).round()  # a half to the even one
        assert whole.abs().max() == 127
        y = _product(each_kernels, Kind.int8, x, same)
        torch.testing.assert_close(y, whole * step, rtol=1e-5, atol=0)


def test_each_weight_is_rounded_to_the_nearest_of_its_format(each_kernels: Kernels) -> None:
    weight = _drawn_and_awkward()
    weight[:, 32:] *= torch.rand(1, 64)
    each = 128 * torch.eye(96)

    def kept(kind: Kind) -> Tensor:
        return _product(each_kernels, kind, each, weight[..., None]).T / 128

    assert torch.equal(kept(Kind.fp32), weight)
    assert torch.equal(kept(Kind.mixed), weight.bfloat16().float())
    if Kind.bf16 in each_kernels.kinds:
        assert torch.equal(kept(Kind.bf16), weight.bfloat16().float())
    if Kind.int8 in each_kernels.kinds:
        found = kept(Kind.int8)
        steps = [weight.abs().amax(1) / 127, _largest_sums(weight) / 126]
        errors = [_multiples(found, weight, step) for step in steps]
        assert min(errors) < 1e-3, "whole numbers of one step or of the other, all the nearest"


def _largest_sums(weight: Tensor) -> Tensor:
    """Of the four weights of one sign that some processors sum up in 16 bits (rows,); or the
    largest weight where that is more.
    """
    fours = weight.view(len(weight), -1, 2, 2, 2).transpose(2, 3).reshape(len(weight), -1, 4)
    sums = torch.maximum(fours.clamp(min=0).sum(-1), -fours.clamp(max=0).sum(-1)).amax(1)
    return torch.maximum(sums, weight.abs().amax(1) * 126 / 127)


def _multiples(found: Tensor, weight: Tensor, step: Tensor) -> float:
    """How far what was found is from the multiples of the steps that are nearest to the weights."""
    each = torch.where(step > 0, step, 1)[:, None]
    return float((found / each - (weight / each).round()).abs().max())


@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_sums_of_int8_are_held(each_kernels: Kernels, sign: int) -> None:
    """Some processors sum up four products of a byte and a weight in 16 bits."""
    if Kind.int8 not in each_kernels.kinds:
        pytest.skip("no int8 here")
    torch.manual_seed(5)
    weight = sign * (torch.rand(512, 32, 1) + 0.5)
    x = (torch.ones(7, 32) - torch.linspace(-0.5, 0.5, 32)) / torch.linspace(0.5, 1.5, 32)
    y, _ = _run_layer(each_kernels, Kind.int8, x, weight, 1)
    right = _torch_layer(x, weight, 1, _NONE)
    assert (y - right).abs().max() < 1e-2 * right.abs().max()


def test_weights_of_zero_leave_the_bias(each_kernels: Kernels) -> None:
    for kind in each_kernels.kinds:
        y, _ = _run_layer(each_kernels, kind, torch.randn(7, 32), torch.zeros(64, 32, 3), 1)
        assert torch.equal(y, torch.linspace(-1, 1, 64).expand(7, 64))


@pytest.mark.parametrize("act", [_LEAKY, _GELU])
def test_activations_of_huge_values_equal_torch(each_kernels: Kernels, act: int) -> None:
    x = torch.linspace(-1e4, 1e4, 33 * 64).view(33, 64)
    weight = torch.eye(64)[..., None]
    y, _ = _run_layer(each_kernels, Kind.fp32, x, weight, 1, act)
    torch.testing.assert_close(y, _torch_layer(x, weight, 1, act), rtol=1e-5, atol=1e-3)


def test_quiet_time_steps_keep_their_precision_in_int8(kernels: Kernels) -> None:
    """One range for a whole utterance rounds its quiet parts away."""
    if Kind.int8 not in kernels.kinds:
        pytest.skip("no int8 here")
    torch.manual_seed(2)
    x, weight = torch.randn(200, 64), torch.randn(64, 64, 3)
    x[100:] *= 1e-3
    x = (x - torch.linspace(-0.5, 0.5, 64)) / torch.linspace(
        0.5, 1.5, 64
    )  # undoes the layer's affine
    y, _ = _run_layer(kernels, Kind.int8, x, weight, 1)
    right = _torch_layer(x, weight, 1, _NONE)
    bias = torch.linspace(-1, 1, 64)
    quiet = (right - bias)[102:]
    assert (y - right)[102:].abs().max() < 0.03 * quiet.abs().max()


@pytest.mark.parametrize("kind", list(Kind))
def test_results_do_not_depend_on_the_number_of_threads(kernels: Kernels, kind: Kind) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    torch.manual_seed(3)
    x, weight = torch.randn(301, 64), torch.randn(64, 64, 3)
    one, _ = _run_layer(kernels, kind, x, weight, 1, _SNAKE, threads=1)
    three, _ = _run_layer(kernels, kind, x, weight, 1, _SNAKE, threads=3)
    assert torch.equal(one, three)


def _lstm_error(kernels: Kernels, kind: Kind, rows: int) -> float:
    torch.manual_seed(rows)
    lstm, x = nn.LSTM(640, 256, bidirectional=True), torch.randn(rows, 640)
    ways = ("l0", "l0_reverse")
    inputs, states, first, second = (
        torch.cat([getattr(lstm, f"{name}_{way}").detach() for way in ways])
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    native = NativeProsody(kernels, 2)
    native.set_lstm(1, kind, inputs, states, first + second)
    with torch.no_grad():
        right, _ = lstm(x)
    ours = torch.from_numpy(native.lstm(1, x.T.contiguous().T))  # in whatever order it lies
    error = float((ours - right).abs().max() / right.abs().max())
    native.close()
    return error


@pytest.mark.parametrize("kind", [Kind.fp32, Kind.bf16, Kind.mixed])
@pytest.mark.parametrize("rows", [1, 2, 49, 500])
def test_an_lstm_of_any_length_equals_torch(kernels: Kernels, kind: Kind, rows: int) -> None:
    if kind not in kernels.kinds:
        pytest.skip(f"no {kind.name} here")
    assert _lstm_error(kernels, kind, rows) < _TOLERANCE[kind]


def test_an_lstm_in_narrow_vectors_equals_torch(narrow_kernels: Kernels) -> None:
    assert _lstm_error(narrow_kernels, Kind.fp32, 49) < _TOLERANCE[Kind.fp32]


def test_an_lstm_without_weights_is_refused(kernels: Kernels) -> None:
    native = NativeProsody(kernels, 1)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="missing"):
            native.lstm(0, torch.zeros(1, 640))
        native.set_conv(25, Kind.fp32, torch.zeros(2048, 640, 1), None)  # of the inputs alone
    native.close()


def test_an_lstm_of_another_width_is_refused(kernels: Kernels) -> None:
    native = NativeProsody(kernels, 1)
    states = torch.zeros(2048, 256)
    native.set_lstm(0, Kind.fp32, torch.zeros(2048, 640), states, torch.zeros(2048))
    native.set_lstm(1, Kind.fp32, torch.zeros(1984, 640), states, torch.zeros(1984))
    for index, inputs in ((0, 608), (0, 672), (1, 640)):
        with pytest.raises(ValueError, match="another size"):
            native.lstm(index, torch.zeros(3, inputs))
    native.close()
