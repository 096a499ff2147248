"""The parameters of a Kokoro checkpoint by their names, as the compiled kernels take them."""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..errors import SetupError
from ..reasons import reason
from ..torch_archive import read_archive
from .base import FloatArray
from .store import AssetPaths

Weights = Mapping[str, FloatArray]
"""Parameter, as ``decoder.encode.conv1.weight`` ─► float32, weight norm multiplied out."""

PREFIX = "module."
"""What stands before every parameter in the published checkpoint."""
_SHAPES = Path(__file__).with_name("parameters.json")


@cache
def parameter_shapes() -> Mapping[str, tuple[int, ...]]:
    """Shapes of all parameters of Kokoro-82M by name, weight norm not multiplied out.

    Instance norms' affine weights, which no published checkpoint has, are not among them.
    """
    return {name: tuple(shape) for name, shape in json.loads(_SHAPES.read_text("utf-8")).items()}


def read_weights(paths: AssetPaths) -> dict[str, FloatArray]:
    """The weights of the data folder's checkpoint; those without weight norm are mapped, not read.

    Raises `SetupError` for a missing, damaged or foreign file.
    """
    path = paths.checkpoint
    try:
        checkpoint = read_archive(path, verify=True, mapped=True)
        check(checkpoint)
    except FileNotFoundError as error:
        raise SetupError(f"{path} is missing; run `wyoming-kokoro download`") from error
    except (OSError, ValueError, BadZipFile, zlib.error, SetupError) as error:
        raise SetupError(
            f"{path} cannot be loaded ({reason(error)}); `wyoming-kokoro download` replaces it"
        ) from error
    return folded(
        {
            f"{part}.{name.removeprefix(PREFIX)}": value
            for part, state in checkpoint.items()
            for name, value in state.items()
        }
    )


def check(checkpoint: object) -> None:
    """Make sure that every parameter of the model is there, has its shape and is finite.

    `checkpoint` maps parts of the model (``bert``, ``predictor``, …) to parameters by name, with or
    without a leading ``module.``. Raises `SetupError` naming the first parameter that is not.
    """
    if not isinstance(checkpoint, Mapping):
        raise SetupError("this is no checkpoint of Kokoro")
    found: dict[str, FloatArray] = {}
    for part, state in checkpoint.items():
        if isinstance(state, Mapping):
            found |= {f"{part}.{name.removeprefix(PREFIX)}": value for name, value in state.items()}
    for name, shape in parameter_shapes().items():
        if name not in found:
            raise SetupError(f"The checkpoint lacks the parameter {name}")
        if found[name].shape != shape:
            raise SetupError(f"The parameter {name} has the shape {found[name].shape}, not {shape}")
        if not np.isfinite(found[name]).all():
            raise SetupError(f"The parameter {name} is not finite")


def folded(parameters: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """`parameters` with every weight norm multiplied into its weight."""
    weights: dict[str, FloatArray] = {}
    for name, value in parameters.items():
        if name.endswith(".weight_g"):
            continue
        if not name.endswith(".weight_v"):
            weights[name] = np.asarray(value, np.float32)
            continue
        rows = value.reshape(len(value), -1)
        gains = parameters[name.removesuffix("v") + "g"].reshape(-1, 1)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        weights[name.removesuffix("_v")] = np.asarray(rows * (gains / length), np.float32).reshape(
            value.shape
        )
    return weights
