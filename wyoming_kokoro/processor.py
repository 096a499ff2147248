"""Whether the libraries can run on this processor: they end the process without a word otherwise.

It is asked before any of them is imported.
"""

from importlib.metadata import version
from pathlib import Path

_NEEDED = {"cx16", "lahf_lm", "popcnt", "sse4_1", "sse4_2", "ssse3"}
"""Of x86-64-v2, as Linux names it; processors have it since 2009."""
_NUMPY = (2, 4)
"""The first version that needs it."""
_FIRST_PROCESSOR_BYTES = 4096


def lacking(cpuinfo: Path = Path("/proc/cpuinfo")) -> str | None:
    """What to tell the operator, in one line, where this processor lacks something."""
    try:
        with cpuinfo.open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_FIRST_PROCESSOR_BYTES).splitlines()
    except OSError:
        return None
    flags = next((line.split(":", 1)[1].split() for line in lines if line.startswith("flags")), [])
    wanting = sorted(_NEEDED.difference(flags))
    if not flags or not wanting:
        return None
    numpy = version("numpy")
    if tuple(map(int, numpy.split(".")[:2])) < _NUMPY:
        return None
    return (
        f"This processor has no {', '.join(wanting)}, which numpy {numpy} needs; for a virtual"
        " machine choose the processor type of its host"
    )
