"""How much a client may ask for, hold and keep waiting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one client's connection and on all of them together."""

    max_header_bytes: int = 64 * 1024
    """Longest first line of an event; asyncio reads none that is longer than 64 KiB."""
    max_data_bytes: int = 1024 * 1024
    """Largest data section of an event; holds `max_text_chars` of any script."""
    max_payload_bytes: int = 1024 * 1024
    """Largest payload, which is read and thrown away: no event of a client of speech needs one."""
    event_timeout_s: float = 30.0
    """Seconds from the first byte of an event to its last."""
    idle_timeout_s: float = 300.0
    """Seconds without an event from the client and without audio for it, while it has nothing being
    spoken.
    """
    send_timeout_s: float = 60.0
    """Seconds that a client may leave its full socket unread."""
    linger_s: float = 1.0
    """Seconds given to a client to read the last events before its connection is cut."""
    max_text_chars: int = 100_000
    """Most code points of one utterance, all chunks of a stream together."""
    max_pending: int = 16
    """Most utterances that wait on one connection behind the one being spoken."""
    max_connections: int = 256
    """Most open connections."""
    spare_idle_s: float = 10.0
    """Seconds after which an idle connection is closed in favour of a new one when there are
    `max_connections`.
    """
    samples_per_chunk: int = 1024
    """Most samples in one `audio-chunk`."""
