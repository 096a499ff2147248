"""The published int8 ONNX file turned back into the torch checkpoint that `kokoro.KModel` loads.

What the file holds (``kokoro-v1.0.int8.onnx``, made by onnxruntime's dynamic quantisation):

- Integer nodes carry the path of their module in the node's name:
  ``/decoder/decoder/encode/conv1/Conv_quant`` is ``decoder.encode.conv1``. Inside a ``Sequential``
  the parent's name is repeated (``cnn.0/cnn.0.0``), and a module called again gets a suffix
  (``query_3``): ALBERT's one shared layer is called twelve times with the same weights.
- A weight is (q − zero point) · scale. Convolutions and embeddings have one scale for the tensor,
  matrix products one for each output column, recurrent layers one for each direction. Equal zero
  points are stored once, so they are found through the node, not by name.
- Matrix products hold the transpose of a linear layer's weight.
- Recurrent layers hold W and R as [direction, in, 4H] and the two biases side by side, the gates in
  the order i, o, f, c; torch has [4H, in] and i, f, g, o.
- Biases, alphas and norms are float initializers under their module's name; transposed convolutions
  and the last convolution are floats.
- ``F0``, ``N``, ``shared``, ``F0_proj`` and ``N_proj`` of the predictor are called by the encoder,
  so their nodes lack ``predictor``.
- Weight norm is multiplied out. Of the many pairs (g, v) with v · g / ‖v‖ = w, g = ‖w‖ and v = w
  are taken. A row of zeros would give 0 / 0, so it becomes g = 0 and v = 1.

Two kinds of parameter are in no ONNX file: the affine weights of the instance norms, which no
published checkpoint has either and which stay at one and zero, and the pooler of ALBERT, whose
output Kokoro does not use and which becomes zero.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from ..errors import SetupError
from .base import FloatArray
from .weights import PREFIX, check, parameter_shapes

Checkpoint = dict[str, dict[str, FloatArray]]
"""Part of the model (``bert``, ``predictor``, …) ─► parameter, named with a leading ``module.`` as
in the published file.
"""
_Array = NDArray[Any]
_Weights = dict[str, _Array]

_CALLED_BY_ENCODER = ("F0", "N", "shared", "F0_proj", "N_proj")
_REPEATED_CALL = re.compile(r"_\d+$")
_GATES_TO_TORCH = [0, 2, 3, 1]  # i, o, f, c ─► i, f, c, o
_UNUSED = ("bert.pooler.weight", "bert.pooler.bias")


def convert(onnx_path: Path) -> Checkpoint:
    """The float32 checkpoint of a quantised ONNX file.

    Raises `SetupError` when a parameter is not in the file, has another shape or is not
    finite.
    """
    try:
        graph = onnx.load(onnx_path).graph
        weights = _read(graph)
    except OSError as error:
        raise SetupError(f"{onnx_path} cannot be read: {error.strerror}") from error
    except Exception as error:  # the decoder's own errors, or a graph of another shape
        raise SetupError(f"{onnx_path} is not the int8 ONNX file of Kokoro ({error!r})") from error
    shapes = parameter_shapes()
    for name in _UNUSED:
        weights[name] = np.zeros(shapes[name], np.float32)
    checkpoint: Checkpoint = {}
    for name in shapes:
        part, _, parameter = name.partition(".")
        value = _parameter(name, weights)
        if value is not None:
            array = np.array(value, np.float32, order="C")
            checkpoint.setdefault(part, {})[PREFIX + parameter] = array
    check(checkpoint)
    return checkpoint


def _parameter(name: str, weights: _Weights) -> _Array | None:
    if name.endswith((".weight_g", ".weight_v")):
        weight = weights.get(name[:-2])
        return None if weight is None else _weight_norm(weight)[name[-1]]
    return weights.get(name)


def _weight_norm(weight: _Array) -> dict[str, _Array]:
    rows = weight.reshape(len(weight), -1)
    norms = np.linalg.norm(rows.astype(np.float64), axis=1)
    direction = np.where((norms == 0)[:, None], 1, rows)
    return {
        "g": norms.reshape(-1, *[1] * (weight.ndim - 1)),
        "v": direction.reshape(weight.shape),
    }


def _read(graph: Any) -> _Weights:
    """All weights of the graph by the names that `KModel` gives them, weight norm multiplied
    out.
    """
    initializers = {item.name: item for item in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    weights: _Weights = {}
    for name, item in initializers.items():
        if item.data_type == onnx.TensorProto.FLOAT and name.startswith(("encoder.", "decoder.")):
            weights[_module_path(name.split("."))] = numpy_helper.to_array(item)

    def array(name: str) -> _Array:
        value: _Array = numpy_helper.to_array(initializers[name])
        return value

    for node in graph.node:
        path = _module_path(_node_modules(node.name))
        inputs = list(node.input)
        if node.op_type in ("ConvInteger", "MatMulInteger"):
            quantised, zero_point = array(inputs[1]), array(inputs[3])
            scale = array(inputs[1].removesuffix("_quantized") + "_scale")
            value = _dequantise(quantised, zero_point, scale)
            weights[f"{path}.weight"] = value.T if node.op_type == "MatMulInteger" else value
        elif node.op_type in ("Conv", "ConvTranspose", "MatMul") and inputs[1] in initializers:
            weights[f"{path}.weight"] = (
                array(inputs[1]).T if node.op_type == "MatMul" else array(inputs[1])
            )
        elif node.op_type == "DequantizeLinear":
            gather = makers[inputs[0]]
            quantised = array(gather.input[0])
            value = _dequantise(quantised, array(inputs[2]), array(inputs[1]))
            weights[f"{_module_path(_node_modules(gather.name))}.weight"] = value
        elif node.op_type == "DynamicQuantizeLSTM":
            input_weight, recurrent, bias = (array(name) for name in inputs[1:4])
            scales = [array(name) for name in inputs[8:12]]
            for name, value in _recurrent(input_weight, recurrent, bias, scales):
                weights[f"{path}.{name}"] = value
    return weights


def _recurrent(
    input_weight: _Array, recurrent: _Array, bias: _Array, scales: list[_Array]
) -> Iterator[tuple[str, _Array]]:
    hidden = recurrent.shape[1]
    for direction, suffix in enumerate(("", "_reverse")[: len(bias)]):
        input_scale, input_zero, recurrent_scale, recurrent_zero = (s[direction] for s in scales)
        ih = _dequantise(input_weight[direction], input_zero, input_scale).T
        hh = _dequantise(recurrent[direction], recurrent_zero, recurrent_scale).T
        yield f"weight_ih_l0{suffix}", _reorder(ih, hidden)
        yield f"weight_hh_l0{suffix}", _reorder(hh, hidden)
        yield f"bias_ih_l0{suffix}", _reorder(bias[direction][: 4 * hidden], hidden)
        yield f"bias_hh_l0{suffix}", _reorder(bias[direction][4 * hidden :], hidden)


def _reorder(rows: _Array, hidden: int) -> _Array:
    gates = rows.reshape(4, hidden, *rows.shape[1:])
    return gates[_GATES_TO_TORCH].reshape(rows.shape)


def _dequantise(quantised: _Array, zero_point: _Array, scale: _Array) -> _Array:
    difference = quantised.astype(np.int32) - np.asarray(zero_point).astype(np.int32)
    return difference.astype(np.float32) * np.asarray(scale, np.float32)


def _node_modules(node_name: str) -> list[str]:
    """``/a.0/a.0.1/Conv_quant`` ─► ``[a, 0, 1]``: the modules on the way to the operator."""
    path: list[str] = []
    parent = ""
    for step in node_name.strip("/").split("/")[:-1]:
        path += (
            step[len(parent) + 1 :] if parent and step.startswith(f"{parent}.") else step
        ).split(".")
        parent = step
    return path


def _module_path(modules: list[str]) -> str:
    path = [_REPEATED_CALL.sub("", step) for step in modules]
    if path[:2] == ["decoder", "decoder"]:
        path = path[1:]
    elif path[:1] == ["encoder"]:
        path = path[1:]
    if path and path[0] in _CALLED_BY_ENCODER:
        path.insert(0, "predictor")
    return ".".join(path)
