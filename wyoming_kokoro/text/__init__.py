"""Text to segments: pure functions, no I/O, no torch."""
