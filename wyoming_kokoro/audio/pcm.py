"""Uncompressed audio: raw samples and WAV."""

import struct

from ..sound import SAMPLE_BYTES, SAMPLE_RATE

_UNKNOWN_SIZE = 0xFFFFFFFF
_HEADER_BYTES = 44


def wav_header(data_bytes: int | None) -> bytes:
    """The 44 bytes before `data_bytes` of PCM; `None` says that the size is not known yet.

    An unknown size is written as the largest one, which players take as "until the end of the
    stream".
    """
    data_size = _UNKNOWN_SIZE if data_bytes is None else data_bytes
    riff_size = min(data_size + _HEADER_BYTES - 8, _UNKNOWN_SIZE)
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        riff_size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        SAMPLE_RATE,
        SAMPLE_RATE * SAMPLE_BYTES,
        SAMPLE_BYTES,
        SAMPLE_BYTES * 8,
        b"data",
        data_size,
    )


class PcmEncoder:
    """Gives the samples as they are: a file is no more than its stream."""

    def __init__(self, *, whole: bool = False) -> None:
        pass

    def encode(self, pcm: bytes) -> bytes:
        """`pcm` unchanged."""
        return pcm

    def finish(self) -> bytes:
        """Nothing: raw samples have no end mark."""
        return b""

    def close(self) -> None:
        """Nothing is held."""


class WavEncoder:
    """Puts a WAV header before the samples.

    `whole` keeps all until `finish`, which then gives a file with exact sizes.
    """

    def __init__(self, *, whole: bool = False) -> None:
        self._kept: bytearray | None = bytearray() if whole else None
        self._begun = False

    def encode(self, pcm: bytes) -> bytes:
        """`pcm`, after the header if it is the first; empty for a whole file."""
        if self._kept is not None:
            self._kept += pcm
            return b""
        if self._begun:
            return pcm
        self._begun = True
        return wav_header(None) + pcm

    def finish(self) -> bytes:
        """The whole file, or the header of a stream that had no samples."""
        if self._kept is not None:
            return wav_header(len(self._kept)) + bytes(self._kept)
        return b"" if self._begun else self.encode(b"")

    def close(self) -> None:
        """Nothing is held that does not go with this."""
