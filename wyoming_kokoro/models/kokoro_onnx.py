"""Kokoro-82M as an ONNX file, in ONNX Runtime, on CUDA or on the processor."""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ..errors import SetupError
from ..sound import FRAME_SAMPLES
from .base import MAX_TOKENS, FloatArray, Passage, Speech
from .device import usable_cores

_ERRORS_ONLY = 3
_TOKEN_INPUTS = ("input_ids", "tokens")
_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
_TYPES: Mapping[str, type[np.number[Any]]] = {
    "tensor(float16)": np.float16,
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(int32)": np.int32,
    "tensor(int64)": np.int64,
}


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a file wants: the name of its token input, "" where it has none, and the types of all
    three.
    """

    tokens: str = ""
    types: tuple[type[np.number[Any]], ...] = (np.int64, np.float32, np.float32)

    @classmethod
    def of(cls, inputs: Mapping[str, str]) -> "_Inputs":
        """Of a file with inputs of these names and types."""
        name = next((name for name in _TOKEN_INPUTS if name in inputs), "")
        wanted = (name, "style", "speed")
        if not all(inputs.get(each) in _TYPES for each in wanted):
            return cls()
        return cls(name, tuple(_TYPES[inputs[each]] for each in wanted))

    def feed(self, tokens: list[int], row: FloatArray, speed: float) -> dict[str, NDArray[Any]]:
        """The inputs for `tokens` without boundaries, a style (1, 256) and a speed."""
        of_tokens, of_style, of_speed = self.types
        if issubclass(of_speed, np.integer):
            speed = max(1, round(speed))
        return {
            self.tokens: np.array([[0, *tokens, 0]], of_tokens),
            "style": row.astype(of_style),
            "speed": np.array([speed], of_speed),
        }


_OVERLAP = np.float32(1.5)
"""What the squared Hann windows of four overlapping frames add up to; the exports leave the
division by it out, torch does it.
"""


class KokoroOnnx:
    """`ModelBackend` around an ONNX export, float32, float16 or int8.

    Files in the wild name their token input ``input_ids`` or ``tokens``, take speed as float or
    int, and may have the durations as second output; only with those can a passage be planned, and
    spans be cut out of its sound. Those with int know only whole multiples of the speed.
    """

    name = "kokoro-onnx"
    instructions = ""

    def __init__(self, file: Path, *, device: str = "auto", threads: int = 0) -> None:
        """`device` is ``auto``, ``cuda`` or ``cpu``; `threads` 0 means all cores.

        Reads nothing yet.
        """
        self.device = "cuda" if device == "cuda" else "cpu"
        """Where it computes; until it is loaded, where it is expected to."""
        self.precision = "unread"
        """The file by name, size and time, for its arithmetic cannot be asked for; ``unread``
        before the first load.
        """
        self.aligned = False
        self._file = file
        self._wanted_device = device
        self._threads = threads or usable_cores()
        self._session: Any = None
        self._inputs = _Inputs()

    def load(self) -> None:
        """Read the file; does nothing when that is done.

        Raises `SetupError` for a missing or broken file, and when ONNX Runtime or the device is
        missing.
        """
        if self._session is None:
            self._read()

    def _read(self) -> None:
        runtime = _runtime()
        if not self._file.is_file():
            raise SetupError(
                f"{self._file} is missing; `wyoming-kokoro download --source packages` gets it,"
                " `wyoming-kokoro export` makes another"
            )
        self.device = _choose_device(self._wanted_device, runtime)
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = _ERRORS_ONLY
        # It would keep the longest utterance's memory for ever.
        options.enable_cpu_mem_arena = False
        # Threads that wait in a loop take the processor from everything else.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        status = self._file.stat()
        try:
            session = runtime.InferenceSession(
                str(self._file), options, providers=[_PROVIDERS[self.device]]
            )
        except Exception as error:  # ONNX Runtime's exceptions share no other base
            reason = str(error).partition("\n")[0]
            raise SetupError(f"{self._file} cannot be loaded: {reason}") from error
        self._inputs = _Inputs.of({entry.name: entry.type for entry in session.get_inputs()})
        if not self._inputs.tokens:
            raise SetupError(f"{self._file} is no Kokoro by its inputs")
        self.aligned = any("int" in output.type for output in session.get_outputs()[1:2])
        self.precision = f"{self._file.name} {status.st_size} {status.st_mtime_ns}"
        self._session = session

    def speak(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Speech:
        """See `ModelBackend.speak`."""
        if self._session is None:
            raise RuntimeError("speak() before load()")
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; 1 to {MAX_TOKENS} can be spoken")
        row = style[len(tokens) - 1]
        outputs = self._session.run(None, self._inputs.feed(tokens, row, speed))
        samples = np.asarray(outputs[0], np.float32).reshape(-1) / _OVERLAP
        if not self.aligned:
            return Speech(samples, None)
        return Speech(samples, np.asarray(outputs[1]).reshape(-1).astype(np.int64))

    def plan(self, tokens: list[int], style: FloatArray, speed: float = 1.0) -> Passage:
        """Speak all of it, for the file has one graph: `sound` cuts spans out."""
        speech = self.speak(tokens, style, speed)
        if speech.durations is None:
            raise ValueError("this file knows no durations, so no span can be cut out")
        return _SpokenPassage(speech.durations, speech.samples)

    def sound(self, passage: Passage, first: int, last: int) -> Speech:
        """See `PlanningBackend.sound`."""
        if not isinstance(passage, _SpokenPassage):
            raise TypeError("this passage was planned by another backend")
        start, stop = passage.frames(first, last)
        end = None if stop == passage.durations.sum() else stop * FRAME_SAMPLES
        return Speech(passage.samples[start * FRAME_SAMPLES : end], passage.durations)

    def sibling(self) -> Self:
        """This one: ONNX Runtime's sessions may be run by several threads."""
        return self

    def trim(self) -> None:
        """Nothing to do: without an arena no working memory is kept."""

    def close(self) -> None:
        """Drop the session; `load` brings it back."""
        self._session = None


@dataclass(frozen=True, slots=True)
class _SpokenPassage(Passage):
    """A passage whose `samples`, float32 (n,), are made already."""

    samples: FloatArray


def runtime_is_there() -> bool:
    """Whether ONNX Runtime is installed."""
    return importlib.util.find_spec("onnxruntime") is not None


def _choose_device(wanted: str, runtime: Any) -> str:
    available = _PROVIDERS["cuda"] in runtime.get_available_providers()
    if wanted == "cuda" and not available:
        raise SetupError("device cuda was asked for, but this ONNX Runtime has no CUDA provider")
    return "cuda" if available and wanted != "cpu" else "cpu"


def _runtime() -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise SetupError(
            "the ONNX backend needs ONNX Runtime: pip install 'wyoming-kokoro[onnx]'"
        ) from error
    return onnxruntime
