"""What all sound here is: 24 kHz, mono, int16 little-endian where it is PCM, made in frames of 25
ms.
"""

SAMPLE_RATE = 24_000
"""Samples per second."""
SAMPLE_BYTES = 2
FRAME_SAMPLES = 600
"""Samples per frame of the model's duration predictor (40 frames a second)."""


def silence(seconds: float) -> bytes:
    """PCM of that much silence, to the nearest sample."""
    return bytes(round(seconds * SAMPLE_RATE) * SAMPLE_BYTES)
