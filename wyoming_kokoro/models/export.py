"""Writes the torch model as an ONNX file."""

import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from kokoro import KModel
from torch import Tensor, nn

from ..errors import SetupError
from ..reasons import reason
from .decoder import fold_weight_norm
from .network import read_model
from .store import AssetPaths

_OPSET = 17
_EXAMPLE_TOKENS = 50
# The phase of the voice's harmonics is summed up over the whole text, and float16 would lose it.
_PRECISE_PART = "/m_source/"
_PRECISE_OPERATORS = ("RandomNormalLike", "Resize")


class _Exportable(nn.Module):
    """Kokoro with the names of an ONNX file: tokens (1, n) with the boundary zeros, a style (1,
    256) and a speed (1,).
    """

    def __init__(self, model: KModel) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: Tensor, style: Tensor, speed: Tensor) -> tuple[Tensor, Tensor]:
        """Samples (600 T,) and the tokens' durations (n,) in frames, T their sum."""
        samples, durations = self._model.forward_with_tokens(input_ids, style, speed)
        return samples, durations


def export_onnx(paths: AssetPaths, target: Path, *, fp16: bool = False) -> None:
    """Write the checkpoint of the data folder to `target`, whole or not at all.

    Inputs are ``input_ids``, ``style`` and ``speed``, outputs ``waveform`` and ``durations``; with
    `fp16` weights and arithmetic are float16 where the sound allows it, inputs and outputs float32
    all the same. Takes half a minute and 2 GB. Raises `SetupError` when files, ONNX Runtime or the
    place to write are missing.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as folder:
            written = Path(folder) / target.name
            _export(paths, written)
            if fp16:
                convert_to_float16(written)
            written.replace(target)
    except OSError as error:
        raise SetupError(f"{target} cannot be written: {reason(error)}") from error


def _export(paths: AssetPaths, target: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tracing, for shapes that are the same for every text
        model = read_model(paths, disable_complex=True)
        fold_weight_norm(model)
        tokens = torch.ones(1, _EXAMPLE_TOKENS, dtype=torch.int64)
        torch.onnx.export(
            _Exportable(model).eval(),
            (tokens, torch.zeros(1, 256), torch.ones(1)),
            str(target),
            input_names=["input_ids", "style", "speed"],
            output_names=["waveform", "durations"],
            dynamic_axes={
                "input_ids": {1: "tokens"},
                "waveform": {0: "samples"},
                "durations": {0: "tokens"},
            },
            opset_version=_OPSET,
            dynamo=False,
        )


def convert_to_float16(file: Path) -> None:
    """Make float16 of the float32 of such a file, in place.

    Raises `SetupError` without ONNX Runtime.
    """
    try:
        import onnx
        from onnxruntime.transformers import float16
    except ImportError as error:
        raise SetupError(
            "float16 needs ONNX Runtime: pip install 'wyoming-kokoro[onnx]'"
        ) from error
    model: Any = onnx.load(file)
    precise = [node.name for node in model.graph.node if _PRECISE_PART in node.name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of weights below the smallest float16
        converted = float16.convert_float_to_float16(
            model,
            keep_io_types=True,
            node_block_list=precise,
            op_block_list=[*float16.DEFAULT_OP_BLOCK_LIST, *_PRECISE_OPERATORS],
        )
    onnx.save(converted, file)
