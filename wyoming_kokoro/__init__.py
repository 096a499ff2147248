"""Kokoro-82M text-to-speech over Wyoming and over OpenAI's speech API, and for programs in Python.

What can be imported from here is public and documented in docs/python.md; nothing else is.
"""

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from .engine.speech import SpeechChunk, Word
    from .errors import RequestError, SetupError, SpeechError
    from .kokoro import Audio, Kokoro, SpeechStream

__all__ = [
    "Audio",
    "Kokoro",
    "RequestError",
    "SetupError",
    "SpeechChunk",
    "SpeechError",
    "SpeechStream",
    "Word",
    "__version__",
]


def __getattr__(name: str) -> object:
    """The public names, imported when they are first used: torch takes seconds."""
    if name in ("RequestError", "SetupError", "SpeechError"):
        from . import errors as module
    elif name in __all__:
        from . import kokoro as module  # type: ignore[no-redef]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(module, name)
