"""Compressed audio through PyAV."""

import io
from collections.abc import Iterable
from fractions import Fraction
from threading import Lock
from typing import cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from ..errors import SynthesisFailed
from ..sound import SAMPLE_BYTES, SAMPLE_RATE
from .formats import Codec


class _WriteOnly:
    """A file that can only be written; without `seek`, libav never goes back to patch a header."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


class AvEncoder:
    """Compresses PCM as it comes.

    The samples go to the codec in its own frames, so what comes out in all does not depend on how
    the PCM was cut. `whole` gives everything in `finish`, with the lengths that a file can have and
    a stream cannot. Methods block and may be called from any thread.
    """

    def __init__(self, codec: Codec, *, whole: bool = False) -> None:
        self._codec = codec
        self._outlet = _WriteOnly()
        self._file = io.BytesIO() if whole else None
        self._container: OutputContainer | None = None
        self._stream: AudioStream | None = None
        self._pending = bytearray()
        self._samples = 0
        self._lock = Lock()

    def encode(self, pcm: bytes) -> bytes:
        """The bytes that are ready after `pcm` (mono int16 little-endian, 24 kHz).

        Raises `SynthesisFailed`.
        """
        with self._lock:
            try:
                self._encode_frames(pcm)
            except av.FFmpegError as err:
                raise SynthesisFailed("The audio could not be encoded") from err
            return self._outlet.take()

    def finish(self) -> bytes:
        """The rest of the stream; the encoder is closed. Raises `SynthesisFailed`."""
        with self._lock:
            try:
                self._encode_rest()
                self._close()
            except av.FFmpegError as err:
                raise SynthesisFailed("The audio could not be encoded") from err
            return self._outlet.take() if self._file is None else self._file.getvalue()

    def close(self) -> None:
        """Give the codec's memory back, after what another thread may be encoding. Idempotent."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        container, self._container, self._stream = self._container, None, None
        if container is not None:
            container.close()

    def _open(self) -> AudioStream:
        if self._stream is not None:
            return self._stream
        codec = self._codec
        options = dict(codec.options)
        if self._file is None:
            options |= {"flush_packets": "1", **codec.stream_options}
        self._container = av.open(
            self._outlet if self._file is None else self._file,
            "w",
            format=codec.container,
            options=options,
        )
        stream = cast(
            AudioStream,
            self._container.add_stream(
                codec.encoder, rate=SAMPLE_RATE, layout="mono", options=dict(codec.encoder_options)
            ),
        )
        if codec.bit_rate is not None:
            stream.bit_rate = codec.bit_rate
        # Written now, a FLAC header cannot take over numbers of an encoder that is half done.
        self._container.start_encoding()
        self._stream = stream
        return stream

    def _encode_frames(self, pcm: bytes) -> None:
        frame_bytes = self._open().codec_context.frame_size * SAMPLE_BYTES
        self._pending += pcm
        complete = len(self._pending) - len(self._pending) % frame_bytes
        ready = bytes(self._pending[:complete])
        del self._pending[:complete]
        for start in range(0, complete, frame_bytes):
            self._encode_frame(ready[start : start + frame_bytes])

    def _encode_rest(self) -> None:
        stream = self._open()
        rest = bytes(self._pending[: len(self._pending) // SAMPLE_BYTES * SAMPLE_BYTES])
        if not rest and not self._samples:
            # A stream without a single frame is not valid in most of these formats.
            rest = bytes(stream.codec_context.frame_size * SAMPLE_BYTES)
        if rest:
            self._encode_frame(rest)
        self._mux(stream.encode(None))

    def _encode_frame(self, pcm: bytes) -> None:
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.int16, copy=False).reshape(1, -1)
        frame = AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._samples
        self._samples += samples.shape[1]
        self._mux(self._open().encode(frame))

    def _mux(self, packets: "Iterable[Packet[AudioStream]]") -> None:
        if self._container is not None:
            for packet in packets:
                self._container.mux(packet)
