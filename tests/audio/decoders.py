"""Decoders that share no code with the encoders under test."""

import io
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from wyoming_kokoro.audio.formats import AudioFormat
from wyoming_kokoro.sound import SAMPLE_RATE

# Longer than any audio of the tests.
_MANY = 60 * SAMPLE_RATE


def decode(audio_format: AudioFormat, data: bytes) -> np.ndarray:
    """Float samples at 24 kHz of anything but AAC, by libsndfile."""
    if audio_format is AudioFormat.PCM:
        return np.frombuffer(data, "<i2") / 32768
    with soundfile.SoundFile(io.BytesIO(data)) as sound:
        assert (sound.samplerate, sound.channels) == (SAMPLE_RATE, 1)
        samples = np.full(_MANY, np.nan)
        try:
            return sound.read(out=samples)
        except soundfile.LibsndfileError:
            # It reads all, and then cannot seek to the end of a FLAC stream whose length is
            # unknown.
            assert audio_format is AudioFormat.FLAC
            return samples[~np.isnan(samples)]


def adts_frames(data: bytes) -> list[bytes]:
    """The frames of an AAC stream, each of which stands for 1024 samples."""
    frames = []
    while data:
        header = int.from_bytes(data[:7], "big")
        assert header >> 44 == 0xFFF, "no ADTS sync word"
        assert (header >> 34) & 0xF == 6, "not 24 kHz"
        assert (header >> 30) & 0x7 == 1, "not mono"
        length = (header >> 13) & 0x1FFF
        assert 7 < length <= len(data), "frame cut short"
        frames.append(data[:length])
        data = data[length:]
    return frames


def wav_sizes(data: bytes) -> tuple[int, int]:
    """RIFF and data sizes of the header."""
    return struct.unpack_from("<4xI", data)[0], struct.unpack_from("<I", data, 40)[0]


def run_program(
    tmp_path: Path, command: list[str], data: bytes, suffix: str
) -> tuple[str, np.ndarray | None]:
    """Run a decoder that reads IN and may write OUT (WAV): what it printed, and the samples.

    Skips the test where it is not installed.
    """
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    source, target = tmp_path / f"in.{suffix}", tmp_path / "out.wav"
    source.write_bytes(data)
    names = {"IN": str(source), "OUT": str(target)}
    done = subprocess.run(
        [names.get(word, word) for word in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    samples = soundfile.read(target)[0] if target.exists() else None
    return done.stdout + done.stderr, samples
