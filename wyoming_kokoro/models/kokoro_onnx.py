"""Kokoro-82M as an ONNX file, in ONNX Runtime, on CUDA or on the processor."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import SetupError
from .base import FRAME_SAMPLES, MAX_TOKENS, FloatArray, IntArray, Speech
from .device import usable_cores

_LOGGER = logging.getLogger(__name__)
_TOKEN_INPUTS = ("input_ids", "tokens")
_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}


class KokoroOnnx:
    """`ModelBackend` around an ONNX export, float32, float16 or int8.

    Files in the wild name their token input ``input_ids`` or ``tokens``, take speed as float or int, and may have the durations as second
    output; only with those can a span be spoken, by cutting it out of the whole.
    """

    name = "kokoro-onnx"
    precision = "file"

    def __init__(self, file: Path, *, device: str = "auto", threads: int = 0) -> None:
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores. Raises `SetupError` when it cannot be had."""
        runtime = _runtime()
        if device not in ("auto", *_PROVIDERS):
            raise SetupError(f"device {device!r} is none of auto, cuda, cpu")
        available = _PROVIDERS["cuda"] in runtime.get_available_providers()
        if device == "cuda" and not available:
            raise SetupError(
                "device cuda was asked for, but this ONNX Runtime has no CUDA provider"
            )
        self.device = "cuda" if available and device != "cpu" else "cpu"
        self._file = file
        self._threads = threads or usable_cores()
        self._session: Any = None
        self._tokens_name = _TOKEN_INPUTS[0]
        self._speed_type: type[np.generic] = np.float32
        self.aligned = False

    async def load(self) -> None:
        """Read the file; does nothing when that is done. Raises `SetupError` for a missing or broken file."""
        if self._session is None:
            await asyncio.to_thread(self._read)

    def _read(self) -> None:
        runtime = _runtime()
        if not self._file.is_file():
            raise SetupError(f"{self._file} is missing; run `wyoming-kokoro download` or `export`")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.enable_cpu_mem_arena = (
            False  # it would keep the longest utterance's memory for ever
        )
        try:
            session = runtime.InferenceSession(
                str(self._file), options, providers=[_PROVIDERS[self.device]]
            )
        except Exception as error:  # ONNX Runtime's exceptions share no other base
            raise SetupError(f"{self._file} cannot be loaded: {error}") from error
        inputs = {entry.name: entry.type for entry in session.get_inputs()}
        tokens = next((name for name in _TOKEN_INPUTS if name in inputs), None)
        if tokens is None or not {"style", "speed"} <= set(inputs):
            raise SetupError(f"{self._file} is no Kokoro: its inputs are {', '.join(inputs)}")
        self._tokens_name = tokens
        self._speed_type = np.int32 if "int" in inputs["speed"] else np.float32
        self.aligned = len(session.get_outputs()) > 1
        self._session = session

    def generate(
        self,
        tokens: list[int],
        style: FloatArray,
        speed: float = 1.0,
        span: tuple[int, int] | None = None,
    ) -> Speech:
        """See `ModelBackend.generate`."""
        if self._session is None:
            raise RuntimeError("generate() before load()")
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        if span is not None and not self.aligned:
            raise ValueError("this file knows no durations, so no span can be cut out")
        outputs = self._session.run(
            None,
            {
                self._tokens_name: np.array([[0, *tokens, 0]], np.int64),
                "style": style[len(tokens) - 1],
                "speed": np.array([speed], self._speed_type),
            },
        )
        samples = np.asarray(outputs[0], np.float32).reshape(-1)
        if not self.aligned:
            return Speech(samples, None)
        durations: IntArray = np.asarray(outputs[1]).reshape(-1).astype(np.int64)
        if span is not None:
            samples = _cut(samples, durations, span)
        return Speech(samples, durations)

    async def close(self) -> None:
        """Drop the session; `load` brings it back."""
        self._session = None


def _cut(samples: FloatArray, durations: IntArray, span: tuple[int, int]) -> FloatArray:
    """The samples of a span of tokens, the boundary tokens included where it touches an end."""
    first, last = span
    ends = durations.cumsum() * FRAME_SAMPLES
    start = 0 if first == 0 else int(ends[first])
    stop = len(samples) if last == len(durations) - 2 else int(ends[last])
    return samples[start:stop]


def _runtime() -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise SetupError(
            "the ONNX backend needs ONNX Runtime: pip install 'wyoming-kokoro[onnx]'"
        ) from error
    return onnxruntime
