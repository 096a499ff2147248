"""The audio formats: each is one row of `AudioFormat`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from .pcm import PcmEncoder, WavEncoder

_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Codec:
    """How libav makes a format: its names of container and encoder, their options, and bits per
    second.

    `stream_options` are the container's for a stream, in addition to `options`.
    """

    container: str
    encoder: str
    bit_rate: int | None = None
    options: Mapping[str, str] = field(default_factory=lambda: _NO_OPTIONS)
    stream_options: Mapping[str, str] = field(default_factory=lambda: _NO_OPTIONS)
    encoder_options: Mapping[str, str] = field(default_factory=lambda: _NO_OPTIONS)


class AudioFormat(StrEnum):
    """The formats, by OpenAI's names."""

    made_by: Codec | type[PcmEncoder | WavEncoder]
    """A codec of libav's, or an encoder of our own."""
    content_type: str
    """The media type that OpenAI's clients expect."""

    def __new__(
        cls,
        name: str,
        made_by: Codec | type[PcmEncoder | WavEncoder] = PcmEncoder,
        content_type: str | None = None,
    ) -> Self:
        member = str.__new__(cls, name)
        member._value_ = name
        member.made_by = made_by
        member.content_type = content_type or f"audio/{name}"
        return member

    MP3 = (
        "mp3",
        # The Xing frame that tells the length is written only to what can be sought in.
        Codec("mp3", "libmp3lame", bit_rate=64_000, options={"id3v2_version": "0"}),
        "audio/mpeg",
    )
    """576 samples a frame; a decoder that reads no Xing frame gives 1105 samples (46 ms) of lead-in
    before the first.
    """
    OPUS = (
        "opus",
        Codec(
            "ogg",
            "libopus",
            bit_rate=48_000,
            # Pages are what leaves: a long one would hold the end of a clause back until the next.
            stream_options={"page_duration": "100000"},
            encoder_options={"application": "audio", "frame_duration": "20"},
        ),
    )
    """480 samples a frame; the header's pre-skip and the last page's position make the length
    exact.
    """
    AAC = "aac", Codec("adts", "aac", bit_rate=64_000)
    """1024 samples a frame; ADTS has no place to say that the first 1024 samples (43 ms) are
    lead-in.
    """
    FLAC = "flac", Codec("flac", "flac", options={"metadata_header_padding": "0"})
    """Lossless and exact; a stream's header leaves the length and the checksum unknown, as the
    format allows.
    """
    WAV = "wav", WavEncoder
    PCM = "pcm", PcmEncoder
