"""Which backend speaks on a machine."""

from .base import PlanningBackend
from .kernels.installed import KernelStatus
from .kokoro_kernels import KokoroKernels
from .store import AssetPaths


def choose_model(
    paths: AssetPaths,
    *,
    device: str,
    precision: str,
    threads: int,
    cuda_fallback: bool,
    kernels: KernelStatus | None = None,
) -> PlanningBackend:
    """Kokoro on the kernels, or on CUDA in torch, which is imported only then.

    `device` is ``cpu`` or ``cuda``; `kernels` are what was found here, if it was looked for.
    """
    on_processor = KokoroKernels(paths, precision=precision, threads=threads, kernels=kernels)
    if device == "cpu":
        return on_processor
    from .kokoro_v1 import KokoroV1

    fallback = on_processor if cuda_fallback else None
    return KokoroV1(paths, device=device, threads=threads, fallback=fallback)
