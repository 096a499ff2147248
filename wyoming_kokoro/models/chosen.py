"""Which backend speaks on a machine."""

from .base import PlanningBackend
from .kernels import installed
from .kokoro_kernels import KokoroKernels
from .store import AssetPaths


def choose_model(
    paths: AssetPaths, *, device: str, precision: str, threads: int, cuda_fallback: bool
) -> PlanningBackend:
    """Kokoro on the kernels, or in torch, which is imported only then: on CUDA, and on a processor
    that there are no kernels for.

    `device` is ``cpu`` or ``cuda``.
    """
    on_processor = KokoroKernels(paths, precision=precision, threads=threads)
    if device == "cpu" and installed.find().kernels is not None:
        return on_processor
    from .kokoro_v1 import KokoroV1

    return KokoroV1(
        paths, device=device, threads=threads, fallback=on_processor if cuda_fallback else None
    )
